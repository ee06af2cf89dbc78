// Signs very often and watches the wasm memory. Progress goes to standard error, one JSON line with bytes to standard output.
import process from 'node:process';
import { instances, size } from './memory-watch.mjs';
import { readInput } from './stdin-input.mjs';

const settled = 1_000; // signatures after which the memory has its size
const reported = 100_000;
const { SigningKey } = await import('private-key-jwt');
const { privateJwk, signatures } = await readInput();
const say = (made) => process.stderr.write(`${made.toLocaleString('en')} signatures: ${size().toLocaleString('en')} bytes of wasm memory\n`);
const options = { clientId: 'client-1', audience: 'https://issuer.example' };
const data = new Uint8Array(1_000);

/** Now and then a key comes and goes, and a refused one must not stay either. */
function comeAndGo() {
  const fresh = SigningKey.from(privateJwk);
  fresh.sign(data);
  fresh.free();
  try { SigningKey.from('{}'); } catch { /* as it should */ }
}

const key = SigningKey.from(privateJwk);
say(0);
let before;
for (let made = 1; made <= signatures; made += 1) {
  if (made % 50 === 0) comeAndGo();
  else if (made % 2 === 0) key.assertion(options);
  else key.sign(data);
  if (made === settled) before = size();
  if (made === settled || made % reported === 0) say(made);
}
console.log(JSON.stringify({ instances: instances(), before, after: size() }));
