// An authorization server that judges assertions by jose, with a clock of its own, and fails in whatever way a test asks for.
import { createServer } from 'node:http';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { recordAssertion } from './support/assertions.mjs';

/**
 * @param {object} options
 * @param {object} options.publicJwk of the only client
 * @param {number} [options.clock] seconds that its clock is ahead
 * @param {(request: { count: number, form: URLSearchParams }, response: import('node:http').ServerResponse) => boolean} [options.misbehave]
 * says whether it dealt with a token request
 * @param {(issuer: string) => object} [options.metadata] more or other members
 * @param {number} [options.expiresIn] seconds @param {number} [options.delay] milliseconds before each token
 * @param {number} [options.metadataDelay] milliseconds before the metadata @param {string} [options.cacheControl] of the metadata
 * @returns a handle: issuer, requests ({ path, form, status }), tokens (how many it gave), close()
 */
export async function startStrictServer({ publicJwk, clock = 0, misbehave = () => false, metadata = () => ({}), expiresIn = 600, delay = 0, metadataDelay = 0, cacheControl }) {
  const keys = createLocalJWKSet({ keys: [publicJwk] });
  const handle = { requests: [], tokens: 0, clock };
  const now = () => new Date(Date.now() + handle.clock * 1000);
  const server = createServer(async (request, response) => {
    response.setHeader('date', now().toUTCString());
    const path = new URL(request.url, handle.issuer).pathname;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const seen = { path, form };
    handle.requests.push(seen);
    const reply = (status, body) => { seen.status = status; response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)); };
    if (path === '/.well-known/openid-configuration') {
      if (cacheControl) response.setHeader('cache-control', cacheControl);
      await new Promise((resolve) => setTimeout(resolve, metadataDelay));
      return reply(200, { issuer: handle.issuer, token_endpoint: `${handle.issuer}/token`, introspection_endpoint: `${handle.issuer}/introspect`, ...metadata(handle.issuer) });
    }
    if (path === '/elsewhere') return reply(200, { access_token: 'elsewhere', token_type: 'Bearer' });
    recordAssertion(form.get('client_assertion'));
    const count = handle.requests.filter((other) => other.path === path).length;
    if (misbehave({ count, form }, response)) return undefined;
    try {
      const { payload } = await jwtVerify(form.get('client_assertion'), keys, { audience: handle.issuer, currentDate: now(), clockTolerance: 5, typ: 'client-authentication+jwt', requiredClaims: ['jti', 'iat', 'exp'] });
      if (payload.iat > now() / 1000 + 5) throw new Error('iat lies in the future');
      seen.claims = payload;
    } catch {
      return reply(401, { error: 'invalid_client' });
    }
    handle.tokens += 1;
    await new Promise((resolve) => setTimeout(resolve, delay));
    return reply(200, { access_token: `token-${handle.tokens}`, token_type: 'Bearer', expires_in: expiresIn });
  });
  await new Promise((resolve, reject) => { server.once('error', reject); server.listen(0, '127.0.0.1', resolve); });
  handle.issuer = `http://127.0.0.1:${server.address().port}`;
  handle.close = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return handle;
}
