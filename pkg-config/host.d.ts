/** What the client asks of its host: a fetch, a signal, a URL, a store. Part of `private-key-jwt`. */
import type { CryptoKeyLike, ExternalKey, NamedCryptoKey, SigningKey } from './signing-key.js';

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
  /** Asked where there is no web stream as `body`; at most 1 MiB. */
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
