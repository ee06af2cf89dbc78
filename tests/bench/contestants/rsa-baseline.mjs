// The crate rsa 0.10.0 alone, in WebAssembly at opt-level 3: what this package's own arithmetic is held against.
// `cargo xtask bench` makes it from baseline/, by wasm-bindgen --target web.
import { initSync, Key } from 'rsa-baseline.js';
import module from 'rsa-baseline.wasm';
import { base64url, claims, header, signingInput } from '../claims.mjs';

export const instantiate = () => { initSync({ module }); };
export const importKey = ({ jwk, pkcs8 }) => ({ key: Key.fromPkcs8(pkcs8), kid: jwk.kid });

export function sign({ key, kid }, who) {
  const input = signingInput(header(kid), claims(who));
  return `${input}.${base64url(key.sign(new TextEncoder().encode(input)))}`;
}

export const release = ({ key }) => key.free();
