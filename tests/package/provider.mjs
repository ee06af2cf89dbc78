// A real OpenID provider (npm oidc-provider) on loopback, with one private_key_jwt client whose public key is registered.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { interactionHandler } from './interaction.mjs';
import { deliberateReplay, recordAssertion } from './support/assertions.mjs';
import { rsaKey } from './support/keys.mjs';

const { Provider } = await quietly(() => import('oidc-provider'));

const routes = {
  authorization: '/connect/authorize', token: '/connect/token', userinfo: '/connect/userinfo', jwks: '/.well-known/jwks.json',
};

/**
 * @param {object} options
 * @param {object} options.publicJwk the client's public key, registered inline
 * @param {string} [options.clientId]
 * @param {string[]} [options.redirectUris]
 * @param {string} [options.mountPath] path of the issuer, '/auth/open' at Signicat
 * @param {boolean} [options.automatic] true signs the person in and consents without a page
 * @param {string[]} [options.algorithms] those of client assertions; all by default
 * @param {boolean} [options.cors] false refuses pages of other origins
 * @param {(configuration: object) => object} [options.configure] changes the configuration of oidc-provider
 * @param {(handle: object) => void} [options.prepare] adds to the provider before it answers
 * @param {(request: object) => void} [options.onTokenRequest] called with each entry of `requests`
 * @returns a handle: issuer, tokenEndpoint, authorizationEndpoint, causes (true reasons of refusals), requests (token requests seen), close()
 */
export async function startProvider({ publicJwk, clientId = 'client-1', redirectUris = ['http://127.0.0.1/callback'], mountPath = '', automatic = true, cors = true, algorithms, onTokenRequest = () => {}, configure = (given) => given, prepare = () => {} }) {
  const server = createServer();
  await new Promise((resolve, reject) => { server.once('error', reject); server.listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const issuer = origin + mountPath;
  const signingKey = await rsaKey({ kid: 'provider-key' });
  const provider = await quietly(async () => new Provider(issuer, configure(configuration({ publicJwk, clientId, redirectUris, algorithms, cors, signingKey: signingKey.privateJwk }))));
  const handle = {
    issuer, clientId, server, provider, causes: [], requests: [],
    tokenEndpoint: issuer + routes.token, authorizationEndpoint: issuer + routes.authorization,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
  record(provider, handle, onTokenRequest);
  prepare(handle);
  const interaction = interactionHandler(provider, { automatic });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url.startsWith('/interaction/')) { interaction(request, response); return; }
    if (!request.url.startsWith(mountPath)) { response.writeHead(404).end(); return; }
    request.originalUrl = request.url; // as a framework does when it mounts an application below a path
    request.url = request.url.slice(mountPath.length) || '/';
    answer(request, response);
  });
  return handle;
}

function configuration({ publicJwk, clientId, redirectUris, algorithms, cors, signingKey }) {
  return {
    routes,
    clients: [{
      client_id: clientId,
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: publicJwk.alg ?? 'RS256',
      jwks: { keys: [publicJwk] },
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code'],
      redirect_uris: redirectUris,
      scope: 'openid offline_access api:read',
    }],
    clientAuthMethods: ['private_key_jwt'],
    ...(algorithms && { enabledJWA: { clientAuthSigningAlgValues: algorithms } }),
    clientBasedCORS: () => cors,
    scopes: ['openid', 'offline_access', 'api:read', 'api:write'],
    pkce: { required: () => true },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [signingKey] },
    ttl: { AuthorizationCode: 600, AccessToken: 600, ClientCredentials: 600, IdToken: 600, RefreshToken: 3_600, Grant: 3_600, Session: 3_600, Interaction: 600 },
  };
}

/** A refused client is told `invalid_client` and no more; the reason is only in the provider's own events. */
function record(provider, { causes, requests }, onTokenRequest) {
  const note = (event) => (_context, error) => causes.push(`${event}: ${error.error ?? error.name}: ${error.error_detail ?? error.error_description ?? error.message}`);
  for (const event of ['grant.error', 'authorization.error', 'server_error']) provider.on(event, note(event));
  provider.use(async (context, next) => {
    await next();
    if (context.headers['x-test'] !== deliberateReplay) recordAssertion(context.oidc?.body?.client_assertion);
    recordAssertion(context.headers.dpop);
    if (context.oidc?.route !== 'token' || context.method !== 'POST') return;
    const seen = { method: context.method, url: `${context.protocol}://${context.host}${context.req.originalUrl}`, headers: { ...context.headers }, form: { ...context.oidc.body }, status: context.status, answer: context.body, cause: context.status < 400 ? undefined : causes.at(-1) };
    requests.push(seen);
    onTokenRequest(seen);
  });
}

/** oidc-provider warns on the console about its in-memory store and Node's age, which are what a test wants. */
async function quietly(action) {
  const { warn, info } = console;
  console.warn = console.info = () => {};
  try { return await action(); } finally { Object.assign(console, { warn, info }); }
}
