// @ts-check
// @ts-ignore: Workers hand a .wasm import over as a WebAssembly.Module.
import wasm from "./private-key-jwt.wasm";
import { rehearse } from './rehearsal.js';

export default /* @__PURE__ */ Object.assign(() => wasm, { rehearse });
