// What notes every assertion that a test server is sent: it must notice one that comes twice.
import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { recordAssertion } from './support/assertions.mjs';
import { importPackage } from './support/fixture.mjs';
import { curveKey } from './support/keys.mjs';

test('a jti that comes twice fails the run', { timeout: 60_000 }, async () => {
  const [{ SigningKey }, { privateJwk }] = await Promise.all([importPackage(), curveKey('ES256')]);
  const key = SigningKey.from(privateJwk);
  const options = { clientId: 'client-of-the-recorder', audience: 'https://issuer.example' };
  const assertion = key.assertion(options);
  recordAssertion(assertion);
  recordAssertion(key.assertion(options));
  recordAssertion(undefined);
  assert.throws(() => recordAssertion(assertion), /came twice/);
  assert.equal(process.exitCode, 1);
  process.exitCode = undefined;
});
