// The whole contract, with nothing of any host: compiles with `lib: ES2022` alone.
import { clientAssertion, initialize, KeySet, PrivateKeyJwtError, SigningKey, TokenClient, TokenEndpointError } from 'private-key-jwt';
import type { Algorithm, AssertionOptions, CertificateHeader, Diagnosis, ErrorCode, ExternalKey, FetchLike, ProfileName, PublicJwk, TokenResponse, TokenStore } from 'private-key-jwt';
import { EncryptedStore, MemoryStore, TokenCoordinator, WorkersKvStore } from 'private-key-jwt/stores';
import { initialize as initializeSlim, SigningKey as SlimKey } from 'private-key-jwt/slim';

const key: SigningKey = SigningKey.from({ kty: 'RSA', n: '', e: 'AQAB', d: '' }, { alg: 'PS256', kid: 'first' });
const others = [SigningKey.from('{}'), SigningKey.fromJwk({ keys: [] }, { kid: 'second' }), SigningKey.fromJwk('{}')];
const forms = [SigningKey.from(new Uint8Array(), { passphrase: 'secret' }), SigningKey.fromPem('', { alg: 'PS256' })];
const slim: SigningKey = SlimKey.from('{}');

export const algorithm: Algorithm = key.alg;
export const identifiers: string[] = [key.kid, key.thumbprint, ...[...others, ...forms].map((other) => other.kid), slim.kid];
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

const certified = SigningKey.from('{}', { certificate: '-----BEGIN CERTIFICATE-----', notBefore: 1, notAfter: 2 });
const certificate: CertificateHeader | undefined = certified.certificate;
export const window: (number | undefined)[] = [certified.notBefore, certified.notAfter];
export const withChain: string = certified.assertion({ ...options, header: { x5c: certificate?.x5c, 'x5t#S256': certificate?.['x5t#S256'] } });

const set: KeySet = new KeySet(new Set([key, certified]));
export const current: SigningKey = set.active();
export const jwks: { keys: PublicJwk[] } = set.jwks(1_700_000_000);

class Vault implements ExternalKey {
  readonly alg = 'ES256';
  readonly kid = 'vault-1';
  async sign(data: Uint8Array): Promise<Uint8Array> {
    return data.slice(0, 64);
  }
}
const bare = { type: 'private', algorithm: { name: 'ECDSA' }, usages: ['sign'] } as const;
export async function byHost(): Promise<string[]> {
  new TokenClient({ clientId: 'client', key: set, tokenEndpoint: 'https://server.example/token' });
  const external: ExternalKey = { alg: 'PS256', publicJwk: key.publicJwk(), sign: async (data) => data.slice().buffer };
  return Promise.all([new Vault(), external, set, bare, { key: bare, kid: 'named', alg: 'Ed25519' as const }].map((any) => clientAssertion(any, options)));
}

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
  const client: TokenClient = new TokenClient({ clientId: text, key, tokenEndpoint, fetch: wrapper, timeout: 5, now: () => 1.5 });
  const code = await client.authorizationCode({ code: 'c', redirectUri: 'https://app.example/', codeVerifier: 'v', scope: 'openid' });
  await client.refreshToken({ refreshToken: code.refresh_token ?? '', resource: ['https://api.example'] });
  await client.request({ grant_type: 'urn:example:grant', anything: 'else' });
  await client.clientCredentials();
  new TokenClient({ clientId: 'client', teamId: 'TEAM', key, tokenEndpoint, jwksUri: 'https://app.example/jwks', profile: 'apple' });
  const diagnosis: Diagnosis = await client.diagnose(new Error('any'));
  const advice: string[] = [String(await client.diagnose()), ...diagnosis.findings.map(({ code, change }) => `${code}: ${change}`)];
  const token = await client.clientCredentials({ scope: 'a b', parameters: { extra: 'value' } });
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


const kept = new Map<string, string>();
const own: TokenStore = {
  get: async (name) => kept.get(name),
  set: async (name, value, { expiresAt }) => void kept.set(name, `${value}${expiresAt}`),
  delete: async (name) => void kept.delete(name),
};
const kv = { get: async (name: string) => kept.get(name) ?? null, put: async (_name: string, _value: string, _options: { expirationTtl: number }) => {}, delete: async () => {} };
export const stores: TokenStore[] = [own, new MemoryStore(), new EncryptedStore(new WorkersKvStore(kv, { prefix: 'a' }), new Uint8Array(32))];
export { TokenCoordinator };

export async function everyEndpoint(): Promise<void> {
  const client = new TokenClient({ clientId: 'client', key, issuer: 'https://server.example', store: own, lease: 5, dpop: key });
  const { url, state, codeVerifier } = await client.authorizationUrl({ redirectUri: 'https://app.example/', scope: 'openid', push: true, parameters: { prompt: 'login' } });
  await client.authorizationCode({ callbackUrl: url, state, codeVerifier, redirectUri: 'https://app.example/' });
  const device = await client.deviceAuthorization({ scope: 'openid' });
  const interval = device.interval === undefined ? {} : { interval: device.interval };
  await client.deviceCode({ deviceCode: device.device_code, ...interval });
  const request = await client.backchannelAuthentication({ loginHint: 'user', bindingMessage: 'W4SCT' });
  await client.ciba({ authReqId: request.auth_req_id });
  await client.jwtBearer({ assertion: 'a.b.c' });
  await client.tokenExchange({ subjectToken: 't', subjectTokenType: 'urn:ietf:params:oauth:token-type:access_token', audience: ['a', 'b'] });
  const pushed: string = (await client.pushAuthorizationRequest({ response_type: 'code', resource: ['urn:a', 'urn:b'] })).request_uri;
  const active: boolean = (await client.introspect({ token: pushed, tokenTypeHint: 'access_token' })).active;
  await client.revoke({ token: String(active) });
  const { access_token: accessToken } = await client.clientCredentials({}, { fresh: true });
  const proof: string = await client.dpopProof({ method: 'GET', url: 'https://api.example/', accessToken });
  const correction: number = client.clockCorrection;
  await client.request({ grant_type: proof, resource: [String(correction)] });
}

key.free();
