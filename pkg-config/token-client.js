// @ts-check
// The public class TokenClient: each method is a row of the table of operations in wasm.
import * as glue from './glue.js';
import { authorizationRequest, checkPlain, codeFrom } from './authorization.js';
import { Refusals } from './diagnose-refusals.js';
import { proofJwk } from './host-key.js';
import { enter, enterAsync } from './start.js';
import { TokenCache } from './token-cache.js';

/** @typedef {{ signal?: any, fresh?: boolean }} Call */

/** @typedef {object} Host what the class needs of the entry that it belongs to
 * @property {(key: any) => glue.ClientKey} clientKey a key for one call into wasm
 * @property {(key: any, now?: () => number) => glue.ClientKey} activeKey the same, of a KeySet the one that is valid
 * @property {(key: unknown) => boolean} isKeySet
 * @property {(key: unknown) => boolean} isSigningKey
 * @property {() => number} generation the number of the running instance of the wasm module */

/** @param {Host} host */
export function makeTokenClient({ clientKey, activeKey, isKeySet, isSigningKey, generation }) {
  class TokenClient {
    #handle;
    #generation;
    #options;
    #proof;
    #cache;
    #refusals = new Refusals();

    constructor(/** @type {any} */ options) {
      if (typeof options !== 'object' || options === null) throw new TypeError('TokenClient options must be an object');
      const { store, dpop, ...others } = options;
      // The key is held so that it is not collected, and thereby wiped, before its client.
      this.#options = others;
      this.#generation = generation();
      this.#handle = enter(() => {
        if (!isKeySet(others.key)) clientKey(others.key).free();
        return new glue.TokenClient(others);
      });
      this.#proof = dpop && { key: dpop.privateKey ?? dpop, jwk: proofJwk(dpop, isSigningKey(dpop)) };
      this.#cache = new TokenCache({ ...others, store });
    }

    /** A copy for each caller, with the seconds that are left.
     * @param {any} [grant] @param {Call} [options] */
    clientCredentials(grant, options) {
      const { fresh, ...call } = options ?? {};
      return enterAsync(async () => {
        // As it is now: the caller may change it before it is sent, and one token would be kept under the name of another.
        const asked = copied(grant);
        const { clientId, issuer, tokenEndpoint, audience } = this.#options;
        const server = [clientId, issuer, tokenEndpoint && String(tokenEndpoint.href ?? tokenEndpoint), audience];
        const id = JSON.stringify([...server, sorted(asked ?? {}), (await this.#proof?.jwk) ?? '']);
        const ask = (/** @type {AbortSignal} */ signal) => this.#call('clientCredentials', asked, { ...call, signal });
        return this.#cache.get(id, ask, { fresh, signal: call.signal });
      });
    }

    /** @param {any} grant @param {Call} [options] */
    authorizationCode(grant, options) {
      return enterAsync(async () => {
        if (grant?.callbackUrl === undefined) return this.#call('authorizationCode', grant, options);
        const { callbackUrl, state, ...others } = grant;
        const { issuer } = this.#options;
        const server = issuer === undefined ? {} : await this.#call('authorizationUrl', undefined, options);
        const code = codeFrom(callbackUrl, { state, issuer, sendsIssuer: server.sendsIssuer });
        return this.#call('authorizationCode', { ...others, code }, options);
      });
    }

    /** @param {any} parameters @param {Call} [options] */
    authorizationUrl(parameters, options) {
      return enterAsync(async () => {
        const { push, wire, secrets } = authorizationRequest(parameters, enter(() => glue.authorizationSecrets()));
        const { endpoint, wantsPush } = await this.#call('authorizationUrl', undefined, options);
        const url = new URL(endpoint);
        let query = wire;
        if (push ?? wantsPush) {
          const { request_uri: pushed } = await this.#call('pushAuthorizationRequest', wire, options);
          query = { request_uri: pushed };
        }
        for (const [name, values] of Object.entries({ client_id: this.#options.clientId, ...query })) {
          for (const value of [values].flat()) url.searchParams.append(name, value);
        }
        return { url, ...secrets };
      });
    }

    /** @param {any} request */
    dpopProof(request) {
      return enterAsync(async () => {
        if (!this.#proof) throw new TypeError('dpopProof needs the option dpop: a key for proofs of possession');
        const jwk = await this.#proof.jwk;
        return this.#live().proof(request, clientKey(this.#proof.key), jwk);
      });
    }

    diagnose(/** @type {unknown} */ error) {
      return enterAsync(() =>
        this.#refusals.diagnose(error, () => {
          const { clientId, profile, key, now, jwksUri, fetch } = this.#options;
          const handle = this.#live();
          return {
            clientId,
            profile,
            ownFetch: fetch !== undefined,
            jwksUri: jwksUri?.href ?? jwksUri,
            key: isKeySet(key) ? key.active(now?.()) : key,
            locations: () => handle.locations(),
            read: (url) => handle.read(url),
          };
        }),
      );
    }

    get clockCorrection() {
      return this.#live().clockCorrection;
    }

    #live() {
      if (this.#generation !== generation()) {
        this.#handle = new glue.TokenClient(this.#options);
        this.#generation = generation();
      }
      return this.#handle;
    }

    /** @param {string} name @param {unknown} grant @param {Call} [options] @returns {Promise<any>} */
    async #call(name, grant, options) {
      const { key, now } = this.#options;
      const proof = this.#proof && { key: clientKey(this.#proof.key), jwk: await this.#proof.jwk };
      try {
        const answer = await this.#live().call(name, grant, options, activeKey(key, now), proof?.key, proof?.jwk);
        this.#refusals.accepted();
        return answer;
      } catch (thrown) {
        throw this.#refusals.refused(thrown);
      }
    }

    static {
      const others = ['refreshToken', 'jwtBearer', 'tokenExchange', 'deviceAuthorization', 'deviceCode', 'backchannelAuthentication', 'ciba', 'pushAuthorizationRequest', 'introspect', 'revoke', 'request'];
      for (const name of others) {
        /** @this {TokenClient} @param {unknown} grant @param {Call} [options] */
        const value = function (grant, options) {
          return enterAsync(() => this.#call(name, grant, options));
        };
        Object.defineProperty(TokenClient.prototype, name, { value, writable: true, configurable: true });
      }
    }
  }
  return TokenClient;
}

/** The parameters of a call: members, and arrays and objects of them. @param {any} grant @param {string} [what] @returns {any} */
function copied(grant, what = 'clientCredentials') {
  if (typeof grant !== 'object' || grant === null) return grant;
  if (Array.isArray(grant)) return grant.map((item) => copied(item, what));
  // What a copy has lost, wasm cannot refuse.
  if (what !== 'clientCredentials' || Symbol.iterator in grant) checkPlain(grant, what);
  return Object.fromEntries(Object.entries(grant).map(([name, value]) => [name, copied(value, `clientCredentials ${name}`)]));
}

/** The same text for the same parameters. @param {any} grant @returns {unknown} */
function sorted(grant) {
  if (typeof grant !== 'object' || grant === null || Array.isArray(grant)) return grant;
  return Object.entries(grant).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, sorted(value)]);
}
