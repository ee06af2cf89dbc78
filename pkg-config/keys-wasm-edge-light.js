// @ts-check
// @ts-ignore: Vercel edge hands a .wasm?module import over as a WebAssembly.Module.
import wasm from "./keys.wasm?module";

export default () => wasm;
