// Commands performed and timed in a Node process.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from '../package/support/paths.mjs';
import { nodeBundle } from './libraries.mjs';

const agent = join(dirname(fileURLToPath(import.meta.url)), 'node-agent.mjs');
const limit = 120_000;

/** @returns a starter of fresh Node processes, as runtimes.mjs describes it */
export async function nodeRuntime(program, names) {
  const folder = mkdtempSync(join(scratchFolder, 'bench-node-'));
  const bundles = new Map();
  for (const name of names) bundles.set(name, await nodeBundle(name, folder));
  return { start: (chosen) => start(program, chosen.map((name) => `${name}=${bundles.get(name)}`)), discard: () => rmSync(folder, { recursive: true, force: true }) };
}

async function start(program, parameters) {
  const child = fork(agent, parameters, { execPath: program, execArgv: [], serialization: 'json', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = () => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
    const settle = (action) => (value) => { clearTimeout(timer); child.removeAllListeners('message').removeAllListeners('exit'); action(value); };
    child.once('message', settle((answer) => (answer.error ? reject(new Error(answer.error)) : resolve(answer))));
    child.once('exit', settle((code) => reject(new Error(`the Node process ended with ${code}`))));
  });
  const stop = () => new Promise((resolve) => { child.removeAllListeners('exit'); child.once('exit', resolve); child.kill('SIGKILL'); });
  await next().catch(async (error) => { await stop(); throw error; });
  return { stop, perform: (command) => { const answer = next(); child.send(command); return answer; } };
}
