/**
 * Stores for the tokens of `TokenClient.clientCredentials`: pass one as the option `store`. They hold no wasm, and do not start it.
 */
import type { CryptoKeyLike, TokenStore } from './index.js';

/** For the clients of one process. */
export class MemoryStore implements TokenStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, options: { expiresAt: number }): Promise<void>;
  delete(key: string): Promise<void>;
  lock(key: string, options: { lease: number; wait: boolean }): Promise<string | undefined>;
  unlock(key: string, lock: string): Promise<void>;
}

/** What is asked of a Workers KV binding. */
export interface KvNamespaceLike {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** In Workers KV. Each isolate may ask for a token of its own when none is there, since KV has no locks. Keys are hashed. */
export class WorkersKvStore implements TokenStore {
  constructor(namespace: KvNamespaceLike, options?: { prefix?: string });
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options: { expiresAt: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** What is asked of a Durable Object binding. */
export interface DurableObjectNamespaceLike {
  idFromName(name: string): any;
  get(id: any): { fetch(url: string, init: { method: string; body: string }): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<any> }> };
}

/** In Durable Objects of the class {@link TokenCoordinator}, one for each token: of all isolates one asks, and the others wait for it. */
export class DurableObjectStore implements TokenStore {
  constructor(namespace: DurableObjectNamespaceLike);
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, options: { expiresAt: number }): Promise<void>;
  delete(key: string): Promise<void>;
  lock(key: string, options: { lease: number; wait: boolean }): Promise<string | undefined>;
  unlock(key: string, lock: string): Promise<void>;
}

/** The Durable Object class to export from the worker: `export { TokenCoordinator } from 'private-key-jwt/stores'`. */
export class TokenCoordinator {
  constructor(state: any);
  fetch(request: any): Promise<any>;
  alarm(): Promise<void>;
}

/** Encrypts what another store keeps, by AES-GCM with a fresh nonce each, bound to the name under which it is kept. */
export class EncryptedStore implements TokenStore {
  /** `key`: a CryptoKey for AES-GCM with the usages `encrypt` and `decrypt`, or 16 or 32 random octets. */
  constructor(store: TokenStore, key: CryptoKeyLike | Uint8Array);
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, options: { expiresAt: number }): Promise<void>;
  delete(key: string): Promise<void>;
  lock: TokenStore['lock'];
  unlock: TokenStore['unlock'];
}
