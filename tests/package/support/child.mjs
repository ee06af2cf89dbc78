// Child processes that always end: each has a time limit and is ended by its own pid.
import { spawn } from 'node:child_process';

const running = new Set();
const endAll = () => { for (const child of running) child.kill('SIGKILL'); };
process.on('exit', endAll);
for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]]) {
  process.on(signal, () => { if (process.listenerCount(signal) === 1) process.exit(128 + number); }); // others, like the demo, end in order
}

/**
 * Starts a program in a process group of its own, so that what it starts ends with it.
 * @returns {import('node:child_process').ChildProcess & { stop(): Promise<void>, output(): string }}
 */
export function start(program, parameters, { stdio = ['pipe', 'pipe', 'pipe'], ...options } = {}) {
  const child = spawn(program, parameters, { stdio, detached: true, ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => { output = (output + text).slice(-200_000); });
  child.stdin?.on('error', () => {});
  const ended = new Promise((resolve) => { child.once('close', resolve); child.once('error', resolve); });
  const handle = { kill: (signal) => signalGroup(child, signal) };
  running.add(handle);
  ended.then(() => running.delete(handle));
  child.output = () => output;
  child.stop = async () => {
    if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 2_000);
    await ended;
    clearTimeout(timer);
    signalGroup(child, 'SIGKILL');
  };
  return child;
}

/** Runs a program to its end and gives what it printed; throws on failure and after `timeout` milliseconds. */
export async function run(program, parameters, { input = '', timeout = 60_000, ...options } = {}) {
  const child = start(program, parameters, options);
  let output = '';
  child.stdout.on('data', (text) => { output += text; });
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), timeout);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(signal ?? status));
    child.stdin.end(input);
  }).finally(() => clearTimeout(timer));
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${code} (time limit ${timeout} ms):\n${child.output().slice(-4_000)}`);
  return output;
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try { process.kill(-child.pid, signal); } catch { /* it has ended */ }
}
