// @hazae41/rsa.wasm: the crate rsa 0.9 in WebAssembly. It pads and signs what it is given; the digest is the host's.
import { Memory, RsaPrivateKey, RsaWasm } from '@hazae41/rsa.wasm';
import module from 'rsa-wasm-module.wasm';
import { base64url, claims, header, signingInput } from '../claims.mjs';

const digestInfo = [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

export const instantiate = () => (module instanceof WebAssembly.Module ? RsaWasm.initSync({ module }) : RsaWasm.initBundled());
export const importKey = ({ jwk, pkcs8 }) => ({ key: RsaPrivateKey.from_pkcs8_der(new Memory(pkcs8)), kid: jwk.kid });

export async function sign({ key, kid }, who) {
  const input = signingInput(header(kid), claims(who));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(input)));
  const signature = key.sign_pkcs1v15_unprefixed(new Memory(Uint8Array.from([...digestInfo, ...digest])));
  return `${input}.${base64url(signature.bytes)}`;
}

export const release = ({ key }) => key[Symbol.dispose ?? 'free']?.();
