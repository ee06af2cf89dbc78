// workerd: a router, and isolates behind it that share tokens by Durable Objects or by KV.
import { SigningKey, TokenClient } from 'private-key-jwt';
import { DurableObjectStore, EncryptedStore, WorkersKvStore } from 'private-key-jwt/stores';

export { TokenCoordinator } from 'private-key-jwt/stores';

const clients = new Map();

function clientFor(env, { store, scope, crash }) {
  const id = `${store} ${crash}`;
  if (!clients.has(id)) {
    const shared = store === 'kv' ? new EncryptedStore(new WorkersKvStore(env.KV), Uint8Array.from({ length: 32 }, (_, index) => index)) : store === 'object' ? new DurableObjectStore(env.TOKENS) : undefined;
    const hang = (url, init) => (init.method === 'GET' ? fetch(url, init) : new Promise((_, reject) => { setTimeout(reject, 60_000); }));
    clients.set(id, new TokenClient({ clientId: 'client-1', key: SigningKey.from(env.PRIVATE_JWK), issuer: env.ISSUER, store: shared, lease: 2, timeout: 60, ...(crash && { fetch: hang }) }));
  }
  return clients.get(id);
}

export default {
  async fetch(request, env) {
    const [, isolate] = new URL(request.url).pathname.split('/');
    if (env[`ISOLATE_${isolate}`]) return env[`ISOLATE_${isolate}`].fetch(request);
    const question = await request.json();
    const started = Date.now();
    try {
      const { access_token: token } = await clientFor(env, question).clientCredentials({ scope: question.scope });
      return Response.json({ token, waited: Date.now() - started });
    } catch (error) {
      return Response.json({ code: error.code, message: String(error) });
    }
  },
};
