// The request as text. Code takes the key from an environment variable; no sample ever holds it.

import { profileOf } from './profiles.js';

/**
 * @typedef {object} Context
 * @property {string} endpoint @property {any} options of the assertion @property {Record<string, string>} grant
 * @property {string} variable of the environment @property {string} issuer @property {string} [kid] when the key itself does not say it
 */

/** @type {Record<string, { name: string, about: string, write: (context: Context, body: Record<string, string>) => string }>} */
export const samples = {
  http: { name: 'HTTP/1.1', about: 'As it goes over the wire. The body is one line; it is broken here to be read.', write: http },
  curl: { name: 'Terminal', about: 'Holds the assertion of step 3: run it before that expires, and only once.', write: curl },
  fetch: { name: 'token.js', about: 'The assertion by the package, the request by your own fetch.', write: plainFetch },
  worker: { name: 'worker.js', about: 'For workers in Cloudflare’s style. The key is a secret of the worker.', write: worker },
  node: { name: 'token.mjs', about: 'For Node 20 or newer.', write: node },
  deno: { name: 'token.ts', about: 'Run it with --allow-env and --allow-net.', write: deno },
};

function http({ endpoint }, body) {
  const { host, pathname, search } = URL.canParse(endpoint) ? new URL(endpoint) : { host: endpoint, pathname: '/', search: '' };
  const lines = new URLSearchParams(body).toString().split('&').join('\n&');
  return `POST ${pathname}${search} HTTP/1.1\nHost: ${host}\nAccept: application/json\nContent-Type: application/x-www-form-urlencoded\n\n${lines}\n`;
}

function curl({ endpoint }, body) {
  const data = Object.entries(body).map(([name, value]) => `  --data-urlencode ${shell(`${name}=${value}`)}`);
  return [`curl ${shell(endpoint)}`, "  --header 'Accept: application/json'", ...data].join(' \\\n') + '\n';
}

function plainFetch(context, { client_assertion: _, ...body }) {
  const { clientId, audience, profile, lifetime, claims } = context.options;
  const given = { clientId, audience, profile, ...(lifetime !== 60 && { lifetime }), ...(claims && { claims }) };
  const fields = Object.entries(body).map(([name, value]) => `    ${name}: ${quoted(value)},`);
  return `import { SigningKey } from 'private-key-jwt';

const key = ${key(context, `process.env.${context.variable}`)};
const assertion = key.assertion(${object(given)});

const response = await fetch(${quoted(context.endpoint)}, {
  method: 'POST',
  headers: { accept: 'application/json' },
  redirect: 'manual',
  body: new URLSearchParams({
${[...fields.slice(0, 2), '    client_assertion: assertion,', ...fields.slice(2)].join('\n')}
  }),
});
console.log(response.status, await response.json());
`;
}

function worker(context) {
  return `import { initialize, SigningKey, TokenClient } from 'private-key-jwt';

await initialize(); // optional: compiled before the first request, whose time is then its own
let client;

export default {
  async fetch(request, env) {
    client ??= ${client(context, `env.${context.variable}`, '    ')};
    const tokens = await client.${call(context.grant)};
    return Response.json({ expires_in: tokens.expires_in });
  },
};
`;
}

function node(context) {
  return script(context, `process.env.${context.variable}`, 'private-key-jwt');
}

function deno(context) {
  return script(context, `Deno.env.get('${context.variable}')`, 'npm:private-key-jwt');
}

function script(context, variable, from) {
  return `import { SigningKey, TokenClient } from '${from}';

const client = ${client(context, variable, '')};
const tokens = await client.${call(context.grant)};
console.log(tokens.token_type, tokens.expires_in);
`;
}

function client(context, variable, indent) {
  const { clientId, audience, profile, lifetime } = context.options;
  const isIssuer = profileOf(profile)?.audience === 'issuer' && audience === context.issuer;
  const given = {
    clientId: quoted(clientId), key: key(context, variable), tokenEndpoint: quoted(context.endpoint),
    ...(profile !== 'rfc7523bis' && { profile: quoted(profile) }), ...(isIssuer && { issuer: quoted(audience) }),
    ...(!isIssuer && audience !== context.endpoint && { audience: quoted(audience) }), ...(lifetime !== 60 && { lifetime: String(lifetime) }),
  };
  const lines = Object.entries(given).map(([name, value]) => `${indent}  ${name}: ${value},`);
  return `new TokenClient({\n${lines.join('\n')}\n${indent}})`;
}

/** The method of the client, with what comes from elsewhere as variables. */
function call({ grant_type: type, scope, code_verifier: verifier }) {
  const scoped = scope ? [`scope: ${quoted(scope)}`] : [];
  const list = (...members) => `({ ${members.join(', ')} })`;
  if (type === 'authorization_code') return `authorizationCode${list('code', 'redirectUri', ...(verifier ? ['codeVerifier'] : []), ...scoped)}`;
  if (type === 'refresh_token') return `refreshToken${list('refreshToken', ...scoped)}`;
  return `clientCredentials${scope ? list(...scoped) : '()'}`;
}

/** The key from its variable. A certificate is read from one beside it. */
function key({ kid, options }, variable) {
  const certificate = profileOf(options.profile)?.certificate ? [`certificate: ${variable.replace(/PRIVATE_(JWK|KEY)/, 'CERTIFICATE')}`] : [];
  const given = [...(kid === undefined ? [] : [`kid: ${quoted(kid)}`]), ...certificate];
  return `SigningKey.from(${variable}${given.length === 0 ? '' : `, { ${given.join(', ')} }`})`;
}

function object(value) {
  const members = Object.entries(value).map(([name, member]) => `  ${name}: ${typeof member === 'string' ? quoted(member) : JSON.stringify(member)},`);
  return `{\n${members.join('\n')}\n}`;
}

/** A JavaScript string in the house style. @param {string} text */
function quoted(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A word for a POSIX shell. @param {string} text */
function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
