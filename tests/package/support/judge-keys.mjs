// Judges new keys and certificates with implementations that are not ours: jose, node:crypto, the openssl command.
import assert from 'node:assert/strict';
import { X509Certificate, constants, createPrivateKey, createPublicKey, createHash, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK, importPKCS8, importSPKI, importX509 } from 'jose';
import { openssl } from './openssl.mjs';
import { scratchFolder } from './paths.mjs';

const signatureNames = {
  RS256: 'sha256WithRSAEncryption', RS384: 'sha384WithRSAEncryption', RS512: 'sha512WithRSAEncryption', PS256: 'rsassaPss', PS384: 'rsassaPss', PS512: 'rsassaPss',
  ES256: 'ecdsa-with-SHA256', ES384: 'ecdsa-with-SHA384', ES512: 'ecdsa-with-SHA512', EdDSA: 'ED25519', Ed25519: 'ED25519',
};

export async function judgeKeys(report, { runtime, algorithms }) {
  assert.match(report.runtime, runtime, 'this ran elsewhere');
  assert.deepEqual(report.violations ?? [], []);
  const failed = report.steps.filter((step) => !step.ok);
  if (failed.length > 0) assert.fail(failed.map(({ name, detail }) => `step "${name}": ${detail}`).join('\n'));
  assert.deepEqual(report.keys.map(({ alg }) => alg), algorithms);
  for (const key of report.keys) await judgeKey(key);
}

async function judgeKey({ alg, generated, certificate, digests, signature }) {
  const { privateJwk, publicJwk, privatePem, publicPem } = generated;
  const publicKey = createPublicKey(publicPem);
  assert.equal(publicKey.export({ type: 'spki', format: 'pem' }), publicPem);
  assert.equal(createPrivateKey(privatePem).export({ type: 'pkcs8', format: 'pem' }), privatePem);
  const numbers = createPrivateKey(privatePem).export({ format: 'jwk' });
  for (const [member, value] of Object.entries(numbers)) assert.equal(privateJwk[member], value, member);
  assert.match(await openssl(['pkey', '-noout', '-check'], privatePem), /Key is valid/);
  const privateKeys = [await importJWK(privateJwk, alg), await importPKCS8(privatePem, alg)];
  const publicKeys = [await importJWK(publicJwk, alg), await importSPKI(publicPem, alg), await importX509(certificate, alg)];
  for (const [index, key] of privateKeys.entries()) {
    const compact = await new CompactSign(new Uint8Array([index])).setProtectedHeader({ alg }).sign(key);
    for (const other of publicKeys) await compactVerify(compact, other);
  }
  assert.ok(verifies(alg, publicKey, Uint8Array.from(signature)), `the signature of ${alg}`);
  await judgeCertificate(certificate, `Zoë's key for ${alg}`, alg, publicKey);
  assert.equal(digests.thumbprint, await calculateJwkThumbprint(publicJwk));
  const octets = new X509Certificate(certificate).raw;
  assert.equal(digests.x5t, createHash('sha1').update(octets).digest('base64url'));
  assert.equal(digests['x5t#S256'], createHash('sha256').update(octets).digest('base64url'));
}

function verifies(alg, key, signature) {
  const hash = /^E[dD]/.test(alg) ? null : `sha${alg.slice(2)}`;
  const pss = alg.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : {};
  return verify(hash, new Uint8Array([1, 2, 3]), { key, dsaEncoding: 'ieee-p1363', ...pss }, signature);
}

async function judgeCertificate(pem, name, alg, publicKey) {
  const parsed = new X509Certificate(pem);
  assert.ok(parsed.verify(publicKey) && parsed.publicKey.equals(publicKey), 'not signed by its own key');
  assert.equal(parsed.subject, `CN=${name}`);
  assert.equal(parsed.issuer, parsed.subject);
  assert.equal(parsed.ca, false);
  assert.equal(Date.parse(parsed.validFrom), 1_700_000_000_000);
  assert.equal(Date.parse(parsed.validTo), 2_600_000_000_000);
  assert.ok(/^[4-7][0-9A-F]{31}$/.test(parsed.serialNumber), parsed.serialNumber);
  const text = await openssl(['x509', '-noout', '-text', '-nameopt', 'utf8'], pem);
  for (const expected of ['Version: 3 (0x2)', `Signature Algorithm: ${signatureNames[alg]}`, 'X509v3 Key Usage: critical\n                Digital Signature', 'CA:FALSE']) assert.ok(text.includes(expected), `${expected}:\n${text}`);
  const folder = mkdtempSync(join(scratchFolder, 'certificate-'));
  try {
    const file = join(folder, 'certificate.pem');
    writeFileSync(file, pem);
    assert.match(await openssl(['verify', '-check_ss_sig', '-x509_strict', '-partial_chain', '-CAfile', file, file], ''), /: OK/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
