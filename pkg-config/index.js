// @ts-check
import load from '#wasm';
import { make } from './core.js';

export { PrivateKeyJwtError, TokenEndpointError } from './errors.js';

const api = /* @__PURE__ */ make(load);
export const SigningKey = /* @__PURE__ */ (() => api.SigningKey)();
export const KeySet = /* @__PURE__ */ (() => api.KeySet)();
export const TokenClient = /* @__PURE__ */ (() => api.TokenClient)();
export const clientAssertion = /* @__PURE__ */ (() => api.clientAssertion)();
export const initialize = /* @__PURE__ */ (() => api.initialize)();
