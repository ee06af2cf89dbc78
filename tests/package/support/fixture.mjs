// A consumer's folder with the packed tarball installed by npm. Its name is a digest of all that is in it, so test
// files that run side by side share it and nothing in it ever changes.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './child.mjs';
import { scratchFolder, tarball, testsFolder } from './paths.mjs';

/** Files of tests/ that run as a consumer's: where they come from, and where they go in the fixture. */
const consumers = () => [
  ...['scenario.mjs', 'scenario-exchange.mjs', 'scenario-forms.mjs', 'scenario-host-keys.mjs', 'scenario-keys.mjs', 'scenario-grants.mjs', 'scenario-overhead.mjs'].map((name) => [`package/${name}`, name]),
  ...readdirSync(join(testsFolder, 'package', 'consumers')).map((name) => [`package/consumers/${name}`, `consumers/${name}`]),
  ...['worker.mjs', 'page.mjs'].map((name) => [`demo/${name}`, `demo/${name}`]),
  ...readdirSync(join(testsFolder, '..', 'pkg-config', 'examples')).map((name) => [`../pkg-config/examples/${name}`, `examples/${name}`]),
].map(([from, to]) => [join(testsFolder, from), to]);

let prepared;

/** Path of the fixture folder. @returns {Promise<string>} */
export function fixture() {
  return (prepared ??= prepare());
}

/** The package as an application imports it: through the fixture's node_modules. `keys-index.mjs`: its subpath ./keys. */
export async function importPackage(consumer = 'index.mjs') {
  return import(pathToFileURL(join(await fixture(), 'consumers', consumer)).href);
}

async function prepare() {
  const source = tarball();
  const digest = createHash('sha256').update(readFileSync(source));
  for (const [from] of consumers()) digest.update(readFileSync(from));
  const name = digest.digest('hex').slice(0, 16);
  const folder = join(scratchFolder, name);
  mkdirSync(scratchFolder, { recursive: true });
  discardOlder(name);
  if (existsSync(folder)) return folder;
  const building = mkdtempSync(join(scratchFolder, 'installing-'));
  try {
    await install(source, building);
    renameSync(building, folder);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise a test file beside this one was first
  }
  return folder;
}

async function install(source, folder) {
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  await run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', source], { cwd: folder, timeout: 120_000 });
  for (const [from, to] of consumers()) cpSync(from, join(folder, to));
}

/** Removes fixtures of earlier tarballs, and what an interrupted run left, after a day. */
function discardOlder(current) {
  for (const name of readdirSync(scratchFolder)) {
    const path = join(scratchFolder, name);
    const age = name === current ? 0 : Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 24 * 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}
