// The part of the scenario about keys that stay with the host, and about sets of keys.
import { equal } from './scenario.mjs';

const rsa = (name, hash) => ({ name, hash, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) });
const kinds = {
  RS256: rsa('RSASSA-PKCS1-v1_5', 'SHA-256'),
  PS384: rsa('RSA-PSS', 'SHA-384'),
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384' },
  ES512: { name: 'ECDSA', namedCurve: 'P-521' },
  EdDSA: { name: 'Ed25519' },
};

/** A key that nothing can take out of the host; `undefined` where the host does not know its kind. */
async function made(alg) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(kinds[alg], false, ['sign', 'verify']).catch(() => ({}));
  if (privateKey === undefined) return undefined;
  equal(privateKey.extractable, false);
  return { key: privateKey, publicJwk: await crypto.subtle.exportKey('jwk', publicKey) };
}

/** DER of an ECDSA signature, as a KMS gives it. */
function der(raw) {
  const integer = (octets) => {
    const start = octets.findIndex((octet) => octet !== 0);
    const minimal = [...octets.slice(start)];
    const content = minimal[0] < 0x80 ? minimal : [0, ...minimal];
    return [2, content.length, ...content];
  };
  const content = [...integer(raw.slice(0, 32)), ...integer(raw.slice(32))];
  return new Uint8Array([0x30, content.length, ...content]);
}

export const hostKeySteps = {
  async 'signs with keys that it cannot see'({ clientAssertion }, { clientId, issuer }, report) {
    for (const alg of Object.keys(kinds)) {
      const found = await made(alg);
      if (found === undefined) continue;
      const options = { clientId, audience: issuer };
      const described = { alg, publicJwk: found.publicJwk };
      report.hostAssertions.push({ ...described, compact: await clientAssertion(found.key, options) });
      report.hostAssertions.push({ ...described, kid: 'host-1', compact: await clientAssertion({ key: found.key, kid: 'host-1', publicJwk: found.publicJwk }, options) });
    }
  },
  async 'signs with a key management service that answers in DER'({ clientAssertion, TokenClient }, { clientId, issuer }, report) {
    const { key, publicJwk } = await made('ES256');
    const external = {
      alg: 'ES256', kid: 'kms-1', publicJwk,
      async sign(data) {
        return der(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, data)));
      },
    };
    const described = { alg: 'ES256', kid: 'kms-1', publicJwk };
    report.hostAssertions.push({ ...described, compact: await clientAssertion(external, { clientId, audience: issuer }) });
    const sent = [];
    const fetch = async (_url, { body }) => {
      sent.push(new URLSearchParams(body).get('client_assertion'));
      return { status: 200, text: async () => '{"access_token":"token","token_type":"Bearer"}' };
    };
    const client = new TokenClient({ clientId, key: external, tokenEndpoint: 'https://op.example/token', audience: issuer, fetch });
    for (let round = 0; round < 2; round += 1) equal((await client.clientCredentials()).access_token, 'token');
    for (const compact of sent) report.hostAssertions.push({ ...described, compact });
  },
  async 'signs with the key of a set that is valid now'({ SigningKey, KeySet, TokenClient, clientAssertion }, { privateJwk, clientId, issuer }) {
    const key = (kid, notBefore, notAfter) => SigningKey.from(privateJwk, { kid, notBefore, notAfter });
    const set = new KeySet([key('old', undefined, 2_000), key('new', 1_500)]);
    const audience = issuer;
    const kid = (compact) => JSON.parse(atob(compact.split('.')[0].replaceAll('-', '+').replaceAll('_', '/'))).kid;
    equal(kid(await clientAssertion(set, { clientId, audience, now: 1_499 })), 'old');
    equal(kid(await clientAssertion(set, { clientId, audience, now: 1_500 })), 'new');
    equal(kid(await clientAssertion(set, { clientId, audience })), 'new');
    let now = 1_000;
    const sent = [];
    const fetch = async (_url, { body }) => {
      sent.push(kid(new URLSearchParams(body).get('client_assertion')));
      return { status: 200, text: async () => '{"access_token":"token","token_type":"Bearer"}' };
    };
    const client = new TokenClient({ clientId, key: set, tokenEndpoint: 'https://op.example/token', audience, fetch, now: () => now });
    await client.clientCredentials();
    now = 1_500;
    await client.clientCredentials();
    equal(sent.join(), 'old,new');
  },
};
