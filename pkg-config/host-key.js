// @ts-check
// Keys that stay with the host: CryptoKeys, and keys behind a function such as those of a KMS or an HSM.
import { PrivateKeyJwtError } from './errors.js';
import { algorithms, publicPart, webCrypto } from './web-crypto.js';

const named = ['alg', 'kid', 'certificate', 'notBefore', 'notAfter', 'publicJwk'];
const publicMembers = ['kty', 'n', 'e', 'crv', 'x', 'y'];

/** @typedef {(alg: string, octets: Uint8Array) => Uint8Array} ToSignature octets of a key -> those of a JWS, or an error */

/** What wasm needs of a host's key: its options, and a function that signs and whose errors are of this package.
 * @param {any} given @param {ToSignature} toSignature */
export function hostKey(given, toSignature) {
  const { sign, alg, publicJwk, kid = publicJwk?.kid, certificate, notBefore, notAfter } = described(given);
  const options = { alg, kid, certificate, notBefore, notAfter };
  return {
    options,
    async sign(/** @type {Uint8Array} */ data) {
      const octets = await sign(data).catch((/** @type {unknown} */ cause) => {
        throw failed("the key's sign failed: see the cause of this error", cause);
      });
      const signature = toSignature(alg, bytes(octets));
      if (publicJwk !== undefined) await verify(alg, publicJwk, signature, data);
      return signature;
    },
  };
}

/** The JSON text of the public half of a key for proofs of possession. What is no such key throws at once; the promise is for the host's export.
 * @param {any} given @param {boolean} isSigningKey @returns {Promise<string>} */
export function proofJwk(given, isSigningKey) {
  if (isCryptoKey(given?.publicKey) && isCryptoKey(given.privateKey)) {
    const { publicKey } = given;
    if (publicKey.type !== 'public' || publicKey.extractable === false) throw new TypeError('the publicKey of dpop must be a public key that can be exported');
    const text = exported(publicKey);
    // Whoever needs it hears of a failure; until then nobody may be waiting.
    text.catch(() => {});
    return text;
  }
  const jwk = isSigningKey ? given.publicJwk() : given?.publicJwk;
  if (typeof jwk?.kty !== 'string') throw new TypeError('dpop must be a SigningKey, a CryptoKeyPair, or a key of the host with its publicJwk');
  return Promise.resolve(JSON.stringify(publicPart(jwk)));
}

/** @param {CryptoKey} publicKey */
async function exported(publicKey) {
  return JSON.stringify(publicPart(await subtle().exportKey('jwk', publicKey)));
}

/** The members of an ExternalKey, whatever was given. @param {any} given @returns {any} */
function described(given) {
  if (isCryptoKey(given)) return fromCryptoKey(given);
  const isNamed = isCryptoKey(given?.key);
  if (!isNamed && typeof given?.sign !== 'function') {
    throw new TypeError('key must be a SigningKey, a KeySet, a CryptoKey, { key: CryptoKey, kid } or { alg, kid, sign(data) }');
  }
  checkMembers(given, [isNamed ? 'key' : 'sign', ...named]);
  const { alg, kid, certificate, notBefore, notAfter, publicJwk } = given;
  // A sign that throws instead of rejecting is one that failed, too.
  const signer = isNamed ? fromCryptoKey(given.key, alg) : { alg, sign: async (/** @type {Uint8Array} */ data) => given.sign(data) };
  return { ...signer, kid, certificate, notBefore, notAfter, publicJwk };
}

/** Of a literal, whose unknown member is a misspelt one; an instance of a class may have state of its own.
 * @param {any} given @param {string[]} known */
function checkMembers(given, known) {
  const prototype = Object.getPrototypeOf(given);
  // By its shape, since Object may be of another realm.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return;
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`key: unknown member "${unknown}"; there are ${known.join(', ')}`);
}

/** By its shape, since it may be of another realm. @param {any} value */
function isCryptoKey(value) {
  return typeof value?.algorithm?.name === 'string' && Array.isArray(value.usages) && typeof value.type === 'string';
}

/** @param {CryptoKey} key @param {string} [wanted] its algorithm, where it has two names */
function fromCryptoKey(key, wanted) {
  if (key.type !== 'private' || !key.usages.includes('sign')) {
    throw unsuitable("the CryptoKey must be a private key whose usages include 'sign'");
  }
  const { name, hash, namedCurve, modulusLength } = /** @type {any} */ (key.algorithm);
  const fitting = algorithms.filter((candidate) => {
    const known = webCrypto(candidate);
    return known.name === name && (!hash || hash.name === known.hash) && (!namedCurve || namedCurve === known.namedCurve);
  });
  if (fitting.length === 0) throw unsuitable('the CryptoKey has an algorithm, a hash or a curve that no JWS algorithm has');
  const alg = wanted === undefined ? fitting[0] : wanted;
  if (!fitting.includes(alg)) throw new TypeError(`key: alg of this CryptoKey can only be ${fitting.join(' or ')}`);
  if (modulusLength < 2048) throw unsuitable('the CryptoKey has fewer than 2048 bits');
  return { alg, sign: async (/** @type {Uint8Array} */ data) => subtle().sign(webCrypto(alg), key, data) };
}

/** @param {string} alg @param {any} publicJwk @param {Uint8Array} signature @param {Uint8Array} data */
async function verify(alg, publicJwk, signature, data) {
  const parameters = webCrypto(alg);
  const key = await subtle().importKey('jwk', publicPart(publicJwk), parameters, false, ['verify']).catch((/** @type {unknown} */ cause) => {
    throw failed(`publicJwk is no public key for ${alg}, or this host does not know such keys`, cause);
  });
  if (await subtle().verify(parameters, key, signature, data)) return;
  throw failed('the signature does not verify with publicJwk, so nothing was sent: it is of another key or algorithm, or sign hashed the data twice');
}

function subtle() {
  const { subtle: found } = globalThis.crypto ?? {};
  if (found === undefined) throw failed('this host has no crypto.subtle: a page needs https');
  return /** @type {any} */ (found);
}

/** @param {unknown} value @returns {Uint8Array} */
function bytes(value) {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Object.prototype.toString.call(value) === '[object ArrayBuffer]') return new Uint8Array(/** @type {ArrayBuffer} */ (value));
  throw new TypeError("the key's sign must give a Uint8Array or an ArrayBuffer");
}

/** @param {string} message */
function unsuitable(message) {
  return new PrivateKeyJwtError('ERR_KEY_UNSUITABLE', message);
}

/** @param {string} message @param {unknown} [cause] */
function failed(message, cause) {
  return new PrivateKeyJwtError('ERR_SIGNING_FAILED', message, cause === undefined ? undefined : { cause });
}
