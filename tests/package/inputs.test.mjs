// What a caller may hand in by mistake: it is refused with the error that says so, before anything is sent.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { importPackage } from './support/fixture.mjs';
import { curveKey } from './support/keys.mjs';

const limit = { timeout: 30_000 };
let library;
let jwk;
let key;
/** Forms that were sent. */
const sent = [];

before(async () => {
  [library, { privateJwk: jwk }] = await Promise.all([importPackage(), curveKey('ES256')]);
  key = library.SigningKey.from(jwk);
}, { timeout: 60_000 });

async function fetch(url, init) {
  sent.push(new URLSearchParams(init.body));
  return url.endsWith('/par') ? Response.json({ request_uri: 'urn:a' }, { status: 201 }) : url.includes('.well-known') ? Response.json(metadata) : Response.json({ access_token: 'a', token_type: 'Bearer' });
}
const issuer = 'https://server.example';
const metadata = { issuer, token_endpoint: `${issuer}/token`, pushed_authorization_request_endpoint: `${issuer}/par`, authorization_endpoint: `${issuer}/authorize` };
const client = (options = {}) => new library.TokenClient({ clientId: 'c', key, issuer, fetch, ...options });

/** Each call is refused so, and nothing is sent. */
async function refuses(expected, ...calls) {
  for (const call of calls) {
    const before = sent.length;
    await assert.rejects(async () => call(), expected, String(call));
    assert.equal(sent.length, before, `${call} sent something`);
  }
}

test('parameters that are no plain object are a TypeError instead of none', limit, async () => {
  const own = client();
  await own.clientCredentials();
  await own.pushAuthorizationRequest({ a: 'b' });
  class Parameters extends Map {}
  for (const parameters of [new URLSearchParams({ a: 'b' }), new Map([['a', 'b']]), new Parameters([['a', 'b']]), new Set(['a']), new Headers({ a: 'b' }), new FormData(), [['a', 'b']], new Date(), 'a=b', null]) {
    await refuses(
      { name: 'TypeError', message: /must be an object of strings or arrays of strings/ },
      () => own.clientCredentials({ parameters }),
      () => own.refreshToken({ refreshToken: 'r', parameters }),
      () => own.pushAuthorizationRequest(parameters),
      () => own.request(parameters),
      () => own.authorizationUrl({ redirectUri: issuer, parameters }),
    );
  }
  for (const grant of [new URLSearchParams('scope=a'), new Map([['scope', 'a']])]) {
    await refuses({ name: 'TypeError' }, () => own.clientCredentials(grant), () => own.deviceAuthorization(grant), () => own.authorizationUrl(grant));
  }
  for (const options of [new Map([['clientId', 'c']]), Object.assign(new Map(), { scope: 'a' }), Object.assign(new Map([['lifetime', 60]]), { alg: 'RS256' }), new Set(), [], ['c'], new String('c'), new Uint8Array(2), new Uint8Array(2e8), 'c', 1, null]) {
    for (const run of [() => key.assertion(options), () => library.SigningKey.from(jwk, options)]) {
      assert.throws(run, { name: 'TypeError', message: /^(AssertionOptions|KeyOptions) must be an object$/ }, inspect(options));
    }
  }
});

test('parameters may be of another realm, or without a prototype', limit, async () => {
  const own = client();
  for (const parameters of [runInNewContext('({ a: "b" })'), Object.assign(Object.create(null), { a: 'b' }), { a: ['b'] }]) {
    await own.clientCredentials({ parameters }, { fresh: true });
    assert.equal(sent.at(-1).get('a'), 'b');
    await own.pushAuthorizationRequest(parameters);
    assert.equal(sent.at(-1).get('a'), 'b');
    assert.equal((await own.authorizationUrl({ redirectUri: issuer, parameters })).url.searchParams.get('a'), 'b');
  }
  class Grant { scope = 'of a class'; }
  await own.clientCredentials(new Grant(), { fresh: true });
  assert.equal(sent.at(-1).get('scope'), 'of a class');
});

test('an input that is too large is refused before it is copied, and takes no key along', limit, async () => {
  const other = library.SigningKey.from(jwk);
  const own = client();
  const long = 'c'.repeat(4e8);
  const tooLong = { name: 'TypeError', message: /more than 1 MiB of text/ };
  assert.throws(() => key.sign(new Uint8Array(1.2e9)), { name: 'TypeError', message: /64 MiB/ });
  assert.throws(() => key.sign(new Uint8Array(64 * 2 ** 20 + 1)), TypeError);
  assert.throws(() => key.assertion({ clientId: long, audience: issuer }), tooLong);
  assert.throws(() => key.assertion({ clientId: 'c', audience: Array(500).fill('a'.repeat(2 ** 20)) }), tooLong);
  assert.throws(() => key.assertion({ clientId: 'c', audience: Array(3e6).fill('') }), tooLong);
  assert.throws(() => key.assertion({ clientId: 'c', audience: issuer, claims: { long } }), tooLong);
  assert.throws(() => key.assertion({ [long]: 'c' }), { name: 'TypeError', message: /unknown option "c{100}"/ });
  assert.throws(() => library.SigningKey.from(jwk, { kid: long }), tooLong);
  assert.throws(() => client({ clientId: long }), tooLong);
  assert.throws(() => client({ tokenEndpoint: new URL(`https://server.example/${'c'.repeat(2 ** 20)}`) }), tooLong);
  await refuses(tooLong, () => own.refreshToken({ refreshToken: long }), () => own.request({ grant_type: 'x', long }), () => own.pushAuthorizationRequest({ a: Array(300).fill('a'.repeat(2 ** 20)) }));
  const tooLongKey = { code: 'ERR_KEY_MALFORMED', message: /longer than 64 KiB/ };
  for (const make of [() => library.SigningKey.from(long), () => library.SigningKey.from(new Uint8Array(1.2e9)), () => library.SigningKey.fromPem(long), () => library.SigningKey.fromJwk(long), () => library.SigningKey.from({ long }), () => library.SigningKey.from({ keys: Array(4e6).fill(jwk.kid) })]) {
    assert.throws(make, tooLongKey, String(make));
  }
  const external = { alg: 'ES256', sign: async () => new Uint8Array(1.2e9) };
  await assert.rejects(library.clientAssertion(external, { clientId: 'c', audience: issuer }), { code: 'ERR_SIGNING_FAILED' });
  for (const alive of [key, other]) assert.equal(alive.sign(new Uint8Array(3)).length, 64);
  await own.clientCredentials({}, { fresh: true });
});

test('as much as is allowed is taken', limit, async () => {
  await client().refreshToken({ refreshToken: 'r'.repeat(2 ** 20) });
  assert.equal(sent.at(-1).get('refresh_token').length, 2 ** 20);
  assert.equal(key.sign(new Uint8Array(64 * 2 ** 20)).length, 64);
});

test('a freed key can be shown', limit, () => {
  const freed = library.SigningKey.from(jwk);
  assert.equal(String(freed), JSON.stringify(freed).replace(/^/, 'SigningKey '));
  freed.free();
  assert.deepEqual([String(freed), JSON.stringify(freed), inspect(freed)], ['SigningKey (freed)', '{}', 'SigningKey (freed)']);
});

test('what the RFCs forbid is not sent', limit, async () => {
  const own = client();
  const invalid = { name: 'PrivateKeyJwtError', code: 'ERR_CLAIM_INVALID' };
  const exchange = { subjectToken: 's', subjectTokenType: 'urn:t' };
  await refuses(
    invalid,
    () => own.pushAuthorizationRequest({ request_uri: 'urn:ietf:params:oauth:request_uri:x' }),
    () => own.tokenExchange({ ...exchange, actorToken: 'a' }),
    () => own.tokenExchange({ ...exchange, actorTokenType: 'urn:t' }),
    () => own.tokenExchange({ ...exchange, parameters: { actor_token: 'a' } }),
  );
  await refuses({ name: 'TypeError', message: /grant_type/ }, () => own.request({ grant_type: ['a', 'b'] }), () => own.pushAuthorizationRequest({ grant_type: ['a', 'b'] }));
  for (const given of [exchange, { ...exchange, actorToken: 'a', actorTokenType: 'urn:t' }, { ...exchange, actorToken: 'a', parameters: { actor_token_type: 'urn:t' } }]) await own.tokenExchange(given);
  await own.request({ grant_type: ['a'] });
});

test('a proof of possession is for a URL and a method that a request can have', limit, async () => {
  const own = client({ dpop: key });
  const claims = async (method, url) => JSON.parse(Buffer.from((await own.dpopProof({ method, url })).split('.')[1], 'base64url'));
  await refuses({ code: 'ERR_ENDPOINT_INVALID' }, ...['foo', '', '/path', 'ftp://api.example/', 'https://', 'https://u:opensesame@api.example/', 'https://u@api.example/'].map((url) => () => own.dpopProof({ method: 'GET', url })));
  await refuses({ code: 'ERR_CLAIM_INVALID' }, ...['', 'G\nET', 'GET ', 'GÉT', 'GET/', '"GET"'].map((method) => () => own.dpopProof({ method, url: 'https://api.example/' })));
  await assert.rejects(own.dpopProof({ method: 'GET', url: 'https://u:opensesame@api.example/' }), (error) => !error.message.includes('opensesame'));
  for (const [url, htu] of [['https://API.example:443/a?b=c@d#e', 'https://api.example/a'], [new URL('http://10.0.0.1/x?y'), 'http://10.0.0.1/x'], ['https://api.example', 'https://api.example/']]) {
    assert.deepEqual([(await claims('GET', url)).htu, (await claims('X-own_method', url)).htm], [htu, 'X-own_method']);
  }
});

test('an interval that no timer has is a TypeError, and the longest one waits', limit, async (context) => {
  const warnings = [];
  const onWarning = (warning) => warnings.push(warning.name);
  process.on('warning', onWarning);
  context.after(() => process.off('warning', onWarning));
  const own = client({ fetch: async (url) => (url.includes('.well-known') ? Response.json(metadata) : Response.json({ error: 'authorization_pending' }, { status: 400 })) });
  await refuses({ name: 'TypeError', message: /interval must be at most 2000000 seconds/ }, () => own.deviceCode({ deviceCode: 'd', interval: 3e6, expiresIn: 4e6 }), () => own.ciba({ authReqId: 'a', interval: 2_000_001 }));
  for (const [interval, expiresIn] of [[2_000_000, 4e6], [1_999_999.5, 2_000_000], [5, 1e12]]) {
    const waiting = own.deviceCode({ deviceCode: 'd', interval, expiresIn }, { signal: AbortSignal.timeout(300) });
    await assert.rejects(waiting, { code: 'ERR_ABORTED' });
  }
  assert.deepEqual(warnings, []);
});

test('claims and header are what JSON can say, and hold no private key', limit, () => {
  const assertion = (more) => key.assertion({ clientId: 'c', audience: issuer, ...more });
  const parts = (more) => assertion(more).split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  for (const name of ['claims', 'header']) {
    for (const value of [NaN, Infinity, -Infinity, new Map([['a', 1]]), new Set([1]), new URLSearchParams('a=b'), new Uint8Array(2), () => 1, Symbol('a'), 1n]) {
      assert.throws(() => assertion({ [name]: { a: value } }), { name: 'TypeError', message: /must be an object of JSON values/ }, inspect(value));
    }
    for (const value of [new Map([['a', 1]]), new Set([1]), [['a', 1]], NaN, 'text', null, () => 1]) assert.throws(() => assertion({ [name]: value }), TypeError, inspect(value));
  }
  const [header, claims] = parts({ header: { x: [1, { y: 2 }] }, claims: { a: undefined, b: null, c: -1.5, d: new Date(0), e: Object.assign(new Map(), { toJSON: () => 'f' }), g: 'g', h: true } });
  assert.deepEqual(header.x, [1, { y: 2 }]);
  assert.deepEqual(['a' in claims, claims.b, claims.c, claims.d, claims.e, claims.g, claims.h], [false, null, -1.5, '1970-01-01T00:00:00.000Z', 'f', 'g', true]);
  assert.throws(() => assertion({ header: { jwk } }), (error) => error.code === 'ERR_CLAIM_INVALID' && !error.message.includes(jwk.d));
  assert.deepEqual(parts({ header: { jwk: key.publicJwk() } })[0].jwk, key.publicJwk());
});
