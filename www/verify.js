// An independent check: the signature by the browser's own WebCrypto, which shares no code with the package.
import { algorithm } from './algorithms.js';

/** The JSON behind a part of a compact JWS. @param {string} part */
export function decoded(part) {
  return JSON.parse(new TextDecoder().decode(octets(part)));
}

/** @param {string} compact @returns {{ header: any, claims: any }} */
export function opened(compact) {
  const [header, claims] = compact.split('.');
  return { header: decoded(header), claims: decoded(claims) };
}

/** Whether the signature is that of the key; `undefined` where the browser does not know the algorithm.
 * @param {string} compact @param {any} jwk public @returns {Promise<boolean | undefined>} */
export async function verified(compact, jwk) {
  const [header, claims, signature] = compact.split('.');
  const how = algorithm(decoded(header).alg)?.webCrypto;
  const { kty, n, e, crv, x, y } = jwk;
  const bare = JSON.parse(JSON.stringify({ kty, n, e, crv, x, y })); // names of algorithms differ between browsers
  try {
    const key = await crypto.subtle.importKey('jwk', bare, /** @type {any} */ (how), false, ['verify']);
    const signed = new TextEncoder().encode(`${header}.${claims}`);
    return await crypto.subtle.verify(/** @type {any} */ (how), key, octets(signature), signed);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined;
    throw error;
  }
}

/** @param {string} text base64url */
function octets(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
