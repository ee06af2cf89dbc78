// @ts-check
// What a person or a program gets to see. Results go to standard output, everything else to standard error.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { codeOf, described, Failure, messageOf, systemReason, usage } from './failure.js';

/** Colours for a terminal; without one, or with NO_COLOR, plain text. @param {{ isTTY?: boolean }} stream */
export function styleOf(stream) {
  const styled = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const style = (/** @type {number} */ code) => (/** @type {string} */ text) => (styled ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: style(1), dim: style(2), red: style(31), green: style(32), yellow: style(33) };
}

/** @param {string} text */
export function print(text) {
  try {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  } catch (error) {
    // Deno throws what Node tells by an event.
    throw unwritable(error);
  }
}

/** @param {unknown} error of the system */
export const unwritable = (error) => new Failure('ERR_OUTPUT', `standard output cannot be written: ${systemReason(error)}`);

/** @param {unknown} value */
export function printJson(value) {
  print(json(value, 2));
}

/** JSON that a terminal can show too: what JSON does not escape of itself is escaped. @param {unknown} value @param {number} [indent] */
const json = (value, indent) => JSON.stringify(value, null, indent).split('\n').map(visible).join('\n');

/** For a person alone. @param {string} text */
export function note(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {unknown} error @param {boolean} asJson */
export function printError(error, asJson) {
  if (asJson) return note(json(described(error)));
  const { red, dim } = styleOf(process.stderr);
  note(`${red('private-key-jwt:')} ${visible(`${messageOf(error)}${said(error)}`)} ${dim(`(${codeOf(error)})`)}`);
}

/** The server's own words; secrets of the request are not among them. @param {any} error */
const said = (error) => (typeof error?.error_description === 'string' ? `: "${error.error_description}"` : '');

/** Lines of name and value, in two columns. @param {[string, string | number | undefined][]} rows */
export function table(rows) {
  const { dim } = styleOf(process.stdout);
  const shown = rows.filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...shown.map(([name]) => visible(name).length));
  return shown.map(([name, value]) => `${dim(visible(name).padEnd(width))}  ${visible(String(value))}\n`).join('');
}

/** Text of others, such as a claim: what steers a terminal, or turns letters around, becomes an escape. @param {string} text */
export function visible(text) {
  const control = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
  return text.replace(control, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Refuses what elsewhere stands for a stream, as a file it would be named so. @param {string | undefined} file @param {string} instead */
export function refuseDash(file, instead) {
  if (file === '-') throw usage(`--out must be a file: ${instead}`);
}

/** Writes a file that was not there before. @param {string} file @param {string} text @param {number} mode */
export function writeNew(file, text, mode) {
  try {
    writeFileSync(file, text, { flag: 'wx', mode });
  } catch (error) {
    throw new Failure('ERR_OUTPUT', `the file of --out cannot be written: ${systemReason(error)}`);
  }
}
