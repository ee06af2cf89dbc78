/** What everything here rejects with or throws, but for misuse, which is a `TypeError`. */

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
  /** Of the answer; 302 where the error came back in `callbackUrl`, by a redirect. */
  readonly status: number;
  readonly error: string;
  /** For a developer; left out where it repeats a secret of the request. */
  readonly error_description?: string;
  readonly error_uri?: string;
}
