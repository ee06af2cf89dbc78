// A person with a browser, whom any runtime can send to a login: POST the URL, and get the one to which the browser came back.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Agent } from './support/agent.mjs';

/** @param {string} redirectUri @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function startVisitor(redirectUri) {
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    try {
      const back = await new Agent().followTo(await text(request), (location) => location.href.startsWith(redirectUri));
      response.end(back.href);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
