// @ts-check
// A client at a provider, from the options of a command.
import { TokenClient } from 'private-key-jwt';
import { given, required, wholeNumber } from './arguments.js';
import { usage } from './failure.js';
import { clientKey, keySource } from './source.js';

/** @type {import('./arguments.js').Options} */
export const endpointOptions = {
  issuer: { type: 'string', value: '<url>', about: 'the provider\'s issuer, whose metadata name the token endpoint; aud, by most profiles' },
  'token-endpoint': { type: 'string', value: '<url>', about: 'where tokens are had: https, or http on loopback; without it, the issuer\'s metadata say it' },
  timeout: { type: 'string', value: '<seconds>', about: 'how long the whole may take (default: 30)' },
};

/** @param {Record<string, any>} values */
export async function clientOf(values) {
  const { issuer, 'token-endpoint': tokenEndpoint, 'jwks-uri': jwksUri, 'team-id': teamId, audience, profile } = values;
  if ((issuer ?? tokenEndpoint) === undefined) throw usage('--issuer is missing, or else --token-endpoint');
  const clientId = required(values, 'client-id');
  const [lifetime, timeout] = [wholeNumber(values, 'lifetime'), wholeNumber(values, 'timeout', { most: 3_600 })];
  const key = await clientKey(await keySource(values, []), values);
  return new TokenClient(given({ clientId, teamId, key, issuer, tokenEndpoint, jwksUri, audience, profile, lifetime, timeout }));
}
