// The package's command line: run to its end, or driven in a pseudo-terminal as a person would.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { nodeProgram } from '../runtimes/command-line.mjs';
import { start } from './child.mjs';
import { fixture } from './fixture.mjs';
import { npmProgram, scratchFolder } from './paths.mjs';

const entry = join('node_modules', 'private-key-jwt', 'bin', 'private-key-jwt.js');
const denoPermissions = ['--allow-read', '--allow-write', '--allow-env', '--allow-net'];

/** What starts a JavaScript file in each runtime that has a command line. */
const runtimes = {
  node20: () => [nodeProgram(20)],
  node24: () => [nodeProgram(24)],
  deno: () => [npmProgram('deno', 'deno'), 'run', '--quiet', '--no-prompt', '--no-lock', '--no-config', '--cached-only', '--node-modules-dir=manual', ...denoPermissions],
  bun: () => [npmProgram('bun', 'bun'), 'run'],
};

/** A new folder of an application that has the package installed; the caller removes it. */
export async function workFolder() {
  const installed = await fixture();
  mkdirSync(scratchFolder, { recursive: true });
  const folder = mkdtempSync(join(scratchFolder, 'command-line-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  symlinkSync(join(installed, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Program and parameters. @param {keyof typeof runtimes} runtime */
export const commandOf = (runtime, parameters) => [...runtimes[runtime](), entry, ...parameters];

/** Runs the command line. @returns {Promise<{ code: number, stdout: string, stderr: string }>} */
export function commandLine(folder, parameters, { runtime = 'node20', ...options } = {}) {
  return outcome(commandOf(runtime, parameters), { cwd: folder, ...options });
}

/** The words of the command line as text for a shell. */
export const shellCommand = (parameters, runtime = 'node20') => commandOf(runtime, parameters).map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** Runs any program to its end, whatever its exit code. */
export async function outcome([program, ...parameters], { input = '', env = {}, timeout = 60_000, ...options } = {}) {
  const child = start(program, parameters, { env: environment(env), ...options });
  const seen = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].on('data', (text) => { seen[name] += text; });
  const timer = setTimeout(() => child.stop(), timeout);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(signal ?? status));
    child.stdin.end(input);
  }).finally(() => clearTimeout(timer));
  return { code, ...seen };
}

/**
 * Runs a shell command in a terminal of its own, which echoes what is typed, as terminals do.
 * @param {[RegExp, string][]} dialogue what is waited for, and what is typed then
 * @returns {Promise<{ code: number, screen: string }>}
 */
export async function inTerminal(command, dialogue = [], { env = {}, timeout = 30_000, ...options } = {}) {
  const parameters = ['--quiet', '--flush', '--return', '--echo', 'always', '--command', command, '/dev/null'];
  const child = start('script', parameters, { env: environment({ TERM: 'xterm-256color', ...env }), ...options });
  const steps = [...dialogue];
  let screen = '';
  let unanswered = '';
  child.stdout.on('data', (text) => {
    screen += text;
    unanswered += text;
    while (steps.length > 0 && steps[0][0].test(unanswered)) {
      unanswered = '';
      child.stdin.write(steps.shift()[1]);
    }
  });
  const timer = setTimeout(() => child.stop(), timeout);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(signal ?? status));
  }).finally(() => clearTimeout(timer));
  return { code, screen };
}

/** Nothing of the machine's but its programs; a variable that is `undefined` is not set. */
function environment(more) {
  return Object.fromEntries(Object.entries({ PATH: process.env.PATH, HOME: scratchFolder, ...more }).filter(([, value]) => value !== undefined));
}
