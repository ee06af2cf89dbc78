// The part of the scenario that reaches the provider over loopback.
import { equal, everythingIn, withoutSecret } from './scenario.mjs';

const client = ({ SigningKey, TokenClient }, { privateJwk, clientId, issuer, tokenEndpoint }, options) =>
  new TokenClient({ clientId, key: SigningKey.from(privateJwk), tokenEndpoint, audience: issuer, timeout: 15, ...options });

export const exchangeSteps = {
  async 'gets a token with client_credentials'(library, input, report) {
    const { TokenClient, SigningKey } = library;
    for (const profile of [undefined, 'signicat']) {
      const key = SigningKey.from(input.privateJwk);
      const options = { clientId: input.clientId, key, tokenEndpoint: input.tokenEndpoint, ...(profile ? { profile } : { audience: input.issuer }) };
      const answer = await new TokenClient(options).clientCredentials({ scope: 'api:read' });
      equal(answer.token_type, 'Bearer');
      equal(answer.scope, 'api:read');
      report.exchanges.push({ grant: 'client_credentials', profile, accessToken: answer.access_token });
    }
  },
  async 'exchanges an authorization code, then refreshes'(library, input, report) {
    const { code, codeVerifier, redirectUri } = input.authorization;
    const tokens = await client(library, input).authorizationCode({ code, codeVerifier, redirectUri });
    report.exchanges.push({ grant: 'authorization_code', accessToken: tokens.access_token, idToken: tokens.id_token });
    const refreshed = await client(library, input).refreshToken({ refreshToken: tokens.refresh_token });
    report.exchanges.push({ grant: 'refresh_token', accessToken: refreshed.access_token });
  },
  async 'learns the error of the token endpoint'(library, input) {
    const error = await client(library, input).authorizationCode({ code: 'wrong-code-for-the-test', codeVerifier: 'v'.repeat(43), redirectUri: input.authorization.redirectUri }).catch((reason) => reason);
    if (!(error instanceof library.TokenEndpointError) || !(error instanceof library.PrivateKeyJwtError)) throw error;
    equal(error.code, 'ERR_TOKEN_ENDPOINT');
    equal(error.error, 'invalid_grant');
    equal(error.status, 400);
    withoutSecret(everythingIn(error), [...input.secrets, 'wrong-code-for-the-test']);
  },
  async 'stops when its signal is aborted'(library, input) {
    const controller = new AbortController();
    const waiting = client(library, input).clientCredentials({ scope: 'api:read' }, { signal: controller.signal }).catch((reason) => reason);
    controller.abort();
    equal((await waiting).code, 'ERR_ABORTED');
  },
};
