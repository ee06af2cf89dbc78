// The wasm memory: what makes it grow, and what does not. tests/bench/memory.mjs makes a million signatures.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
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

test('nothing of 64 KiB takes more than 8 MiB of wasm memory', { timeout: 120_000 }, async () => {
  const { privateJwk } = await rsaKey();
  const pem = createPrivateKey({ key: privateJwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
  const { grown, longest } = await onNode(20, ['large-inputs.mjs'], { privateJwk, pem });
  assert.equal(longest, 65_536);
  assert.deepEqual(Object.entries(grown).filter(([, bytes]) => bytes > 8 * 2 ** 20), []);
});
