// What the parts of an assertion say, and why a server looks at them.
import { duration, instant } from './dates.js';

/** @typedef {{ words: string, why: string }} Explanation */

/** @type {Record<string, (value: any, all: any) => Explanation>} */
const headerParts = {
  alg: (value) => ({ words: signatures[value.slice(0, 2)]?.(value.slice(2)) ?? value, why: 'It takes only the algorithm registered for you, so that nobody chooses a weaker one.' }),
  kid: () => ({ words: 'The id of the key that signed.', why: 'It finds your public key by it, also while two are registered during a change of keys.' }),
  typ: (value) => ({ words: value === 'client-authentication+jwt' ? 'A JWT for client authentication.' : 'The kind of this JWT.', why: 'No token of another kind can pass for an assertion.' }),
  x5t: () => ({ words: 'SHA-1 of your certificate.', why: 'It finds the certificate by it.' }),
  'x5t#S256': () => ({ words: 'SHA-256 of your certificate.', why: 'It finds the certificate by it.' }),
};

const signatures = {
  RS: (bits) => `RSA signature (PKCS#1 v1.5) with SHA-${bits}.`,
  PS: (bits) => `RSA signature with random padding (PSS) and SHA-${bits}.`,
  ES: (bits) => `ECDSA on the curve P-${bits === '512' ? '521' : bits} with SHA-${bits}.`,
  Ed: () => 'EdDSA on the curve Ed25519.',
};

/** @type {Record<string, (value: any, all: any) => Explanation>} */
const claimParts = {
  iss: () => ({ words: 'Who made it: your client.', why: 'It must be a client it knows; the keys come from that registration.' }),
  sub: () => ({ words: 'Whom it authenticates: the same client.', why: 'Issuer and subject are one here. Otherwise it is another kind of assertion.' }),
  aud: (value) => ({ words: `For whom it is: ${Array.isArray(value) ? 'these servers' : 'this server'} and no other.`, why: 'An assertion that leaked from another server is worth nothing here. The most frequent reason for a refusal.' }),
  jti: () => ({ words: 'Its own number, drawn at random.', why: 'It remembers the numbers it has seen, so a copied assertion fails. Never send one twice.' }),
  iat: (value) => ({ words: `Made at ${instant(value, { seconds: true })}.`, why: 'One from the future means that a clock is wrong; one too old is refused.' }),
  exp: (value, { iat }) => ({ words: `Void after ${instant(value, { seconds: true })}, ${duration(value - iat)} after it was made.`, why: 'A stolen one is soon useless, and the memory of seen numbers stays small.' }),
  nbf: (value) => ({ words: `Void before ${instant(value, { seconds: true })}.`, why: 'It is not used before its time.' }),
};

const additional = { words: 'Yours: passed on as it is.', why: 'Only if the server knows this name; most ignore others, a few refuse them.' };

/** Rows for a table: name, value as text, explanation. @param {'header' | 'claims'} kind @param {any} content */
export function explained(kind, content) {
  const parts = kind === 'header' ? headerParts : claimParts;
  return Object.entries(content).map(([name, value]) => ({
    name, value: typeof value === 'string' ? value : JSON.stringify(value), ...(Object.hasOwn(parts, name) ? parts[name](value, content) : additional),
  }));
}
