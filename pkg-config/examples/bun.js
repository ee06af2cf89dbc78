// Bun: bun run bun.js
import { SigningKey, TokenClient } from 'private-key-jwt';

const { ISSUER, CLIENT_ID, PRIVATE_KEY, API_URL, PORT } = Bun.env;
const client = new TokenClient({ clientId: CLIENT_ID, key: SigningKey.from(PRIVATE_KEY), issuer: ISSUER });

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(PORT ?? 3000),
  async fetch() {
    const { access_token: token } = await client.clientCredentials({ scope: 'api:read' });
    return fetch(API_URL, { headers: { authorization: `Bearer ${token}` } });
  },
});
