// Keys by the command line: where they go, who may read them, and what is said of them.
import assert from 'node:assert/strict';
import { X509Certificate, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint } from 'jose';
import { commandLine, outcome, shellCommand, workFolder } from './support/command-line.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';
import { openssl } from './support/openssl.mjs';

const limit = { timeout: 60_000 };
let work;
let key;

before(async () => {
  [work, key] = await Promise.all([workFolder(), rsaKey()]);
  write('key.json', JSON.stringify(key.privateJwk), 0o600);
}, { timeout: 180_000 });
after(() => work?.remove());

const path = (name) => join(work.folder, name);
const text = (name) => readFileSync(path(name), 'utf8');
const json = (name) => JSON.parse(text(name));

function write(name, content, mode = 0o644) {
  writeFileSync(path(name), content);
  chmodSync(path(name), mode);
  return name;
}

/** Runs a command that must succeed. */
async function run(parameters, options) {
  const result = await commandLine(work.folder, parameters, options);
  assert.equal(result.code, 0, `${result.stdout}\n${result.stderr}`);
  return result;
}

/** Runs a command that must fail, and gives its error. */
async function failure(parameters, expected, options) {
  const { code, stdout, stderr } = await commandLine(work.folder, [...parameters, '--json'], options);
  const { error } = JSON.parse(stderr);
  assert.deepEqual({ exit: code, code: error.code }, expected, stderr);
  assert.equal(stdout, '');
  return error.message;
}

/** All numbers of a key that must not be told. */
const secretsOf = (jwk) => ['d', 'p', 'q', 'dp', 'dq', 'qi'].flatMap((member) => jwk[member] ?? []);

function tellsNothing({ stdout, stderr }, secrets) {
  for (const secret of secrets) assert.ok(!`${stdout}${stderr}`.includes(secret), 'a private number was printed');
}

test('a new key is in a file that only its owner can read, and its public half is printed', limit, async () => {
  const result = await run(['generate', '--out', 'new.json', '--kid', '2026-11', '--name', 'Zoë', '--not-before', '2026-01-01', '--not-after', '2027-01-01T00:00:00Z']);
  assert.equal(statSync(path('new.json')).mode & 0o777, 0o600);
  const privateJwk = json('new.json');
  assert.equal(createPrivateKey({ key: privateJwk, format: 'jwk' }).asymmetricKeyDetails.modulusLength, 2048);
  const { keys: [publicJwk, ...more] } = JSON.parse(result.stdout);
  assert.equal(more.length, 0);
  assert.deepEqual({ ...publicJwk, n: '' }, { kty: 'RSA', n: '', e: 'AQAB', kid: '2026-11', alg: 'RS256', use: 'sig', name: 'Zoë', nbf: 1_767_225_600, exp: 1_798_761_600 });
  tellsNothing(result, secretsOf(privateJwk));
});

test('the mode does not depend on the umask, and PEM is written likewise', limit, async () => {
  const command = shellCommand(['generate', '--pem', '--alg', 'ES384', '--out', 'new.pem', '--json']);
  const result = await outcome(['sh', '-c', `umask 000; ${command}`], { cwd: work.folder });
  assert.equal(statSync(path('new.pem')).mode & 0o777, 0o600);
  const { file, jwks } = JSON.parse(result.stdout);
  assert.equal(file, 'new.pem');
  assert.equal(jwks.keys[0].crv, 'P-384');
  const { d } = createPrivateKey(text('new.pem')).export({ format: 'jwk' });
  tellsNothing(result, [d, ...text('new.pem').split('\n').slice(1, -2)]);
});

test('a file that exists is never overwritten, nor what a link points to', limit, async () => {
  write('precious.json', 'precious');
  symlinkSync(path('precious.json'), path('link.json'));
  symlinkSync(path('nowhere.json'), path('dangling.json'));
  for (const name of ['precious.json', 'link.json', 'dangling.json']) {
    const message = await failure(['generate', '--alg', 'ES256', '--out', name], { exit: 3, code: 'ERR_OUTPUT' });
    assert.match(message, /exists already/);
  }
  await failure(['certificate', 'key.json', '--name', 'x', '--not-after', '+1d', '--out', 'precious.json'], { exit: 3, code: 'ERR_OUTPUT' });
  assert.equal(text('precious.json'), 'precious');
  assert.ok(!existsSync(path('nowhere.json')));
});

test('no file is named as a stream is', limit, async () => {
  const before = readdirSync(work.folder);
  assert.match(await failure(['generate', '--out', '-'], { exit: 2, code: 'ERR_USAGE' }), /--print/);
  assert.match(await failure(['certificate', 'key.json', '--name', 'x', '--not-after', '+1d', '--out=-'], { exit: 2, code: 'ERR_USAGE' }), /standard output/);
  assert.deepEqual(readdirSync(work.folder), before);
});

test('the private key is printed with --print only', limit, async () => {
  const before = readdirSync(work.folder);
  await failure(['generate'], { exit: 2, code: 'ERR_USAGE' });
  assert.match(await failure(['generate', '--print', '--out', 'both.json'], { exit: 2, code: 'ERR_USAGE' }), /only one of --out and --print/);
  const printed = JSON.parse((await run(['generate', '--print', '--alg', 'EdDSA'])).stdout);
  assert.equal(createPrivateKey({ key: printed, format: 'jwk' }).asymmetricKeyType, 'ed25519');
  assert.match((await run(['generate', '--print', '--pem', '--alg', 'ES256'])).stdout, /^-----BEGIN PRIVATE KEY-----\n/);
  const { privateJwk, jwks } = JSON.parse((await run(['generate', '--print', '--alg', 'ES256', '--json'])).stdout);
  assert.equal(privateJwk.x, jwks.keys[0].x);
  assert.deepEqual(readdirSync(work.folder), before);
});

test('no other command prints anything private', limit, async () => {
  const { privateJwk } = key;
  const commands = [['public'], ['public', '--format', 'jwk'], ['public', '--format', 'pem'], ['public', '--format', 'certificate', '--name', 'x', '--not-after', '+1d'], ['thumbprint'], ['inspect'], ['certificate', '--name', 'x', '--not-after', '+1d'], ['assertion', '--client-id', 'x', '--audience', 'y']];
  for (const command of commands) {
    for (const more of [[], ['--json']]) tellsNothing(await run([command[0], 'key.json', ...command.slice(1), ...more]), secretsOf(privateJwk));
  }
});

test('the public half comes as JWKS, JWK, PEM and certificate', limit, async () => {
  const { publicJwk } = key;
  assert.deepEqual(JSON.parse((await run(['public', 'key.json'])).stdout), { keys: [publicJwk] });
  assert.deepEqual(JSON.parse((await run(['public', '--key', 'key.json', '--format', 'jwk', '--json'])).stdout), publicJwk);
  const pem = (await run(['public', 'key.json', '--format', 'pem'])).stdout;
  assert.equal(pem, createPrivateKey({ key: key.privateJwk, format: 'jwk' }) && (await openssl(['pkey', '-pubin'], pem)));
  const { certificate } = JSON.parse((await run(['public', 'key.json', '--format', 'certificate', '--name', 'c', '--not-after', '+1d', '--json'])).stdout);
  assert.equal(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }), pem);
  write('public.pem', pem);
  const again = JSON.parse((await run(['public', 'public.pem', '--format', 'jwk', '--kid', publicJwk.kid])).stdout);
  assert.deepEqual(again, publicJwk);
});

test('keys come from a file, from standard input and from the environment', limit, async () => {
  const thumbprint = `${await calculateJwkThumbprint(key.publicJwk)}\n`;
  const text = JSON.stringify(key.privateJwk);
  const options = { input: text, env: { PRIVATE_JWK: text } };
  for (const source of [['key.json'], ['-'], ['env:PRIVATE_JWK'], ['--key', 'key.json'], ['--key', '-'], ['--key', 'env:PRIVATE_JWK'], ['--key=-']]) {
    assert.equal((await run(['thumbprint', ...source], options)).stdout, thumbprint, source.join(' '));
  }
});

test('a certificate is named and dated as asked, else by the key', limit, async () => {
  await run(['certificate', 'key.json', '--name', 'my client', '--not-before', '2026-01-01', '--not-after', '2030-01-01', '--out', 'made.pem']);
  const made = new X509Certificate(text('made.pem'));
  assert.deepEqual([made.subject, Date.parse(made.validFrom), Date.parse(made.validTo)], ['CN=my client', Date.UTC(2026, 0, 1), Date.UTC(2030, 0, 1)]);
  assert.ok(made.verify(made.publicKey));
  const thumbprints = JSON.parse((await run(['thumbprint', 'made.pem', '--json'])).stdout);
  assert.equal(Buffer.from(thumbprints['x5t#S256'], 'base64url').toString('hex'), made.fingerprint256.replaceAll(':', '').toLowerCase());
  const { privateJwk } = await curveKey('ES256');
  write('named.json', JSON.stringify({ ...privateJwk, name: 'by its key', nbf: 1_800_000_000, exp: 1_900_000_000 }));
  const { stdout } = await run(['certificate', 'named.json']);
  const named = new X509Certificate(stdout);
  assert.deepEqual([named.subject, Date.parse(named.validFrom), Date.parse(named.validTo)], ['CN=by its key', 1_800_000_000_000, 1_900_000_000_000]);
  assert.match(await failure(['certificate', 'key.json', '--not-after', '+1d'], { exit: 2, code: 'ERR_USAGE' }), /--name/);
  assert.match(await failure(['certificate', 'key.json', '--name', 'x'], { exit: 2, code: 'ERR_USAGE' }), /--not-after/);
});

test('a key that would never be valid is not made', limit, async () => {
  const words = ['generate', '--alg', 'ES256', '--out', 'never.json', '--not-before', '2027-01-01', '--not-after', '2026-01-01'];
  assert.match(await failure(words, { exit: 3, code: 'ERR_KEY_UNSUITABLE' }), /would never be valid/);
  assert.ok(!existsSync(path('never.json')));
});

test('an instant that does not exist is refused', limit, async () => {
  const made = (instant) => ['certificate', 'key.json', '--name', 'x', '--not-before', '2026-01-01', '--not-after', instant];
  for (const instant of ['2030-02-30', '2030-02-29', '2030-04-31', '2030-02-30T12:00:00Z', '2030-13-01', '2030-00-10', '2030-01-00', '2030-01-31T24:00:00Z', '2030-01-31T12:60Z', '2030-01-31T12:00:00+24:00']) {
    assert.match(await failure(made(instant), { exit: 2, code: 'ERR_USAGE' }), /^--not-after (must be a date|is an instant that does not exist)/, instant);
  }
  for (const [instant, last] of [['2028-02-29', '2028-02-29T00:00:00Z'], ['2030-01-31T12:00+02:00', '2030-01-31T10:00:00Z'], ['2030-01-31T23:59:59.5Z', '2030-01-31T23:59:59Z']]) {
    const { stdout } = await run(made(instant));
    assert.equal(Date.parse(new X509Certificate(stdout).validTo), Date.parse(last), instant);
  }
});

test('no more than 1 MiB is read of anything', limit, async () => {
  write('long.txt', 'x'.repeat(1_048_577));
  write('most.txt', 'x'.repeat(1_048_576));
  for (const source of ['/dev/zero', 'long.txt']) {
    assert.match(await failure(['thumbprint', source], { exit: 3, code: 'ERR_INPUT' }), /more than 1 MiB/);
  }
  await failure(['thumbprint', 'most.txt'], { exit: 3, code: 'ERR_KEY_MALFORMED' });
  assert.match(await failure(['thumbprint', '.'], { exit: 3, code: 'ERR_INPUT' }), /it is a folder/);
  const inspect = shellCommand(['inspect', 'pipe', '--json']);
  const piped = (writer) => outcome(['sh', '-c', `rm -f pipe; mkfifo pipe; ${writer} > pipe 2> /dev/null & ${inspect}`], { cwd: work.folder });
  assert.deepEqual((({ code, stderr }) => [code, /more than 1 MiB/.test(stderr)])(await piped('cat /dev/zero')), [3, true]);
  const { code, stdout } = await piped("sh -c 'cat key.json; sleep 0.2; echo'");
  assert.deepEqual([code, JSON.parse(stdout)[0].findings], [0, []]);
});

test('what cannot be read or used is exit code 3', limit, async () => {
  const input = (content) => ({ input: content });
  assert.match(await failure(['public', 'absent.json'], { exit: 3, code: 'ERR_INPUT' }), /"absent.json".*no such file/);
  assert.match(await failure(['public', 'env:ABSENT'], { exit: 3, code: 'ERR_INPUT' }), /ABSENT is not set/);
  await failure(['public', '-'], { exit: 3, code: 'ERR_INPUT' });
  await failure(['public', '-'], { exit: 3, code: 'ERR_KEY_MALFORMED' }, input('{'));
  await failure(['public', '-'], { exit: 3, code: 'ERR_KEY_UNSUITABLE' }, input('{"kty":"oct","k":"AAAA"}'));
  await failure(['assertion', '-', '--client-id', 'x', '--audience', 'y'], { exit: 3, code: 'ERR_KEY_UNSUITABLE' }, input(JSON.stringify(key.publicJwk)));
  await failure(['assertion', 'key.json', '--client-id', 'x', '--audience', 'y', '--claim', 'exp:=1'], { exit: 3, code: 'ERR_CLAIM_INVALID' });
  await failure(['assertion', 'key.json', '--client-id', 'x', '--audience', 'y', '--profile', 'unheard'], { exit: 3, code: 'ERR_PROFILE' });
});

test('a key that stands on the command line itself is not repeated', limit, async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const forms = [JSON.stringify(key.privateJwk), privateKey.export({ type: 'pkcs8', format: 'pem' }), privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')];
  for (const form of forms) {
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await commandLine(work.folder, ['inspect', form, ...more]);
      assert.notEqual(code, 0);
      tellsNothing({ stdout, stderr }, [...secretsOf(key.privateJwk), ...form.split('\n').filter((line) => line.length > 40)]);
    }
  }
});

test('a key signs no assertion before or after its validity', limit, async () => {
  const now = Math.floor(Date.now() / 1_000);
  const assertion = ['assertion', '-', '--client-id', 'x', '--audience', 'y'];
  for (const window of [{ exp: now - 60 }, { nbf: now + 600 }]) {
    const input = JSON.stringify({ keys: [{ ...key.privateJwk, ...window }] });
    await failure(assertion, { exit: 3, code: 'ERR_KEY_EXPIRED' }, { input });
    await run(['certificate', '-', '--name', 'x', '--not-before', '+1h', '--not-after', '+1d'], { input });
  }
  await run(assertion, { input: JSON.stringify({ ...key.privateJwk, nbf: now - 60, exp: now + 60 }) });
});
