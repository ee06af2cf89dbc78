// @ts-check
// From the words of a command line to values, by the options that a command declares.
import { parseArgs } from 'node:util';
import { usage } from './failure.js';

/**
 * @typedef {{ type: 'string' | 'boolean', multiple?: boolean, short?: string, value?: string, about: string }} Option `value`: how help calls it
 * @typedef {Record<string, Option>} Options
 * @typedef {{ values: Record<string, any>, positionals: string[] }} Given
 * @typedef {object} Command
 * @property {string} name
 * @property {string} about one line
 * @property {string} usage what follows the name
 * @property {Options} options
 * @property {string[]} [remarks] paragraphs
 * @property {[string, string][]} examples what it does, and the command
 * @property {(given: Given) => Promise<number | void>} run returns an exit code other than 0
 */

/** @type {Options} */
export const common = {
  json: { type: 'boolean', about: 'print JSON, errors too' },
  help: { type: 'boolean', short: 'h', about: 'print this' },
};

/** Of a command that reads a key. @type {Options} */
export const keyOptions = {
  key: { type: 'string', value: '<source>', about: 'a file, - for standard input, or env:NAME for a variable; may also be the argument' },
  passphrase: { type: 'string', value: 'env:NAME', about: 'the variable with the passphrase of an encrypted key; else the terminal is asked' },
  alg: { type: 'string', value: '<name>', about: 'what the key signs with (default: what it says itself, else RS256, ES256, ... by its kind)' },
  kid: { type: 'string', value: '<text>', about: 'the name of the key; of several keys in a JWKS, the one to take' },
};

/** Of a command that makes assertions. @type {Options} */
export const assertionOptions = {
  'client-id': { type: 'string', value: '<id>', about: 'the client: iss and sub' },
  audience: { type: 'string', value: '<text>', about: 'aud: the issuer, or what the provider documents' },
  'team-id': { type: 'string', value: '<id>', about: 'the developer\'s team: iss, with the profile apple' },
  profile: { type: 'string', value: '<name>', about: 'rules of a standard or a provider (default: rfc7523bis)' },
  lifetime: { type: 'string', value: '<seconds>', about: 'until exp (default: 60)' },
};

/** @param {Command} command @param {string[]} words @returns {Given} */
export function parse(command, words) {
  try {
    const { values, positionals } = parseArgs({ args: words, options: { ...command.options, ...common }, allowPositionals: true, strict: true });
    return { values: /** @type {Record<string, any>} */ (values), positionals };
  } catch (/** @type {any} */ error) {
    const [sentence] = String(error?.message).split(/\. |\n/);
    throw usage(`${sentence} (see private-key-jwt ${command.name} --help)`);
  }
}

/** @param {Record<string, any>} values @param {string} name */
export function required(values, name) {
  if (values[name] === undefined || values[name] === '') throw usage(`--${name} is missing`);
  return values[name];
}

/** @param {Record<string, any>} values @param {string} name @param {{ least?: number, most?: number }} [range] */
export function wholeNumber(values, name, { least = 1, most = 31_536_000 } = {}) {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least || Number(text) > most) throw usage(`--${name} must be a whole number from ${least} to ${most}`);
  return Number(text);
}

/** @param {string[]} positionals */
export function none(positionals) {
  if (positionals.length > 0) throw usage('an argument too many: all that this command needs is given by options');
}

/** What was given, without what was not. @template {Record<string, unknown>} T @param {T} values @returns {any} */
export const given = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
