// @ts-check
import { keyOptions } from '../arguments.js';
import { print, printJson, table } from '../output.js';
import { keySource, publicForms } from '../source.js';

/** @type {import('../arguments.js').Command} */
export const thumbprint = {
  name: 'thumbprint',
  about: 'print the thumbprint of a key or a certificate',
  usage: '<source> [options]',
  options: keyOptions,
  remarks: ['The thumbprint is that of RFC 7638 with SHA-256, in base64url. For a certificate, lines with x5t#S256 and x5t follow.'],
  examples: [
    ['of a key, of whichever half', 'npx private-key-jwt thumbprint key.json'],
    ['of a certificate', 'npx private-key-jwt thumbprint certificate.pem --json'],
  ],

  async run({ values, positionals }) {
    const { thumbprint, x5t, 'x5t#S256': x5tS256 } = await publicForms(await keySource(values, positionals), values);
    if (values.json) return printJson({ thumbprint, 'x5t#S256': x5tS256, x5t });
    print(`${thumbprint}\n${table([['x5t#S256', x5tS256], ['x5t', x5t]])}`);
  },
};
