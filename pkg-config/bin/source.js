// @ts-check
// Keys and other inputs: from a file, standard input or an environment variable, never from an argument itself.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import process from 'node:process';
import { SigningKey } from 'private-key-jwt';
import { convert } from 'private-key-jwt/keys';
import { given } from './arguments.js';
import { Failure, systemReason, usage } from './failure.js';
import { isPrivate, labelsOf } from './kinds.js';
import { askSecret } from './prompt.js';

/** @typedef {{ content: string | Uint8Array, mode?: number }} Source `mode`: of a file @typedef {Record<string, any>} Values */

/** Far above the package's limit for a key. */
const longest = 1_048_576;
const attempts = 3;

/** The source that an option or a positional argument names: exactly one of the two.
 * @param {Values} values @param {string[]} positionals @param {string} what */
export async function keySource(values, positionals, what = 'a key') {
  if (positionals.length > 1) throw usage('one file at a time');
  if (values.key !== undefined && positionals.length > 0) throw usage('give the key by --key or as the argument, not both');
  const named = values.key ?? positionals[0];
  if (named === undefined) throw usage(`${what} is missing: give a file, - for standard input, or env:NAME`);
  return read(named);
}

/** @param {string} named a file, `-` or `env:NAME` @returns {Promise<Source>} */
export async function read(named) {
  if (named === '-') return { content: readable(await readInput()) };
  if (named.startsWith('env:')) return { content: variable(named.slice(4)) };
  return readFile(named);
}

/** @param {string} name */
export function variable(name) {
  const text = process.env[name];
  // In place of the name, a shell may have put the content.
  const named = /^[A-Z][A-Z\d_]{0,31}$/.test(name) ? `the environment variable ${name}` : 'the environment variable that env: names';
  if (!text) throw new Failure('ERR_INPUT', `${named} is not set`);
  return text;
}

/** The private key, decrypted with the passphrase of --passphrase, or one that is asked for.
 * @param {Source} source @param {Values} values */
export async function signingKey({ content }, values) {
  const options = keyOptions(values);
  if (values.passphrase !== undefined) return SigningKey.from(content, { ...options, passphrase: passphraseOf(values.passphrase) });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const passphrase = attempt === 1 ? {} : { passphrase: await asked(attempt) };
      return SigningKey.from(content, { ...options, ...passphrase });
    } catch (/** @type {any} */ error) {
      if (error?.code !== 'ERR_KEY_PASSPHRASE' || attempt > attempts) throw error;
    }
  }
}

/** The private key for an assertion: outside the validity that its JWK notes, it does not sign. @param {Source} source @param {Values} values */
export async function clientKey(source, values) {
  const key = await signingKey(source, values);
  const { nbf: notBefore, exp: notAfter } = labelsOf(source.content, key.kid);
  if (notBefore === undefined && notAfter === undefined) return key;
  return SigningKey.from(source.content, { ...keyOptions(values), ...given({ notBefore, notAfter }) });
}

/** The public forms of whatever it is. @param {Source} source @param {Values} values */
export async function publicForms(source, values) {
  if (isPrivate(source.content)) return convert(await signingKey(source, values));
  return convert(source.content, keyOptions(values));
}

/** @param {Values} values */
export const keyOptions = ({ alg, kid }) => given({ alg, kid });

/** @param {string} named */
function passphraseOf(named) {
  if (!named.startsWith('env:')) throw usage('--passphrase must be env:NAME: other users of the machine can see arguments. Without it, an encrypted key is asked for at the terminal');
  return variable(named.slice(4));
}

/** @param {number} attempt */
async function asked(attempt) {
  const answer = await askSecret(attempt === 2 ? 'Passphrase of the key: ' : 'That was not it. Passphrase of the key: ');
  if (answer === undefined) throw new Failure('ERR_INPUT', 'the key is encrypted, and there is no terminal to ask for its passphrase: give --passphrase env:NAME');
  return answer;
}

/** @param {string} path @returns {Source} */
function readFile(path) {
  try {
    const file = openSync(path, 'r');
    try {
      const stat = fstatSync(file);
      return { content: readable(readAll(file)), ...(stat.isFile() && { mode: stat.mode }) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (/^\s*[{[]|-----BEGIN|[\r\n]/.test(path)) throw usage('give the file of the key, not the key itself: other users of the machine can see arguments');
    throw new Failure('ERR_INPUT', `${quoted(path)} cannot be read: ${systemReason(error)}`);
  }
}

/** Pipes and devices say nothing of how long they are, and may have no end. @param {number} file */
function readAll(file) {
  const octets = Buffer.alloc(longest + 1);
  let size = 0;
  for (let more = -1; more !== 0 && size < octets.length; size += more) more = readSync(file, octets, size, octets.length - size, null);
  if (size > longest) throw new Failure('ERR_INPUT', 'the file has more than 1 MiB');
  return octets.subarray(0, size);
}

/** What ends as the files of keys do, which no key does; anything else may be one, or a part of it. @param {string} path */
const quoted = (path) => (path.length <= 100 && /^[\p{L}\d ._~/\\:-]+\.(json|jwks?|pem|key|der|p8|pk8|crt|cer|cert|jwt|txt|b64)$/iu.test(path) ? `the file "${path}"` : 'the file');

async function readInput() {
  const chunks = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += chunk.length;
    if (size > longest) throw new Failure('ERR_INPUT', 'standard input has more than 1 MiB');
    chunks.push(Buffer.from(chunk));
  }
  if (size === 0) throw new Failure('ERR_INPUT', 'standard input is empty');
  return Buffer.concat(chunks);
}

/** Text, or the octets where they are none. @param {Uint8Array} octets */
function readable(octets) {
  if (octets.includes(0)) return new Uint8Array(octets);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return new Uint8Array(octets);
  }
}
