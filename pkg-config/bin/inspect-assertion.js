// @ts-check
// What an assertion says, in words, and what is wrong with it.
import { assertionFindings } from './assertion-rules.js';
import { now, relative, written } from './instants.js';
import { jsonOf } from './kinds.js';
import { signatureFindings } from './signature.js';

/** @typedef {import('./commands/inspect.js').Finding} Finding */

/** In the order in which they are shown; others follow. */
const instants = new Set(['iat', 'nbf', 'exp']);

/** @param {string} compact @param {Record<string, any>} values @returns {Promise<import('./commands/inspect.js').Report>} */
export async function inspectAssertion(compact, values) {
  const [header, claims] = compact.split('.').slice(0, 2).map((part) => jsonOf(Buffer.from(part, 'base64url').toString()));
  if (!header || !claims) {
    return { what: 'an assertion that cannot be read', rows: [], findings: [{ level: 'problem', message: `its ${header ? 'claims are' : 'header is'} no JSON object` }] };
  }
  const signature = await signatureFindings(compact, header, values);
  /** @type {[string, string | undefined][]} */
  const rows = [
    ...Object.entries(header).map(([name, value]) => /** @type {[string, string]} */ ([name, text(value)])),
    ...Object.entries(claims).map(([name, value]) => /** @type {[string, string]} */ ([name, inWords(name, value)])),
    ['signature', signature.text],
  ];
  const findings = [...assertionFindings(header, claims, now()), ...signature.findings];
  return { what: 'a client assertion', rows, findings, details: { header, claims, signature: signature.state } };
}

/** @param {string} name @param {unknown} value */
function inWords(name, value) {
  if (!instants.has(name) || typeof value !== 'number') return text(value);
  return `${value}: ${written(value)}, ${relative(value, now())}`;
}

/** @param {unknown} value */
const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
