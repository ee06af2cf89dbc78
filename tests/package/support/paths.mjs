// Where things lie. Environment variables let a person try another tarball or program.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const testsFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const repository = join(testsFolder, '..');
export const scratchFolder = join(process.env.CARGO_TARGET_DIR ?? join(repository, 'target'), 'package-fixture');

/** The packed package: PACKAGE_TARBALL, else the newest pkg/private-key-jwt-*.tgz. */
export function tarball() {
  if (process.env.PACKAGE_TARBALL) return process.env.PACKAGE_TARBALL;
  const folder = join(repository, 'pkg');
  const packed = existsSync(folder) ? readdirSync(folder).filter((name) => /^private-key-jwt-.*\.tgz$/.test(name)) : [];
  const newest = packed.map((name) => join(folder, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined) throw new Error('pkg/private-key-jwt-*.tgz is missing: run `cargo xtask build`');
  return newest;
}

/** A program that an npm package in tests/node_modules names as its command, for example npmProgram('deno', 'deno'). */
export function npmProgram(packageName, command) {
  const { bin } = JSON.parse(readFileSync(npmFile(packageName, 'package.json'), 'utf8'));
  return npmFile(packageName, typeof bin === 'string' ? bin : bin[command]);
}

/** A file of an npm package in tests/node_modules. */
export function npmFile(packageName, path) {
  const found = join(testsFolder, 'node_modules', packageName, path);
  if (!existsSync(found)) missing(`tests/node_modules/${packageName}/${path}`, 'run `cargo xtask setup`, which installs tests/package-lock.json with npm');
  return found;
}

/** The first existing path of a program that the system brings. */
export function systemProgram(candidates, debianPackage) {
  const found = candidates.find((path) => path && existsSync(path));
  if (found === undefined) missing(candidates.filter(Boolean).join(' or '), `apt-get install ${debianPackage}`);
  return found;
}

function missing(what, remedy) {
  throw new Error(`this test needs ${what}, which is not installed: ${remedy}`);
}
