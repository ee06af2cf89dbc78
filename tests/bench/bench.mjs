// Times client assertions beside other libraries:  node tests/bench/bench.mjs [--quick] [--only=node,node24,workerd]
import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { scratchFolder } from '../package/support/paths.mjs';
import { forms } from './forms.mjs';
import { fresh } from './fresh.mjs';
import { curveKeys, rsaKeys } from './keys.mjs';
import { libraries, ready } from './libraries.mjs';
import { overhead } from './overhead.mjs';
import { curveVerdicts, firstVerdicts, formVerdict, speedVerdicts } from './requirement.mjs';
import { runtimes } from './runtimes.mjs';
import { formsTable, freshTables, warmTable } from './table.mjs';
import { warm } from './warm.mjs';

const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 15;
const samples = quick ? 3 : 11;
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7).split(',');

const started = performance.now();
mkdirSync(scratchFolder, { recursive: true });
const chosen = runtimes(only);
const titles = await libraries();
const names = Object.keys(titles);
const signersOnCurves = ['private-key-jwt', 'jose'];
const [keys, curves] = [rsaKeys(), curveKeys()];
const verdicts = [];

console.log(`Client assertions (RS256 where nothing else is said) on ${cpus()[0]?.model ?? 'this machine'}, in milliseconds.
Warm: one operation, median of ${rounds} interleaved rounds; in brackets the median of how many times as long it took as
${titles[names[0]]} in the same round. jose signs with the host's native WebCrypto.
Fresh: the first steps with a 2048-bit JWK, median of ${samples} processes of their own, each after
one more that is not counted, so that all find the processor's caches alike. "host crypto" is the first call of
crypto.getRandomValues, which the host loads lazily; "load" evaluates the library's module. In Node jose signs on another thread.
The row with initialize() at module scope has imported a key and signed once before its first request: that time is in no column.
workerd stops its clocks during a request: its times are those of requests seen from outside, less that of an empty one.`);
if (!('rsa-baseline' in titles)) console.log('Left out: rsa 0.10.0 alone, since pkg/baseline/ is not built: run `cargo xtask bench`.');
for (const { title, isFresh, hasModuleScope, open } of chosen) {
  const runtime = await open(names);
  try {
    const figures = await warm(title, runtime, names, keys, rounds);
    console.log(warmTable(title, titles, keys, figures));
    verdicts.push(...speedVerdicts(title, figures));
    const onCurves = await warm(title, runtime, signersOnCurves, curves, rounds);
    console.log(warmTable(title, Object.fromEntries(signersOnCurves.map((name) => [name, titles[name]])), curves, onCurves));
    verdicts.push(...curveVerdicts(title, onCurves));
    const imports = await forms(title, runtime, [keys[0], ...curves], rounds);
    console.log(formsTable(title, [keys[0], ...curves], imports));
    verdicts.push(formVerdict(title, imports));
    if (!isFresh) continue;
    const rows = hasModuleScope ? { ...titles, [ready]: `${titles[names[0]]}, initialize() at module scope` } : titles;
    const first = await fresh(title, runtime, Object.keys(rows), keys[0], samples);
    console.log(freshTables(title, rows, first));
    verdicts.push(...firstVerdicts(title, first));
  } finally {
    runtime.discard();
  }
}
verdicts.push(...(await overhead(rounds)));
console.log(['', 'Asked for, and measured here:', ...verdicts].join('\n'));
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`);
