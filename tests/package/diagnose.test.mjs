// Why a server refused: one case for each misconfiguration, whose true cause must come first. Needs no package.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Diagnosis, findings } from '../../pkg-config/diagnose.js';
import { described, providerAt, rules } from '../../pkg-config/diagnose-wordings.js';

const now = 1_700_000_000;
const issuer = 'https://op.example';
const url = `${issuer}/token`;
const key = { kty: 'RSA', n: 'modulus', e: 'AQAB', kid: 'first', alg: 'RS256', use: 'sig' };
const other = { ...key, n: 'other', kid: 'second' };

/** A refused request in which nothing is wrong, but for `changes`. */
function facts({ header, claims, metadata, ...changes } = {}) {
  return {
    url, clientId: 'client-1', status: 401, error: 'invalid_client', date: now, key, thumbprint: 'thumb', jwks: { keys: [key] },
    jwksUri: 'https://app.example/jwks',
    header: { alg: 'RS256', kid: 'first', typ: 'client-authentication+jwt', ...header },
    claims: { aud: issuer, iat: now, exp: now + 60, ...claims },
    metadata: { issuer, token_endpoint: url, token_endpoint_auth_methods_supported: ['private_key_jwt'], token_endpoint_auth_signing_alg_values_supported: ['RS256', 'ES256'], ...metadata },
    ...changes,
  };
}

const without = (changes) => ({ ...facts(changes), metadata: undefined });

/** What is wrong, the code that must come first, whether it is certain, and what its words must say. */
const cases = [
  ['aud is neither the issuer nor the token endpoint', facts({ claims: { aud: 'https://elsewhere.example' } }), 'audience', true, /"https:\/\/op\.example"/],
  ['aud lacks the slash of the issuer', facts({ metadata: { issuer: `${issuer}/` } }), 'audience', true, /slash/],
  ['aud is the token endpoint at a server that takes the issuer', facts({ claims: { aud: url } }), 'audience', false, /set issuer/],
  ['aud is the issuer at Okta, which takes the endpoint called', facts({ url: 'https://org.okta.com/oauth2/v1/token', profile: 'okta', header: { typ: undefined }, claims: { aud: 'https://org.okta.com' }, metadata: { issuer: 'https://org.okta.com', token_endpoint: 'https://org.okta.com/oauth2/v1/token' } }), 'audience', true, /set audience/],
  ['aud is an array', facts({ claims: { aud: [issuer, url] } }), 'audience-array', false, /one audience/],
  ['the request went to another endpoint', facts({ url: `${issuer}/authorize`, status: 404, error: undefined }), 'endpoint', true, /op\.example\/token/],
  ['the endpoint is wrong and nothing is known of the server', without({ url: `${issuer}/nowhere`, status: 404, error: undefined }), 'endpoint', true, /documentation/],
  ['the server does not do private_key_jwt', facts({ metadata: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } }), 'method', true, /client_secret_basic/],
  ['the algorithm is not among those of the server', facts({ header: { alg: 'PS256' } }), 'alg', true, /RS256/],
  ['the clock is 600 s slow', facts({ claims: { iat: now - 600, exp: now - 540 } }), 'clock', true, /600 s slow/],
  ['the clock is 90 s fast', facts({ claims: { iat: now + 90, exp: now + 150 } }), 'clock', true, /90 s fast/],
  ['the clock is 8 s fast', facts({ claims: { iat: now + 8, exp: now + 68 } }), 'clock', false, /8 s fast/],
  ['the clock of milliseconds', facts({ claims: { iat: now * 1000, exp: now * 1000 + 60 } }), 'clock', true, /fast/],
  ['kid is not published', facts({ header: { kid: 'third' }, key: { ...key, n: 'new' } }), 'kid', true, /"third" is not published.*publicJwk/],
  ['the key is published under another kid', facts({ header: { kid: 'third' } }), 'kid', true, /sign with kid "first"/],
  ['no kid after a second key was published', facts({ header: { kid: undefined }, jwks: { keys: [other, key] } }), 'kid', true, /"first"/],
  ['another key is published as the kid', facts({ jwks: { keys: [{ ...other, kid: 'first' }] } }), 'key', true, /another key/],
  ['the kid is that of the other key', facts({ header: { kid: 'second' }, jwks: { keys: [key, other] } }), 'key', true, /sign with kid "first"/],
  ['the key is published for another algorithm', facts({ jwks: { keys: [{ ...key, alg: 'PS256' }] } }), 'key-alg', true, /PS256/],
  ['kid is not published, of a key whose public half is not known', facts({ header: { kid: 'third' }, key: undefined }), 'kid', true, /"third"/],
  ['nothing is wrong with a key whose public half is not known', facts({ key: undefined }), 'registration', false, /./],
  ['the key is published for encryption', facts({ jwks: { keys: [{ ...key, use: 'enc' }] } }), 'key-use', true, /"enc"/],
  ['there is no JWKS at its address', facts({ jwks: undefined }), 'jwks', true, /app\.example/],
  ['nobody can say which key is registered', facts({ jwks: undefined, jwksUri: undefined }), 'key', false, /thumb/],
  ['the client is unknown', facts(), 'registration', false, /client-1/],
  ['typ is refused, in the words of the server', facts({ description: 'The explicit typ of the client assertion is not valid.' }), 'typ', true, /typ/],
  ['typ is the new one at Entra', facts({ url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token', header: { 'x5t#S256': 'x' }, claims: { aud: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' }, metadata: { token_endpoint: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' } }), 'typ', true, /'entra'/],
  ['x5t where x5t#S256 is wanted', facts({ url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token', profile: 'entra', header: { typ: 'JWT', x5t: 'x' }, claims: { aud: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' }, metadata: { token_endpoint: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' } }), 'certificate', true, /SHA-1/],
  ['the lifetime is above the limit of Keycloak', facts({ url: `${issuer}/realms/r/protocol/openid-connect/token`, profile: 'keycloak', header: { typ: undefined }, claims: { exp: now + 300 }, metadata: { token_endpoint: `${issuer}/realms/r/protocol/openid-connect/token` } }), 'lifetime', true, /at most 60 s/],
  ['the profile is not that of the provider', facts({ url: `${issuer}/realms/r/protocol/openid-connect/token`, header: { typ: undefined }, metadata: { token_endpoint: `${issuer}/realms/r/protocol/openid-connect/token` } }), 'profile', false, /'keycloak'/],
  ['a fetch that sends a request again, in a client that worked before', facts({ accepted: 3, ownFetch: true }), 'jti-reused', false, /option fetch/],
  ['the grant, not the client', facts({ status: 400, error: 'invalid_grant' }), 'grant', true, /let in/],
  ['the server is down', facts({ status: 503, error: undefined }), 'server', true, /503/],
];

for (const [name, given, code, certain, words] of cases) {
  test(`comes first: ${name}`, () => {
    const [first] = findings(given);
    assert.deepEqual([first.code, first.certain], [code, certain], new Diagnosis(given).toString());
    assert.match(Object.values(first).join(' '), words);
    assert.deepEqual(Object.keys(first).sort(), ['certain', 'change', 'code', 'seen', 'wanted']);
  });
}

/** What servers are known to say. Facts, not quotations of the requests. */
const wordings = {
  audience: ['AADSTS700023: Client assertion audience claim does not match Realm issuer.', "The audience claim for client_assertion must be the endpoint invoked for the request.", 'Invalid token audience', "list of audience must be 'https://op.example' or the token endpoint"],
  lifetime: ['Token expiration is too far in the future and iat claim not present in token', 'The client_assertion token has an expiration too far into the future.'],
  'jti-reused': ['Token reuse detected', 'client assertion tokens must only be used once', 'jti has already been used'],
  typ: ['unexpected "typ" JWT header value', 'The token type is not valid for a client assertion'],
  clock: ['AADSTS700024: Client assertion is not within its valid time range.', 'Token is not active', 'The client_assertion token has expired', 'jwt issued in the future', 'iat must be in the past'],
  certificate: ["AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application."],
  kid: ['Unable to load public key', 'no applicable key found in the JSON Web Key Set', 'The kid is invalid'],
  key: ['The client_assertion signature is invalid.', 'Signature on JWT token failed validation'],
  alg: ['unsupported algorithm'],
  method: ['client authentication method not supported'],
  registration: ["AADSTS700016: Application with identifier 'x' was not found in the directory", 'client not found', 'Unknown client'],
  undefined: ['client authentication failed', 'Invalid client or Invalid client credentials', ''],
};

for (const [code, descriptions] of Object.entries(wordings)) {
  test(`the words of servers that mean ${code}`, () => {
    for (const description of descriptions) {
      assert.equal(String(described(facts({ description }))?.code), code, description);
      if (code !== 'undefined') assert.equal(findings(facts({ description }))[0].code, code);
    }
  });
}

test('what the server says comes first, with what the facts show of it', () => {
  const [first, second] = findings(facts({ description: 'Signature invalid', header: { alg: 'PS256' }, jwks: { keys: [{ ...other, kid: 'first' }] } }));
  assert.deepEqual([first.code, first.certain, second.code], ['key', true, 'alg']);
  assert.match(first.seen, /another key is published/);
});

test('unauthorized_client is of the grant, unless the server speaks of the application', () => {
  const refused = { status: 400, error: 'unauthorized_client' };
  assert.equal(findings(facts(refused))[0].code, 'grant');
  assert.equal(findings(facts({ ...refused, description: 'AADSTS700016: Application was not found' }))[0].code, 'registration');
});

test('a client that worked before is not called unknown', () => {
  assert.ok(findings(facts({ accepted: 1 })).every(({ code }) => code !== 'registration'));
});

test('prints as numbered lines of text without control characters', () => {
  const hostile = 'a\u001b[31m\n2. forged\u2028\u009b';
  const diagnosis = new Diagnosis(facts({ header: { kid: hostile }, claims: { aud: hostile } }));
  assert.ok(diagnosis.findings.length > 2);
  const lines = String(diagnosis).split('\n');
  assert.equal(lines.length, diagnosis.findings.length + 1);
  lines.slice(1).forEach((line, index) => assert.ok(line.startsWith(`${index + 1}. ${diagnosis.findings[index].code}`), line));
  assert.doesNotMatch(String(diagnosis).replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  assert.equal(inspect(diagnosis), String(diagnosis));
  assert.deepEqual(JSON.parse(JSON.stringify(diagnosis)), { findings: diagnosis.findings });
  assert.ok(String(new Diagnosis(facts({ claims: { aud: 'x'.repeat(10_000) } }))).length < 3_000);
});

test('does not repeat what the server said, which may quote the request', () => {
  const description = 'audience of eyJhbGciOiJSUzI1NiJ9.secret.signature is wrong';
  assert.doesNotMatch(String(new Diagnosis(facts({ description, claims: { aud: 'x' } }))), /eyJ|secret/);
});

test('nothing was sent, nothing is found', () => {
  for (const none of [undefined, facts({ status: undefined })]) {
    assert.deepEqual(new Diagnosis(none).findings, []);
    assert.equal(String(new Diagnosis(none)), 'No refused request was seen.');
  }
});

test('survives metadata and a JWKS of any shape', () => {
  for (const odd of [null, 1, 'x', [], {}, { keys: null }, { keys: [null, 1, {}] }]) {
    findings(facts({ jwks: odd }));
    findings({ ...facts(), metadata: odd ?? undefined });
    findings(facts({ metadata: { issuer: odd, token_endpoint: odd, token_endpoint_auth_methods_supported: odd, token_endpoint_auth_signing_alg_values_supported: odd } }));
  }
});

test('the rules are those of profiles.md', () => {
  const text = readFileSync(new URL('../../pkg-config/profiles.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const aud = { issuer: 'issuer', 'token endpoint': 'endpoint', 'endpoint called': 'endpoint' };
  const documented = rows.map(([, name, , audience, lifetime, typ]) => [name, {
    aud: aud[audience.replace(', or several', '')] ?? audience,
    ...(lifetime === '-' ? {} : { lifetime: Number.parseInt(lifetime, 10) }),
    ...(typ === '-' ? {} : { typ }),
  }]);
  assert.deepEqual(rules, Object.fromEntries(documented));
});

test('knows providers by the address of their token endpoint', () => {
  const addresses = {
    'https://sso.example/realms/main/protocol/openid-connect/token': 'keycloak', 'https://a.sandbox.signicat.com/auth/open/connect/token': 'signicat',
    'https://login.microsoftonline.com/tenant/oauth2/v2.0/token': 'entra', 'https://org.oktapreview.com/oauth2/v1/token': 'okta',
    'https://tenant.eu.auth0.com/oauth/token': 'auth0', 'https://test.maskinporten.no/token': 'maskinporten', 'https://appleid.apple.com/auth/token': 'apple',
    'https://helseid-sts.test.nhn.no/connect/token': 'helseid', 'https://idp.int.identitysandbox.gov/api/openid_connect/token': 'login-gov',
    'https://int.api.service.nhs.uk/oauth2/token': 'nhs', 'https://oauth2.googleapis.com/token': 'google',
    'https://op.example/token': undefined, 'https://evil.example/https://x.okta.com/': undefined,
  };
  for (const [address, provider] of Object.entries(addresses)) assert.equal(providerAt(address), provider, address);
});
