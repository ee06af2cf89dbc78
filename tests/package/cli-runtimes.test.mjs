// Each command once in Node 24, Deno and Bun.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startProvider } from './provider.mjs';
import { start } from './support/child.mjs';
import { commandLine, commandOf, workFolder } from './support/command-line.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 120_000 };
let key;
let provider;
let work;

before(async () => {
  [work, key] = await Promise.all([workFolder(), rsaKey()]);
  provider = await startProvider({ publicJwk: key.publicJwk });
}, { timeout: 180_000 });
after(async () => { await provider?.close(); work?.remove(); });

for (const runtime of ['node24', 'deno', 'bun']) {
  test(`${runtime}: every command`, limit, async () => {
    const file = `${runtime}.json`;
    const env = { PRIVATE_JWK: JSON.stringify(key.privateJwk) };
    const run = async (parameters, { input, exit = 0 } = {}) => {
      const { code, stdout, stderr } = await commandLine(work.folder, parameters, { runtime, env, input });
      assert.equal(code, exit, `${parameters.join(' ')}: ${stdout}\n${stderr}`);
      return { stdout, stderr };
    };

    const { stdout } = await run(['generate', '--alg', 'ES256', '--out', file, '--name', 'x', '--not-after', '+1d']);
    assert.equal(statSync(join(work.folder, file)).mode & 0o777, 0o600);
    const { d, ...publicJwk } = JSON.parse(readFileSync(join(work.folder, file), 'utf8'));
    assert.deepEqual(JSON.parse(stdout).keys, [publicJwk]);
    assert.match((await run(['generate', '--alg', 'ES256', '--out', file], { exit: 3 })).stderr, /exists already/);
    assert.equal(JSON.parse((await run(['public', file, '--format', 'jwk'])).stdout).x, publicJwk.x);
    assert.equal((await run(['thumbprint', 'env:PRIVATE_JWK'])).stdout, (await run(['thumbprint', '-'], { input: env.PRIVATE_JWK })).stdout);
    const certificate = (await run(['certificate', file])).stdout;
    assert.match((await run(['inspect', '-'], { input: certificate })).stdout, /^a certificate, P-256\n.*\n?[^]*subject +CN=x\n/);
    const compact = (await run(['assertion', file, '--client-id', 'c', '--audience', 'a'])).stdout;
    const [report] = JSON.parse((await run(['inspect', '-', '--key', file, '--json'], { input: compact })).stdout);
    assert.deepEqual([report.signature, report.findings], ['verified', []]);
    const command = ['token', '--key', 'env:PRIVATE_JWK', '--client-id', provider.clientId, '--issuer', provider.issuer, '--token-endpoint', provider.tokenEndpoint, '--json'];
    assert.equal(JSON.parse((await run(command)).stdout).access_token, provider.requests.at(-1).answer.access_token);
    assert.equal(JSON.parse((await run([...command, '--client-id', 'nobody'], { exit: 1 })).stderr).error.error, 'invalid_client');
    const { findings } = JSON.parse((await run(['diagnose', ...command.slice(1), '--audience', 'https://elsewhere.example'], { exit: 1 })).stdout);
    assert.equal(findings[0].code, 'audience');
    await serves(runtime, file);
  });
}

async function serves(runtime, file) {
  const [program, ...parameters] = commandOf(runtime, ['jwks', 'serve', file, '--json']);
  const child = start(program, parameters, { cwd: work.folder });
  try {
    const { jwks_uri: url } = JSON.parse(await new Promise((resolve) => { child.stdout.on('data', () => { if (child.output().includes('}')) resolve(child.output()); }); }));
    const { keys: [{ alg }] } = await (await fetch(url)).json();
    assert.equal(alg, 'ES256');
  } finally {
    await child.stop();
  }
}
