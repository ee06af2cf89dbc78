// Calls whose signature and network cost nothing: what is left is the client's own work. Runs in every runtime.
const signature = new Uint8Array(256).fill(1);
const answer = { status: 200, headers: new Map(), text: async () => '{"access_token":"token","token_type":"Bearer","expires_in":60}' };

/** @param library the package's exports @param {number} count of calls, one after the other */
export async function calls({ TokenClient }, count) {
  const key = { alg: 'RS256', kid: 'stub', sign: async () => signature };
  const client = new TokenClient({ clientId: 'client-1', key, issuer: 'https://issuer.example', tokenEndpoint: 'https://issuer.example/token', fetch: async () => answer });
  for (let call = 0; call < count; call += 1) await client.refreshToken({ refreshToken: 'refresh', scope: 'api:read', resource: ['urn:a', 'urn:b'] });
}
