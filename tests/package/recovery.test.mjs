// What a client does about servers whose clock is off, that are busy, die, hang, redirect, or publish what is not theirs.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';
import { startStrictServer } from './strict-server.mjs';

const limit = { timeout: 30_000 };
const redirectUri = 'https://client.example/callback';
let library;
let key;

before(async () => { [library, key] = await Promise.all([importPackage(), rsaKey()]); }, { timeout: 60_000 });

/** A server, and a client of it, for one test. */
async function against(context, options, clientOptions = {}) {
  const server = await startStrictServer({ publicJwk: key.publicJwk, ...options });
  context.after(() => server.close());
  const client = new library.TokenClient({ clientId: 'client-1', key: library.SigningKey.from(key.privateJwk), issuer: server.issuer, timeout: 5, ...clientOptions });
  const posts = () => server.requests.filter(({ path }) => path === '/token');
  return { server, client, posts };
}

const fails = (code, action, within) => rejection(action, { code, library, within, secrets: [...key.secrets, 'the-secret-code'] });
const byCode = (client) => client.authorizationCode({ code: 'the-secret-code', redirectUri });

for (const hours of [2, -2]) {
  test(`a server whose clock is ${hours} hours off: one refusal, then every assertion is right`, limit, async (context) => {
    const { client, posts } = await against(context, { clock: hours * 3600 });
    for (let call = 0; call < 3; call += 1) assert.ok((await client.clientCredentials({}, { fresh: true })).access_token);
    assert.deepEqual(posts().map(({ status }) => status), [401, 200, 200, 200]);
    assert.ok(Math.abs(client.clockCorrection - hours * 3600) <= 2, `${client.clockCorrection}`);
    assert.ok((await byCode(client)).access_token, 'and a code is exchanged without a refusal');
    assert.equal(posts().length, 5);
  });

  test(`a clock of the caller's, ${hours} hours off, is not overridden: the error says by how much`, limit, async (context) => {
    const { client, posts } = await against(context, { clock: hours * 3600 }, { now: () => Date.now() / 1000 });
    const error = await fails('ERR_TOKEN_ENDPOINT', () => client.clientCredentials());
    assert.match(error.message, hours < 0 ? /7\d{3} seconds behind/ : /7\d{3} seconds ahead of/);
    assert.equal(posts().length, 1);
  });
}

test('a code is exchanged although the clock is off, since a refused client spends no code', limit, async (context) => {
  const { client, posts } = await against(context, { clock: 7200 });
  assert.ok((await byCode(client)).access_token);
  assert.deepEqual(posts().map(({ status }) => status), [401, 200]);
});

const busy = (times, status = 503) => ({ count }, response) => {
  if (count > times) return false;
  response.writeHead(status, { 'retry-after': '1' }).end();
  return true;
};

test('a busy server is asked again after Retry-After, each time with a new assertion', limit, async (context) => {
  const { client, posts } = await against(context, { misbehave: busy(2) });
  const started = performance.now();
  assert.ok((await client.clientCredentials()).access_token);
  assert.ok(performance.now() - started > 1_900);
  assert.equal(new Set(posts().map(({ form }) => form.get('client_assertion'))).size, 3);
});

test('a server that stays busy is asked three times, and within the timeout', limit, async (context) => {
  const { client, posts } = await against(context, { misbehave: busy(9, 429) });
  const error = await fails('ERR_RESPONSE_MALFORMED', () => client.clientCredentials());
  assert.deepEqual([error.status, error.retryAfter, posts().length], [429, 1, 3]);
  const hasty = await against(context, { misbehave: busy(9) }, { timeout: 0.5 });
  await fails('ERR_RESPONSE_MALFORMED', () => hasty.client.clientCredentials(), 1_500);
  assert.equal(hasty.posts().length, 1, 'there was no time for another');
});

test('a code, a refresh token and an assertion are sent once, whatever happens', limit, async (context) => {
  const dies = (_request, response) => { response.writeHead(200, { 'content-length': 100 }).write('{"access'); setTimeout(() => response.destroy(), 20); return true; };
  for (const misbehave of [busy(9), dies]) {
    const { client, posts } = await against(context, { misbehave });
    const code = misbehave === dies ? 'ERR_NETWORK' : 'ERR_RESPONSE_MALFORMED';
    await fails(code, () => byCode(client));
    await fails(code, () => client.refreshToken({ refreshToken: 'secret-refresh-token' }));
    await fails(code, () => client.jwtBearer({ assertion: 'a.user.assertion' }));
    await fails(code, () => client.request({ grant_type: 'urn:example:once' }));
    assert.equal(posts().length, 4);
  }
});

test('a server that dies in the middle of its answer is asked again for client_credentials', limit, async (context) => {
  const { client, posts } = await against(context, {
    misbehave: ({ count }, response) => {
      if (count > 1) return false;
      response.writeHead(200, { 'content-length': 100 }).write('{"access');
      setTimeout(() => response.destroy(), 20);
      return true;
    },
  });
  assert.ok((await client.clientCredentials()).access_token);
  assert.equal(posts().length, 2);
});

test('a server that hangs is ERR_TIMEOUT, once', limit, async (context) => {
  const { client, posts } = await against(context, { misbehave: () => true }, { timeout: 1 });
  await fails('ERR_TIMEOUT', () => client.clientCredentials(), 2_500);
  assert.equal(posts().length, 1);
});

test('a redirect is not followed', limit, async (context) => {
  const { client, server, posts } = await against(context, { misbehave: (_request, response) => { response.writeHead(307, { location: '/elsewhere' }).end(); return true; } });
  await fails('ERR_RESPONSE_MALFORMED', () => client.clientCredentials());
  assert.deepEqual([posts().length, server.requests.filter(({ path }) => path === '/elsewhere').length], [1, 0]);
});

test('an issuer that publishes the endpoint of another server gets it no assertion that this one takes', limit, async (context) => {
  const { server: honest } = await against(context, {});
  const { client, server: hostile } = await against(context, { metadata: () => ({ token_endpoint: `${honest.issuer}/token`, audience: honest.issuer }) });
  const error = await fails('ERR_TOKEN_ENDPOINT', () => client.clientCredentials());
  assert.equal(error.error, 'invalid_client');
  const [{ form }] = honest.requests;
  const { aud } = JSON.parse(Buffer.from(form.get('client_assertion').split('.')[1], 'base64url'));
  assert.equal(aud, hostile.issuer);
  assert.equal(honest.tokens, 0);
  // By a profile that sends the endpoint, aud is the one that is called: not the honest one at an endpoint of the hostile server.
  const byEndpoint = new library.TokenClient({ clientId: 'client-1', key: library.SigningKey.from(key.privateJwk), issuer: hostile.issuer, profile: 'signicat' });
  await byEndpoint.introspect({ token: 'a-token' }).catch(() => {});
  const sent = hostile.requests.find(({ path }) => path === '/introspect').form.get('client_assertion');
  assert.equal(JSON.parse(Buffer.from(sent.split('.')[1], 'base64url')).aud, `${hostile.issuer}/introspect`);
});

test('metadata of another issuer, or without private_key_jwt, are ERR_DISCOVERY and nothing is sent', limit, async (context) => {
  for (const metadata of [() => ({ issuer: 'https://other.example' }), (issuer) => ({ issuer: `${issuer}/` }), () => ({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }), () => ({ token_endpoint_auth_signing_alg_values_supported: ['ES256'] }), () => ({ token_endpoint: undefined }), () => ({ token_endpoint: 'http://provider.example/token' })]) {
    const { client, posts } = await against(context, { metadata });
    await fails('ERR_DISCOVERY', () => client.clientCredentials());
    assert.equal(posts().length, 0);
  }
});

for (const cacheControl of ['max-age=600', 'no-store']) {
  test(`calls that begin together ask for the metadata once (${cacheControl})`, limit, async (context) => {
    const { client, server, posts } = await against(context, { metadata: () => ({ revocation_endpoint: `${server.issuer}/token` }), metadataDelay: 100, cacheControl });
    const before = () => server.requests.filter(({ path }) => path.startsWith('/.well-known/')).length;
    const calls = [...Array.from({ length: 100 }, () => client.introspect({ token: 'a-token' }).catch(() => {})), byCode(client), client.revoke({ token: 'a-token' }), client.clientCredentials()];
    await Promise.all(calls);
    assert.equal(before(), 1);
    assert.equal(posts().length, 3);
    await client.revoke({ token: 'a-token' });
    assert.equal(before(), cacheControl === 'no-store' ? 2 : 1);
  });
}

test('a call that leaves while it asks for the metadata does not take the others along', limit, async (context) => {
  const { client, server } = await against(context, { metadataDelay: 300 });
  const leaving = client.clientCredentials({ scope: 'a' }, { signal: AbortSignal.timeout(50) });
  const staying = client.clientCredentials({ scope: 'b' });
  const waiting = client.clientCredentials({ scope: 'c' }, { signal: AbortSignal.timeout(100) });
  await fails('ERR_ABORTED', () => leaving, 200);
  await fails('ERR_ABORTED', () => waiting, 200);
  assert.ok((await staying).access_token);
  assert.equal(server.requests.filter(({ path }) => path.startsWith('/.well-known/')).length, 2);
});

test('alg is one that the server lists, where the key may sign with several', limit, async (context) => {
  const { client, server } = await against(context, { metadata: () => ({ token_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256'] }) });
  await fails('ERR_DISCOVERY', () => client.clientCredentials());
  const { alg, ...any } = key.privateJwk;
  const free = new library.TokenClient({ clientId: 'client-1', key: library.SigningKey.from(any), issuer: server.issuer });
  await free.clientCredentials().catch(() => {});
  const header = JSON.parse(Buffer.from(server.requests.at(-1).form.get('client_assertion').split('.')[0], 'base64url'));
  assert.equal(header.alg, 'PS256');
});
