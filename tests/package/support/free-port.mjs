// For programs that must be told their port before they start.
import { createServer } from 'node:net';

/** @returns {Promise<number>} a port on loopback where nobody listens */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => { server.once('error', reject); server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
