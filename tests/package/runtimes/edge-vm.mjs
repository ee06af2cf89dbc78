// Vercel's edge runtime in its own VM, with the condition `edge-light`: the host compiles the wasm and hands in a module.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { fixture } from '../support/fixture.mjs';

export async function inEdgeVm(input, consumer = 'edge.mjs') {
  const entry = join(await fixture(), 'consumers', consumer);
  const { outputFiles } = await build({
    entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'error',
    conditions: ['edge-light', 'worker', 'browser'], plugins: [hostModules],
  });
  const vm = new EdgeVM({ extend: (context) => Object.assign(context, { __wasm: new Map(modules) }) });
  vm.evaluate(outputFiles[0].text);
  return JSON.parse(await vm.evaluate(`runScenario(${JSON.stringify(JSON.stringify(input))})`));
}

const modules = new Map();

/** `import wasm from "./x.wasm?module"` gives a module that the host compiled, as Next.js does. */
const hostModules = {
  name: 'host-modules',
  setup(builder) {
    builder.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace('?module', '')), namespace: 'host-module' }));
    builder.onLoad({ filter: /.*/, namespace: 'host-module' }, ({ path }) => {
      modules.set(path, new WebAssembly.Module(readFileSync(path)));
      return { contents: `export default __wasm.get(${JSON.stringify(path)});` };
    });
  },
};
