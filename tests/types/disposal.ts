// `using`, where the host or the library knows Symbol.dispose.
import { SigningKey } from 'private-key-jwt';

export function sign(jwk: string): Uint8Array {
  using key = SigningKey.from(jwk);
  return key.sign(new Uint8Array());
}

export function dispose(key: SigningKey): void {
  key[Symbol.dispose]();
}
