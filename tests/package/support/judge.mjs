// Judges a runtime's report with an implementation that is not ours: jose for assertions, node:crypto for signatures.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';

export async function judge(report, input, provider, { runtime, exchanged }) {
  assert.match(report.runtime, runtime, 'this ran elsewhere');
  const failed = report.steps.filter((step) => !step.ok);
  if (failed.length > 0) assert.fail(failed.map(({ name, detail }) => `step "${name}": ${detail}`).join('\n'));
  judgeSignatures(report.signatures, input.publicJwk);
  await judgeCurves(report.curveSignatures, input);
  assert.equal(report.assertions.length, 3);
  const identifiers = new Set();
  for (const assertion of report.assertions) identifiers.add(await judgeAssertion(assertion, input));
  assert.equal(identifiers.size, report.assertions.length, 'a jti came twice');
  await judgeHostAssertions(report.hostAssertions, input);
  assert.equal(report.exchanges.length, exchanged ? 4 : 0);
  if (exchanged) judgeExchanges(report.exchanges, provider);
}

function judgeSignatures(signatures, publicJwk) {
  const key = createPublicKey({ key: publicJwk, format: 'jwk' });
  assert.equal(signatures.length, 3);
  for (const { data, repeat, signature } of signatures) {
    const signed = Buffer.from(data.repeat(repeat), 'hex');
    assert.ok(verify('sha256', signed, key, Buffer.from(signature, 'hex')), `the signature over ${signed.length} bytes is wrong`);
  }
}

async function judgeCurves(signatures, { curveKeys, clientId, issuer }) {
  assert.deepEqual(signatures.map(({ alg }) => alg), curveKeys.map(({ publicJwk }) => publicJwk.alg));
  for (const [index, { alg, data, signature, compact }] of signatures.entries()) {
    const { publicJwk } = curveKeys[index];
    const key = { key: createPublicKey({ key: publicJwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
    assert.ok(verify(alg === 'EdDSA' ? null : 'sha256', Buffer.from(data, 'hex'), key, Buffer.from(signature, 'hex')), `the ${alg} signature is wrong`);
    await jwtVerify(compact, await importJWK(publicJwk, alg), { audience: issuer, issuer: clientId, subject: clientId, algorithms: [alg] });
  }
}

/** Of keys that never left their host; Ed25519 and P-521 are not known everywhere, the others are. */
async function judgeHostAssertions(assertions, { clientId, issuer }) {
  const algorithms = new Set(assertions.map(({ alg }) => alg));
  for (const alg of ['RS256', 'PS384', 'ES256', 'ES384']) assert.ok(algorithms.has(alg), `no assertion by ${alg}`);
  const identifiers = new Set();
  for (const { alg, kid, publicJwk, compact } of assertions) {
    const key = createPublicKey({ key: publicJwk, format: 'jwk' });
    const { payload, protectedHeader } = await jwtVerify(compact, key, { audience: issuer, issuer: clientId, subject: clientId, algorithms: [alg] });
    assert.deepEqual(protectedHeader, { alg, ...(kid && { kid }), typ: 'client-authentication+jwt' });
    identifiers.add(payload.jti);
  }
  assert.equal(identifiers.size, assertions.length, 'a jti came twice');
}

/** @returns {Promise<string>} the assertion's jti */
export async function judgeAssertion({ profile, audience, lifetime, compact }, { publicJwk, clientId }) {
  const typ = profile === 'signicat' ? undefined : 'client-authentication+jwt';
  const { payload } = await jwtVerify(compact, await importJWK(publicJwk, 'RS256'), { audience, issuer: clientId, subject: clientId, algorithms: ['RS256'] });
  assert.deepEqual(decodeProtectedHeader(compact), { alg: 'RS256', kid: publicJwk.kid, ...(typ && { typ }) });
  assert.deepEqual(Object.keys(payload).sort(), ['aud', 'exp', 'iat', 'iss', 'jti', 'sub']);
  assert.equal(payload.aud, audience, 'aud is one plain string');
  assert.equal(payload.exp - payload.iat, lifetime);
  assert.ok(Math.abs(payload.iat - Date.now() / 1000) < 60, 'iat is now');
  assert.ok(Buffer.from(payload.jti, 'base64url').length >= 16 || payload.jti.length >= 32, 'jti has 128 bits');
  return payload.jti;
}

/** The tokens the runtime got are those that the provider gave out, each for an assertion of its own. */
function judgeExchanges(exchanges, provider) {
  const given = new Map(provider.requests.filter(({ status }) => status === 200).map((request) => [request.answer.access_token, request.form]));
  for (const { accessToken, grant } of exchanges) assert.equal(given.get(accessToken)?.grant_type, grant);
  const assertions = provider.requests.map(({ form }) => form.client_assertion);
  assert.equal(new Set(assertions).size, assertions.length, 'an assertion was sent twice');
}
