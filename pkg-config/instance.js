// @ts-check
// Starts a wasm module once, and once more after a trap. Nothing happens at import.
import { PrivateKeyJwtError, typed } from './errors.js';

/** @typedef {(() => WebAssembly.Module | BufferSource) & { rehearse?: (enter: (run: () => void) => void) => void }} Load */
/** @typedef {{ initSync(input: any): unknown, __wbg_reset_state(): void }} Glue what is generated for a module */

/** The one running instance of a module. @param {Glue} glue @param {string} remedy where a worker cannot compile bytes */
export function instance(glue, remedy) {
  /** Counts instances: 0 before the first, one more after each trap. */
  let generation = 0;
  /** @type {Promise<void> | undefined} */
  let pending;

  /** @param {any} module */
  function instantiate(module) {
    // In an edge VM a Module of the host's realm is no instance of this realm's class, but works like one.
    if (String(module) === '[object WebAssembly.Module]' && !(module instanceof WebAssembly.Module)) {
      Object.setPrototypeOf(module, WebAssembly.Module.prototype);
    }
    try {
      const compiled = module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module);
      // The glue keeps what it once took.
      if (!WebAssembly.Module.exports(compiled).some(({ name }) => name === '__wbindgen_start')) throw new TypeError('this is not the wasm of private-key-jwt');
      glue.initSync({ module: compiled });
    } catch (error) {
      throw blocked(error, remedy);
    }
    generation = 1;
  }

  function restart() {
    glue.__wbg_reset_state();
    generation += 1;
  }

  return {
    /** The number of the running instance; starts it when there is none. @param {Load} load */
    start(load) {
      if (generation === 0) instantiate(load());
      return generation;
    },

    /** Compiles off the main thread, then starts. Idempotent; a failure may be tried again.
     * @param {Load} load @param {unknown} [input] @returns {Promise<void>} */
    initialize(load, input) {
      if (generation !== 0) return Promise.resolve();
      pending ??= compile(input ?? load, remedy).then((module) => {
        if (generation === 0) instantiate(module);
      }).finally(() => {
        pending = undefined;
      });
      return pending;
    },

    /** Runs what enters wasm; a trap drops the instance, whose memory may be inconsistent.
     * @template T @param {() => T} run @returns {T} */
    enter(run) {
      try {
        return run();
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) restart();
        throw typed(error);
      }
    },

    /** The same for what returns a promise. @template T @param {() => Promise<T>} run @returns {Promise<T>} */
    async enterAsync(run) {
      try {
        return await run();
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) restart();
        throw typed(error);
      }
    },
  };
}

/** @param {any} input @param {string} remedy */
async function compile(input, remedy) {
  let source = await (typeof input === 'function' ? input() : input);
  if (typeof source === 'string' || source instanceof URL) source = await globalThis.fetch(source).catch(unreachable);
  if (typeof source?.arrayBuffer === 'function') source = source.ok === false ? unreachable(`HTTP status ${source.status}`) : await source.arrayBuffer();
  if (!ArrayBuffer.isView(source) && !(source instanceof ArrayBuffer)) return source;
  try {
    return await WebAssembly.compile(/** @type {BufferSource} */ (source));
  } catch (error) {
    throw blocked(error, remedy);
  }
}

/** @param {unknown} cause @returns {never} */
function unreachable(cause) {
  throw new PrivateKeyJwtError('ERR_NETWORK', `the wasm could not be fetched: ${cause instanceof Error ? cause.message : cause}`, { cause });
}

/** @param {any} error @param {string} remedy */
function blocked(error, remedy) {
  if (!/disallowed|content security policy|unsafe-eval|csp|code generation/i.test(String(error?.message))) return error;
  const message =
    "this host refuses to compile WebAssembly. In a page, add 'wasm-unsafe-eval' to script-src of the Content Security Policy; " +
    `in an edge worker, ${remedy}`;
  return new PrivateKeyJwtError('ERR_WASM_BLOCKED', message, { cause: error });
}
