// From Node against a real provider that is found by its issuer: every grant and endpoint, DPoP, and the FAPI 2.0 profile.
import assert from 'node:assert/strict';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startProvider } from './provider.mjs';
import { approveDevice, withFeatures } from './provider-features.mjs';
import { registerMoreGrants } from './provider-grants.mjs';
import { Agent } from './support/agent.mjs';
import { rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';

const redirectUri = 'http://127.0.0.1/callback';
const limit = { timeout: 30_000 };
let library;
let key;
let provider;

before(async () => {
  [library, key] = await Promise.all([importPackage(), rsaKey()]);
  provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri], configure: withFeatures(), prepare: registerMoreGrants });
}, { timeout: 60_000 });
after(() => provider?.close());

const client = (options = {}, { issuer, clientId } = provider) =>
  new library.TokenClient({ clientId, key: library.SigningKey.from(key.privateJwk), issuer, timeout: 10, ...options });

/** Logs in as a browser would. @returns {Promise<object>} the parameters of authorizationCode */
async function login(from, parameters = {}) {
  const { url, state, codeVerifier, nonce } = await from.authorizationUrl({ redirectUri, scope: 'openid offline_access api:read', parameters: { prompt: 'consent' }, ...parameters });
  const callbackUrl = await new Agent().followTo(url, (location) => location.href.startsWith(redirectUri));
  return { url, nonce, grant: { callbackUrl, state, codeVerifier, redirectUri } };
}

const payload = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));
const seen = (path) => provider.requests.filter(({ url }) => url.includes(path));

test('the issuer alone is enough for client_credentials, and aud is the issuer', limit, async () => {
  const answer = await client().clientCredentials({ scope: 'api:read' });
  assert.equal(answer.scope, 'api:read');
  assert.equal(payload(provider.requests.at(-1).form.client_assertion).aud, provider.issuer);
});

for (const push of [undefined, true]) {
  test(`authorization_code by authorizationUrl${push ? ', pushed' : ''}, then refresh_token`, limit, async () => {
    const own = client();
    const { url, nonce, grant } = await login(own, { push });
    assert.equal(url.searchParams.has('request_uri'), Boolean(push));
    assert.equal(url.searchParams.get('code_challenge_method'), push ? null : 'S256');
    assert.equal(grant.callbackUrl.searchParams.get('iss'), provider.issuer);
    const tokens = await own.authorizationCode(grant);
    assert.equal(payload(tokens.id_token).nonce, nonce);
    const refreshed = await own.refreshToken({ refreshToken: tokens.refresh_token, scope: 'openid' });
    assert.notEqual(refreshed.access_token, tokens.access_token);
  });
}

test('a callback that is not the answer to this request sends nothing', limit, async () => {
  const own = client();
  const { grant } = await login(own);
  const before = provider.requests.length;
  const changed = (change) => { const url = new URL(grant.callbackUrl); change(url.searchParams); return { ...grant, callbackUrl: url }; };
  const refused = (given) => rejection(() => own.authorizationCode(given), { code: 'ERR_RESPONSE_MALFORMED', library, secrets: key.secrets });
  await refused({ ...grant, state: 'another' });
  await refused(changed((query) => query.delete('state')));
  await refused(changed((query) => query.append('state', 'second')));
  await refused(changed((query) => query.set('iss', 'https://evil.example')));
  await refused(changed((query) => query.delete('iss')));
  await refused(changed((query) => query.delete('code')));
  await refused(changed((query) => query.set('code', '')));
  const denied = changed((query) => { query.delete('code'); query.set('error', 'access_denied'); });
  const error = await rejection(() => own.authorizationCode(denied), { code: 'ERR_TOKEN_ENDPOINT', library, secrets: key.secrets });
  assert.equal(error.error, 'access_denied');
  const forged = changed((query) => { query.delete('code'); query.set('error', 'no\n\u001b[31m\u202e\u2066\u200e\u061c'); query.set('error_description', `\u0000${'x'.repeat(5_000)}`); });
  const shown = await rejection(() => own.authorizationCode(forged), { code: 'ERR_TOKEN_ENDPOINT', library, secrets: key.secrets });
  assert.deepEqual([shown.message, shown.error_description], ['the authorization endpoint answered no[31m', 'x'.repeat(1024)]);
  assert.equal(provider.requests.length, before);
  assert.ok((await own.authorizationCode(grant)).access_token);
});

test('a device, whose person takes a while', limit, async () => {
  const own = client();
  const device = await own.deviceAuthorization({ scope: 'openid api:read' });
  setTimeout(() => approveDevice(provider, device.user_code), 1_500);
  const tokens = await own.deviceCode({ deviceCode: device.device_code, interval: 1, expiresIn: device.expires_in });
  assert.equal(payload(tokens.id_token).sub, 'device-user');
  const polls = provider.requests.filter(({ form }) => form.device_code === device.device_code);
  assert.ok(polls.length >= 2, `${polls.length} polls`);
  assert.equal(polls[0].answer.error, 'authorization_pending');
});

test('polling stops when its signal is aborted, or the request expires', limit, async () => {
  const own = client();
  const device = await own.deviceAuthorization({ scope: 'openid' });
  const signal = AbortSignal.timeout(300);
  await rejection(() => own.deviceCode({ deviceCode: device.device_code }, { signal }), { code: 'ERR_ABORTED', library, secrets: key.secrets, within: 1_500 });
  await rejection(() => own.deviceCode({ deviceCode: device.device_code, interval: 1, expiresIn: 1 }), { code: 'ERR_TIMEOUT', library, secrets: [device.device_code] });
});

test('interval and expiresIn are any numbers from 0 on, as servers name them', limit, async () => {
  let asked = 0;
  const own = client({ tokenEndpoint: `${provider.issuer}/pending`, fetch: async () => { asked += 1; return Response.json({ error: 'authorization_pending' }, { status: 400 }); } });
  // Instants are whole seconds: the last question may or may not be in time.
  for (const [given, least, most] of [[{ interval: 0, expiresIn: 1 }, 1, 2], [{ interval: 0.5, expiresIn: 1.5 }, 2, 3], [{ interval: 2.5, expiresIn: 2 }, 1, 1]]) {
    await rejection(() => own.deviceCode({ deviceCode: 'a-device-code', ...given }), { code: 'ERR_TIMEOUT', library, secrets: [] });
    assert.ok(asked >= least && asked <= most, `${JSON.stringify(given)}: ${asked}`);
    asked = 0;
  }
  for (const wrong of [{ interval: -1 }, { interval: NaN }, { interval: Infinity }, { interval: '1' }, { expiresIn: -0.5 }]) await assert.rejects(own.ciba({ authReqId: 'a-request', ...wrong }), TypeError, JSON.stringify(wrong));
  assert.equal(asked, 0);
});

test('CIBA, in poll mode', limit, async () => {
  const own = client();
  const request = await own.backchannelAuthentication({ loginHint: 'backchannel-user', bindingMessage: 'W4SCT', scope: 'openid' });
  const tokens = await own.ciba({ authReqId: request.auth_req_id, interval: 1, expiresIn: request.expires_in });
  assert.equal(payload(tokens.id_token).sub, 'backchannel-user');
});

test('pushAuthorizationRequest, introspect and revoke', limit, async () => {
  const own = client();
  const pushed = await own.pushAuthorizationRequest({ response_type: 'code', redirect_uri: redirectUri, scope: 'openid', code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' });
  assert.match(pushed.request_uri, /^urn:ietf:params:oauth:request_uri:/);
  const { access_token: token } = await own.clientCredentials({ scope: 'api:read' });
  assert.equal((await own.introspect({ token, tokenTypeHint: 'access_token' })).active, true);
  assert.equal(await own.revoke({ token }), undefined);
  assert.equal((await own.introspect({ token })).active, false);
  assert.notEqual((await own.clientCredentials({ scope: 'api:read' }, { fresh: true })).access_token, token);
  assert.deepEqual(seen('/none'), []);
});

for (const requireNonce of [false, true]) {
  for (const kind of ['SigningKey', 'CryptoKeyPair']) {
    test(`DPoP with a ${kind}${requireNonce ? ', whose nonce the provider asks for' : ''}`, limit, async () => {
      const bound = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri], configure: withFeatures({ requireNonce }), prepare: registerMoreGrants });
      try {
        const dpop = kind === 'SigningKey'
          ? library.SigningKey.from(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }))
          : await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
        const own = client({ dpop }, bound);
        const { access_token: token, token_type: type } = await own.clientCredentials({ scope: 'api:read' });
        assert.equal(type, 'DPoP');
        assert.ok((await own.introspect({ token })).cnf.jkt);
        assert.equal(bound.requests.length, requireNonce ? 2 : 1);
        const tokens = await own.authorizationCode((await login(own)).grant);
        assert.equal(tokens.token_type, 'DPoP');
        const userinfo = await dpopFetch(own, `${bound.issuer}/connect/userinfo?a=b`, tokens.access_token);
        assert.deepEqual([userinfo.status, (await userinfo.json()).sub], [200, 'automatic-user']);
      } finally {
        await bound.close();
      }
    });
  }
}

test('an error does not repeat a proof of possession', limit, async () => {
  const dpop = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  let proof;
  const own = client({ dpop, tokenEndpoint: `${provider.issuer}/token`, fetch: async (_url, { headers }) => { proof = headers.dpop; return Response.json({ error: 'invalid_grant', error_description: `refused: ${proof}` }, { status: 400 }); } });
  const { error_description: description } = await own.refreshToken({ refreshToken: 'a-refresh-token' }).catch((error) => error);
  assert.ok(proof);
  assert.equal(description, undefined);
});

/** Calls an API as RFC 9449 section 7 has it, once more where it wants a nonce. */
async function dpopFetch(own, url, accessToken) {
  for (let nonce; ;) {
    const dpop = await own.dpopProof({ method: 'GET', url, accessToken, ...(nonce && { nonce }) });
    const response = await fetch(url, { headers: { authorization: `DPoP ${accessToken}`, dpop } });
    if (response.status !== 401 || nonce) return response;
    nonce = response.headers.get('dpop-nonce');
  }
}

for (const alg of ['PS256', 'ES256']) {
  test(`the FAPI 2.0 profile with ${alg}: pushed, bound to a key, aud is the issuer`, limit, async () => {
    const { privateJwk, publicJwk } = alg === 'ES256' ? await curveKey(alg) : { privateJwk: { ...key.privateJwk, alg }, publicJwk: { ...key.publicJwk, alg } };
    const fapi = await startProvider({ publicJwk, redirectUris: [redirectUri], configure: withFeatures({ fapi: true, requireNonce: true }), prepare: registerMoreGrants });
    try {
      const dpop = library.SigningKey.from(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));
      const own = client({ key: library.SigningKey.from(privateJwk), dpop }, fapi);
      const { url, grant } = await login(own);
      assert.ok(url.searchParams.has('request_uri'), 'the metadata demand it');
      assert.equal((await own.authorizationCode(grant)).token_type, 'DPoP');
      assert.equal((await own.clientCredentials({ scope: 'api:read' })).token_type, 'DPoP');
    } finally {
      await fapi.close();
    }
  });
}
