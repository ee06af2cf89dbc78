/**
 * OAuth 2.0 and OpenID Connect client authentication with `private_key_jwt` (RFC 7523).
 * Durations are seconds; instants are Unix seconds. Wrong types and unknown options are a `TypeError`.
 */

/** JWS algorithms (RFC 7518 section 3.1). */
export type Algorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA' | 'Ed25519';

/**
 * What a standard or a provider asks of the assertion; anything else is refused with `ERR_PROFILE`. Where nothing else is said:
 * `aud` is the issuer, as one plain string; no `typ`; every algorithm. The table, with where each row is from, is `profiles.md`.
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

export interface KeyOptions extends Validity {
  /** What to sign with. Default: the JWK's `alg`, else by the key: RS256, ES256, ES384, ES512 or EdDSA. */
  alg?: Algorithm;
  /** The `kid` to send; in a JWKS, the key to take. Default: the JWK's `kid`, else its thumbprint. */
  kid?: string;
  /**
   * Decrypts a PKCS#8 key (`BEGIN ENCRYPTED PRIVATE KEY`); no effect on others. Deriving the key takes the time and memory that the file
   * asks for: at most 2000000 iterations of PBKDF2, or 17 MiB for scrypt.
   */
  passphrase?: string;
  /**
   * PEM of the certificate issued for the key, in any order with those that certify it. Profiles such as `entra` name the
   * key by it, and its validity is the key's unless `notBefore` or `notAfter` say otherwise.
   */
  certificate?: string;
}

/** When a key may sign. Both ends belong to the window; outside of it, signing is `ERR_KEY_EXPIRED`. */
export interface Validity {
  /** First instant, in Unix seconds. Default: the certificate's, else any time. */
  notBefore?: number;
  /** Last instant, in Unix seconds. Default: the certificate's, else for ever. */
  notAfter?: number;
}

/** The header parameters that name a certificate ({@link https://www.rfc-editor.org/rfc/rfc7515#section-4.1.6 RFC 7515 section 4.1.6} to 4.1.8).
 * Those that the profile does not send can be added: `header: { x5c: key.certificate.x5c }`. */
export interface CertificateHeader {
  /** SHA-1, base64url. */
  readonly x5t: string;
  /** SHA-256, base64url. */
  readonly 'x5t#S256': string;
  /** DER in base64: the key's own certificate, then each one that certifies the one before. */
  readonly x5c: string[];
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
  /** Additional header parameters; `alg kid typ crit b64` and those that the profile sends are refused. */
  header?: Record<string, unknown>;
}

interface SigningKeyMembers {
  /** What it signs with. */
  readonly alg: Algorithm;
  /** As given, else the thumbprint. */
  readonly kid: string;
  /** SHA-256 thumbprint, base64url ({@link https://www.rfc-editor.org/rfc/rfc7638 RFC 7638}). */
  readonly thumbprint: string;
  /** First instant at which it may sign, in Unix seconds; `undefined` where it has none. */
  readonly notBefore: number | undefined;
  /** Last instant at which it may sign, in Unix seconds; `undefined` where it has none. */
  readonly notAfter: number | undefined;
  /** Of the option `certificate`. */
  readonly certificate: CertificateHeader | undefined;
  /** The public half, for the provider's dashboard or a `jwks_uri`. */
  publicJwk(): PublicJwk;
  /**
   * Raw JWS signature octets over `data` ({@link https://www.rfc-editor.org/rfc/rfc7518#section-3 RFC 7518 section 3}),
   * verified before they are returned. Whether the key is valid the host's clock says.
   * @throws {PrivateKeyJwtError} `ERR_KEY_DISPOSED`, `ERR_KEY_EXPIRED`, `ERR_RANDOM_UNAVAILABLE`, `ERR_SIGNING_FAILED`
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
   * Imports a private key (RSA, EC on P-256, P-384 or P-521, Ed25519) after telling its form apart: a JWK or the one usable key of a JWKS
   * (object, JSON text), PEM or DER of PKCS#8, PKCS#1 or SEC1, or base64 of one of these; text also as bytes; at most 64 KiB. PEM may have
   * literal `\n`, indentation, quotes and other blocks around it. An encrypted PKCS#8 key needs `options.passphrase`. All forms and answers
   * are in keys.md of this package.
   * @throws {PrivateKeyJwtError} `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED`, `ERR_KEY_UNSUITABLE`, `ERR_KEY_PASSPHRASE`
   */
  from(source: Jwk | { keys: Jwk[] } | string | Uint8Array, options?: KeyOptions): SigningKey;
  /**
   * Imports a private JWK (RSA, EC or OKP), or the one usable key of a JWKS, from an object or JSON text of at most 64 KiB.
   * @throws {PrivateKeyJwtError} `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED`, `ERR_KEY_UNSUITABLE`
   */
  fromJwk(jwk: Jwk | { keys: Jwk[] } | string, options?: KeyOptions): SigningKey;
  /**
   * Imports the one private key of a PEM text of at most 64 KiB.
   * @throws {PrivateKeyJwtError} as `from`
   */
  fromPem(pem: string, options?: KeyOptions): SigningKey;
};

/**
 * Several keys with windows of validity, one of which signs at a time: of those valid now the one that began last.
 * Keys take turns smoothly when their windows overlap, and each is in the set before it begins for as long as servers
 * keep a copy of `jwks()`.
 */
export interface KeySet {
  /**
   * The key that signs at `now` (Unix seconds; default: the host's clock).
   * @throws {PrivateKeyJwtError} `ERR_KEY_EXPIRED` where none is valid, saying when the next one begins
   */
  active(now?: number): SigningKey;
  /** The public halves of all that have not expired at `now`, future ones too: what a `jwks_uri` serves. */
  jwks(now?: number): { keys: PublicJwk[] };
}

export const KeySet: {
  /** @throws {PrivateKeyJwtError} `ERR_KEY_UNSUITABLE` for no key, or two with the same `kid`; `ERR_KEY_DISPOSED` */
  new (keys: Iterable<SigningKey>): KeySet;
  readonly prototype: KeySet;
};

/** What a key that stays with its host does not say of itself. */
interface HostKeyMembers extends Validity {
  /** Sent as `kid`. Default: that of `publicJwk`, else none is sent. */
  kid?: string;
  /** PEM of the key's certificate, followed by those that certify it, for profiles that name the key by it. */
  certificate?: string;
  /** Where given, every signature is verified with it, and `ERR_SIGNING_FAILED` unless it is right. Private members are ignored. */
  publicJwk?: Jwk;
}

/** A key behind a function, such as that of a KMS or an HSM. */
export interface ExternalKey extends HostKeyMembers {
  readonly alg: Algorithm;
  /**
   * Signs `data`, which is not hashed yet: the signature octets of a JWS, or for ECDSA also DER, as most services give it.
   * For PS256, PS384 and PS512 the salt is as long as the hash.
   */
  sign(data: Uint8Array): Promise<Uint8Array | ArrayBuffer>;
}

/** What is asked of a CryptoKey; the host's own fits. It may be non-extractable, and its `usages` must include `sign`. */
export interface CryptoKeyLike {
  readonly type: string;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
}

/** A CryptoKey, and what it does not say of itself. */
export interface NamedCryptoKey extends HostKeyMembers {
  readonly key: CryptoKeyLike;
}

/** Anything that can sign an assertion. A bare CryptoKey has no `kid`, so that none is sent. */
export type ClientKey = SigningKey | KeySet | ExternalKey | NamedCryptoKey | CryptoKeyLike;

/**
 * A client assertion as a compact JWS, by any key. Of a {@link KeySet} the key is taken that is valid at `options.now`.
 * @throws {PrivateKeyJwtError} as `key.assertion(options)`; `ERR_KEY_UNSUITABLE` or `ERR_KEY_UNSUPPORTED` for a key of the
 * host's that cannot sign, `ERR_SIGNING_FAILED` with a `cause` where its `sign` failed
 */
export function clientAssertion(key: ClientKey, options: AssertionOptions): Promise<string>;

/** What is asked of a fetch; the host's own fits, and so does a simple wrapper. */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;
export interface FetchInit {
  /** `GET` for metadata of the issuer. */
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  body?: string;
  redirect: 'manual';
  signal: any;
}
export interface ResponseLike {
  readonly status: number;
  /** `Date`, `Retry-After`, `Cache-Control`, `Age`, `Expires` and `DPoP-Nonce` are read. */
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

/** The host's own `URL`, where its types are known. */
export type UrlObject = typeof globalThis extends { URL: { prototype: infer U } } ? U : { readonly href: string; toString(): string };

/** Where access tokens are kept beside the memory of the isolate. `private-key-jwt/stores` has some; any other will do. */
export interface TokenStore {
  get(key: string): Promise<string | null | undefined>;
  /** `expiresAt` in Unix seconds. */
  set(key: string, value: string, options: { expiresAt: number }): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Where it is there, one client at a time asks the server. Resolves to a lock that ends by itself after `lease` seconds; to `undefined` when
   * the one who held it gave it back, or at once where `wait` is false and another holds it.
   */
  lock?: ((key: string, options: { lease: number; wait: boolean }) => Promise<string | undefined>) | undefined;
  unlock?: ((key: string, lock: string) => Promise<void>) | undefined;
}

/** A key for proofs of possession ({@link https://www.rfc-editor.org/rfc/rfc9449 RFC 9449}). */
export type ProofKey =
  | SigningKey
  | { readonly privateKey: CryptoKeyLike; readonly publicKey: CryptoKeyLike }
  | ((ExternalKey | NamedCryptoKey) & { readonly publicJwk: object });

interface TokenClientOptionsCommon {
  clientId: string;
  /** As in {@link AssertionOptions}. */
  teamId?: string;
  /** Asked for a new signature for every request. */
  key: ClientKey;
  /** `aud`, when it is neither the issuer nor the endpoint. */
  audience?: string;
  /** Default: `rfc7523bis`. */
  profile?: ProfileName;
  /** Of each assertion, in seconds. Default: 60. */
  lifetime?: number;
  /** Default: `globalThis.fetch`, looked up at each call. */
  fetch?: FetchLike;
  /** Limit for a whole call in seconds, retries, the answer's body and waiting for `store` included; more than 0, at most 3600. Where a person
   * decides, the limit of each question. Default: 30. */
  timeout?: number;
  /** The clock, in Unix seconds. Default: the host's, corrected when the server's `Date` shows that it is wrong. A clock of yours is never
   * corrected; an error says by how much it is off. */
  now?: () => number;
  /** Allows http to hosts that are not loopback. */
  allowHttp?: boolean;
  /** Where the client publishes its public keys; only `diagnose` reads it. */
  jwksUri?: UrlLike;
  /** Makes the server bind tokens to this key. */
  dpop?: ProofKey;
  /** Keeps the tokens of `clientCredentials` for a fleet. */
  store?: TokenStore;
  /** Seconds after which a request for a token that is not heard of no longer keeps others waiting. Default: 10. */
  lease?: number;
}

/** One of `issuer` and `tokenEndpoint`, or both. */
export type TokenClientOptions = TokenClientOptionsCommon & (
  | {
      /** The issuer identifier, by which the endpoints are discovered: OpenID Connect Discovery, then RFC 8414. Text, since it is compared exactly
       * (a `URL` adds a slash). Also what `aud` says with profile `rfc7523bis`. */
      issuer: string;
      /** Where tokens are had, without asking the issuer. */
      tokenEndpoint?: UrlLike;
    }
  | { issuer?: string; /** Where tokens are had: https, or http on loopback. */ tokenEndpoint: UrlLike }
);

/** RFC 6749 section 5.1; other members are passed on. An `id_token` is passed on too, and **not verified**: see the README for what does. */
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

/** {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.2 RFC 8628 section 3.2} */
export interface DeviceAuthorizationResponse {
  device_code: string;
  /** For the person, to be entered at `verification_uri`. */
  user_code: string;
  verification_uri: string;
  verification_uri_complete?: string;
  expires_in?: number;
  interval?: number;
  [member: string]: unknown;
}

/** OpenID Connect CIBA section 7.3 */
export interface BackchannelAuthenticationResponse {
  auth_req_id: string;
  expires_in?: number;
  interval?: number;
  [member: string]: unknown;
}

/** {@link https://www.rfc-editor.org/rfc/rfc9126#section-2.2 RFC 9126 section 2.2} */
export interface PushedAuthorizationResponse {
  request_uri: string;
  expires_in?: number;
  [member: string]: unknown;
}

/** {@link https://www.rfc-editor.org/rfc/rfc7662#section-2.2 RFC 7662 section 2.2} */
export interface IntrospectionResponse {
  active: boolean;
  [member: string]: unknown;
}

/** Parameters by their wire names; an array is sent as several of the name. */
export type WireParameters = Record<string, string | string[]>;

export interface CommonParameters extends AdditionalParameters {
  scope?: string;
  /** {@link https://www.rfc-editor.org/rfc/rfc8707 RFC 8707}; may be several. */
  resource?: string | string[];
}

export interface AdditionalParameters {
  /** Any others, by their wire names. */
  parameters?: WireParameters;
}

/** How often to ask while a person decides: `interval` (default 5) and `expires_in` (default 600) of the answer before, in seconds. */
export interface PollingParameters extends AdditionalParameters {
  interval?: number;
  expiresIn?: number;
  resource?: string | string[];
}

export interface AuthorizationParameters extends CommonParameters {
  redirectUri: string;
  /** Default: 256 random bits. */
  state?: string;
  /** Default: 256 random bits. */
  nonce?: string;
  /** Pushes the request to the server first (RFC 9126). Default: where the server's metadata demand it. */
  push?: boolean;
}

/** The code, or the URL to which the browser came back. Of that one, `state` and (RFC 9207) `iss` are checked before anything is sent. */
export type CodeParameters = { redirectUri: string; codeVerifier?: string } & CommonParameters & (
  | { code: string }
  | {
      callbackUrl: UrlLike;
      /** What `authorizationUrl` gave. */
      state: string;
    }
);

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
 * A confidential client of one authorization server. Every request, retries included, signs a new assertion with a new `jti`.
 *
 * Methods reject with {@link TokenEndpointError}, or with a {@link PrivateKeyJwtError} whose code is `ERR_DISCOVERY`, `ERR_NETWORK`,
 * `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_RESPONSE_MALFORMED`, `ERR_CLAIM_INVALID`, `ERR_PROFILE`, `ERR_KEY_DISPOSED`,
 * `ERR_KEY_EXPIRED`, `ERR_RANDOM_UNAVAILABLE` or `ERR_SIGNING_FAILED`.
 *
 * Failures of the network, 429 and 503 are retried at most twice, within `timeout`: but never `authorizationCode`, `refreshToken`, `jwtBearer`
 * and `request`, whose code or token may be spent by the first attempt, nor `backchannelAuthentication`, which would ring twice at the user's.
 */
export interface TokenClient {
  /**
   * Where to send the user's browser ({@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1 RFC 6749 section 4.1.1}), with PKCE by S256. Keep
   * `state`, `nonce` and `codeVerifier` for the session of this browser. Needs `issuer`.
   */
  authorizationUrl(
    parameters: AuthorizationParameters,
    options?: RequestOptions,
  ): Promise<{ url: UrlObject; state: string; nonce: string; codeVerifier: string }>;
  /** {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 RFC 6749 section 4.1.3}, with the code verifier of RFC 7636. Never retried. */
  authorizationCode(parameters: CodeParameters, options?: RequestOptions): Promise<TokenResponse>;
  /**
   * {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.4 RFC 6749 section 4.4}. Kept until shortly before it expires, and asked for once
   * however many callers there are; `expires_in` is what is left. `fresh` asks anew, for when a token was refused.
   */
  clientCredentials(parameters?: CommonParameters, options?: RequestOptions & { fresh?: boolean }): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 RFC 6749 section 6}. Never retried. */
  refreshToken(parameters: { refreshToken: string } & CommonParameters, options?: RequestOptions): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc7523#section-2.1 RFC 7523 section 2.1}, with an assertion about a user. Never retried. */
  jwtBearer(parameters: { assertion: string } & CommonParameters, options?: RequestOptions): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc8693 RFC 8693} */
  tokenExchange(
    parameters: {
      subjectToken: string;
      subjectTokenType: string;
      actorToken?: string;
      actorTokenType?: string;
      requestedTokenType?: string;
      audience?: string | string[];
    } & CommonParameters,
    options?: RequestOptions,
  ): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.1 RFC 8628 section 3.1} */
  deviceAuthorization(parameters?: CommonParameters, options?: RequestOptions): Promise<DeviceAuthorizationResponse>;
  /** Asks until the person has decided ({@link https://www.rfc-editor.org/rfc/rfc8628#section-3.4 RFC 8628 section 3.4}), or `signal` aborts. */
  deviceCode(parameters: { deviceCode: string } & PollingParameters, options?: RequestOptions): Promise<TokenResponse>;
  /** OpenID Connect CIBA section 7.1, in poll mode. Never retried. */
  backchannelAuthentication(
    parameters: {
      loginHint?: string;
      loginHintToken?: string;
      idTokenHint?: string;
      bindingMessage?: string;
      userCode?: string;
      acrValues?: string;
    } & CommonParameters,
    options?: RequestOptions,
  ): Promise<BackchannelAuthenticationResponse>;
  /** Asks until the person has decided (OpenID Connect CIBA section 10.1), or `signal` aborts. */
  ciba(parameters: { authReqId: string } & PollingParameters, options?: RequestOptions): Promise<TokenResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc9126 RFC 9126}, by wire parameters; `authorizationUrl` does it by itself where it is asked to. */
  pushAuthorizationRequest(parameters: WireParameters, options?: RequestOptions): Promise<PushedAuthorizationResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc7662 RFC 7662} */
  introspect(parameters: { token: string; tokenTypeHint?: string } & AdditionalParameters, options?: RequestOptions): Promise<IntrospectionResponse>;
  /** {@link https://www.rfc-editor.org/rfc/rfc7009 RFC 7009} */
  revoke(parameters: { token: string; tokenTypeHint?: string } & AdditionalParameters, options?: RequestOptions): Promise<void>;
  /** Any other grant, by its wire parameters; the client's authentication is added. Never retried. */
  request(grant: { grant_type: string } & WireParameters, options?: RequestOptions): Promise<TokenResponse>;
  /**
   * The header field `DPoP` for a request to an API with a token that is bound to the option `dpop`
   * ({@link https://www.rfc-editor.org/rfc/rfc9449#section-7 RFC 9449 section 7}); `nonce` is the API's latest `DPoP-Nonce`.
   */
  dpopProof(request: { method: string; url: UrlLike; accessToken?: string; nonce?: string }): Promise<string>;
  /**
   * Explains the refusal that was thrown as `error`, or the last one. Compares what was sent with the metadata of `issuer` and the keys
   * at `jwksUri`, which it fetches where they are given, and with the server's clock. Does not reject.
   */
  diagnose(error?: unknown): Promise<Diagnosis>;
  /** Seconds that the server's clock was found to be ahead of the host's. */
  readonly clockCorrection: number;
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
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter?: number;
}

/** An endpoint answered with an OAuth error ({@link https://www.rfc-editor.org/rfc/rfc6749#section-5.2 RFC 6749 section 5.2}). */
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
