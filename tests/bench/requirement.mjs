// What the project asks of itself, and whether the figures at hand meet it.
import { ready } from './libraries.mjs';
import { milliseconds, times } from './table.mjs';

/** How many times as fast as the crate rsa alone, by modulus length. */
const factors = { 2048: 7, 3072: 5, 4096: 5 };
/** Milliseconds of CPU for importing a 2048-bit key and the first signature with it in a fresh instance. */
const [firstLimit, firstAim] = [8, 5];
/** Milliseconds of a signature in Node, by the key's name. */
const signatureLimits = { ES256: 1, Ed25519: 0.5 };
/** Milliseconds of an import beyond those of the same key as a JWK. */
const formLimit = 2;
/** Milliseconds of a call of the client, without signature and network. */
const overheadLimit = 0.2;

/** @returns {string[]} one line each */
export function speedVerdicts(title, figures) {
  return Object.entries(factors).map(([bits, least]) => {
    const ratio = figures.get(`sign rsa-baseline ${bits}`)?.ratio;
    const asked = `${title}: RS256 with ${bits} bits at least ${least} times as fast as rsa 0.10.0`;
    return ratio === undefined ? `${asked}: not measured` : `${asked}: ${met(ratio >= least)}, ${times(ratio)}`;
  });
}

/** Asked of Node alone. @returns {string[]} one line each */
export function curveVerdicts(title, figures) {
  if (!title.startsWith('Node')) return [];
  return Object.entries(signatureLimits).map(([name, limit]) => {
    const { time } = figures.get(`sign private-key-jwt ${name}`);
    return `${title}: a signature with ${name} below ${limit} ms: ${met(time < limit)}, ${milliseconds(time)} ms`;
  });
}

/** @returns {string} one line */
export function formVerdict(title, figures) {
  const all = [...figures].flatMap(([form, byKey]) => [...byKey].map(([key, { more }]) => ({ form, key, more })));
  const { form, key, more } = all.toSorted((a, b) => b.more - a.more)[0];
  return `${title}: import of any form below ${formLimit} ms beyond its checks: ${met(more < formLimit)}, at most ${milliseconds(more)} ms (${form} of ${key})`;
}

/** @returns {string[]} a line for each row of this package */
export function firstVerdicts(title, figures) {
  return Object.entries({ 'private-key-jwt': '', [ready]: ', after initialize() at module scope' }).flatMap(([name, where]) => {
    const spent = figures.get(`${name} import + 1st thread`);
    if (spent === undefined) return [];
    const asked = `${title}: import and first signature below ${firstLimit} ms of CPU${where}`;
    if (!Number.isFinite(spent)) return [`${asked}: not measured`];
    return [`${asked}: ${met(spent < firstLimit)}, ${milliseconds(spent)} ms (the aim of ${firstAim} ms: ${met(spent < firstAim)})`];
  });
}

/** @param {string} title @param {number} time @returns {string} */
export function overheadVerdict(title, time) {
  return `${title}: the client's own work for a call below ${overheadLimit} ms: ${met(time < overheadLimit)}, ${time.toFixed(3)} ms`;
}

const met = (isMet) => (isMet ? 'met' : 'missed');
