// @ts-check
// Why a server may have refused a client: facts in, findings out. No I/O, and no secret among the facts.
import { checks } from './diagnose-checks.js';
import { finding } from './diagnose-finding.js';
import { described } from './diagnose-wordings.js';

/** @typedef {import('./diagnose-finding.js').Finding} Finding @typedef {import('./diagnose-finding.js').Ranked} Ranked */

/**
 * What is known of a refused request. Instants are Unix seconds.
 * @typedef {object} Facts
 * @property {string} url where it went
 * @property {string} clientId
 * @property {string} [profile] `rfc7523bis` when absent
 * @property {{ alg: string, kid?: string, typ?: string, x5t?: string, 'x5t#S256'?: string }} header of the assertion
 * @property {{ aud?: string | string[], iat?: number, exp?: number, nbf?: number }} claims of the assertion
 * @property {number} [status] of the answer
 * @property {string} [error]
 * @property {string} [description] `error_description`
 * @property {number} [date] the answer's header
 * @property {Record<string, any>} [key] the public half of what signed, as a JWK
 * @property {string} [thumbprint] of that key
 * @property {number} [accepted] how many earlier requests of the same client were accepted
 * @property {boolean} [ownFetch] whether a fetch of the application's own sent it
 * @property {Record<string, any>} [metadata] of the server
 * @property {{ keys?: unknown }} [jwks] as the client publishes it
 * @property {string} [jwksUri] where
 */

/**
 * Errors that come after the client was let in (RFC 6749 section 5.2, RFC 8707), and what they are about.
 * @type {Record<string, string>}
 */
const afterwards = {
  invalid_grant: 'a code or refresh token that is not expired, not used, and issued to this client and redirect URI',
  invalid_scope: 'scopes that this client may have',
  invalid_target: 'a resource that it knows',
  unauthorized_client: 'a client that may use this grant',
  unsupported_grant_type: 'a grant that it knows',
};

/** Findings, the most likely cause first. @param {Facts} facts @returns {Finding[]} */
export function findings(facts) {
  if (facts.status === undefined) return [];
  const said = described(facts);
  const elsewhere = said ? undefined : notTheClient(facts);
  if (elsewhere) return [published(elsewhere)];
  const found = checks.flatMap((check) => check(facts) ?? []);
  const named = said && found.find(({ code }) => code === said.code);
  if (named) named.rank = 0;
  else if (said) found.unshift(said);
  return found.sort((one, other) => one.rank - other.rank).map(published);
}

/** @param {Ranked} ranked @returns {Finding} */
function published({ rank, ...rest }) {
  return { ...rest, certain: rank < 2 };
}

/** What has nothing to do with the client's authentication. @param {Facts} facts @returns {Ranked | undefined} */
function notTheClient({ status = 0, error = '' }) {
  const wanted = Object.hasOwn(afterwards, error) ? afterwards[error] : undefined;
  if (wanted !== undefined) {
    return finding('grant', 1, `the client was let in, its grant refused: ${error}`, wanted, 'look at the grant, not at the key');
  }
  if (status !== 429 && status < 500) return undefined;
  return finding('server', 1, `the server answered ${status}`, 'fewer requests, or time to recover', 'try again later');
}

/** Findings as a person reads them, in a log too. */
export class Diagnosis {
  #title;

  /** @param {Facts | undefined} facts */
  constructor(facts) {
    this.#title = title(facts);
    this.findings = facts ? findings(facts) : [];
  }

  toString() {
    const lines = this.findings.map(
      ({ code, certain, seen, wanted, change }, index) =>
        `${index + 1}. ${code}${certain ? '' : ' (possible)'}: seen: ${seen}; wanted: ${wanted}; change: ${change}`,
    );
    return [this.#title, ...lines].join('\n');
  }

  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.toString();
  }
}

/** @param {Facts | undefined} facts */
function title(facts) {
  if (facts?.status === undefined) return 'No refused request was seen.';
  return `The token endpoint answered ${facts.status}. What may be the cause, the most likely first:`;
}
