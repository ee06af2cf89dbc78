// The stores by themselves: what they keep, for how long, and what they make of what is not theirs.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fixture } from './support/fixture.mjs';

const limit = { timeout: 15_000 };
let stores;

before(async () => {
  stores = await import(pathToFileURL(join(await fixture(), 'consumers', 'stores.mjs')).href);
}, { timeout: 60_000 });

test('a TokenCoordinator does what it is asked, and deletes nothing for a question that it does not know', limit, async () => {
  const kept = new Map();
  const storage = { get: async (name) => kept.get(name), put: async (name, value) => void kept.set(name, value), setAlarm: async () => {}, deleteAll: async () => kept.clear() };
  const coordinator = new stores.TokenCoordinator({ storage });
  const ask = (body) => coordinator.fetch(new Request('https://token.invalid/', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }));
  const value = async (question) => (await (await ask(question)).json()).value;
  await value({ action: 'set', value: 'token', expiresAt: Date.now() / 1000 + 60 });
  for (const question of [{ action: 'Delete' }, { action: 'list' }, {}, 'null', '7', 'not json', '']) assert.equal((await ask(question)).status, 400, JSON.stringify(question));
  assert.equal(await value({ action: 'get' }), 'token');
  assert.equal(await value({ action: 'delete' }), undefined);
  assert.equal(await value({ action: 'get' }), undefined);
  assert.equal(kept.size, 0);
});

test('an encrypted store keeps an answer of a mebibyte, and takes what is no base64 for absent', limit, async () => {
  const kept = new Map();
  const plain = { get: async (name) => kept.get(name), set: async (name, value) => void kept.set(name, value), delete: async (name) => void kept.delete(name) };
  const store = new stores.EncryptedStore(plain, crypto.getRandomValues(new Uint8Array(32)));
  for (const length of [0, 1, 2, 6_127, 6_128, 6_129, 6_144, 300_000, 1_048_576]) {
    const value = 'x'.repeat(length);
    await store.set('name', value, { expiresAt: 0 });
    assert.equal(Buffer.from(kept.get('name'), 'base64').toString('base64'), kept.get('name'));
    assert.equal(await store.get('name'), value, `${length} characters`);
  }
  const whole = kept.get('name');
  for (const value of ['{"token":{}}', 'not base64!', '\u{1f600}', '', 'AAAA', whole.slice(0, -5), whole.slice(4), 7, {}]) {
    kept.set('name', value);
    assert.equal(await store.get('name'), undefined, String(value).slice(0, 20));
  }
  // A key that cannot be used is a fault of the program, not a token that is absent.
  await assert.rejects(new stores.EncryptedStore(plain, new Uint8Array(5)).get('name'));
});

test('a MemoryStore forgets what has expired, and locks that nobody holds', limit, async (context) => {
  const sets = context.mock.method(Map.prototype, 'set');
  const store = new stores.MemoryStore();
  const options = { lease: 60, wait: false };
  const expiresAt = Date.now() / 1000 + 0.2;
  for (let number = 0; number < 100; number += 1) {
    const lock = await store.lock(`token-${number}`, options);
    await store.set(`token-${number}`, 'value', { expiresAt });
    await store.unlock(`token-${number}`, lock);
    assert.equal(await store.lock(`token-${number}`, { ...options, lease: 0.1 }).then((other) => typeof other), 'string');
  }
  assert.equal(await store.get('token-0'), 'value');
  const held = await store.lock('held', options);
  await new Promise((resolve) => setTimeout(resolve, 250));
  await store.set('last', 'value', { expiresAt: Date.now() / 1000 + 60 });
  const maps = [...new Set(sets.mock.calls.map((call) => call.this))].filter((map) => map.has('last') || map.has('held'));
  assert.deepEqual(maps.map((map) => [...map.keys()]).sort(), [['held'], ['last']]);
  assert.equal(await store.lock('held', options), undefined);
  await store.unlock('held', held);
  assert.deepEqual(maps.map((map) => map.size).sort(), [0, 1]);
});

test('of those who wait for the lock of a MemoryStore, one has it at a time', limit, async () => {
  const store = new stores.MemoryStore();
  let holders = 0;
  let most = 0;
  const work = async () => {
    for (;;) {
      const lock = await store.lock('name', { lease: 60, wait: true });
      await store.set('other', 'value', { expiresAt: 0 });
      if (lock === undefined) continue;
      most = Math.max(most, (holders += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      holders -= 1;
      return store.unlock('name', lock);
    }
  };
  const crashed = await store.lock('name', { lease: 0.05, wait: true });
  await Promise.all(Array.from({ length: 30 }, work));
  assert.equal(most, 1);
  await store.unlock('name', crashed);
});
