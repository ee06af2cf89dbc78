// Whose rules the assertion follows: what a person chooses from, and what `aud` is then made of. Held against profiles.md by a test. Those of
// Apple, Maskinporten and Google are not here: what they take is no client assertion.

/** @typedef {{ name: string, label: string, hint: string, audience: 'issuer' | 'endpoint', algorithms?: string[], certificate?: boolean }} Profile */

const ecdsa = ['ES256', 'ES384', 'ES512'];
const rsa = ['RS256', 'RS384', 'RS512'];

/** @type {Profile[]} */
export const profiles = [
  { name: 'signicat', label: 'Signicat', hint: 'RS256, aud is the token endpoint, no typ.', audience: 'endpoint', algorithms: ['RS256'] },
  { name: 'rfc7523bis', label: 'Standard (RFC 7523bis)', hint: 'aud is the issuer, typ is client-authentication+jwt.', audience: 'issuer' },
  { name: 'oidc-core', label: 'OpenID Connect Core', hint: 'aud is the token endpoint, no typ.', audience: 'endpoint' },
  { name: 'fapi2', label: 'FAPI 2.0', hint: 'PS256, ES256 or Ed25519, aud is the issuer, typ is client-authentication+jwt.', audience: 'issuer', algorithms: ['PS256', 'ES256', 'EdDSA', 'Ed25519'] },
  { name: 'keycloak', label: 'Keycloak', hint: 'Lives 60 s at most, aud is the issuer (the realm), no typ.', audience: 'issuer' },
  { name: 'okta', label: 'Okta', hint: 'aud is the token endpoint, iat is a second ago.', audience: 'endpoint', algorithms: [...rsa, ...ecdsa] },
  { name: 'auth0', label: 'Auth0', hint: 'aud is the issuer with the slash at its end, 300 s at most.', audience: 'issuer', algorithms: ['RS256', 'RS384', 'PS256'] },
  { name: 'entra', label: 'Microsoft Entra', hint: 'PS256, aud is the token endpoint, and the key is named by its certificate.', audience: 'endpoint', algorithms: ['PS256'], certificate: true },
  { name: 'singpass', label: 'Singpass', hint: 'ES256 and its kin, aud is the issuer, 120 s at most.', audience: 'issuer', algorithms: ecdsa },
  { name: 'corppass', label: 'Corppass', hint: 'ES256 and its kin, aud is the issuer, 600 s at most.', audience: 'issuer', algorithms: ecdsa },
  { name: 'helseid', label: 'HelseID', hint: 'aud is the issuer, 60 s at most, with nbf.', audience: 'issuer' },
  { name: 'login-gov', label: 'Login.gov', hint: 'RS256, aud is the token endpoint, 300 s at most.', audience: 'endpoint', algorithms: ['RS256'] },
  { name: 'nhs', label: 'NHS England', hint: 'RS512, aud is the token endpoint, 300 s at most.', audience: 'endpoint', algorithms: ['RS512'] },
  { name: 'openiddict', label: 'OpenIddict', hint: 'aud is the issuer, typ is client-authentication+jwt.', audience: 'issuer' },
  { name: 'ibm-verify', label: 'IBM Verify', hint: 'RSA, aud is the issuer.', audience: 'issuer', algorithms: [...rsa, 'PS256', 'PS384', 'PS512'] },
];

/** The one that takes every key. */
export const anyKey = 'rfc7523bis';

/** @param {string} name */
export function profileOf(name) {
  return profiles.find((profile) => profile.name === name);
}
