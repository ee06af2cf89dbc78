// @ts-check
import { make } from './core.js';
import { PrivateKeyJwtError, TokenEndpointError } from './errors.js';

export { PrivateKeyJwtError, TokenEndpointError };

const load = () => {
  throw new PrivateKeyJwtError(
    'ERR_NOT_INITIALIZED',
    "private-key-jwt/slim holds no wasm: await initialize(module) first, with 'private-key-jwt/private-key-jwt.wasm'",
  );
};
const api = /* @__PURE__ */ make(load);
export const SigningKey = /* @__PURE__ */ (() => api.SigningKey)();
export const KeySet = /* @__PURE__ */ (() => api.KeySet)();
export const TokenClient = /* @__PURE__ */ (() => api.TokenClient)();
export const clientAssertion = /* @__PURE__ */ (() => api.clientAssertion)();
export const initialize = /* @__PURE__ */ (() => api.initialize)();
