// @ts-check
// The parameters of a token request, from the options of a command.
import { given } from './arguments.js';
import { usage } from './failure.js';
import { read } from './source.js';

/** @type {import('./arguments.js').Options} */
export const grantOptions = {
  grant: { type: 'string', value: '<type>', about: 'grant_type (default: client_credentials)' },
  scope: { type: 'string', value: '<text>', about: 'scope' },
  param: { type: 'string', multiple: true, value: '<param>', about: 'one more parameter: name=text, or name@source for what is secret; may be repeated, with the same name too' },
};

/** Parameters that an option gives. @type {Record<string, string>} */
const options = { grant_type: '--grant', scope: '--scope', client_id: '--client-id' };

/** A paragraph for the help. */
export const sources = 'A source is a file, - or env:NAME: other users of the machine can see arguments.';

/** @typedef {{ grant_type: string } & Record<string, string | string[]>} Grant */

/** @param {Record<string, any>} values @returns {Promise<Grant>} */
export async function grantOf({ grant, scope, param }) {
  if (grant === '') throw usage('--grant must not be empty');
  return { grant_type: grant ?? 'client_credentials', ...given({ scope }), ...(await parameters(param ?? [])) };
}

/** @param {string[]} texts @returns {Promise<Record<string, string[]>>} */
async function parameters(texts) {
  /** @type {Map<string, string[]>} */
  const all = new Map();
  for (const text of texts) {
    const [, name, sign, value] = /^([^=@]+)([=@])([^]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw usage('--param must be name=text or name@source');
    if (Object.hasOwn(options, name)) throw usage(`--param must not be ${name}: that is given by ${options[name]}`);
    all.set(name, [...(all.get(name) ?? []), sign === '=' ? value : await secret(value)]);
  }
  return Object.fromEntries(all);
}

/** Without the line break that ends a file. @param {string} source */
async function secret(source) {
  const { content } = await read(source);
  if (typeof content !== 'string') throw usage('the source of a --param must be text');
  return content.replace(/\r?\n$/, '');
}
