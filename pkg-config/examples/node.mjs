// Node: a service that calls an API with a token of its own. The token is kept until shortly before it expires.
import { createServer } from 'node:http';
import { SigningKey, TokenClient } from 'private-key-jwt';

const { ISSUER, CLIENT_ID, PRIVATE_KEY, API_URL, PORT = '3000' } = process.env;
const client = new TokenClient({ clientId: CLIENT_ID, key: SigningKey.from(PRIVATE_KEY), issuer: ISSUER });

const server = createServer(async (_request, response) => {
  const { access_token: token } = await client.clientCredentials({ scope: 'api:read' });
  const answer = await fetch(API_URL, { headers: { authorization: `Bearer ${token}` } });
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
});
server.listen(Number(PORT), '127.0.0.1');
