// After one visit the page opens without a network: a service worker keeps its files.
import { byId } from './dom.js';

/** Registers the worker where the browser has them; without, the page works the same while it is online. */
export async function keepForOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  // The one policy that the page's CSP allows, for the one address that it gives.
  const address = new URL('./worker.js', import.meta.url).href;
  const policy = globalThis.trustedTypes?.createPolicy('offline', { createScriptURL: () => address });
  try {
    await workers.register(/** @type {any} */ (policy?.createScriptURL('') ?? address));
    await workers.ready;
  } catch {
    return; // A browser may forbid it, in a private window for one.
  }
  byId('offline').textContent = 'This page now also opens without a network.';
  document.documentElement.dataset.offline = 'yes';
}
