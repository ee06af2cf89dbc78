// Runtimes that are started by a command and report on standard output.
import { join } from 'node:path';
import process from 'node:process';
import { run } from '../support/child.mjs';
import { fixture } from '../support/fixture.mjs';
import { npmFile, npmProgram } from '../support/paths.mjs';

/** The Node that runs the tests where it is the one asked for, else the one that npm brought (npm package node-<platform>). */
export function nodeProgram(version) {
  if (process.version.startsWith(`v${version}.`)) return process.execPath;
  return npmFile(`node${version}-${process.platform}-${process.arch}`, 'bin/node');
}

/** @param {20 | 22 | 24} version @param {string[]} consumer a file of consumers/ and its arguments @param {object} [options] more for `run` */
export async function onNode(version, consumer, input, options = {}) {
  return report(nodeProgram(version), consumer, input, {}, options);
}

/** Deno with the given permissions only; a question for one would end the run. */
export async function onDeno(permissions, input, consumer = 'import.mjs') {
  const parameters = ['run', '--quiet', '--no-prompt', '--no-lock', '--no-config', '--cached-only', '--node-modules-dir=manual', ...permissions, consumer];
  return report(npmProgram('deno', 'deno'), parameters, input, { DENO_NO_UPDATE_CHECK: '1', DENO_DIR: join(await fixture(), '.deno') });
}

export async function onBun(input, consumer = 'import.mjs') {
  return report(npmProgram('bun', 'bun'), ['run', consumer], input);
}

async function report(program, parameters, input, environment = {}, options = {}) {
  const cwd = join(await fixture(), 'consumers');
  const env = { PATH: process.env.PATH, HOME: cwd, NO_COLOR: '1', ...environment };
  const output = await run(program, parameters, { cwd, env, input: JSON.stringify(input), timeout: 60_000, ...options });
  return JSON.parse(output.trim().split('\n').at(-1));
}
