// Debian's Chromium and Firefox, driven by puppeteer-core, each with a fresh profile.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import puppeteer from 'puppeteer-core';
import { scratchFolder, systemProgram } from '../support/paths.mjs';
import { policyWithoutWasm, servePage } from './page.mjs';

const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browsers = {
  chromium: () => ({ browser: 'chrome', executablePath: systemProgram([process.env.CHROMIUM, '/usr/bin/chromium'], 'chromium'), args: chromiumFlags }),
  firefox: () => ({ browser: 'firefox', executablePath: systemProgram([process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'], 'firefox-esr') }),
};

/** How puppeteer starts it. @param {'chromium' | 'firefox'} name */
export const browserOptions = (name) => browsers[name]();

/** Runs the scenario in a page; a violation of the policy fails it. */
export async function inBrowser(name, input, consumer) {
  const report = JSON.parse(await inPage(name, undefined, (page) => page.evaluate((text) => globalThis.runScenario(text), JSON.stringify(input)), consumer));
  report.steps.push({ name: 'keeps to the Content Security Policy', ok: report.violations.length === 0, detail: report.violations.join() });
  return report;
}

/** What importing a key says in a page whose policy lacks 'wasm-unsafe-eval'. */
export async function withoutWasmInBrowser(name, input) {
  return JSON.parse(await inPage(name, policyWithoutWasm, (page) => page.evaluate((text) => globalThis.importKey(text), JSON.stringify(input.privateJwk))));
}

async function inPage(name, policy, action, consumer) {
  mkdirSync(scratchFolder, { recursive: true });
  const profile = mkdtempSync(join(scratchFolder, `${name}-`));
  const server = await servePage(policy, consumer);
  let browser;
  try {
    browser = await puppeteer.launch({ ...browserOptions(name), headless: true, userDataDir: profile, timeout: 30_000, protocolTimeout: 100_000 });
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(server.url, { waitUntil: 'load', timeout: 20_000 });
    await started(page).catch((error) => { throw new Error(`the page did not start: ${problems.join('; ') || error.message}`); });
    return await action(page);
  } finally {
    await browser?.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits for the page's script. (Not `waitForFunction`: it makes functions of text, which the page's policy forbids in Firefox.) */
async function started(page) {
  const end = Date.now() + 20_000;
  while (!(await page.evaluate(() => typeof globalThis.runScenario === 'function'))) {
    if (Date.now() > end) throw new Error('its script did not run in 20 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
