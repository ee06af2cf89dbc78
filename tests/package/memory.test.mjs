// Many signatures and imports do not grow the wasm memory. tests/bench/memory.mjs makes a million.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onNode } from './runtimes/command-line.mjs';
import { rsaKey } from './support/keys.mjs';

const timeout = 900_000; // it takes 2 minutes where nothing else runs

test('100,000 signatures and 2,000 imports do not grow the wasm memory', { timeout }, async () => {
  const { privateJwk } = await rsaKey();
  const { instances, before, after } = await onNode(24, ['soak.mjs'], { privateJwk, signatures: 100_000 }, { timeout });
  assert.equal(instances, 1);
  assert.equal(after, before);
  assert.ok(after <= 4 * 2 ** 20, `the wasm memory has ${after} bytes`);
});
