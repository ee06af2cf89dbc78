// What is timed, on whichever library, in whichever runtime.
import { who } from './claims.mjs';

/**
 * @param {Record<string, () => Promise<object>>} modules those of contestants/, by name, not yet evaluated
 * @returns {(command: { action: string, contestant?: string, key?: string | object, count?: number }) => unknown} performs one command
 */
export function operations(modules) {
  const [loaded, keys, held] = [{}, new Map(), new Map()];
  const actions = {
    nothing() {},
    hostCrypto() { crypto.getRandomValues(new Uint8Array(16)); },
    /** A key comes as text once; all of its forms are ready before a clock starts. */
    receive({ key: { name, jwk, pkcs8, forms } }) {
      const ready = Object.entries(forms).map(([form, text]) => [form, form.endsWith('DER') ? bytes(text) : text]);
      keys.set(name, { jwk, pkcs8: bytes(pkcs8), forms: Object.fromEntries(ready) });
    },
    async load({ contestant }) { loaded[contestant] = await modules[contestant](); },
    instantiate: ({ contestant }) => loaded[contestant].instantiate(),
    async hold({ contestant, key }) {
      held.set(`${contestant} ${key}`, await loaded[contestant].importKey(keys.get(key)));
    },
    async sign({ contestant, key, count }) {
      const mine = held.get(`${contestant} ${key}`);
      let last;
      for (let done = 0; done < count; done += 1) last = await loaded[contestant].sign(mine, who);
      return last;
    },
    async importAndSign({ contestant, key, count }) {
      const [library, given] = [loaded[contestant], keys.get(key)];
      let last;
      for (let done = 0; done < count; done += 1) {
        const mine = await library.importKey(given);
        last = await library.sign(mine, who);
        library.release(mine);
      }
      return last;
    },
    importForm({ contestant, key, form, count }) {
      const [library, given] = [loaded[contestant], keys.get(key).forms[form]];
      for (let done = 0; done < count; done += 1) library.release(library.importForm(given));
    },
  };
  return (command) => actions[command.action](command);
}

const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
