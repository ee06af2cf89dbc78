// @ts-check
// What a key or a certificate is, and what is wrong with it.
import { X509Certificate } from 'node:crypto';
import process from 'node:process';
import { convert } from 'private-key-jwt/keys';
import { codeOf, exitCodeOf, exitCodes, messageOf } from './failure.js';
import { now, relative, written } from './instants.js';
import { hasCertificate, isPrivate, jsonOf, labelsOf } from './kinds.js';
import { keyOptions, signingKey } from './source.js';

/** @typedef {import('./commands/inspect.js').Report} Report @typedef {import('./commands/inspect.js').Finding} Finding */

/** @param {import('./source.js').Source} source @param {Record<string, any>} values @returns {Promise<Report[]>} one of each key */
export async function inspectKeys(source, values) {
  const keys = jsonOf(source.content)?.keys;
  if (!Array.isArray(keys)) return [await inspectKey(source, values)];
  const wanted = values.kid === undefined ? keys : keys.filter((key) => key?.kid === values.kid);
  const reports = [];
  for (const key of wanted) reports.push(await inspectKey({ ...source, content: JSON.stringify(key) }, values));
  const findings = ofSet(keys.map((key) => key?.kid), values.kid);
  return [{ what: `a JWKS with ${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`, rows: [], findings, details: { count: keys.length } }, ...reports];
}

/** @param {unknown[]} names @param {string | undefined} wanted @returns {Finding[]} */
function ofSet(names, wanted) {
  const twice = names.some((name, index) => name !== undefined && names.indexOf(name) !== index);
  const problems = [
    names.length === 0 && 'it has no key: servers find none to verify with',
    names.length > 0 && wanted !== undefined && !names.includes(wanted) && 'it has no key of this kid',
    twice && 'two keys have the same kid: servers cannot tell them apart',
  ];
  return problems.flatMap((message) => (message ? [{ level: 'problem', message }] : []));
}

/** @param {import('./source.js').Source} source @param {Record<string, any>} values @returns {Promise<Report>} */
async function inspectKey(source, values) {
  try {
    if (isPrivate(source.content)) return described('private', convert(await signingKey(source, values)), source);
    return described(hasCertificate(source.content) ? 'certificate' : 'public', convert(source.content, keyOptions(values)), source);
  } catch (error) {
    // Whatever is no input's fault is no finding.
    if (exitCodeOf(error) !== exitCodes.input || codeOf(error) === 'ERR_INPUT') throw error;
    const what = isPrivate(source.content) ? 'a private key that cannot be used' : 'not a key, certificate or assertion that can be used';
    return { what, rows: [], findings: [{ level: 'problem', message: messageOf(error), code: codeOf(error) }] };
  }
}

/** @param {'private' | 'public' | 'certificate'} half @param {import('private-key-jwt/keys').PublicForms} forms @param {import('./source.js').Source} source
 * @returns {Report} */
function described(half, { jwk, thumbprint, x5t, 'x5t#S256': x5tS256 }, { content, mode }) {
  const certificate = half === 'certificate' ? new X509Certificate(content) : undefined;
  const labels = labelsOf(content, jwk.kid);
  const kind = { private: 'a private key', public: 'a public key', certificate: 'a certificate' }[half];
  const window = certificate ? windowOf(certificate) : { notBefore: labels.nbf, notAfter: labels.exp };
  const [subject, issuer] = [certificate?.subject, certificate?.issuer].map((name) => name?.replaceAll('\n', ', '));
  /** @type {Record<string, string | number | undefined>} */
  const members = { key: sizeOf(jwk), alg: jwk.alg, kid: jwk.kid, name: labels.name, thumbprint, subject, issuer, 'x5t#S256': x5tS256, x5t };
  return {
    what: `${kind}, ${sizeOf(jwk)}`,
    rows: [...Object.entries(members).slice(1), ['valid from', inWords(window.notBefore)], ['valid until', inWords(window.notAfter)]],
    findings: [...ofWindow(window), ...ofForm(half, jsonOf(content), mode)],
    details: { ...members, notBefore: window.notBefore, notAfter: window.notAfter },
  };
}

/** @param {import('private-key-jwt').PublicJwk} jwk */
function sizeOf(jwk) {
  if (jwk.kty !== 'RSA') return jwk.crv;
  const [first = 0, ...rest] = Buffer.from(jwk.n, 'base64url');
  return `RSA with ${rest.length * 8 + 32 - Math.clz32(first)} bits`;
}

/** @typedef {{ notBefore?: number | undefined, notAfter?: number | undefined }} Window */

/** @param {X509Certificate} certificate @returns {Window} */
function windowOf({ validFrom, validTo }) {
  return { notBefore: Math.floor(Date.parse(validFrom) / 1_000), notAfter: Math.floor(Date.parse(validTo) / 1_000) };
}

/** @param {number | undefined} instant */
const inWords = (instant) => (instant === undefined ? undefined : `${written(instant)}, ${relative(instant, now())}`);

/** @param {Window} window @returns {Finding[]} */
function ofWindow({ notBefore, notAfter }) {
  if (notBefore !== undefined && notAfter !== undefined && notAfter < notBefore) return [{ level: 'problem', message: 'it ends before it begins' }];
  if (notBefore !== undefined && notBefore > now()) return [{ level: 'problem', message: `it is not valid yet: it begins ${relative(notBefore, now())}` }];
  if (notAfter !== undefined && notAfter < now()) return [{ level: 'problem', message: `it has expired ${relative(notAfter, now())}` }];
  if (notAfter !== undefined && notAfter < now() + 30 * 86_400) return [{ level: 'note', message: `it expires ${relative(notAfter, now())}: publish the next key in time` }];
  return [];
}

/** @param {string} half @param {Record<string, any> | undefined} jwk @param {number | undefined} mode @returns {Finding[]} */
function ofForm(half, jwk, mode) {
  /** @type {Finding[]} */
  const findings = [];
  if (half === 'private' && mode !== undefined && process.platform !== 'win32' && (mode & 0o077) !== 0) {
    findings.push({ level: 'note', message: `other users may read the file (mode ${(mode & 0o777).toString(8).padStart(4, '0')}): chmod 600` });
  }
  if (jwk && jwk.kid === undefined) findings.push({ level: 'note', message: 'it has no kid: its thumbprint is sent, and must be what the provider knows' });
  return findings;
}
