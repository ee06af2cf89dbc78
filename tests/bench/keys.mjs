// The keys of the bench, new in each run, in the forms that the libraries read.
import { generateKeyPairSync } from 'node:crypto';

const pair = { RS256: (modulusLength) => generateKeyPairSync('rsa', { modulusLength }), ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), EdDSA: () => generateKeyPairSync('ed25519') };

function key(name, alg, modulusLength) {
  const { privateKey } = pair[alg](modulusLength);
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: `bench-${name}`, alg };
  return { name, jwk, pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), forms: forms(privateKey, jwk) };
}

/** Texts by the names of the forms; of DER, base64. */
function forms(privateKey, jwk) {
  const pem = (type) => privateKey.export({ format: 'pem', type });
  const base64 = (text) => Buffer.from(text).toString('base64');
  const older = { rsa: ['PKCS#1', 'pkcs1'], ec: ['SEC1', 'sec1'], ed25519: [] }[privateKey.asymmetricKeyType];
  const texts = { 'JWK': JSON.stringify(jwk), 'base64 of JWK': base64(JSON.stringify(jwk)) };
  for (const [title, type] of [['PKCS#8', 'pkcs8'], older].filter(([title]) => title)) {
    Object.assign(texts, { [`${title} PEM`]: pem(type), [`${title} DER`]: privateKey.export({ format: 'der', type }).toString('base64'), [`base64 of ${title} PEM`]: base64(pem(type)) });
  }
  return texts;
}

export const rsaKeys = () => [2048, 3072, 4096].map((length) => key(String(length), 'RS256', length));

/** Beside RSA: for the libraries that sign with more than that. */
export const curveKeys = () => [key('ES256', 'ES256'), key('Ed25519', 'EdDSA')];
