// `inspect`: what it says of keys, certificates and assertions, and which of them have a problem.
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SignJWT, UnsecuredJWT, importJWK } from 'jose';
import { selfSigned } from './support/certificate.mjs';
import { commandLine, workFolder } from './support/command-line.mjs';
import { importPackage } from './support/fixture.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';
import { openssl } from './support/openssl.mjs';
import { testsFolder } from './support/paths.mjs';

const limit = { timeout: 60_000 };
const now = () => Math.floor(Date.now() / 1_000);
let work;
let key;
let otherKey;

before(async () => {
  [work, key, otherKey] = await Promise.all([workFolder(), rsaKey(), rsaKey()]);
  write('key.json', key.privateJwk);
  write('jwks.json', { keys: [{ ...otherKey.publicJwk, kid: 'another' }, key.publicJwk] });
  write('other-jwks.json', { keys: [otherKey.publicJwk] });
}, { timeout: 180_000 });
after(() => work?.remove());

function write(name, value, mode = 0o600) {
  const path = join(work.folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  chmodSync(path, mode);
  return name;
}

/** The reports as JSON, and what they make of the exit code. */
async function inspected(parameters, input) {
  const { code, stdout, stderr } = await commandLine(work.folder, ['inspect', ...parameters, '--json'], { input });
  assert.equal(stderr, '');
  const reports = JSON.parse(stdout);
  const findings = reports.flatMap(({ findings }) => findings);
  assert.equal(code, findings.some(({ level }) => level === 'problem') ? 1 : 0);
  return { reports, findings, problems: findings.filter(({ level }) => level === 'problem').map(({ message }) => message), notes: findings.filter(({ level }) => level === 'note').map(({ message }) => message) };
}

/** An assertion by jose, so that it can be as wrong as one likes. */
async function signed({ header = {}, claims = {}, by = key } = {}) {
  const all = { iss: 'c', sub: 'c', aud: 'https://login.example.com', jti: 'j', iat: now(), exp: now() + 60, ...claims };
  const { privateJwk } = by;
  return new SignJWT(all).setProtectedHeader({ alg: privateJwk.alg, kid: privateJwk.kid, typ: 'client-authentication+jwt', ...header }).sign(await importJWK(privateJwk, privateJwk.alg));
}

test('an assertion as it should be has no finding, and its signature is verified', limit, async () => {
  const compact = await signed();
  for (const more of [['--key', 'key.json'], ['--jwks', 'jwks.json']]) {
    const { reports: [report], findings } = await inspected(['-', ...more], `${compact}\n`);
    assert.deepEqual(findings, []);
    assert.deepEqual([report.what, report.signature, report.claims.iss, report.header.alg], ['a client assertion', 'verified', 'c', 'RS256']);
  }
  const { reports: [report] } = await inspected([compact]);
  assert.equal(report.signature, 'not checked');
});

test('times are told in words, relative to now', limit, async () => {
  const { stdout } = await commandLine(work.folder, ['inspect', '-'], { input: await signed({ claims: { iat: now() - 7_200, exp: now() - 7_140, nbf: now() - 3 * 86_400 } }) });
  assert.match(stdout, /^iat .*2 hours ago$/m);
  assert.match(stdout, /^exp .*(1 hour|11\d minutes) ago$/m);
  assert.match(stdout, /^nbf .*3 days ago$/m);
  assert.match(stdout, /^problem +it has expired (1 hour|11\d minutes) ago$/m);
});

/** What is changed, what is said of it, and whether it is a problem or a note. */
const wrongs = [
  ['an aud that is an array', () => ({ claims: { aud: ['https://login.example.com'] } }), /aud is an array: right for OpenID Connect Core/, 'notes'],
  ['an aud of two', () => ({ claims: { aud: ['a', 'b'] } }), /array of 2: right where a provider wants several/, 'notes'],
  ['an aud of none', () => ({ claims: { aud: [] } }), /aud is no text/, 'problems'],
  ['an aud of numbers', () => ({ claims: { aud: ['a', 5] } }), /aud is no text/, 'problems'],
  ['no aud', () => ({ claims: { aud: undefined } }), /no aud/, 'problems'],
  ['an aud that is a token endpoint', () => ({ claims: { aud: 'https://login.example.com/connect/token' } }), /token endpoint/, 'notes'],
  ['an exp of a day', () => ({ claims: { exp: now() + 86_400 } }), /lives for 2[34] hours: right for IBM Verify/, 'notes'],
  ['an exp too far ahead', () => ({ claims: { exp: now() + 15_777_010 } }), /too far ahead: it lives for 182 days/, 'problems'],
  ['an exp of 5 minutes', () => ({ claims: { exp: now() + 300 } }), /lives for (5|4) minutes/, 'notes'],
  ['an exp that is past', () => ({ claims: { iat: now() - 600, exp: now() - 540 } }), /has expired 9 minutes ago/, 'problems'],
  ['no exp', () => ({ claims: { exp: undefined } }), /no exp/, 'problems'],
  ['an iat in milliseconds', () => ({ claims: { iat: Date.now() } }), /iat is in milliseconds/, 'problems'],
  ['an exp in milliseconds', () => ({ claims: { exp: Date.now() + 60_000 } }), /exp is in milliseconds/, 'problems'],
  ['an iat in the future', () => ({ claims: { iat: now() + 120, exp: now() + 180 } }), /iat is in the future, in [12] minutes?|iat is in the future, in 1\d\d seconds/, 'problems'],
  ['an iat of text', () => ({ claims: { iat: 'today' } }), /iat is no number/, 'problems'],
  ['no iat', () => ({ claims: { iat: undefined } }), /no iat/, 'notes'],
  ['no jti', () => ({ claims: { jti: undefined } }), /no jti/, 'problems'],
  ['a sub that is not iss', () => ({ claims: { sub: 'd' } }), /iss and sub differ: right for Apple/, 'notes'],
  ['no sub', () => ({ claims: { sub: undefined } }), /no sub: right for grants/, 'notes'],
  ['no iss', () => ({ claims: { iss: undefined } }), /no iss/, 'problems'],
  ['an iss that is empty', () => ({ claims: { iss: '' } }), /iss is no text/, 'problems'],
  ['a sub that is a number', () => ({ claims: { sub: 5 } }), /sub is no text/, 'problems'],
  ['no kid', () => ({ header: { kid: undefined } }), /no kid/, 'notes'],
  ['no typ', () => ({ header: { typ: undefined } }), /no typ/, 'notes'],
  ['typ JWT', () => ({ header: { typ: 'JWT' } }), /typ is JWT/, 'notes'],
  ['another typ', () => ({ header: { typ: 'at+jwt' } }), /typ is neither/, 'problems'],
];

for (const [name, changes, said, level] of wrongs) {
  test(`an assertion with ${name}`, limit, async () => {
    const found = await inspected(['-'], await signed(changes()));
    assert.equal(found.findings.length, 1, JSON.stringify(found.findings));
    assert.match(found[level][0] ?? '', said);
  });
}

for (const [, profile, algs, aud, seconds] of readFileSync(join(testsFolder, '..', 'pkg-config', 'profiles.md'), 'utf8').matchAll(/^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|/gm)) {
  test(`what the profile ${profile} makes has no problem`, limit, async () => {
    const alg = algs === 'any' ? 'RS256' : algs.split(' ')[0];
    const { SigningKey } = await importPackage();
    const source = /^E/.test(alg) ? (await curveKey(alg)).privateJwk : { ...key.privateJwk, alg };
    const signer = SigningKey.from(source, profile === 'entra' ? { certificate: selfSigned(key.privateJwk) } : {});
    const audience = { issuer: 'https://login.example.com', 'endpoint called': 'https://login.example.com/token', 'token endpoint': 'https://login.example.com/token' }[aud] ?? aud;
    const several = aud.endsWith('or several') ? ['https://login.example.com', 'https://login.example.com/token'] : audience;
    const compact = signer.assertion({ clientId: 'c', audience: several, profile, lifetime: seconds === '-' ? 60 : Number.parseInt(seconds, 10), ...(profile === 'apple' && { teamId: 'team' }) });
    assert.deepEqual((await inspected(['-'], compact)).problems, []);
  });
}

test('an assertion that is not signed, or by a shared secret', limit, async () => {
  const unsigned = new UnsecuredJWT({ iss: 'c', sub: 'c', aud: 'a', jti: 'j', iat: now(), exp: now() + 60 }).encode();
  assert.ok((await inspected(['-'], unsigned)).problems.some((message) => /not signed/.test(message)));
  const shared = await new SignJWT({ iss: 'c' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 1));
  assert.ok((await inspected(['-'], shared)).problems.some((message) => /client_secret_jwt/.test(message)));
});

test('a signature by another key, or of an unknown kid', limit, async () => {
  const compact = await signed({ by: otherKey });
  assert.match((await inspected(['-', '--key', 'key.json'], compact)).problems.join(), /not by this key/);
  assert.match((await inspected(['-', '--jwks', 'jwks.json'], compact)).problems.join(), /not by the key of this kid/);
  assert.match((await inspected(['-', '--jwks', 'other-jwks.json'], await signed({ header: { kid: 'absent' } }))).problems.join(), /no key of the JWKS has the kid/);
  const [header, claims, signature] = (await signed()).split('.');
  const changed = JSON.parse(Buffer.from(claims, 'base64url'));
  const forged = [header, Buffer.from(JSON.stringify({ ...changed, jti: 'k' })).toString('base64url'), signature].join('.');
  assert.match((await inspected(['-', '--key', 'key.json'], forged)).problems.join(), /not by this key/);
});

test('assertions of every algorithm are verified', limit, async () => {
  for (const alg of ['ES256', 'EdDSA']) {
    const curve = await curveKey(alg);
    write('curve.json', curve.publicJwk);
    assert.deepEqual((await inspected(['-', '--key', 'curve.json'], await signed({ by: curve }))).findings, []);
  }
  for (const alg of ['RS512', 'PS256', 'PS384']) {
    const by = { privateJwk: { ...key.privateJwk, alg } };
    assert.deepEqual((await inspected(['-', '--jwks', 'jwks.json'], await signed({ by }))).findings, []);
  }
});

test('what steers a terminal is shown as an escape, in JSON too', limit, async () => {
  const note = '\u001b[2Jgone\u202e\u009b2J';
  const input = await signed({ claims: { note } });
  const { stdout } = await commandLine(work.folder, ['inspect', '-'], { input });
  assert.ok(stdout.includes('\\u001b[2Jgone\\u202e\\u009b2J'));
  const asJson = await commandLine(work.folder, ['inspect', '-', '--json'], { input });
  assert.equal(JSON.parse(asJson.stdout)[0].claims.note, note);
  for (const text of [stdout, asJson.stdout]) assert.doesNotMatch(text, /[\u001b\u009b\u202e]/);
});

test('a key: what it is', limit, async () => {
  const { reports: [report], findings } = await inspected(['key.json']);
  assert.deepEqual(findings, []);
  assert.deepEqual([report.what, report.alg, report.kid], ['a private key, RSA with 2048 bits', 'RS256', 'test-key-1']);
  const { reports } = await inspected(['jwks.json']);
  assert.deepEqual(reports.map(({ what }) => what), ['a JWKS with 2 keys', 'a public key, RSA with 2048 bits', 'a public key, RSA with 2048 bits']);
});

test('a key: what is wrong with it', limit, async () => {
  const { privateJwk, publicJwk } = key;
  const { kid, ...nameless } = privateJwk;
  assert.match((await inspected([write('open.json', privateJwk, 0o644)])).notes.join(), /mode 0644/);
  assert.match((await inspected([write('nameless.json', nameless)])).notes.join(), /no kid/);
  assert.match((await inspected(['-'], JSON.stringify({ ...privateJwk, exp: now() - 86_400 * 3 }))).problems.join(), /has expired 3 days ago/);
  assert.match((await inspected(['-'], JSON.stringify({ ...privateJwk, nbf: now() + 86_400 * 3 }))).problems.join(), /not valid yet/);
  assert.match((await inspected(['-'], JSON.stringify({ ...privateJwk, exp: now() + 86_400 * 3 }))).notes.join(), /expires in (2|3) days/);
  assert.match((await inspected(['-'], JSON.stringify({ ...privateJwk, dp: privateJwk.dq }))).problems.join(), /dp/);
  assert.match((await inspected(['-'], JSON.stringify({ ...publicJwk, n: 'AQAB' }))).problems.join(), /./);
  assert.match((await inspected(['-'], JSON.stringify({ keys: [publicJwk, { ...otherKey.publicJwk, kid: publicJwk.kid }] }))).problems.join(), /same kid/);
  const { findings: [finding] } = await inspected(['-'], 'something else');
  assert.equal(finding.code.slice(0, 8), 'ERR_KEY_');
});

test('a JWKS without a key, or without the one that is asked for', limit, async () => {
  assert.match((await inspected(['-'], '{"keys":[]}')).problems.join(), /^it has no key:[^,]*$/);
  assert.match((await inspected(['-', '--kid', 'a'], '{"keys":[]}')).problems.join(), /^it has no key:[^,]*$/);
  const { reports, problems } = await inspected(['jwks.json', '--kid', 'absent']);
  assert.deepEqual([reports.length, problems], [1, ['it has no key of this kid']]);
  assert.deepEqual((await inspected(['jwks.json', '--kid', 'another'])).problems, []);
});

test('a certificate: what it is, and that it has expired', limit, async () => {
  const made = await openssl(['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-keyout', '/dev/null', '-subj', '/O=Example/CN=client', '-days', '300'], '');
  const { reports: [report], findings } = await inspected(['-'], made);
  assert.deepEqual(findings, []);
  assert.deepEqual([report.what, report.subject], ['a certificate, RSA with 2048 bits', 'O=Example, CN=client']);
  const { stdout } = await commandLine(work.folder, ['certificate', 'key.json', '--name', 'old', '--not-before', '2020-01-01', '--not-after', '2021-01-01']);
  assert.match((await inspected(['-'], stdout)).problems.join(), /has expired \d+ days ago/);
});
