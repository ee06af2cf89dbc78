// The global JsonWebKey of browsers and workers fits, also as it comes out of WebCrypto.
import { clientAssertion, SigningKey } from 'private-key-jwt';

export const from = (jwk: JsonWebKey): SigningKey => SigningKey.from(jwk);
export const fromSet = (keys: JsonWebKey[]): SigningKey => SigningKey.from({ keys });

/** A CryptoKey by itself, with a name, and a key behind a function. */
export const byCryptoKey = (key: CryptoKey): Promise<string>[] => [
  clientAssertion(key, { clientId: 'client', audience: 'https://server.example' }),
  clientAssertion({ key, kid: 'named' }, { clientId: 'client', audience: 'https://server.example' }),
  clientAssertion({ alg: 'EdDSA', sign: async (data) => data.slice().buffer as ArrayBuffer }, { clientId: 'client', audience: 'https://server.example' }),
];
