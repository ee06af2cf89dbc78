// WebKitGTK through its WebDriver, by plain HTTP.
import process from 'node:process';
import { start } from '../support/child.mjs';
import { freePort } from '../support/free-port.mjs';
import { systemProgram } from '../support/paths.mjs';
import { servePage } from './page.mjs';

const miniBrowsers = ['4.1', '4.0'].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`);

/** The small browser, its driver, and the display it needs. */
export function webKitPrograms() {
  return {
    binary: systemProgram([process.env.WEBKIT_MINIBROWSER, ...miniBrowsers], 'webkit2gtk-driver libwebkit2gtk-4.1-0'),
    driver: systemProgram(['/usr/bin/WebKitWebDriver'], 'webkit2gtk-driver'),
    display: systemProgram(['/usr/bin/xvfb-run'], 'xvfb xauth'),
  };
}

export async function inWebKit(input, consumer) {
  const { binary, driver, display } = webKitPrograms();
  const port = await freePort();
  const environment = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' };
  const child = start(display, ['-a', driver, `--port=${port}`, '--host=127.0.0.1'], { env: environment });
  const server = await servePage(undefined, consumer);
  try {
    return await drive(`http://127.0.0.1:${port}`, binary, server.url, input);
  } catch (error) {
    throw new Error(`${error.message}\n${child.output().slice(-2_000)}`, { cause: error });
  } finally {
    await server.close();
    await child.stop();
  }
}

async function drive(driver, binary, url, input) {
  await answering(driver);
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] }, timeouts: { script: 60_000, pageLoad: 20_000 } } };
  const { sessionId } = await command(driver, 'POST', '/session', { capabilities });
  try {
    await command(driver, 'POST', `/session/${sessionId}/url`, { url });
    const script = 'const done = arguments[arguments.length - 1]; globalThis.runScenario(arguments[0]).then(done, (error) => done(JSON.stringify({ failed: String(error) })))';
    const text = await command(driver, 'POST', `/session/${sessionId}/execute/async`, { script, args: [JSON.stringify(input)] });
    const report = JSON.parse(text);
    if (report.failed) throw new Error(report.failed);
    report.steps.push({ name: 'keeps to the Content Security Policy', ok: report.violations.length === 0, detail: report.violations.join() });
    return report;
  } finally {
    await command(driver, 'DELETE', `/session/${sessionId}`).catch(() => {});
  }
}

/** One WebDriver command; gives its value. */
export async function command(driver, method, path, body) {
  const response = await fetch(driver + path, { method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }), signal: AbortSignal.timeout(90_000) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.error} ${value?.message}`);
  return value;
}

/** Waits for the driver to listen. */
export async function answering(driver) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await command(driver, 'GET', '/status').then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not answer within 10 s');
}
