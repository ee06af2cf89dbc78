// What is special in workerd: requests share an isolate but no I/O, and an isolate lives on after a broken request.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { importJWK, jwtVerify } from 'jose';
import { startFaults } from './faults.mjs';
import { fixture } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';
import { repository } from './support/paths.mjs';
import { startWorkerd } from './workerd.mjs';

const limit = { timeout: 30_000 };
let faults;
let worker;

before(async () => {
  const [folder, { privateJwk }] = await Promise.all([fixture(), rsaKey()]);
  faults = await startFaults();
  worker = await startWorkerd({ entry: join(folder, 'consumers', 'workerd-shared.mjs'), bindings: { PRIVATE_JWK: JSON.stringify(privateJwk) } });
}, { timeout: 90_000 });
after(async () => { await worker?.stop(); await faults?.close(); });

async function ask(fault, { signal = AbortSignal.timeout(10_000), timeout = 5, abortAfter } = {}) {
  const response = await fetch(worker.url, { method: 'POST', body: JSON.stringify({ endpoint: faults.url(fault), timeout, abortAfter }), signal });
  const text = await response.text();
  assert.equal(response.status, 200, `${text}\n${worker.output()}`);
  return JSON.parse(text);
}

test('many requests at once share one client, and one token', limit, async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask('good')));
  assert.ok(answers.every(({ access_token: token }) => token === 'good-token'), JSON.stringify(answers.find((answer) => !answer.access_token)));
  assert.equal(faults.requests.length, 1);
});

test('failures have their codes', limit, async () => {
  assert.equal((await ask('hangs', { timeout: 0.5 })).code, 'ERR_TIMEOUT');
  assert.equal((await ask('stalls', { timeout: 0.5 })).code, 'ERR_TIMEOUT');
  assert.equal((await ask('breaks-off')).code, 'ERR_NETWORK');
  assert.equal((await ask('redirects')).code, 'ERR_RESPONSE_MALFORMED');
  assert.equal((await ask('endless')).code, 'ERR_RESPONSE_MALFORMED');
  assert.equal((await ask('invalid-json')).code, 'ERR_RESPONSE_MALFORMED');
  assert.deepEqual(faults.elsewhere.requests, []);
});

test('an aborted signal is ERR_ABORTED', limit, async () => {
  assert.equal((await ask('server-error-html')).code, 'ERR_RESPONSE_MALFORMED');
  assert.equal((await ask('hangs', { abortAfter: 300 })).code, 'ERR_ABORTED');
});

test('the key of a rehearsal is the published one', limit, async () => {
  const { published } = await import(pathToFileURL(join(await fixture(), 'node_modules/private-key-jwt/dist/rehearsal.js')).href);
  const { cases } = JSON.parse(readFileSync(join(repository, 'tests/vectors/rfc/rfc7515-appendix-a.json'), 'utf8'));
  assert.deepEqual(published, cases.find(({ id }) => id === 'A.2').jwk);
});

test('at module scope, initialize() rehearses once; in a request it does not', limit, async () => {
  const [folder, { privateJwk, publicJwk }] = await Promise.all([fixture(), rsaKey()]);
  const ready = await startWorkerd({ entry: join(folder, 'consumers', 'workerd-ready.mjs'), bindings: { PRIVATE_JWK: JSON.stringify(privateJwk) } });
  try {
    const options = { clientId: 'client-1', audience: 'https://issuer.example' };
    const answer = await (await fetch(ready.url, { method: 'POST', body: JSON.stringify(options) })).json();
    assert.deepEqual(answer.seen, { state: 'ready', keys: 1 }, ready.output());
    assert.equal(answer.keys, 2, 'the key of the request alone came to the one of module scope');
    const { payload } = await jwtVerify(answer.assertion, await importJWK(publicJwk), { audience: options.audience });
    assert.equal(payload.iss, 'client-1');
  } finally {
    await ready.stop();
  }
});

test('a visitor who leaves in the middle does not stop later requests', limit, async () => {
  for (let round = 0; round < 5; round += 1) {
    const leaving = Array.from({ length: 4 }, () => ask('stalls', { signal: AbortSignal.timeout(150) }).catch((error) => error.name));
    const staying = Array.from({ length: 4 }, () => ask('good'));
    // Whoever comes late hears of the time that ran out for the request of an earlier one.
    for (const outcome of await Promise.all(leaving)) assert.ok(outcome === 'TimeoutError' || outcome.code === 'ERR_TIMEOUT', outcome);
    for (const { access_token: token } of await Promise.all(staying)) assert.equal(token, 'good-token');
  }
  assert.equal((await ask('good')).access_token, 'good-token');
});
