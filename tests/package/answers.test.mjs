// What a fetch of the caller's may answer with: more than the host's own Response, and what servers make of the standard.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { curveKey } from './support/keys.mjs';

const limit = { timeout: 15_000 };
const good = JSON.stringify({ access_token: 'a', token_type: 'Bearer' });
let library;
let key;

before(async () => {
  library = await importPackage();
  key = library.SigningKey.from((await curveKey('ES256')).privateJwk);
}, { timeout: 60_000 });

const client = (response) =>
  new library.TokenClient({ clientId: 'c', key, tokenEndpoint: 'https://server.example/token', audience: 'https://server.example', fetch: async () => response });
const answer = (response) => client(response).refreshToken({ refreshToken: 'the-refresh-token' });
const fails = (response, code) => rejection(() => answer(response), { code, library, secrets: ['the-refresh-token'] });
const withText = (text, body) => ({ status: 200, text: async () => text, body });

/** A web stream that gives these chunks. */
const stream = (...chunks) => ({ getReader: () => ({ read: async () => ({ done: chunks.length === 0, value: chunks.shift() }), cancel: async () => {} }) });

test('text() is asked where body is no web stream', limit, async () => {
  const bodies = [Readable.from([good]), {}, [], new Uint8Array(2), 'text', 7, null, undefined, { getReader: 'none' }, () => {}];
  for (const body of bodies) assert.equal((await answer(withText(good, body))).access_token, 'a');
});

test('a web stream is read before text(), and its chunks may be of another realm', limit, async () => {
  const octets = new TextEncoder().encode(good);
  const foreign = runInNewContext('Uint8Array.from(octets)', { octets: [...octets] });
  assert.equal(foreign instanceof Uint8Array, false);
  for (const chunks of [[octets], [foreign], [Buffer.from(octets)], [octets.subarray(0, 9), foreign.subarray(9)]]) {
    assert.equal((await answer(withText('{', stream(...chunks)))).access_token, 'a');
  }
  for (const chunk of ['text', new Uint16Array(4), new DataView(new ArrayBuffer(4)), null]) {
    assert.match((await fails(withText(good, stream(chunk)), 'ERR_NETWORK')).message, /to its end/);
  }
});

test('no more than 1 MiB is taken, by either way', limit, async () => {
  const spaces = ' '.repeat(2 ** 20 - good.length);
  assert.equal((await answer(withText(good + spaces))).access_token, 'a');
  const tooLong = [`${good}${spaces} `, 'é'.repeat(2 ** 19 + 1), 'x'.repeat(4e8)];
  for (const text of tooLong) assert.match((await fails(withText(text, {}), 'ERR_RESPONSE_MALFORMED')).message, /more than 1 MiB/);
  const chunks = stream(new Uint8Array(2 ** 19), runInNewContext('new Uint8Array(2 ** 19 + 1)'));
  assert.match((await fails(withText(good, chunks), 'ERR_RESPONSE_MALFORMED')).message, /more than 1 MiB/);
});

test('sign takes octets of another realm, as from does', limit, () => {
  for (const data of [runInNewContext('Uint8Array.of(1, 2, 3)'), Buffer.of(1, 2, 3)]) assert.equal(key.sign(data).length, 64);
  for (const data of ['text', [1], new Int8Array(3), new DataView(new ArrayBuffer(3)), new ArrayBuffer(3), null]) assert.throws(() => key.sign(data), TypeError);
});

test('null is as good as absent', limit, async () => {
  const nulls = { expires_in: null, refresh_token: null, scope: null, id_token: null };
  const body = { access_token: 'a', token_type: 'Bearer', other: null };
  assert.deepEqual(await answer(Response.json({ ...body, ...nulls })), body);
  assert.deepEqual(await client(Response.json({ ...body, ...nulls })).clientCredentials(), body);
  await fails(Response.json({ ...body, token_type: null }), 'ERR_RESPONSE_MALFORMED');
});

test('an error with the status of success is an error', limit, async () => {
  const error = await fails(Response.json({ error: 'bad_refresh_token', error_description: 'it expired' }), 'ERR_TOKEN_ENDPOINT');
  assert.deepEqual([error.status, error.error, error.error_description], [200, 'bad_refresh_token', 'it expired']);
  const answers = [{ error: 'authorization_pending' }, { access_token: 'a', token_type: 'Bearer' }];
  const own = new library.TokenClient({ clientId: 'c', key, tokenEndpoint: 'https://server.example/token', audience: 'a', fetch: async () => Response.json(answers.shift()) });
  assert.equal((await own.deviceCode({ deviceCode: 'the-device-code', interval: 1 })).access_token, 'a');
});
