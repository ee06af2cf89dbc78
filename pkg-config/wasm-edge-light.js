// @ts-check
// @ts-ignore: Vercel edge hands a .wasm?module import over as a WebAssembly.Module.
import wasm from "./private-key-jwt.wasm?module";

export default () => wasm;
