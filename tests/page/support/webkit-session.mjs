// A session of WebKitGTK's browser by WebDriver.
import process from 'node:process';
import { start } from '../../package/support/child.mjs';
import { freePort } from '../../package/support/free-port.mjs';
import { answering, command, webKitPrograms } from '../../package/runtimes/webkit.mjs';

/** @returns {Promise<{ navigate(url: string): Promise<void>, reload(): Promise<void>, run(script: string): Promise<any>, close(): Promise<void> }>} */
export async function startWebKit() {
  const { binary, driver, display } = webKitPrograms();
  const port = await freePort();
  const environment = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' };
  const child = start(display, ['-a', driver, `--port=${port}`, '--host=127.0.0.1'], { env: environment });
  const address = `http://127.0.0.1:${port}`;
  try {
    await answering(address);
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] }, unhandledPromptBehavior: 'accept', timeouts: { script: 60_000, pageLoad: 20_000 } } };
    const { sessionId } = await command(address, 'POST', '/session', { capabilities });
    const call = (method, path, body) => command(address, method, `/session/${sessionId}${path}`, body);
    return {
      navigate: (url) => call('POST', '/url', { url }),
      reload: () => call('POST', '/refresh', {}),
      run: (script) => call('POST', '/execute/sync', { script: `return ${script}`, args: [] }),
      async close() {
        await call('DELETE', '').catch(() => {});
        await child.stop();
      },
    };
  } catch (error) {
    await child.stop();
    throw new Error(`${error.message}\n${child.output().slice(-2_000)}`, { cause: error });
  }
}
