// WCAG 2.2 AA as far as a program can tell, a keyboard alone, narrow windows, forced colours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { servePage } from '../../pkg-config/page-server.mjs';
import { npmFile } from '../package/support/paths.mjs';
import { startBrowser } from './support/open.mjs';
import { generate, hasKey, importKey, send } from './support/steps.mjs';

const limit = { timeout: 180_000 };
const axe = readFileSync(npmFile('axe-core', 'axe.min.js'), 'utf8');
let server;
let browser;
before(async () => { [server, browser] = await Promise.all([servePage(), startBrowser('chromium')]); }, limit);
after(async () => { await browser?.close(); await server?.close(); });

for (const theme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing in the ${theme} theme at ${width} pixels, in any state`, limit, async () => {
      const tab = await browser.open(server.url);
      await tab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      await tab.page.setViewport({ width, height: 800 });
      await tab.ready();
      await inspect(tab, 'without a key');
      await importKey(tab, '{');
      await tab.until('the message', () => !document.querySelector('#key-error').hidden);
      await inspect(tab, 'with a refused key');
      await tab.choose('key-mode', 'generate');
      await generate(tab);
      await tab.click('#private summary');
      await tab.click('#private-reveal');
      await tab.fill('#mistake', 'future');
      await send(tab);
      await inspect(tab, 'with everything open and a refusal');
      await tab.fill('#mistake', 'none');
      await send(tab);
      await tab.click('#answer details summary');
      await tab.choose('target', 'endpoint');
      await inspect(tab, 'with a token');
    });
  }
}

async function inspect(tab, state) {
  await tab.page.evaluate(axe);
  const { violations, incomplete } = await tab.page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const found = [...violations, ...incomplete.filter(({ id }) => id !== 'color-contrast')];
  assert.deepEqual(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`), [], state);
}

for (const width of [320, 768, 1280]) {
  test(`nothing is cut off or scrolls sideways at ${width} pixels`, limit, async () => {
    const tab = await browser.open(server.url);
    await tab.page.setViewport({ width, height: 800 });
    await generate(tab, { alg: 'RS512', size: '4096', name: 'a name of sixty-four letters without any space-in-it-at-all-1234' });
    await tab.fill('#client-id', 'client'.repeat(20));
    await tab.click('#private summary');
    await tab.click('#private-reveal');
    await tab.fill('#mistake', 'audience');
    for (const form of ['http', 'curl', 'fetch', 'worker']) {
      await tab.choose('sample', form);
      assert.deepEqual(await wide(tab), []);
    }
    await send(tab);
    assert.deepEqual(await wide(tab), []);
  });
}

/** What reaches beyond the window. */
function wide(tab) {
  return tab.run(() => [...document.querySelectorAll('body *')]
    .filter((node) => node.checkVisibility() && !node.closest('.spoken, thead') && (node.getBoundingClientRect().right > innerWidth + 0.5 || (node.scrollWidth > node.clientWidth + 1 && !/^(INPUT|SELECT|TEXTAREA|OPTION)$/.test(node.tagName) && getComputedStyle(node).display !== 'inline')))
    .map((node) => `${node.tagName} ${node.id} ${node.className} ${node.scrollWidth}`));
}

test('a keyboard alone goes from no key to a token', limit, async () => {
  const tab = await browser.open(server.url);
  const { keyboard } = tab.page;
  await tab.ready();
  await press(tab, (node) => node.matches('.skip'));
  await keyboard.press('Enter');
  await press(tab, (node) => node.name === 'key-mode');
  await keyboard.press('ArrowRight');
  assert.ok(await tab.isShown('#key-text'), 'arrows choose');
  await keyboard.press('ArrowLeft');
  await press(tab, (node) => node.id === 'key-make');
  await keyboard.press('Enter');
  await hasKey(tab);
  await press(tab, (node) => node.name === 'public-form');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await tab.until('the certificate', () => document.querySelector('#public-text').textContent.includes('BEGIN CERTIFICATE'));
  await press(tab, (node) => node.tagName === 'SUMMARY');
  await keyboard.press('Space');
  assert.ok(await tab.isShown('#private-reveal'));
  await press(tab, (node) => node.id === 'client-id');
  await keyboard.down('Control');
  await keyboard.press('a');
  await keyboard.up('Control');
  await keyboard.type('by-keyboard');
  await tab.until('the client in the assertion', () => document.querySelector('#claims-table').textContent.includes('by-keyboard'));
  await press(tab, (node) => node.id === 'send-button');
  await keyboard.press('Enter');
  assert.match(await tab.until('an answer', () => document.querySelector('#answer').innerText), /200\s+A token/);
  await tab.isClean();
});

/** Presses Tab until the focus is where it should be; on the way it must always be visible. */
async function press(tab, wanted) {
  for (let count = 0; count < 60; count += 1) {
    await tab.page.keyboard.press('Tab');
    const { found, isVisible, what } = await tab.page.evaluate(`(() => {
      const node = document.activeElement;
      const ringed = node.matches('.segments input') ? node.nextElementSibling : node;
      const style = getComputedStyle(ringed);
      const { width, height } = ringed.getBoundingClientRect();
      return { found: (${wanted})(node), isVisible: style.outlineStyle !== 'none' && width > 0 && height > 0, what: node.outerHTML.slice(0, 120) };
    })()`);
    assert.ok(isVisible, `the focus is not visible on ${what}`);
    if (found) return;
  }
  assert.fail(`the focus did not get to ${wanted}`);
}

test('in forced colours a choice and a finished step still show', limit, async () => {
  const tab = await browser.open(server.url);
  const session = await tab.page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  await generate(tab);
  const seen = await tab.run(() => {
    const look = (selector) => { const { outlineStyle, borderColor, outlineColor } = getComputedStyle(document.querySelector(selector)); return [outlineStyle, borderColor, outlineColor].join(); };
    return {
      isForced: matchMedia('(forced-colors: active)').matches,
      chosen: look('input[name=public-form]:checked + span'), other: look('input[name=public-form]:not(:checked) + span'),
      done: look('#key > .number'), open: look('#send > .number'),
    };
  });
  assert.ok(seen.isForced);
  assert.notEqual(seen.chosen, seen.other);
  assert.notEqual(seen.done, seen.open);
});

test('it says what happens to those who do not see it', limit, async () => {
  const tab = await browser.open(server.url);
  await generate(tab);
  const roles = await tab.run(() => ['#key-result', '#assertion-verified', '#key-error', '#assertion-error'].map((selector) => document.querySelector(selector).getAttribute('role')));
  assert.deepEqual(roles, ['status', 'status', 'alert', 'alert']);
  assert.equal(await tab.run(() => document.querySelector('#answer').getAttribute('aria-live')), 'polite');
});
