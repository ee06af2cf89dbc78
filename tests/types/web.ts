// The global JsonWebKey of browsers and workers fits, also as it comes out of WebCrypto.
import { SigningKey } from 'private-key-jwt';

export const from = (jwk: JsonWebKey): SigningKey => SigningKey.from(jwk);
export const fromSet = (keys: JsonWebKey[]): SigningKey => SigningKey.from({ keys });
