// Token endpoints that are broken, slow or hostile: each ends in its typed error, in time, with no secret in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closedPort, startFaults } from './faults.mjs';
import { keepsSecrets, rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 15_000 };
const code = 'the-secret-code-of-the-test';
const codeVerifier = 'the-secret-verifier-of-the-test-0123456789abcdef';
let library;
let key;
let faults;

before(async () => {
  [library, key, faults] = await Promise.all([importPackage(), rsaKey(), startFaults()]);
}, { timeout: 60_000 });
after(() => faults?.close());

function client(tokenEndpoint, options = {}) {
  return new library.TokenClient({ clientId: 'client-1', key: library.SigningKey.from(key.privateJwk), tokenEndpoint, audience: 'https://issuer.example', timeout: 5, ...options });
}

const exchange = (tokenEndpoint, options, call) => client(tokenEndpoint, options).authorizationCode({ code, codeVerifier, redirectUri: 'https://client.example/callback' }, call);

/** Expects an error with `errorCode` and none of this test's secrets, nor the assertions that the server was sent. */
async function fails(errorCode, action, within) {
  const first = faults.requests.length;
  const error = await rejection(action, { code: errorCode, library, within, secrets: [...key.secrets, code, codeVerifier] });
  keepsSecrets(error, faults.requests.slice(first).map(({ form }) => form.get('client_assertion')));
  return error;
}

test('a good answer passes, so that the failures below mean something', limit, async () => {
  assert.deepEqual(await exchange(faults.url('good')), { access_token: 'good-token', token_type: 'Bearer', expires_in: 60 });
  assert.equal(faults.requests.at(-1).form.get('code'), code);
});

test('what servers do though they must not: a byte order mark, and a number as a text', limit, async () => {
  assert.equal((await exchange(faults.url('expires-in-text'))).expires_in, 60);
  const own = client(faults.url('expires-in-text'));
  const before = faults.requests.length;
  for (let call = 0; call < 3; call += 1) assert.equal(typeof (await own.clientCredentials()).expires_in, 'number');
  assert.equal(faults.requests.length, before + 1, 'the token is kept');
});

test('a server that is down is ERR_NETWORK', limit, async () => {
  const url = await closedPort();
  await fails('ERR_NETWORK', () => exchange(url));
});

test('an answer that breaks off is ERR_NETWORK', limit, () => fails('ERR_NETWORK', () => exchange(faults.url('breaks-off'))));

test('a server that never answers is ERR_TIMEOUT, in time', limit, () => fails('ERR_TIMEOUT', () => exchange(faults.url('hangs'), { timeout: 1 }), 2_500));

test('a body that stalls is ERR_TIMEOUT, in time', limit, () => fails('ERR_TIMEOUT', () => exchange(faults.url('stalls'), { timeout: 1 }), 2_500));

test('a fraction of a second is a timeout too', limit, () => fails('ERR_TIMEOUT', () => exchange(faults.url('hangs'), { timeout: 0.2 }), 1_500));

for (const fault of ['hangs', 'stalls']) {
  test(`an aborted signal is ERR_ABORTED at once, when the server ${fault}`, limit, async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('the reason is not ours')), 200);
    await fails('ERR_ABORTED', () => exchange(faults.url(fault), {}, { signal: controller.signal }), 1_500);
  });
}

test('a signal that takes no listener leaves no timer behind', limit, async () => {
  const { signal } = new AbortController();
  signal.addEventListener = () => { throw new RangeError('no listeners'); };
  await assert.rejects(exchange(faults.url('good'), { timeout: 0.1 }, { signal }), RangeError);
  await new Promise((resolve) => { setTimeout(resolve, 300); }); // what is thrown meanwhile fails this test
});

test('a signal that was aborted before sends nothing', limit, async () => {
  const before = faults.requests.length;
  await fails('ERR_ABORTED', () => exchange(faults.url('good'), {}, { signal: AbortSignal.abort() }));
  assert.equal(faults.requests.length, before);
});

const malformed = {
  'server-error-html': 500, 'error-not-json': 400, 'error-is-an-object': 400,
  'invalid-json': 200, 'empty': 200, 'array': 200, 'text': 200, 'null': 200, 'no-access-token': 200, 'access-token-is-a-number': 200, 'long': 200,
};
for (const [fault, status] of Object.entries(malformed)) {
  test(`${fault} is ERR_RESPONSE_MALFORMED with the status ${status}`, limit, async () => {
    const error = await fails('ERR_RESPONSE_MALFORMED', () => exchange(faults.url(fault)));
    assert.equal(error.status, status);
    assert.doesNotMatch(error.message, /doctype|Bad Request|token_type":/, 'an answer is never quoted');
  });
}

for (const fault of ['redirects', 'redirects-302']) {
  test(`${fault} is ERR_RESPONSE_MALFORMED, and the other host gets nothing`, limit, async () => {
    await fails('ERR_RESPONSE_MALFORMED', () => exchange(faults.url(fault)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(faults.elsewhere.requests, []);
  });
}

test('an answer of 20 MB is ERR_RESPONSE_MALFORMED, and is not read', limit, async () => {
  globalThis.gc?.();
  const before = process.memoryUsage();
  await fails('ERR_RESPONSE_MALFORMED', () => exchange(faults.url('endless')));
  const after = process.memoryUsage();
  const grown = after.external + after.arrayBuffers + after.heapUsed - before.external - before.arrayBuffers - before.heapUsed;
  assert.ok(grown < 16 * 2 ** 20, `memory grew by ${grown} bytes`);
  for (let wait = 0; faults.endlessBytesSent === undefined && wait < 50; wait += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(faults.endlessBytesSent < 12 * 2 ** 20, `the connection stayed open for ${faults.endlessBytesSent} bytes`);
});
