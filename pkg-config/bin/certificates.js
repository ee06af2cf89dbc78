// @ts-check
// A certificate for a key: what is not said on the command line, the key's own JWK may say.
import { selfSignedCertificate } from 'private-key-jwt/keys';
import { usage } from './failure.js';
import { instant, now } from './instants.js';
import { labelsOf } from './kinds.js';
import { signingKey } from './source.js';

/** @type {import('./arguments.js').Options} */
export const certificateOptions = {
  name: { type: 'string', value: '<text>', about: 'the common name in a certificate (default: the name that the key was made with)' },
  'not-before': { type: 'string', value: '<instant>', about: 'first second of a certificate (default: the key\'s, else now)' },
  'not-after': { type: 'string', value: '<instant>', about: 'last second of a certificate (default: the key\'s)' },
};

/** PEM. @param {import('./source.js').Source} source @param {Record<string, any>} values */
export async function certificateFor(source, values) {
  const key = await signingKey(source, values);
  const labels = labelsOf(source.content, key.kid);
  const name = values.name ?? labels.name;
  const notBefore = instant('not-before', values['not-before']) ?? labels.nbf ?? now();
  const notAfter = instant('not-after', values['not-after']) ?? labels.exp;
  if (name === undefined) throw usage('--name is missing: the key has none');
  if (notAfter === undefined) throw usage('--not-after is missing: the key does not say how long it is valid');
  return selfSignedCertificate(key, { name, notBefore, notAfter });
}
