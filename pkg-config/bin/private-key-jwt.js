#!/usr/bin/env node
// @ts-check
// The command line: finds the command, runs it, and gives its exit code.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parse } from './arguments.js';
import { commands } from './commands.js';
import { exitCodeOf, exitCodes, usage } from './failure.js';
import { helpOf, overview } from './help.js';
import { print, printError, unwritable } from './output.js';

/** @param {string[]} words */
async function main(words) {
  const [first = '--help'] = words;
  if (first === '--help' || first === '-h' || first === 'help') return print(overview(commands));
  if (first === '--version') return print(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
  const [command, rest] = commandOf(words);
  if (words.some(asksForHelp)) return print(helpOf(command));
  return command.run(parse(command, rest));
}

const asksForHelp = (/** @type {string | undefined} */ word) => word === '--help' || word === '-h';

/** The command, whose name may have two words, and what follows it. @param {string[]} words @returns {[import('./arguments.js').Command, string[]]} */
function commandOf(words) {
  for (const command of commands) {
    const name = command.name.split(' ');
    // Of two words, the first and --help are enough to be told of the second.
    if (name.every((word, index) => words[index] === word || (index > 0 && asksForHelp(words[index])))) return [command, words.slice(name.length)];
  }
  throw usage(`there is no such command; there are: ${commands.map(({ name }) => name).join(', ')}`);
}

const words = process.argv.slice(2);
const fails = (/** @type {unknown} */ error) => printError(error, words.includes('--json'));

process.stdout.on('error', (/** @type {any} */ error) => {
  // Who reads the output may have seen enough, as `head` does.
  if (error?.code === 'EPIPE') process.exit(exitCodes.done);
  fails(unwritable(error));
  process.exit(exitCodes.input);
});
// What cannot be said there can be said nowhere; the exit code remains.
process.stderr.on('error', () => {});

try {
  process.exitCode = (await main(words)) ?? exitCodes.done;
} catch (error) {
  fails(error);
  process.exitCode = exitCodeOf(error);
}
