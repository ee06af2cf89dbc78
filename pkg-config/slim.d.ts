/** The same as `private-key-jwt` without the wasm inside: `initialize` is how it gets in. */
export * from './index.js';

/**
 * Takes a `WebAssembly.Module`, its bytes, a `Response`, a URL, or a promise of one of them. Idempotent; may be tried again.
 * Any other call before it is `ERR_NOT_INITIALIZED`.
 * @throws {PrivateKeyJwtError} `ERR_WASM_BLOCKED`; `ERR_NETWORK` where it cannot be fetched; whatever the host throws for what is no wasm
 */
export function initialize(input: unknown): Promise<void>;
