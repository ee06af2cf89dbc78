// The page's entry: every section sets itself up, then the second wasm module comes while nothing else is to be done.
import './key.js';
import './register.js';
import './private.js';
import './assertion.js';
import './request.js';
import './send.js';
import { all, byId, done, message, problem, show } from './dom.js';
import { keepForOffline } from './offline.js';
import { keys, ready } from './package.js';
import { get, on } from './state.js';

/** What waits for a part of the state, and what that part makes visible. */
function reveal() {
  for (const node of all('[data-with]')) show(node, get(node.dataset.with) !== undefined);
  for (const node of all('[data-needs]')) show(node, get(node.dataset.needs) === undefined);
  for (const [step, part] of [['key', 'key'], ['register', 'key'], ['assertion', 'assertion'], ['request', 'assertion']]) {
    done(step, get(part) !== undefined);
  }
}
on('key', reveal);
on('assertion', reveal);

async function begin() {
  if (!globalThis.crypto?.subtle) {
    message(byId('page-problem'), 'This address is not secure, so the browser keeps its WebCrypto from the page. Open it by https, or from your own machine.');
  }
  await ready;
  document.documentElement.dataset.ready = 'sign';
  performance.mark('usable');
  const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200));
  await new Promise((resolve) => idle(resolve));
  await keys();
  document.documentElement.dataset.ready = 'all';
  await keepForOffline();
}

begin().catch((error) => message(byId('page-problem'), ...problem(error)));
