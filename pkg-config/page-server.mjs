// Serves the page (www/, and the package's modules beside it) on loopback, as a static host should: compressed, typed, under its policy.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
/** What is being edited comes before what was assembled. */
const folders = [join(repository, 'www'), join(repository, 'pkg', 'site')];

/** The page's Content Security Policy. index.html says the same, less the last part, which only a header can say. */
export const policy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:",
  'connect-src https: http://localhost:* http://127.0.0.1:*', "base-uri 'none'", "form-action 'none'",
  "require-trusted-types-for 'script'", 'trusted-types offline', "frame-ancestors 'none'",
].join('; ');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const compressions = [
  ['br', (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })],
  ['gzip', (bytes) => promisify(gzip)(bytes, { level: 9 })],
];

/**
 * Starts a server on loopback.
 * @param {{ port?: number }} [options] a free port when absent
 * @returns {Promise<{ url: string, server: import('node:http').Server, close(): Promise<void> }>}
 */
export async function servePage({ port = 0 } = {}) {
  const compressed = new Map();
  const server = createServer((request, response) => {
    answer(request, response, compressed).catch((error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(`${error.message}\n`));
  });
  await new Promise((resolve, reject) => { server.once('error', reject); server.listen(port, '127.0.0.1', resolve); });
  return {
    server,
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

async function answer(request, response, compressed) {
  const found = await find(request.url ?? '/').catch(() => undefined);
  if (found === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  const headers = {
    'content-type': types[extname(found.file)] ?? 'application/octet-stream', 'cache-control': 'no-cache', etag: found.tag, vary: 'accept-encoding',
    'content-security-policy': policy, 'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
  };
  if (request.headers['if-none-match'] === found.tag) return void response.writeHead(304, headers).end();
  const encoding = compressions.find(([name]) => String(request.headers['accept-encoding']).includes(name));
  const body = await content(found, encoding, compressed);
  response.writeHead(200, { ...headers, ...(encoding && { 'content-encoding': encoding[0] }), 'content-length': body.length }).end(request.method === 'HEAD' ? undefined : body);
}

/** Compresses each version of a file once. */
function content({ file, tag }, [name, compress] = ['identity', (bytes) => bytes], compressed) {
  const key = `${name} ${file} ${tag}`;
  if (!compressed.has(key)) compressed.set(key, readFile(file).then(compress));
  return compressed.get(key);
}

/** The file behind an address, and a tag of its version; nothing outside the folders. */
async function find(address) {
  const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  for (const folder of folders) {
    const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    const found = file.startsWith(folder + sep) && await stat(file).catch(() => undefined);
    if (found && found.isFile()) return { file, tag: `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"` };
  }
  return undefined;
}
