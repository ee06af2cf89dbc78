// A client with a KeySet, while its keys take turns.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 30_000 };
const token = JSON.stringify({ access_token: 'a-token', token_type: 'Bearer', expires_in: 60 });
let library;
let older;
let newer;

before(async () => { [library, older, newer] = await Promise.all([importPackage(), rsaKey({ kid: 'older' }), rsaKey({ kid: 'newer' })]); }, { timeout: 60_000 });

const now = () => Math.floor(Date.now() / 1000);
const key = ({ privateJwk }, window) => library.SigningKey.from(privateJwk, window);
const kidOf = (init) => JSON.parse(Buffer.from(new URLSearchParams(init.body).get('client_assertion').split('.')[0], 'base64url')).kid;

/** A client whose server gives these answers in turn, and the kid of each request. */
function against(keys, answers) {
  const kids = [];
  const fetch = async (_url, init) => {
    kids.push(kidOf(init));
    const { status = 200, body = token, date } = answers[kids.length - 1] ?? {};
    return new Response(body, { status, headers: { 'content-type': 'application/json', ...(date && { date: new Date(date * 1000).toUTCString() }) } });
  };
  const client = new library.TokenClient({ clientId: 'client-1', key: new library.KeySet(keys), tokenEndpoint: 'https://op.example/token', audience: 'https://op.example', fetch });
  return { client, kids };
}

test('each question of a poll is signed by the key whose turn it is', limit, async () => {
  const pending = { status: 400, body: '{"error":"authorization_pending"}' };
  const change = now() + 2;
  const { client, kids } = against([key(older, { notAfter: change }), key(newer, { notBefore: change })], [pending, pending, pending, pending]);
  assert.equal((await client.deviceCode({ deviceCode: 'd', interval: 1 })).access_token, 'a-token');
  assert.deepEqual([kids[0], kids.at(-1)], ['older', 'newer']);
});

test('the turn is by the corrected clock', limit, async () => {
  const behind = now() - 100;
  const refused = { status: 401, body: '{"error":"invalid_client"}', date: behind };
  const { client, kids } = against([key(older), key(newer, { notBefore: now() - 50 })], [refused]);
  assert.equal((await client.clientCredentials()).access_token, 'a-token');
  assert.deepEqual(kids, ['newer', 'older']);
});

test('diagnose does not reject when no key of the set is valid any more', limit, async () => {
  const refused = { status: 401, body: '{"error":"invalid_client"}' };
  const { client } = against([key(older, { notAfter: now() + 1 })], [refused, refused, refused]);
  const error = await rejection(() => client.clientCredentials(), { code: 'ERR_TOKEN_ENDPOINT', library, secrets: older.secrets });
  await new Promise((resolve) => { setTimeout(resolve, 2100); });
  const text = String(await client.diagnose(error));
  assert.match(text, /kid "older"/);
  assert.doesNotMatch(text, /undefined/);
});

test('what is wrong with a call is said though its token is kept', limit, async () => {
  const { client } = against([key(older)], []);
  const first = await client.clientCredentials();
  for (const options of [{ foo: 1 }, { signal: 5 }, { signal: { addEventListener() {} } }, { fresh: 'yes' }, null, []]) {
    await assert.rejects(client.clientCredentials({}, options), TypeError, JSON.stringify(options));
  }
  assert.deepEqual(await client.clientCredentials({}, { signal: null }), first);
});

test('what a caller does to an answer is not in that of the next', limit, async () => {
  const { client } = against([key(older)], [{ body: JSON.stringify({ ...JSON.parse(token), authorization_details: [{ type: 'a' }] }) }]);
  (await client.clientCredentials()).authorization_details.push('more');
  const { authorization_details: details } = await client.clientCredentials();
  assert.deepEqual(details, [{ type: 'a' }]);
});
