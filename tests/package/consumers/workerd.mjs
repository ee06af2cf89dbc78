// workerd: a module worker that runs the scenario on what it is posted.
import * as library from 'private-key-jwt';
import { scenario } from '../scenario.mjs';

export default {
  async fetch(request) {
    return Response.json(await scenario(library, await request.json()));
  },
};
