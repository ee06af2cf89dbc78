// workerd: many calls by a key and a fetch that cost nothing, so that their time is that of the client.
import * as library from 'private-key-jwt';
import { calls } from '../scenario-overhead.mjs';

export default {
  async fetch(request) {
    await calls(library, Number(await request.text()));
    return new Response('done');
  },
};
