// @ts-check
import process from 'node:process';
import { assertionOptions, given, keyOptions, none, required } from '../arguments.js';
import { usage } from '../failure.js';
import { now, written } from '../instants.js';
import { print, printJson, styleOf, table } from '../output.js';
import { clientOf, endpointOptions } from '../client.js';
import { read } from '../source.js';

/** @type {import('../arguments.js').Command} */
export const token = {
  name: 'token',
  about: 'get a token from a provider, by any grant',
  usage: '--key <source> --client-id <id> --token-endpoint <url> [options]',
  options: {
    ...keyOptions,
    ...assertionOptions,
    ...endpointOptions,
    grant: { type: 'string', value: '<type>', about: 'grant_type (default: client_credentials)' },
    scope: { type: 'string', value: '<text>', about: 'scope' },
    param: { type: 'string', multiple: true, value: '<param>', about: 'one more parameter: name=text, or name@source for what is secret; may be repeated' },
    print: { type: 'boolean', about: 'print tokens whole' },
  },
  remarks: ['The answer is printed as lines in which tokens are shortened. With --print they are whole, and with --json the answer is printed as it came. A source is a file, - or env:NAME: other users of the machine can see arguments.'],
  examples: [
    ['for the client itself', 'npx private-key-jwt token --key key.json --client-id client-1 --issuer https://login.example.com --token-endpoint https://login.example.com/connect/token --scope api:read'],
    ['by a refresh token in a variable, for another program', 'npx private-key-jwt token --key key.json --client-id client-1 --profile signicat --token-endpoint https://login.example.com/connect/token --grant refresh_token --param refresh_token@env:REFRESH_TOKEN --json'],
  ],

  async run({ values, positionals }) {
    none(positionals);
    const grant = { grant_type: values.grant ?? 'client_credentials', ...given({ scope: values.scope }), ...(await parameters(values.param ?? [])) };
    const client = await clientOf(values);
    const answer = await client.request(grant);
    if (values.json) return printJson(answer);
    const { green } = styleOf(process.stdout);
    print(`${green('granted')}\n${table(Object.entries(answer).map(([name, value]) => [name, shown(name, value, values.print)]))}`);
  },
};

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

/** @param {string} name @param {unknown} value @param {boolean} whole */
function shown(name, value, whole) {
  if (name === 'expires_in' && typeof value === 'number') return `${value} seconds, until ${written(now() + value)}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (whole || !/_token$/.test(name)) return text;
  return `${text.length >= 32 ? text.slice(0, 6) : ''}… (${text.length} characters; --print shows them)`;
}
