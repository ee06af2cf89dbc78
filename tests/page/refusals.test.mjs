// What can go wrong in steps 3 and 5, and what the page then says.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { servePage } from '../../pkg-config/page-server.mjs';
import { recordAssertion } from '../package/support/assertions.mjs';
import { freePort } from '../package/support/free-port.mjs';
import { startBrowser } from './support/open.mjs';
import { assertion, generate, send } from './support/steps.mjs';

const limit = { timeout: 120_000 };
let server;
let browser;
let tab;
before(async () => {
  [server, browser] = await Promise.all([servePage(), startBrowser('chromium')]);
  tab = await browser.open(server.url);
  await generate(tab);
}, limit);
after(async () => { await browser?.close(); await server?.close(); });

/** Mistake, status, OAuth error, what the server's log says. */
const mistakes = [
  ['audience', 401, 'invalid_client', /aud is https:\/\/other\.example\.com; this server is https:\/\/login/],
  ['kid', 401, 'invalid_client', /no key with kid “[\w-]{43}” is registered for this client; there is “key-1”/],
  ['signature', 401, 'invalid_client', /the signature is not that of the registered key/],
  ['expired', 401, 'invalid_client', /it expired 35\d\d s ago/],
  ['future', 401, 'invalid_client', /it is from the future: (3600|359\d) s/],
  ['replay', 401, 'invalid_client', /this jti was used before/],
  ['client', 401, 'invalid_client', /there is no client “sandbox-client”; registered is “another-client”/],
  ['missing', 400, 'invalid_request', /client_assertion is missing/],
  ['code', 400, 'invalid_grant', /the code is unknown, used or expired/],
  ['grants', 400, 'unauthorized_client', /not registered for client_credentials/],
  ['grant', 400, 'unsupported_grant_type', /grant_type password is not offered/],
  ['scope', 400, 'invalid_scope', /scope everything is not allowed/],
  ['busy', 503, 'temporarily_unavailable', /overloaded or in maintenance/],
  ['html', 502, 'No token', /no answer of a token endpoint/],
  ['silent', undefined, 'No answer that this page may read', /the request was handled, and a token given out/],
];

test('every mistake that is offered is tried here', limit, async () => {
  const offered = await tab.run(() => [...document.querySelectorAll('#mistake option')].map(({ value }) => value));
  assert.deepEqual(offered, ['none', ...mistakes.map(([name]) => name)]);
});

for (const [name, status, error, reason] of mistakes) {
  test(`practice: ${name} ends with ${error}`, limit, async () => {
    await tab.fill('#mistake', name);
    const answer = await send(tab);
    assert.match(answer, new RegExp(`^\\s*${status ?? ''}\\s*${error}`));
    assert.match(answer, reason);
    assert.equal(answer.includes('The assertion is the place to look'), error === 'invalid_client');
    if (name === 'expired' || name === 'future') assert.match(await tab.text('.suspect'), /clock.*look here.*iat was (3600|3599) s (before|after) the server's clock/);
    await tab.isClean();
  });
}

test('the grants of step 4 are all practised', limit, async () => {
  await tab.fill('#mistake', 'none');
  for (const grant of ['authorization_code', 'refresh_token', 'client_credentials']) {
    await tab.fill('#grant', grant);
    assert.match(await send(tab), new RegExp(`200\\s+A token[^]*${grant} is granted`));
  }
});

/** Field, value, what is said beside it. */
const wrong = [
  ['client-id', '', /clientId/], ['lifetime', '0', /lifetime/i], ['lifetime', '', /lifetime/i], ['extra', '{ "iss": 1 }', /iss/],
  ['extra', '[1]', /JSON object/], ['extra', '{', /JSON object/], ['audience', 'a b', /audience|aud|200/i],
];

for (const [field, value, expected] of wrong) {
  test(`says what is wrong with ${field} ${value}, and takes it back when it is mended`, limit, async () => {
    const before = await tab.run((id) => document.getElementById(id).value, field);
    await tab.fill(`#${field}`, value);
    if (field !== 'audience') {
      await tab.until('the message', () => !document.querySelector('#assertion-error').hidden);
      assert.match(await tab.text('#assertion-error'), expected);
      assert.ok(!(await tab.isShown('#assertion-token')));
    }
    await tab.fill(`#${field}`, before);
    await tab.until('the assertion', () => document.querySelector('#assertion-error').hidden && document.querySelector('#assertion-token').checkVisibility());
    await tab.isClean();
  });
}

test('extra claims are in the assertion and in the table, and every change is checked anew', limit, async () => {
  const compact = await assertion(tab, { extra: '{ "acr_values": "urn:x", "__proto__x": [1, "<b>"] }' });
  const claims = JSON.parse(Buffer.from(compact.split('.')[1], 'base64url').toString());
  assert.equal(claims.acr_values, 'urn:x');
  assert.match(await tab.text('#claims-table'), /acr_values.*urn:x.*Yours.*\[1,"<b>"\]/s);
  await tab.until('the check', () => document.querySelector('#assertion-verified').dataset.outcome === 'true');
  await assertion(tab, { extra: '' });
});

test('an expired assertion says so, and can be signed again', limit, async () => {
  const old = await assertion(tab, { lifetime: '1' });
  await tab.until('its end', () => document.querySelector('#countdown').textContent.startsWith('Expired'));
  await tab.fill('#lifetime', '60');
  await tab.click('#assertion-again');
  await tab.until('a new one', (before) => document.querySelector('#assertion-token').textContent !== before && document.querySelector('#countdown').textContent.startsWith('Expires in'), old);
});

/** Answers of other servers than a token endpoint. */
const answers = [
  ['HTML', (response) => response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end('<h1>hello</h1>'), /200\s+No token[^]*no answer of a token endpoint/],
  ['a redirect', (response) => response.writeHead(302, { location: '/elsewhere', 'access-control-allow-origin': '*' }).end(), /A redirect[^]*Token endpoints do not redirect/],
  ['404', (response) => response.writeHead(404, { 'access-control-allow-origin': '*' }).end(), /404\s+No token[^]*no token endpoint/],
  ['an array', (response) => response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }).end('[1]'), /200\s+No token/],
];

for (const [name, answer, expected] of answers) {
  test(`an endpoint that answers ${name} gets one request and an explanation`, limit, async () => {
    const seen = [];
    const endpoint = createServer(async (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      recordAssertion(new URLSearchParams(await text(request)).get('client_assertion'));
      answer(response);
    });
    await new Promise((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    try {
      await assertion(tab, { endpoint: `http://127.0.0.1:${endpoint.address().port}/token` });
      await tab.choose('target', 'endpoint');
      assert.match(await send(tab), expected);
      assert.deepEqual(seen, ['POST /token']);
    } finally {
      endpoint.close();
      endpoint.closeAllConnections();
      tab.complaints.length = 0; // the browser itself logs 404
    }
  });
}

test('nobody at the address, and addresses that are none', limit, async () => {
  await assertion(tab, { endpoint: `http://127.0.0.1:${await freePort()}/token` });
  assert.match(await send(tab), /nobody listens at that address/);
  for (const address of ['http://login.example.com/token', 'ftp://127.0.0.1/', 'token']) {
    await tab.fill('#endpoint', address);
    assert.match(await send(tab), /must be an https address, or http on localhost or 127\.0\.0\.1/);
  }
});
