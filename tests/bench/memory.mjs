// Does the wasm memory grow?  node tests/bench/memory.mjs [signatures]   A million, and about 25 minutes, when not told.
// Uses the packed package (`cargo xtask build`) in Node 24; ends with 1 if the memory grew after the first 1,000.
import process from 'node:process';
import { onNode } from '../package/runtimes/command-line.mjs';
import { rsaKey } from '../package/support/keys.mjs';

const signatures = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(signatures) || signatures < 1_000) {
  console.error('usage: node tests/bench/memory.mjs [signatures], at least 1000');
  process.exit(2);
}
const started = performance.now();
const { privateJwk } = await rsaKey();
const options = { timeout: 60_000 + signatures * 20, stdio: ['pipe', 'pipe', 'inherit'] };
const { before, after } = await onNode(24, ['soak.mjs'], { privateJwk, signatures }, options);
const bytes = (size) => `${size.toLocaleString('en')} bytes`;
console.log(`wasm memory: ${bytes(before)} after 1,000 signatures, ${bytes(after)} after ${signatures.toLocaleString('en')}; ${Math.round((performance.now() - started) / 1000)} s`);
if (after > before) {
  console.error('it grew');
  process.exit(1);
}
