// Step 4: the samples are run as they stand, against a real provider; and every profile is practised.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { servePage } from '../../pkg-config/page-server.mjs';
import { startProvider } from '../package/provider.mjs';
import { startWorkerd } from '../package/workerd.mjs';
import { run } from '../package/support/child.mjs';
import { fixture } from '../package/support/fixture.mjs';
import { profiles } from '../../www/profiles.js';
import { startBrowser } from './support/open.mjs';
import { assertion, generate, publicForm, send } from './support/steps.mjs';

const limit = { timeout: 120_000 };
const clientId = "page's client";
let server;
let browser;
let tab;
let provider;
let privateJwk;
before(async () => {
  [server, browser] = await Promise.all([servePage(), startBrowser('chromium')]);
  tab = await browser.open(server.url);
  await generate(tab);
  provider = await startProvider({ publicJwk: JSON.parse(await publicForm(tab, 'jwk')), clientId });
  await tab.click('#private summary');
  await tab.click('#private-reveal');
  privateJwk = JSON.stringify(JSON.parse(await tab.text('#private-text')));
  await assertion(tab, { 'client-id': clientId, issuer: provider.issuer, endpoint: provider.tokenEndpoint });
  await tab.fill('#scope', 'api:read');
}, limit);
after(async () => { await browser?.close(); await server?.close(); await provider?.close(); });

test('no sample holds the key', limit, async () => {
  for (const form of ['http', 'curl', 'fetch', 'worker', 'node', 'deno']) {
    const text = await sample(form);
    for (const secret of [JSON.parse(privateJwk).d, JSON.parse(privateJwk).p]) assert.ok(!text.includes(secret), form);
    if (!['http', 'curl'].includes(form)) assert.match(text, /PRIVATE_JWK/);
  }
});

test('curl gets a token', limit, async () => {
  await tab.click('#assertion-again');
  assert.equal(JSON.parse(await run('sh', ['-c', `${(await sample('curl')).trimEnd()} --silent`])).scope, 'api:read');
});

for (const profile of ['signicat', 'rfc7523bis']) {
  for (const form of ['fetch', 'node']) {
    test(`${form} with profile ${profile} gets a token in Node`, limit, async () => {
      await assertion(tab, { profile });
      const folder = mkdtempSync(join(await fixture(), 'sample-'));
      try {
        writeFileSync(join(folder, 'token.mjs'), await sample(form));
        const output = await run(process.execPath, ['token.mjs'], { cwd: folder, env: { ...process.env, PRIVATE_JWK: privateJwk } });
        assert.match(output, /Bearer/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
}

test('the worker gets a token in workerd, warmed up', limit, async () => {
  const text = await sample('worker');
  assert.match(text, /^import \{ initialize, SigningKey, TokenClient \} from 'private-key-jwt';\n\nawait initialize\(\);/);
  const folder = mkdtempSync(join(await fixture(), 'sample-'));
  writeFileSync(join(folder, 'worker.js'), text);
  const worker = await startWorkerd({ entry: join(folder, 'worker.js'), bindings: { PRIVATE_JWK: privateJwk } });
  try {
    const response = await fetch(worker.url);
    const answer = await response.text();
    assert.equal(response.status, 200, `${answer}\n${worker.output()}`);
    assert.ok(JSON.parse(answer).expires_in > 0, answer);
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true });
  }
});

test('the Deno sample is the Node sample, but for where things come from', limit, async () => {
  const [node, deno] = [await sample('node'), await sample('deno')];
  assert.equal(deno.replace('npm:private-key-jwt', 'private-key-jwt').replace("Deno.env.get('PRIVATE_JWK')", 'process.env.PRIVATE_JWK'), node);
});

for (const alg of ['RS256', 'RS512', 'PS256', 'ES256']) {
  test(`every profile that takes ${alg} gets a token from the practice server`, { timeout: 120_000 }, async () => {
    const other = await browser.open(server.url);
    await generate(other, { alg });
    const names = profiles.filter(({ algorithms }) => algorithms?.includes(alg) ?? alg === 'RS256').map(({ name }) => name);
    assert.ok(names.length > 0);
    for (const name of names) {
      await assertion(other, { profile: name });
      assert.match(await send(other), /200\s+A token/, name);
    }
    await other.isClean();
  });
}

test('Entra finds the key by its certificate, in the samples too', limit, async () => {
  const other = await browser.open(server.url);
  await generate(other, { alg: 'PS256' });
  await assertion(other, { profile: 'entra' });
  assert.match(await other.text('#header-table'), /x5t#S256/);
  assert.match(await send(other), /200\s+A token[^]*its certificate for PS256 is found/);
  await other.choose('sample', 'node');
  assert.match(await other.text('#sample-text'), /SigningKey\.from\(process\.env\.PRIVATE_JWK, \{ certificate: process\.env\.CERTIFICATE \}\)/);
  await other.isClean();
});

async function sample(form) {
  await tab.choose('sample', form);
  return tab.text('#sample-text');
}
