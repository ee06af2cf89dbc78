/**
 * What a page, a command line or a key ceremony needs beside signing: new keys, certificates, public forms. It has a wasm of its own.
 * Instants are Unix seconds. Wrong types and unknown options are a `TypeError`.
 */
import type { AbortSignalLike, Algorithm, Jwk, PublicJwk, SigningKey } from './index.js';
export { PrivateKeyJwtError } from './errors.js';
export type { ErrorCode } from './errors.js';
export type { Algorithm, Jwk, PublicJwk } from './index.js';

export interface GenerateOptions {
  /** What the key will sign with. Default: RS256. */
  alg?: Algorithm;
  /** Bits of an RSA key. Default: 2048. */
  modulusLength?: 2048 | 3072 | 4096;
  /** Default: the thumbprint. */
  kid?: string;
  /** First second of validity, in Unix seconds: member `nbf` of both JWKs. */
  notBefore?: number;
  /** Last second of validity, in Unix seconds: member `exp` of both JWKs. */
  notAfter?: number;
  /** By which a person knows the key: member `name` of both JWKs. */
  name?: string;
  /** Ends the generation with `ERR_ABORTED`. */
  signal?: AbortSignalLike;
  /** Called with 0 at the start, with 1 at the end, and with an estimate that only grows between the two. */
  onProgress?: (fraction: number) => void;
}

/** A new key. `privateJwk` and `privatePem` are secrets; the rest is for anybody. */
export interface GeneratedKey {
  privateJwk: Jwk & PublicJwk & Labels;
  publicJwk: PublicJwk & Labels;
  /** PKCS#8, not encrypted. */
  privatePem: string;
  /** SubjectPublicKeyInfo. */
  publicPem: string;
}

/** What was asked for; {@link https://www.rfc-editor.org/rfc/rfc7517#section-4 RFC 7517} lets others ignore it. */
export interface Labels {
  name?: string;
  nbf?: number;
  exp?: number;
}

/**
 * A new key: by the host's WebCrypto where it can, by wasm where it cannot (an insecure page). In wasm an RSA key takes seconds, in
 * small steps between which the page lives.
 * @throws {PrivateKeyJwtError} `ERR_ABORTED`, `ERR_KEY_UNSUPPORTED`, `ERR_CLAIM_INVALID` (instants), `ERR_KEY_UNSUITABLE` (a validity
 * that ends before it begins), `ERR_RANDOM_UNAVAILABLE`
 */
export function generateKey(options?: GenerateOptions): Promise<GeneratedKey>;

export interface CertificateOptions {
  /** Common name of issuer and subject, 1 to 64 letters. */
  name: string;
  /** First second of validity, in Unix seconds. */
  notBefore: number;
  /** Last second of validity, in Unix seconds. */
  notAfter: number;
}

/**
 * An X.509 certificate (PEM) of the key's public half, signed by the key with its `alg`, for providers that take no JWK
 * ({@link https://www.rfc-editor.org/rfc/rfc5280 RFC 5280}). It may sign, but issue no certificates.
 * @throws {PrivateKeyJwtError} `ERR_CLAIM_INVALID`, `ERR_RANDOM_UNAVAILABLE` and the errors of `key.sign`
 */
export function selfSignedCertificate(key: Pick<SigningKey, 'alg' | 'publicJwk' | 'sign'>, options: CertificateOptions): string;

export interface ConvertOptions {
  /** The `alg` of the JWK. Default: the key's own, else the usual one of its kind: RS256, ES256, ES384, ES512, EdDSA. */
  alg?: Algorithm;
  /** The `kid` of the JWK; in a JWKS, the key to take. Default: the key's own, else the thumbprint. */
  kid?: string;
  /** Decrypts a PKCS#8 key (`BEGIN ENCRYPTED PRIVATE KEY`); no effect on others. */
  passphrase?: string;
}

/** What may be given to anybody. */
export interface PublicForms {
  jwk: PublicJwk;
  jwks: { keys: PublicJwk[] };
  /** SubjectPublicKeyInfo. */
  pem: string;
  /** SHA-256 thumbprint, base64url ({@link https://www.rfc-editor.org/rfc/rfc7638 RFC 7638}). */
  thumbprint: string;
  /** SHA-1 of the DER, base64url; of certificates only. */
  x5t?: string;
  /** SHA-256 of the DER, base64url; of certificates only. */
  'x5t#S256'?: string;
}

/**
 * The public forms of a key of either half or of a certificate, in any form that `SigningKey.from` tells apart: JWK or JWKS (object or
 * text), PEM, DER, base64 of one of these. Of several blocks of PEM a certificate or a public key is taken before a private key. A
 * certificate's own signature is not verified. Of what a JWK says beside its numbers `kid` and `alg` are kept, and `use` is `sig`; not
 * {@link Labels}.
 * @throws {PrivateKeyJwtError} `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED`, `ERR_KEY_UNSUITABLE`, `ERR_KEY_PASSPHRASE`
 */
export function convert(
  source: Jwk | { keys: Jwk[] } | string | Uint8Array | Pick<SigningKey, 'publicJwk'>,
  options?: ConvertOptions,
): PublicForms;

/** Secrets, to keep. */
export interface PrivateForms {
  /** Whole: with the public members and, of RSA, the primes, whether the source has them or not. */
  jwk: Jwk & PublicJwk;
  /** PKCS#8, not encrypted. */
  pem: string;
}

/**
 * The private forms of a private key, in any form that `SigningKey.from` takes: to keep an imported key as the other form, or without
 * its passphrase. Of what a JWK says beside its numbers `kid` and `alg` are kept, and `use` is `sig`; not {@link Labels}.
 * @throws {PrivateKeyJwtError} `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED`, `ERR_KEY_UNSUITABLE`, `ERR_KEY_PASSPHRASE`
 */
export function privateForms(source: Jwk | { keys: Jwk[] } | string | Uint8Array, options?: ConvertOptions): PrivateForms;
