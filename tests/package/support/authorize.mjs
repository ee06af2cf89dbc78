// Gets a fresh authorization code from the test provider, as a browser would, with PKCE.
import { createHash, randomBytes } from 'node:crypto';
import { Agent } from './agent.mjs';

/** @returns {Promise<{ code: string, codeVerifier: string, redirectUri: string, nonce: string }>} */
export async function authorize(provider, redirectUri) {
  const codeVerifier = randomBytes(32).toString('base64url');
  const [state, nonce] = [randomBytes(16).toString('base64url'), randomBytes(16).toString('base64url')];
  const url = new URL(provider.authorizationEndpoint);
  url.search = new URLSearchParams({
    response_type: 'code', client_id: provider.clientId, redirect_uri: redirectUri, scope: 'openid offline_access api:read', state, nonce,
    code_challenge_method: 'S256', code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  });
  const back = await new Agent().followTo(url, (location) => location.href.startsWith(redirectUri));
  const code = back.searchParams.get('code');
  if (back.searchParams.get('state') !== state || code === null) throw new Error(`the provider sent back ${back.search}; ${provider.causes.at(-1)}`);
  return { code, codeVerifier, redirectUri, nonce };
}
