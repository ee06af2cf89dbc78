// @ts-check
import { keyOptions } from '../arguments.js';
import { certificateFor, certificateOptions } from '../certificates.js';
import { instantForms } from '../instants.js';
import { note, print, printJson, refuseDash, visible, writeNew } from '../output.js';
import { keySource } from '../source.js';

/** @type {import('../arguments.js').Command} */
export const certificate = {
  name: 'certificate',
  about: 'make a self-signed X.509 certificate for a private key, as PEM',
  usage: '<source> --name <text> --not-after <instant> [options]',
  options: {
    ...keyOptions,
    ...certificateOptions,
    out: { type: 'string', value: '<file>', about: 'a new file, instead of standard output' },
  },
  remarks: [`An instant is ${instantForms}.`],
  examples: [
    ['valid for a year from now on', 'npx private-key-jwt certificate key.json --name "my client" --not-after +365d --out certificate.pem'],
    ['with the name and the validity of the key', 'npx private-key-jwt certificate es256.json'],
  ],

  async run({ values, positionals }) {
    refuseDash(values.out, 'without it, the certificate goes to standard output');
    const pem = await certificateFor(await keySource(values, positionals), values);
    if (values.out !== undefined) writeNew(values.out, pem, 0o644);
    if (values.json) return printJson(values.out === undefined ? { certificate: pem } : { file: values.out });
    return values.out === undefined ? print(pem) : note(`The certificate is in ${visible(values.out)}.`);
  },
};
