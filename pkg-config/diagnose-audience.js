// @ts-check
// Does `aud` name what the server compares it with?
import { finding, shown } from './diagnose-finding.js';
import { ruleOf } from './diagnose-wordings.js';

/** @typedef {import('./diagnose-checks.js').Check} Check */

/** @type {Check} */
export function audience(facts) {
  const { url, claims, metadata } = facts;
  const { rule, known } = ruleOf(facts);
  const values = claims.aud === undefined ? [] : [claims.aud].flat();
  const seen = `aud ${shown(values.length === 1 ? values[0] : values)}`;
  const endpoint = metadata?.token_endpoint ?? url;
  const wanted = rule.aud === 'issuer' ? metadata?.issuer : rule.aud === 'endpoint' ? endpoint : rule.aud;
  if (typeof wanted !== 'string') {
    return finding('audience', 3, seen, 'the issuer, exactly as it stands in the server\'s metadata', 'compare them (give issuer to have it done)');
  }
  if (values.includes(wanted)) return undefined;
  const bare = (/** @type {string} */ text) => text.replace(/\/$/, '');
  if (values.some((value) => bare(value) === bare(wanted))) {
    return finding('audience', 1, seen, shown(wanted), 'mind the slash at the end: aud is compared octet by octet');
  }
  const isOther = values.includes(endpoint) || values.includes(metadata?.issuer);
  return finding('audience', isOther && !known ? 2 : 1, seen, shown(wanted), `set ${rule.aud === 'issuer' ? 'issuer' : 'audience'} to that`);
}

/** @type {Check} */
export function audiences({ claims: { aud } }) {
  if (!Array.isArray(aud)) return undefined;
  return finding('audience-array', 2, `aud is an array of ${aud.length}`, 'one plain string, at most servers of today', 'give one audience');
}
