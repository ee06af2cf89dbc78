// Why a server may have refused, in plain words. Servers tell a client that failed to authenticate almost nothing.
import { now } from './dates.js';
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

/** What to look at after `invalid_client`, most frequent reason first.
 * @param {{ header: any, claims: any, profile: string, clientId: string, endpoint: string, serverDate?: number }} sent
 * @returns {{ name: string, text: string, suspect: boolean }[]} */
export function suspects({ header, claims, profile, clientId, serverDate, endpoint }) {
  const rules = /** @type {any} */ (profileOf(profile));
  const wanted = rules.audience === 'endpoint' ? `the token endpoint, ${endpoint}` : 'the issuer, exactly as the metadata says it';
  const clock = serverDate ?? now();
  const offset = claims.iat - clock;
  const lifetime = claims.exp - claims.iat;
  return [
    { name: 'aud', text: `You sent ${[claims.aud].flat().join(', ')}. Profile “${rules.label}” wants ${wanted}. A slash too many is enough.`, suspect: rules.audience === 'endpoint' && claims.aud !== endpoint },
    header.kid === undefined ? { name: 'x5t#S256', text: 'Is the certificate of step 2 the one that is uploaded?', suspect: false } : { name: 'kid', text: `You sent ${header.kid}. Compare it with the id that the dashboard or its JWKS shows for your key.`, suspect: false },
    { name: 'key', text: 'Is the public key of step 2 the one that is registered, saved, and valid today? Some servers take minutes to see a new one.', suspect: false },
    { name: 'client_id', text: `You sent ${clientId}. iss and sub say the same.`, suspect: clientId !== claims.iss },
    { name: 'clock', text: Math.abs(offset) > 5 ? `Yours is ${Math.abs(offset)} s ${offset > 0 ? 'ahead of' : 'behind'} the server’s. Set it right.` : `iat is ${serverDate === undefined ? 'now by your clock; is that right' : 'now by the server’s clock too'}${serverDate === undefined ? '?' : '.'}`, suspect: Math.abs(offset) > 5 },
    { name: 'exp', text: `It lives ${lifetime} s. Keycloak takes 60 at most, many others 300.`, suspect: lifetime > 300 },
    { name: 'jti', text: 'Used once, by this request. If you also ran it by curl, that was the second time.', suspect: false },
    { name: 'alg', text: `You sent ${header.alg}. It must be the one that the client is registered for.`, suspect: false },
    { name: 'typ', text: header.typ === undefined ? 'You sent none. A few servers want one: try the standard profile.' : `You sent ${header.typ}. Some servers refuse it: try a profile without.`, suspect: false },
  ];
}
