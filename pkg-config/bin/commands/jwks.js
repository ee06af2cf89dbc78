// @ts-check
import { createServer } from 'node:http';
import process from 'node:process';
import { X509Certificate } from 'node:crypto';
import { keyOptions, wholeNumber } from '../arguments.js';
import { exitCodes, Failure, systemReason, usage } from '../failure.js';
import { now } from '../instants.js';
import { hasCertificate, jsonOf, labelsOf } from '../kinds.js';
import { note, print, printJson } from '../output.js';
import { publicForms, read } from '../source.js';

/** @typedef {{ jwk: Record<string, unknown>, exp?: number }} Published `exp`: the last second */

const path = '/.well-known/jwks.json';

/** @type {import('../arguments.js').Command} */
export const serve = {
  name: 'jwks serve',
  about: 'serve the public halves of keys on loopback, for a provider that asks a jwks_uri',
  usage: '<source>... [--port <number>]',
  options: {
    passphrase: /** @type {import('../arguments.js').Option} */ (keyOptions.passphrase),
    port: { type: 'string', value: '<number>', about: 'on 127.0.0.1 (default: any that is free, and it is printed)' },
  },
  remarks: [`The keys are at ${path}. Of a JWKS all keys are served; a key is left out from the second on in which it expires. Nothing private is served.`],
  examples: [['the keys of now and of later', 'npx private-key-jwt jwks serve key.json es256.json --port 8080']],

  async run({ values, positionals }) {
    if (positionals.length === 0) throw usage('keys are missing: give files, - for standard input, or env:NAME');
    const port = wholeNumber(values, 'port', { least: 0, most: 65_535 }) ?? 0;
    /** @type {Published[]} */
    const keys = [];
    for (const named of positionals) keys.push(...(await publishedOf(await read(named), values)));
    const server = createServer((request, response) => answer(request, response, keys));
    await new Promise((resolve, reject) => {
      server.once('error', (error) => reject(new Failure('ERR_OUTPUT', `port ${port} cannot be had: ${systemReason(error)}`)));
      server.listen(port, '127.0.0.1', () => resolve(undefined));
    });
    const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}${path}`;
    if (values.json) printJson({ jwks_uri: url });
    else print(url);
    if (!values.json) note(`${keys.length === 1 ? 'One key is' : `${keys.length} keys are`} served. Ctrl-C ends it.`);
    await new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(/** @type {'SIGINT'} */ (signal), resolve)));
    server.close();
    server.closeAllConnections();
    return exitCodes.done;
  },
};

/** @param {import('../source.js').Source} source @param {Record<string, any>} values @returns {Promise<Published[]>} */
async function publishedOf({ content }, values) {
  const json = jsonOf(content);
  if (Array.isArray(json?.keys)) {
    const each = json.keys.map((key) => publishedOf({ content: JSON.stringify(key) }, values));
    return (await Promise.all(each)).flat();
  }
  const { jwk } = await publicForms({ content }, values);
  const { nbf, exp = hasCertificate(content) ? Math.floor(Date.parse(new X509Certificate(content).validTo) / 1_000) : undefined } = labelsOf(content, jwk.kid);
  return [{ jwk: { ...jwk, ...(nbf !== undefined && { nbf }), ...(exp !== undefined && { exp }) }, ...(exp !== undefined && { exp }) }];
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {Published[]} keys */
function answer(request, response, keys) {
  // Who wants no answer of a cache puts a query behind it.
  if (request.url?.split('?')[0] !== path) return response.writeHead(404).end();
  if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405, { allow: 'GET, HEAD' }).end();
  const body = JSON.stringify({ keys: keys.filter(({ exp }) => exp === undefined || exp >= now()).map(({ jwk }) => jwk) });
  response.writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'no-store' }).end(request.method === 'HEAD' ? undefined : body);
}
