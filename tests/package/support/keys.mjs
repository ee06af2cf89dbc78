// Throw-away keys, made by Node's own cryptography.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

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
