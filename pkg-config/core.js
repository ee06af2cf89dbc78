// @ts-check
// The public classes around the generated ones, made once for each entry (with the wasm inside, or slim).
import * as glue from './glue.js';
import { Refusals } from './diagnose-refusals.js';
import { PrivateKeyJwtError } from './errors.js';
import { enter, enterAsync, initialize, start } from './start.js';

/** @param {import('./start.js').Load} load */
export function make(load) {
  const token = Symbol('private constructor');
  /** @type {(key: unknown) => glue.SigningKey} */
  let handleOf;

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
      handleOf = (key) => {
        if (typeof key !== 'object' || key === null || !(#handle in key)) {
          throw new TypeError('key must be a SigningKey: make one with SigningKey.from(source)');
        }
        return key.#live();
      };
    }

    static from(/** @type {unknown} */ source, /** @type {unknown} */ options) {
      start(load);
      return new SigningKey(token, enter(() => glue.SigningKey.from(source, options)));
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

    publicJwk() {
      return this.#live().publicJwk();
    }

    sign(/** @type {Uint8Array} */ data) {
      if (!(data instanceof Uint8Array)) throw new TypeError('data must be a Uint8Array');
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
      return this.#handle ? { kid: this.kid, alg: this.alg } : {};
    }

    toString() {
      return `SigningKey ${JSON.stringify(this)}`;
    }

    [Symbol.for('nodejs.util.inspect.custom')]() {
      return this.toString();
    }

    #live() {
      if (this.#handle && this.#generation === start(load)) return this.#handle;
      throw new PrivateKeyJwtError('ERR_KEY_DISPOSED', 'this key was freed: import it again');
    }
  }
  if (Symbol.dispose) {
    Object.defineProperty(SigningKey.prototype, Symbol.dispose, { value: SigningKey.prototype.free });
  }

  class TokenClient {
    #handle;
    #key;
    #refusals;

    constructor(/** @type {any} */ options) {
      if (typeof options !== 'object' || options === null) throw new TypeError('TokenClient options must be an object');
      const key = handleOf(options.key);
      // Held so that the key is not collected, and thereby wiped, before its client.
      this.#key = options.key;
      this.#refusals = new Refusals(options);
      const { noted } = this.#refusals;
      this.#handle = enter(() => new glue.TokenClient(noted, key));
    }

    authorizationCode(/** @type {unknown} */ grant, /** @type {unknown} */ options) {
      return this.#call('authorizationCode', grant, options);
    }

    clientCredentials(/** @type {unknown} */ grant, /** @type {unknown} */ options) {
      return this.#call('clientCredentials', grant, options);
    }

    refreshToken(/** @type {unknown} */ grant, /** @type {unknown} */ options) {
      return this.#call('refreshToken', grant, options);
    }

    request(/** @type {unknown} */ grant, /** @type {unknown} */ options) {
      return this.#call('request', grant, options);
    }

    diagnose(/** @type {unknown} */ error) {
      return this.#refusals.diagnose(error);
    }

    /** @param {'authorizationCode' | 'clientCredentials' | 'refreshToken' | 'request'} method
     * @param {unknown} grant @param {unknown} options */
    #call(method, grant, options) {
      return enterAsync(async () => {
        handleOf(this.#key);
        return this.#handle[method](grant, options);
      }).catch((error) => {
        throw this.#refusals.refused(error);
      });
    }
  }

  return {
    SigningKey,
    TokenClient,
    clientAssertion: async (/** @type {unknown} */ key, /** @type {unknown} */ options) => {
      const handle = handleOf(key);
      return enter(() => handle.assertion(options));
    },
    initialize: (/** @type {unknown} */ input) => initialize(load, input),
  };
}
