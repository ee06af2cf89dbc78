// The whole way in three browsers: a key, its public half registered at a real provider, an assertion, a token.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { importJWK, jwtVerify } from 'jose';
import { servePage } from '../../pkg-config/page-server.mjs';
import { startProvider } from '../package/provider.mjs';
import { startBrowser } from './support/open.mjs';
import { assertion, generate, publicForm, send } from './support/steps.mjs';

const clientId = 'page-client';
const limit = { timeout: 120_000 };

for (const name of ['chromium', 'firefox', 'webkit']) {
  describe(name, () => {
    let server;
    let browser;
    before(async () => { [server, browser] = await Promise.all([servePage(), startBrowser(name)]); }, limit);
    after(async () => { await browser?.close(); await server?.close(); });

    test('from no key to a token at the practice server and at a real provider', limit, async () => {
      const tab = await browser.open(server.url);
      await generate(tab);
      const publicJwk = JSON.parse(await publicForm(tab, 'jwk'));
      await verifies(tab, publicJwk);
      assert.match(await send(tab), /^\s*200\s+A token/);
      assert.deepEqual(await tab.foreign(), []);
      const provider = await startProvider({ publicJwk, clientId });
      try {
        await addressed(tab, provider);
        await tab.fill('#scope', 'api:read');
        const answer = await send(tab);
        assert.match(answer, /^\s*200\s+A token/);
        assert.match(answer, /api:read/);
        const [request, ...more] = provider.requests;
        assert.equal(more.length, 0);
        assert.equal(request.status, 200, String(request.cause));
        assert.ok(answer.includes(request.answer.access_token.slice(0, 40)), 'the token that the provider gave is shown');
        assert.deepEqual(await tab.foreign(), [provider.tokenEndpoint]);
        assert.match(await send(tab), /200/, 'a second time, with another jti');
        assert.equal(provider.requests.length, 2);
      } finally {
        await provider.close();
      }
      await tab.isClean();
    });

    test('without CORS the page says that the request arrived, and it did, once', limit, async () => {
      const tab = await browser.open(server.url);
      await generate(tab, { alg: 'ES256' });
      const provider = await startProvider({ publicJwk: JSON.parse(await publicForm(tab, 'jwk')), clientId, cors: false });
      const posts = [];
      provider.server.on('request', ({ method, url }) => posts.push(`${method} ${url}`));
      try {
        await addressed(tab, provider);
        const answer = await send(tab);
        assert.match(answer, /No answer that this page may read/);
        assert.match(answer, /the POST did reach it/);
        assert.match(answer, /the jti is spent/);
        assert.match(answer, /Copy as curl, freshly signed/);
        assert.deepEqual(posts, ['POST /connect/token']);
      } finally {
        await provider.close();
      }
      await tab.isClean(/CORS|Cross-Origin|ERR_FAILED|Access-Control|access control/i); // which the browser itself writes to the console
    });
  });
}

/** Fills in step 3 for the provider, and chooses it in step 5. */
async function addressed(tab, provider) {
  await assertion(tab, { 'client-id': clientId, issuer: provider.issuer, endpoint: provider.tokenEndpoint });
  await tab.choose('target', 'endpoint');
}

/** By three implementations that are not ours: the browser's, Node's, and jose. */
async function verifies(tab, publicJwk) {
  const compact = await assertion(tab, { 'client-id': clientId });
  await tab.until('the check by WebCrypto', () => document.querySelector('#assertion-verified').dataset.outcome === 'true');
  const [header, claims, signature] = compact.split('.');
  assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), createPublicKey({ key: publicJwk, format: 'jwk' }), Buffer.from(signature, 'base64url')));
  const endpoint = await tab.run(() => document.querySelector('#endpoint').value);
  const { payload, protectedHeader } = await jwtVerify(compact, await importJWK(publicJwk), { audience: endpoint, issuer: clientId, subject: clientId });
  assert.equal(protectedHeader.kid, publicJwk.kid);
  assert.equal(payload.exp - payload.iat, 60);
}
