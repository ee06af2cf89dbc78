// @ts-check
// What a client remembers of its last refusal, and what it asks of the server and of its own JWKS to explain it.
import { Diagnosis } from './diagnose.js';
import { readObject } from './diagnose-read.js';

/**
 * Header and claims of an assertion, still encoded and without the signature, with what came of it.
 * @typedef {{ url: string, header: string, claims: string, repeated: boolean, date?: number }} Sent
 * @typedef {Sent & { accepted: number, status: number, error?: string, description?: string }} Refused
 */

/** The JWT in a token request's form; its signature is left out. */
const assertionIn = /(?:^|&)client_(?:assertion|secret)=([\w-]+)\.([\w-]+)\./;

export class Refusals {
  #options;
  #jwksUri;
  #accepted = 0;
  /** @type {Sent | undefined} */
  #sent;
  /** @type {Refused | undefined} */
  #last;
  /** @type {WeakMap<object, Refused>} */
  #refused = new WeakMap();

  /** @param {any} options of the TokenClient */
  constructor(options) {
    this.#options = options;
    this.#jwksUri = options.jwksUri?.href ?? options.jwksUri;
    if (!['undefined', 'string'].includes(typeof this.#jwksUri)) {
      throw new TypeError('TokenClient options: jwksUri must be a URL or a string');
    }
  }

  /** The options with a fetch that is noted, where there is one. */
  get noted() {
    const { jwksUri, ...options } = this.#options;
    const { fetch: own } = options;
    if (typeof (own ?? globalThis.fetch) !== 'function') return options;
    return { ...options, fetch: (/** @type {string} */ url, /** @type {any} */ init) => this.#send(url, init) };
  }

  /** Keeps what is known of a refusal by its error. @template T @param {T} error @returns {T} */
  refused(error) {
    const { status, error: code, error_description: description } = /** @type {any} */ (error ?? {});
    const sent = this.#sent;
    this.#last = undefined;
    if (sent === undefined || typeof status !== 'number') return error;
    this.#last = { ...sent, accepted: this.#accepted, status, error: code, description };
    this.#refused.set(/** @type {any} */ (error), this.#last);
    return error;
  }

  /** Explains the refusal that made `error`, or the last one. @param {unknown} error */
  async diagnose(error) {
    const refused = error === undefined ? this.#last : this.#refused.get(Object(error));
    if (refused === undefined) return new Diagnosis(undefined);
    const { key, issuer, clientId, profile, fetch: own } = this.#options;
    const fetch = (/** @type {string} */ url, /** @type {any} */ init) => (own ?? globalThis.fetch)(url, init);
    const [metadata, jwks] = await Promise.all([
      issuer === undefined ? undefined : readMetadata(fetch, issuer),
      this.#jwksUri === undefined ? undefined : readObject(fetch, this.#jwksUri),
    ]);
    const sent = { ...refused, header: decoded(refused.header), claims: decoded(refused.claims), ownFetch: own !== undefined };
    return new Diagnosis({ clientId, profile, ...sent, ...publicHalf(key), metadata, jwks, jwksUri: this.#jwksUri });
  }

  /** @param {string} url @param {any} init */
  async #send(url, init) {
    const [, header, claims] = assertionIn.exec(init.body ?? '') ?? [];
    const send = this.#options.fetch ?? globalThis.fetch;
    if (header === undefined || claims === undefined) return send(url, init);
    /** @type {Sent} */
    const sent = { url, header, claims, repeated: claims === this.#sent?.claims };
    this.#sent = sent;
    const response = await send(url, init);
    if (response?.status === 200) this.#accepted += 1;
    const date = Date.parse(response?.headers?.get?.('date') ?? '') / 1000;
    if (!Number.isNaN(date)) sent.date = date;
    return response;
  }
}

/** OpenID Connect Discovery, then RFC 8414 section 3.1. @param {any} fetch @param {string} issuer */
async function readMetadata(fetch, issuer) {
  const found = await readObject(fetch, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (found) return found;
  const [, origin, path] = /^(\w+:\/\/[^/]+)(.*?)\/?$/.exec(issuer) ?? [];
  return readObject(fetch, `${origin}/.well-known/oauth-authorization-server${path}`);
}

/** Of a key that has one and was not freed. @param {any} key */
function publicHalf(key) {
  try {
    return { key: key.publicJwk(), thumbprint: key.thumbprint };
  } catch {
    return {};
  }
}

/** @param {string} segment of a compact JWS */
function decoded(segment) {
  const octets = Uint8Array.from(atob(segment.replaceAll('-', '+').replaceAll('_', '/')), (octet) => octet.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets));
}
