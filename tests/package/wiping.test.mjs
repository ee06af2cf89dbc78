// Freed memory is wiped: nothing of a private key is left in the wasm memory, in whatever form it came.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fixture } from './support/fixture.mjs';

const kinds = [['rsa', { modulusLength: 2048 }], ['ec', { namedCurve: 'P-256' }], ['ec', { namedCurve: 'P-521' }], ['ed25519', {}]];

test('nothing of a key is left when it was freed or refused', async () => {
  const dist = join(await fixture(), 'node_modules', 'private-key-jwt', 'dist');
  const { initSync, SigningKey } = await import(pathToFileURL(join(dist, 'glue.js')));
  const { memory } = initSync({ module: new WebAssembly.Module(readFileSync(join(dist, 'private-key-jwt.wasm'))) });
  for (const [type, options] of kinds) {
    const { privateKey } = generateKeyPairSync(type, options);
    const jwk = privateKey.export({ format: 'jwk' });
    const parts = secretParts(jwk);
    const left = () => [...parts].filter(([, part]) => Buffer.from(memory.buffer).includes(part)).map(([name]) => name);
    const text = JSON.stringify(jwk);
    const forms = [jwk, text, ` ${text} `, new Uint8Array(Buffer.from(text)), { keys: [jwk] }, privateKey.export({ type: 'pkcs8', format: 'pem' }), new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }))];
    for (const [index, form] of forms.entries()) {
      const key = SigningKey.from(form, undefined);
      key.sign(Buffer.from('data'));
      key.assertion({ clientId: 'a', audience: 'https://b.example' });
      assert.notDeepEqual(left(), [], `${type} ${index}: the key is looked for in the right place`);
      key.free();
      assert.deepEqual(left(), [], `${type} ${index}`);
    }
    for (const refused of [{ ...jwk, use: 'enc' }, { ...jwk, alg: 'ES999' }, { ...jwk, n: 'AQAB', x: 'AQAB' }]) {
      assert.throws(() => SigningKey.from(refused, undefined));
      assert.deepEqual(left(), [], `${type}, refused`);
    }
  }
});

/** Pieces of the secret numbers, as text, and as octets from either end. */
function secretParts(jwk) {
  const parts = new Map();
  for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi'].filter((member) => member in jwk)) {
    const octets = Buffer.from(jwk[name], 'base64url');
    for (const at of [1, octets.length >> 1, octets.length - 10]) {
      const piece = octets.subarray(at, at + 8);
      parts.set(`${name} from ${at}`, piece).set(`${name} from ${at}, reversed`, Buffer.from(piece).reverse());
    }
    parts.set(`${name} as text`, Buffer.from(jwk[name].slice(4, 20)));
  }
  return parts;
}
