// What the page says of the profiles is what profiles.md says, which is held against the crate's own table. Needs no browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { profiles } from '../../www/profiles.js';

const documentation = readFileSync(new URL('../../pkg-config/profiles.md', import.meta.url), 'utf8');
const rows = documentation.split('\n').filter((line) => line.startsWith('| `')).map((line) => {
  const [, name, algorithms, audience, , , besides] = line.split('|').map((cell) => cell.trim());
  return { name: name.replaceAll('`', ''), algorithms: algorithms === 'any' ? undefined : algorithms.split(' '), audience, besides };
});

test('every profile whose assertion authenticates a client by itself is offered, and no other', () => {
  const offered = rows.filter(({ besides }) => !/client_secret|jwt-bearer grant/.test(besides)).map(({ name }) => name);
  assert.deepEqual(profiles.map(({ name }) => name).sort(), offered.sort());
});

test('each has its algorithms, its audience, and a certificate where it names one', () => {
  for (const { name, algorithms, audience, certificate = false } of profiles) {
    const row = rows.find((other) => other.name === name);
    assert.deepEqual(algorithms?.sort(), row.algorithms?.sort(), name);
    assert.equal(audience, row.audience.startsWith('issuer') ? 'issuer' : 'endpoint', name);
    assert.equal(certificate, row.besides.includes('x5t#S256'), name);
  }
});
