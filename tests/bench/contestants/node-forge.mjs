// node-forge: JavaScript big numbers, with blinding. In workerd it takes the host for Node and then misses Node's
// crypto; told to use pure JavaScript before it loads, it works, so loading counts as instantiating.
import options from 'node-forge/lib/forge.js';
import { base64url, claims, header, signingInput } from '../claims.mjs';

const bytes = (binary) => Uint8Array.from(binary, (character) => character.charCodeAt(0));
let forge;

export async function instantiate() {
  if (globalThis.navigator?.userAgent === 'Cloudflare-Workers') options.options.usePureJavaScript = true;
  forge = (await import('node-forge')).default;
}

export function importKey({ jwk }) {
  const number = (member) => new forge.jsbn.BigInteger(forge.util.bytesToHex(atob(member.replaceAll('-', '+').replaceAll('_', '/'))), 16);
  const members = [jwk.n, jwk.e, jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi].map(number);
  return { key: forge.pki.setRsaPrivateKey(...members), kid: jwk.kid };
}

export function sign({ key, kid }, who) {
  const input = signingInput(header(kid), claims(who));
  return `${input}.${base64url(bytes(key.sign(forge.md.sha256.create().update(input))))}`;
}

export const release = () => {};
