// The packed tarball, installed by npm, in every runtime: the same scenario, judged from outside.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint } from 'jose';
import { startProvider } from './provider.mjs';
import { inBrowser, withoutWasmInBrowser } from './runtimes/browsers.mjs';
import { onBun, onDeno, onNode } from './runtimes/command-line.mjs';
import { inEdgeVm } from './runtimes/edge-vm.mjs';
import { inWebKit } from './runtimes/webkit.mjs';
import { onWorkerd } from './runtimes/workerd.mjs';
import { authorize } from './support/authorize.mjs';
import { fixture } from './support/fixture.mjs';
import { everyForm } from './support/forms.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';
import { judge } from './support/judge.mjs';

const redirectUri = 'http://127.0.0.1/callback';
const limit = { timeout: 120_000 };
let key;
let curveKeys;
let forms;
let provider;

before(async () => {
  [forms, key, ...curveKeys] = await Promise.all([everyForm(), rsaKey(), curveKey('ES256'), curveKey('EdDSA')]);
  provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri] });
  await fixture();
}, limit);
after(() => provider?.close());

/** A fresh authorization code for each runtime, since each exchanges one. */
async function input({ exchange }) {
  return {
    ...key, curveKeys, forms, exchange, clientId: provider.clientId, issuer: provider.issuer, tokenEndpoint: provider.tokenEndpoint,
    thumbprint: await calculateJwkThumbprint(key.publicJwk), authorization: exchange ? await authorize(provider, redirectUri) : undefined,
  };
}

/** Name, what the runtime calls itself, how the scenario runs there. */
const runtimes = [
  ['Node 20, import', /^Node.js\/v20/, (given) => onNode(20, ['import.mjs'], given)],
  ['Node 20, require', /^Node.js\/v20/, (given) => onNode(20, ['require.cjs'], given)],
  ['Node 20, slim with bytes', /^Node.js\/v20/, (given) => onNode(20, ['slim-run.mjs', 'bytes'], given)],
  ['Node 20, slim with a module', /^Node.js\/v20/, (given) => onNode(20, ['slim-run.mjs', 'module'], given)],
  ['Node 22, import', /^Node.js\/22/, (given) => onNode(22, ['import.mjs'], given)],
  ['Node 22, require', /^Node.js\/22/, (given) => onNode(22, ['require.cjs'], given)],
  ['Node 24, import', /^Node.js\/24/, (given) => onNode(24, ['import.mjs'], given)],
  ['Node 24, require', /^Node.js\/24/, (given) => onNode(24, ['require.cjs'], given)],
  ['workerd', /^Cloudflare-Workers/, onWorkerd],
  ['Deno with --allow-net=127.0.0.1', /^Deno\//, (given) => onDeno(['--allow-net=127.0.0.1'], given)],
  ['Bun', /^Bun\//, onBun],
  ['Chromium, bundled, under a strict policy', /Chrome\//, (given) => inBrowser('chromium', given)],
  ['Firefox, bundled, under a strict policy', /Firefox\//, (given) => inBrowser('firefox', given)],
  ['WebKitGTK, bundled, under a strict policy', /AppleWebKit\/(?!.*Chrom)/, inWebKit],
  ['edge VM', /^edge-runtime/, inEdgeVm],
];

for (const [name, runtime, run] of runtimes) {
  test(`${name}: signs, and exchanges at a real provider`, limit, async () => {
    const given = await input({ exchange: true });
    await judge(await run(given), given, provider, { runtime, exchanged: true });
  });
}

test('Deno without any permission: signs', limit, async () => {
  const given = await input({ exchange: false });
  await judge(await onDeno([], given), given, provider, { runtime: /^Deno\//, exchanged: false });
});

test("Chromium without 'wasm-unsafe-eval': ERR_WASM_BLOCKED with the remedy", limit, async () => {
  const { code, message } = await withoutWasmInBrowser('chromium', key);
  assert.equal(code, 'ERR_WASM_BLOCKED');
  assert.match(message, /wasm-unsafe-eval/);
});
