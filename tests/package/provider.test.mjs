// From Node against a real provider: every grant, and every way in which it refuses a client.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startProvider } from './provider.mjs';
import { deliberateReplay } from './support/assertions.mjs';
import { rejection } from './support/errors.mjs';
import { authorize } from './support/authorize.mjs';
import { importPackage } from './support/fixture.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';

const redirectUri = 'http://127.0.0.1/callback';
const limit = { timeout: 20_000 };
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let library;
let key;
let otherKey;
let provider;

before(async () => {
  [library, key, otherKey] = await Promise.all([importPackage(), rsaKey(), rsaKey()]);
  provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri] });
}, { timeout: 60_000 });
after(() => provider?.close());

function client(options = {}, { privateJwk } = key) {
  const { clientId, tokenEndpoint, issuer } = provider;
  return new library.TokenClient({ clientId, key: library.SigningKey.from(privateJwk), tokenEndpoint, audience: issuer, timeout: 10, ...options });
}

/** Posts an assertion by plain fetch, with nothing of ours between. */
async function post(clientAssertion) {
  const form = { grant_type: 'client_credentials', scope: 'api:read', client_assertion_type: assertionType, client_assertion: clientAssertion };
  const headers = { 'x-test': deliberateReplay };
  const response = await fetch(provider.tokenEndpoint, { method: 'POST', headers, body: new URLSearchParams(form), signal: AbortSignal.timeout(10_000) });
  return { status: response.status, ...(await response.json()) };
}

/** Expects that the provider refuses, and for this reason: it tells clients only `invalid_client`. */
async function refusal(action, { error, status, cause, secrets = [] }) {
  const refused = await rejection(action, { code: 'ERR_TOKEN_ENDPOINT', library, secrets: [...key.secrets, ...otherKey.secrets, ...secrets] });
  assert.deepEqual({ error: refused.error, status: refused.status }, { error, status });
  assert.equal(typeof refused.error_description, 'string');
  assert.match(provider.causes.at(-1), cause);
}

test('client_credentials, by profile rfc7523bis and by profile signicat', limit, async () => {
  for (const options of [{}, { profile: 'signicat', audience: undefined }, { profile: 'signicat', audience: undefined, lifetime: 6_000 }]) {
    const answer = await client(options).clientCredentials({ scope: 'api:read' });
    assert.equal(answer.token_type, 'Bearer');
    assert.equal(answer.scope, 'api:read');
    assert.equal(answer.expires_in, 600);
    assert.equal(provider.requests.at(-1).answer.access_token, answer.access_token);
  }
});

for (const alg of ['ES256', 'EdDSA']) {
  test(`a client that is registered with ${alg}`, limit, async () => {
    const { privateJwk, publicJwk } = await curveKey(alg);
    const other = await startProvider({ publicJwk });
    try {
      const signingKey = library.SigningKey.from(privateJwk);
      const { clientId, tokenEndpoint, issuer } = other;
      const answer = await new library.TokenClient({ clientId, key: signingKey, tokenEndpoint, audience: issuer, timeout: 10 }).clientCredentials({ scope: 'api:read' });
      assert.equal(other.requests.at(-1).answer.access_token, answer.access_token);
    } finally {
      await other.close();
    }
  });
}

test('the request is the one that the RFCs describe', limit, async () => {
  await client().clientCredentials({ scope: 'api:read' });
  const { headers, form } = provider.requests.at(-1);
  assert.match(headers['content-type'], /^application\/x-www-form-urlencoded(;|$)/);
  assert.equal(headers.accept, 'application/json');
  assert.equal(headers.authorization, undefined);
  assert.deepEqual(Object.keys(form).sort(), ['client_assertion', 'client_assertion_type', 'client_id', 'grant_type', 'scope']);
  assert.equal(form.client_assertion_type, assertionType);
});

test('authorization_code with PKCE, then refresh_token', limit, async () => {
  const { nonce, ...parameters } = await authorize(provider, redirectUri);
  const tokens = await client().authorizationCode(parameters);
  const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url'));
  assert.deepEqual([claims.nonce, claims.aud, claims.iss, claims.sub], [nonce, provider.clientId, provider.issuer, 'automatic-user']);
  const refreshed = await client().refreshToken({ refreshToken: tokens.refresh_token, scope: 'openid' });
  assert.notEqual(refreshed.access_token, tokens.access_token);
});

test('any other grant by request()', limit, async () => {
  const answer = await client().request({ grant_type: 'client_credentials', scope: 'api:read' });
  assert.equal(answer.scope, 'api:read');
});

test('a wrong audience is invalid_client', limit, () =>
  refusal(() => client({ audience: 'https://elsewhere.example' }).clientCredentials(), { error: 'invalid_client', status: 401, cause: /aud/ }));

test('a key that is not the registered one is invalid_client', limit, () =>
  refusal(() => client({}, otherKey).clientCredentials(), { error: 'invalid_client', status: 401, cause: /signature/ }));

test('a kid that is not the registered one is invalid_client', limit, async () => {
  const signingKey = library.SigningKey.from(key.privateJwk, { kid: 'another' });
  await refusal(() => client({ key: signingKey }).clientCredentials(), { error: 'invalid_client', status: 401, cause: /./ });
});

test('an expired assertion is invalid_client', limit, () =>
  refusal(() => client({ now: () => Math.floor(Date.now() / 1_000) - 600 }).clientCredentials(), { error: 'invalid_client', status: 401, cause: /expired|exp/ }));

test('an unknown client is invalid_client', limit, () =>
  refusal(() => client({ clientId: 'nobody' }).clientCredentials(), { error: 'invalid_client', status: 401, cause: /client/ }));

test('a wrong authorization code is invalid_grant', limit, () => {
  const code = 'a-wrong-code-of-the-test';
  return refusal(() => client().authorizationCode({ code, redirectUri, codeVerifier: 'v'.repeat(43) }), { error: 'invalid_grant', status: 400, cause: /code not found/, secrets: [code] });
});

test('a code that was used is invalid_grant', limit, async () => {
  const { nonce, ...parameters } = await authorize(provider, redirectUri);
  await client().authorizationCode(parameters);
  await refusal(() => client().authorizationCode(parameters), { error: 'invalid_grant', status: 400, cause: /consumed/, secrets: [parameters.code, parameters.codeVerifier] });
});

test('a wrong code verifier is invalid_grant', limit, async () => {
  const { nonce, ...parameters } = await authorize(provider, redirectUri);
  const codeVerifier = 'w'.repeat(43);
  await refusal(() => client().authorizationCode({ ...parameters, codeVerifier }), { error: 'invalid_grant', status: 400, cause: /PKCE|verif/, secrets: [parameters.code, codeVerifier] });
});

test('a scope that was not granted to the client is invalid_scope', limit, () =>
  refusal(() => client().clientCredentials({ scope: 'api:write' }), { error: 'invalid_scope', status: 400, cause: /scope/ }));

test('a replayed jti is refused, so the client never repeats one', limit, async () => {
  const signingKey = library.SigningKey.from(key.privateJwk);
  const jti = randomUUID();
  const assertion = (lifetime) => signingKey.assertion({ clientId: provider.clientId, audience: provider.issuer, jti, lifetime });
  assert.equal((await post(assertion(60))).status, 200);
  const replayed = await post(assertion(61));
  assert.deepEqual([replayed.status, replayed.error], [401, 'invalid_client']);
  assert.match(provider.causes.at(-1), /only be used once/);

  const repeated = client();
  await Promise.all(Array.from({ length: 20 }, () => repeated.request({ grant_type: 'client_credentials', scope: 'api:read' })));
  const identifiers = provider.requests.slice(-20).map(({ form }) => JSON.parse(Buffer.from(form.client_assertion.split('.')[1], 'base64url')).jti);
  assert.equal(new Set(identifiers).size, 20);
});
