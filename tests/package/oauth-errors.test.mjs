// Errors that the token endpoint itself reports, and what may be asked of a client's endpoint and fetch.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startFaults } from './faults.mjs';
import { keepsSecrets, rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 15_000 };
const code = 'the-secret-code-of-the-test';
let library;
let key;
let faults;

before(async () => {
  [library, key, faults] = await Promise.all([importPackage(), rsaKey(), startFaults()]);
}, { timeout: 60_000 });
after(() => faults?.close());

const client = (tokenEndpoint, options = {}) =>
  new library.TokenClient({ clientId: 'client-1', key: library.SigningKey.from(key.privateJwk), tokenEndpoint, audience: 'https://issuer.example', timeout: 5, ...options });
const exchange = (tokenEndpoint, options) => client(tokenEndpoint, options).authorizationCode({ code, redirectUri: 'https://client.example/callback' });
const tokenError = (fault) => rejection(() => exchange(faults.url(fault)), { code: 'ERR_TOKEN_ENDPOINT', library, secrets: [...key.secrets, code] });

test('an OAuth error keeps what the server said', limit, async () => {
  const invalidClient = await tokenError('invalid-client');
  assert.deepEqual([invalidClient.status, invalidClient.error, invalidClient.error_description], [401, 'invalid_client', 'client authentication failed']);
  const bare = await tokenError('error-only');
  assert.deepEqual([bare.status, bare.error, bare.error_description], [400, 'invalid_grant', undefined]);
  const withUri = await tokenError('error-with-uri');
  assert.deepEqual([withUri.error, withUri.error_uri], ['invalid_scope', 'https://example.com/invalid_scope']);
});

test('an error_description that repeats the assertion and the code does not leak them', limit, async () => {
  const error = await tokenError('error-echoes-assertion');
  assert.deepEqual([error.status, error.error], [401, 'invalid_client']);
  keepsSecrets(error, [faults.requests.at(-1).form.get('client_assertion')]);
});

test('http to a host that is not loopback is ERR_ENDPOINT_INVALID unless allowed', limit, () => {
  for (const url of ['http://provider.example/token', 'http://127.0.0.1.example.com/token', 'ftp://127.0.0.1/token', 'no url', 'https://user:opensesame@provider.example/token']) {
    assert.throws(() => client(url), (error) => error instanceof library.PrivateKeyJwtError && error.code === 'ERR_ENDPOINT_INVALID' && !error.message.includes('opensesame'), url);
  }
  client('http://provider.example/token', { allowHttp: true });
  for (const url of ['http://localhost:1/token', 'http://127.0.0.1:1/token', 'http://[::1]:1/token', 'https://provider.example/token', new URL('https://provider.example/token')]) client(url);
});

test('profile rfc7523bis asks for an audience or issuer', limit, () => {
  const { privateJwk } = key;
  const options = { clientId: 'client-1', key: library.SigningKey.from(privateJwk), tokenEndpoint: 'https://provider.example/token' };
  assert.throws(() => new library.TokenClient(options), (error) => error.code === 'ERR_CLAIM_INVALID' || error instanceof TypeError);
  new library.TokenClient({ ...options, profile: 'signicat' });
  assert.throws(() => new library.TokenClient({ ...options, profile: 'nobody' }), { code: 'ERR_PROFILE' });
});

test('a fetch of its own is asked, with the contract of FetchLike', limit, async () => {
  const calls = [];
  const answer = Response.json({ access_token: 'mine', token_type: 'Bearer' });
  const own = async function (url, init) { calls.push({ url, init, self: this }); return answer; };
  assert.equal((await exchange('https://provider.example/token', { fetch: own })).access_token, 'mine');
  const [{ url, init, self }] = calls;
  assert.deepEqual([url, init.method, init.redirect, self], ['https://provider.example/token', 'POST', 'manual', undefined]);
  assert.equal(new URLSearchParams(init.body).get('code'), code);
});

test('a fetch that fails with a secret in its message is ERR_NETWORK without it', limit, async () => {
  const leaky = async (_url, init) => { throw new Error(`could not send ${init.body}`); };
  await rejection(() => exchange('https://provider.example/token', { fetch: leaky }), { code: 'ERR_NETWORK', library, secrets: [...key.secrets, code] });
  const synchronous = () => { throw new Error(code); };
  await rejection(() => exchange('https://provider.example/token', { fetch: synchronous }), { code: 'ERR_NETWORK', library, secrets: [code] });
});

test('globalThis.fetch is looked up at each call, and called unbound', limit, async (context) => {
  const existing = client('https://provider.example/token');
  let self = 'not called';
  context.mock.method(globalThis, 'fetch', async function () { self = this; return Response.json({ access_token: 'mocked', token_type: 'Bearer' }); });
  assert.equal((await existing.clientCredentials()).access_token, 'mocked');
  assert.ok(self === undefined || self === globalThis, 'fetch was called as a method of something else');
});

test('a freed key is ERR_KEY_DISPOSED, and nothing is sent', limit, async () => {
  const signingKey = library.SigningKey.from(key.privateJwk);
  const existing = client(faults.url('good'), { key: signingKey });
  signingKey.free();
  const before = faults.requests.length;
  await rejection(() => existing.clientCredentials(), { code: 'ERR_KEY_DISPOSED', library, secrets: key.secrets });
  assert.equal(faults.requests.length, before);
});
