// Workers with a Durable Object: of all isolates in the world one asks for a token, and the others wait for it. Bindings: TOKENS (the Durable
// Object class TokenCoordinator of this worker), and the rest as text.
import { initialize, SigningKey, TokenClient } from 'private-key-jwt';
import { DurableObjectStore } from 'private-key-jwt/stores';

export { TokenCoordinator } from 'private-key-jwt/stores';

await initialize(); // optional: most of what an RS256 signature needs is compiled before the first request
let client;

export default {
  async fetch(_request, env) {
    const store = new DurableObjectStore(env.TOKENS);
    client ??= new TokenClient({ clientId: env.CLIENT_ID, key: SigningKey.from(env.PRIVATE_KEY), issuer: env.ISSUER, store });
    const { access_token: token } = await client.clientCredentials({ scope: 'api:read' });
    return fetch(env.API_URL, { headers: { authorization: `Bearer ${token}` } });
  },
};
