// Deno: deno run --allow-net --allow-env deno.js
import { SigningKey, TokenClient } from 'private-key-jwt';

const env = (name) => Deno.env.get(name);
const client = new TokenClient({ clientId: env('CLIENT_ID'), key: SigningKey.from(env('PRIVATE_KEY')), issuer: env('ISSUER') });

Deno.serve({ hostname: '127.0.0.1', port: Number(env('PORT') ?? 3000) }, async () => {
  const { access_token: token } = await client.clientCredentials({ scope: 'api:read' });
  return fetch(env('API_URL'), { headers: { authorization: `Bearer ${token}` } });
});
