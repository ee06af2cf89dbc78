// The demo: by itself with --once, and with a person's clicks in Chromium.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { browserOptions } from './runtimes/browsers.mjs';
import { run, start } from './support/child.mjs';
import { scratchFolder, testsFolder } from './support/paths.mjs';

const demo = join(testsFolder, 'demo', 'demo.mjs');
const env = { ...process.env, NO_COLOR: '1' };

test('the demo runs by itself and shows no secret', { timeout: 60_000 }, async () => {
  const output = await run(process.execPath, [demo, '--once'], { env, timeout: 50_000 });
  for (const expected of ['client_assertion, decoded', 'grant_type             authorization_code', 'grant_type             client_credentials', 'id_token, decoded', 'The provider answers 200']) assert.ok(output.includes(expected), expected);
  assert.doesNotMatch(output, /FAILED/);
  assert.doesNotMatch(output, /"d":|"p":|PRIVATE/);
  assert.doesNotMatch(output, /\.[\w-]{40,}(\s|$)/, 'a whole signature stands in the output');
});

test('a person signs in at the demo in a browser', { timeout: 90_000 }, async () => {
  mkdirSync(scratchFolder, { recursive: true });
  const profile = mkdtempSync(join(scratchFolder, 'person-'));
  const child = start(process.execPath, [demo], { env });
  let browser;
  try {
    const url = await printedUrl(child);
    browser = await puppeteer.launch({ ...browserOptions('chromium'), headless: true, userDataDir: profile, timeout: 30_000 });
    const page = await browser.newPage();
    const press = (selector) => Promise.all([page.waitForNavigation({ timeout: 15_000 }), page.click(selector)]);
    const shown = () => page.evaluate(() => document.body.innerText);
    await page.goto(url, { timeout: 15_000 });
    await press('a[href="/login"]');
    await page.click('input[name=name]', { count: 3 });
    await page.type('input[name=name]', 'Zoë <script>');
    await press('button');
    assert.match(await shown(), /Allow access\?/);
    await press('button[value=allow]');
    assert.match(await shown(), /You are Zoë <script>/);
    await press('a');
    await press('a[href="/machine"]');
    assert.match(await shown(), /api:read/);
    const byHand = /from no key to a token: (http:\S+)/.exec(child.output())?.[1];
    assert.match(await (await fetch(byHand)).text(), /<h1>From no key/);
    await page.goto(`${url}login`, { timeout: 15_000 });
    assert.match(await shown(), /You are Zoë/, 'the provider remembers the person');
  } finally {
    await browser?.close();
    await child.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  assert.match(child.output(), /stopped/);
  assert.equal(child.exitCode, 0, child.output());
});

async function printedUrl(child) {
  for (let wait = 0; wait < 300; wait += 1) {
    const url = /Open (http:\S+) in your browser/.exec(child.output())?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the demo printed no URL:\n${child.output()}`);
}
