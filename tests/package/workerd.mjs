// Starts the real workerd with one module worker, bundled the way wrangler does: JavaScript in one file, each wasm a module.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { start } from './support/child.mjs';
import { npmFile, scratchFolder } from './support/paths.mjs';

const compatibilityDate = '2026-10-01';
const startLimit = 15_000;

/**
 * @param {object} options
 * @param {string} options.entry the worker's file, in a folder from which `private-key-jwt` resolves
 * @param {Record<string, string>} [options.bindings] the worker's `env`; handed over in the process environment, never on disk
 * @param {number} [options.port] 0 for any free one
 * @param {object} [options.bundleOptions] more options for esbuild
 * @param {(members: (bindings: string[]) => string) => { services?: string, worker?: string, definitions?: string, moreBindings?: string[] }} [options.extend]
 * more text for the configuration; it is given what writes the members of a worker that has the same modules, and some bindings more
 * @returns {Promise<{ url: string, pid: number, wasm: string[], stop(): Promise<void>, output(): string }>}
 */
export async function startWorkerd({ entry, bindings = {}, port = 0, bundleOptions = {}, extend }) {
  const program = npmFile(`@cloudflare/workerd-${process.platform}-${process.arch.replace('x64', '64')}`, 'bin/workerd');
  mkdirSync(scratchFolder, { recursive: true });
  const folder = mkdtempSync(join(scratchFolder, 'workerd-'));
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    const wasm = await bundle(entry, folder, bundleOptions);
    writeFileSync(join(folder, 'config.capnp'), configuration(wasm, Object.keys(bindings), port, extend));
    const child = start(program, ['serve', 'config.capnp', '--control-fd=3'], { cwd: folder, env: { PATH: process.env.PATH, ...bindings }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const stop = () => child.stop().finally(discard);
    const url = await listening(child).catch(async (error) => { await stop(); throw error; });
    return { url, pid: child.pid, wasm, stop, output: child.output };
  } catch (error) {
    discard();
    throw error;
  }
}

async function bundle(entry, folder, options) {
  const wasm = new Set();
  await build({
    entryPoints: [entry], outfile: join(folder, 'worker.js'), bundle: true, format: 'esm', target: 'es2022', logLevel: 'error',
    conditions: ['workerd', 'worker', 'browser'], plugins: [wasmModules((path) => { cpSync(path, join(folder, basename(path))); wasm.add(basename(path)); })], ...options,
  });
  return [...wasm];
}

/** Leaves `import x from "….wasm"` in place for the runtime, and tells where the file is. */
export function wasmModules(found) {
  return {
    name: 'wasm-modules',
    setup(builder) {
      builder.onResolve({ filter: /\.wasm(\?module)?$/ }, async ({ path, pluginData, ...where }) => {
        if (pluginData === 'asked') return undefined;
        const resolved = await builder.resolve(path.replace('?module', ''), { ...where, with: undefined, namespace: 'file', pluginData: 'asked' });
        if (resolved.errors.length > 0 || !resolved.path.endsWith('.wasm')) return resolved; // a package may be called x.wasm
        found(resolved.path);
        return { path: `./${basename(resolved.path)}`, external: true };
      });
    },
  };
}

function configuration(wasm, bindings, port, extend = () => ({})) {
  const members = (more) => `
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
${wasm.map((name) => `    (name = "${name}", wasm = embed "${name}"),\n`).join('')}  ],
  compatibilityDate = "${compatibilityDate}",
  globalOutbound = "net",
  bindings = [${[...bindings.map((name) => `(name = "${name}", fromEnvironment = "${name}")`), ...more].join(', ')}],`;
  const { services = '', worker = '', definitions = '', moreBindings = [] } = extend(members);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "net", network = (allow = ["private", "public"])),  # "private" holds loopback, where the test provider is
${services}  ],
  sockets = [ (name = "http", address = "127.0.0.1:${port}", http = (), service = "main") ],
);
const worker :Workerd.Worker = (${members(moreBindings)}
${worker});
${definitions}`;
}

/** workerd writes one JSON line to its control descriptor for each socket that listens. */
function listening(child) {
  return new Promise((resolve, reject) => {
    const failed = (why) => reject(new Error(`workerd ${why}:\n${child.output().slice(-4_000)}`));
    const timer = setTimeout(() => failed(`did not listen within ${startLimit} ms`), startLimit);
    let seen = '';
    child.stdio[3].setEncoding('utf8').on('data', (text) => {
      seen += text;
      const line = seen.split('\n').find((candidate) => candidate.includes('"listen"'));
      if (line === undefined) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${JSON.parse(line).port}`);
    });
    child.once('error', (error) => { clearTimeout(timer); reject(error); });
    child.once('close', () => { clearTimeout(timer); failed('ended'); });
  });
}
