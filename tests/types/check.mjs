// Compiles the files beside this one against the built package: every TypeScript, every set of host types, strictly.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..');
const npm = join(repository, 'tests', 'node_modules');
const folder = join(process.env.CARGO_TARGET_DIR ?? join(repository, 'target'), 'types-fixture');

/** The compilers, each with the types of Node that it can read. */
const compilers = { typescript54: 'types-node20', typescript59: '@types/node' };

/** What surrounds an application: library files, global types, and the sources that make sense there. */
const environments = {
  bare: { lib: ['ES2022'], types: [], files: ['usage.ts', 'misuse.ts', 'keys.ts', 'commonjs.cts'] },
  node: { lib: ['ES2022', 'ESNext.Disposable'], types: ['node'], files: ['usage.ts', 'misuse.ts', 'keys.ts', 'host.ts', 'node.ts', 'disposal.ts', 'commonjs.cts'] },
  workers: { lib: ['ES2022', 'ESNext.Disposable'], types: ['@cloudflare/workers-types'], files: ['usage.ts', 'misuse.ts', 'keys.ts', 'host.ts', 'web.ts', 'disposal.ts'] },
  dom: { lib: ['ES2022', 'DOM', 'ESNext.Disposable'], types: [], files: ['usage.ts', 'misuse.ts', 'keys.ts', 'host.ts', 'web.ts', 'disposal.ts', 'commonjs.cts'] },
};

let failures = 0;
for (const [compiler, nodeTypes] of Object.entries(compilers)) {
  prepare(nodeTypes);
  for (const [name, environment] of Object.entries(environments)) if (!passes(compiler, name, environment)) failures += 1;
}
process.exitCode = failures === 0 ? 0 : 1;

/** An application's folder: the sources, the built package and the host types under node_modules. */
function prepare(nodeTypes) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  mkdirSync(join(folder, 'node_modules', '@cloudflare'));
  symlinkSync(join(repository, 'pkg', 'package'), join(folder, 'node_modules', 'private-key-jwt'));
  symlinkSync(join(npm, nodeTypes), join(folder, 'node_modules', '@types', 'node'));
  symlinkSync(join(npm, '@cloudflare', 'workers-types'), join(folder, 'node_modules', '@cloudflare', 'workers-types'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  for (const name of readdirSync(here)) if (/ts$/.test(name)) copyFileSync(join(here, name), join(folder, name));
}

function passes(compiler, name, { lib, types, files }) {
  const compilerOptions = {
    target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true, lib, types,
  };
  const config = join(folder, `tsconfig.${name}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const result = spawnSync(process.execPath, [join(npm, compiler, 'bin', 'tsc'), '--project', config], { encoding: 'utf8', cwd: folder });
  console.log(`${compiler} ${name}: ${result.status === 0 ? 'ok' : 'FAILED'}`);
  if (result.status !== 0) console.log(result.stdout.split('\n').slice(0, 40).join('\n'), result.stderr);
  return result.status === 0;
}
