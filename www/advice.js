// Why a server may have refused, in plain words. Servers tell a client that failed to authenticate almost nothing.
import { findings } from './package/diagnose.js';
import { profileOf } from './profiles.js';

/** By OAuth error (RFC 6749 section 5.2). @type {Record<string, string>} */
const meanings = {
  invalid_request: 'A parameter is missing, comes twice or cannot be read. The assertion was probably not even looked at.',
  invalid_client: 'The server does not believe that you are this client. It says so and no more, since the reason would help an attacker. The assertion is the place to look:',
  invalid_grant: 'You are authenticated. What you gave in exchange is not valid: a code works once, within about a minute, and with the same redirect URI; a refresh token may have been replaced.',
  unauthorized_client: 'You are authenticated, but your client is not allowed this grant. Allow it in the client’s settings.',
  unsupported_grant_type: 'The server does not offer this grant type at all. Its metadata lists those it does under grant_types_supported.',
  invalid_scope: 'You are authenticated. The scope is unknown, or not allowed for your client.',
  temporarily_unavailable: 'The server is overloaded or in maintenance. Try again later, with a new assertion.',
};

/** What an error means. @param {number} status @param {string | undefined} error */
export function meaning(status, error) {
  if (error !== undefined && Object.hasOwn(meanings, error)) return meanings[error];
  if (error !== undefined) return 'This error is not one of RFC 6749. The server’s documentation may explain it.';
  if (status >= 300 && status < 400) return 'A redirect. Token endpoints do not redirect: look at the address.';
  if (status === 404 || status === 405) return 'This address is no token endpoint.';
  return 'This is no answer of a token endpoint, which would be JSON. A proxy may stand in between, or the address is another page’s.';
}

/** What each finding is about, by the name that the checklist has for it. @type {Record<string, string>} */
const places = { audience: 'aud', 'audience-array': 'aud', lifetime: 'exp', 'jti-reused': 'jti', registration: 'client_id', 'key-alg': 'alg', certificate: 'x5t#S256' };

/** What to look at after `invalid_client`, first what the facts prove.
 * @param {{ header: any, claims: any, profile: string, clientId: string, url: string, date?: number, status: number, error: string, description?: string }} facts
 * @returns {{ name: string, text: string, suspect: boolean }[]} */
export function suspects(facts) {
  const proved = findings(facts).filter(({ certain }) => certain);
  const found = proved.map(({ code, seen, wanted, change }) => (
    { name: places[code] ?? code, text: `Seen: ${seen}. Wanted: ${wanted}. What to do: ${change}.`, suspect: true }));
  return [...found, ...checklist(facts).filter(({ name }) => found.every((other) => other.name !== name))];
}

/** @param {{ header: any, claims: any, profile: string, clientId: string, url: string, date?: number }} facts */
function checklist({ header, claims, profile, clientId, url, date }) {
  const { audience, label } = /** @type {any} */ (profileOf(profile));
  const wanted = audience === 'endpoint' ? `the token endpoint, ${url}` : 'the issuer, exactly as the metadata says it';
  const entries = {
    aud: `You sent ${[claims.aud].flat().join(', ')}. Profile “${label}” wants ${wanted}. A slash too many is enough.`,
    ...(header.kid === undefined
      ? { 'x5t#S256': 'Is the certificate of step 2 the one that is uploaded?' }
      : { kid: `You sent ${header.kid}. Compare it with the id that the dashboard or its JWKS shows for your key.` }),
    key: 'Is the public key of step 2 the one that is registered, saved, and valid today? Some servers take minutes to see a new one.',
    client_id: `You sent ${clientId}. iss and sub say the same.`,
    clock: date === undefined ? 'iat is now by your clock; is that right?' : 'iat is now by the server’s clock too.',
    exp: `It lives ${claims.exp - claims.iat} s. Keycloak takes 60 at most, many others 300.`,
    jti: 'Used once, by this request. If you also ran it by curl, that was the second time.',
    alg: `You sent ${header.alg}. It must be the one that the client is registered for.`,
    typ: header.typ === undefined ? 'You sent none. A few servers want one: try the standard profile.' : `You sent ${header.typ}. Some servers refuse it: try a profile without.`,
  };
  return Object.entries(entries).map(([name, text]) => ({ name, text, suspect: false }));
}
