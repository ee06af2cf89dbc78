// A private key in any form becomes a signing key, and texts of its private half to keep.
import { algorithm } from './algorithms.js';
import { SigningKey } from './package.js';

/**
 * @param {string | Uint8Array} source JWK, JWKS, PEM; DER
 * @param {{ kid?: string }} given @param {string} passphrase of an encrypted one
 * @returns what step 1 knows about the key; throws the package's error, which says what is wrong
 */
export async function imported(source, { kid }, passphrase) {
  if (typeof source === 'string' && source.trim() === '') throw new Error('Paste a private key, or drop its file here.');
  const again = (more) => SigningKey.from(source, { ...(kid && { kid }), ...(passphrase && { passphrase }), ...more });
  const signing = again({});
  const text = typeof source === 'string' ? source : '';
  const certificate = block(text, 'CERTIFICATE');
  return { origin: 'imported', signing, again, secret: await secretForms(text, signing), ...(certificate && { certificate }) };
}

/** The private half as JWK and as PEM, as far as the browser can convert what was given. */
async function secretForms(text, signing) {
  const plain = block(text, 'PRIVATE KEY');
  try {
    if (text.trimStart().startsWith('{')) {
      const jwk = { ...member(JSON.parse(text), signing.publicJwk()), kid: signing.kid, alg: signing.alg };
      return { jwk: JSON.stringify(jwk), pem: await pemOf(jwk) };
    }
    if (plain) return { jwk: JSON.stringify(await jwkOf(plain, signing)), pem: plain };
  } catch {
    // This browser's WebCrypto does not take the key, so only what was given can be shown.
  }
  return { pem: block(text, '[A-Z0-9 ]*PRIVATE KEY') };
}

/** The JWK itself, or the one of a JWKS that was taken. */
function member(json, publicJwk) {
  if (!Array.isArray(json.keys)) return json;
  return json.keys.find((jwk) => jwk.d !== undefined && ['n', 'x', 'y'].every((name) => jwk[name] === publicJwk[name]));
}

async function pemOf(jwk) {
  const { kty, n, e, d, p, q, dp, dq, qi, crv, x, y } = jwk;
  const bare = JSON.parse(JSON.stringify({ kty, n, e, d, p, q, dp, dq, qi, crv, x, y }));
  const key = await crypto.subtle.importKey('jwk', bare, /** @type {any} */ (algorithm(jwk.alg)?.webCrypto), true, ['sign']);
  const octets = new Uint8Array(await crypto.subtle.exportKey('pkcs8', key));
  const lines = btoa(String.fromCharCode(...octets)).match(/.{1,64}/g);
  return `-----BEGIN PRIVATE KEY-----\n${lines?.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

async function jwkOf(pem, { alg, kid }) {
  const octets = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s|\\n/g, '')), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey('pkcs8', octets, /** @type {any} */ (algorithm(alg)?.webCrypto), true, ['sign']);
  const { key_ops: _, ext: __, ...jwk } = await crypto.subtle.exportKey('jwk', key);
  return { ...jwk, kid, alg, use: 'sig' };
}

/** The first PEM block with this label, or nothing. @param {string} text @param {string} label a pattern */
function block(text, label) {
  const found = new RegExp(`-----BEGIN (${label})-----[^-]+-----END \\1-----`).exec(text.replaceAll('\\n', '\n'));
  return found ? `${found[0]}\n` : undefined;
}
