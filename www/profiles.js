// Whose rules the assertion follows: what a person chooses from, and what `aud` is then made of.

/** @type {{ name: string, label: string, hint: string, audience: 'issuer' | 'endpoint', algorithms?: string[], certificate?: boolean }[]} */
export const profiles = [
  { name: 'signicat', label: 'Signicat', hint: 'RS256, aud is the token endpoint, no typ.', audience: 'endpoint', algorithms: ['RS256'] },
  { name: 'entra', label: 'Microsoft Entra', hint: 'PS256, aud is the token endpoint, and the key is named by its certificate.', audience: 'endpoint', algorithms: ['PS256'], certificate: true },
  { name: 'rfc7523bis', label: 'Standard (RFC 7523bis)', hint: 'aud is the issuer, typ is client-authentication+jwt.', audience: 'issuer' },
];

/** The one that takes every key. */
export const anyKey = 'rfc7523bis';

/** @param {string} name */
export function profileOf(name) {
  return profiles.find((profile) => profile.name === name);
}
