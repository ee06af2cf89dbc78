// A Node process that times commands sent by the bench. Its arguments are name=bundle pairs of the libraries.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { operations } from './operations.mjs';

const modules = process.argv.slice(2).map((pair) => pair.split('=')).map(([name, path]) => [name, () => import(pathToFileURL(path).href)]);
const perform = operations(Object.fromEntries(modules));

process.on('message', async (command) => {
  try {
    const before = used();
    const result = await perform(command);
    const after = used();
    const time = Object.fromEntries(Object.keys(after).map((clock) => [clock, after[clock] - before[clock]]));
    process.send({ time, result: typeof result === 'string' ? result : undefined });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
for (let warmUp = 0; warmUp < 3; warmUp += 1) used(); // the first calls of a clock are slow
process.send({});

/**
 * Milliseconds so far. Linux brings its account of the running thread up to date when asked for the whole process, and
 * else only at its next tick, which may be 4 ms away: so that comes first.
 */
function used() {
  const all = process.cpuUsage();
  const thread = process.threadCpuUsage?.() ?? all; // Node 20 knows only the whole process
  return { all: (all.user + all.system) / 1000, thread: (thread.user + thread.system) / 1000, wall: performance.now() };
}
