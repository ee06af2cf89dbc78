// The client's own work for a call, without signature and network: processor time, since others may use the machine meanwhile.
import process from 'node:process';
import { join } from 'node:path';
import { calls } from '../package/scenario-overhead.mjs';
import { fixture, importPackage } from '../package/support/fixture.mjs';
import { startWorkerd } from '../package/workerd.mjs';
import { overheadVerdict } from './requirement.mjs';
import { median } from './statistics.mjs';
import { processorTime } from './workerd-runtime.mjs';

const count = 500;

/** @param {number} rounds @returns {Promise<string[]>} one line for each runtime */
export async function overhead(rounds) {
  const library = await importPackage();
  const verdicts = [overheadVerdict('this Node', await perCall(rounds, process.pid, (number) => calls(library, number)))];
  const worker = await startWorkerd({ entry: join(await fixture(), 'consumers', 'workerd-overhead.mjs') });
  try {
    verdicts.push(overheadVerdict('workerd', await perCall(rounds, worker.pid, async (number) => {
      const response = await fetch(worker.url, { method: 'POST', body: String(number) });
      if ((await response.text()) !== 'done') throw new Error(worker.output());
    })));
  } finally {
    await worker.stop();
  }
  return verdicts;
}

/** Milliseconds of a call, the median of some rounds: of the processor in all threads of a process, or as time passes where the system does not tell. */
async function perCall(rounds, pid, run) {
  await run(count);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const now = () => processorTime(pid).all ?? performance.now();
    const started = now();
    await run(count);
    times.push((now() - started) / count);
  }
  return median(times);
}
