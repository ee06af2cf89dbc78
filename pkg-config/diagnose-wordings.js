// @ts-check
// What servers are known to say and to want. Held against profiles.md by a test.

import { finding } from './diagnose-finding.js';

/** @typedef {import('./diagnose.js').Facts} Facts @typedef {import('./diagnose-finding.js').Ranked} Ranked */

/**
 * `aud`: the issuer, the endpoint called, or this URL; `lifetime`: the longest, in seconds; `typ`: where a server is known to insist.
 * @typedef {{ aud: string, lifetime?: number, typ?: string }} Rule
 * @type {Record<string, Rule>}
 */
export const rules = {
  rfc7523bis: { aud: 'issuer', typ: 'client-authentication+jwt' },
  'oidc-core': { aud: 'endpoint' },
  fapi2: { aud: 'issuer', typ: 'client-authentication+jwt' },
  signicat: { aud: 'endpoint' },
  keycloak: { aud: 'issuer', lifetime: 60 },
  okta: { aud: 'endpoint', lifetime: 3600 },
  auth0: { aud: 'issuer', lifetime: 300 },
  entra: { aud: 'endpoint', typ: 'JWT' },
  maskinporten: { aud: 'issuer', lifetime: 120 },
  singpass: { aud: 'issuer', lifetime: 120, typ: 'JWT' },
  corppass: { aud: 'issuer', lifetime: 600, typ: 'JWT' },
  helseid: { aud: 'issuer', lifetime: 60, typ: 'client-authentication+jwt' },
  'login-gov': { aud: 'endpoint', lifetime: 300 },
  nhs: { aud: 'endpoint', lifetime: 300, typ: 'JWT' },
  openiddict: { aud: 'issuer', typ: 'client-authentication+jwt' },
  'ibm-verify': { aud: 'issuer', lifetime: 86_400 },
  apple: { aud: 'https://appleid.apple.com', lifetime: 15_777_000 },
  google: { aud: 'endpoint', lifetime: 3600, typ: 'JWT' },
};

/** Providers by the URL of their token endpoint. @type {[RegExp, string][]} */
const urls = [
  [/\/realms\/[^/]+\/protocol\/openid-connect\//, 'keycloak'],
  [/^https:\/\/[^/]+\/auth\/open\/connect\/token$/, 'signicat'],
  [/^https:\/\/login\.microsoftonline\.(com|us)\//, 'entra'],
  [/^https:\/\/[^/]+\.okta(preview|-emea)?\.com\//, 'okta'],
  [/^https:\/\/[^/]+\.auth0\.com\//, 'auth0'],
  [/^https:\/\/([^/]+\.)?maskinporten\.no\//, 'maskinporten'],
  [/^https:\/\/[^/]+\.singpass\.gov\.sg\//, 'singpass'],
  [/^https:\/\/[^/]+\.corppass\.gov\.sg\//, 'corppass'],
  [/^https:\/\/helseid[^/]*\.nhn\.no\//, 'helseid'],
  [/^https:\/\/[^/]+\.(login|identitysandbox)\.gov\//, 'login-gov'],
  [/^https:\/\/[^/]*api\.service\.nhs\.uk\//, 'nhs'],
  [/^https:\/\/[^/]+\.verify\.ibm\.com\//, 'ibm-verify'],
  [/^https:\/\/appleid\.apple\.com\//, 'apple'],
  [/^https:\/\/oauth2\.googleapis\.com\//, 'google'],
];

/** The profile of the provider that has this token endpoint, if it is known. @param {string} url */
export function providerAt(url) {
  return urls.find(([pattern]) => pattern.test(url))?.[1];
}

/** The rule of the provider that is called, or else of the profile in use. @param {Facts} facts */
export function ruleOf({ url, profile = 'rfc7523bis' }) {
  const provider = providerAt(url);
  const name = provider ?? profile;
  /** @type {Rule} */
  const rule = rules[name] ?? { aud: 'issuer' };
  return { name, rule, known: provider !== undefined };
}

/**
 * Words of an `error_description`, with the code of what they are about; the first that fits counts. From Keycloak, Okta, Entra
 * (AADSTS numbers), Auth0, OpenIddict, Spring, oidc-provider.
 * @type {[RegExp, string][]}
 */
const needles = [
  [/AADSTS700016\b|(client|application).{0,60}(not found|unknown|does not exist|not exist|could not be found)|unknown client/i, 'registration'],
  [/AADSTS700023\b|audience|\baud\b/i, 'audience'],
  [/too far|lifetime|exp(iration|iry)?\b.{0,40}(exceed|too long|maximum|at most)|maximum.{0,40}\bexp/i, 'lifetime'],
  [/reus|replay|already (been )?(used|seen|consumed)|only be used once|\bjti\b/i, 'jti-reused'],
  [/\btyp\b|token type (is|of)|type of the .{0,20}token|explicit typ/i, 'typ'],
  [/AADSTS700024\b|expired|not (yet )?(active|valid)\b|in the future|time range|\b(iat|nbf|exp)\b/i, 'clock'],
  [/AADSTS700027\b|x5t|certificate|thumbprint/i, 'certificate'],
  [/\bkid\b|key id\b|(no|unable to|not).{0,40}(matching|applicable|suitable|load|find|resolve).{0,20}key|public key|jwks/i, 'kid'],
  [/AADSTS50013\b|signature/i, 'key'],
  [/\balg(orithm)?\b/i, 'alg'],
  [/auth(entication)?[ _]method/i, 'method'],
];

/** What to do where only the server's words speak of it. @type {Record<string, [wanted: string, change: string]>} */
const advice = {
  registration: ['a client that it knows', 'compare clientId with the provider\'s dashboard, tenant and environment too'],
  audience: ['its issuer or token endpoint, as its documentation says', 'set issuer, audience or the provider\'s profile'],
  lifetime: ['an assertion that ends sooner', 'leave lifetime out (60 s), and check the clock'],
  'jti-reused': ['a jti that it has not seen', 'send each assertion once: a fetch or proxy that repeats requests must call the client again'],
  typ: ['another typ in the header', 'take the provider\'s profile'],
  clock: ['iat that is past and exp that is to come', 'set the clock of this host, or give the option now'],
  certificate: ['a certificate that is registered for the client, named by x5t#S256', 'register the certificate of this key'],
  kid: ['a kid that it can find', 'register or publish the public key with the kid that is sent'],
  key: ['the key that is registered', 'register the public half of the key that signs'],
  alg: ['the algorithm that is registered for the client', 'set alg with the key, or change the registration'],
  method: ['the method that is registered for the client', 'register the client with private_key_jwt'],
};

/** What the server's own words say. The words are not repeated: they may quote the request. @param {Facts} facts @returns {Ranked | undefined} */
export function described({ description }) {
  const code = description && needles.find(([pattern]) => pattern.test(description))?.[1];
  if (!code) return undefined;
  const [wanted, change] = /** @type {[string, string]} */ (advice[code]);
  return finding(code, 0, 'the error_description speaks of it', wanted, change);
}
