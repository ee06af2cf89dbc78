// @ts-check
// @ts-ignore: Workers hand a .wasm import over as a WebAssembly.Module.
import wasm from "./keys.wasm";

export default () => wasm;
