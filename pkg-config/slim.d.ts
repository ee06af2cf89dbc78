/** The same as `private-key-jwt` without the wasm inside: `initialize` is how it gets in. */
export * from './index.js';

/**
 * Takes a `WebAssembly.Module`, its bytes, a `Response`, a URL, or a promise of one of them. Idempotent; may be tried again.
 * Any other call before it is `ERR_NOT_INITIALIZED`.
 */
export function initialize(input: unknown): Promise<void>;
