// @ts-check
// What a client remembers of its refusals, and what it asks of the server and of its own JWKS to explain one.
import { Diagnosis } from './diagnose.js';
import { typed } from './errors.js';

/**
 * Of one refusal; header and claims of the assertion are still encoded, and its signature is left out.
 * @typedef {object} Refusal
 * @property {number} status @property {string} [error] @property {string} [description]
 * @property {string} url @property {string} signingInput @property {number} [date] @property {number} accepted
 */

/**
 * What is known of the client and can be asked.
 * @typedef {object} Client
 * @property {string} clientId @property {string} [profile] @property {boolean} ownFetch @property {string} [jwksUri]
 * @property {() => any} key that signs now; may throw
 * @property {() => string[]} locations of the issuer's metadata
 * @property {(url: string) => Promise<any>} read what a URL publishes as JSON, `undefined` where there is nothing
 */

export class Refusals {
  #accepted = 0;
  /** @type {Refusal | undefined} */
  #last;
  /** @type {WeakMap<object, Refusal>} */
  #known = new WeakMap();

  /** Counts a request that the server accepted. */
  accepted() {
    this.#accepted += 1;
  }

  /** What wasm threw as a class of this package; keeps what is known of a refusal by its error. @param {any} thrown */
  refused(thrown) {
    const error = typed(thrown);
    if (thrown?.signingInput === undefined) return error;
    const { status, error: code, error_description: description, url, signingInput, date } = thrown;
    this.#last = { status, error: code, description, url, signingInput, date, accepted: this.#accepted };
    this.#known.set(error, this.#last);
    return error;
  }

  /** Explains the refusal that made `error`, or the last one. @param {unknown} error @param {() => Client} client */
  async diagnose(error, client) {
    const refused = error === undefined ? this.#last : this.#known.get(Object(error));
    if (refused === undefined) return new Diagnosis(undefined);
    const { signingInput, ...answer } = refused;
    const [header, claims] = signingInput.split('.').map(decoded);
    const { key, locations, read, ...facts } = client();
    const [metadata, jwks] = await Promise.all([first(locations(), read), facts.jwksUri && object(read, facts.jwksUri)]);
    return new Diagnosis({ ...facts, ...answer, header, claims, ...publicHalf(key), metadata, jwks });
  }
}

/** @param {string[]} urls @param {Client['read']} read */
async function first(urls, read) {
  for (const url of urls) {
    const found = await object(read, url);
    if (found) return found;
  }
}

/** @param {Client['read']} read @param {string} url @returns {Promise<Record<string, any> | undefined>} */
async function object(read, url) {
  const value = await read(url).catch(() => undefined);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** Of a key that has one and was not freed. @param {Client['key']} current */
function publicHalf(current) {
  try {
    const key = current();
    const { publicJwk, thumbprint } = key;
    return { key: typeof publicJwk === 'function' ? key.publicJwk() : publicJwk, thumbprint };
  } catch {
    return {};
  }
}

/** @param {string} segment of a compact JWS @returns {any} */
function decoded(segment) {
  const octets = Uint8Array.from(atob(segment.replaceAll('-', '+').replaceAll('_', '/')), (octet) => octet.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets));
}
