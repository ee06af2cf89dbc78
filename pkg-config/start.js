// @ts-check
// The default wasm module, which index.js and slim.js share.
import * as glue from './glue.js';
import { instance } from './instance.js';

/** @typedef {import('./instance.js').Load} Load */

const remedy = "import 'private-key-jwt/private-key-jwt.wasm' and pass it to initialize() of 'private-key-jwt/slim'";
const own = /* @__PURE__ */ instance(glue, remedy);

export const start = /* @__PURE__ */ (() => own.start)();
export const enter = /* @__PURE__ */ (() => own.enter)();
export const enterAsync = /* @__PURE__ */ (() => own.enterAsync)();
/** @param {Load} load @param {unknown} [input] */
export async function initialize(load, input) {
  await own.initialize(load, input);
  load.rehearse?.(own.enter);
}
