// Hono: a login with PKCE. The cookie is this browser's only; in production encrypt it, or keep what is in it on the server.
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { initialize, SigningKey, TokenClient } from 'private-key-jwt';

await initialize(); // optional: in a Worker, most of what an RS256 signature needs is compiled before the first request
const app = new Hono();
let client;

app.use(async (context, next) => {
  client ??= new TokenClient({ clientId: context.env.CLIENT_ID, key: SigningKey.from(context.env.PRIVATE_KEY), issuer: context.env.ISSUER });
  await next();
});

app.get('/login', async (context) => {
  const { url, ...login } = await client.authorizationUrl({ redirectUri: context.env.REDIRECT_URI, scope: 'openid' });
  setCookie(context, 'login', JSON.stringify(login), { httpOnly: true, secure: true, sameSite: 'Lax', path: '/callback', maxAge: 600 });
  return context.redirect(url.href);
});

app.get('/callback', async (context) => {
  const { state, codeVerifier } = JSON.parse(getCookie(context, 'login') ?? '{}');
  deleteCookie(context, 'login', { path: '/callback' });
  const redirectUri = context.env.REDIRECT_URI;
  const tokens = await client.authorizationCode({ callbackUrl: context.req.url, state, codeVerifier, redirectUri });
  // Verify tokens.id_token before you believe it: issuer, audience, nonce and signature, for example with jose's jwtVerify and createRemoteJWKSet.
  return context.json({ scope: tokens.scope, expires_in: tokens.expires_in });
});

export default app;
