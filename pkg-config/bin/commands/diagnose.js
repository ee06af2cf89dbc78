// @ts-check
import process from 'node:process';
import { assertionOptions, keyOptions, none } from '../arguments.js';
import { clientOf, endpointOptions } from '../client.js';
import { described, exitCodes } from '../failure.js';
import { grantOf, grantOptions, sources } from '../grant.js';
import { print, printError, printJson, styleOf, table } from '../output.js';

/** @type {import('../arguments.js').Command} */
export const diagnose = {
  name: 'diagnose',
  about: 'ask a provider for a token, and say why it refuses',
  usage: '--key <source> --client-id <id> --issuer <url> [options]',
  options: {
    ...keyOptions,
    ...assertionOptions,
    ...endpointOptions,
    'jwks-uri': { type: 'string', value: '<url>', about: 'where the client publishes its keys, to compare them' },
    ...grantOptions,
  },
  remarks: [
    'The token is thrown away. A cause is certain where the server said so or the facts prove it, else possible; the likeliest comes first. The exit code is 0 when the provider gave a token, 1 when it refused.',
    sources,
  ],
  examples: [['against the provider\'s metadata', 'npx private-key-jwt diagnose --key key.json --client-id client-1 --issuer https://login.example.com']],

  async run({ values, positionals }) {
    none(positionals);
    const grant = await grantOf(values);
    const client = await clientOf(values);
    try {
      await client.request(grant);
    } catch (/** @type {any} */ error) {
      // Without an answer of the token endpoint there is nothing to explain.
      if (error?.status === undefined) throw error;
      const { findings } = await client.diagnose(error);
      if (values.json) printJson({ accepted: false, ...described(error), findings });
      else printFindings(error, findings);
      return exitCodes.refused;
    }
    if (values.json) printJson({ accepted: true, findings: [] });
    else print(`${styleOf(process.stdout).green('The provider gave a token: nothing is wrong.')}`);
  },
};

/** @param {unknown} error @param {readonly import('private-key-jwt').Finding[]} findings */
function printFindings(error, findings) {
  const { bold, yellow, red } = styleOf(process.stdout);
  printError(error, false);
  const written = findings.map(({ code, certain, seen, wanted, change }, index) => {
    const title = `${index + 1}. ${bold(code)} ${certain ? red('certain') : yellow('possible')}`;
    return `${title}\n${table([['seen', seen], ['wanted', wanted], ['change', change]])}`;
  });
  print(written.join('\n') || 'No cause was found.');
}
