// `private-key-jwt/slim` gets its wasm from somewhere: what if it does not get there?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { closedPort } from './faults.mjs';
import { fixture, importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

test('a wasm that cannot be fetched is ERR_NETWORK; that, or another one, may be followed by the right one', { timeout: 60_000 }, async (context) => {
  const [library, { privateJwk }] = await Promise.all([importPackage('slim-index.mjs'), rsaKey()]);
  const wasm = readFileSync(join(await fixture(), 'node_modules/private-key-jwt/dist/private-key-jwt.wasm'));
  const server = createServer((request, response) => {
    if (request.url === '/there') response.end(wasm);
    else response.writeHead(404).end('<html>not here');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  context.after(() => server.close());
  const url = (path) => `http://127.0.0.1:${server.address().port}${path}`;
  const failing = [
    [() => library.initialize(url('/nowhere')), 'ERR_NETWORK', /404/],
    [() => library.initialize(fetch(url('/nowhere'))), 'ERR_NETWORK', /404/],
    [async () => library.initialize(`http://127.0.0.1:${await closedPort()}/`), 'ERR_NETWORK', /could not be fetched/],
  ];
  for (const [action, code, message] of failing) {
    await assert.rejects(action, (error) => error instanceof library.PrivateKeyJwtError && error.code === code && message.test(error.message));
  }
  const other = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  for (const module of [other, new WebAssembly.Module(other)]) await assert.rejects(library.initialize(module), /not the wasm of private-key-jwt/);
  await library.initialize(new URL(url('/there')));
  assert.match(library.SigningKey.from(privateJwk).assertion({ clientId: 'a', audience: 'https://b.example' }), /^[\w-]+\.[\w-]+\.[\w-]+$/);
});
