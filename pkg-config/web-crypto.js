// @ts-check
// What Web Cryptography calls the algorithms and the keys of JWS. Nothing here needs the wasm module.

export const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** The members of public keys, which two keys that are the same have in common (RFC 7638 section 3.2). */
export const publicMembers = ['kty', 'n', 'e', 'crv', 'x', 'y'];

/** The parameters of importing, signing and verifying; of making a key too, but for the size of an RSA key.
 * @param {string} alg one of the algorithms @returns {{ name: string, hash?: string, saltLength?: number, namedCurve?: string }} */
export function webCrypto(alg) {
  const bits = Number(alg.slice(2));
  const hash = `SHA-${bits}`;
  switch (alg.slice(0, 2)) {
    case 'RS': return { name: 'RSASSA-PKCS1-v1_5', hash };
    case 'PS': return { name: 'RSA-PSS', hash, saltLength: bits / 8 };
    case 'ES': return { name: 'ECDSA', hash, namedCurve: bits === 512 ? 'P-521' : `P-${bits}` };
    default: return { name: 'Ed25519' };
  }
}

/** A JWK without its secret, and without what an import would hold against it. @param {any} jwk @returns {any} */
export function publicPart(jwk) {
  return Object.fromEntries(publicMembers.filter((name) => name in jwk).map((name) => [name, jwk[name]]));
}
