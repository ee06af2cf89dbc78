// Tokens for many: kept until shortly before they expire, asked for once, shared through stores.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { rejection } from './support/errors.mjs';
import { fixture, importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';
import { startStrictServer } from './strict-server.mjs';

const limit = { timeout: 60_000 };
let library;
let stores;
let key;

before(async () => {
  [library, key] = await Promise.all([importPackage(), rsaKey()]);
  stores = await import(pathToFileURL(join(await fixture(), 'consumers', 'stores.mjs')).href);
}, { timeout: 60_000 });

async function against(context, options = {}) {
  const server = await startStrictServer({ publicJwk: key.publicJwk, ...options });
  context.after(() => server.close());
  const client = (more = {}) => new library.TokenClient({ clientId: 'client-1', key: library.SigningKey.from(key.privateJwk), issuer: server.issuer, timeout: 5, ...more });
  return { server, client };
}

test('10,000 callers at once cause one request', limit, async (context) => {
  const { server, client } = await against(context, { delay: 100 });
  const own = client();
  const tokens = await Promise.all(Array.from({ length: 10_000 }, () => own.clientCredentials({ scope: 'a' })));
  assert.equal(server.tokens, 1);
  assert.deepEqual(new Set(tokens.map((token) => token.access_token)), new Set(['token-1']));
  assert.notEqual(tokens[0], tokens[1], 'each has a copy of its own');
  await own.clientCredentials({ scope: 'a' });
  assert.equal(server.tokens, 1);
});

test('other parameters are another token; the order of the same ones is not', limit, async (context) => {
  const { server, client } = await against(context);
  const own = client();
  for (const parameters of [undefined, {}, { scope: 'a' }, { scope: 'a', resource: ['urn:a', 'urn:b'] }, { resource: ['urn:a', 'urn:b'], scope: 'a' }, { scope: 'a', parameters: { b: '1', a: '2' } }, { parameters: { a: '2', b: '1' }, scope: 'a' }]) await own.clientCredentials(parameters);
  assert.equal(server.tokens, 4);
});

test('parameters are those of the moment of the call', limit, async (context) => {
  const { server, client } = await against(context, { delay: 50 });
  const own = client();
  const parameters = { scope: 'a', resource: ['urn:a'], parameters: { more: ['1'] } };
  const first = own.clientCredentials(parameters);
  parameters.scope = 'b';
  parameters.resource.push('urn:b');
  parameters.parameters.more[0] = '2';
  const [{ access_token: token }] = await Promise.all([first, own.clientCredentials(parameters)]);
  const forms = server.requests.filter(({ path }) => path === '/token').map(({ form }) => [form.get('scope'), form.getAll('resource').join(), form.get('more')].join(' '));
  assert.deepEqual(forms.sort(), ['a urn:a 1', 'b urn:a,urn:b 2']);
  assert.equal((await own.clientCredentials({ scope: 'a', resource: ['urn:a'], parameters: { more: ['1'] } })).access_token, token);
});

test('a token is renewed shortly before it expires, expires_in counts down, and fresh asks anew', limit, async (context) => {
  const { server, client } = await against(context, { expiresIn: 100 });
  let ahead = 0;
  const own = client({ now: () => Date.now() / 1000 + ahead });
  assert.equal((await own.clientCredentials()).expires_in, 100);
  ahead = 79;
  server.clock = 79;
  const kept = await own.clientCredentials();
  assert.equal(kept.access_token, 'token-1');
  assert.ok(kept.expires_in <= 21 && kept.expires_in >= 15, `${kept.expires_in}`);
  ahead = server.clock = 95;
  assert.equal((await own.clientCredentials()).access_token, 'token-2');
  assert.equal((await own.clientCredentials({}, { fresh: true })).access_token, 'token-3');
  assert.equal((await own.clientCredentials()).access_token, 'token-3');
});

test('while a token is valid, a server that fails does no harm', limit, async (context) => {
  let broken = false;
  const { server, client } = await against(context, { expiresIn: 100, misbehave: (_request, response) => { if (broken) response.writeHead(500).end(); return broken; } });
  let ahead = 0;
  const own = client({ now: () => Date.now() / 1000 + ahead });
  await own.clientCredentials();
  broken = true;
  ahead = server.clock = 95;
  assert.equal((await own.clientCredentials()).access_token, 'token-1');
  assert.equal((await own.clientCredentials()).access_token, 'token-1');
  assert.equal(server.requests.filter(({ path }) => path === '/token').length, 2, 'and is left alone for a while');
  ahead = server.clock = 101;
  await rejection(() => own.clientCredentials(), { code: 'ERR_RESPONSE_MALFORMED', library, secrets: key.secrets });
});

test('one caller who leaves does not end the request of the others; the last one does', limit, async (context) => {
  const { server, client } = await against(context, { delay: 300 });
  const own = client();
  const [leaving, staying] = [own.clientCredentials({}, { signal: AbortSignal.timeout(50) }), own.clientCredentials()];
  await rejection(() => leaving, { code: 'ERR_ABORTED', library, secrets: key.secrets });
  assert.equal((await staying).access_token, 'token-1');
  await rejection(() => own.clientCredentials({ scope: 'b' }, { signal: AbortSignal.timeout(20) }), { code: 'ERR_ABORTED', library, secrets: key.secrets });
  assert.equal((await own.clientCredentials()).access_token, 'token-1');
  assert.ok(server.tokens <= 2);
});

test('clients share a store, and wait for the one that asks', limit, async (context) => {
  const { server, client } = await against(context, { delay: 100 });
  const store = new stores.MemoryStore();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => client({ store }).clientCredentials()));
  assert.equal(server.tokens, 1);
  assert.equal(new Set(tokens.map((token) => token.access_token)).size, 1);
});

test('a refresher that crashed blocks the others for a lease and no longer', limit, async (context) => {
  const { client, server } = await against(context);
  const store = new stores.MemoryStore();
  const crashed = client({ store, lease: 1, timeout: 60, fetch: (url, init) => (init.method === 'GET' ? fetch(url, init) : new Promise(() => {})) });
  crashed.clientCredentials().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  const started = performance.now();
  const others = await Promise.all(Array.from({ length: 20 }, () => client({ store, lease: 1 }).clientCredentials()));
  const waited = performance.now() - started;
  assert.ok(waited > 500 && waited < 3_000, `${waited} ms`);
  assert.equal(server.tokens, 1);
  assert.equal(others.length, 20);
  // The same within a client: its own request was lost, as that of a visitor who left a worker.
  const again = performance.now();
  await rejection(() => crashed.clientCredentials({}, { signal: AbortSignal.timeout(5_000) }).then(() => { throw Object.assign(new library.PrivateKeyJwtError('ERR_ABORTED', 'answered')); }), { code: 'ERR_ABORTED', library, secrets: [], within: 8_000 });
  assert.ok(performance.now() - again < 3_000, 'it reads the store after a lease');
});

test('a store that fails is as good as none', limit, async (context) => {
  const { client, server } = await against(context);
  const broken = () => Promise.reject(new Error('the store is down'));
  const own = client({ store: { get: broken, set: broken, delete: broken, lock: broken, unlock: broken } });
  assert.equal((await own.clientCredentials()).access_token, 'token-1');
  assert.equal((await own.clientCredentials()).access_token, 'token-1');
  assert.equal((await client({ store: { get: async () => 'not json', set: broken, delete: broken } }).clientCredentials()).access_token, 'token-2');
  assert.equal(server.tokens, 2);
});

for (const method of ['get', 'set', 'lock', 'unlock', 'all']) {
  test(`a store that hangs (${method}) is as good as none`, limit, async (context) => {
    const { client, server } = await against(context);
    const hangs = () => new Promise(() => {});
    const good = { get: async () => undefined, set: async () => {}, delete: async () => {}, lock: async () => 'lock', unlock: async () => {} };
    const store = Object.fromEntries(Object.entries(good).map(([name, works]) => [name, method === 'all' || method === name ? hangs : works]));
    const started = performance.now();
    const own = client({ store, lease: 0.5 });
    assert.equal((await own.clientCredentials()).access_token, 'token-1');
    assert.ok(performance.now() - started < 2_500, `${performance.now() - started} ms`);
    await own.clientCredentials();
    assert.equal(server.tokens, 1);
    await rejection(() => client({ store: { ...good, lock: async () => undefined }, timeout: 0.5 }).clientCredentials(), { code: 'ERR_TIMEOUT', library, secrets: [], within: 1_500 });
    await rejection(() => client({ store: { ...good, get: hangs }, timeout: 0.5 }).clientCredentials(), { code: 'ERR_TIMEOUT', library, secrets: [], within: 1_500 });
  });
}

test('a lock that a store gives too late is given back', limit, async (context) => {
  const { client } = await against(context);
  const returned = [];
  const store = { get: async () => undefined, set: async () => {}, delete: async () => {}, lock: () => new Promise((resolve) => { setTimeout(resolve, 700, 'late'); }), unlock: async (_key, lock) => void returned.push(lock) };
  await client({ store, lease: 0.4 }).clientCredentials();
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(returned, ['late']);
});

test('what a store gives back is a token of ours, or nothing', limit, async (context) => {
  const { client, server } = await against(context);
  const good = { token: { access_token: 'kept', token_type: 'Bearer', expires_in: 600 }, arrivedAt: Date.now() / 1000, expiresAt: Date.now() / 1000 + 600, lifetime: 600 };
  const of = (value) => client({ store: { get: async () => value, set: async () => {}, delete: async () => {} } }).clientCredentials();
  assert.equal((await of(JSON.stringify(good))).access_token, 'kept');
  const others = [7, {}, '5', 'null', '[1]', '{}', '{"token":5}', { ...good, expiresAt: '9999999999' }, { ...good, lifetime: null }, { ...good, token: { ...good.token, access_token: 7 } }, { ...good, token: { ...good.token, expires_in: undefined } }];
  for (const other of others) assert.match((await of(typeof other === 'object' ? JSON.stringify(other) : other)).access_token, /^token-/, JSON.stringify(other));
  assert.equal(server.tokens, others.length);
});

for (const form of ['octets', 'CryptoKey']) {
  test(`an encrypted store shows no token, and binds it to its name (${form})`, limit, async (context) => {
    const { client, server } = await against(context);
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const secret = form === 'octets' ? raw : await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const kept = new Map();
    const plain = { get: async (name) => kept.get(name), set: async (name, value) => void kept.set(name, value), delete: async (name) => void kept.delete(name) };
    const encrypted = (octets = secret) => new stores.EncryptedStore(plain, octets);
    await client({ store: encrypted() }).clientCredentials();
    const [[name, value]] = kept;
    assert.doesNotMatch(Buffer.from(value, 'base64').toString('latin1') + value, /token|access/);
    assert.equal((await client({ store: encrypted() }).clientCredentials()).access_token, 'token-1');
    assert.equal(server.tokens, 1);
    assert.equal(await encrypted().get(`${name} `), undefined);
    kept.set('another', value);
    assert.equal(await encrypted().get('another'), undefined, 'a value moved to another name is not accepted');
    assert.equal((await client({ store: encrypted(new Uint8Array(32)) }).clientCredentials()).access_token, 'token-2', 'nor one of another key');
  });
}

test('misuse is a TypeError', limit, async (context) => {
  const { client } = await against(context);
  for (const options of [{ store: {} }, { store: null }, { lease: 0 }, { lease: 'x' }, { dpop: 'x' }, { dpop: {} }]) {
    await assert.rejects(async () => client(options).clientCredentials(), TypeError, JSON.stringify(options));
  }
});
