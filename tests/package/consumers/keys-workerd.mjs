// workerd: a module worker with both modules.
import * as library from 'private-key-jwt';
import * as keys from 'private-key-jwt/keys';
import { keysScenario } from '../scenario-keys.mjs';

export default {
  async fetch(request) {
    return Response.json(await keysScenario(library, keys, await request.json()));
  },
};
