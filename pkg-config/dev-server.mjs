// Serves the page on a port of one's choice. Started by `cargo xtask dev`.
import { parseArgs } from 'node:util';
import { servePage } from './page-server.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`--port takes a number up to 65535, not ${values.port}`);

try {
  const { url } = await servePage({ port });
  console.log(`- serving ${url} (end with Ctrl-C)`);
} catch (error) {
  fail(error.code === 'EADDRINUSE' ? `port ${port} is taken: choose another with \`cargo xtask dev --port <number>\`` : error.message);
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
