// @ts-check
// The texts of --help.
import process from 'node:process';
import { common } from './arguments.js';
import { exitCodeTexts } from './failure.js';
import { styleOf } from './output.js';

/** @typedef {import('./arguments.js').Command} Command */

const width = 100;

/** @param {{ name: string, about: string }[]} commands */
export function overview(commands) {
  const { bold } = styleOf(process.stdout);
  const rows = commands.map(({ name, about }) => /** @type {[string, string]} */ ([name, about]));
  return [
    paragraph('Keys and assertions for private_key_jwt, the client authentication of OAuth 2.0 by a signature (RFC 7523).'),
    `${bold('Usage')}\n  private-key-jwt <command> [options]\n`,
    `${bold('Commands')}\n${columns(rows)}`,
    paragraph('private-key-jwt <command> --help tells more, with examples. --version prints the version.'),
    `${bold('Exit codes')}\n${columns(exitCodeTexts.map(([code, text]) => [String(code), text]))}`,
    paragraph('A failure is one line on standard error, which ends with a code; with --json it is { "error": { "code", "message" } }. The codes are those of the package, and ERR_USAGE, ERR_INPUT, ERR_OUTPUT, ERR_INTERRUPTED and ERR_INTERNAL. Colours are for terminals only, and NO_COLOR switches them off there.'),
  ].join('\n');
}

/** @param {Command} command */
export function helpOf({ name, about, usage, options, remarks = [], examples }) {
  const { bold, dim } = styleOf(process.stdout);
  const rows = Object.entries({ ...options, ...common }).map(([option, { short, value, about }]) => {
    const names = `${short ? `-${short}, ` : ''}--${option}${value ? ` ${value}` : ''}`;
    return /** @type {[string, string]} */ ([names, about]);
  });
  return [
    `${about[0]?.toUpperCase()}${about.slice(1)}.\n`,
    `${bold('Usage')}\n  private-key-jwt ${name} ${usage}\n`,
    `${bold('Options')}\n${columns(rows)}`,
    ...remarks.map(paragraph),
    `${bold('Examples')}\n${examples.map(([what, line]) => `  ${dim(`# ${what}`)}\n  ${continued(line)}\n`).join('\n')}`,
  ].join('\n');
}

/** @param {[string, string][]} rows */
function columns(rows) {
  const first = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.map(([name, text]) => `  ${name.padEnd(first - 2)}${wrapped(text, width - first).join(`\n${' '.repeat(first)}`)}\n`).join('');
}

/** A long command, broken before options as one does in a shell. @param {string} line */
function continued(line) {
  const parts = line.split(/ (?=--|\|)/);
  return joined(parts, width - 6).join(' \\\n    ');
}

/** @param {string} text */
const paragraph = (text) => `${wrapped(text, width).join('\n')}\n`;

/** @param {string} text @param {number} most */
const wrapped = (text, most) => joined(text.split(' '), most);

/** Lines of words, as long as they fit. @param {string[]} words @param {number} most */
function joined(words, most) {
  const lines = [''];
  for (const word of words) {
    const line = /** @type {string} */ (lines.at(-1));
    if (line !== '' && line.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
