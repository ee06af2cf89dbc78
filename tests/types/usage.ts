// The whole contract, with nothing of any host: compiles with `lib: ES2022` alone.
import { clientAssertion, initialize, PrivateKeyJwtError, SigningKey, TokenClient, TokenEndpointError } from 'private-key-jwt';
import type { Algorithm, AssertionOptions, Diagnosis, ErrorCode, FetchLike, ProfileName, PublicJwk, TokenResponse } from 'private-key-jwt';
import { initialize as initializeSlim, SigningKey as SlimKey } from 'private-key-jwt/slim';

const key: SigningKey = SigningKey.from({ kty: 'RSA', n: '', e: 'AQAB', d: '' }, { alg: 'PS256', kid: 'first' });
const others = [SigningKey.from('{}'), SigningKey.fromJwk({ keys: [] }, { kid: 'second' }), SigningKey.fromJwk('{}')];
const slim: SigningKey = SlimKey.from('{}');

export const algorithm: Algorithm = key.alg;
export const identifiers: string[] = [key.kid, key.thumbprint, ...others.map((other) => other.kid), slim.kid];
export const publicJwk: PublicJwk = key.publicJwk();
export const published: { keys: PublicJwk[] } = { keys: [publicJwk] };
export const signature: Uint8Array = key.sign(new Uint8Array([1, 2, 3]));
export const isKey: boolean = key instanceof SigningKey;

const profile: ProfileName = 'signicat';
const options: AssertionOptions = {
  clientId: 'client',
  audience: ['https://server.example'],
  profile,
  lifetime: 6000,
  jti: 'unique',
  now: 1_700_000_000,
  notBefore: true,
  typ: null,
  claims: { nested: { values: [1, 'two', null] } },
  header: { x5t: 'thumbprint' },
};
export const assertion: string = key.assertion(options);
export const minimal: string = key.assertion({ clientId: 'client', audience: 'https://server.example' });

export const apple: string = key.assertion({ clientId: 'client', teamId: 'TEAM', audience: 'https://appleid.apple.com', profile: 'apple' });

/** A wrapper as people write them: fewer promises than the host's fetch makes. */
const wrapper: FetchLike = async (url, init) => {
  const body: string = init.body ?? '';
  return { status: url.length + body.length, text: async () => init.headers['accept'] ?? '' };
};

export async function exchange(): Promise<TokenResponse> {
  await initialize();
  await initializeSlim(new Uint8Array());
  const text: string = await clientAssertion(key, options);
  const tokenEndpoint = 'https://server.example/token';
  const client: TokenClient = new TokenClient({ clientId: text, key, tokenEndpoint, fetch: wrapper, timeout: 5, now: () => 1.5, jwksUri: 'https://app.example/jwks' });
  const code = await client.authorizationCode({ code: 'c', redirectUri: 'https://app.example/', codeVerifier: 'v', scope: 'openid' });
  await client.refreshToken({ refreshToken: code.refresh_token ?? '', resource: ['https://api.example'] });
  await client.request({ grant_type: 'urn:example:grant', anything: 'else' });
  await client.clientCredentials();
  const token = await client.clientCredentials({ scope: 'a b', parameters: { extra: 'value' } });
  const diagnosis: Diagnosis = await client.diagnose(new Error('any'));
  const advice: string[] = [String(await client.diagnose()), ...diagnosis.findings.map(({ code, change }) => `${code}: ${change}`)];
  const lifetime: number | undefined = token.expires_in ?? advice.length;
  const extension: unknown = token['extension'];
  return { ...token, lifetime, extension };
}

export function explain(error: unknown): string {
  if (error instanceof TokenEndpointError) return `${error.status} ${error.error} ${error.error_description ?? ''}`;
  if (!(error instanceof PrivateKeyJwtError)) return 'not ours';
  const code: ErrorCode = error.code;
  return code === 'ERR_TIMEOUT' ? 'too slow' : `${code}: ${error.message}`;
}

key.free();
