// Next.js, app/api/route.js: runs on Node and at the edge.
import { SigningKey, TokenClient } from 'private-key-jwt';

let client;

export async function GET() {
  const { ISSUER, CLIENT_ID, PRIVATE_KEY, API_URL } = process.env;
  client ??= new TokenClient({ clientId: CLIENT_ID, key: SigningKey.from(PRIVATE_KEY), issuer: ISSUER });
  const { access_token: token } = await client.clientCredentials({ scope: 'api:read' });
  const answer = await fetch(API_URL, { headers: { authorization: `Bearer ${token}` } });
  return Response.json(await answer.json(), { status: answer.status });
}
