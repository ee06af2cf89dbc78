// Times RS256 client assertions beside other libraries:  node tests/bench/bench.mjs [--quick] [--only=node,node24,workerd]
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { nodeProgram } from '../package/runtimes/command-line.mjs';
import { npmFile, scratchFolder } from '../package/support/paths.mjs';
import { libraries } from './libraries.mjs';
import { fresh, warm } from './measure.mjs';
import { nodeRuntime, workerdRuntime } from './runtimes.mjs';
import { freshTable, warmTable } from './table.mjs';

const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 15;
const samples = quick ? 3 : 5;
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7).split(',');

/** A key in the two forms that the libraries read. */
function key(modulusLength) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return { name: String(modulusLength), jwk: { ...privateKey.export({ format: 'jwk' }), kid: `bench-${modulusLength}`, alg: 'RS256' }, pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
}

function runtimes(names) {
  const workerd = JSON.parse(readFileSync(npmFile('workerd', 'package.json'), 'utf8')).version;
  const all = {
    node: { title: `Node ${process.versions.node}`, open: () => nodeRuntime(process.execPath, names) },
    node24: { title: 'Node 24', open: () => nodeRuntime(nodeProgram(24), names) },
    workerd: { title: `workerd ${workerd}`, open: () => workerdRuntime() },
  };
  return Object.entries(all).filter(([name]) => only === undefined || only.includes(name)).map(([, runtime]) => runtime);
}

const started = performance.now();
mkdirSync(scratchFolder, { recursive: true });
const titles = await libraries();
const names = Object.keys(titles);
const keys = [key(2048), key(4096)];

console.log(`RS256 client assertions on ${cpus()[0]?.model ?? 'this machine'}: milliseconds for one, median of ${rounds} interleaved rounds.`);
console.log(`In brackets: times as long as ${titles[names[0]]} in the same runtime. jose signs with the host's native WebCrypto.`);
if (!('rsa-baseline' in titles)) console.log('Left out: rsa 0.10.0 in wasm at opt-level 3, since pkg/baseline/ is not built.');
for (const { title, open } of runtimes(names)) {
  const runtime = await open();
  try {
    console.log(warmTable(title, titles, keys, await warm(runtime, names, keys, rounds)));
    console.log(freshTable(title, titles, await fresh(runtime, names, keys[0], samples), samples));
  } finally {
    runtime.discard();
  }
}
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`);
