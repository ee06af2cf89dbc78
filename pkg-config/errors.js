// @ts-check
/** Every failure that is not misuse (which is a TypeError). `code` is stable; the message is for a person. */
export class PrivateKeyJwtError extends Error {
  /** @param {string} code @param {string} message @param {ErrorOptions} [options] */
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
  get name() {
    return 'PrivateKeyJwtError';
  }
}

/** The token endpoint answered with an OAuth error (RFC 6749 section 5.2). */
export class TokenEndpointError extends PrivateKeyJwtError {
  /** @param {string} message @param {{ status: number, error: string, error_description?: string, error_uri?: string, retryAfter?: number }} answer */
  constructor(message, answer) {
    super('ERR_TOKEN_ENDPOINT', message);
    this.status = answer.status;
    this.error = answer.error;
    if (answer.error_description !== undefined) this.error_description = answer.error_description;
    if (answer.error_uri !== undefined) this.error_uri = answer.error_uri;
    if (answer.retryAfter !== undefined) this.retryAfter = answer.retryAfter;
  }
  get name() {
    return 'TokenEndpointError';
  }
}

/** What wasm threw, as a class of this package; anything else passes. @param {any} thrown */
export function typed(thrown) {
  if (thrown?.name !== 'PrivateKeyJwtError' || thrown instanceof PrivateKeyJwtError) return thrown;
  if (thrown.code === 'ERR_TOKEN_ENDPOINT') return new TokenEndpointError(thrown.message, thrown);
  const error = new PrivateKeyJwtError(thrown.code, thrown.message);
  const { status, retryAfter } = thrown;
  return Object.assign(error, status !== undefined && { status }, retryAfter !== undefined && { retryAfter });
}
