// @ts-check
import process from 'node:process';
import { keyOptions } from '../arguments.js';
import { exitCodes, usage } from '../failure.js';
import { inspectAssertion } from '../inspect-assertion.js';
import { inspectKeys } from '../inspect-key.js';
import { isAssertion } from '../kinds.js';
import { print, printJson, styleOf, table, visible } from '../output.js';
import { read } from '../source.js';

/**
 * @typedef {{ level: 'problem' | 'note', message: string, code?: string }} Finding a problem makes the exit code 1
 * @typedef {{ what: string, rows: [string, string | number | undefined][], findings: Finding[], details?: Record<string, unknown> }} Report
 *   `rows`: for a person; `details`: for a program
 */

/** @type {import('../arguments.js').Command} */
export const inspect = {
  name: 'inspect',
  about: 'say what a key, a certificate or an assertion is, and what is wrong with it',
  usage: '<source> [options]',
  options: {
    ...keyOptions,
    key: { type: 'string', value: '<source>', about: 'the key that must have signed the assertion, of either half, or its certificate' },
    jwks: { type: 'string', value: '<source>', about: 'a JWKS with the key that must have signed the assertion' },
  },
  remarks: [
    'A source is a file, - for standard input, or env:NAME for a variable; an assertion may also be the argument itself.',
    'The exit code is 1 when there is a problem. A note is for attention: some servers may refuse. No private member of a key is printed.',
  ],
  examples: [
    ['a key', 'npx private-key-jwt inspect key.json'],
    ['a certificate, for a program', 'npx private-key-jwt inspect certificate.pem --json'],
    ['an assertion, its signature too', 'npx private-key-jwt assertion key.json --client-id client-1 --audience https://login.example.com | npx private-key-jwt inspect - --jwks jwks.json'],
  ],

  async run({ values, positionals }) {
    const [named, ...more] = positionals;
    if (named === undefined || more.length > 0) throw usage('give one source: a file, - for standard input, or env:NAME');
    if ([named, values.key, values.jwks].filter((source) => source === '-').length > 1) throw usage('standard input can be read once only');
    const source = isAssertion(named) ? { content: named } : await read(named);
    const reports = isAssertion(source.content) ? [await inspectAssertion(/** @type {string} */ (source.content).trim(), values)] : await inspectKeys(source, withoutSigner(values));
    if (values.json) printJson(reports.map(({ what, details, findings }) => ({ what, ...details, findings })));
    else print(reports.map(written).join('\n'));
    return reports.some(({ findings }) => findings.some(({ level }) => level === 'problem')) ? exitCodes.refused : exitCodes.done;
  },
};

/** @param {Record<string, any>} values */
function withoutSigner({ key, jwks, ...values }) {
  if (key !== undefined || jwks !== undefined) throw usage('--key and --jwks say who must have signed an assertion, and this is none');
  return values;
}

/** @param {Report} report */
function written({ what, rows, findings }) {
  const { bold, red, yellow, green } = styleOf(process.stdout);
  const level = { problem: red('problem'), note: yellow('note   ') };
  const found = findings.map((finding) => `${level[finding.level]}  ${visible(finding.message)}\n`).join('');
  return `${bold(visible(what))}\n${table(rows)}${found || `${green('nothing is wrong')}\n`}`;
}
