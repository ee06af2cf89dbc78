// The examples of pkg-config/examples, each in its runtime, against an authorization server and an API.
import assert from 'node:assert/strict';
import { existsSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startProvider } from './provider.mjs';
import { Agent } from './support/agent.mjs';
import { start } from './support/child.mjs';
import { fixture } from './support/fixture.mjs';
import { freePort } from './support/free-port.mjs';
import { rsaKey } from './support/keys.mjs';
import { npmFile, npmProgram } from './support/paths.mjs';
import { startStrictServer } from './strict-server.mjs';
import { startWorkerd } from './workerd.mjs';

const limit = { timeout: 60_000 };
let folder;
let key;
let server;
let api;
let settings;

before(async () => {
  [folder, key] = await Promise.all([fixture(), rsaKey()]);
  server = await startStrictServer({ publicJwk: key.publicJwk });
  api = await listen((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ seen: request.headers.authorization }));
  });
  settings = { ISSUER: server.issuer, CLIENT_ID: 'client-1', PRIVATE_KEY: JSON.stringify(key.privateJwk), API_URL: api.url };
}, { timeout: 90_000 });
after(() => Promise.all([server?.close(), api?.close()]));

async function listen(handler) {
  const http = createServer(handler);
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${http.address().port}/`, close: () => new Promise((resolve) => { http.close(resolve); http.closeAllConnections(); }) };
}

/** Asks twice: the API sees a token both times, and it is the same one. */
async function judge(ask) {
  const before = server.tokens;
  const [first, second] = [await ask(), await ask()];
  assert.match(first.seen, /^Bearer token-\d+$/);
  assert.equal(second.seen, first.seen);
  assert.equal(server.tokens, before + 1);
}

const commands = {
  'node.mjs': () => [process.execPath, []],
  'deno.js': () => [npmProgram('deno', 'deno'), ['run', '--quiet', '--no-prompt', '--no-lock', '--no-config', '--cached-only', '--node-modules-dir=manual', '--allow-net', '--allow-env']],
  'bun.js': () => [npmProgram('bun', 'bun'), ['run']],
};
for (const [name, command] of Object.entries(commands)) {
  test(name, limit, async (context) => {
    const [program, parameters] = command();
    const port = await freePort();
    const env = { PATH: process.env.PATH, HOME: folder, DENO_DIR: join(folder, '.deno'), DENO_NO_UPDATE_CHECK: '1', PORT: String(port), ...settings };
    const child = start(program, [...parameters, name], { cwd: join(folder, 'examples'), env });
    context.after(() => child.stop());
    await judge(async () => {
      for (let wait = 0; ; wait += 1) {
        try {
          return await (await fetch(`http://127.0.0.1:${port}/`)).json();
        } catch (error) {
          if (wait > 100 || child.exitCode !== null) throw new Error(`${error}\n${child.output()}`);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    });
  });
}

async function inWorkerd(context, name, options) {
  const worker = await startWorkerd({ entry: join(folder, 'examples', name), ...options });
  context.after(() => worker.stop());
  await judge(async () => {
    const text = await (await fetch(worker.url)).text();
    return JSON.parse(text.startsWith('{') ? text : `{"seen":${JSON.stringify(`${text}\n${worker.output()}`)}}`);
  });
}

test('worker-kv.js', limit, async (context) => {
  const kept = new Map();
  const kv = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://kv');
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.method === 'PUT') kept.set(pathname, Buffer.concat(chunks));
    response.writeHead(request.method === 'GET' && !kept.has(pathname) ? 404 : 200).end(kept.get(pathname));
  });
  context.after(() => kv.close());
  const bindings = { ...settings, STORE_KEY: Buffer.alloc(32, 7).toString('base64') };
  await inWorkerd(context, 'worker-kv.js', {
    bindings,
    extend: () => ({ services: `(name = "kv", external = (address = "${new URL(kv.url).host}", http = ())),\n`, moreBindings: ['(name = "TOKENS", kvNamespace = "kv")'] }),
  });
  assert.equal(kept.size, 1);
});

test('worker-durable-object.js', limit, (context) => inWorkerd(context, 'worker-durable-object.js', {
  bindings: settings,
  extend: () => ({
    worker: 'durableObjectNamespaces = [(className = "TokenCoordinator", uniqueKey = "tokens")],\ndurableObjectStorage = (inMemory = void),\n',
    moreBindings: ['(name = "TOKENS", durableObjectNamespace = "TokenCoordinator")'],
  }),
}));

test('next-route.js', limit, async () => {
  Object.assign(process.env, settings);
  const { GET } = await import(pathToFileURL(join(folder, 'examples', 'next-route.js')).href);
  await judge(async () => (await GET()).json());
});

test('hono.js logs a person in', limit, async (context) => {
  const hono = join(folder, 'node_modules', 'hono');
  if (!existsSync(hono)) symlinkSync(join(npmFile('hono', 'package.json'), '..'), hono);
  const redirectUri = 'https://app.example/callback';
  const provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri] });
  context.after(() => provider.close());
  const { default: app } = await import(pathToFileURL(join(folder, 'examples', 'hono.js')).href);
  const env = { ...settings, ISSUER: provider.issuer, REDIRECT_URI: redirectUri };
  const login = await app.request('https://app.example/login', {}, env);
  const cookie = login.headers.get('set-cookie').split(';')[0];
  const back = await new Agent().followTo(login.headers.get('location'), (location) => location.href.startsWith(redirectUri));
  const answer = await app.request(back.href, { headers: { cookie } }, env);
  assert.deepEqual([answer.status, (await answer.json()).scope], [200, 'openid']);
  assert.equal((await app.request(`${redirectUri}?code=stolen&state=another`, { headers: { cookie } }, env)).status, 500);
});
