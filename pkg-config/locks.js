// @ts-check
// A lock that nobody holds for longer than a lease.

export class Locks {
  /** @type {{ id: string, until: number } | undefined} */
  #held;
  /** @type {Set<() => void>} */
  #waiting = new Set();
  /** Calls of `lock` that have not returned; one that was woken is no longer waiting, but about to take it. */
  #asking = 0;

  /** Whether nobody holds it or asks for it, so that nothing is lost when it is forgotten. */
  get isFree() {
    return this.#asking === 0 && !(this.#held && Date.now() < this.#held.until);
  }

  /** The lock, when it is free; `undefined` as soon as its holder gave it back, or at once where `wait` is false.
   * @param {{ lease: number, wait: boolean }} options lease in seconds @returns {Promise<string | undefined>} */
  async lock({ lease, wait }) {
    this.#asking += 1;
    try {
      while (this.#held && Date.now() < this.#held.until) {
        if (!wait) return undefined;
        if (await this.#returned(this.#held.until - Date.now())) return undefined;
      }
      const id = crypto.randomUUID();
      this.#held = { id, until: Date.now() + lease * 1000 };
      return id;
    } finally {
      this.#asking -= 1;
    }
  }

  /** @param {string} id */
  unlock(id) {
    if (this.#held?.id !== id) return;
    this.#held = undefined;
    for (const wake of this.#waiting) wake();
  }

  /** Whether the lock was given back within so many milliseconds. @param {number} milliseconds @returns {Promise<boolean>} */
  #returned(milliseconds) {
    return new Promise((resolve) => {
      const end = (/** @type {boolean} */ returned) => {
        this.#waiting.delete(wake);
        clearTimeout(timer);
        resolve(returned);
      };
      const wake = () => end(true);
      const timer = setTimeout(() => end(false), Math.max(1, milliseconds));
      this.#waiting.add(wake);
    });
  }
}
