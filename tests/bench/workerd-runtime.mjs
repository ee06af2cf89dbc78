// Commands performed in workerd. Time stands still inside it while a request computes, so they are timed from outside,
// less the time of a request that does nothing.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { scratchFolder } from '../package/support/paths.mjs';
import { startWorkerd } from '../package/workerd.mjs';
import { bundling, contestantFile, ready } from './libraries.mjs';
import { median } from './statistics.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const limit = 120_000;
const emptyRequests = 5;

/** @returns a starter of fresh workerd processes, as runtimes.mjs describes it */
export async function workerdRuntime() {
  const folder = mkdtempSync(join(scratchFolder, 'bench-workerd-'));
  const options = await bundling(folder);
  return {
    start: async (names) => {
      const entry = join(folder, `${names.join('-')}.mjs`);
      writeFileSync(entry, workerSource(names));
      const worker = await startWorkerd({ entry, bundleOptions: options });
      for (let warmUp = 0; warmUp < 30; warmUp += 1) await timed(worker, { action: 'nothing' });
      return { stop: worker.stop, perform: (command) => lessNothing(worker, command) };
    },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function lessNothing(worker, command) {
  const nothing = [];
  for (let sample = 0; sample < emptyRequests; sample += 1) nothing.push((await timed(worker, { action: 'nothing' })).time);
  const { time, result } = await timed(worker, command);
  const less = (clock) => Math.max(0, time[clock] - median(nothing.map((empty) => empty[clock])));
  return { time: { wall: less('wall'), thread: less('thread'), all: less('all') }, result };
}

async function timed(worker, command) {
  const body = JSON.stringify(command);
  const used = processorTime(worker.pid);
  const before = performance.now();
  const response = await fetch(worker.url, { method: 'POST', body, signal: AbortSignal.timeout(limit) });
  const result = await response.text();
  const wall = performance.now() - before;
  if (response.status !== 200) throw new Error(`workerd answered ${response.status}: ${result}`);
  if (used.thread !== undefined) await pause(2); // the kernel's account of a thread is exact once it sleeps again
  const now = processorTime(worker.pid);
  return { time: { wall, thread: now.thread - used.thread, all: now.all - used.all }, result };
}

/** Milliseconds of CPU that a process has used: its first thread, where workerd runs the worker, and all; Linux only. */
export function processorTime(pid) {
  if (process.platform !== 'linux') return {};
  const used = (path) => Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => used(`/proc/${pid}/task/${thread}/schedstat`));
  return { thread: used(`/proc/${pid}/task/${pid}/schedstat`), all: threads.reduce((sum, time) => sum + time, 0) };
}

function workerSource(names) {
  const text = (value) => JSON.stringify(value);
  const loader = (name) => (name === ready ? `() => ready` : `() => import(${text(contestantFile(name))})`);
  return `import { operations } from ${text(join(here, 'operations.mjs'))};
${names.includes(ready) ? `import * as ready from ${text(contestantFile(ready))};` : ''}
const perform = operations({ ${names.map((name) => `${text(name)}: ${loader(name)}`).join(', ')} });
export default {
  async fetch(request) {
    try { const result = await perform(await request.json()); return new Response(typeof result === 'string' ? result : ''); }
    catch (error) { return new Response(String(error?.stack ?? error), { status: 500 }); }
  },
};
`;
}
