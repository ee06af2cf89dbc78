/**
 * OAuth 2.0 and OpenID Connect client authentication with `private_key_jwt` (RFC 7523).
 * Durations are seconds; instants are Unix seconds. Wrong types and unknown options are a `TypeError`.
 */

/** JWS algorithms (RFC 7518 section 3.1). */
export type Algorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA' | 'Ed25519';

/**
 * What a standard or a provider asks of the assertion; anything else is refused with `ERR_PROFILE`. Where nothing else is said:
 * `aud` is the issuer, as one plain string; no `typ`; every algorithm. The table, with where each row is from, is `pkg-config/profiles.md`.
 */
export type ProfileName =
  /** The default, of draft-ietf-oauth-rfc7523bis: `typ` is `client-authentication+jwt`. */
  | 'rfc7523bis'
  /** OpenID Connect Core, section 9: `aud` is the token endpoint; several are allowed. */
  | 'oidc-core'
  /** FAPI 2.0: PS256, ES256 and Ed25519; `typ` is `client-authentication+jwt`. */
  | 'fapi2'
  /** Signicat's documentation: RS256, `aud` is the token endpoint. */
  | 'signicat'
  /** Keycloak 26, by issues: lives for at most 60 s. */
  | 'keycloak'
  /** Okta's documentation: RS* and ES*, `aud` is the endpoint called, at most 3600 s, `iat` a second ago. */
  | 'okta'
  /** Auth0's documentation: RS256, RS384 and PS256, at most 300 s. */
  | 'auth0'
  /** Microsoft Entra ID's documentation: PS256, `aud` is the token endpoint, `x5t#S256` instead of `kid`, `nbf`, `typ` is `JWT`. */
  | 'entra'
  /** Maskinporten's documentation: RS*, at most 120 s, no `sub`, and only the claims it lists. A grant: `assertion()` only. */
  | 'maskinporten'
  /** Singpass' documentation: ES*, at most 120 s, `typ` is `JWT`. */
  | 'singpass'
  /** Corppass' documentation: ES*, at most 600 s, `typ` is `JWT`. */
  | 'corppass'
  /** HelseID's documentation: at most 60 s, `nbf`, `typ` is `client-authentication+jwt`. */
  | 'helseid'
  /** Login.gov's documentation: RS256, `aud` is the token endpoint, at most 300 s, `iat` a second ago. */
  | 'login-gov'
  /** NHS England, from memory: RS512, `aud` is the token endpoint, at most 300 s, `typ` is `JWT`. */
  | 'nhs'
  /** OpenIddict 7, by issues: `typ` is `client-authentication+jwt`. */
  | 'openiddict'
  /** IBM Verify's documentation: RS* and PS*, at most 86400 s. */
  | 'ibm-verify'
  /** Sign in with Apple, quoted: ES256, `iss` is `teamId`, `aud` is `https://appleid.apple.com`, sent as `client_secret`. */
  | 'apple'
  /** Google service accounts, from memory: RS256, `aud` is the token endpoint, at most 3600 s, no `sub`. A grant: `assertion()` only. */
  | 'google';

/** The stable `code` of a {@link PrivateKeyJwtError}. */
export type ErrorCode =
  | 'ERR_KEY_MALFORMED'
  | 'ERR_KEY_UNSUPPORTED'
  | 'ERR_KEY_UNSUITABLE'
  | 'ERR_KEY_PASSPHRASE'
  | 'ERR_KEY_EXPIRED'
  | 'ERR_KEY_DISPOSED'
  | 'ERR_WASM_BLOCKED'
  | 'ERR_NOT_INITIALIZED'
  | 'ERR_CLAIM_INVALID'
  | 'ERR_PROFILE'
  | 'ERR_RANDOM_UNAVAILABLE'
  | 'ERR_SIGNING_FAILED'
  | 'ERR_ENDPOINT_INVALID'
  | 'ERR_DISCOVERY'
  | 'ERR_NETWORK'
  | 'ERR_TIMEOUT'
  | 'ERR_ABORTED'
  | 'ERR_RESPONSE_MALFORMED'
  | 'ERR_TOKEN_ENDPOINT';

/** A JSON Web Key (RFC 7517): structural, so that the host's own `JsonWebKey` fits too. */
export interface Jwk {
  kty?: string;
  kid?: string;
  alg?: string;
  use?: string;
  key_ops?: string[];
  n?: string;
  e?: string;
  d?: string;
  p?: string;
  q?: string;
  dp?: string;
  dq?: string;
  qi?: string;
  crv?: string;
  x?: string;
  y?: string;
}

/** The public half of a key. */
export type PublicJwk = PublicRsaJwk | PublicEcJwk | PublicOkpJwk;

export interface PublicJwkCommon {
  kid: string;
  alg: Algorithm;
  use: 'sig';
}

export interface PublicRsaJwk extends PublicJwkCommon {
  kty: 'RSA';
  /** Modulus, base64url. */
  n: string;
  /** Public exponent, base64url. */
  e: string;
}

export interface PublicEcJwk extends PublicJwkCommon {
  kty: 'EC';
  crv: 'P-256' | 'P-384' | 'P-521';
  /** Coordinates, base64url. */
  x: string;
  y: string;
}

export interface PublicOkpJwk extends PublicJwkCommon {
  kty: 'OKP';
  crv: 'Ed25519';
  /** Public key, base64url. */
  x: string;
}

export interface KeyOptions {
  /** What to sign with. Default: the JWK's `alg`, else by the key: RS256, ES256, ES384, ES512 or EdDSA. */
  alg?: Algorithm;
  /** The `kid` to send; in a JWKS, the key to take. Default: the JWK's `kid`, else its thumbprint. */
  kid?: string;
}

export interface AssertionOptions {
  /** `iss` and `sub`, unless the profile says otherwise. */
  clientId: string;
  /** `iss` with profile `apple`: the developer's team. Required there, refused elsewhere. */
  teamId?: string;
  /** `aud`: the issuer, or what the provider documents. An array of one is sent as a plain string. */
  audience: string | string[];
  /** Default: `rfc7523bis`. */
  profile?: ProfileName;
  /** `exp - iat` in seconds, 1 to 31536000. Default: 60. */
  lifetime?: number;
  /** Default: 128 random bits. Servers refuse a `jti` they have seen. */
  jti?: string;
  /** `iat` in Unix seconds. Default: the host's clock. */
  now?: number;
  /** Adds `nbf`, equal to `iat`. */
  notBefore?: boolean;
  /** Header parameter `typ`, instead of the profile's; `null` for none. */
  typ?: string | null;
  /** Additional claims; `iss sub aud jti iat exp nbf` are refused (`sub` is not where the profile leaves it out). */
  claims?: Record<string, unknown>;
  /** Additional header parameters; `alg kid typ crit b64` are refused. */
  header?: Record<string, unknown>;
}

interface SigningKeyMembers {
  /** What it signs with. */
  readonly alg: Algorithm;
  /** As given, else the thumbprint. */
  readonly kid: string;
  /** SHA-256 thumbprint, base64url ({@link https://www.rfc-editor.org/rfc/rfc7638 RFC 7638}). */
  readonly thumbprint: string;
  /** The public half, for the provider's dashboard or a `jwks_uri`. */
  publicJwk(): PublicJwk;
  /**
   * Raw JWS signature octets over `data` ({@link https://www.rfc-editor.org/rfc/rfc7518#section-3 RFC 7518 section 3}),
   * verified before they are returned.
   * @throws {PrivateKeyJwtError} `ERR_KEY_DISPOSED`, `ERR_RANDOM_UNAVAILABLE`, `ERR_SIGNING_FAILED`
   */
  sign(data: Uint8Array): Uint8Array;
  /**
   * A client assertion as a compact JWS ({@link https://www.rfc-editor.org/rfc/rfc7523#section-3 RFC 7523 section 3}).
   * @throws {PrivateKeyJwtError} as `sign`, and `ERR_CLAIM_INVALID`, `ERR_PROFILE`
   */
  assertion(options: AssertionOptions): string;
  /** Wipes the key. May be called again; any other use afterwards is `ERR_KEY_DISPOSED`. */
  free(): void;
  /** `kid` and `alg`, nothing else. */
  toJSON(): { kid?: string; alg?: Algorithm };
}

type DisposeMember = SymbolConstructor extends { readonly dispose: infer S extends symbol } ? { [K in S]: () => void } : unknown;

/** A private key held in wasm memory. Signing is synchronous. */
export type SigningKey = SigningKeyMembers & DisposeMember;

export const SigningKey: (abstract new (madeBy: never) => SigningKey) & {
  /**
   * Imports a private JWK (RSA, EC or OKP), or the one usable key of a JWKS, from an object or JSON text of at most 64 KiB.
   * @throws {PrivateKeyJwtError} `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED`, `ERR_KEY_UNSUITABLE`
   */
  from(source: Jwk | { keys: Jwk[] } | string, options?: KeyOptions): SigningKey;
  /** The same. */
  fromJwk(jwk: Jwk | { keys: Jwk[] } | string, options?: KeyOptions): SigningKey;
};

/** The same as `key.assertion(options)`, as a promise. */
export function clientAssertion(key: SigningKey, options: AssertionOptions): Promise<string>;

/** What is asked of a fetch; the host's own fits, and so does a simple wrapper. */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;
export interface FetchInit {
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  /** The form of a POST. */
  body?: string;
  redirect: 'manual';
  signal: any;
}
export interface ResponseLike {
  readonly status: number;
  /** For the header `date`, by which `diagnose` finds a wrong clock. */
  readonly headers?: { get(name: string): string | null };
  text(): Promise<string>;
}

/** What is asked of an AbortSignal; the host's own fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A URL, as text or as the host's object. */
export type UrlLike = string | { readonly href: string };

export interface TokenClientOptions {
  clientId: string;
  /** As in {@link AssertionOptions}. */
  teamId?: string;
  key: SigningKey;
  /** Where tokens are had: https, or http on loopback. */
  tokenEndpoint: UrlLike;
  /** The issuer identifier: what `aud` says with profile `rfc7523bis`. Text, since it is compared exactly (a `URL` adds a slash). */
  issuer?: string;
  /** Where the client publishes its public keys; only `diagnose` reads it. */
  jwksUri?: UrlLike;
  /** `aud`, when it is neither of the two. */
  audience?: string;
  /** Default: `rfc7523bis`. */
  profile?: ProfileName;
  /** Of each assertion, in seconds. Default: 60. */
  lifetime?: number;
  /** Default: `globalThis.fetch`, looked up at each call. */
  fetch?: FetchLike;
  /** Limit for a whole call in seconds, the answer's body included; more than 0, at most 3600. Default: 30. */
  timeout?: number;
  /** The clock, in Unix seconds. Default: the host's. */
  now?: () => number;
  /** Allows http to hosts that are not loopback. */
  allowHttp?: boolean;
}

/** RFC 6749 section 5.1; other members are passed on. An `id_token` is not verified here. */
export interface TokenResponse {
  access_token: string;
  token_type: string;
  /** Seconds. */
  expires_in?: number;
  refresh_token?: string;
  scope?: string;
  id_token?: string;
  [member: string]: unknown;
}

export interface CommonParameters {
  scope?: string;
  /** {@link https://www.rfc-editor.org/rfc/rfc8707 RFC 8707}; may be several. */
  resource?: string | string[];
  /** Any others, by their wire names. */
  parameters?: Record<string, string>;
}

export interface RequestOptions {
  signal?: AbortSignalLike;
}

/** A cause of a refusal. Holds no secret. */
export interface Finding {
  /** Stable: `audience`, `audience-array`, `endpoint`, `method`, `alg`, `clock`, `kid`, `key`, `key-alg`, `key-use`, `jwks`, `typ`,
   * `lifetime`, `certificate`, `profile`, `jti-reused`, `registration`, `grant`, `server`. */
  readonly code: string;
  /** Whether it is proved, or only possible. */
  readonly certain: boolean;
  /** What was sent or answered. */
  readonly seen: string;
  /** What the server wants. */
  readonly wanted: string;
  /** What to change. */
  readonly change: string;
}

/** Why a server may have refused the client, the likeliest cause first. Prints as numbered lines. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  toString(): string;
}

/**
 * A confidential client at one token endpoint. Every request signs a new assertion with a new `jti`.
 *
 * Methods reject with {@link TokenEndpointError}, or with a {@link PrivateKeyJwtError} whose code is `ERR_NETWORK`,
 * `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_RESPONSE_MALFORMED`, `ERR_CLAIM_INVALID`, `ERR_PROFILE`, `ERR_KEY_DISPOSED`,
 * `ERR_RANDOM_UNAVAILABLE` or `ERR_SIGNING_FAILED`.
 */
export interface TokenClient {
  /** {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 RFC 6749 section 4.1.3}, with the code verifier of RFC 7636. */
  authorizationCode(
    parameters: { code: string; redirectUri: string; codeVerifier?: string } & CommonParameters,
    options?: RequestOptions,
  ): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.4 RFC 6749 section 4.4}. */
  clientCredentials(parameters?: CommonParameters, options?: RequestOptions): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 RFC 6749 section 6}. */
  refreshToken(parameters: { refreshToken: string } & CommonParameters, options?: RequestOptions): Promise<TokenResponse>;
  /** Any other grant, by its wire parameters; the client's authentication is added. */
  request(grant: { grant_type: string; [parameter: string]: string }, options?: RequestOptions): Promise<TokenResponse>;
  /**
   * Explains the refusal that was thrown as `error`, or the last one. Compares what was sent with the metadata of `issuer` and the keys
   * at `jwksUri`, which it fetches where they are given, and with the server's clock. Does not reject.
   */
  diagnose(error?: unknown): Promise<Diagnosis>;
}

export const TokenClient: {
  /** @throws {PrivateKeyJwtError} `ERR_ENDPOINT_INVALID`, `ERR_PROFILE`, `ERR_CLAIM_INVALID`, `ERR_KEY_DISPOSED` */
  new (options: TokenClientOptions): TokenClient;
  readonly prototype: TokenClient;
};

/** Every failure that is not misuse. */
export class PrivateKeyJwtError extends Error {
  readonly code: ErrorCode;
  /** Of the answer, where there was one (`ERR_RESPONSE_MALFORMED`). */
  readonly status?: number;
}

/** The token endpoint answered with an OAuth error ({@link https://www.rfc-editor.org/rfc/rfc6749#section-5.2 RFC 6749 section 5.2}). */
export class TokenEndpointError extends PrivateKeyJwtError {
  readonly code: 'ERR_TOKEN_ENDPOINT';
  readonly status: number;
  readonly error: string;
  /** For a developer; left out where it repeats a secret of the request. */
  readonly error_description?: string;
  readonly error_uri?: string;
}

/**
 * Optional warm-up that compiles the wasm off the main thread; every call works without it. Idempotent; may be tried again.
 * @throws {PrivateKeyJwtError} `ERR_WASM_BLOCKED`
 */
export function initialize(input?: unknown): Promise<void>;
