// Serves the page (www/) and the built package (under /package/) on loopback. Started by `cargo xtask dev`.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(repository, 'www');
const built = join(repository, 'pkg', 'package');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`--port takes a number up to 65535, not ${values.port}`);

const server = createServer(async (request, response) => {
  const file = await find(request.url ?? '/').catch(() => undefined);
  if (file === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  const type = types[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(await readFile(file));
});
server.on('error', (error) => {
  fail(error.code === 'EADDRINUSE' ? `port ${port} is taken: choose another with \`cargo xtask dev --port <number>\`` : error.message);
});
server.listen(port, '127.0.0.1', () => console.log(`- serving http://127.0.0.1:${server.address().port}/ (end with Ctrl-C)`));

/** The file behind an address; nothing outside the two folders. */
async function find(address) {
  const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  const [root, rest] = path.startsWith('/package/') ? [built, path.slice('/package'.length)] : [page, path];
  const file = normalize(join(root, rest.endsWith('/') ? `${rest}index.html` : rest));
  return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : undefined;
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
