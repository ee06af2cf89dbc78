// The whole Signicat flow on this machine: a fresh key, a real OpenID provider, a worker in the real workerd.
//   node tests/demo/demo.mjs          prints a URL for your browser and stays until Ctrl-C
//   node tests/demo/demo.mjs --once   signs in by itself and ends with 0 or 1
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { servePage } from '../../pkg-config/page-server.mjs';
import { startProvider } from '../package/provider.mjs';
import { startWorkerd } from '../package/workerd.mjs';
import { Agent } from '../package/support/agent.mjs';
import { fixture } from '../package/support/fixture.mjs';
import { freePort } from '../package/support/free-port.mjs';
import { rsaKey } from '../package/support/keys.mjs';
import { npmFile } from '../package/support/paths.mjs';
import { heading, hop, publicKey, say, table, tokenRequest } from './narrate.mjs';

const clientId = 'demo-client';
const version = (path) => JSON.parse(readFileSync(path, 'utf8')).version;

/** Starts the provider and the worker. @param {boolean} once whether to sign in without a person */
async function start(once) {
  const folder = await fixture(); // the packed package, installed by npm as a project of yours would
  const { privateJwk, publicJwk } = await rsaKey({ kid: 'demo-key-1' });
  const port = await freePort();
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const provider = await startProvider({ publicJwk, clientId, redirectUris: [redirectUri], mountPath: '/auth/open', automatic: once, onTokenRequest: tokenRequest });
  const bindings = {
    PRIVATE_JWK: JSON.stringify(privateJwk), CLIENT_ID: clientId, ISSUER: provider.issuer,
    AUTHORIZATION_ENDPOINT: provider.authorizationEndpoint, TOKEN_ENDPOINT: provider.tokenEndpoint,
  };
  try {
    const worker = await startWorkerd({ entry: join(folder, 'demo', 'worker.mjs'), bindings, port });
    introduce({ folder, publicJwk, provider, redirectUri, worker });
    return { provider, worker, stop: () => Promise.all([worker.stop(), provider.close()]) };
  } catch (error) {
    await provider.close();
    throw error;
  }
}

function introduce({ folder, publicJwk, provider, redirectUri, worker }) {
  heading('A key pair, made just now: this public half is registered at the provider');
  publicKey(publicJwk);
  heading('Running on this machine');
  table([
    ['provider', provider.issuer, `oidc-provider ${version(npmFile('oidc-provider', 'package.json'))}`],
    ['client', clientId, 'registered with token_endpoint_auth_method private_key_jwt, RS256'],
    ['redirect', redirectUri, 'registered too'],
    ['worker', worker.url, `workerd ${version(npmFile('workerd', 'package.json'))}, with private-key-jwt ${version(join(folder, 'node_modules', 'private-key-jwt', 'package.json'))}`],
  ]);
}

/** The whole flow without a person. @returns {Promise<boolean>} whether every step went as it should */
async function signInOnce({ provider, worker }) {
  const places = { worker: new URL(worker.url).origin, provider: new URL(provider.issuer).origin };
  const agent = new Agent((seen) => hop(seen, places));
  heading('Somebody signs in: what the browser asks for, and where it is sent');
  const back = await agent.followTo(`${worker.url}/login`, (url) => url.origin === places.worker && url.pathname === '/callback');
  const signedIn = await agent.fetch(back);
  const signedInPage = await signedIn.text();
  heading('Now a token for the worker itself, without a person');
  const machine = await agent.fetch(`${worker.url}/machine`);
  const machinePage = await machine.text();
  const stranger = await new Agent().fetch(back);
  heading('What came of it');
  const checks = [
    ['signed in', signedIn.status === 200 && signedInPage.includes('automatic-user'), signedInPage],
    ['token for the machine', machine.status === 200 && machinePage.includes('api:read'), machinePage],
    ['the callback refuses another browser', stranger.status === 400, ''],
    ['two requests, two assertions', new Set(provider.requests.map(({ form }) => form.client_assertion)).size === 2, ''],
  ];
  for (const [name, passed, detail] of checks) say(`  ${passed ? 'ok    ' : 'FAILED'}  ${name}${passed ? '' : `\n${detail}`}`);
  const passed = checks.every(([, isPassed]) => isPassed);
  if (!passed) say([...provider.causes, worker.output()].join('\n'));
  return passed;
}

async function untilInterrupted() {
  await new Promise((resolve) => { for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve); });
  say('\nstopped');
}

const once = process.argv.includes('--once');
const running = await start(once);
let page;
try {
  if (once) {
    process.exitCode = (await signInOnce(running)) ? 0 : 1;
  } else {
    page = await servePage();
    heading(`Open ${running.worker.url}/ in your browser`);
    say('  Sign in with any name. Every token request appears here. Ctrl-C ends the demo.');
    say(`  The same by hand, from no key to a token: ${page.url}`);
    await untilInterrupted();
  }
} finally {
  await Promise.all([running.stop(), page?.close()]);
}
