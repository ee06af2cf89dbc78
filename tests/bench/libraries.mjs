// The libraries of the bench, and each as one bundled file.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { fixture } from '../package/support/fixture.mjs';
import { npmFile, repository } from '../package/support/paths.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const baselineFolder = process.env.RSA_BASELINE ?? join(repository, 'pkg', 'baseline');

/** Names of contestants/, with the title of their row. The first is what the others are compared with. */
export async function libraries() {
  const npmVersion = (name) => JSON.parse(readFileSync(npmFile(name, 'package.json'), 'utf8')).version;
  const own = JSON.parse(readFileSync(join(await fixture(), 'node_modules', 'private-key-jwt', 'package.json'), 'utf8')).version;
  const titles = {
    'private-key-jwt': `private-key-jwt ${own}`,
    'rsa-baseline': 'rsa 0.10.0 in wasm, opt-level 3',
    'jose': `jose ${npmVersion('jose')}`,
    'rsa-wasm': `@hazae41/rsa.wasm ${npmVersion('@hazae41/rsa.wasm')}`,
    'jsrsasign': `jsrsasign ${npmVersion('jsrsasign')}`,
    'node-forge': `node-forge ${npmVersion('node-forge')}`,
  };
  if (!existsSync(join(baselineFolder, 'rsa-baseline.wasm'))) delete titles['rsa-baseline'];
  return titles;
}

/** A row of the fresh tables of workerd alone: what is evaluated with the worker instead of in a request. */
export const ready = 'private-key-jwt-ready';

export const contestantFile = (name) => join(here, 'contestants', `${name}.mjs`);

/** Options of esbuild by which contestants/ find the package and the wasm files. */
export async function bundling(folder) {
  mkdirSync(folder, { recursive: true });
  const rsaWasm = join(folder, 'rsa-wasm-module.wasm');
  const { data } = await import(npmFile('@hazae41/rsa.wasm', 'dist/esm/wasm/pkg/rsa_wasm.wasm.mjs'));
  writeFileSync(rsaWasm, Buffer.from(data.slice(data.indexOf(',') + 1), 'base64'));
  return {
    nodePaths: [join(await fixture(), 'node_modules'), join(here, '..', 'node_modules')],
    alias: {
      'rsa-wasm-module.wasm': rsaWasm,
      'rsa-baseline.js': join(baselineFolder, 'rsa-baseline.js'),
      'rsa-baseline.wasm': join(baselineFolder, 'rsa-baseline.wasm'),
    },
  };
}

/** Bundles one library for Node. @returns {Promise<string>} the file */
export async function nodeBundle(name, folder) {
  const outfile = join(folder, `${name}.mjs`);
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ entryPoints: [contestantFile(name)], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', loader: { '.wasm': 'binary' }, banner, logLevel: 'error', ...(await bundling(folder)) });
  return outfile;
}
