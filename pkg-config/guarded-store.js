// @ts-check
// A caller's store as the cache uses it. One that fails, hangs or keeps something else is as good as none, since the server can be asked.

/** @typedef {import('./index.js').TokenStore} TokenStore
 * @typedef {import('./token-cache.js').Stored} Stored */

const failed = Symbol('as good as none');

export class GuardedStore {
  #store;
  #lease;
  /** Until then one that hung is left alone, by `Date.now()`. */
  #until = 0;

  /** @param {TokenStore} store @param {number} lease seconds */
  constructor(store, lease) {
    this.#store = store;
    this.#lease = lease;
  }

  /** @param {string} key @returns {Promise<Stored | undefined>} */
  async read(key) {
    const text = await this.#tried(() => this.#store.get(key), this.#lease / 2);
    return typeof text === 'string' ? stored(text) : undefined;
  }

  /** @param {string} key @param {Stored} stored */
  async write(key, stored) {
    await this.#tried(() => this.#store.set(key, JSON.stringify(stored), { expiresAt: Math.ceil(stored.expiresAt) }), this.#lease / 2);
  }

  /** A lock; `''` where there are none; `undefined` where another has or had it.
   * @param {string} key @param {boolean} wait @returns {Promise<string | undefined>} */
  async lock(key, wait) {
    if (!this.#store.lock) return '';
    // Another may have it for a lease; one that comes later is given back.
    const seconds = this.#lease + Math.min(1, this.#lease / 2);
    const giveBack = (/** @type {string | undefined} */ late) => late && this.#store.unlock?.(key, late);
    const lock = await this.#tried(() => this.#store.lock?.(key, { lease: this.#lease, wait }), seconds, giveBack);
    return lock === failed ? '' : (lock ?? undefined);
  }

  /** @param {string} key @param {string | undefined} lock */
  async unlock(key, lock) {
    if (lock) await this.#tried(() => this.#store.unlock?.(key, lock), this.#lease / 2);
  }

  /** @template T @param {() => T | Promise<T>} action @param {number} seconds @param {(value: T) => unknown} [late] what to do with a value that comes
   * too late, of a store that does not hang for all that @returns {Promise<T | typeof failed>} */
  async #tried(action, seconds, late) {
    if (Date.now() < this.#until) return failed;
    /** @type {any} */
    let timer;
    try {
      const work = Promise.resolve(action());
      const hung = new Promise((resolve) => { timer = setTimeout(() => resolve(failed), seconds * 1000); });
      const outcome = await Promise.race([work, hung]);
      if (outcome === failed) {
        if (!late) this.#until = Date.now() + this.#lease * 1000;
        work.then(late).catch(() => {});
      }
      return outcome;
    } catch {
      return failed;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {string} text @returns {Stored | undefined} */
function stored(text) {
  try {
    const value = JSON.parse(text);
    const { token, arrivedAt, expiresAt, lifetime } = value;
    const isToken = typeof token.access_token === 'string' && typeof token.token_type === 'string' && typeof token.expires_in === 'number';
    return isToken && [arrivedAt, expiresAt, lifetime].every(Number.isFinite) ? value : undefined;
  } catch {
    return undefined;
  }
}
