// @ts-check
// Where a fleet keeps its access tokens. Nothing here needs the wasm module.
import { Locks } from './locks.js';
export { TokenCoordinator } from './token-coordinator.js';

/** @typedef {import('./index.js').TokenStore} TokenStore */

const now = () => Date.now() / 1000;

/** For the clients of one process. */
export class MemoryStore {
  /** @type {Map<string, { value: string, expiresAt: number }>} */
  #entries = new Map();
  /** @type {Map<string, Locks>} */
  #locks = new Map();

  async get(/** @type {string} */ key) {
    const entry = this.#entries.get(key);
    if (entry && entry.expiresAt > now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  async set(/** @type {string} */ key, /** @type {string} */ value, /** @type {{ expiresAt: number }} */ { expiresAt }) {
    // Names that nobody asks for again would stay for ever.
    for (const [name, entry] of this.#entries) if (entry.expiresAt <= now()) this.#entries.delete(name);
    for (const name of this.#locks.keys()) this.#forgetFree(name);
    this.#entries.set(key, { value, expiresAt });
  }

  async delete(/** @type {string} */ key) {
    this.#entries.delete(key);
  }

  async lock(/** @type {string} */ key, /** @type {{ lease: number, wait: boolean }} */ options) {
    const locks = this.#locks.get(key) ?? new Locks();
    this.#locks.set(key, locks);
    const lock = await locks.lock(options);
    this.#forgetFree(key);
    return lock;
  }

  async unlock(/** @type {string} */ key, /** @type {string} */ lock) {
    this.#locks.get(key)?.unlock(lock);
    this.#forgetFree(key);
  }

  #forgetFree(/** @type {string} */ key) {
    if (this.#locks.get(key)?.isFree) this.#locks.delete(key);
  }
}

/** In Workers KV: read everywhere, written seldom. Isolates do not wait for each other, and may see a token a minute late. */
export class WorkersKvStore {
  #namespace;
  #prefix;

  /** @param {any} namespace a KV binding @param {{ prefix?: string }} [options] */
  constructor(namespace, { prefix = 'token:' } = {}) {
    this.#namespace = namespace;
    this.#prefix = prefix;
  }

  async get(/** @type {string} */ key) {
    return this.#namespace.get(this.#prefix + (await digest(key)));
  }

  async set(/** @type {string} */ key, /** @type {string} */ value, /** @type {{ expiresAt: number }} */ { expiresAt }) {
    const left = Math.floor(expiresAt - now());
    // KV takes no shorter life; the token itself says when it expires.
    await this.#namespace.put(this.#prefix + (await digest(key)), value, { expirationTtl: Math.max(60, left) });
  }

  async delete(/** @type {string} */ key) {
    await this.#namespace.delete(this.#prefix + (await digest(key)));
  }
}

/** In Durable Objects of the class TokenCoordinator, one for each token: all isolates of the world wait for the one that asks. */
export class DurableObjectStore {
  #namespace;

  /** @param {any} namespace a binding to the class TokenCoordinator */
  constructor(namespace) {
    this.#namespace = namespace;
  }

  async get(/** @type {string} */ key) {
    return this.#ask(key, { action: 'get' });
  }

  async set(/** @type {string} */ key, /** @type {string} */ value, /** @type {{ expiresAt: number }} */ { expiresAt }) {
    await this.#ask(key, { action: 'set', value, expiresAt });
  }

  async delete(/** @type {string} */ key) {
    await this.#ask(key, { action: 'delete' });
  }

  async lock(/** @type {string} */ key, /** @type {{ lease: number, wait: boolean }} */ { lease, wait }) {
    return this.#ask(key, { action: 'lock', lease, wait });
  }

  async unlock(/** @type {string} */ key, /** @type {string} */ lock) {
    await this.#ask(key, { action: 'unlock', lock });
  }

  /** @param {string} key @param {object} question @returns {Promise<string | undefined>} */
  async #ask(key, question) {
    const object = this.#namespace.get(this.#namespace.idFromName(await digest(key)));
    const response = await object.fetch('https://token.invalid/', { method: 'POST', body: JSON.stringify(question) });
    if (!response.ok) throw new Error(`the Durable Object answered ${response.status}`);
    return (await response.json()).value;
  }
}

/** Encrypts what another store keeps, by AES-GCM, bound to the name under which it is kept. */
export class EncryptedStore {
  #store;
  #key;

  /** @param {TokenStore} store @param {CryptoKey | Uint8Array} key for AES-GCM: a CryptoKey, or 16 or 32 random octets */
  constructor(store, key) {
    this.#store = store;
    const usages = /** @type {const} */ (['encrypt', 'decrypt']);
    this.#key = key instanceof Uint8Array ? crypto.subtle.importKey('raw', /** @type {any} */ (key), 'AES-GCM', false, usages) : Promise.resolve(key);
    this.#key.catch(() => {});
    if (!store.lock) this.lock = this.unlock = undefined;
  }

  async get(/** @type {string} */ key) {
    const value = await this.#store.get(key);
    if (value === undefined || value === null) return undefined;
    const secret = await this.#key;
    // What cannot be read or decrypted was kept under another key, or is not ours: as good as absent.
    const octets = fromBase64(value);
    if (octets === undefined) return undefined;
    const parameters = { name: 'AES-GCM', iv: octets.subarray(0, 12), additionalData: utf8(key) };
    const plain = await crypto.subtle.decrypt(parameters, secret, octets.subarray(12)).catch(() => undefined);
    return plain && new TextDecoder().decode(plain);
  }

  async set(/** @type {string} */ key, /** @type {string} */ value, /** @type {{ expiresAt: number }} */ options) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(key) }, await this.#key, utf8(value));
    await this.#store.set(key, toBase64(iv) + toBase64(new Uint8Array(sealed)), options);
  }

  async delete(/** @type {string} */ key) {
    await this.#store.delete(key);
  }

  /** @type {TokenStore['lock']} */
  lock = (key, options) => /** @type {any} */ (this.#store).lock(key, options);

  /** @type {TokenStore['unlock']} */
  unlock = (key, lock) => /** @type {any} */ (this.#store).unlock(key, lock);
}

/** In pieces that a call can have as arguments, of a multiple of three octets, as the nonce is: their texts follow each other.
 * @param {Uint8Array} octets */
function toBase64(octets) {
  let text = '';
  for (let start = 0; start < octets.length; start += 6_144) text += btoa(String.fromCharCode(...octets.subarray(start, start + 6_144)));
  return text;
}

/** `undefined` for a text that is none. @param {string} text */
function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** A name of fixed length that does not show the parameters of the call. @param {string} key */
async function digest(key) {
  const octets = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(key)));
  return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** @param {string} text */
function utf8(text) {
  return new TextEncoder().encode(text);
}
