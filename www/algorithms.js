// The signature algorithms that the page offers: how a person chooses among them, and what WebCrypto calls them.

/** @type {{ alg: string, kind: string, hint: string, webCrypto: object }[]} */
export const algorithms = [
  rsa('RS256', 'RSASSA-PKCS1-v1_5', 256, 'Every provider knows it, and Signicat asks for it.'),
  rsa('RS384', 'RSASSA-PKCS1-v1_5', 384, 'RS256 with a longer hash; few providers ask for it.'),
  rsa('RS512', 'RSASSA-PKCS1-v1_5', 512, 'RS256 with a longer hash; NHS England asks for it.'),
  rsa('PS256', 'RSA-PSS', 256, 'RSA with random padding: Entra and FAPI 2.0.'),
  rsa('PS384', 'RSA-PSS', 384, 'PS256 with a longer hash.'),
  rsa('PS512', 'RSA-PSS', 512, 'PS256 with a longer hash.'),
  curve('ES256', 'P-256', 256, 'Small keys, fast signatures. Most modern providers know it.'),
  curve('ES384', 'P-384', 384, 'A larger curve than ES256.'),
  curve('ES512', 'P-521', 512, 'The largest of the NIST curves.'),
  { alg: 'EdDSA', kind: 'Edwards curve', hint: 'Ed25519, as RFC 8037 names it. Few providers know it yet.', webCrypto: { name: 'Ed25519' } },
  { alg: 'Ed25519', kind: 'Edwards curve', hint: 'Ed25519, by its new name of RFC 9864.', webCrypto: { name: 'Ed25519' } },
];

function rsa(alg, name, bits, hint) {
  return { alg, kind: 'RSA', hint, webCrypto: { name, hash: `SHA-${bits}`, saltLength: bits / 8 } };
}

function curve(alg, namedCurve, bits, hint) {
  return { alg, kind: 'Elliptic curve', hint, webCrypto: { name: 'ECDSA', namedCurve, hash: `SHA-${bits}` } };
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
