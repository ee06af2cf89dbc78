// The rules of KeySet: which key signs, which are published, and what is refused.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

let library;
let jwk;

before(async () => {
  const [imported, { privateJwk }] = await Promise.all([importPackage(), rsaKey()]);
  [library, jwk] = [imported, privateJwk];
}, { timeout: 60_000 });

const key = (kid, notBefore, notAfter) => library.SigningKey.from(jwk, { kid, notBefore, notAfter });
const active = (set, now) => set.active(now).kid;
const published = (set, now) => set.jwks(now).keys.map(({ kid }) => kid).join();

test('the key that began last signs, from its first second to its last', () => {
  const set = new library.KeySet([key('a', 100, 199), key('c', 300, 400), key('b', 150, 299)]);
  for (const [now, kid] of [[100, 'a'], [149, 'a'], [150, 'b'], [199, 'b'], [299, 'b'], [300, 'c'], [400, 'c'], [400.9, 'c']]) assert.equal(active(set, now), kid, `${now}`);
});

test('a key without a beginning gives way to one that has begun, and of two alike the first is taken', () => {
  const set = new library.KeySet([key('always'), key('also'), key('later', 500)]);
  assert.equal(active(set, 0), 'always');
  assert.equal(active(set, 499), 'always');
  assert.equal(active(set, 500), 'later');
  assert.equal(active(set), 'later');
});

test('where no key is valid it is ERR_KEY_EXPIRED, and the message says when', () => {
  const set = new library.KeySet([key('a', 100, 199), key('b', 300, 399)]);
  const refusal = (now) => { try { set.active(now); } catch (error) { assert.equal(error.code, 'ERR_KEY_EXPIRED'); assert.ok(error instanceof library.PrivateKeyJwtError); return error.message; } };
  assert.match(refusal(99), /none has begun, the next begins at 1970-01-01T00:01:40Z/);
  assert.match(refusal(250), /expired at 1970-01-01T00:03:19Z, the next begins at 1970-01-01T00:05:00Z/);
  assert.match(refusal(400), /expired at 1970-01-01T00:06:39Z, there is no other/);
});

test('every key is published until it expires, future ones too', () => {
  const set = new library.KeySet([key('a', 100, 199), key('b', 300, 399), key('c', 400)]);
  for (const [now, kids] of [[0, 'a,b,c'], [199, 'a,b,c'], [200, 'b,c'], [399, 'b,c'], [400, 'c'], [undefined, 'c']]) assert.equal(published(set, now), kids, `${now}`);
  assert.deepEqual(Object.keys(set.jwks(0).keys[0]).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
});

test('what a caller changes in an answer does not change the set', () => {
  const set = new library.KeySet([key('a')]);
  set.jwks().keys[0].kid = 'changed';
  assert.equal(published(set), 'a');
});

test('a freed key is still published, and no longer signs', async () => {
  const only = key('a');
  const set = new library.KeySet(new Set([only]));
  only.free();
  assert.equal(published(set), 'a');
  await assert.rejects(library.clientAssertion(set, { clientId: 'client', audience: 'a' }), { code: 'ERR_KEY_DISPOSED' });
});

test('no keys, two of one kid, and what is no key are refused', () => {
  const { KeySet } = library;
  assert.throws(() => new KeySet([]), { code: 'ERR_KEY_UNSUITABLE' });
  assert.throws(() => new KeySet([key('a'), key('a')]), { code: 'ERR_KEY_UNSUITABLE' });
  for (const keys of [undefined, null, 7, {}, [jwk], [undefined], key('a')]) assert.throws(() => new KeySet(keys), TypeError);
  const set = new KeySet([key('a')]);
  for (const now of ['1', Number.NaN, -1, Infinity, 1_700_000_000_000, null]) assert.throws(() => set.active(now), TypeError);
});

test('a client asks its own clock which key signs, and says so when none may', async () => {
  const set = new library.KeySet([key('a', 100, 199)]);
  const client = new library.TokenClient({ clientId: 'client', key: set, tokenEndpoint: 'https://op.example/token', audience: 'a', now: () => 200, fetch: async () => assert.fail('sent') });
  await assert.rejects(client.clientCredentials(), { code: 'ERR_KEY_EXPIRED' });
});
