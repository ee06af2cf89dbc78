// @ts-check
// The parameters of a token request, from the options of a command.
import { given } from './arguments.js';
import { usage } from './failure.js';
import { read } from './source.js';

/** @type {import('./arguments.js').Options} */
export const grantOptions = {
  grant: { type: 'string', value: '<type>', about: 'grant_type (default: client_credentials)' },
  scope: { type: 'string', value: '<text>', about: 'scope' },
  param: { type: 'string', multiple: true, value: '<param>', about: 'one more parameter: name=text, or name@source for what is secret; may be repeated' },
};

/** A paragraph for the help. */
export const sources = 'A source is a file, - or env:NAME: other users of the machine can see arguments.';

/** @param {Record<string, any>} values @returns {Promise<{ grant_type: string } & Record<string, string>>} */
export async function grantOf({ grant, scope, param }) {
  return { grant_type: grant ?? 'client_credentials', ...given({ scope }), ...(await parameters(param ?? [])) };
}

/** @param {string[]} texts @returns {Promise<Record<string, string>>} */
async function parameters(texts) {
  /** @type {Record<string, string>} */
  const all = {};
  for (const text of texts) {
    const [, name, sign, value] = /^([^=@]+)([=@])([^]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw usage('--param must be name=text or name@source');
    all[name] = sign === '=' ? value : await secret(value);
  }
  return all;
}

/** Without the line break that ends a file. @param {string} source */
async function secret(source) {
  const { content } = await read(source);
  if (typeof content !== 'string') throw usage('the source of a --param must be text');
  return content.replace(/\r?\n$/, '');
}
