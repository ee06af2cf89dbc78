// Workers with KV: isolates share tokens, which are encrypted there. Bindings: TOKENS (KV), STORE_KEY (32 random octets, base64), and the rest as text.
import { initialize, SigningKey, TokenClient } from 'private-key-jwt';
import { EncryptedStore, WorkersKvStore } from 'private-key-jwt/stores';

await initialize(); // optional: most of what an RS256 signature needs is compiled before the first request
let client;

export default {
  async fetch(_request, env) {
    client ??= new TokenClient({
      clientId: env.CLIENT_ID,
      key: SigningKey.from(env.PRIVATE_KEY),
      issuer: env.ISSUER,
      store: new EncryptedStore(new WorkersKvStore(env.TOKENS), Uint8Array.from(atob(env.STORE_KEY), (letter) => letter.charCodeAt(0))),
    });
    const { access_token: token } = await client.clientCredentials({ scope: 'api:read' });
    return fetch(env.API_URL, { headers: { authorization: `Bearer ${token}` } });
  },
};
