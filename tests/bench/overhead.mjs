// The client's own work for a call, without signature and network, in Node and workerd: reported, and no test's verdict, since machines are noisy.
// It should be less than 0.2 ms.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { calls } from './scenario-overhead.mjs';
import { fixture, importPackage } from './support/fixture.mjs';
import { startWorkerd } from './workerd.mjs';

const rounds = 9;
const count = 500;

/** Milliseconds of a call, the least of some rounds: whatever else runs on the machine only makes it more. */
async function least(run) {
  await run(count);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await run(count);
    times.push((performance.now() - started) / count);
  }
  return Math.min(...times);
}

test('in Node', { timeout: 60_000 }, async (context) => {
  const library = await importPackage();
  const time = await least((number) => calls(library, number));
  context.diagnostic(`${time.toFixed(3)} ms a call`);
});

test('in workerd', { timeout: 90_000 }, async (context) => {
  const worker = await startWorkerd({ entry: join(await fixture(), 'consumers', 'workerd-overhead.mjs') });
  context.after(() => worker.stop());
  const time = await least(async (number) => {
    const response = await fetch(worker.url, { method: 'POST', body: String(number) });
    assert.equal(await response.text(), 'done', worker.output());
  });
  context.diagnostic(`${time.toFixed(3)} ms a call`);
});
