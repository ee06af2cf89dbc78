// The part of the scenario that finds the provider by its issuer and uses all of its endpoints.
import { equal } from './scenario.mjs';

const client = ({ SigningKey, TokenClient }, { privateJwk, grants }, options) =>
  new TokenClient({ clientId: grants.clientId, key: SigningKey.from(privateJwk), issuer: grants.issuer, timeout: 15, ...options });

/** A page reaches only the endpoints for which the provider allows other origins. */
const isPage = typeof document !== 'undefined';

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
    const tokens = await own.authorizationCode(input.grants.login);
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
    const { url } = await client(library, input).authorizationUrl({ redirectUri: input.grants.redirectUri, scope: 'openid', push: true });
    equal(url.searchParams.get('request_uri').startsWith('urn:'), true);
  },
  async 'waits for a device, and for CIBA'(library, input) {
    const own = client(library, input);
    const device = await own.deviceAuthorization({ scope: 'openid' });
    equal((await own.deviceCode({ deviceCode: device.device_code, interval: 1, expiresIn: 15 })).token_type, 'Bearer');
    if (isPage) return;
    const request = await own.backchannelAuthentication({ loginHint: 'user', scope: 'openid' });
    equal((await own.ciba({ authReqId: request.auth_req_id, interval: 1, expiresIn: 15 })).token_type, 'Bearer');
  },
  async 'binds a token to a key, by the nonce of the provider'(library, input) {
    const dpop = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    const own = client(library, input, { dpop });
    equal((await own.clientCredentials({ scope: 'api:read' })).token_type, 'DPoP');
    equal((await own.dpopProof({ method: 'GET', url: 'https://api.example/' })).split('.').length, 3);
  },
};
