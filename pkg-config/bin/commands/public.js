// @ts-check
import { keyOptions } from '../arguments.js';
import { certificateFor, certificateOptions } from '../certificates.js';
import { usage } from '../failure.js';
import { print, printJson } from '../output.js';
import { keySource, publicForms } from '../source.js';

const formats = ['jwks', 'jwk', 'pem', 'certificate'];

/** @type {import('../arguments.js').Command} */
export const publicHalf = {
  name: 'public',
  about: 'print the public half of a key or a certificate',
  usage: '<source> [--format jwks|jwk|pem|certificate] [options]',
  options: {
    ...keyOptions,
    format: { type: 'string', value: '<form>', about: 'jwks (default), jwk, pem, or certificate (as the command certificate makes it)' },
    ...certificateOptions,
  },
  examples: [
    ['for a jwks_uri or a dashboard', 'npx private-key-jwt public key.json'],
    ['for those who want PEM', 'npx private-key-jwt public key.json --format pem'],
    ['of a key in a variable', 'npx private-key-jwt public env:PRIVATE_JWK --format jwk'],
    ['as a certificate, named and dated by the key', 'npx private-key-jwt public es256.json --format certificate'],
  ],

  async run({ values, positionals }) {
    const format = values.format ?? 'jwks';
    if (!formats.includes(format)) throw usage(`--format must be one of ${formats.join(', ')}`);
    const source = await keySource(values, positionals);
    const form = format === 'certificate' ? await certificateFor(source, values) : (await publicForms(source, values))[/** @type {'jwks' | 'jwk' | 'pem'} */ (format)];
    if (typeof form !== 'string') return printJson(form);
    return values.json ? printJson({ [format]: form }) : print(form);
  },
};
