// Where commands are performed and timed: a Node process, or workerd.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from '../package/support/paths.mjs';
import { startWorkerd } from '../package/workerd.mjs';
import { bundling, contestantFile, nodeBundle } from './libraries.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const limit = 120_000;

/** @returns a starter of fresh Node processes: (names) => { load, perform(command), stop() } */
export async function nodeRuntime(program, names) {
  const folder = mkdtempSync(join(scratchFolder, 'bench-node-'));
  const bundles = new Map();
  for (const name of names) bundles.set(name, await nodeBundle(name, folder));
  return { start: (chosen) => startNode(program, chosen.map((name) => `${name}=${bundles.get(name)}`)), discard: () => rmSync(folder, { recursive: true, force: true }) };
}

async function startNode(program, parameters) {
  const child = fork(join(here, 'node-agent.mjs'), parameters, { execPath: program, execArgv: [], serialization: 'json', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = () => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
    const settle = (action) => (value) => { clearTimeout(timer); child.removeAllListeners('message').removeAllListeners('exit'); action(value); };
    child.once('message', settle((answer) => (answer.error ? reject(new Error(answer.error)) : resolve(answer))));
    child.once('exit', settle((code) => reject(new Error(`the Node process ended with ${code}`))));
  });
  const stop = () => new Promise((resolve) => { child.removeAllListeners('exit'); child.once('exit', resolve); child.kill('SIGKILL'); });
  const { load } = await next().catch(async (error) => { await stop(); throw error; });
  return { load, stop, perform: (command) => { const answer = next(); child.send(command); return answer; } };
}

/**
 * Time stands still inside workerd while a request computes, so its commands are timed from outside, less the time of
 * a command that does nothing.
 */
export async function workerdRuntime() {
  const folder = mkdtempSync(join(scratchFolder, 'bench-workerd-'));
  const options = await bundling(folder);
  return {
    start: async (names) => {
      const entry = join(folder, `${names.join('-')}.mjs`);
      writeFileSync(entry, workerSource(names));
      const worker = await startWorkerd({ entry, bundleOptions: options });
      const ask = (command) => timed(worker.url, command);
      for (let warmUp = 0; warmUp < 30; warmUp += 1) await ask({ action: 'nothing' });
      return { load: undefined, stop: worker.stop, perform: (command) => lessNothing(ask, command) };
    },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function lessNothing(ask, command) {
  const nothing = [];
  for (let sample = 0; sample < 3; sample += 1) nothing.push((await ask({ action: 'nothing', key: command.key })).milliseconds);
  const { milliseconds, result } = await ask(command);
  return { milliseconds: Math.max(0, milliseconds - nothing.sort((a, b) => a - b)[1]), result };
}

async function timed(url, command) {
  const body = JSON.stringify(command);
  const before = performance.now();
  const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(limit) });
  const result = await response.text();
  const milliseconds = performance.now() - before;
  if (response.status !== 200) throw new Error(`workerd answered ${response.status}: ${result}`);
  return { milliseconds, result };
}

function workerSource(names) {
  const path = (file) => JSON.stringify(file);
  return `${names.map((name, index) => `import * as library${index} from ${path(contestantFile(name))};`).join('\n')}
import { operations } from ${path(join(here, 'operations.mjs'))};
const perform = operations({ ${names.map((name, index) => `${path(name)}: library${index}`).join(', ')} });
export default {
  async fetch(request) {
    try { const result = await perform(await request.json()); return new Response(typeof result === 'string' ? result : ''); }
    catch (error) { return new Response(String(error?.stack ?? error), { status: 500 }); }
  },
};
`;
}
