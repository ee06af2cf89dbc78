// The first steps of a new process, one process a sample and library. One more goes before each and is not counted: how warm it leaves the
// processor's caches would else depend on the library that comes before in the order, and even what is the same for all, the host's own
// crypto, would take up to half as long again after a library that calculates for seconds.
import { progress } from './progress.mjs';
import { median } from './statistics.mjs';

const clocks = ['wall', 'thread', 'all'];

/** In the order in which they happen; the last is the sum of two. */
export const freshSteps = ['host crypto', 'load', 'instantiate', 'import', '1st', '2nd', '10th', '100th', 'import + 1st'];

/** @returns {Promise<Map<string, number>>} median milliseconds by `${library} ${step} ${clock}` */
export async function fresh(title, runtime, names, key, samples) {
  const seen = new Map();
  for (let sample = 1; sample <= samples; sample += 1) {
    progress(`${title}: fresh processes, ${sample} of ${samples}`);
    for (const contestant of names) {
      await life(runtime, contestant, key, false);
      const times = await life(runtime, contestant, key, true);
      for (const step of freshSteps) {
        for (const clock of clocks) {
          const name = `${contestant} ${step} ${clock}`;
          seen.set(name, [...(seen.get(name) ?? []), times[step][clock]]);
        }
      }
    }
  }
  return new Map([...seen].map(([name, times]) => [name, median(times)]));
}

/** One process from its start to its first signature, or its hundredth. */
async function life(runtime, contestant, key, isCounted) {
  const session = await runtime.start([contestant]);
  const time = async (action, count) => (await session.perform({ contestant, key: key.name, action, count })).time;
  try {
    await session.perform({ action: 'receive', key });
    const times = {
      'host crypto': await time('hostCrypto'), // loaded lazily by the host, whoever needs it first
      'load': await time('load'),
      'instantiate': await time('instantiate'),
      'import': await time('hold'),
      '1st': await time('sign', 1),
    };
    if (!isCounted) return times;
    times['2nd'] = await time('sign', 1);
    await time('sign', 7);
    times['10th'] = await time('sign', 1);
    await time('sign', 89);
    times['100th'] = await time('sign', 1);
    times['import + 1st'] = Object.fromEntries(clocks.map((clock) => [clock, times.import[clock] + times['1st'][clock]]));
    return times;
  } finally {
    await session.stop();
  }
}
