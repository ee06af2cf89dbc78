// Encrypted keys on the command line: their passphrase comes from a person, who does not see it, or from a variable.
import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint } from 'jose';
import { commandLine, inTerminal, shellCommand, workFolder } from './support/command-line.mjs';

const limit = { timeout: 60_000 };
const passphrase = 'correct horse';
const question = /Passphrase of the key: $/;
const wrongs = /That was not it\. Passphrase of the key: $/;
let work;
let thumbprint;

before(async () => {
  work = await workFolder();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  write('encrypted.pem', privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
  write('encrypted.der', privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase }));
  thumbprint = await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }));
}, { timeout: 180_000 });
after(() => work?.remove());

const write = (name, content) => writeFileSync(join(work.folder, name), content, { mode: 0o600 });
const terminal = (command, dialogue, options) => inTerminal(command, dialogue, { cwd: work.folder, ...options });

test('a terminal shows what is typed, unless a program forbids it', limit, async () => {
  const { screen } = await terminal("printf 'Name? '; read name; exit 7", [[/Name\? $/, `${passphrase}\r`]]);
  assert.match(screen, /correct horse/);
});

for (const runtime of ['node20', 'node24', 'deno', 'bun']) {
  test(`${runtime}: the passphrase is asked for, and not shown`, limit, async () => {
    const { code, screen } = await terminal(shellCommand(['thumbprint', 'encrypted.pem'], runtime), [[question, `${passphrase}\r`]]);
    assert.equal(code, 0, screen);
    assert.equal(screen, `Passphrase of the key: \r\n${thumbprint}\r\n`);
  });
}

test('it is asked for three times', limit, async () => {
  const command = shellCommand(['thumbprint', 'encrypted.der']);
  const second = await terminal(command, [[question, 'wrong\r'], [wrongs, `${passphrase}\r`]]);
  assert.equal(second.code, 0, second.screen);
  const never = await terminal(command, [[question, 'wrong\r'], [wrongs, 'wrong\r'], [wrongs, 'wrong\r']]);
  assert.equal(never.code, 3);
  assert.match(never.screen, /ERR_KEY_PASSPHRASE/);
  assert.doesNotMatch(`${second.screen}${never.screen}`, /horse|wrong\b(?!, or)/);
});

test('the terminal is asked while the key comes from standard input', limit, async () => {
  const { code, screen } = await terminal(`${shellCommand(['thumbprint', '-'])} < encrypted.pem`, [[question, `${passphrase}\r`]]);
  assert.deepEqual([code, screen], [0, `Passphrase of the key: \r\n${thumbprint}\r\n`]);
});

test('Ctrl-C at the question is exit code 130', limit, async () => {
  const { code, screen } = await terminal(shellCommand(['thumbprint', 'encrypted.pem']), [[question, 'corr\u0003']]);
  assert.equal(code, 130);
  assert.doesNotMatch(screen, /corr\b/);
});

test('without a terminal it comes from a variable', limit, async () => {
  const run = (...more) => commandLine(work.folder, ['public', 'encrypted.pem', ...more, '--json'], { env: { PASSPHRASE: passphrase, WRONG: 'wrong' } });
  const { code, stdout } = await run('--passphrase', 'env:PASSPHRASE');
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).keys[0].kid, thumbprint);
  const failures = [[['--passphrase', 'env:WRONG'], 'ERR_KEY_PASSPHRASE'], [['--passphrase', 'env:ABSENT'], 'ERR_INPUT'], [[], 'ERR_INPUT']];
  for (const [more, expected] of failures) {
    const { code, stderr } = await run(...more);
    assert.deepEqual([code, JSON.parse(stderr).error.code], [3, expected]);
  }
});

test('PEM, DER and base64 of both are read by every command, and private ones told from public ones', limit, async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  write('a.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  write('a.der', der);
  write('a.txt', der.toString('base64'));
  write('public.der', publicKey.export({ type: 'spki', format: 'der' }));
  const { d } = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  for (const name of ['a.pem', 'a.der', 'a.txt', 'public.der']) {
    const { code, stdout, stderr } = await commandLine(work.folder, ['inspect', name, '--json']);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout)[0].what, `a ${name === 'public.der' ? 'public' : 'private'} key, Ed25519`);
    assert.ok(!stdout.includes(d));
  }
});
