// A worker whose keys take turns: the verifier knows nothing but the address of its public keys.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { fixture } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';
import { startWorkerd } from './workerd.mjs';

const limit = { timeout: 30_000 };
const day = 86_400;
const [begin, handover, end] = [1_800_000_000, 1_800_000_000 + 30 * day, 1_800_000_000 + 31 * day];
let worker;

before(async () => {
  const [folder, first, second] = await Promise.all([fixture(), rsaKey({ kid: 'first' }), rsaKey({ kid: 'second' })]);
  const bindings = {
    PRIVATE_JWKS: JSON.stringify({ keys: [first.privateJwk, second.privateJwk] }),
    VALIDITY: JSON.stringify({ first: { notBefore: begin, notAfter: end }, second: { notBefore: handover } }),
    CLOCK_FROM_QUERY: 'yes',
  };
  worker = await startWorkerd({ entry: join(folder, 'examples', 'worker-rotation.js'), bindings });
}, { timeout: 90_000 });
after(() => worker?.stop());

async function ask(path, now) {
  const response = await fetch(`${worker.url}${path}?now=${now}`, { signal: AbortSignal.timeout(10_000) });
  return { status: response.status, text: await response.text() };
}

const jwks = async (now) => JSON.parse((await ask('/.well-known/jwks.json', now)).text);
const assertion = async (now) => (await ask('/assertion', now)).text;

/** The kid that signed, by a verifier that fetched the keys at `fetched`. */
async function verified(compact, now, fetched = now) {
  const { protectedHeader } = await jwtVerify(compact, createLocalJWKSet(await jwks(fetched)), { currentDate: new Date(now * 1000), issuer: 'client' });
  return protectedHeader.kid;
}

test('the next key is published before it begins, so that a copy of the JWKS a month old still verifies it', limit, async () => {
  assert.deepEqual((await jwks(begin)).keys.map(({ kid }) => kid), ['first', 'second']);
  assert.equal(await verified(await assertion(begin), begin), 'first');
  assert.equal(await verified(await assertion(handover - 1), handover - 1), 'first');
  assert.equal(await verified(await assertion(handover), handover, begin), 'second');
});

test('what the old key signed last is still verified after the new one took over', limit, async () => {
  const old = await assertion(handover - 1);
  assert.equal(await verified(old, handover + 30), 'first');
  assert.deepEqual((await jwks(end)).keys.map(({ kid }) => kid), ['first', 'second']);
  assert.deepEqual((await jwks(end + 1)).keys.map(({ kid }) => kid), ['second']);
  assert.equal(await verified(await assertion(end + 1), end + 1), 'second');
});

test('the public keys hold nothing private', limit, async () => {
  for (const key of (await jwks(begin)).keys) assert.deepEqual(Object.keys(key).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
});

test('before the first key begins nothing is signed', limit, async () => {
  assert.equal((await ask('/assertion', begin - 1)).status, 500);
});
