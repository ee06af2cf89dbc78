// The client's own work for a call, without signature and network.
import { join } from 'node:path';
import { calls } from '../package/scenario-overhead.mjs';
import { fixture, importPackage } from '../package/support/fixture.mjs';
import { startWorkerd } from '../package/workerd.mjs';
import { overheadVerdict } from './requirement.mjs';
import { median } from './statistics.mjs';

const count = 500;

/** @param {number} rounds @returns {Promise<string[]>} one line for each runtime */
export async function overhead(rounds) {
  const library = await importPackage();
  const verdicts = [overheadVerdict('this Node', await perCall(rounds, (number) => calls(library, number)))];
  const worker = await startWorkerd({ entry: join(await fixture(), 'consumers', 'workerd-overhead.mjs') });
  try {
    verdicts.push(overheadVerdict('workerd', await perCall(rounds, async (number) => {
      const response = await fetch(worker.url, { method: 'POST', body: String(number) });
      if ((await response.text()) !== 'done') throw new Error(worker.output());
    })));
  } finally {
    await worker.stop();
  }
  return verdicts;
}

/** Milliseconds of a call, the median of some rounds. */
async function perCall(rounds, run) {
  await run(count);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await run(count);
    times.push((performance.now() - started) / count);
  }
  return median(times);
}
