// A Node process that times commands sent by the bench. Its arguments are name=bundle pairs of the libraries.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { operations } from './operations.mjs';

const modules = process.argv.slice(2).map((pair) => pair.split('=')).map(([name, path]) => [name, () => import(pathToFileURL(path).href)]);
const perform = operations(Object.fromEntries(modules));
const ofThread = process.threadCpuUsage ? () => process.threadCpuUsage() : () => process.cpuUsage(); // Node 20 knows only the whole process

process.on('message', async (command) => {
  try {
    const [thread, all, wall] = [ofThread(), process.cpuUsage(), performance.now()];
    const result = await perform(command);
    const time = { wall: performance.now() - wall, thread: since(thread, ofThread()), all: since(all, process.cpuUsage()) };
    process.send({ time, result: typeof result === 'string' ? result : undefined });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
for (let warmUp = 0; warmUp < 3; warmUp += 1) since(ofThread(), process.cpuUsage()); // the first calls of a clock are slow
process.send({});

/** Milliseconds of CPU between two readings. */
function since(before, after) {
  return (after.user + after.system - before.user - before.system) / 1000;
}
