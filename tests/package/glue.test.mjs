// An engine compiles a function in parentheses with its module, which spares the first signature that work.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { fixture, importPackage } from './support/fixture.mjs';
import { rsaKey } from './support/keys.mjs';

test('what the wasm calls for a key and an assertion is compiled with its module, in a bundle too', async (context) => {
  const [{ SigningKey }, { privateJwk }, called] = [await importPackage(), await rsaKey(), new Set()];
  const { Instance } = WebAssembly;
  context.after(() => { WebAssembly.Instance = Instance; });
  WebAssembly.Instance = function Recorded(module, imports) {
    const recorded = ([name, run]) => [name, (...given) => { called.add(name); return run(...given); }];
    return new Instance(module, Object.fromEntries(Object.entries(imports).map(([from, functions]) => [from, Object.fromEntries(Object.entries(functions).map(recorded))])));
  };
  SigningKey.from(privateJwk).assertion({ clientId: 'a', audience: 'https://b.example' });
  called.delete('__wbindgen_init_externref_table'); // it is called with the module
  assert.ok(called.size > 10);
  const dist = join(await fixture(), 'node_modules', 'private-key-jwt', 'dist');
  for (const file of ['glue.js', 'keys-glue.js']) assert.doesNotMatch(readFileSync(join(dist, file), 'utf8'), /^( {4}static \w+\(|function )/m);
  const plain = (name) => name.replace(/^__wbg_|_[0-9a-f]{16}$/g, '');
  const eager = [...readFileSync(join(dist, 'glue.js'), 'utf8').matchAll(/^ +(\w+): \(function/gm)].map(([, name]) => plain(name));
  assert.deepEqual(new Set(eager), new Set([...called].map(plain)), 'and nothing else is');
  for (const file of ['glue.js', 'index.cjs']) check(file, readFileSync(join(dist, file), 'utf8'));
  for (const minify of [false, true]) {
    const { outputFiles: [{ text }] } = await build({ entryPoints: [join(dist, 'index.js')], bundle: true, minify, format: 'esm', write: false, logLevel: 'error' });
    check(minify ? 'minified' : 'bundled', text);
  }

  function check(what, script) {
    for (const name of called) {
      const [, before, inner] = script.match(`\\b${name}: ?(\\(?)function ?\\(\\w*(?:, ?\\w+)*\\) ?{(?:\\s*return \\w+(\\(+)function)?`);
      assert.equal(before, '(', `${what}: ${name}`);
      assert.ok(inner === undefined || inner === '((', `${what}: ${name} inside`);
    }
  }
});

test('texts arrive as they are, short and long ones, which are encoded in different ways', async () => {
  const [{ SigningKey }, { privateJwk }] = [await importPackage(), await rsaKey()];
  const key = SigningKey.from(privateJwk);
  const claims = (clientId) => JSON.parse(Buffer.from(key.assertion({ clientId, audience: 'https://b.example' }).split('.')[1], 'base64url'));
  for (const length of [1, 199, 200, 201, 202, 5000]) {
    for (const letter of ['a', '\u00e4', '\u20ac', '\u{1f600}', '\ufffd']) {
      const text = letter.repeat(length);
      for (const mixed of [text, `a${text}`, `${text}a`]) assert.equal(claims(mixed).sub, mixed);
    }
    for (const lone of ['\ud800', '\udc00']) assert.throws(() => claims('a'.repeat(length) + lone), TypeError);
  }
});
