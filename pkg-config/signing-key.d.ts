/** Private keys, those that stay with their host, and assertions by any of them. Part of `private-key-jwt`. */
import type { PrivateKeyJwtError } from './errors.js';
import type { Algorithm, AssertionOptions } from './index.js';

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
   * verified before they are returned. Whether the key is valid the host's clock says. At most 64 MiB.
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
  /** `kid` and `alg`, nothing else; of a freed key neither. */
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

/** What a key that stays with its host does not say of itself. Other members are a `TypeError`, unless it is an instance of a class. */
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
  /** Default: what the CryptoKey is for. Needed to call an Ed25519 key `Ed25519` instead of `EdDSA`; another one is a `TypeError`. */
  readonly alg?: Algorithm;
}

/** Anything that can sign an assertion. A bare CryptoKey has no `kid`, so that none is sent. */
export type ClientKey = SigningKey | KeySet | ExternalKey | NamedCryptoKey | CryptoKeyLike;

/**
 * A client assertion as a compact JWS, by any key. Of a {@link KeySet} the key is taken that is valid at `options.now`.
 * @throws {PrivateKeyJwtError} as `key.assertion(options)`; `ERR_KEY_UNSUITABLE` or `ERR_KEY_UNSUPPORTED` for a key of the
 * host's that cannot sign, `ERR_SIGNING_FAILED` with a `cause` where its `sign` failed
 */
export function clientAssertion(key: ClientKey, options: AssertionOptions): Promise<string>;
