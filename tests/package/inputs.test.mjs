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
