// Why a provider refuses a client, by the command line.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startProvider } from './provider.mjs';
import { commandLine, inTerminal, shellCommand, workFolder } from './support/command-line.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 60_000 };
let work;
let key;
let otherKey;
let provider;

before(async () => {
  [work, key, otherKey] = await Promise.all([workFolder(), rsaKey(), rsaKey()]);
  provider = await startProvider({ publicJwk: key.publicJwk });
  for (const [name, { privateJwk }] of Object.entries({ 'key.json': key, 'other.json': otherKey })) {
    writeFileSync(join(work.folder, name), JSON.stringify(privateJwk), { mode: 0o600 });
  }
}, { timeout: 180_000 });
after(async () => { await provider?.close(); work?.remove(); });

const words = (command, ...more) => [command, '--key', 'key.json', '--client-id', provider.clientId, '--issuer', provider.issuer, ...more];

async function diagnosed(...more) {
  const { code, stdout, stderr } = await commandLine(work.folder, words('diagnose', ...more, '--json'));
  assert.equal(stderr, '');
  return { code, ...JSON.parse(stdout) };
}

test('a client that is accepted has nothing to be diagnosed', limit, async () => {
  assert.deepEqual(await diagnosed(), { code: 0, accepted: true, findings: [] });
  const { code, stdout } = await commandLine(work.folder, words('diagnose'));
  assert.deepEqual([code, stdout], [0, 'The provider gave a token: nothing is wrong.\n']);
});

test('a wrong audience is found', limit, async () => {
  const { code, accepted, error, findings } = await diagnosed('--audience', 'https://elsewhere.example');
  assert.deepEqual([code, accepted, error.error, error.status], [1, false, 'invalid_client', 401]);
  assert.deepEqual([findings[0].code, findings[0].certain], ['audience', true]);
  assert.ok(findings[0].wanted.includes(provider.issuer));
});

test('a key that is not the published one is found, by its JWKS', limit, async () => {
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [key.publicJwk] })));
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    const { findings } = await diagnosed('--key', 'other.json', '--jwks-uri', `http://127.0.0.1:${server.address().port}/jwks`);
    assert.deepEqual([findings[0].code, findings[0].certain], ['key', true]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a person reads it at a terminal', limit, async () => {
  const { code, screen } = await inTerminal(shellCommand(words('diagnose', '--audience', 'https://elsewhere.example')), [], { cwd: work.folder });
  assert.equal(code, 1);
  const text = screen.replaceAll(/\u001b\[\d+m/g, '');
  assert.match(text, /invalid_client.*\(ERR_TOKEN_ENDPOINT\)\r\n1\. audience certain\r\nseen +aud "https:\/\/elsewhere.example"\r\nwanted +"http:.*"\r\nchange +\S/);
});
