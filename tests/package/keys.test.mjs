// `private-key-jwt/keys` in every runtime: what it makes is judged by jose, Node's crypto and the openssl command.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { inBrowser } from './runtimes/browsers.mjs';
import { onBun, onDeno, onNode } from './runtimes/command-line.mjs';
import { inEdgeVm } from './runtimes/edge-vm.mjs';
import { inWebKit } from './runtimes/webkit.mjs';
import { onWorkerd } from './runtimes/workerd.mjs';
import { importPackage, fixture } from './support/fixture.mjs';
import { judgeKeys } from './support/judge-keys.mjs';
import { openssl } from './support/openssl.mjs';

const limit = { timeout: 180_000 };
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

before(() => fixture(), limit);

/** Name, what the runtime calls itself, how the scenario runs there. */
const runtimes = [
  ['Node 20, import', /^Node.js\/v20/, (given) => onNode(20, ['keys-import.mjs'], given)],
  ['Node 20, require', /^Node.js\/v20/, (given) => onNode(20, ['keys-require.cjs'], given)],
  ['Node 22, require', /^Node.js\/22/, (given) => onNode(22, ['keys-require.cjs'], given)],
  ['Node 24, import', /^Node.js\/24/, (given) => onNode(24, ['keys-import.mjs'], given)],
  ['Deno without any permission', /^Deno\//, (given) => onDeno([], given, 'keys-import.mjs')],
  ['Bun', /^Bun\//, (given) => onBun(given, 'keys-import.mjs')],
  ['workerd', /^Cloudflare-Workers/, (given) => onWorkerd(given, 'keys-workerd.mjs', 2)],
  ['edge VM', /^edge-runtime/, (given) => inEdgeVm(given, 'keys-edge.mjs')],
  ['Chromium under a strict policy', /Chrome\//, (given) => inBrowser('chromium', given, 'keys-browser.mjs')],
  ['Firefox under a strict policy', /Firefox\//, (given) => inBrowser('firefox', given, 'keys-browser.mjs')],
  ['WebKitGTK under a strict policy', /AppleWebKit\/(?!.*Chrom)/, (given) => inWebKit(given, 'keys-browser.mjs')],
];

for (const [name, runtime, run] of runtimes) {
  test(`${name}: makes keys and certificates`, limit, async () => {
    await judgeKeys(await run({ algorithms }), { runtime, algorithms });
  });
}

test('Node 20 without crypto.subtle: makes the same in wasm', limit, async (context) => {
  const few = algorithms.filter((alg) => !/[RP]S(384|512)/.test(alg));
  const report = await onNode(20, ['keys-import.mjs'], { algorithms: few, withoutSubtle: true });
  await judgeKeys(report, { runtime: /^Node.js\/v20/, algorithms: few });
  for (const { alg, took, steps } of report.keys) {
    context.diagnostic(`${alg}: ${took} ms, ${steps} steps`);
    if (/^[RP]S/.test(alg)) assert.ok(steps > 5, `${alg} came in ${steps} steps: not from wasm`);
  }
});

/** Runs `action` where the host has no crypto.subtle. */
async function withoutSubtle(action) {
  const { crypto } = globalThis;
  Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
  try { return await action(); } finally { delete crypto.subtle; }
}

test('the search in wasm lets others run, and stops within a step when it is aborted', limit, async () => {
  const { generateKey } = await importPackage('keys-index.mjs');
  let turns = 0;
  const timer = setInterval(() => { turns += 1; }, 1);
  const controller = new AbortController();
  let last = 0;
  let abortedAt;
  const onProgress = (fraction) => {
    assert.equal(abortedAt, undefined, 'progress after the abort');
    last = fraction;
    if (turns > 20) { abortedAt = performance.now(); controller.abort(); }
  };
  await withoutSubtle(() => assert.rejects(generateKey({ modulusLength: 4096, signal: controller.signal, onProgress }), { code: 'ERR_ABORTED', name: 'PrivateKeyJwtError' }));
  clearInterval(timer);
  assert.ok(turns > 20 && last > 0 && last < 1, `${turns} turns, progress ${last}`);
  assert.ok(performance.now() - abortedAt < 500);
});

test('no key is made that would never be valid', limit, async () => {
  const { generateKey } = await importPackage('keys-index.mjs');
  const { SigningKey } = await importPackage();
  for (const window of [{ notBefore: 10, notAfter: 5 }, { notBefore: 6, notAfter: 5 }]) {
    const expected = { code: 'ERR_KEY_UNSUITABLE', name: 'PrivateKeyJwtError', message: /would never be valid/ };
    await assert.rejects(generateKey({ alg: 'ES256', ...window }), expected);
    const { privateJwk } = await generateKey({ alg: 'ES256' });
    assert.throws(() => SigningKey.from(privateJwk, window), expected);
  }
  const { publicJwk } = await generateKey({ alg: 'ES256', notBefore: 5, notAfter: 5 });
  assert.deepEqual([publicJwk.nbf, publicJwk.exp], [5, 5]);
});

test('keys of every size come out of the search in wasm', limit, async (context) => {
  const { generateKey } = await importPackage('keys-index.mjs');
  for (const modulusLength of [2048, 3072, 4096]) {
    const started = performance.now();
    const { privatePem } = await withoutSubtle(() => generateKey({ modulusLength }));
    context.diagnostic(`RSA ${modulusLength}: ${Math.round(performance.now() - started)} ms`);
    const text = await openssl(['pkey', '-noout', '-text', '-check'], privatePem);
    assert.match(text, new RegExp(`\\(${modulusLength} bit, 2 primes\\)`));
    assert.match(text, /Key is valid/);
  }
});

test('an encrypted private key is converted with its passphrase alone', limit, async () => {
  const { convert, privateForms } = await importPackage('keys-index.mjs');
  const { createPrivateKey, createPublicKey, generateKeyPairSync } = await import('node:crypto');
  for (const [type, options] of [['rsa', { modulusLength: 2048 }], ['ec', { namedCurve: 'P-384' }], ['ed25519', {}]]) {
    const { privateKey } = generateKeyPairSync(type, options);
    const plain = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'correct horse' });
    const passphrase = 'correct horse';
    assert.equal(convert(encrypted, { passphrase }).pem, createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }));
    const { jwk, pem } = privateForms(encrypted, { passphrase });
    assert.equal(pem, plain);
    assert.ok(createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey));
    for (const wrong of [{}, { passphrase: 'incorrect horse' }]) {
      for (const use of [convert, privateForms]) assert.throws(() => use(encrypted, wrong), { code: 'ERR_KEY_PASSPHRASE', name: 'PrivateKeyJwtError' });
    }
  }
});

test('certificates and public keys of others are converted', limit, async () => {
  const { convert } = await importPackage('keys-index.mjs');
  const { X509Certificate } = await import('node:crypto');
  const { calculateJwkThumbprint } = await import('jose');
  const made = await openssl(['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-keyout', '-', '-subj', '/C=NO/O=Example/CN=client', '-days', '3650', '-addext', 'subjectAltName=DNS:client.example'], '');
  assert.match(made, /PRIVATE KEY/);
  const certificate = made.slice(made.indexOf('-----BEGIN CERTIFICATE'));
  const parsed = new X509Certificate(certificate);
  for (const source of [certificate, made, new Uint8Array(parsed.raw), made.replaceAll('\n', '\r\n')]) {
    const forms = convert(source, { alg: 'PS256', kid: 'theirs' });
    assert.deepEqual(forms.jwk, { ...parsed.publicKey.export({ format: 'jwk' }), kid: 'theirs', alg: 'PS256', use: 'sig' });
    assert.equal(forms.thumbprint, await calculateJwkThumbprint(forms.jwk));
    assert.equal(Buffer.from(forms['x5t#S256'], 'base64url').toString('hex'), parsed.fingerprint256.replaceAll(':', '').toLowerCase());
    assert.equal(Buffer.from(forms.x5t, 'base64url').toString('hex'), parsed.fingerprint.replaceAll(':', '').toLowerCase());
  }
  const { publicKey } = parsed;
  for (const [curve, options] of Object.entries({ 'P-256': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'P-384': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'P-521': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521'], Ed25519: ['ed25519'] })) {
    const text = await openssl(['req', '-x509', '-newkey', ...options, '-noenc', '-keyout', '/dev/null', '-subj', '/CN=client'], '');
    const { kid, alg, use, ...numbers } = convert(text).jwk;
    assert.deepEqual(numbers, new X509Certificate(text).publicKey.export({ format: 'jwk' }));
    assert.equal(numbers.crv, curve);
  }
  for (const type of ['spki', 'pkcs1']) {
    const pem = publicKey.export({ type, format: 'pem' });
    const der = new Uint8Array(publicKey.export({ type, format: 'der' }));
    for (const forms of [convert(pem), convert(der)]) assert.equal(forms.pem, publicKey.export({ type: 'spki', format: 'pem' }));
  }
});
