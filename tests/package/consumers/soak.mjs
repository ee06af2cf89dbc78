// Watches the wasm memory from outside: the package does not show it, so WebAssembly.Instance is wrapped first.
import { readInput } from './stdin-input.mjs';

const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    memories.push(...Object.values(this.exports).filter((value) => value instanceof WebAssembly.Memory));
  }
};
const { SigningKey } = await import('private-key-jwt');
const { privateJwk, signatures } = await readInput();
const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
const options = { clientId: 'client-1', audience: 'https://issuer.example' };

const key = SigningKey.from(privateJwk);
const round = () => {
  const fresh = SigningKey.from(privateJwk);
  key.assertion(options);
  key.sign(new Uint8Array(1_000));
  try { SigningKey.from('{}'); } catch { /* a refused key must not stay either */ }
  fresh.free();
};
for (let warmUp = 0; warmUp < 50; warmUp += 1) round();
const before = size();
for (let made = 0; made < signatures; made += 2) round();
console.log(JSON.stringify({ instances: memories.length, before, after: size() }));
