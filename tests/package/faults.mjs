// A token endpoint that misbehaves on purpose. The path says how: http://127.0.0.1:<port>/<fault>.
import { createServer } from 'node:http';
import { recordAssertion } from './support/assertions.mjs';

const json = { 'content-type': 'application/json' };
const reply = (status, headers, body) => (_request, response) => { response.writeHead(status, headers).end(body); };

/** Faults by path. A function gets (request, response, handle, form). */
const faults = {
  'good': reply(200, json, '{"access_token":"good-token","token_type":"Bearer","expires_in":60}'),
  'expires-in-text': reply(200, json, '\ufeff{"access_token":"good-token","token_type":"Bearer","expires_in":"60"}'),
  'hangs': () => { /* headers never come */ },
  'stalls': (_request, response) => { response.writeHead(200, json).write('{"access_token":"half'); },
  'breaks-off': (_request, response) => { response.writeHead(200, { ...json, 'content-length': 1_000 }).write('{"access_token":"half'); setTimeout(() => response.destroy(), 50); },
  'server-error-html': reply(500, { 'content-type': 'text/html' }, '<!doctype html><h1>Internal Server Error</h1>'),
  'redirects': (_request, response, { elsewhere }) => { response.writeHead(307, { location: `${elsewhere.url}/token` }).end(); },
  'redirects-302': (_request, response, { elsewhere }) => { response.writeHead(302, { location: `${elsewhere.url}/token` }).end(); },
  'endless': endless,
  'long': (_request, response) => { response.writeHead(200, json).end(JSON.stringify({ access_token: 'x'.repeat(1_100_000), token_type: 'Bearer' })); },
  'invalid-json': reply(200, json, '{"access_token": '),
  'empty': reply(200, json, ''),
  'array': reply(200, json, '["access_token"]'),
  'text': reply(200, json, '"access_token"'),
  'null': reply(200, json, 'null'),
  'no-access-token': reply(200, json, '{"token_type":"Bearer"}'),
  'access-token-is-a-number': reply(200, json, '{"access_token":1,"token_type":"Bearer"}'),
  'invalid-client': reply(401, json, '{"error":"invalid_client","error_description":"client authentication failed"}'),
  'error-only': reply(400, json, '{"error":"invalid_grant"}'),
  'error-with-uri': reply(400, json, '{"error":"invalid_scope","error_description":"no","error_uri":"https://example.com/invalid_scope"}'),
  'error-is-an-object': reply(400, json, '{"error":{"code":"invalid_grant"}}'),
  'error-not-json': reply(400, { 'content-type': 'text/plain' }, 'Bad Request'),
  'error-echoes-assertion': (_request, response, _handle, form) => {
    response.writeHead(401, json).end(JSON.stringify({ error: 'invalid_client', error_description: `refused: ${form.get('client_assertion')} and ${form.get('code')}` }));
  },
};

/** 20 MB of white space in front of a good answer; notes how much the client took before it hung up. */
function endless(_request, response, handle) {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  let left = 320;
  response.writeHead(200, json);
  response.once('close', () => { handle.endlessBytesSent = (320 - left) * chunk.length; });
  const more = () => {
    while (left > 0) { left -= 1; if (!response.write(chunk)) { response.once('drain', more); return; } }
    response.end('{"access_token":"late","token_type":"Bearer"}');
  };
  more();
}

/**
 * Starts the server and a second one, `elsewhere`, that must never be reached.
 * @returns a handle: url(fault), requests ({ fault, form }), elsewhere.requests (must stay empty), close()
 */
export async function startFaults() {
  const elsewhere = await listen((request, _response) => { elsewhere.requests.push(`${request.method} ${request.url}`); });
  elsewhere.requests = [];
  const server = await listen(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const fault = request.url.slice(1);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    handle.requests.push({ fault, form });
    recordAssertion(form.get('client_assertion'));
    (faults[fault] ?? reply(404, json, '{}'))(request, response, handle, form);
  });
  const handle = {
    requests: [], elsewhere, endlessBytesSent: undefined,
    url: (fault) => { if (!(fault in faults)) throw new Error(`no fault is called ${fault}`); return `${server.url}/${fault}`; },
    close: () => Promise.all([server.close(), elsewhere.close()]),
  };
  return handle;
}

/** URL of a port on loopback where nobody listens. */
export async function closedPort() {
  const server = await listen(() => {});
  await server.close();
  return `${server.url}/token`;
}

async function listen(handler) {
  const server = createServer(handler);
  await new Promise((resolve, reject) => { server.once('error', reject); server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
