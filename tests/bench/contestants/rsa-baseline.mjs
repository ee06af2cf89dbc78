// The crate rsa 0.10.0 alone, in WebAssembly at opt-level 3: what this package's own arithmetic is held against.
// pkg/baseline/ holds rsa-baseline.js (wasm-bindgen --target web: initSync, and a class Key with fromJwk(text), sign(data), free())
// and rsa-baseline.wasm; `sign` gives the RS256 signature of data.
import { initSync, Key } from 'rsa-baseline.js';
import module from 'rsa-baseline.wasm';
import { base64url, claims, header, signingInput } from '../claims.mjs';

export const instantiate = () => { initSync({ module }); };
export const importKey = ({ jwk }) => ({ key: Key.fromJwk(JSON.stringify(jwk)), kid: jwk.kid });

export function sign({ key, kid }, who) {
  const input = signingInput(header(kid), claims(who));
  return `${input}.${base64url(key.sign(new TextEncoder().encode(input)))}`;
}

export const release = ({ key }) => key.free();
