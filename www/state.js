// What the person has made so far. Sections set their part and listen to the others'; nothing is stored anywhere.

/**
 * @typedef {object} Key
 * @property {import('./package/dist/index.js').SigningKey} signing
 * @property {import('./package/dist/keys.js').PublicForms} forms
 * @property {{ jwk?: string, pem?: string }} secret texts of the private half
 * @property {'generated' | 'imported'} origin
 * @property {string} size in words
 * @property {string} name @property {number} notBefore @property {number} notAfter
 * @property {() => string} certificate X.509 that came with it, else one that it signs for itself
 * @property {() => { signing: any, x5t: string }} certified the same key for profiles that name it by its certificate, and that name
 */

const parts = { key: undefined, assertion: undefined, request: undefined };
const listeners = { key: [], assertion: [], request: [] };

/** @param {'key' | 'assertion' | 'request'} name @returns {any} */
export function get(name) {
  return parts[name];
}

/** Sets a part and tells the listeners, in the order in which they came. @param {'key' | 'assertion' | 'request'} name @param {any} value */
export function set(name, value) {
  parts[name] = value;
  for (const listener of listeners[name]) listener(value);
}

/** Calls back at every change. @param {'key' | 'assertion' | 'request'} name @param {(value: any) => void} listener */
export function on(name, listener) {
  listeners[name].push(listener);
}
