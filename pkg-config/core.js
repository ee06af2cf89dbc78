// @ts-check
// The public classes around the generated ones, made once for each entry (with the wasm inside, or slim).
import * as glue from './glue.js';
import { PrivateKeyJwtError } from './errors.js';
import { hostKey } from './host-key.js';
import { makeKeySet } from './key-set.js';
import { enter, enterAsync, initialize, start } from './start.js';
import { makeTokenClient } from './token-client.js';

/** The most octets that are signed at once: more than the memory of wasm has is a trap, which takes all keys along. */
const mostSigned = 64 * 2 ** 20;

/** @param {import('./start.js').Load} load */
export function make(load) {
  const token = Symbol('private constructor');
  /** @type {(key: unknown) => glue.SigningKey} */
  let handleOf;
  /** @type {(key: unknown) => key is { share(): unknown }} */
  let isSigningKey;

  class SigningKey {
    /** @type {glue.SigningKey | undefined} */
    #handle;
    #generation;

    constructor(/** @type {unknown} */ proof, /** @type {glue.SigningKey} */ handle) {
      if (proof !== token) throw new TypeError('use SigningKey.from(source) instead of new SigningKey()');
      this.#handle = handle;
      this.#generation = start(load);
    }

    static {
      isSigningKey = (key) => typeof key === 'object' && key !== null && #handle in key;
      handleOf = (key) => {
        if (isSigningKey(key)) return /** @type {SigningKey} */ (key).#live();
        throw new TypeError('key must be a SigningKey: make one with SigningKey.from(source)');
      };
    }

    static from(/** @type {unknown} */ source, /** @type {unknown} */ options) {
      start(load);
      return new SigningKey(token, enter(() => glue.SigningKey.from(source, options)));
    }

    static fromPem(/** @type {unknown} */ pem, /** @type {unknown} */ options) {
      start(load);
      return new SigningKey(token, enter(() => glue.SigningKey.fromPem(pem, options)));
    }

    static fromJwk(/** @type {unknown} */ jwk, /** @type {unknown} */ options) {
      start(load);
      return new SigningKey(token, enter(() => glue.SigningKey.fromJwk(jwk, options)));
    }

    get alg() {
      return this.#live().alg;
    }

    get kid() {
      return this.#live().kid;
    }

    get thumbprint() {
      return this.#live().thumbprint;
    }

    get notBefore() {
      return this.#live().notBefore;
    }

    get notAfter() {
      return this.#live().notAfter;
    }

    get certificate() {
      return this.#live().certificate;
    }

    publicJwk() {
      return this.#live().publicJwk();
    }

    sign(/** @type {Uint8Array} */ data) {
      if (!isOctets(data)) throw new TypeError('data must be a Uint8Array');
      if (data.byteLength > mostSigned) throw new TypeError('data must have at most 64 MiB: sign a digest of it');
      const handle = this.#live();
      return enter(() => handle.sign(data));
    }

    assertion(/** @type {unknown} */ options) {
      const handle = this.#live();
      return enter(() => handle.assertion(options));
    }

    free() {
      if (this.#generation === start(load)) this.#handle?.free();
      this.#handle = undefined;
    }

    toJSON() {
      return this.#isLive() ? { kid: this.kid, alg: this.alg } : {};
    }

    toString() {
      return `SigningKey ${this.#isLive() ? JSON.stringify(this) : '(freed)'}`;
    }

    [Symbol.for('nodejs.util.inspect.custom')]() {
      return this.toString();
    }

    #isLive() {
      return this.#handle !== undefined && this.#generation === start(load);
    }

    #live() {
      if (this.#handle && this.#isLive()) return this.#handle;
      throw new PrivateKeyJwtError('ERR_KEY_DISPOSED', 'this key was freed: import it again');
    }
  }
  if (Symbol.dispose) {
    Object.defineProperty(SigningKey.prototype, Symbol.dispose, { value: SigningKey.prototype.free });
  }

  const KeySet = makeKeySet((key) => handleOf(key));

  /** The key that signs at `now`, for one call into wasm. @param {any} key @param {number} [now] */
  function clientKey(key, now) {
    if (isSigningKey(key)) return handleOf(key).share();
    if (key instanceof KeySet) return handleOf(key.active(now)).share();
    const { options, sign } = hostKey(key, (alg, octets) => enter(() => glue.jwsSignature(alg, octets)));
    start(load);
    return new glue.ClientKey(options, sign);
  }

  const TokenClient = makeTokenClient({
    clientKey,
    isKeySet: (key) => key instanceof KeySet,
    isSigningKey,
    generation: () => start(load),
  });

  return {
    SigningKey,
    KeySet,
    TokenClient,
    clientAssertion: (/** @type {unknown} */ key, /** @type {any} */ options) =>
      enterAsync(async () => clientKey(key, options?.now).assertion(options)),
    initialize: (/** @type {unknown} */ input) => initialize(load, input),
  };
}

/** Whether it is a Uint8Array, of whatever realm. @param {unknown} data */
function isOctets(data) {
  return ArrayBuffer.isView(data) && Object.prototype.toString.call(data) === '[object Uint8Array]';
}
