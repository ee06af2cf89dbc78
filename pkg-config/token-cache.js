// @ts-check
// Access tokens, kept until shortly before they expire: in this isolate, and in a store that a fleet may share.
import { Flights, timedOut } from './flights.js';
import { GuardedStore } from './guarded-store.js';

/** @typedef {{ token: any, arrivedAt: number, expiresAt: number, lifetime: number }} Stored instants in Unix seconds, lifetime in seconds
 * @typedef {Stored & { refreshAt: number }} Kept
 * @typedef {import('./index.js').TokenStore} TokenStore */

const mostKept = 1000;
/** Seconds until a token that could not be renewed in time is tried to be renewed again. */
const pause = 5;

export class TokenCache {
  /** @type {Map<string, Kept>} */
  #kept = new Map();
  #flights = new Flights();
  #store;
  #lease;
  #timeout;
  #now;

  /** @param {{ store?: TokenStore, lease?: number, timeout?: number, now?: () => number }} options lease and timeout in seconds */
  constructor({ store, lease = 10, timeout = 30, now = () => Date.now() / 1000 }) {
    if (store !== undefined && typeof store?.get !== 'function') throw new TypeError('TokenClient options: store must be a TokenStore');
    if (!(lease > 0 && lease <= 3600)) throw new TypeError('TokenClient options: lease must be more than 0 and at most 3600 seconds');
    this.#store = store && new GuardedStore(store, lease);
    this.#lease = lease;
    this.#timeout = timeout;
    this.#now = now;
  }

  /** @param {string} key @param {(signal: AbortSignal) => Promise<any>} ask @param {{ fresh?: boolean, signal?: any }} call */
  async get(key, ask, { fresh = false, signal }) {
    const kept = fresh ? undefined : this.#kept.get(key);
    if (kept && this.#now() < kept.refreshAt && !signal?.aborted) return this.#answer(kept);
    const flight = `${fresh ? 'fresh' : 'kept'} ${key}`;
    const limits = { lease: this.#lease, timeout: this.#timeout, signal };
    const renewed = this.#flights.join(flight, (ended) => this.#renew(key, ask, fresh, ended), limits);
    return this.#answer(await renewed.catch((error) => this.#instead(key, fresh, error)));
  }

  /** The token that is still valid though no new one was to be had in time. @param {string} key @param {boolean} fresh @param {any} error */
  #instead(key, fresh, error) {
    const kept = this.#kept.get(key);
    if (fresh || error?.code === 'ERR_ABORTED' || kept === undefined || this.#now() >= kept.expiresAt) throw error;
    kept.refreshAt = this.#now() + pause;
    return kept;
  }

  /** A copy, since the caller may change it. @param {Stored} stored */
  #answer({ token, arrivedAt }) {
    if (token.expires_in === undefined) return copied(token);
    return { ...copied(token), expires_in: Math.max(0, token.expires_in - Math.max(0, Math.floor(this.#now() - arrivedAt))) };
  }

  /** @param {string} key @param {(signal: AbortSignal) => Promise<any>} ask @param {boolean} fresh @param {AbortSignal} signal */
  async #renew(key, ask, fresh, signal) {
    return this.#store === undefined || fresh ? this.#ask(key, ask, signal) : this.#share(this.#store, key, ask, signal);
  }

  /** The token of the store, or a new one if nobody else is about to get it.
   * @param {GuardedStore} store @param {string} key @param {(signal: AbortSignal) => Promise<any>} ask @param {AbortSignal} signal */
  async #share(store, key, ask, signal) {
    for (let round = 0; !signal.aborted; round += 1) {
      // A store that neither waits nor has a lock to give is not asked all the time.
      if (round > 1) await new Promise((resolve) => setTimeout(resolve, 50));
      const stored = await this.#read(store, key);
      if (stored && this.#now() < stored.refreshAt) return stored;
      const current = stored ?? this.#kept.get(key);
      const valid = current !== undefined && this.#now() < current.expiresAt;
      const lock = await store.lock(key, !valid);
      if (lock === undefined) {
        if (valid) return current;
        continue;
      }
      try {
        // Another may have renewed it between the reading and the lock.
        const renewed = lock ? await this.#read(store, key) : undefined;
        return renewed && this.#now() < renewed.refreshAt ? renewed : await this.#ask(key, ask, signal);
      } finally {
        await store.unlock(key, lock);
      }
    }
    throw timedOut();
  }

  /** @param {GuardedStore} store @param {string} key @returns {Promise<Kept | undefined>} */
  async #read(store, key) {
    const stored = await store.read(key);
    return stored ? this.#keep(key, stored) : undefined;
  }

  /** @param {string} key @param {(signal: AbortSignal) => Promise<any>} ask @param {AbortSignal} signal */
  async #ask(key, ask, signal) {
    const asked = this.#now();
    const token = await ask(signal);
    const lifetime = token.expires_in ?? 0;
    const stored = { token, arrivedAt: this.#now(), expiresAt: asked + lifetime, lifetime };
    // Without a lifetime nobody knows how long it is good.
    if (!(lifetime > 0)) return stored;
    await this.#store?.write(key, stored);
    return this.#keep(key, stored);
  }

  /** @param {string} key @param {Stored} stored @returns {Kept} */
  #keep(key, stored) {
    // Spread, so that a fleet does not renew all at once.
    const margin = Math.min(60, stored.lifetime / 5) * (0.5 + Math.random() / 2);
    const known = this.#kept.get(key);
    const kept = known && known.token.access_token === stored.token.access_token ? known : { ...stored, refreshAt: stored.expiresAt - margin };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
    return kept;
  }
}

/** A value of members and items, and of those in them. @param {any} value @returns {any} */
export function copied(value) {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(copied) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copied(member)]));
}
