// A Cloudflare Worker that signs people in with OpenID Connect. At the token endpoint it proves who it is with an
// assertion signed by its private key (`private_key_jwt`); there is no client secret.
//
// Settings (env): PRIVATE_JWK (a secret: `wrangler secret put PRIVATE_JWK`), CLIENT_ID, ISSUER,
// AUTHORIZATION_ENDPOINT and TOKEN_ENDPOINT.
import { initialize, SigningKey, TokenClient, TokenEndpointError } from 'private-key-jwt';
import { page, text } from './page.mjs';

await initialize(); // optional: most of what an RS256 signature needs is compiled before the first request

const routes = { '/': home, '/login': login, '/callback': callback, '/machine': machine };

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const route = routes[url.pathname];
    if (route === undefined || request.method !== 'GET') return page('Not found', '<p>There is no such page.</p>', { status: 404 });
    try {
      return await route(url, request, env);
    } catch (error) {
      console.error(String(error)); // errors of private-key-jwt never hold the key, the assertion or a token
      const reason = error instanceof TokenEndpointError ? `The provider answered ${text(error.error)}.` : 'Something went wrong.';
      return page('Sorry', `<p>${reason}</p><p><a href="/">Start again</a></p>`, { status: 502 });
    }
  },
};

/** Imported once for each isolate, not for each request: every later signature starts from the key in wasm memory. */
let cached;
function client(env) {
  return (cached ??= new TokenClient({
    clientId: env.CLIENT_ID,
    key: SigningKey.from(env.PRIVATE_JWK),
    tokenEndpoint: env.TOKEN_ENDPOINT,
    profile: 'signicat', // aud is the token endpoint, RS256; leave it out for a provider that follows the newer rules
  }));
}

function home() {
  return page('Demo worker', '<p><a href="/login">Sign in</a> as a person, or see what <a href="/machine">the machine itself</a> may do.</p>');
}

/** Sends the person to the provider. What the callback needs to check waits in a cookie that scripts cannot read. */
async function login(url, _request, env) {
  const [state, nonce, codeVerifier] = [randomText(), randomText(), randomText()];
  const target = new URL(env.AUTHORIZATION_ENDPOINT);
  target.search = new URLSearchParams({
    response_type: 'code', client_id: env.CLIENT_ID, redirect_uri: `${url.origin}/callback`, scope: 'openid',
    state, nonce, code_challenge_method: 'S256', code_challenge: await sha256(codeVerifier),
  });
  const cookie = loginCookie(url, [state, nonce, codeVerifier].join('.'), 600);
  return new Response(null, { status: 302, headers: { location: target.href, 'set-cookie': cookie, 'cache-control': 'no-store' } });
}

/** The person is back with a code: check that this browser asked for it, then exchange it for tokens. */
async function callback(url, request, env) {
  const [state, nonce, codeVerifier] = (/(?:^|; )login=([\w.-]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '').split('.');
  const forget = { 'set-cookie': loginCookie(url, '', 0) };
  const code = url.searchParams.get('code');
  if (!codeVerifier || url.searchParams.get('state') !== state || code === null) {
    const reason = url.searchParams.get('error') ?? 'this sign-in was not started here, or is too old';
    return page('Not signed in', `<p>Reason: ${text(reason)}.</p><p><a href="/login">Try again</a></p>`, { status: 400, headers: forget });
  }
  const tokens = await client(env).authorizationCode({ code, codeVerifier, redirectUri: `${url.origin}/callback` });
  const claims = idTokenClaims(tokens.id_token, { issuer: env.ISSUER, audience: env.CLIENT_ID, nonce });
  return page('Signed in', `<p>You are <b>${text(claims.sub)}</b>, says ${text(claims.iss)}.</p><p><a href="/">Back</a></p>`, { headers: forget });
}

/** A token for the worker itself, without any person. */
async function machine(_url, _request, env) {
  const tokens = await client(env).clientCredentials({ scope: 'api:read' });
  return page('The machine', `<p>Got a ${text(tokens.token_type)} token for <b>${text(tokens.scope)}</b>, good for ${text(tokens.expires_in)} seconds.</p><p><a href="/">Back</a></p>`);
}

/** Checks an ID token that came straight from the token endpoint, where TLS stands for its signature (OpenID Connect Core 3.1.3.7, 6). */
function idTokenClaims(idToken, { issuer, audience, nonce }) {
  const payload = idToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))));
  const forUs = [claims.aud].flat().includes(audience) && claims.iss === issuer && claims.nonce === nonce;
  if (!forUs || !(claims.exp > Date.now() / 1000)) throw new Error('the ID token is not for this sign-in');
  return claims;
}

function loginCookie(url, value, seconds) {
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  return `login=${value}; Path=/callback; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

function randomText() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function sha256(value) {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value))));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
