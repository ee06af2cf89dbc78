// The service worker: the network's answer while there is one, else the copy that was kept. Only the page's own files pass here.
const kept = 'private-key-jwt';
const files = [
  './', 'style.css', 'icon.svg', 'main.js', 'advice.js', 'algorithms.js', 'assertion.js', 'dates.js', 'dom.js', 'explain.js', 'importing.js',
  'key.js', 'keys-wasm.js', 'mistakes.js', 'offline.js', 'package.js', 'practice.js', 'private.js', 'profiles.js', 'register.js',
  'request.js', 'response.js', 'samples.js', 'send.js', 'state.js', 'verify.js',
  'package/authorization.js', 'package/core.js', 'package/diagnose-audience.js', 'package/diagnose-checks.js',
  'package/diagnose-finding.js', 'package/diagnose-keys.js', 'package/diagnose-refusals.js', 'package/diagnose-wordings.js',
  'package/diagnose.js', 'package/errors.js', 'package/flights.js', 'package/glue.js', 'package/guarded-store.js', 'package/host-key.js',
  'package/instance.js', 'package/key-set.js', 'package/keys-glue.js', 'package/keys.js', 'package/slim.js', 'package/start.js',
  'package/token-cache.js', 'package/token-client.js', 'package/web-crypto.js', 'package/private-key-jwt.wasm', 'package/keys.wasm',
];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(kept);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const copy = await cache.match(request, { ignoreSearch: true });
    if (copy) return copy;
    throw error;
  }
}
