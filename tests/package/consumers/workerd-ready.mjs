// workerd: made ready at module scope. Counts what is turned into JSON there, as an imported JWK is.
import { initialize, SigningKey } from 'private-key-jwt';

const { stringify } = JSON;
let keys = 0;
JSON.stringify = (value, ...rest) => {
  keys += value?.kty === undefined ? 0 : 1;
  return stringify(value, ...rest);
};
let state = 'pending';
Promise.all([initialize(), initialize()]).then(() => { state = 'ready'; }, (error) => { state = String(error); });

export default {
  async fetch(request, env) {
    const seen = { state, keys };
    await initialize();
    const assertion = SigningKey.from(JSON.parse(env.PRIVATE_JWK)).assertion(await request.json());
    return Response.json({ seen, keys, assertion });
  },
};
