// Whether the time of a signature tells of the key or the message: see README.md.
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const SECONDS = Number(process.argv[2] ?? 60);
/** Keys of each class. As many of the fixed one, so that both classes use equally much memory. */
const KEYS = 16;
/** Enough for the engine's optimiser. */
const WARM_UP = 500;
/** Shares of the slowest times that are cut off, as interrupts are among them. */
const CROPS = [0, 0.01, 0.05, 0.1, 0.25, 0.5];
const LEAK = 4.5;

const { initialize, SigningKey } = await unpacked();
await initialize();

const jwk = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const keys = (make) => Array.from({ length: KEYS }, () => SigningKey.from(make()));
const fixed = jwk();
const same = keys(() => fixed);
const various = keys(jwk);
const message = randomBytes(20_000);
const any = (list) => list[randomInt(list.length)];

/** A message drawn and copied for either class, or their times would differ by what the caches of the host hold. */
function data(length, fixed) {
  const drawn = randomBytes(length);
  return fixed ? Buffer.from(message.subarray(0, length)) : Buffer.from(drawn);
}

/** Two classes of what is signed by which key, each. */
const experiments = {
  'one key or various keys': [() => [any(same), data(100, true)], () => [any(various), data(100, true)]],
  'one message or various messages': [() => [any(same), data(100, true)], () => [any(same), data(100, false)]],
  'the same class twice': [() => [any(same), data(100, true)], () => [any(same), data(100, true)]],
  'control: 100 or 20000 octets': [() => [any(same), data(100, true)], () => [any(same), data(20_000, true)]],
};

let good = true;
for (const [name, classes] of Object.entries(experiments)) {
  const times = measure(classes, SECONDS);
  const values = CROPS.map((crop) => welch(...cropped(times, crop)));
  const worst = Math.max(...values.map(Math.abs));
  good &&= worst > LEAK === name.startsWith('control');
  console.log(`${name}: ${times[0].length} and ${times[1].length} signatures`);
  CROPS.forEach((crop, index) => {
    const [first, second] = cropped(times, crop).map((list) => (mean(list) / 1000).toFixed(2));
    console.log(`  without the slowest ${crop * 100} %: t = ${values[index].toFixed(2)} (${first} and ${second} µs)`);
  });
}
console.log(good ? `as expected: |t| above ${LEAK} for the control alone` : 'NOT AS EXPECTED');
process.exitCode = good ? 0 : 1;

/** Nanoseconds of signatures of both classes, of which each next one is drawn. */
function measure(classes, seconds) {
  const times = [[], []];
  const end = performance.now() + seconds * 1000;
  for (let count = -WARM_UP; performance.now() < end; count += 1) {
    const chosen = randomInt(2);
    const [key, data] = classes[chosen]();
    const before = process.hrtime.bigint();
    key.sign(data);
    const after = process.hrtime.bigint();
    if (count >= 0) times[chosen].push(Number(after - before));
  }
  return times;
}

/** Both without what is slower than a percentile of all. */
function cropped(times, share) {
  const all = times.flat().sort((a, b) => a - b);
  const limit = all[Math.ceil(all.length * (1 - share)) - 1];
  return times.map((list) => list.filter((time) => time <= limit));
}

function mean(list) {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** Welch's t of two samples. */
function welch(first, second) {
  const [a, b] = [first, second].map((list) => {
    const average = mean(list);
    const variance = list.reduce((sum, value) => sum + (value - average) ** 2, 0) / (list.length - 1);
    return { average, error: variance / list.length };
  });
  return (a.average - b.average) / Math.sqrt(a.error + b.error);
}

/** The package of pkg/, as it would be installed. */
async function unpacked() {
  const packages = new URL('../../pkg/', import.meta.url);
  const name = readdirSync(packages).find((file) => file.endsWith('.tgz'));
  const folder = mkdtempSync(join(tmpdir(), 'dudect-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  execFileSync('tar', ['-xzf', new URL(name, packages).pathname, '-C', folder]);
  return import(pathToFileURL(join(folder, 'package/dist/index.js')).href);
}
