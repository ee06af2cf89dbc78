// A key that stands on the command line, in a variable or in a file is never repeated, wherever it stands and whatever is wrong with it.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { commandLine, workFolder } from './support/command-line.mjs';
import { rsaKey } from './support/keys.mjs';

const limit = { timeout: 240_000 };
let work;
/** The same key as it may be pasted, by name. */
let forms;
/** Of the key: whatever of it must not be seen. */
let pieces;
let commands;
let parse;

before(async () => {
  work = await workFolder();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const jwk = privateKey.export({ format: 'jwk' });
  const der = (type) => privateKey.export({ type, format: 'der' }).toString('base64');
  const small = generateKeyPairSync('ed25519').privateKey;
  const smallJwk = small.export({ format: 'jwk' });
  const smallDer = small.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  forms = {
    pem,
    'one-line PEM': pem.replaceAll('\n', '\\n'),
    'PEM with spaces': pem.replaceAll('\n', ' '),
    'PEM of PKCS#1': privateKey.export({ type: 'pkcs1', format: 'pem' }),
    jwk: JSON.stringify(jwk),
    'jwk of an Ed25519 key': JSON.stringify(smallJwk),
    'JWK in text': JSON.stringify(JSON.stringify(jwk)),
    jwks: JSON.stringify({ keys: [jwk] }, null, 2),
    'base64 DER': der('pkcs8'),
    'base64 DER of PKCS#1': der('pkcs1'),
    'base64 DER of an Ed25519 key': smallDer,
    'base64url DER': Buffer.from(der('pkcs8'), 'base64').toString('base64url'),
    'base64 PEM': Buffer.from(pem).toString('base64'),
    'base64 JWK': Buffer.from(JSON.stringify(jwk)).toString('base64'),
  };
  const lines = (text) => text.split('\n').slice(1, -2);
  pieces = [...lines(pem), ...lines(forms['PEM of PKCS#1']), ...['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => jwk[name]), smallJwk.d, smallDer.slice(20), forms['base64url DER'].slice(60, 100), forms['base64 PEM'].slice(60, 100), forms['base64 JWK'].slice(-40)];
  writeFileSync(join(work.folder, 'key.json'), JSON.stringify((await rsaKey()).privateJwk), { mode: 0o600 });
  const installed = (name) => import(pathToFileURL(join(work.folder, 'node_modules', 'private-key-jwt', 'bin', name)));
  [{ commands }, { parse }] = await Promise.all([installed('commands.js'), installed('arguments.js')]);
}, { timeout: 180_000 });
after(() => work?.remove());

function tellsNothing({ stdout = '', stderr = '' }, what) {
  for (const piece of pieces) assert.ok(!`${stdout}${stderr}`.includes(piece), `${what}: ${stdout}${stderr}`);
}

/** Runs commands two at a time, and looks at what they print. */
async function allTellNothing(runs, exits, options) {
  const queue = [...runs];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [what, words] = next;
      const result = await commandLine(work.folder, words, options);
      tellsNothing(result, what);
      assert.ok(exits.includes(result.code), `${what}: ${result.code} ${result.stderr}`);
      assert.doesNotMatch(result.stderr, /^ +at /m, what);
    }
  };
  await Promise.all([worker(), worker()]);
}

test('a key as the argument of a command', limit, async () => {
  const runs = commands.flatMap(({ name }) => Object.entries(forms).map(([form, text]) => [`${name}, ${form}`, [...name.split(' '), text]]));
  await allTellNothing(runs, [2]);
  await allTellNothing([...Object.entries(forms)].map(([form, text]) => [form, [text, '--json']]), [2]);
  for (const text of [forms['one-line PEM'], forms['PEM with spaces']]) {
    const { stderr } = await commandLine(work.folder, ['thumbprint', text]);
    assert.match(stderr, /a file, - for standard input, or env:NAME.* \(ERR_USAGE\)\n$/);
  }
});

test('a key as the value of an option, or beside it', limit, async () => {
  const runs = commands.flatMap(({ name, options }) => Object.keys(options).map((option, index) => {
    const [form, text] = Object.entries(forms)[index % Object.keys(forms).length];
    return [`${name} --${option} ${form}`, [...name.split(' '), 'key.json', `--${option}`, text]];
  }));
  await allTellNothing(runs, [2]);
});

test('every form at every place is refused before anything is done with it', limit, () => {
  for (const command of commands) {
    for (const [form, text] of Object.entries(forms)) {
      const places = Object.keys(command.options).flatMap((option) => [[`--${option}`, text], [`--${option}=${text}`], [`--${option}=name=${text}`], [`--${option}`, `name@${text}`], [`--${option}`, `name:=${text}`], [`--${option}`, `env:${text}`]]);
      for (const words of [[text], ['key.json', text], ['--', text], [`--${text}`], [`-${text}`], ...places]) {
        assert.throws(() => parse(command, words), (error) => {
          tellsNothing({ stderr: `${error.message}${error.stack}` }, `${command.name}, ${form}`);
          return error.code === 'ERR_USAGE' && /never as an argument/.test(error.message);
        }, `${command.name}, ${form}`);
      }
    }
  }
});

test('a key that the shell has split into words, and a part of a key', limit, async () => {
  const [first, second] = pieces;
  const parts = [forms.pem.split(/\s+/), forms['base64 DER'].match(/.{64}/g), JSON.stringify(JSON.parse(forms.jwk), null, 2).split(/\s+/), [first], [second], [`--${second}`], [`-${second}`], ['--key', second], [`env:${second}`], ['--alg', second], ['--kid', `-${second}`], ['--passphrase', second], ['--passphrase', `env:${second}`]];
  const runs = ['thumbprint', 'public', 'certificate', 'inspect'].flatMap((name) => parts.map((words, index) => [`${name} ${index}`, [name, ...words, '--format']]));
  await allTellNothing(runs, [2]);
  await allTellNothing(parts.slice(3).map((words, index) => [`thumbprint ${index}`, ['thumbprint', ...words]]), [2, 3]);
  const assertion = ['assertion', 'key.json', '--client-id', 'x', '--audience', 'y'];
  await allTellNothing([[`${second}:=`], [`${second}=x`, '--profile', 'apple', '--team-id', 'x'], [`${second}=x`, '--profile', 'signicat']].map((words) => [words[0], [...assertion, '--claim', ...words]]), [2, 3]);
  const token = ['token', '--key', 'key.json', '--client-id', 'x', '--token-endpoint', 'http://127.0.0.1:1/'];
  await allTellNothing([['--param', second], ['--param', `a@${second}`], ['--param', `a@env:${second}`], ['--timeout', second], ['--lifetime', second], ['--profile', second], ['--issuer', second], ['--token-endpoint', second]].map((words) => [words.join(), [...token, ...words]]), [2, 3, 4]);
});

test('a key that cannot be used, in a variable and on standard input', limit, async () => {
  const broken = ['d":', '-----END', '\n', 'AQAB', 'MII'].flatMap((part) => Object.values(forms).filter((text) => text.includes(part)).map((text) => text.replace(part, `${part}?`)));
  for (const [index, text] of [...broken, ...Object.values(forms)].entries()) {
    await allTellNothing([[`variable ${index}`, ['thumbprint', 'env:THE_KEY']], [`option ${index}`, ['public', 'key.json', '--passphrase', 'env:THE_KEY', '--json']]], [0, 3], { env: { THE_KEY: text } });
    await allTellNothing([[`input ${index}`, ['inspect', '-']]], [0, 1, 3], { input: text });
  }
});

test('a mistake in the options names the option, and nothing else', limit, async () => {
  const cases = [
    [['--frobnicate'], /there is no option --frobnicate /],
    [['--hunter2'], /there is no such option /],
    [['-x'], /there is no such option /],
    [['--kid'], /--kid must be followed by a value /],
    [['--kid', '-hunter2'], /--kid must be followed by a value: one that begins with - is given as --kid=<value> /],
    [['--json=hunter2'], /--json has no value /],
  ];
  for (const [words, message] of cases) {
    const { code, stderr } = await commandLine(work.folder, ['thumbprint', 'key.json', ...words]);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /hunter2/);
  }
});
