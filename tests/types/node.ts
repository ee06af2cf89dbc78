// Node's own name for a JSON Web Key fits.
import { sign, type KeyObject, type webcrypto } from 'node:crypto';
import { clientAssertion, SigningKey } from 'private-key-jwt';

export const from = (jwk: webcrypto.JsonWebKey): SigningKey => SigningKey.from(jwk);
export const fromSet = (keys: webcrypto.JsonWebKey[]): SigningKey => SigningKey.from({ keys });

/** Node's CryptoKey, and a signature as node:crypto gives it. */
export const byCryptoKey = (key: webcrypto.CryptoKey): Promise<string> => clientAssertion(key, { clientId: 'client', audience: 'https://server.example' });
export const byNode = (key: KeyObject): Promise<string> =>
  clientAssertion({ alg: 'ES256', sign: async (data) => sign('sha256', data, key) }, { clientId: 'client', audience: 'https://server.example' });
