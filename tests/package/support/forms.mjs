// Throw-away keys in every form that a key comes in, by Node and by the openssl command.
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { selfSigned } from './certificate.mjs';

/** Each kind: `generateKeyPair`, the name of its older form, options of `openssl pkcs8 -topk8`, and which of the plain forms. */
const kinds = [
  ['RSA', ['rsa', { modulusLength: 2048 }], ['PKCS#1', 'pkcs1'], {
    'PBKDF2': ['-v2', 'aes-256-cbc'], 'PBKDF2 with SHA-1': ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA1'],
    'PBKDF2 with SHA-512': ['-v2', 'aes-192-cbc', '-v2prf', 'hmacWithSHA512'], 'scrypt': ['-scrypt'],
  }, /^(?!.*PKCS#1).|^PKCS#1 (PEM|DER)$|^base64 of PKCS#1 PEM$/],
  ['P-256', ['ec', { namedCurve: 'P-256' }], ['SEC1', 'sec1'], { PBKDF2: [] }, /^\S+ (PEM|DER)$|in one line|^base64 of SEC1 PEM$|^JWK$/],
  ['P-384', ['ec', { namedCurve: 'P-384' }], ['SEC1', 'sec1'], {}, /^\S+ PEM$|^JWK$/],
  ['P-521', ['ec', { namedCurve: 'P-521' }], ['SEC1', 'sec1'], {}, /^\S+ PEM$|^JWK$/],
  ['Ed25519', ['ed25519', {}], undefined, {}, /^\S+ (PEM|DER)$|in one line|^JWK$/],
];
const passphrase = 'correct-horse';

/**
 * As text or as base64 of bytes, so that it fits into JSON. The first is PKCS#8 in PEM.
 * @returns {Promise<{ name: string, text?: string, base64?: string, passphrase?: string, thumbprint: string }[]>}
 */
export async function everyForm() {
  const all = kinds.map(async ([kind, parameters, older, schemes, which]) => {
    const { privateKey } = generateKeyPairSync(...parameters);
    const thumbprint = await calculateJwkThumbprint(createPublicKey(privateKey).export({ format: 'jwk' }));
    const plain = plainForms(privateKey, older).filter(({ name }) => which.test(name));
    return [...plain, ...encryptedForms(privateKey, schemes)].map(({ name, ...form }) => ({ name: `${kind}, ${name}`, ...form, thumbprint }));
  });
  return (await Promise.all(all)).flat();
}

function plainForms(privateKey, older) {
  const jwk = privateKey.export({ format: 'jwk' });
  const json = JSON.stringify(jwk);
  const files = [['PKCS#8', 'pkcs8'], ...(older ? [older] : [])].flatMap(([name, type]) => {
    const pem = privateKey.export({ type, format: 'pem' });
    const der = privateKey.export({ type, format: 'der' }).toString('base64');
    return [
      { name: `${name} PEM`, text: pem }, { name: `${name} PEM with CRLF`, text: pem.replaceAll('\n', '\r\n') }, { name: `${name} PEM in one line`, text: `"${pem.replaceAll('\n', '\\n')}"` },
      { name: `${name} PEM, indented`, text: pem.replaceAll(/^/gm, '  ') }, { name: `${name} PEM beside a certificate`, text: selfSigned(jwk) + pem }, { name: `bytes of ${name} PEM`, base64: encode(pem) },
      { name: `${name} DER`, base64: der }, { name: `base64 of ${name} PEM`, text: encode(pem) }, { name: `base64 of ${name} DER`, text: der },
    ];
  });
  return [...files, { name: 'JWK', text: json }, { name: 'JWKS', text: JSON.stringify({ keys: [jwk] }) }, { name: 'bytes of a JWK', base64: encode(json) }, { name: 'base64 of a JWK', text: encode(json) }];
}

function encryptedForms(privateKey, schemes) {
  const input = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const openssl = (options) => execFileSync('openssl', ['pkcs8', '-topk8', ...options, '-passout', `pass:${passphrase}`], { input });
  return Object.entries(schemes).flatMap(([name, options]) => {
    const pem = { name: `${name} PEM`, text: openssl(options).toString(), passphrase };
    return name === 'PBKDF2' ? [pem, { name: `${name} DER`, base64: openssl([...options, '-outform', 'DER']).toString('base64'), passphrase }] : [pem];
  });
}

const encode = (text) => Buffer.from(text).toString('base64');
