// Serves the bundled consumer as a page under a strict Content Security Policy.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { fixture } from '../support/fixture.mjs';

export const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; connect-src http://127.0.0.1:*; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
export const policyWithoutWasm = strictPolicy.replace(" 'wasm-unsafe-eval'", '');

/** @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function servePage(policy = strictPolicy, consumer = 'browser.mjs') {
  const entry = join(await fixture(), 'consumers', consumer);
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'browser', logLevel: 'error' });
  const files = {
    '/': ['text/html; charset=utf-8', '<!doctype html><title>consumer</title><link rel="icon" href="data:,"><script type="module" src="/bundle.js"></script>'],
    '/bundle.js': ['text/javascript', outputFiles[0].contents],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ['text/plain', undefined];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type, 'content-security-policy': policy }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
