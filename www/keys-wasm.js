// Stands in for the package's own inlined copy of its second wasm module, so that the page fetches 130 kB instead of 180.
const response = await fetch(new URL('./package/keys.wasm', import.meta.url));
const module = await WebAssembly.compile(await response.arrayBuffer());

export default () => module;
