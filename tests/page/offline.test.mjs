// After one visit the page works without a network, and the first visit is small.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { policy, servePage } from '../../pkg-config/page-server.mjs';
import { repository } from '../package/support/paths.mjs';
import { startBrowser } from './support/open.mjs';
import { generate, send } from './support/steps.mjs';

const limit = { timeout: 120_000 };
const www = join(repository, 'www');

for (const name of ['chromium', 'firefox', 'webkit']) {
  describe(name, () => {
    let browser;
    before(async () => { browser = await startBrowser(name); }, limit);
    after(() => browser?.close());

    test('reloads without its server, and goes all the way', limit, async () => {
      const server = await servePage();
      const tab = await browser.open(server.url);
      await tab.ready('offline');
      await server.close();
      await tab.reload();
      await generate(tab);
      assert.match(await send(tab), /^\s*200\s+A token/);
      await tab.isClean(/ERR_CONNECTION_REFUSED|ServiceWorker|NetworkError|connect/i); // the worker tries the network first
    });
  });
}

test('the first visit transfers less than 400 kB, its worker and both wasm modules included, and is usable within a second', limit, async () => {
  const server = await servePage();
  const sockets = new Set();
  server.server.on('connection', (socket) => sockets.add(socket));
  const written = () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0);
  const browser = await startBrowser('chromium');
  try {
    const visits = [];
    for (let count = 0; count < 5; count += 1) {
      const before = written();
      const tab = await browser.open(server.url); // each time as a new visitor
      await tab.ready('offline');
      await tab.isClean();
      visits.push({ bytes: written() - before, usable: await tab.run(() => performance.getEntriesByName('usable')[0].startTime) });
    }
    const usable = Math.min(...visits.map((visit) => visit.usable)); // what the page takes; the rest is what else the machine does
    console.log(`# ${visits[0].bytes} bytes with all headers; usable after ${visits.map((visit) => Math.round(visit.usable)).join(', ')} ms`);
    assert.ok(visits.every(({ bytes }) => bytes > 250_000 && bytes < 400_000), visits.map(({ bytes }) => bytes).join());
    assert.ok(usable < 1_000, `${usable} ms`);
  } finally {
    await browser.close();
    await server.close();
  }
});

test('the service worker keeps every file that the page has', () => {
  const [, list] = /const files = \[([^\]]+)\]/.exec(readFileSync(join(www, 'worker.js'), 'utf8')) ?? [];
  const kept = [...list.matchAll(/'([^']+)'/g)].map(([, file]) => file).sort();
  const own = readdirSync(www).filter((file) => file !== 'worker.js').map((file) => (file === 'index.html' ? './' : file));
  const packaged = readdirSync(join(repository, 'pkg', 'site', 'package')).map((file) => `package/${file}`);
  assert.deepEqual(kept, [...own, ...packaged].sort());
});

test('the policy in the page is the one of the header, less what only a header may say', () => {
  const [, inPage] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(www, 'index.html'), 'utf8')) ?? [];
  assert.equal(`${inPage}; frame-ancestors 'none'`, policy);
});

test('nothing is stored, and no script makes HTML of text', () => {
  for (const file of readdirSync(www).filter((name) => name.endsWith('.js'))) {
    assert.doesNotMatch(readFileSync(join(www, file), 'utf8'), /innerHTML|outerHTML|insertAdjacent|document\.write|localStorage|sessionStorage|indexedDB|\.cookie/, file);
  }
});
