// Imports what is 64 KiB long and made to need memory, or work, and reports by how much the wasm memory grew at each.
import { size } from './memory-watch.mjs';
import { readInput } from './stdin-input.mjs';

const { SigningKey } = await import('private-key-jwt');
const { convert } = await import('private-key-jwt/keys');
const { privateJwk, pem } = await readInput();
const limit = 65_536;
const octets = (...parts) => Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
const filled = (start, piece, end) => start + piece.repeat(Math.floor((limit - start.length - end.length) / piece.length)) + end;
const set = (json) => filled('{"keys":[', `${json},`, '0]}');
const base64 = (text) => Buffer.from(text.slice(0, 49_000)).toString('base64');
const number = (member) => filled(`${JSON.stringify({ ...privateJwk, [member]: undefined }).slice(0, -1)},"${member}":"`, 'B', '"}');
const nested = octets(...Array.from({ length: 16_000 }, (_, depth) => [0x30, 0x82, (65_532 - 4 * depth) >> 8, (65_532 - 4 * depth) & 255]));
const texts = {
  'arrays in arrays': '['.repeat(limit), 'objects in objects': filled('', '{"a":', ''), 'members': filled('{', '"a":0,', '"b":0}'), 'other members': `{${Array.from({ length: 6_500 }, (_, at) => `"${at}":1`).join()}}`.slice(0, limit),
  'a set of numbers': set('0'), 'a set of empty texts': set('""'), 'a set of empty keys': set('{}'), 'a set of kinds': set('{"kty":"RSA"}'), 'a set of lists': set('[]'), 'a set of keys': set(JSON.stringify(privateJwk)),
  'escapes': filled('{"kty":"', '\\u0041', '"}'), 'surrogates': filled('{"kty":"', '\\ud83d\\ude00', '"}'), 'digits': filled('', '9', ''),
  'a long n': number('n'), 'a long d': number('d'), 'a long p': number('p'), 'a long kid': filled(`${JSON.stringify({ ...privateJwk, kid: undefined }).slice(0, -1)},"kid":"`, '<', '"}'),
  'lines': '\n'.repeat(limit), 'begins': filled('', '-----BEGIN PRIVATE KEY-----\n', ''), 'blocks': filled('', '-----BEGIN A-----\nAA==\n-----END A-----\n', ''), 'a long block': filled('-----BEGIN PRIVATE KEY-----', 'A', '-----END PRIVATE KEY-----'),
  'a key behind much': filled('', ' ', pem), 'literal line breaks': filled('-----BEGIN PRIVATE KEY-----', '\\n', '-----END PRIVATE KEY-----'), 'letters': 'A'.repeat(limit), 'base64 of a set': base64(set('{}')), 'base64 of blocks': base64(filled('', pem, '')), 'quotes': '"'.repeat(limit),
};
const inputs = { ...texts, 'empty elements': octets([0x30, 0x82, 0xff, 0xfc], Array(32_766).fill([0x30, 0]).flat()), 'elements in elements': nested, 'one long integer': octets([0x30, 0x82, 0xff, 0xfc, 2, 1, 0, 2, 0x82, 0xff, 0xf5], Array(65_525).fill(0x7f)) };

const grown = {};
for (const use of [(input) => SigningKey.from(input), (input) => convert(input)]) {
  try { use('{}'); } catch { /* the instance is there */ }
  for (const [name, input] of Object.entries(inputs)) {
    const before = size();
    try { use(input); } catch (error) { if (!/^ERR_KEY_/.test(error.code)) throw new Error(name, { cause: error }); }
    grown[name] = Math.max(grown[name] ?? 0, size() - before);
  }
}
console.log(JSON.stringify({ grown, longest: Math.max(...Object.values(inputs).map(({ length }) => length)) }));
