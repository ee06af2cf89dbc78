// Where the libraries are measured.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { nodeProgram } from '../package/runtimes/command-line.mjs';
import { npmFile } from '../package/support/paths.mjs';
import { nodeRuntime } from './node-runtime.mjs';
import { workerdRuntime } from './workerd-runtime.mjs';

/**
 * A runtime opens to { start(names), discard() }; a started process to { perform(command), stop() }; a performed command
 * to { time: { wall, thread, all }, result }: milliseconds on the wall, of CPU in the thread that signs, and of CPU in all
 * threads (NaN where the system does not tell).
 * @param {string[] | undefined} only names of runtimes, or all
 */
export function runtimes(only) {
  const workerd = JSON.parse(readFileSync(npmFile('workerd', 'package.json'), 'utf8')).version;
  const all = {
    node: { title: `Node ${process.versions.node}`, isFresh: false, open: (names) => nodeRuntime(process.execPath, names) },
    node24: { title: 'Node 24', isFresh: true, open: (names) => nodeRuntime(nodeProgram(24), names) },
    workerd: { title: `workerd ${workerd}`, isFresh: true, hasModuleScope: true, open: workerdRuntime },
  };
  const unknown = only?.find((name) => !(name in all));
  if (unknown !== undefined) throw new Error(`--only= takes ${Object.keys(all).join(', ')}, not ${unknown}`);
  if (process.versions.node.startsWith('24.') && only === undefined) delete all.node;
  return Object.entries(all).filter(([name]) => only === undefined || only.includes(name)).map(([, runtime]) => runtime);
}
