// Throw-away keys, made by Node's own cryptography.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** `generateKeyPair` by JWS algorithm. */
const curves = { ES256: ['ec', { namedCurve: 'P-256' }], EdDSA: ['ed25519', {}] };
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/** @returns {Promise<{ privateJwk: object, publicJwk: object, secrets: string[] }>} a fresh RSA key for RS256 */
export async function rsaKey({ modulusLength = 2048, kid = 'test-key-1' } = {}) {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
  const described = { kid, alg: 'RS256', use: 'sig' };
  const privateJwk = { ...privateKey.export({ format: 'jwk' }), ...described };
  return {
    privateJwk,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...described },
    secrets: secretMembers.map((member) => privateJwk[member]),
  };
}

/** @returns {Promise<{ privateJwk: object, publicJwk: object }>} a fresh key on the curve of `alg`, ES256 or EdDSA */
export async function curveKey(alg) {
  const { privateKey, publicKey } = await promisify(generateKeyPair)(...curves[alg]);
  const described = { kid: `test-key-${alg}`, alg, use: 'sig' };
  return { privateJwk: { ...privateKey.export({ format: 'jwk' }), ...described }, publicJwk: { ...publicKey.export({ format: 'jwk' }), ...described } };
}
