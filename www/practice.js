// A token endpoint that lives in this page. It checks as RFC 7523 section 3 asks, by WebCrypto, and answers as RFC 6749 section 5 says.
import { now } from './dates.js';
import { opened, verified } from './verify.js';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const leeway = 15; // seconds by which the two clocks may differ
const scopes = ['openid', 'profile', 'api', 'api:read', 'api:write', 'offline_access'];

/** The assertions it has seen, by client and jti. */
const seen = new Set();

/** What ends a request. `error` is for the client; `reason` stays in the server's log. */
class Refusal extends Error {
  constructor(status, error, reason) {
    super(reason);
    Object.assign(this, { status, error });
  }
}

/**
 * A server with one registered client.
 * @param {{ clientId: string, jwk: any, x5t?: string, audiences: string[], grants?: string[], trouble?: 'busy' | 'html' | 'silent' }} registration
 * @returns {{ fetch: (url: string, init: any) => Promise<Response>, log: { ok: boolean, text: string }[] }}
 */
export function practiceServer(registration) {
  const log = [];
  const pass = (text) => log.push({ ok: true, text });
  const fetch = async (url, init) => {
    if (registration.trouble) return troubled(registration.trouble, pass);
    try {
      const form = readForm(url, init, pass);
      await authenticate(form, registration, pass);
      return json(200, grant(form, registration, pass));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      log.push({ ok: false, text: refusal.message });
      const headers = refusal.status === 401 ? { 'www-authenticate': 'Bearer error="invalid_client"' } : {};
      return json(refusal.status, { error: refusal.error, error_description: descriptions[refusal.error] }, headers);
    }
  };
  return { fetch, log };
}

/** As little as real servers say. */
const descriptions = {
  invalid_request: 'a parameter is missing or invalid',
  invalid_client: 'client authentication failed',
  invalid_grant: 'grant request is invalid',
  unauthorized_client: 'this grant type is not allowed for this client',
  unsupported_grant_type: 'unsupported grant_type requested',
  invalid_scope: 'requested scope is not allowed',
};

function troubled(trouble, pass) {
  if (trouble === 'busy') return json(503, { error: 'temporarily_unavailable' }, { 'retry-after': '30' });
  if (trouble === 'html') return new Response('<!doctype html><title>502 Bad Gateway</title>', { status: 502, headers: { 'content-type': 'text/html' } });
  pass('the request was handled, and a token given out');
  throw new TypeError('Failed to fetch'); // all that a page is told when CORS hides an answer
}

function readForm(url, { method, headers, body }, pass) {
  if (method !== 'POST') throw new Refusal(405, 'invalid_request', `the method is ${method}, not POST`);
  if (!String(headers['content-type']).startsWith('application/x-www-form-urlencoded')) throw new Refusal(400, 'invalid_request', 'the body is not form-encoded');
  const form = Object.fromEntries(new URLSearchParams(body));
  for (const name of ['grant_type', 'client_assertion', 'client_assertion_type']) {
    if (!form[name]) throw new Refusal(400, 'invalid_request', `${name} is missing`);
  }
  if (form.client_assertion_type !== assertionType) throw new Refusal(400, 'invalid_request', 'client_assertion_type is not the one for a JWT');
  pass(`POST ${new URL(url).pathname}, form-encoded, with an assertion`);
  return form;
}

async function authenticate({ client_id: clientId, client_assertion: compact }, { clientId: registered, jwk, x5t, audiences }, pass) {
  const refuse = (reason) => { throw new Refusal(401, 'invalid_client', reason); };
  const { header, claims } = read(compact) ?? refuse('the assertion is no JWT');
  if (clientId !== registered || claims.sub !== registered) refuse(`there is no client “${claims.sub}”; registered is “${registered}”`);
  pass(`client “${registered}” is known`);
  if (x5t && header['x5t#S256'] !== x5t) refuse('no certificate with this x5t#S256 is registered');
  if (!x5t && header.kid !== jwk.kid) refuse(`no key with kid “${header.kid}” is registered for this client; there is “${jwk.kid}”`);
  if (header.alg !== jwk.alg) refuse(`the key is registered for ${jwk.alg}, not for ${header.alg}`);
  pass(`its ${x5t ? 'certificate' : `key “${jwk.kid}”`} for ${jwk.alg} is found`);
  const outcome = await verified(compact, jwk);
  if (outcome === false) refuse('the signature is not that of the registered key');
  pass(outcome ? 'the signature verifies, by WebCrypto' : `WebCrypto does not know ${jwk.alg} here: the signature goes unchecked`);
  if (claims.iss !== claims.sub) refuse('iss and sub differ');
  const audience = [claims.aud].flat();
  if (!audience.some((value) => audiences.includes(value))) refuse(`aud is ${audience.join(', ')}; this server is ${audiences.join(' or ')}`);
  pass('iss and sub are the client, aud is this server');
  checkTimes(claims, refuse);
  pass(`it is ${Math.max(0, now() - claims.iat)} s old and not expired`);
  const number = `${claims.iss} ${claims.jti}`;
  if (!claims.jti || seen.has(number)) refuse(claims.jti ? 'this jti was used before' : 'jti is missing');
  seen.add(number);
  pass('its jti was never seen before');
}

function read(compact) {
  try { return opened(compact); } catch { return undefined; }
}

function checkTimes({ iat, exp, nbf }, refuse) {
  if (typeof exp !== 'number') refuse('exp is missing');
  if (exp + leeway < now()) refuse(`it expired ${now() - exp} s ago by this server’s clock`);
  if (Math.max(iat ?? 0, nbf ?? 0) > now() + leeway) refuse(`it is from the future: ${Math.max(iat ?? 0, nbf ?? 0) - now()} s by this server’s clock`);
}

function grant(form, { grants = ['client_credentials', 'authorization_code', 'refresh_token'] }, pass) {
  const { grant_type: type, scope = '' } = form;
  if (!/^(client_credentials|authorization_code|refresh_token)$/.test(type)) throw new Refusal(400, 'unsupported_grant_type', `grant_type ${type} is not offered here`);
  if (!grants.includes(type)) throw new Refusal(400, 'unauthorized_client', `the client is not registered for ${type}`);
  if (type === 'authorization_code' && form.code !== 'practice-code') throw new Refusal(400, 'invalid_grant', 'the code is unknown, used or expired; here it is practice-code');
  if (type === 'refresh_token' && form.refresh_token !== 'practice-refresh-token') throw new Refusal(400, 'invalid_grant', 'the refresh token is unknown; here it is practice-refresh-token');
  const foreign = scope.split(' ').find((word) => word !== '' && !scopes.includes(word));
  if (foreign !== undefined) throw new Refusal(400, 'invalid_scope', `scope ${foreign} is not allowed; there are ${scopes.join(' ')}`);
  pass(`${type} is granted`);
  const token = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24)))).replaceAll('+', '-').replaceAll('/', '_');
  return { access_token: `practice-${token}`, token_type: 'Bearer', expires_in: 600, ...(scope && { scope }) };
}

function json(status, body, headers = {}) {
  return new Response(JSON.stringify(body), {
    status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', date: new Date().toUTCString(), ...headers },
  });
}
