/**
 * OAuth 2.0 and OpenID Connect client authentication with `private_key_jwt` (RFC 7523).
 * Durations are seconds; instants are Unix seconds. Wrong types, unknown options and texts of more than 1 MiB are a `TypeError`.
 */
import type { PrivateKeyJwtError, TokenEndpointError } from './errors.js';
import type { AbortSignalLike, FetchLike, ProofKey, TokenStore, UrlLike, UrlObject } from './host.js';
import type {
  AdditionalParameters,
  AuthorizationParameters,
  BackchannelAuthenticationResponse,
  CodeParameters,
  CommonParameters,
  DeviceAuthorizationResponse,
  IntrospectionResponse,
  PollingParameters,
  PushedAuthorizationResponse,
  TokenResponse,
  WireParameters,
} from './messages.js';
import type { ClientKey } from './signing-key.js';

export * from './errors.js';
export * from './host.js';
export * from './messages.js';
export * from './signing-key.js';

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
  /** Keycloak 26, as users report: lives for at most 60 s. */
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
  /** NHS England, not verified, so check before you rely on it: RS512, `aud` is the token endpoint, at most 300 s, `typ` is `JWT`. */
  | 'nhs'
  /** OpenIddict 7, as users report: `typ` is `client-authentication+jwt`. */
  | 'openiddict'
  /** IBM Verify's documentation: RS* and PS*, at most 86400 s. */
  | 'ibm-verify'
  /** Sign in with Apple, second-hand: ES256, `iss` is `teamId`, `aud` is `https://appleid.apple.com`, sent as `client_secret`. */
  | 'apple'
  /** Google service accounts, not verified, so check before you rely on it: RS256, `aud` is the token endpoint, at most 3600 s, no `sub`.
   * A grant: `assertion()` only. */
  | 'google';

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
  /** Additional header parameters; `alg kid typ crit b64`, those that the profile sends and a private `jwk` are refused. */
  header?: Record<string, unknown>;
}

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
  /** Seconds after which a request for a token, or for metadata, that is not heard of no longer keeps others waiting. Default: 10. */
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
  /**
   * {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 RFC 6749 section 4.1.3}, with the code verifier of RFC 7636. Never retried.
   *
   * With `callbackUrl` the answer of the authorization endpoint is checked first. `ERR_RESPONSE_MALFORMED` where its `state` is not that of the
   * request, its `iss` is not the issuer's ({@link https://www.rfc-editor.org/rfc/rfc9207 RFC 9207}), or it has no `code`: the login belongs to
   * another request, or was forged. {@link TokenEndpointError} where an `error` came back instead, such as `access_denied`. In each case no
   * token is asked for.
   */
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
   * `ERR_ENDPOINT_INVALID` unless `url` is one of http or https without user name and password; its query and fragment are left out.
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
  /** @throws {PrivateKeyJwtError} `ERR_ENDPOINT_INVALID`, `ERR_PROFILE`, `ERR_CLAIM_INVALID`, `ERR_KEY_DISPOSED`; for a key of the host's also
   * `ERR_KEY_UNSUITABLE` or `ERR_KEY_UNSUPPORTED` */
  new (options: TokenClientOptions): TokenClient;
  readonly prototype: TokenClient;
};

/**
 * Optional warm-up that compiles the wasm off the main thread; every call works without it. Idempotent; may be tried again.
 *
 * At module scope of a Worker, whose time is charged to no request, it also imports the example key of
 * {@link https://www.rfc-editor.org/rfc/rfc7515#appendix-A.2 RFC 7515} and signs once, so that the first request finds the code of
 * RS256 compiled. Once for each isolate; nothing of it is kept.
 * @param input as for `private-key-jwt/slim`; of no effect once the wasm runs or is being compiled
 * @throws {PrivateKeyJwtError} `ERR_WASM_BLOCKED`; `ERR_NETWORK` where `input` has to be fetched
 */
export function initialize(input?: unknown): Promise<void>;
