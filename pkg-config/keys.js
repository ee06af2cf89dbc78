// @ts-check
// What a page, a command line or a key ceremony needs beside signing. Its wasm module is another than the default one.
import load from '#keys-wasm';
import { PrivateKeyJwtError } from './errors.js';
import { instance } from './instance.js';
import * as glue from './keys-glue.js';
import { webCrypto } from './web-crypto.js';

export { PrivateKeyJwtError };

const own = /* @__PURE__ */ instance(glue, "bundle for the condition 'workerd' or 'edge-light', by which the wasm is compiled beforehand");

/** @template T @param {() => T} run */
function enter(run) {
  own.start(load);
  return own.enter(run);
}

export async function generateKey(/** @type {any} */ options) {
  const generation = enter(() => new glue.Generation(options));
  const watch = new Watch(options);
  const started = own.start(load);
  try {
    watch.advance(0);
    const jwk = await watch.race(ofHost(generation.alg, generation.modulusLength));
    while (!jwk && !enter(() => generation.step())) {
      watch.advance(generation.progress);
      await watch.race(pause());
      if (own.start(load) !== started) throw new Error('the wasm module was restarted');
    }
    const key = enter(() => generation.finish(jwk));
    watch.advance(1);
    return key;
  } finally {
    if (own.start(load) === started) generation.free();
  }
}

export function selfSignedCertificate(/** @type {any} */ key, /** @type {any} */ options) {
  if (typeof key?.publicJwk !== 'function' || typeof key.sign !== 'function') {
    throw new TypeError('key must be a SigningKey: make one with SigningKey.from(source)');
  }
  const signed = enter(() => glue.toBeSigned(key.publicJwk(), options));
  const signature = key.sign(signed);
  return enter(() => glue.assemble(signed, key.alg, signature));
}

export function convert(/** @type {any} */ source, /** @type {any} */ options) {
  const form = typeof source?.publicJwk === 'function' ? source.publicJwk() : source;
  return enter(() => glue.convert(form, options));
}

export function privateForms(/** @type {any} */ source, /** @type {any} */ options) {
  if (typeof source?.publicJwk === 'function') throw new TypeError('a SigningKey does not give its secret away: hand in what it was made from');
  return enter(() => glue.privateForms(source, options));
}

/** The caller's means to watch and to abort. */
class Watch {
  #signal;
  #onProgress;

  /** @param {{ signal?: AbortSignal, onProgress?: (fraction: number) => void } | undefined} options */
  constructor({ signal, onProgress } = {}) {
    if (signal !== undefined && typeof signal?.addEventListener !== 'function') throw new TypeError('signal must be an AbortSignal');
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** @param {number} fraction */
  advance(fraction) {
    if (this.#signal?.aborted) throw aborted();
    this.#onProgress?.(fraction);
  }

  /** What is awaited, unless the signal comes first. @template T @param {Promise<T>} promise @returns {Promise<T>} */
  async race(promise) {
    const signal = this.#signal;
    if (!signal) return promise;
    /** @type {() => void} */
    let abort = () => {};
    const stopped = new Promise((_, reject) => {
      abort = () => reject(aborted());
    });
    signal.addEventListener('abort', abort);
    try {
      if (signal.aborted) abort();
      return await /** @type {Promise<T>} */ (Promise.race([promise, stopped]));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

const aborted = () => new PrivateKeyJwtError('ERR_ABORTED', 'the generation of the key was aborted');

/** A private JWK of the host's making; `undefined` where the host cannot: an insecure page, or an algorithm it does not know.
 * @param {string} alg @param {number} modulusLength */
async function ofHost(alg, modulusLength) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  try {
    // What is for RSA alone is not looked at for a curve.
    const parameters = { ...webCrypto(alg), modulusLength, publicExponent: new Uint8Array([1, 0, 1]) };
    const pair = await subtle.generateKey(parameters, true, ['sign', 'verify']);
    return await subtle.exportKey('jwk', /** @type {CryptoKeyPair} */ (pair).privateKey);
  } catch {
    return undefined;
  }
}

/** Lets the page live between two candidates. A message comes at once; a timer would wait for a second in a tab that nobody sees. */
function pause() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(undefined);
  });
}
