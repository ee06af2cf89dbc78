// What is timed, on whichever library, in whichever runtime.
import { who } from './claims.mjs';

/**
 * @param {Record<string, object>} contestants modules of contestants/, by name
 * @returns {(command: { contestant, action, key?, count? }) => Promise<unknown>} performs one command
 */
export function operations(contestants) {
  const held = new Map();
  const actions = {
    instantiate: (library) => library.instantiate(),
    async hold(library, { key, contestant }) {
      held.set(`${contestant} ${key.name}`, await library.importKey(read(key)));
    },
    async sign(library, { key, contestant, count }) {
      const mine = held.get(`${contestant} ${key.name}`);
      let last;
      for (let done = 0; done < count; done += 1) last = await library.sign(mine, who);
      return last;
    },
    async importAndSign(library, { key, count }) {
      const given = read(key);
      let last;
      for (let done = 0; done < count; done += 1) {
        const mine = await library.importKey(given);
        last = await library.sign(mine, who);
        library.release(mine);
      }
      return last;
    },
  };
  return async (command) => (command.action === 'nothing' ? undefined : actions[command.action](contestants[command.contestant], command));
}

const parsed = new Map();

/** A key comes as text once; both forms are ready before the clock starts. */
function read({ name, jwk, pkcs8 }) {
  if (!parsed.has(name)) parsed.set(name, { jwk, pkcs8: Uint8Array.from(atob(pkcs8), (character) => character.charCodeAt(0)) });
  return parsed.get(name);
}
