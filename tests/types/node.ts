// Node's own name for a JSON Web Key fits.
import type { webcrypto } from 'node:crypto';
import { SigningKey } from 'private-key-jwt';

export const from = (jwk: webcrypto.JsonWebKey): SigningKey => SigningKey.from(jwk);
export const fromSet = (keys: webcrypto.JsonWebKey[]): SigningKey => SigningKey.from({ keys });
