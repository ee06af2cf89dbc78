// A Cloudflare Worker that changes its key without anybody at the provider, or any new deployment, on the day itself.
// The provider reads the public keys from /.well-known/jwks.json (register it there as the client's `jwks_uri`).
//
// Settings (env): PRIVATE_JWKS (a secret), a JWKS of private keys with a kid each, and VALIDITY, the window of each kid:
// {"2026": {"notAfter": 1798761600}, "2027": {"notBefore": 1797552000}}. Windows overlap, and a key is in the set for
// longer than servers keep a copy of it before it begins. To rotate, add the next key; to clean up, drop the last.
import { clientAssertion, initialize, KeySet, SigningKey } from 'private-key-jwt';

await initialize(); // optional: most of what an RS256 signature needs is compiled before the first request

/** Imported once for each isolate. */
let cached;
function keys(env) {
  const validity = JSON.parse(env.VALIDITY);
  return (cached ??= new KeySet(Object.keys(validity).map((kid) => SigningKey.from(env.PRIVATE_JWKS, { kid, ...validity[kid] }))));
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const now = env.CLOCK_FROM_QUERY ? Number(url.searchParams.get('now')) : undefined; // for the test; a worker has a clock
    if (url.pathname === '/.well-known/jwks.json') {
      return Response.json(keys(env).jwks(now), { headers: { 'cache-control': 'max-age=3600' } });
    }
    if (url.pathname === '/assertion' && env.CLOCK_FROM_QUERY) {
      return new Response(await clientAssertion(keys(env), { clientId: 'client', audience: 'https://issuer.example', now }));
    }
    return new Response('not found', { status: 404 });
  },
};
