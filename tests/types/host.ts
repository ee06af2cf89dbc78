// What a host with fetch brings: its own fetch, URL and AbortSignal fit. For node, workers and dom.
import { SigningKey, TokenClient } from 'private-key-jwt';
import { generateKey } from 'private-key-jwt/keys';

export async function exchange(jwk: string, text: Uint8Array): Promise<string> {
  const key = SigningKey.from(jwk);
  key.sign(new TextEncoder().encode('text'));
  key.sign(text);
  const tokenEndpoint = new URL('https://server.example/token');
  const client = new TokenClient({ clientId: 'client', key, tokenEndpoint, issuer: 'https://server.example', fetch });
  const wrapped = new TokenClient({
    clientId: 'client',
    key,
    tokenEndpoint: 'https://server.example/token',
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'user-agent': 'test' } }),
  });
  const token = await client.clientCredentials({}, { signal: AbortSignal.timeout(1000) });
  const again = await wrapped.clientCredentials({}, { signal: new AbortController().signal });
  return token.access_token + again.token_type;
}
export const aborting = (signal: AbortSignal): Promise<unknown> => generateKey({ signal });
