// Each example of the help texts, read from these and run in order in one folder, by npx, against a real provider.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startProvider } from './provider.mjs';
import { authorize } from './support/authorize.mjs';
import { start } from './support/child.mjs';
import { commandLine, outcome, workFolder } from './support/command-line.mjs';
import { importPackage } from './support/fixture.mjs';
import { freePort } from './support/free-port.mjs';

const limit = { timeout: 120_000 };
const redirectUri = 'http://127.0.0.1/callback';
let work;
let provider;
let env;

before(async () => { work = await workFolder(); }, limit);
after(async () => { await provider?.close(); work?.remove(); });

/** What `--help` of a command shows as examples. */
async function examplesOf(name) {
  const { code, stdout, stderr } = await commandLine(work.folder, [...name.split(' '), '--help']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, new RegExp(`^Usage\\n  private-key-jwt ${name}`, 'm'));
  return stdout.split(/^Examples$/m)[1].replaceAll(/ \\\n +/g, ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

async function commandNames() {
  const { stdout } = await commandLine(work.folder, ['--help']);
  return [...stdout.matchAll(/^  ([a-z]+(?: [a-z]+)?) {2,}/gm)].map(([, name]) => name);
}

/** The provider, once there is the key that it knows the client by; and a refresh token of it. */
async function prepareProvider() {
  const { SigningKey, TokenClient } = await importPackage();
  const privateJwk = readFileSync(join(work.folder, 'key.json'), 'utf8');
  const [publicJwk] = JSON.parse(readFileSync(join(work.folder, 'jwks.json'), 'utf8')).keys;
  provider = await startProvider({ publicJwk, redirectUris: [redirectUri] });
  const { clientId, tokenEndpoint, issuer } = provider;
  const { nonce, ...parameters } = await authorize(provider, redirectUri);
  const tokens = await new TokenClient({ clientId, key: SigningKey.from(privateJwk), issuer, tokenEndpoint }).authorizationCode(parameters);
  env = { PRIVATE_JWK: privateJwk, REFRESH_TOKEN: tokens.refresh_token };
}

const here = (line) => line.replaceAll('https://login.example.com', provider?.issuer ?? 'unused');

test('every example of every command does what it says', limit, async (context) => {
  const names = await commandNames();
  assert.deepEqual(names, ['generate', 'public', 'certificate', 'thumbprint', 'inspect', 'assertion', 'token', 'diagnose', 'jwks serve']);
  for (const name of names) {
    const examples = await examplesOf(name);
    assert.ok(examples.length > 0, `${name} has no example`);
    for (const example of examples) {
      await context.test(example, limit, () => (name === 'jwks serve' ? served(example) : runs(example)));
    }
    if (name === 'generate') await prepareProvider();
  }
  assert.equal(provider.requests.filter(({ status }) => status === 200).length, 4, JSON.stringify(provider.causes));
});

async function runs(example) {
  const { code, stdout, stderr } = await outcome(['sh', '-c', here(example)], { cwd: work.folder, env });
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  if (!example.includes('>') && !example.includes('"$(') && !example.includes('--out')) assert.notEqual(stdout, '');
}

async function served(example) {
  const port = await freePort();
  const child = start('sh', ['-c', example.replace(/--port \d+/, `--port ${port}`)], { cwd: work.folder });
  try {
    await new Promise((resolve) => { child.stdout.on('data', () => { if (child.output().includes('http://')) resolve(); }); child.once('close', resolve); });
    const response = await fetch(child.output().match(/http:\S+/)[0], { signal: AbortSignal.timeout(10_000) });
    const { keys } = await response.json();
    assert.deepEqual(keys.map(({ alg, d }) => [alg, d]), [['RS256', undefined], ['ES256', undefined]]);
  } finally {
    await child.stop();
  }
}
