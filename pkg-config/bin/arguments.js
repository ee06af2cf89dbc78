// @ts-check
// From the words of a command line to values, by the options that a command declares.
import { parseArgs } from 'node:util';
import { exposesKey } from './exposure.js';
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
  if (words.some(exposesKey)) throw usage('a key is given as a file, - for standard input, or env:NAME, never as an argument: other users of the machine can see arguments');
  const options = { ...command.options, ...common };
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true, strict: true });
    return { values: /** @type {Record<string, any>} */ (values), positionals };
  } catch {
    throw usage(`${mistake(options, words)} (see private-key-jwt ${command.name} --help)`);
  }
}

/** What is wrong with the words. The reason that parseArgs gives repeats them, and anything may be among them.
 * @param {Options} options @param {string[]} words */
function mistake(options, words) {
  const { tokens } = parseArgs({ args: words, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) return /^[a-z]{2,}(-[a-z]+)*$/.test(name) && name.length <= 20 ? `there is no option --${name}` : 'there is no such option';
    if (option.type === 'boolean' && value !== undefined) return `--${name} has no value`;
    if (option.type === 'string' && !value && !inlineValue) return `--${name} must be followed by a value`;
    if (option.type === 'string' && !inlineValue && value?.startsWith('-') && value !== '-') return `--${name} must be followed by a value: one that begins with - is given as --${name}=<value>`;
  }
  return 'the options cannot be read';
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
