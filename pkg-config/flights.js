// @ts-check
// Calls that want the same wait for one answer.
import { PrivateKeyJwtError } from './errors.js';

/** @typedef {{ answer: Promise<any>, controller: AbortController, waiting: number, until: number }} Flight */

const lost = Symbol('nothing heard for a lease');

export class Flights {
  /** @type {Map<string, Flight>} */
  #flights = new Map();

  /** The answer of the flight for `key`, which `start` begins where there is none. A flight that is not heard of for `lease` seconds, since
   * a worker may have dropped the request that it belongs to, is given up, and another begins.
   * @template T @param {string} key @param {(signal: AbortSignal) => Promise<T>} start
   * @param {{ lease: number, timeout: number, signal?: any }} limits in seconds @returns {Promise<T>} */
  async join(key, start, { lease, timeout, signal }) {
    if (signal?.aborted) throw aborted();
    const until = Date.now() + timeout * 1000;
    for (;;) {
      let flight = this.#flights.get(key);
      const begins = flight === undefined;
      if (flight === undefined) {
        const controller = new AbortController();
        const answer = start(controller.signal);
        const begun = (flight = { answer, controller, waiting: 0, until: Date.now() + lease * 1000 });
        this.#flights.set(key, begun);
        const land = () => this.#remove(key, begun);
        answer.then(land, land);
      }
      const outcome = await this.#wait(key, flight, begins, until, signal);
      if (outcome !== lost) return outcome;
      this.#remove(key, flight);
    }
  }

  /** @param {string} key @param {Flight} flight @param {boolean} begins whoever began a flight ends with it
   * @param {number} until the time that this caller has, by `Date.now()` @param {any} signal */
  async #wait(key, flight, begins, until, signal) {
    flight.waiting += 1;
    /** @type {any} */
    let timer;
    /** @type {(() => void) | undefined} */
    let onAbort;
    const ends = new Promise((resolve, reject) => {
      const givesUp = !begins && flight.until < until;
      timer = setTimeout(() => (givesUp ? resolve(lost) : reject(timedOut())), Math.max(0, (givesUp ? flight.until : until) - Date.now()));
      onAbort = () => reject(aborted());
      signal?.addEventListener('abort', onAbort);
    });
    try {
      return await Promise.race([flight.answer, ends]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      flight.waiting -= 1;
      if (flight.waiting === 0 && this.#flights.get(key) === flight) {
        // Everybody left before the answer.
        this.#remove(key, flight);
        flight.controller.abort();
      }
    }
  }

  /** @param {string} key @param {Flight} flight */
  #remove(key, flight) {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

/** What wasm says of a request for which there is no more time. */
export function timedOut() {
  return new PrivateKeyJwtError('ERR_TIMEOUT', 'the answer did not come in time; the server may have processed the request (see the option timeout)');
}

function aborted() {
  return new PrivateKeyJwtError('ERR_ABORTED', 'the request was aborted by its signal; the server may have processed it');
}
