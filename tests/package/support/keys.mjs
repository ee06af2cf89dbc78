// Throw-away keys, made by Node's own cryptography.
import { execFileSync } from 'node:child_process';
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** `generateKeyPair` by JWS algorithm. */
const curves = { ES256: ['ec', { namedCurve: 'P-256' }], EdDSA: ['ed25519', {}] };
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/**
 * A key in every form, as text or base64 of bytes, so that it fits into JSON.
 * @returns {{ name: string, text?: string, base64?: string, passphrase?: string }[]}
 */
function formsOf(privateKey) {
  const passphrase = 'correct-horse';
  const openssl = (...options) => execFileSync('openssl', ['pkcs8', '-topk8', ...options, '-passout', `pass:${passphrase}`], { input: pem }).toString();
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' });
  const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
  const encode = (text) => Buffer.from(text).toString('base64');
  return [
    { name: 'PKCS#8 PEM', text: pem }, { name: 'PKCS#1 PEM', text: pkcs1 }, { name: 'PEM in one line', text: `"${pem.replaceAll('\n', '\\n')}"` },
    { name: 'PKCS#8 DER', base64: der }, { name: 'PKCS#1 DER', base64: privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64') },
    { name: 'bytes of PEM', base64: encode(pem) }, { name: 'bytes of a JWK', base64: encode(jwk) },
    { name: 'base64 of PEM', text: encode(pem) }, { name: 'base64 of DER', text: der }, { name: 'base64 of a JWK', text: encode(jwk) },
    { name: 'PBKDF2', text: openssl('-v2', 'aes-256-cbc'), passphrase }, { name: 'PBKDF2 with SHA-1', text: openssl('-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA1'), passphrase },
    { name: 'PBKDF2 with SHA-512', text: openssl('-v2', 'aes-192-cbc', '-v2prf', 'hmacWithSHA512'), passphrase }, { name: 'scrypt', text: openssl('-scrypt'), passphrase },
  ];
}

/** @returns {Promise<{ privateJwk: object, publicJwk: object, secrets: string[], forms: object[] }>} a fresh RSA key for RS256 */
export async function rsaKey({ modulusLength = 2048, kid = 'test-key-1' } = {}) {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
  const described = { kid, alg: 'RS256', use: 'sig' };
  const privateJwk = { ...privateKey.export({ format: 'jwk' }), ...described };
  return {
    privateJwk,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...described },
    forms: formsOf(privateKey),
    secrets: secretMembers.map((member) => privateJwk[member]),
  };
}

/** @returns {Promise<{ privateJwk: object, publicJwk: object }>} a fresh key on the curve of `alg`, ES256 or EdDSA */
export async function curveKey(alg) {
  const { privateKey, publicKey } = await promisify(generateKeyPair)(...curves[alg]);
  const described = { kid: `test-key-${alg}`, alg, use: 'sig' };
  return { privateJwk: { ...privateKey.export({ format: 'jwk' }), ...described }, publicJwk: { ...publicKey.export({ format: 'jwk' }), ...described } };
}
