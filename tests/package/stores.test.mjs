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
