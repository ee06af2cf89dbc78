// @ts-check
// @ts-ignore: Workers hand a .wasm import over as a WebAssembly.Module.
import wasm from "./private-key-jwt.wasm";

export default () => wasm;
