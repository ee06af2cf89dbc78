// @ts-check
// The URL to which a user's browser is sent, and what comes back from there (RFC 6749 section 4.1, RFC 7636, RFC 9207).
import { PrivateKeyJwtError, TokenEndpointError } from './errors.js';

const options = ['redirectUri', 'scope', 'resource', 'state', 'nonce', 'push', 'parameters'];
const ours = ['client_id', 'response_type', 'redirect_uri', 'code_challenge', 'code_challenge_method', 'state', 'nonce', 'scope', 'resource', 'request_uri'];

/** The parameters of an authorization request, and what its sender has to keep.
 * @param {any} given @param {string} random verifier, challenge, state and nonce, by dots */
export function authorizationRequest(given, random) {
  if (typeof given !== 'object' || given === null) throw new TypeError('authorizationUrl parameters must be an object');
  const unknown = Object.keys(given).find((name) => !options.includes(name));
  if (unknown !== undefined) throw new TypeError(`authorizationUrl: unknown option "${unknown}"; there are ${options.join(', ')}`);
  const [codeVerifier, challenge, ownState, ownNonce] = random.split('.');
  const { redirectUri, scope, resource, state = ownState, nonce = ownNonce, push, parameters = {} } = given;
  for (const [name, value] of Object.entries({ redirectUri, state, nonce, scope: scope ?? '' })) {
    if (typeof value !== 'string') throw new TypeError(`authorizationUrl: ${name} must be a string`);
  }
  checkPlain(parameters, 'authorizationUrl parameters');
  const taken = Object.keys(parameters).find((name) => ours.includes(name));
  if (taken !== undefined) throw new PrivateKeyJwtError('ERR_CLAIM_INVALID', `parameters must not contain "${taken}": it is set elsewhere`);
  const all = {
    response_type: 'code', redirect_uri: redirectUri, scope, resource, state, nonce,
    code_challenge: challenge, code_challenge_method: 'S256', ...parameters,
  };
  /** @type {Record<string, any>} */
  const wire = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return { push, wire, secrets: { state, nonce, codeVerifier } };
}

/** The code that came back, once it is known to be the answer to this request and of this server.
 * @param {any} callbackUrl @param {{ state: unknown, issuer?: string, sendsIssuer?: boolean }} expected */
export function codeFrom(callbackUrl, { state, issuer, sendsIssuer }) {
  if (typeof state !== 'string' || state === '') throw new TypeError('authorizationCode parameters: state must be the one of authorizationUrl');
  const { searchParams } = new URL(String(callbackUrl?.href ?? callbackUrl), 'https://callback.invalid');
  const one = (/** @type {string} */ name) => {
    const values = searchParams.getAll(name);
    if (values.length > 1) throw refused(`has more than one ${name}`);
    return values[0];
  };
  if (one('state') !== state) throw refused('has another state than the request: it belongs to another login, or was forged');
  const from = one('iss');
  if (from === undefined ? sendsIssuer : issuer !== undefined && from !== issuer) {
    throw refused('does not come from the issuer: its iss is missing or another (RFC 9207)');
  }
  const error = one('error');
  if (error !== undefined) {
    const told = { status: 302, error: printable(error), error_description: printable(one('error_description')), error_uri: printable(one('error_uri')) };
    throw new TokenEndpointError(`the authorization endpoint answered ${told.error}`, told);
  }
  return one('code') || fail();
}

/** As wasm does, for what is looked into here. @param {any} parameters @param {string} what */
export function checkPlain(parameters, what) {
  const above = (/** @type {any} */ value) => (typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined);
  const prototype = above(parameters);
  if (prototype !== null && above(prototype) !== null) throw new TypeError(`${what} must be an object of strings or arrays of strings`);
}

/** As texts of the token endpoint are: whoever holds the browser can write them. @param {string | undefined} text @returns {any} */
function printable(text) {
  return text?.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(0, 1024);
}

/** @returns {never} */
function fail() {
  throw refused('has no code');
}

/** @param {string} why */
function refused(why) {
  return new PrivateKeyJwtError('ERR_RESPONSE_MALFORMED', `the authorization response ${why}`);
}
