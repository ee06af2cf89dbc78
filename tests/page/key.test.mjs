// Steps 1 and 2: keys made and imported, and what may be given away of them.
import assert from 'node:assert/strict';
import { X509Certificate, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { servePage } from '../../pkg-config/page-server.mjs';
import { run } from '../package/support/child.mjs';
import { rsaKey } from '../package/support/keys.mjs';
import { startBrowser } from './support/open.mjs';
import { generate, hasKey, importKey, publicForm } from './support/steps.mjs';

const limit = { timeout: 120_000 };
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
let server;
let browser;
before(async () => { [server, browser] = await Promise.all([servePage(), startBrowser('chromium')]); }, limit);
after(async () => { await browser?.close(); await server?.close(); });

for (const [alg, size] of [['RS256', '2048'], ['RS256', '3072'], ['PS256', '2048'], ['ES256', ''], ['ES384', ''], ['ES512', ''], ['EdDSA', ''], ['Ed25519', '']]) {
  test(`a new key for ${alg} ${size}: four public forms of one key, none of them with a private member`, limit, async () => {
    const tab = await browser.open(server.url);
    await generate(tab, { alg, ...(size && { size }), kid: 'page key/1' });
    const jwk = JSON.parse(await publicForm(tab, 'jwk'));
    const jwks = JSON.parse(await publicForm(tab, 'jwks'));
    const certificate = await publicForm(tab, 'x509');
    const spki = await publicForm(tab, 'spki');
    assert.deepEqual(jwks, { keys: [jwk] });
    assert.equal(jwk.kid, 'page key/1');
    assert.equal(jwk.alg, alg);
    assert.deepEqual(secretMembers.filter((member) => member in jwk), []);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    assert.ok(key.equals(createPublicKey(spki)));
    assert.ok(key.equals(new X509Certificate(certificate).publicKey));
    const read = await run('openssl', ['x509', '-noout', '-subject', '-dates', '-nameopt', 'RFC2253'], { input: certificate });
    const [today, later] = [0, 365].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
    assert.match(read, /subject=CN=my-client\n/);
    assert.equal(day(/notBefore=(.+)/.exec(read)?.[1]), today);
    assert.equal(day(/notAfter=(.+)/.exec(read)?.[1]), later);
    if (size) assert.match(await tab.text('#key-result'), new RegExp(`RSA, ${size} bits`));
    await tab.isClean();
  });
}

const day = (text) => new Date(text).toISOString().slice(0, 10);

test('the private half is in the document only while it is revealed, and leaving without having saved it warns', limit, async () => {
  const tab = await browser.open(server.url);
  await generate(tab);
  const publicJwk = JSON.parse(await publicForm(tab, 'jwk'));
  assert.equal(await leaves(tab), 'is warned');
  assert.doesNotMatch(await whole(tab), /"d":|PRIVATE KEY-+\s*MII/);
  await tab.click('#private summary');
  await tab.click('#private-reveal');
  const shown = JSON.parse(await tab.text('#private-text'));
  assert.ok(createPublicKey(createPrivateKey({ key: shown, format: 'jwk' })).equals(createPublicKey({ key: publicJwk, format: 'jwk' })));
  await tab.click('#private-reveal');
  assert.ok(!(await whole(tab)).includes(shown.d));
  const [jwkFile, pemFile] = [await saved(tab, '#private-jwk'), await saved(tab, '#private-pem')];
  assert.deepEqual([jwkFile.name, pemFile.name], ['my-client.private.jwk.json', 'my-client.private.pem']);
  assert.deepEqual(JSON.parse(jwkFile.text), shown);
  assert.ok(createPrivateKey(pemFile.text).equals(createPrivateKey({ key: shown, format: 'jwk' })));
  assert.equal(await leaves(tab), 'may go');
  assert.equal(await tab.text('#private-wrangler'), 'npx wrangler secret put PRIVATE_JWK < my-client.private.jwk.json');
  await tab.click('#key-make');
  await tab.until('another key', () => document.querySelector('#private-state').textContent === 'not saved yet' && document.querySelector('#key-working').hidden);
  assert.deepEqual(tab.dialogs, []);
  await tab.click('#key-make');
  assert.deepEqual(tab.dialogs, ['confirm']);
});

test('a new key can be waited for, and cancelled', limit, async () => {
  const tab = await browser.open(server.url);
  await tab.ready();
  await tab.fill('#key-size', '4096');
  const seen = await tab.run(() => {
    document.querySelector('#key-make').click();
    const { hidden } = document.querySelector('#key-working');
    document.querySelector('#key-cancel').click();
    return hidden;
  });
  assert.equal(seen, false, 'it says that it works');
  await tab.until('the end', () => document.querySelector('#key-working').hidden);
  assert.ok(!(await tab.isShown('#key-result')) && !(await tab.isShown('#key-error')));
  await tab.isClean();
});

/** A key in the forms in which people have theirs. */
async function forms() {
  const { privateJwk } = await rsaKey({ kid: 'mine' });
  const rsa = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = await rsaKey({ kid: 'other' });
  const pem = (type, more) => rsa.export({ format: 'pem', type, ...more });
  return {
    'a JWK': [rsa, JSON.stringify(privateJwk), { kid: 'mine' }],
    'a JWK with line ends': [rsa, JSON.stringify(privateJwk, null, 2), { kid: 'mine' }],
    'a JWKS with a public key beside it': [rsa, JSON.stringify({ keys: [other.publicJwk, privateJwk] }), { kid: 'mine' }],
    'PKCS#8': [rsa, pem('pkcs8')],
    'PKCS#1': [rsa, pem('pkcs1')],
    'PKCS#8 with literal \\n, as in an environment variable': [rsa, pem('pkcs8').replaceAll('\n', '\\n')],
    'encrypted PKCS#8': [rsa, pem('pkcs8', { cipher: 'aes-256-cbc', passphrase: 'of the key' }), { passphrase: 'of the key' }],
    SEC1: [curve, curve.export({ format: 'pem', type: 'sec1' })],
    'PKCS#8 of a curve': [curve, curve.export({ format: 'pem', type: 'pkcs8' })],
  };
}

for (const [name, [key, text, { passphrase, kid } = {}]] of Object.entries(await forms())) {
  test(`imports ${name}`, limit, async () => {
    const tab = await browser.open(server.url);
    await importKey(tab, text, { passphrase });
    await hasKey(tab);
    const jwk = JSON.parse(await publicForm(tab, 'jwk'));
    assert.ok(createPublicKey({ key: jwk, format: 'jwk' }).equals(createPublicKey(key)));
    assert.equal(jwk.kid, kid ?? await calculateJwkThumbprint(await exportJWK(createPublicKey(key))));
    assert.ok(createPublicKey(await publicForm(tab, 'x509')).equals(createPublicKey(key)));
    const file = await saved(tab, '#private-pem');
    assert.ok(createPrivateKey({ key: file.text, passphrase }).equals(key));
    assert.equal(await leaves(tab), 'may go', 'an imported key exists elsewhere');
    await tab.isClean();
  });
}

/** What must be refused, and what the message must say. */
async function wrongs() {
  const { privateJwk, publicJwk } = await rsaKey();
  const { d: _, ...halves } = privateJwk;
  const flipped = privateJwk.d.startsWith('A') ? 'B' : 'A';
  return {
    nothing: ['', /Paste a private key/],
    'text that is no key': ['hello', /./],
    'broken JSON': ['{ "kty": "RSA"', /ends too early/],
    'a public JWK': [JSON.stringify(publicJwk), /public|private/i],
    'a public PEM': [createPublicKey({ key: publicJwk, format: 'jwk' }).export({ format: 'pem', type: 'spki' }), /public|private/i],
    'a JWK without d': [JSON.stringify(halves), /`?d`?|private/],
    'a JWK whose d was changed': [JSON.stringify({ ...privateJwk, d: flipped + privateJwk.d.slice(1) }), /d\b/],
    'a key for encryption': [JSON.stringify({ ...privateJwk, use: 'enc' }), /use/],
    'a key of 1024 bits': [JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'jwk' })), /2048/],
    'a shared secret': [JSON.stringify({ kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }), /oct/],
  };
}

for (const [name, [text, expected]] of Object.entries(await wrongs())) {
  test(`says what is wrong with ${name}`, limit, async () => {
    const tab = await browser.open(server.url);
    await importKey(tab, text);
    const message = await tab.until('the message', () => document.querySelector('#key-error').hidden ? false : document.querySelector('#key-error').textContent);
    assert.match(message, expected);
    for (const secret of Object.values(text.startsWith('{ "kty": "RSA"') || !text.startsWith('{') ? {} : JSON.parse(text))) {
      assert.ok(String(secret).length < 20 || !message.includes(secret), 'the message quotes the key');
    }
    assert.ok(!(await tab.isShown('#key-result')));
    await tab.isClean();
  });
}

/** Whether the page holds back somebody who leaves. */
function leaves(tab) {
  return tab.run(() => {
    const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented ? 'is warned' : 'may go';
  });
}

/** Everything that the document holds: text, values and attributes. */
function whole(tab) {
  return tab.run(() => [document.documentElement.outerHTML, ...[...document.querySelectorAll('input, textarea')].map((field) => field.value)].join('\n'));
}

/** The file that a button saves. */
function saved(tab, selector) {
  return tab.run((wanted) => {
    const { click } = HTMLAnchorElement.prototype;
    const make = URL.createObjectURL;
    let file;
    let name;
    URL.createObjectURL = (blob) => { file = blob; return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { name = this.download; };
    document.querySelector(wanted).click();
    Object.assign(URL, { createObjectURL: make });
    HTMLAnchorElement.prototype.click = click;
    globalThis.savedText = file.text().then((text) => { globalThis.savedFile = { name, text }; });
  }, selector).then(() => tab.until('the file', () => { const found = globalThis.savedFile; delete globalThis.savedFile; return found; }));
}
