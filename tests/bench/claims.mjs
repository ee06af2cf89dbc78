// The same assertion for every library.

export const who = { clientId: 'bench-client', audience: 'https://provider.example/auth/open/connect/token' };

export const header = (kid, alg = 'RS256') => ({ alg, kid });

export function claims({ clientId, audience }) {
  const iat = Math.floor(Date.now() / 1000);
  return { iss: clientId, sub: clientId, aud: audience, jti: crypto.randomUUID(), iat, exp: iat + 60 };
}

export function signingInput(protectedHeader, payload) {
  return [protectedHeader, payload].map((part) => base64url(new TextEncoder().encode(JSON.stringify(part)))).join('.');
}

export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
