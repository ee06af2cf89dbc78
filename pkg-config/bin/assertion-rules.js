// @ts-check
// What servers refuse in a client assertion, of which they tell a client only `invalid_client`.
import { duration, relative } from './instants.js';

/** @typedef {import('./commands/inspect.js').Finding} Finding @typedef {Record<string, unknown>} Json */

/** Above it, a number of seconds is one of milliseconds: the year 5138. */
const milliseconds = 100_000_000_000;
/** Seconds by which clocks may differ (FAPI 2.0 section 5.3.2.1). */
const skew = 10;
/** Half a year: the longest lifetime that a provider is known to accept (Apple). */
const longest = 15_777_000;
const authenticationType = 'client-authentication+jwt';

/** @param {Json} header @param {Json} claims @param {number} now @returns {Finding[]} */
export function assertionFindings(header, claims, now) {
  return [...ofHeader(header), ...ofParties(claims), ...ofTimes(claims, now)];
}

/** @param {string} message @returns {Finding} */
const problem = (message) => ({ level: 'problem', message });
/** @param {string} message @returns {Finding} */
const note = (message) => ({ level: 'note', message });

/** @param {Json} header */
function* ofHeader({ alg, kid, typ }) {
  if (alg === 'none') yield problem('alg is none: it is not signed');
  else if (/^HS/.test(String(alg))) yield problem(`alg is ${alg}: that is client_secret_jwt, not private_key_jwt`);
  else if (!/^([RPE]S(256|384|512)|EdDSA|Ed25519)$/.test(String(alg))) yield problem('alg is none that is known');
  if (kid === undefined) yield note('it has no kid: servers refuse it where more than one key is registered, some always');
  if (typ === undefined) yield note(`it has no typ: servers of the newer rules (RFC 7523bis) want ${authenticationType}`);
  else if (typ === authenticationType) return;
  else if (String(typ).toUpperCase() === 'JWT') yield note(`typ is JWT, which some servers want (Entra ID, Singpass) and others refuse for ${authenticationType} (OpenIddict)`);
  else yield problem(`typ is neither ${authenticationType} nor JWT`);
}

/** @param {Json} claims */
function* ofParties({ iss, sub, aud, jti }) {
  if (!isText(iss)) yield problem(iss === undefined ? 'it has no iss' : 'iss is no text');
  else if (sub === undefined) yield note('it has no sub: right for grants such as Google\'s or Maskinporten\'s; wrong for client authentication, where sub is the client_id, as iss is');
  else if (!isText(sub)) yield problem('sub is no text');
  else if (iss !== sub) yield note('iss and sub differ: right for Apple, whose iss is the team, and for grants such as Google\'s, whose sub is a person; wrong for client authentication, where both are the client_id');
  yield* ofAudience(aud);
  if (!isText(jti)) yield problem('it has no jti: OpenID Connect requires one, for a single use');
}

/** @param {unknown} aud */
function* ofAudience(aud) {
  const servers = Array.isArray(aud) ? aud : [aud];
  if (aud === undefined) yield problem('it has no aud');
  else if (servers.length === 0 || !servers.every(isText)) yield problem('aud is no text');
  else if (servers.length > 1) yield note(`aud is an array of ${servers.length}: right where a provider wants several (OpenID Connect Core and Signicat allow it); wrong for others, who want the one server, since each server it names could use it at the others`);
  else if (Array.isArray(aud)) yield note('aud is an array: right for OpenID Connect Core; servers of FAPI 2.0 and of the newer rules (RFC 7523bis) want a plain string');
  else if (/\/token\/?$/.test(servers[0])) yield note('aud looks like a token endpoint: some providers want that (Okta, Signicat), the newer rules (RFC 7523bis) the issuer');
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value !== '';

/** @param {Json} claims @param {number} now */
function* ofTimes({ iat, nbf, exp }, now) {
  for (const [name, value] of Object.entries({ iat, nbf, exp })) {
    if (value !== undefined && typeof value !== 'number') yield problem(`${name} is no number`);
    else if (value !== undefined && value > milliseconds) yield problem(`${name} is in milliseconds: it must be seconds`);
    else if (value !== undefined && name !== 'exp' && value > now + skew) yield problem(`${name} is in the future, ${relative(value, now)}: the clock is wrong`);
  }
  if (iat === undefined) yield note('it has no iat: some servers want one (Keycloak)');
  if (exp === undefined) yield problem('it has no exp');
  if (typeof exp !== 'number' || exp > milliseconds) return;
  if (exp < now) yield problem(`it has expired ${relative(exp, now)}`);
  const lifetime = exp - (typeof iat === 'number' && iat < milliseconds ? iat : now);
  if (lifetime > longest) yield problem(`exp is too far ahead: it lives for ${duration(lifetime)}, and no provider is known to accept more than half a year`);
  else if (lifetime > 3_600) yield note(`it lives for ${duration(lifetime)}: right for IBM Verify (a day) and Apple (half a year); wrong for others, who accept a minute to an hour`);
  else if (lifetime > 60) yield note(`it lives for ${duration(lifetime)}: some servers accept a minute only (Keycloak), others 5 minutes (Auth0)`);
}
