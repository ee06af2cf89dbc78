// Every grant and endpoint of the real provider, in the runtimes that differ in their fetch, timers and WebCrypto.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint } from 'jose';
import { startProvider } from './provider.mjs';
import { approveDevices, withFeatures } from './provider-features.mjs';
import { inBrowser } from './runtimes/browsers.mjs';
import { onBun, onDeno, onNode } from './runtimes/command-line.mjs';
import { onWorkerd } from './runtimes/workerd.mjs';
import { Agent } from './support/agent.mjs';
import { fixture, importPackage } from './support/fixture.mjs';
import { judge } from './support/judge.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';

const redirectUri = 'http://127.0.0.1/callback';
const limit = { timeout: 120_000 };
let key;
let curveKeys;
let provider;
let library;

before(async () => {
  [key, ...curveKeys] = await Promise.all([rsaKey(), curveKey('ES256'), curveKey('EdDSA')]);
  provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri], configure: withFeatures({ requireNonce: true }), prepare: approveDevices });
  await fixture();
  library = await importPackage();
}, limit);
after(() => provider?.close());

/** What a browser brings back from a login that a client began. */
async function login() {
  const own = new library.TokenClient({ clientId: provider.clientId, key: library.SigningKey.from(key.privateJwk), issuer: provider.issuer });
  const { url, state, codeVerifier } = await own.authorizationUrl({ redirectUri, scope: 'openid offline_access api:read', parameters: { prompt: 'consent' } });
  const { href } = await new Agent().followTo(url, (location) => location.href.startsWith(redirectUri));
  return { callbackUrl: href, state, codeVerifier, redirectUri };
}

const runtimes = [
  ['Node 24', /^Node.js\/24/, (given) => onNode(24, ['import.mjs'], given)],
  ['workerd', /^Cloudflare-Workers/, onWorkerd],
  ['Deno', /^Deno\//, (given) => onDeno(['--allow-net=127.0.0.1'], given)],
  ['Bun', /^Bun\//, onBun],
  ['Chromium', /Chrome\//, (given) => inBrowser('chromium', given)],
];

for (const [name, runtime, run] of runtimes) {
  test(`${name}: every grant and endpoint`, limit, async () => {
    const { clientId, issuer, tokenEndpoint } = provider;
    const grants = { clientId, issuer, redirectUri, login: await login() };
    const given = { ...key, curveKeys, exchange: false, grants, clientId, issuer, tokenEndpoint, thumbprint: await calculateJwkThumbprint(key.publicJwk) };
    const before = provider.requests.length;
    await judge(await run(given), given, provider, { runtime, exchanged: false });
    const kinds = new Set(provider.requests.slice(before).filter(({ status }) => status === 200).map(({ form }) => form.grant_type));
    assert.ok(kinds.size >= 4, [...kinds].join());
  });
}
