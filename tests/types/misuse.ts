// What the types refuse. An `@ts-expect-error` on a line that compiles is itself an error.
import { clientAssertion, KeySet, PrivateKeyJwtError, SigningKey, TokenClient } from 'private-key-jwt';

const key = SigningKey.from('{}');
const audience = 'https://server.example';
const tokenEndpoint = 'https://server.example/token';

// @ts-expect-error: made by `from` only
new SigningKey();
// @ts-expect-error: not a key
SigningKey.from(1);
// @ts-expect-error: not an algorithm for signing
SigningKey.from('{}', { alg: 'HS256' });
// @ts-expect-error: misspelt option
SigningKey.from('{}', { keyId: 'first' });
// @ts-expect-error: text is what PEM is
SigningKey.fromPem(new Uint8Array());
// @ts-expect-error: not text
SigningKey.from('{}', { passphrase: 1 });
// @ts-expect-error: read-only
key.kid = 'other';
// @ts-expect-error: text is not octets
key.sign('text');
// @ts-expect-error: no audience
key.assertion({ clientId: 'client' });
// @ts-expect-error: wire name
key.assertion({ client_id: 'client', audience });
// @ts-expect-error: unknown profile
key.assertion({ clientId: 'client', audience, profile: 'rfc9999' });
// @ts-expect-error: no key
new TokenClient({ clientId: 'client', tokenEndpoint });
// @ts-expect-error: a fetch that does not answer
new TokenClient({ clientId: 'client', key, tokenEndpoint, fetch: async () => undefined });

// @ts-expect-error: text is no instant
SigningKey.from('{}', { notAfter: '2027-01-01' });
// @ts-expect-error: JWKs are no keys yet
new KeySet([{ kty: 'RSA' }]);
// @ts-expect-error: no algorithm
void clientAssertion({ sign: async (data: Uint8Array) => data }, { clientId: 'client', audience });
// @ts-expect-error: does not give octets
void clientAssertion({ alg: 'ES256', sign: async () => 'text' }, { clientId: 'client', audience });

const client = new TokenClient({ clientId: 'client', key, tokenEndpoint });
// @ts-expect-error: no redirect URI
void client.authorizationCode({ code: 'c' });
// @ts-expect-error: no grant type
void client.request({ scope: 'a' });

declare const error: PrivateKeyJwtError;
// @ts-expect-error: not one of our codes
export const isUnknown = error.code === 'ERR_UNKNOWN';
// @ts-expect-error: neither an issuer nor a token endpoint
new TokenClient({ clientId: 'client', key });
// @ts-expect-error: no store
new TokenClient({ clientId: 'client', key, tokenEndpoint, store: {} });
// @ts-expect-error: a callback without the state to compare
new TokenClient({ clientId: 'client', key, tokenEndpoint }).authorizationCode({ callbackUrl: tokenEndpoint, redirectUri: audience });
// @ts-expect-error: neither code nor callback
new TokenClient({ clientId: 'client', key, tokenEndpoint }).authorizationCode({ redirectUri: audience });
