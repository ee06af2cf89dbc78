// Every misconfiguration made for real, at a real provider or one that answers as a known product: diagnose() names the true cause first.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { startProvider } from './provider.mjs';
import { deliberateReplay } from './support/assertions.mjs';
import { keepsSecrets, rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 30_000 };
const redirectUri = 'http://127.0.0.1/callback';
const now = () => Math.floor(Date.now() / 1_000);
let library;
let key;
let second;
let provider;
let published;
/** What the provider on loopback publishes for the client: a JWKS of these keys. */
let keys;
/** How the stand-in for other products answers. */
let answer;

before(async () => {
  [library, key, second] = await Promise.all([importPackage(), rsaKey(), rsaKey({ kid: 'test-key-2' })]);
  provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri], algorithms: ['RS256', 'PS256'] });
  published = createServer((request, response) => {
    const [status, body] = request.url === '/jwks' ? [200, { keys }] : answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise((resolve) => { published.listen(0, '127.0.0.1', resolve); });
}, { timeout: 60_000 });
after(async () => {
  published?.close();
  await provider?.close();
});

const standIn = (path) => `http://127.0.0.1:${published.address().port}${path}`;

/** A client that is as it should be, but for `options`. */
function client({ privateJwk = key.privateJwk, importing = {}, ...options } = {}) {
  const { clientId, tokenEndpoint, issuer } = provider;
  keys = [key.publicJwk];
  const signingKey = library.SigningKey.from(privateJwk, importing);
  return new library.TokenClient({ clientId, key: signingKey, tokenEndpoint, issuer, jwksUri: standIn('/jwks'), timeout: 10, ...options });
}

/** Has the client refused, and its diagnosis begin with `code`. */
async function diagnosed(made, code, { certain = true, error = 'ERR_TOKEN_ENDPOINT', words = /./ } = {}) {
  const secrets = [...key.secrets, ...second.secrets];
  const refused = await rejection(() => made.clientCredentials(), { code: error, library, secrets });
  const diagnosis = await made.diagnose(refused);
  const [first] = diagnosis.findings;
  assert.deepEqual([first?.code, first?.certain], [code, certain], String(diagnosis));
  assert.match(String(diagnosis), words);
  keepsSecrets(diagnosis, secrets);
  const sent = provider.requests.at(-1)?.form.client_assertion;
  if (sent) keepsSecrets(diagnosis, [sent]);
  assert.equal(String(await made.diagnose()), String(diagnosis));
  return diagnosis;
}

test('a client in which nothing is wrong is accepted, and has nothing to explain', limit, async () => {
  const made = client();
  await made.clientCredentials({ scope: 'api:read' });
  assert.deepEqual((await made.diagnose()).findings, []);
});

test('aud is wrong', limit, () => diagnosed(client({ audience: 'https://elsewhere.example' }), 'audience', { words: /elsewhere\.example.*wanted: "http:\/\/127/ }));
test('aud has a slash too much', limit, () => diagnosed(client({ audience: `${provider.issuer}/` }), 'audience', { words: /slash/ }));
test('the clock is slow', limit, () => diagnosed(client({ now: () => now() - 600 }), 'clock', { words: /(599|600|601) s slow/ }));
test('the algorithm is not one of the server', limit, () => diagnosed(client({ privateJwk: { ...key.privateJwk, alg: 'RS512' } }), 'alg', { words: /RS512/ }));
test('the client is unknown', limit, () => diagnosed(client({ clientId: 'nobody' }), 'registration', { certain: false, words: /nobody/ }));

test('kid is unknown after a second key was registered', limit, async () => {
  const made = client({ importing: { kid: 'test-key-3' } });
  keys = [key.publicJwk, second.publicJwk];
  await diagnosed(made, 'kid', { words: /"test-key-3" is not published.*sign with kid "test-key-1"/ });
});

test('the second key signs with the kid of the first', limit, () => diagnosed(client({ privateJwk: second.privateJwk, importing: { kid: 'test-key-1' } }), 'key', { words: /another key is published as "test-key-1"/ }));

test('the key was never published', limit, () => diagnosed(client({ privateJwk: second.privateJwk }), 'kid', { words: /"test-key-2" is not published/ }));

test('the JWKS cannot be had', limit, () => diagnosed(client({ privateJwk: second.privateJwk, jwksUri: `${provider.issuer}/nowhere` }), 'jwks'));

test('the algorithm is not the one that the key was published for', limit, () =>
  diagnosed(client({ privateJwk: { ...key.privateJwk, alg: 'PS256' } }), 'key-alg', { words: /published for "RS256"/ }));

test('the request goes to another endpoint', limit, () =>
  diagnosed(client({ tokenEndpoint: `${provider.issuer}/nowhere` }), 'endpoint', { error: 'ERR_RESPONSE_MALFORMED', words: /connect\/token/ }));

test('a fetch sends a request twice', limit, async () => {
  let twice = false;
  const repeating = async (url, init) => {
    if (!twice || init.method !== 'POST') return fetch(url, init);
    await (await fetch(url, init)).text();
    return fetch(url, { ...init, headers: { ...init.headers, 'x-test': deliberateReplay } });
  };
  const made = client({ fetch: repeating });
  await made.clientCredentials({ scope: 'api:read' });
  twice = true;
  await diagnosed(made, 'jti-reused', { certain: false, words: /let the option fetch send each request once/ });
  assert.match(provider.causes.at(-1), /only be used once/);
});

test('the grant is wrong, not the client', limit, async () => {
  const made = client();
  const refused = await rejection(() => made.authorizationCode({ code: 'a-wrong-code', redirectUri }), { code: 'ERR_TOKEN_ENDPOINT', library, secrets: ['a-wrong-code'] });
  const diagnosis = await made.diagnose(refused);
  assert.deepEqual(diagnosis.findings.map(({ code }) => code), ['grant']);
});

test('exp is too far ahead for Keycloak', limit, async () => {
  answer = [400, { error: 'invalid_client', error_description: 'Token expiration is too far in the future and iat claim not present in token' }];
  await diagnosed(client({ tokenEndpoint: standIn('/realms/main/protocol/openid-connect/token'), lifetime: 300 }), 'lifetime', { words: /lives for 300 s; wanted: at most 60 s/ });
});

test('the clock is fast, at a server that looks at iat', limit, async () => {
  answer = [401, { error: 'invalid_client' }];
  await diagnosed(client({ tokenEndpoint: standIn('/connect/token'), now: () => now() + 300 }), 'clock', { words: /(299|300|301) s fast/ });
});

test('typ is refused, as OpenIddict does', limit, async () => {
  answer = [401, { error: 'invalid_client', error_description: 'The token type is not valid for a client assertion.' }];
  await diagnosed(client({ tokenEndpoint: standIn('/connect/token'), profile: 'oidc-core', audience: provider.issuer }), 'typ');
});

test('each error keeps its own refusal', limit, async () => {
  const made = client({ audience: 'https://elsewhere.example' });
  const refused = await rejection(() => made.clientCredentials(), { code: 'ERR_TOKEN_ENDPOINT', library, secrets: [] });
  assert.deepEqual((await made.diagnose(new Error('of somebody else'))).findings, []);
  assert.deepEqual((await client().diagnose(refused)).findings, [], 'of another client');
  assert.equal((await made.diagnose(refused)).findings[0].code, 'audience');
});

test('jwksUri is a URL', limit, () => {
  client({ jwksUri: new URL('https://app.example/jwks') });
  for (const jwksUri of [1, null, {}]) assert.throws(() => client({ jwksUri }), TypeError);
});
