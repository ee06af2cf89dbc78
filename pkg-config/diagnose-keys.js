// @ts-check
// Is the key that signed the one that the client publishes?
import { finding, shown } from './diagnose-finding.js';
import { publicMembers } from './web-crypto.js';

/** @typedef {import('./diagnose-checks.js').Check} Check */

/** @param {any} one @param {any} other */
const isSame = (one, other) => publicMembers.every((name) => one[name] === other?.[name]);

/** @type {Check} */
function unchecked({ header: { kid }, jwks, jwksUri, thumbprint }) {
  if (Array.isArray(jwks?.keys)) return undefined;
  if (jwksUri !== undefined) {
    const wanted = 'a JSON object with keys, for everybody to read';
    return finding('jwks', 1, `${shown(jwksUri)} gave no JWKS`, wanted, 'publish { keys: [key.publicJwk()] } there');
  }
  const change = 'compare it with the provider\'s dashboard (give jwksUri if the client publishes its keys)';
  const names = Object.entries({ kid, thumbprint }).filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${shown(value)}`);
  const seen = names.length > 0 ? `the key with ${names.join(' and ')}` : 'a key without kid';
  return finding('key', 3, seen, 'the key that is registered', change);
}

/** @type {Check} */
function published({ header: { kid, alg }, key, jwks }) {
  if (!Array.isArray(jwks?.keys)) return undefined;
  const keys = jwks.keys.filter((entry) => typeof entry === 'object' && entry !== null);
  const own = keys.find((entry) => key !== undefined && isSame(entry, key));
  if (kid === undefined) {
    if (own && keys.length === 1) return undefined;
    const wanted = own?.kid ? shown(own.kid) : 'the kid of the key that signs';
    return finding('kid', 1, `no kid, and ${keys.length} published keys`, wanted, 'give kid with the key');
  }
  const named = keys.filter((entry) => entry.kid === kid);
  // A key whose public half is not known is taken for the one that is published under its name.
  const match = named.find((entry) => key === undefined || isSame(entry, key));
  if (match) return usable(match, alg);
  const publish = 'publish key.publicJwk() under a kid of its own, or sign with the key that is published';
  if (named.length > 0) {
    const change = own ? `sign with kid ${shown(own.kid)}` : publish;
    return finding('key', 1, `another key is published as ${shown(kid)}`, 'the public half of the key that signs', change);
  }
  const kids = shown(keys.slice(0, 5).map((entry) => entry.kid));
  const change = own ? `sign with kid ${shown(own.kid)}: it is the same key` : publish;
  return finding('kid', 1, `kid ${shown(kid)} is not published`, `one of ${kids}`, change);
}

/** @param {any} entry @param {string} alg */
function usable({ use, alg: registered }, alg) {
  if (use !== undefined && use !== 'sig') {
    return finding('key-use', 1, `the published key has use ${shown(use)}`, 'sig', 'publish key.publicJwk() as it is');
  }
  if (registered === undefined || registered === alg) return undefined;
  const change = 'give the key with that as option alg, or publish key.publicJwk() anew';
  return finding('key-alg', 1, `signed with ${shown(alg)}, published for ${shown(registered)}`, shown(registered), change);
}

export const keyChecks = [unchecked, published];
