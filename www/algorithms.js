// The signature algorithms that the page offers: how a person chooses among them, and what WebCrypto calls them.

import { webCrypto } from './package/web-crypto.js';

/** @type {{ alg: string, kind: string, hint: string, webCrypto: object }[]} */
export const algorithms = [
  offered('RS256', 'RSA', 'Every provider knows it, and Signicat asks for it.'),
  offered('RS384', 'RSA', 'RS256 with a longer hash; few providers ask for it.'),
  offered('RS512', 'RSA', 'RS256 with a longer hash; NHS England asks for it.'),
  offered('PS256', 'RSA', 'RSA with random padding: Entra and FAPI 2.0.'),
  offered('PS384', 'RSA', 'PS256 with a longer hash.'),
  offered('PS512', 'RSA', 'PS256 with a longer hash.'),
  offered('ES256', 'Elliptic curve', 'Small keys, fast signatures. Most modern providers know it.'),
  offered('ES384', 'Elliptic curve', 'A larger curve than ES256.'),
  offered('ES512', 'Elliptic curve', 'The largest of the NIST curves.'),
  offered('EdDSA', 'Edwards curve', 'Ed25519, as RFC 8037 names it. Few providers know it yet.'),
  offered('Ed25519', 'Edwards curve', 'Ed25519, by its new name of RFC 9864.'),
];

function offered(alg, kind, hint) {
  return { alg, kind, hint, webCrypto: webCrypto(alg) };
}

/** @param {string} alg */
export function algorithm(alg) {
  return algorithms.find((entry) => entry.alg === alg);
}

/** What a public JWK is, in words: "RSA, 2048 bits". @param {any} jwk */
export function sizeInWords(jwk) {
  if (jwk.kty !== 'RSA') return jwk.kty === 'EC' ? `Elliptic curve ${jwk.crv}` : jwk.crv;
  const first = atob(jwk.n.replaceAll('-', '+').replaceAll('_', '/')).charCodeAt(0);
  const octets = Math.floor((jwk.n.length * 3) / 4);
  return `RSA, ${octets * 8 - Math.clz32(first) + 24} bits`;
}
