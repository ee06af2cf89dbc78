// @ts-check
import { generateKey } from 'private-key-jwt/keys';
import { given, none, wholeNumber } from '../arguments.js';
import { usage } from '../failure.js';
import { instant, instantForms } from '../instants.js';
import { note, print, printJson, refuseDash, visible, writeNew } from '../output.js';

/** Only the owner reads or writes it. */
const privateFile = 0o600;

/** @type {import('../arguments.js').Command} */
export const generate = {
  name: 'generate',
  about: 'make a key; the private half goes to a new file, the public one is printed',
  usage: '--out <file> [options]',
  options: {
    out: { type: 'string', value: '<file>', about: 'where the private key goes: a new file that only you can read' },
    print: { type: 'boolean', about: 'print the private key instead, to standard output' },
    pem: { type: 'boolean', about: 'the private key as PEM (PKCS#8, not encrypted), not as a JWK' },
    alg: { type: 'string', value: '<name>', about: 'RS256 (default), RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA or Ed25519' },
    size: { type: 'string', value: '<bits>', about: 'of an RSA key: 2048 (default), 3072 or 4096' },
    kid: { type: 'string', value: '<text>', about: 'the name of the key for servers (default: its thumbprint)' },
    name: { type: 'string', value: '<text>', about: 'the name of the key for persons' },
    'not-before': { type: 'string', value: '<instant>', about: 'first second of validity' },
    'not-after': { type: 'string', value: '<instant>', about: 'last second of validity' },
  },
  remarks: [
    `An instant is ${instantForms}.`,
    'What is printed is a JWKS with the public key: what a provider\'s dashboard or a jwks_uri wants. A file that exists is never overwritten. PEM has no room for kid, alg, name and validity.',
  ],
  examples: [
    ['an RSA key of 2048 bits for RS256', 'npx private-key-jwt generate --out key.json > jwks.json'],
    ['on a curve, with a name, valid for a year', 'npx private-key-jwt generate --alg ES256 --name "my client" --not-before now --not-after +365d --out es256.json'],
    ['as PEM', 'npx private-key-jwt generate --size 3072 --pem --out key.pem'],
    ['into a variable, and no file', 'PRIVATE_JWK="$(npx private-key-jwt generate --print)"'],
  ],

  async run({ values, positionals }) {
    none(positionals);
    const { out, print: toPrint, pem, alg, kid, name } = values;
    if (out !== undefined && toPrint) throw usage('only one of --out and --print may be given: the private key goes to a file, or to standard output');
    if (out === undefined && !toPrint) throw usage('say where the private key goes: to a new file with --out <file>, or to standard output with --print');
    refuseDash(out, 'for standard output there is --print');
    if (values.size !== undefined && !/^[RP]S/.test(alg ?? 'RS256')) throw usage('--size is for RSA keys');
    const notBefore = instant('not-before', values['not-before']);
    const notAfter = instant('not-after', values['not-after']);
    const key = await generateKey(given({ alg, kid, name, notBefore, notAfter, modulusLength: wholeNumber(values, 'size', { most: 4_096 }) }));
    const jwks = { keys: [key.publicJwk] };
    const text = pem ? key.privatePem : `${JSON.stringify(key.privateJwk, null, 2)}\n`;
    if (out !== undefined) writeNew(out, text, privateFile);
    if (values.json) return printJson({ ...(out === undefined ? { [pem ? 'privatePem' : 'privateJwk']: pem ? text : key.privateJwk } : { file: out }), jwks });
    if (out === undefined) return print(text);
    note(`The private key is in ${visible(out)}, which only you can read. This is the public half:`);
    printJson(jwks);
  },
};
