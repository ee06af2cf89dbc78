// The page in a browser, with the few things that a person does to it. The same for Chromium and Firefox (puppeteer) and WebKitGTK (WebDriver).
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { browserOptions } from '../../package/runtimes/browsers.mjs';
import { scratchFolder } from '../../package/support/paths.mjs';
import { Tab } from './tab.mjs';
import { startWebKit } from './webkit-session.mjs';

/** Notes what no test may cause; runs before the page's own scripts where the browser lets it. */
function watch() {
  globalThis.complaints ??= [];
  if (globalThis.isWatched) return;
  globalThis.isWatched = true;
  addEventListener('securitypolicyviolation', (event) => globalThis.complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  addEventListener('error', (event) => globalThis.complaints.push(`error: ${event.message}`));
  addEventListener('unhandledrejection', (event) => globalThis.complaints.push(`rejection: ${event.reason}`));
}

/** Starts a browser with a fresh profile. @param {'chromium' | 'firefox' | 'webkit'} name @returns {Promise<{ open(url: string): Promise<Tab>, close(): Promise<void> }>} */
export async function startBrowser(name) {
  return name === 'webkit' ? startWebKitBrowser() : startPuppeteer(name);
}

async function startPuppeteer(name) {
  mkdirSync(scratchFolder, { recursive: true });
  const profile = mkdtempSync(join(scratchFolder, `page-${name}-`));
  const browser = await puppeteer.launch({ ...browserOptions(name), headless: true, userDataDir: profile, timeout: 60_000, protocolTimeout: 60_000 });
  return {
    async open(url) {
      const page = await (await browser.createBrowserContext()).newPage(); // with a cache and workers of its own
      const tab = new Tab({ evaluate: (text) => page.evaluate(text), reload: () => page.reload({ timeout: 20_000 }), page });
      page.on('pageerror', (error) => tab.complaints.push(`error: ${error.message}`));
      page.on('console', (entry) => { if (['error', 'warn', 'assert'].includes(entry.type())) tab.complaints.push(`console: ${entry.text()}`); });
      page.on('request', (request) => tab.requests.push({ method: request.method(), url: request.url() }));
      page.on('dialog', (dialog) => { tab.dialogs.push(dialog.type()); dialog.accept().catch(() => {}); });
      await page.evaluateOnNewDocument(watch);
      await page.goto(url, { timeout: 20_000 });
      return tab;
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startWebKitBrowser() {
  const session = await startWebKit();
  return {
    async open(url) {
      await session.navigate(url);
      const evaluate = async (text) => {
        await session.run(`(${watch})()`);
        return session.run(text);
      };
      return new Tab({ evaluate, reload: () => session.reload() });
    },
    close: () => session.close(),
  };
}
