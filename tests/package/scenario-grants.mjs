// The part of the scenario that finds the provider by its issuer and uses all of its endpoints.
import { equal } from './scenario.mjs';

const client = ({ SigningKey, TokenClient }, { privateJwk, grants }, options) =>
  new TokenClient({ clientId: grants.clientId, key: SigningKey.from(privateJwk), issuer: grants.issuer, timeout: 15, ...options });

/** A login as this runtime does it, but for the person's browser. @returns {Promise<object>} the parameters of authorizationCode */
async function login(own, { visitor, redirectUri }, parameters) {
  const { url, state, codeVerifier } = await own.authorizationUrl({ redirectUri, scope: 'openid offline_access api:read', parameters: { prompt: 'consent' }, ...parameters });
  const back = await fetch(visitor, { method: 'POST', body: url.href });
  const callbackUrl = await back.text();
  if (!back.ok) throw new Error(callbackUrl);
  return { callbackUrl, state, codeVerifier, redirectUri };
}

const proofKey = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

export const grantSteps = {
  async 'many callers share one token'(library, input) {
    const own = client(library, input);
    const tokens = await Promise.all(Array.from({ length: 1_000 }, () => own.clientCredentials({ scope: 'api:read' })));
    equal(new Set(tokens.map((token) => token.access_token)).size, 1);
  },
  async 'makes the URL of a login'(library, input) {
    const { url, state, nonce, codeVerifier } = await client(library, input).authorizationUrl({ redirectUri: input.grants.redirectUri, scope: 'openid' });
    equal(url.searchParams.get('state'), state);
    equal([state, nonce, codeVerifier].map((text) => text.length).join(), '43,43,43');
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier)));
    equal(url.searchParams.get('code_challenge'), btoa(String.fromCharCode(...hash)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''));
  },
  async 'exchanges the code of a callback, then refreshes'(library, input) {
    const own = client(library, input);
    const tokens = await own.authorizationCode(await login(own, input.grants));
    equal((await own.refreshToken({ refreshToken: tokens.refresh_token })).token_type, 'Bearer');
  },
  async 'introspects and revokes'(library, input) {
    const own = client(library, input);
    const { access_token: token } = await own.clientCredentials({ scope: 'api:read' });
    equal((await own.introspect({ token })).active, true);
    equal(await own.revoke({ token }), undefined);
    equal((await own.introspect({ token })).active, false);
  },
  async 'pushes an authorization request'(library, input) {
    const own = client(library, input);
    const { url } = await own.authorizationUrl({ redirectUri: input.grants.redirectUri, scope: 'openid', push: true });
    equal(url.searchParams.get('request_uri').startsWith('urn:'), true);
    equal((await own.authorizationCode(await login(own, input.grants, { push: true }))).token_type, 'Bearer');
  },
  async 'waits for a device, and for CIBA'(library, input) {
    const own = client(library, input);
    const device = await own.deviceAuthorization({ scope: 'openid' });
    equal((await own.deviceCode({ deviceCode: device.device_code, interval: 1, expiresIn: 15 })).token_type, 'Bearer');
    const request = await own.backchannelAuthentication({ loginHint: 'user', scope: 'openid' });
    equal((await own.ciba({ authReqId: request.auth_req_id, interval: 1, expiresIn: 15 })).token_type, 'Bearer');
  },
  async 'binds a token to a key, by the nonce of the provider'(library, input) {
    const own = client(library, input, { dpop: await proofKey() });
    equal((await own.clientCredentials({ scope: 'api:read' })).token_type, 'DPoP');
    equal((await own.dpopProof({ method: 'GET', url: 'https://api.example/' })).split('.').length, 3);
  },
  async 'exchanges an assertion about a person, which is good once'(library, input) {
    const { issuer } = input.grants;
    const own = client(library, input);
    const assertion = library.SigningKey.from(input.privateJwk).assertion({ clientId: 'person', audience: issuer });
    const given = { assertion, scope: 'api:read', resource: ['urn:a', 'urn:b'] };
    const { subject, scope, resources } = await own.jwtBearer(given);
    equal([subject, scope, ...resources].join(), 'person,api:read,urn:a,urn:b');
    equal((await own.jwtBearer(given).catch((reason) => reason)).error, 'invalid_grant');
  },
  async 'exchanges a token for another'(library, input) {
    const own = client(library, input);
    const { access_token: subjectToken } = await own.clientCredentials({ scope: 'api:read' });
    const actor = { actorToken: subjectToken, actorTokenType: accessToken };
    const { access_token: token, ...answer } = await own.tokenExchange({ subjectToken, subjectTokenType: accessToken, requestedTokenType: accessToken, ...actor, audience: ['urn:x', 'urn:y'], resource: 'urn:a' });
    equal([answer.issued_token_type, answer.subject, ...answer.audiences, ...answer.resources].join(), [accessToken, input.grants.clientId, 'urn:x', 'urn:y', 'urn:a'].join());
    equal((await own.introspect({ token })).active, true);
  },
  async 'asks by any other grant'(library, input) {
    equal((await client(library, input).request({ grant_type: 'client_credentials', scope: 'api:read' })).scope, 'api:read');
  },
  async 'keeps to the FAPI 2.0 profile with PS256 and ES256'(library, input) {
    equal(input.grants.fapi.map(({ alg }) => alg).join(), 'PS256,ES256');
    for (const { alg, privateJwk, issuer, clientId } of input.grants.fapi) {
      const own = client(library, { privateJwk, grants: { issuer, clientId } }, { dpop: await proofKey() });
      equal(library.SigningKey.from(privateJwk).alg, alg);
      const grant = await login(own, input.grants);
      const { token_type: type, refresh_token: refreshToken } = await own.authorizationCode(grant);
      equal(type, 'DPoP');
      equal((await own.refreshToken({ refreshToken })).token_type, 'DPoP');
      equal((await own.clientCredentials({ scope: 'api:read' })).token_type, 'DPoP');
    }
  },
};
