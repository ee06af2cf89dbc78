// Keys that stay with the host: what comes back from them is checked, whatever goes wrong has its code.
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign as signWithNode, X509Certificate } from 'node:crypto';
import { before, test } from 'node:test';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { selfSigned } from './support/certificate.mjs';
import { rejection } from './support/errors.mjs';
import { importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 15_000 };
const options = { clientId: 'client', audience: 'https://issuer.example' };
let library;
let rsa;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ecPublicJwk = ec.publicKey.export({ format: 'jwk' });
const signEc = async (data) => signWithNode('sha256', data, ec.privateKey); // DER, as Node gives it

before(async () => {
  [library, rsa] = await Promise.all([importPackage(), rsaKey()]);
}, { timeout: 60_000 });

const fails = (code, key, more) => rejection(() => library.clientAssertion(key, { ...options, ...more }), { code, library, secrets: rsa.secrets });

test('an external key is asked for one signature over header and claims', limit, async () => {
  const asked = [];
  const external = { alg: 'ES256', kid: 'kms', sign: async (data) => { asked.push(Buffer.from(data).toString()); return signEc(data); } };
  const compact = await library.clientAssertion(external, options);
  assert.deepEqual(asked, [compact.slice(0, compact.lastIndexOf('.'))]);
  assert.equal((await jwtVerify(compact, ec.publicKey)).protectedHeader.kid, 'kms');
});

test('sign is called as a method, and may give an ArrayBuffer or a Buffer', limit, async () => {
  class Kms {
    alg = 'ES256';
    secret = ec.privateKey;
    async sign(data) {
      const { buffer, byteOffset, byteLength } = signWithNode('sha256', data, { key: this.secret, dsaEncoding: 'ieee-p1363' });
      return buffer.slice(byteOffset, byteOffset + byteLength);
    }
  }
  await jwtVerify(await library.clientAssertion(new Kms(), options), ec.publicKey);
});

test('a signature that cannot be one is ERR_SIGNING_FAILED', limit, async () => {
  for (const length of [0, 63, 65, 256]) await fails('ERR_SIGNING_FAILED', { alg: 'ES256', sign: async () => new Uint8Array(length).fill(1) });
  for (const length of [0, 64, 255, 1025]) await fails('ERR_SIGNING_FAILED', { alg: 'RS256', sign: async () => new Uint8Array(length).fill(1) });
});

test('with publicJwk, a signature of another key or over other data is ERR_SIGNING_FAILED', limit, async () => {
  const external = (sign, publicJwk = ecPublicJwk) => ({ alg: 'ES256', publicJwk, sign });
  await jwtVerify(await library.clientAssertion(external(signEc), options), ec.publicKey);
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await fails('ERR_SIGNING_FAILED', external(async (data) => signWithNode('sha256', data, other.privateKey)));
  await fails('ERR_SIGNING_FAILED', external(async (data) => signEc(createHash('sha256').update(data).digest())));
  await fails('ERR_SIGNING_FAILED', external(signEc, rsa.publicJwk));
  await fails('ERR_SIGNING_FAILED', external(signEc, {}));
  const error = await fails('ERR_SIGNING_FAILED', { alg: 'PS256', publicJwk: rsa.publicJwk, sign: async (data) => signWithNode('sha256', data, createPrivateKey({ key: rsa.privateJwk, format: 'jwk' })) });
  assert.match(error.message, /does not verify with publicJwk/);
});

test('publicJwk gives the kid unless there is another', limit, async () => {
  const external = { alg: 'ES256', publicJwk: { ...ecPublicJwk, kid: 'from-jwk' }, sign: signEc };
  assert.equal(decodeProtectedHeader(await library.clientAssertion(external, options)).kid, 'from-jwk');
  assert.equal(decodeProtectedHeader(await library.clientAssertion({ ...external, kid: 'own' }, options)).kid, 'own');
});

test('a sign that rejects or throws is ERR_SIGNING_FAILED with its cause', limit, async () => {
  const cause = new Error('AccessDenied');
  for (const sign of [async () => { throw cause; }, () => { throw cause; }]) {
    const error = await fails('ERR_SIGNING_FAILED', { alg: 'ES256', sign });
    assert.equal(error.cause, cause);
    assert.doesNotMatch(error.message, /AccessDenied/);
  }
});

test('the rules of profile, window and protected names hold for every key', limit, async () => {
  const external = { alg: 'ES256', sign: signEc, notAfter: 1_000 };
  await fails('ERR_KEY_EXPIRED', external);
  await fails('ERR_PROFILE', { ...external, notAfter: undefined }, { profile: 'signicat' });
  await fails('ERR_CLAIM_INVALID', external, { header: { kid: 'x' }, now: 1_000 });
  await fails('ERR_KEY_UNSUPPORTED', { ...external, alg: 'HS256' });
  for (const key of [undefined, null, 7, {}, { alg: 'ES256' }, { sign: signEc }, { ...external, kid: 7 }, { alg: 'ES256', sign: async () => 'text' }]) {
    await assert.rejects(library.clientAssertion(key, options), TypeError);
    if (key?.alg === undefined || key.kid) assert.throws(() => new library.TokenClient({ clientId: 'client', key, tokenEndpoint: 'https://op.example/' , audience: 'a' }), TypeError);
  }
});

test('a CryptoKey that must not or cannot sign is ERR_KEY_UNSUITABLE', limit, async () => {
  const generate = (algorithm, usages) => crypto.subtle.generateKey(algorithm, false, usages);
  const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = await generate({ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']);
  const agree = await generate({ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']);
  const decrypt = await generate({ name: 'RSA-OAEP', hash: 'SHA-256', ...size }, ['encrypt', 'decrypt']);
  const sha1 = await generate({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1', ...size }, ['sign', 'verify']);
  const short = await generate({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...size, modulusLength: 1024 }, ['sign', 'verify']);
  const shared = await generate({ name: 'HMAC', hash: 'SHA-256' }, ['sign']);
  for (const key of [pair.publicKey, agree.privateKey, decrypt.privateKey, sha1.privateKey, short.privateKey, shared]) await fails('ERR_KEY_UNSUITABLE', key);
  assert.deepEqual(Object.keys(decodeProtectedHeader(await library.clientAssertion(pair.privateKey, options))).sort(), ['alg', 'typ']);
});

test('a literal with a misspelt member is a TypeError, before its key is asked', limit, async () => {
  let asked = 0;
  const sign = async (data) => { asked += 1; return signEc(data); };
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  for (const key of [{ alg: 'ES256', sign, keyId: 'k' }, { key: privateKey, keyId: 'k' }, { key: privateKey, sign }, Object.assign(Object.create(null), { alg: 'ES256', sign, cert: '' })]) {
    await assert.rejects(library.clientAssertion(key, options), (error) => error instanceof TypeError && /unknown member/.test(error.message));
    const settings = { clientId: 'client', tokenEndpoint: 'https://op.example/token', audience: 'a' };
    assert.throws(() => new library.TokenClient({ ...settings, key }), TypeError);
    assert.throws(() => new library.TokenClient({ ...settings, key: { alg: 'ES256', sign }, dpop: Object.assign(key, { publicJwk: ecPublicJwk }) }), TypeError);
  }
  assert.equal(asked, 0);
});

test('alg of a CryptoKey is taken where it fits', limit, async () => {
  const generate = async (algorithm) => (await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])).privateKey;
  const rsaOf = (name, hash) => generate({ name, hash, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) });
  const [edwards, curve, rs256, ps512] = await Promise.all([generate({ name: 'Ed25519' }), generate({ name: 'ECDSA', namedCurve: 'P-521' }), rsaOf('RSASSA-PKCS1-v1_5', 'SHA-256'), rsaOf('RSA-PSS', 'SHA-512')]);
  const sent = async (key) => decodeProtectedHeader(await library.clientAssertion(key, options)).alg;
  const right = [[edwards, undefined, 'EdDSA'], [edwards, 'EdDSA', 'EdDSA'], [edwards, 'Ed25519', 'Ed25519'], [curve, 'ES512', 'ES512'], [rs256, 'RS256', 'RS256'], [ps512, 'PS512', 'PS512'], [ps512, undefined, 'PS512']];
  for (const [key, alg, expected] of right) assert.equal(await sent({ key, alg }), expected);
  assert.equal(await sent(edwards), 'EdDSA');
  for (const [key, alg] of [[edwards, 'ES256'], [edwards, 'ed25519'], [curve, 'ES256'], [rs256, 'RS512'], [rs256, 'PS256'], [ps512, 'RS512'], [rs256, 'HS256'], [rs256, 5], [rs256, null]]) {
    await assert.rejects(sent({ key, alg }), (error) => error instanceof TypeError && /alg of this CryptoKey can only be/.test(error.message), String(alg));
  }
});

test('a key that takes too long counts against the time of the exchange, and no request is sent', limit, async () => {
  let sent = 0;
  const fetch = async () => { sent += 1; return { status: 500, text: async () => '' }; };
  const key = { alg: 'ES256', sign: () => new Promise(() => {}) };
  const client = new library.TokenClient({ clientId: 'client', key, tokenEndpoint: 'https://op.example/token', audience: 'a', fetch, timeout: 0.2 });
  const expected = { library, secrets: [] };
  await rejection(() => client.clientCredentials(), { ...expected, code: 'ERR_TIMEOUT' });
  await rejection(() => client.clientCredentials({}, { signal: AbortSignal.abort() }), { ...expected, code: 'ERR_ABORTED' });
  assert.equal(sent, 0);
});

test('a key for proofs of possession that is none is refused by the constructor', limit, async () => {
  const key = library.SigningKey.from(rsa.privateJwk);
  const client = (dpop) => new library.TokenClient({ clientId: 'client', key, tokenEndpoint: 'https://op.example/token', audience: 'a', dpop });
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const hidden = await crypto.subtle.importKey('jwk', ecPublicJwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const external = { alg: 'ES256', sign: signEc };
  const wrong = [null, false, '', 'x', 7, {}, { privateKey, publicKey: hidden }, { privateKey, publicKey: privateKey }, { privateKey }, { privateKey, publicKey: {} }, { privateKey: {}, publicKey }];
  for (const dpop of [...wrong, publicKey, privateKey, external, { ...external, publicJwk: {} }, { publicJwk: ecPublicJwk }, new library.KeySet([key])]) assert.throws(() => client(dpop), TypeError);
  assert.throws(() => client({ privateKey: publicKey, publicKey }), { code: 'ERR_KEY_UNSUITABLE' });
  const freed = library.SigningKey.from(rsa.privateJwk);
  freed.free();
  assert.throws(() => client(freed), { code: 'ERR_KEY_DISPOSED' });
  for (const dpop of [key, { privateKey, publicKey }, { ...external, publicJwk: ecPublicJwk }]) assert.ok(await client(dpop).dpopProof({ method: 'GET', url: 'https://api.example' }));
  // Of the right shape, but nothing that the host can export: no rejection that nobody handles, which would end the process.
  const lookalike = client({ privateKey, publicKey: { type: 'public', extractable: true, algorithm: publicKey.algorithm, usages: ['verify'] } });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await assert.rejects(lookalike.dpopProof({ method: 'GET', url: 'https://api.example' }), TypeError);
});

test('x5t, x5t#S256 and x5c are what Node says of the certificate', limit, () => {
  const certificate = selfSigned(rsa.privateJwk);
  const key = library.SigningKey.from({ ...rsa.privateJwk, alg: 'PS256' }, { certificate });
  const read = new X509Certificate(certificate);
  const thumbprint = (fingerprint) => Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
  assert.deepEqual(key.certificate, { x5t: thumbprint(read.fingerprint), 'x5t#S256': thumbprint(read.fingerprint256), x5c: [read.raw.toString('base64')] });
  assert.deepEqual([key.notBefore, key.notAfter], [Date.parse(read.validFrom) / 1000, Date.parse(read.validTo) / 1000]);
  const entra = { ...options, profile: 'entra', now: key.notBefore };
  const compact = key.assertion(entra);
  assert.deepEqual(decodeProtectedHeader(compact), { alg: 'PS256', typ: 'JWT', 'x5t#S256': key.certificate['x5t#S256'] });
  assert.equal(decodeJwt(compact).nbf, key.notBefore);
  assert.equal(library.SigningKey.from(rsa.privateJwk).certificate, undefined);
});

test('a vault that holds the key of a certificate signs for Entra', limit, async () => {
  const certificate = selfSigned(rsa.privateJwk);
  const cryptoKey = await crypto.subtle.importKey('jwk', { ...rsa.privateJwk, alg: 'PS256' }, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']);
  const compact = await library.clientAssertion({ key: cryptoKey, certificate }, { ...options, profile: 'entra' });
  const { protectedHeader } = await jwtVerify(compact, createPublicKey({ key: rsa.publicJwk, format: 'jwk' }));
  assert.equal(protectedHeader['x5t#S256'], createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url'));
});

test('a key outside of its window signs nothing', limit, () => {
  const { SigningKey } = library;
  const past = SigningKey.from(rsa.privateJwk, { notAfter: 1_000 });
  assert.deepEqual([past.notBefore, past.notAfter], [undefined, 1_000]);
  for (const use of [() => past.sign(new Uint8Array(1)), () => past.assertion(options)]) {
    assert.throws(use, (error) => error.code === 'ERR_KEY_EXPIRED' && error.message.includes('1970-01-01T00:16:40Z'));
  }
  assert.ok(past.assertion({ ...options, now: 1_000 }));
  const future = SigningKey.from(rsa.privateJwk, { notBefore: 4_000_000_000 });
  assert.throws(() => future.sign(new Uint8Array(1)), { code: 'ERR_KEY_EXPIRED' });
  assert.throws(() => SigningKey.from(rsa.privateJwk, { notBefore: 2, notAfter: 1 }), { code: 'ERR_KEY_UNSUITABLE' });
  assert.throws(() => SigningKey.from(rsa.privateJwk, { notBefore: '1' }), TypeError);
});
