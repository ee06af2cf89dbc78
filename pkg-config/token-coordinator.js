// @ts-check
// A Durable Object that keeps one token, and lets one isolate at a time ask for a new one.
import { Locks } from './locks.js';

const unknown = Symbol('no action of these');

export class TokenCoordinator {
  #storage;
  #locks = new Locks();

  /** @param {any} state */
  constructor(state) {
    this.#storage = state.storage;
  }

  /** @param {Request} request */
  async fetch(request) {
    const question = await request.json().catch(() => undefined);
    const value = await this.#answer(/** @type {any} */ (question) ?? {});
    return value === unknown ? new Response('no such action', { status: 400 }) : Response.json({ value });
  }

  /** Storage is paid for; what has expired goes. */
  async alarm() {
    await this.#storage.deleteAll();
  }

  /** @param {{ action: string, value: string, expiresAt: number, lease: number, wait: boolean, lock: string }} question */
  async #answer({ action, value, expiresAt, lease, wait, lock }) {
    switch (action) {
      case 'get': {
        const stored = await this.#storage.get('token');
        return stored && stored.expiresAt * 1000 > Date.now() ? stored.value : undefined;
      }
      case 'set':
        await this.#storage.put('token', { value, expiresAt });
        await this.#storage.setAlarm(expiresAt * 1000);
        return undefined;
      case 'lock':
        return this.#locks.lock({ lease, wait });
      case 'unlock':
        this.#locks.unlock(lock);
        return undefined;
      case 'delete':
        return this.alarm();
      default:
        return unknown;
    }
  }
}
