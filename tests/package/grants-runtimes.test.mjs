// Every grant and endpoint of the real provider, in the runtimes that differ in their fetch, timers and WebCrypto.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint } from 'jose';
import { startProvider } from './provider.mjs';
import { allowPages, approveDevices, withFeatures } from './provider-features.mjs';
import { moreGrants, registerMoreGrants } from './provider-grants.mjs';
import { inBrowser } from './runtimes/browsers.mjs';
import { onBun, onDeno, onNode } from './runtimes/command-line.mjs';
import { onWorkerd } from './runtimes/workerd.mjs';
import { fixture } from './support/fixture.mjs';
import { judge } from './support/judge.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';
import { startVisitor } from './visitor.mjs';

const redirectUri = 'http://127.0.0.1/callback';
const limit = { timeout: 120_000 };
let key;
let curveKeys;
let provider;
let fapi;
let visitor;

before(async () => {
  [key, ...curveKeys] = await Promise.all([rsaKey(), curveKey('ES256'), curveKey('EdDSA')]);
  const prepare = (handle) => { approveDevices(handle); allowPages(handle); registerMoreGrants(handle); };
  provider = await startProvider({ publicJwk: key.publicJwk, redirectUris: [redirectUri], configure: withFeatures({ requireNonce: true }), prepare });
  fapi = await Promise.all([asPs256(key), curveKeys[0]].map(startFapi));
  visitor = await startVisitor(redirectUri);
  await fixture();
}, limit);
after(() => Promise.all([provider, visitor, ...(fapi ?? [])].map((started) => started?.close())));

const asPs256 = ({ privateJwk, publicJwk }) => ({ privateJwk: { ...privateJwk, alg: 'PS256' }, publicJwk: { ...publicJwk, alg: 'PS256' } });

/** A provider that keeps to FAPI 2.0, with a client of this key. */
async function startFapi({ privateJwk, publicJwk }) {
  const handle = await startProvider({ publicJwk, redirectUris: [redirectUri], configure: withFeatures({ fapi: true, requireNonce: true }), prepare: registerMoreGrants });
  return { ...handle, alg: publicJwk.alg, privateJwk };
}

const runtimes = [
  ['Node 24', /^Node.js\/24/, (given) => onNode(24, ['import.mjs'], given)],
  ['workerd', /^Cloudflare-Workers/, onWorkerd],
  ['Deno', /^Deno\//, (given) => onDeno(['--allow-net=127.0.0.1'], given)],
  ['Bun', /^Bun\//, onBun],
  ['Chromium', /Chrome\//, (given) => inBrowser('chromium', given)],
];

const grantsOf = (requests) => [...new Set(requests.filter(({ status }) => status === 200).map(({ form }) => form.grant_type))].sort();

for (const [name, runtime, run] of runtimes) {
  test(`${name}: every grant and endpoint`, limit, async () => {
    const { clientId, issuer, tokenEndpoint } = provider;
    const grants = { clientId, issuer, redirectUri, visitor: visitor.url, fapi: fapi.map(({ alg, privateJwk, ...handle }) => ({ alg, privateJwk, issuer: handle.issuer, clientId: handle.clientId })) };
    const given = { ...key, curveKeys, exchange: false, grants, clientId, issuer, tokenEndpoint, thumbprint: await calculateJwkThumbprint(key.publicJwk) };
    const servers = [provider, ...fapi];
    const before = servers.map(({ requests }) => requests.length);
    await judge(await run(given), given, provider, { runtime, exchanged: false });
    const [plain, ...bound] = servers.map(({ requests }, index) => grantsOf(requests.slice(before[index])));
    const usual = ['authorization_code', 'client_credentials', 'refresh_token'];
    assert.deepEqual(plain, [...usual, 'urn:openid:params:grant-type:ciba', 'urn:ietf:params:oauth:grant-type:device_code', ...Object.keys(moreGrants)].sort());
    assert.deepEqual(bound, [usual, usual]);
  });
}
