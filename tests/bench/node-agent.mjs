// A Node process that times commands sent by the bench. Its arguments are name=bundle pairs of the libraries.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { operations } from './operations.mjs';

const contestants = {};
const started = performance.now();
for (const pair of process.argv.slice(2)) {
  const [name, path] = pair.split('=');
  contestants[name] = await import(pathToFileURL(path).href);
}
const load = performance.now() - started;
const perform = operations(contestants);

process.on('message', async (command) => {
  try {
    const before = performance.now();
    const result = await perform(command);
    const milliseconds = performance.now() - before;
    process.send({ milliseconds, result: typeof result === 'string' ? result : undefined });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({ load });
