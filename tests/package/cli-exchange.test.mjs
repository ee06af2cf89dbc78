// The command line at a real provider, and as a server of keys; its help, exit codes and colours.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { startProvider } from './provider.mjs';
import { start } from './support/child.mjs';
import { commandLine, commandOf, inTerminal, outcome, shellCommand, workFolder } from './support/command-line.mjs';
import { freePort } from './support/free-port.mjs';
import { curveKey, rsaKey } from './support/keys.mjs';

const limit = { timeout: 60_000 };
const escape = '\u001b[';
let work;
let key;
let provider;

before(async () => {
  [work, key] = await Promise.all([workFolder(), rsaKey()]);
  provider = await startProvider({ publicJwk: key.publicJwk });
  write('key.json', key.privateJwk);
}, { timeout: 180_000 });
after(async () => { await provider?.close(); work?.remove(); });

function write(name, value) {
  writeFileSync(join(work.folder, name), JSON.stringify(value), { mode: 0o600 });
}

/** A token command for the provider; later options win over earlier ones. */
const tokenCommand = (...more) => ['token', '--key', 'key.json', '--client-id', provider.clientId, '--issuer', provider.issuer, '--token-endpoint', provider.tokenEndpoint, ...more];
const run = (parameters, options) => commandLine(work.folder, parameters, options);

test('a token is shortened, but whole with --print and as JSON', limit, async () => {
  const given = () => provider.requests.at(-1).answer.access_token;
  const short = await run(tokenCommand('--scope', 'api:read'));
  assert.equal(short.code, 0, short.stderr);
  assert.match(short.stdout, /^granted\naccess_token +\S{6}… \(43 characters; --print shows them\)\nexpires_in +600 seconds, until 2\S+Z\nscope +api:read\ntoken_type +Bearer\n$/);
  assert.ok(!short.stdout.includes(given()));
  const whole = await run(tokenCommand('--print'));
  assert.ok(whole.stdout.includes(given()));
  const { stdout } = await run(tokenCommand('--json', '--scope', 'api:read'));
  assert.deepEqual(JSON.parse(stdout), { access_token: given(), expires_in: 600, token_type: 'Bearer', scope: 'api:read' });
});

test('parameters are sent as they are given, secret ones from elsewhere', limit, async () => {
  const secret = 'a-refresh-token-of-the-test';
  const { code, stdout, stderr } = await run(tokenCommand('--grant', 'refresh_token', '--param', 'refresh_token@env:SECRET', '--param', 'note=a=b@c'), { env: { SECRET: secret } });
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^private-key-jwt: .*invalid_grant.*\(ERR_TOKEN_ENDPOINT\)\n$/);
  assert.ok(!stderr.includes(secret));
  const { form } = provider.requests.at(-1);
  assert.deepEqual([form.grant_type, form.refresh_token, form.note], ['refresh_token', secret, 'a=b@c']);
});

test('a parameter that is repeated is sent each time', limit, async () => {
  const seen = [];
  const server = createServer(async (request, response) => {
    seen.push(new URLSearchParams(await text(request)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":"a","token_type":"Bearer"}');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    const endpoint = `http://127.0.0.1:${server.address().port}/token`;
    const { code, stderr } = await run(tokenCommand('--token-endpoint', endpoint, '--param', 'resource=https://a.example', '--param', 'one=1', '--param', 'resource@env:SECOND'), { env: { SECOND: 'https://b.example' } });
    assert.equal(code, 0, stderr);
    assert.deepEqual([seen.length, seen[0].getAll('resource'), seen[0].getAll('one')], [1, ['https://a.example', 'https://b.example'], ['1']]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a parameter that has an option of its own is given by that option only', limit, async () => {
  const before = provider.requests.length;
  for (const [name, option] of [['grant_type', '--grant'], ['scope', '--scope'], ['client_id', '--client-id']]) {
    for (const param of [`${name}=`, `${name}=x`, `${name}@env:PATH`]) {
      const { code, stderr } = await run(tokenCommand('--param', param));
      assert.equal(code, 2, stderr);
      assert.ok(stderr.includes(`given by ${option} `), stderr);
    }
  }
  assert.equal((await run(tokenCommand('--grant', ''))).code, 2);
  assert.equal(provider.requests.length, before);
});

test('a refusal is exit code 1, and JSON says what the server said', limit, async () => {
  const { code, stderr } = await run(tokenCommand('--client-id', 'nobody', '--json'));
  const { error } = JSON.parse(stderr);
  assert.deepEqual([code, error.code, error.status, error.error], [1, 'ERR_TOKEN_ENDPOINT', 401, 'invalid_client']);
});

test('what the server says of a refusal is told to a person too, without what steers a terminal', limit, async () => {
  const secret = 'a-refresh-token-of-the-test';
  let description = 'the client is \u202eknown\u2066 but \u001b[31mlocked\u009b';
  const server = createServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: 'invalid_client', error_description: description }));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    const words = tokenCommand('--token-endpoint', `http://127.0.0.1:${server.address().port}/token`, '--grant', 'refresh_token', '--param', 'refresh_token@env:SECRET');
    const options = { env: { SECRET: secret } };
    const told = await run(words, options);
    assert.deepEqual([told.code, told.stdout], [1, '']);
    assert.match(told.stderr, /^private-key-jwt: .*invalid_client: "the client is known but \[31mlocked" \(ERR_TOKEN_ENDPOINT\)\n$/);
    assert.match((await run(words.with(0, 'diagnose'), options)).stderr, /invalid_client: "the client is /);
    description = `the token ${secret} is unknown`;
    const { stderr } = await run(words, options);
    assert.match(stderr, /invalid_client \(ERR_TOKEN_ENDPOINT\)\n$/);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('no server is exit code 4', limit, async () => {
  const { code, stderr } = await run(tokenCommand('--token-endpoint', `http://127.0.0.1:${await freePort()}/token`, '--json'));
  assert.deepEqual([code, JSON.parse(stderr).error.code], [4, 'ERR_NETWORK']);
  const plain = await run(tokenCommand('--token-endpoint', 'http://login.example.com/token', '--json'));
  assert.deepEqual([plain.code, JSON.parse(plain.stderr).error.code], [3, 'ERR_ENDPOINT_INVALID']);
});

test('the issuer is all that a token needs', limit, async () => {
  const byIssuer = (issuer) => run(['token', '--key', 'key.json', '--client-id', provider.clientId, '--issuer', issuer, '--json']);
  const { code, stdout, stderr } = await byIssuer(provider.issuer);
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).access_token, provider.requests.at(-1).answer.access_token);
  const elsewhere = await byIssuer(`${provider.issuer}/elsewhere`);
  assert.deepEqual([elsewhere.code, JSON.parse(elsewhere.stderr).error.code], [4, 'ERR_DISCOVERY']);
});

test('the claims of an assertion are those that were asked for', limit, async () => {
  const { stdout } = await run(['assertion', 'key.json', '--client-id', 'c', '--audience', 'a', '--lifetime', '30', '--claim', 'tenant=x=1', '--claim', 'level:={"a":[1]}', '--json']);
  const { client_assertion: compact, client_assertion_type: type } = JSON.parse(stdout);
  assert.equal(type, 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
  const { payload } = await jwtVerify(compact, createLocalJWKSet({ keys: [key.publicJwk] }), { issuer: 'c', subject: 'c', audience: 'a' });
  assert.deepEqual([payload.exp - payload.iat, payload.tenant, payload.level], [30, 'x=1', { a: [1] }]);
});

test('jwks serve gives public keys that are still valid, on loopback only, until it is ended', limit, async () => {
  const [expiring, expired] = await Promise.all([curveKey('ES256'), curveKey('EdDSA')]);
  const exp = Math.floor(Date.now() / 1_000) + 3;
  write('expiring.json', { ...expiring.privateJwk, exp });
  write('set.json', { keys: [key.privateJwk, { ...expired.publicJwk, exp: 1 }] });
  const [program, ...parameters] = commandOf('node20', ['jwks', 'serve', 'expiring.json', 'set.json', '--json']);
  const child = start(program, parameters, { cwd: work.folder });
  try {
    const { jwks_uri: url } = JSON.parse(await new Promise((resolve) => { child.stdout.on('data', () => { if (child.output().includes('}')) resolve(child.output()); }); }));
    const served = async () => (await (await fetch(url)).json()).keys;
    const names = (keys) => keys.map(({ kid }) => kid);
    const first = await served();
    if (Date.now() / 1_000 < exp) assert.deepEqual(names(first), [expiring.publicJwk.kid, key.publicJwk.kid]);
    assert.ok(first.every((jwk) => jwk.d === undefined && jwk.p === undefined));
    await new Promise((resolve) => { setTimeout(resolve, (exp + 1) * 1_000 - Date.now()); });
    assert.deepEqual(await served(), [key.publicJwk]);
    assert.match((await fetch(url)).headers.get('content-type'), /^application\/jwk-set\+json/);
    assert.deepEqual((await (await fetch(`${url}?of=now`)).json()).keys, [key.publicJwk]);
    assert.deepEqual([(await fetch(new URL('/', url))).status, (await fetch(url, { method: 'POST' })).status], [404, 405]);
    assert.equal(new URL(url).hostname, '127.0.0.1');
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGINT');
    assert.equal(await ended, 0);
  } finally {
    await child.stop();
  }
});

test('a wrong command line is exit code 2, and one line says why', limit, async () => {
  const wrongs = [['frobnicate'], ['jwks'], ['generate', '--frobnicate'], ['generate', '--out'], ['generate', 'x.json'], ['generate', '--out', 'x', '--size', 'big'], ['generate', '--out', 'x', '--alg', 'ES256', '--size', '2048'], ['generate', '--out', 'x', '--not-after', 'tomorrow'], ['public'], ['public', 'a', 'b'], ['public', 'key.json', '--key', 'key.json'], ['public', 'key.json', '--format', 'xml'], ['assertion', 'key.json', '--audience', 'x'], ['assertion', 'key.json', '--client-id', 'x', '--audience', 'x', '--claim', 'x'], ['assertion', 'key.json', '--client-id', 'x', '--audience', 'x', '--claim', 'x:=y'], ['inspect', '-', '--jwks', '-'], ['inspect', 'key.json', '--key', 'key.json'], ['token', '--key', 'key.json', '--client-id', 'x'], tokenCommand('--param', 'x'), tokenCommand('--timeout', '-1'), tokenCommand('--timeout', '0'), tokenCommand('--timeout', '3601'), tokenCommand('--lifetime', '0'), ['assertion', 'key.json', '--client-id', 'x', '--audience', 'x', '--claim', 'x:="\\ud800"'], ['jwks', 'serve'], ['jwks', 'serve', 'key.json', '--port', '99999']];
  for (const words of wrongs) {
    const { code, stdout, stderr } = await run(words);
    assert.deepEqual([code, stdout], [2, ''], words.join(' '));
    assert.match(stderr, /^private-key-jwt: .+ \(ERR_USAGE\)\n$/);
  }
});

test('a passphrase as an argument is refused, and not repeated', limit, async () => {
  const { code, stderr } = await run(['public', 'key.json', '--passphrase', 'correct horse']);
  assert.equal(code, 2);
  assert.match(stderr, /env:NAME/);
  assert.ok(!stderr.includes('horse'));
});

test('help and version', limit, async () => {
  const overview = await run(['--help']);
  assert.deepEqual([overview.code, overview.stderr], [0, '']);
  assert.equal((await run([])).stdout, overview.stdout);
  for (const code of [0, 1, 2, 3, 4, 5, 130]) assert.match(overview.stdout, new RegExp(`^  ${code} +\\S`, 'm'));
  assert.ok(overview.stdout.split('\n').every((line) => line.length <= 100), overview.stdout);
  const { stdout } = await run(['jwks', 'serve', '--help']);
  assert.match(stdout, /^Usage\n  private-key-jwt jwks serve /m);
  for (const words of [['jwks', '--help'], ['jwks', '-h']]) assert.deepEqual(await run(words), { code: 0, stdout, stderr: '' });
  assert.equal((await run(['jwks', 'frobnicate', '--help'])).code, 2);
  assert.match((await run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('colours are there in a terminal, and nowhere else', limit, async () => {
  const inspect = shellCommand(['inspect', 'key.json']);
  const failing = shellCommand(['inspect', 'absent.json']);
  const options = { cwd: work.folder };
  assert.ok((await inTerminal(inspect, [], options)).screen.includes(escape));
  assert.ok((await inTerminal(failing, [], options)).screen.includes(escape));
  for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    assert.ok(!(await inTerminal(inspect, [], { ...options, env })).screen.includes(escape));
    assert.ok(!(await inTerminal(failing, [], { ...options, env })).screen.includes(escape));
  }
  for (const words of [['inspect', 'key.json'], ['inspect', 'absent.json'], ['--help'], ['inspect', '--help'], tokenCommand()]) {
    const { stdout, stderr } = await run(words);
    assert.ok(!`${stdout}${stderr}`.includes(escape), words.join(' '));
  }
});

test('a person gets a token at a terminal', limit, async () => {
  const { code, screen } = await inTerminal(shellCommand(tokenCommand()), [], { cwd: work.folder });
  assert.equal(code, 0);
  assert.match(screen, /granted/);
  assert.ok(!screen.includes(provider.requests.at(-1).answer.access_token));
});

test('a port that is taken is exit code 3', limit, async () => {
  const { code, stderr } = await run(['jwks', 'serve', 'key.json', '--port', new URL(provider.issuer).port]);
  assert.equal(code, 3);
  assert.match(stderr, /in use.*\(ERR_OUTPUT\)/);
});

test('who has seen enough of the output ends it in peace', limit, async () => {
  const { code, stdout, stderr } = await outcome(['sh', '-c', `${shellCommand(['inspect', 'key.json', '--json'])} | true`], { cwd: work.folder });
  assert.deepEqual([code, stdout, stderr], [0, '', '']);
});

test('output that cannot be written is exit code 3, and one line says why', limit, async () => {
  const assertion = ['assertion', 'key.json', '--client-id', 'x', '--audience', 'y'];
  for (const runtime of ['node20', 'node24', 'deno', 'bun']) {
    for (const words of [assertion, ['--help'], tokenCommand(), tokenCommand('--client-id', 'nobody', '--json').with(0, 'diagnose')]) {
      const { code, stderr } = await outcome(['sh', '-c', `${shellCommand(words, runtime)} > /dev/full`], { cwd: work.folder });
      assert.equal(code, 3, stderr);
      assert.match(stderr.split('\n').at(-2), /standard output cannot be written: there is no space left/);
      assert.doesNotMatch(stderr, /^ +at /m);
    }
  }
  const generate = (name, more = '') => outcome(['sh', '-c', `${shellCommand(['generate', '--alg', 'ES256', '--out', name])} ${more} > /dev/full`], { cwd: work.folder });
  const { code, stderr } = await generate('written.json');
  assert.equal(code, 3);
  assert.match(stderr, /^The private key is in written.json, which only you can read.*\n.*standard output cannot be written: there is no space left \(ERR_OUTPUT\)\n$/);
  const asJson = await generate('written-2.json', '--json');
  assert.deepEqual([asJson.code, JSON.parse(asJson.stderr).error.code], [3, 'ERR_OUTPUT']);
  const silent = await outcome(['sh', '-c', `${shellCommand(['thumbprint', 'absent.json'])} > /dev/full 2> /dev/full`], { cwd: work.folder });
  assert.equal(silent.code, 3);
});
