// Many signatures and imports do not grow the wasm memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onNode } from './runtimes/command-line.mjs';
import { rsaKey } from './support/keys.mjs';

test('2,000 signatures and 1,000 imports do not grow the wasm memory', { timeout: 120_000 }, async () => {
  const { privateJwk } = await rsaKey();
  const { instances, before, after } = await onNode(24, ['soak.mjs'], { privateJwk, signatures: 2_000 });
  assert.equal(instances, 1);
  assert.equal(after, before);
  assert.ok(after <= 4 * 2 ** 20, `the wasm memory has ${after} bytes`);
});
