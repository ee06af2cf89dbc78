// workerd: one client for all requests of an isolate, as an application keeps it.
import { SigningKey, TokenClient } from 'private-key-jwt';

const clients = new Map();

export default {
  async fetch(request, env) {
    const { endpoint, timeout, abortAfter } = await request.json();
    if (!clients.has(endpoint)) clients.set(endpoint, new TokenClient({ clientId: 'client-1', key: SigningKey.from(env.PRIVATE_JWK), tokenEndpoint: endpoint, audience: 'https://issuer.example', timeout }));
    const signal = abortAfter === undefined ? undefined : AbortSignal.timeout(abortAfter);
    try {
      return Response.json(await clients.get(endpoint).clientCredentials({}, { signal }));
    } catch (error) {
      return Response.json({ code: error.code, message: String(error) });
    }
  },
};
