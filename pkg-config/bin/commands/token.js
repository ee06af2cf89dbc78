// @ts-check
import process from 'node:process';
import { assertionOptions, keyOptions, none } from '../arguments.js';
import { clientOf, endpointOptions } from '../client.js';
import { grantOf, grantOptions, sources } from '../grant.js';
import { now, written } from '../instants.js';
import { print, printJson, styleOf, table } from '../output.js';

/** @type {import('../arguments.js').Command} */
export const token = {
  name: 'token',
  about: 'get a token from a provider, by any grant',
  usage: '--key <source> --client-id <id> --issuer <url> [options]',
  options: {
    ...keyOptions,
    ...assertionOptions,
    ...endpointOptions,
    ...grantOptions,
    print: { type: 'boolean', about: 'print tokens whole' },
  },
  remarks: ['The answer is printed as lines in which tokens are shortened. With --print they are whole, and with --json the answer is printed as it came.', sources],
  examples: [
    ['for the client itself', 'npx private-key-jwt token --key key.json --client-id client-1 --issuer https://login.example.com --scope api:read'],
    ['by a refresh token in a variable, for another program', 'npx private-key-jwt token --key key.json --client-id client-1 --profile signicat --token-endpoint https://login.example.com/connect/token --grant refresh_token --param refresh_token@env:REFRESH_TOKEN --json'],
  ],

  async run({ values, positionals }) {
    none(positionals);
    const grant = await grantOf(values);
    const answer = await (await clientOf(values)).request(grant);
    if (values.json) return printJson(answer);
    const { green } = styleOf(process.stdout);
    print(`${green('granted')}\n${table(Object.entries(answer).map(([name, value]) => [name, shown(name, value, values.print)]))}`);
  },
};

/** @param {string} name @param {unknown} value @param {boolean} whole */
function shown(name, value, whole) {
  if (name === 'expires_in' && typeof value === 'number') return `${value} seconds, until ${written(now() + value)}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (whole || !/_token$/.test(name)) return text;
  return `${text.length >= 32 ? text.slice(0, 6) : ''}… (${text.length} characters; --print shows them)`;
}
