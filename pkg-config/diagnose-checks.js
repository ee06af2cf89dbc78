// @ts-check
// What the facts themselves say. Each check has one question.
import { finding, shown } from './diagnose-finding.js';
import { keyChecks } from './diagnose-keys.js';
import { audience, audiences } from './diagnose-audience.js';
import { providerAt, ruleOf } from './diagnose-wordings.js';

/** @typedef {import('./diagnose.js').Facts} Facts @typedef {import('./diagnose-finding.js').Ranked} Ranked */
/** @typedef {(facts: Facts) => Ranked | undefined} Check */

/** @type {Check} */
function endpoint({ url, status, error, metadata }) {
  const wanted = metadata?.token_endpoint;
  const differs = typeof wanted === 'string' && wanted !== url;
  if (!differs && error !== undefined) return undefined;
  const seen = error === undefined ? `${shown(url)} answered ${status} without an OAuth error` : `the request went to ${shown(url)}`;
  const change = differs ? 'set tokenEndpoint to that' : 'compare tokenEndpoint with the provider\'s documentation';
  return finding('endpoint', error === undefined ? 1 : 2, seen, differs ? shown(wanted) : 'the token endpoint', change);
}

/** @type {Check} */
function method({ metadata }) {
  const methods = metadata?.token_endpoint_auth_methods_supported;
  if (!Array.isArray(methods) || methods.includes('private_key_jwt')) return undefined;
  return finding('method', 1, 'private_key_jwt', shown(methods), 'ask the operator of this server to allow private_key_jwt');
}

/** @type {Check} */
function alg({ header, metadata }) {
  const algorithms = metadata?.token_endpoint_auth_signing_alg_values_supported;
  if (!Array.isArray(algorithms) || algorithms.includes(header.alg)) return undefined;
  return finding('alg', 1, shown(header.alg), shown(algorithms), 'give the key with one of these as option alg, or take another kind of key');
}

/** @type {Check} */
function clock({ claims: { iat, exp, nbf }, date }) {
  if (date === undefined || iat === undefined) return undefined;
  const ahead = Math.max(iat, nbf ?? iat) - date;
  const expired = exp !== undefined && exp <= date;
  if (!expired && ahead <= 5) return undefined;
  const off = `${Math.abs(ahead)} s`;
  const seen = expired ? `the assertion had expired: its iat was ${off} before the server's clock` : `iat was ${off} after the server's clock`;
  const change = `set the clock of this host, which is ${off} ${ahead > 0 ? 'fast' : 'slow'}, or the option now`;
  return finding('clock', expired || ahead > 60 ? 1 : 2, seen, 'iat that is past and exp that is to come', change);
}

/** @type {Check} */
function typ(facts) {
  const { name, rule, known } = ruleOf(facts);
  const { typ: sent } = facts.header;
  const seen = sent === undefined ? 'no typ' : `typ ${shown(sent)}`;
  if (rule.typ === sent && known) return undefined;
  if (rule.typ !== undefined && rule.typ !== sent) {
    return finding('typ', known ? 1 : 2, seen, shown(rule.typ), `take profile '${name}' and no option typ`);
  }
  const change = sent === undefined ? "try profile 'rfc7523bis', which sends one" : "try typ: null, or the provider's profile";
  return finding('typ', known ? 2 : 3, seen, 'perhaps another one, or none', change);
}

/** @type {Check} */
function lifetime(facts) {
  const { iat, exp } = facts.claims;
  if (exp === undefined || iat === undefined) return undefined;
  const { rule, known } = ruleOf(facts);
  const longest = rule.lifetime ?? 300;
  if (exp - iat <= longest) return undefined;
  const rank = rule.lifetime === undefined ? 3 : known ? 1 : 2;
  return finding('lifetime', rank, `the assertion lives for ${exp - iat} s`, `at most ${longest} s`, 'leave lifetime out: 60 s are enough');
}

/** @type {Check} */
function certificate(facts) {
  const { name, known } = ruleOf(facts);
  if (name !== 'entra' || facts.header['x5t#S256'] !== undefined) return undefined;
  const seen = facts.header.x5t === undefined ? 'no thumbprint of a certificate' : 'x5t, which is SHA-1';
  return finding('certificate', known ? 1 : 2, seen, 'x5t#S256, the SHA-256 of the certificate', "take profile 'entra'");
}

/** @type {Check} */
function profile({ url, profile: used = 'rfc7523bis' }) {
  const provider = providerAt(url);
  if (provider === undefined || provider === used) return undefined;
  return finding('profile', 2, `profile ${shown(used)} at what looks like ${provider}`, `what ${provider} asks for`, `take profile '${provider}'`);
}

/** @type {Check} */
function repetition({ accepted = 0, ownFetch }) {
  if (accepted === 0) return undefined;
  const seen = `requests of this client were accepted before (${accepted})`;
  const change = ownFetch
    ? 'let the option fetch send each request once: an attempt needs an assertion of its own'
    : 'look for a proxy that repeats requests';
  return finding('jti-reused', ownFetch ? 2 : 3, seen, 'a jti that the server has not seen', change);
}

/** @type {Check} */
function registration({ clientId, header, accepted = 0 }) {
  if (accepted > 0) return undefined;
  const wanted = 'a client that is registered with private_key_jwt and this algorithm';
  const change = 'look into the provider\'s dashboard: right client, tenant and environment?';
  return finding('registration', 3, `client ${shown(clientId)}, ${shown(header.alg)}`, wanted, change);
}

/** By what goes wrong for people, as far as facts can prove it; then what can only be guessed. @type {Check[]} */
export const checks = [
  endpoint, method, clock, audience, audiences, certificate, alg, ...keyChecks, lifetime, profile, repetition, registration, typ,
];
