// @ts-check
// Several keys with windows of validity.
import { PrivateKeyJwtError } from './errors.js';

/** @typedef {{ kid: string, notBefore?: number, notAfter?: number, publicJwk(): object }} Key */

/** The class, for keys that pass `check`. @param {(key: any) => unknown} check throws unless it is a SigningKey that was not freed */
export function makeKeySet(check) {
  return class KeySet {
    /** Windows and public halves outlive the private keys, which their owner may free.
     * @type {{ key: Key, first: number, last: number, jwk: object }[]} */
    #entries;

    constructor(/** @type {Iterable<Key>} */ keys) {
      const all = [...keys];
      all.forEach(check);
      if (all.length === 0) throw new PrivateKeyJwtError('ERR_KEY_UNSUITABLE', 'a KeySet needs at least one key');
      if (new Set(all.map(({ kid }) => kid)).size < all.length) {
        throw new PrivateKeyJwtError('ERR_KEY_UNSUITABLE', 'two keys of the set have the same kid, so that a server could not tell them apart');
      }
      this.#entries = all.map((key) => ({ key, first: key.notBefore ?? 0, last: key.notAfter ?? Infinity, jwk: key.publicJwk() }));
    }

    active(/** @type {unknown} */ now) {
      const instant = seconds(now);
      const valid = this.#entries.filter(({ first, last }) => first <= instant && instant <= last);
      if (valid.length === 0) throw expired(this.#entries, instant);
      return valid.reduce((latest, entry) => (entry.first > latest.first ? entry : latest)).key;
    }

    jwks(/** @type {unknown} */ now) {
      const instant = seconds(now);
      return { keys: this.#entries.filter(({ last }) => instant <= last).map(({ jwk }) => ({ ...jwk })) };
    }
  };
}

/** @param {{ first: number, last: number }[]} entries @param {number} instant */
function expired(entries, instant) {
  const begins = Math.min(...entries.map(({ first }) => first).filter((first) => first > instant));
  const ended = Math.max(...entries.map(({ last }) => last).filter((last) => last < instant));
  const last = Number.isFinite(ended) ? `the last one expired at ${date(ended)}` : 'none has begun';
  const next = Number.isFinite(begins) ? `the next begins at ${date(begins)}` : 'there is no other: add a new key';
  return new PrivateKeyJwtError('ERR_KEY_EXPIRED', `no key of the set may sign now (${date(instant)}): ${last}, ${next}`);
}

/** The host's clock, unless given. @param {unknown} now */
function seconds(now = Date.now() / 1000) {
  if (typeof now === 'number' && now >= 0 && now < 253_402_300_800) return Math.floor(now);
  throw new TypeError('now must be Unix seconds');
}

/** @param {number} instant */
function date(instant) {
  return new Date(instant * 1000).toISOString().replace('.000', '');
}
