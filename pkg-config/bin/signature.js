// @ts-check
// Whether a key has signed an assertion, by the host's WebCrypto.
import { algorithms, publicPart, webCrypto } from '../dist/web-crypto.js';
import { usage } from './failure.js';
import { jsonOf } from './kinds.js';
import { publicForms, read } from './source.js';

/** @typedef {import('./commands/inspect.js').Finding} Finding
 * @typedef {{ state: 'verified' | 'wrong' | 'not checked', text: string, findings: Finding[] }} Outcome */

/** @param {string} compact @param {Record<string, any>} header @param {Record<string, any>} values @returns {Promise<Outcome>} */
export async function signatureFindings(compact, header, values) {
  if (values.key !== undefined && values.jwks !== undefined) throw usage('give --key or --jwks, not both');
  if (values.key === undefined && values.jwks === undefined) return { state: 'not checked', text: 'not checked: give --key or --jwks', findings: [] };
  const candidates = values.jwks === undefined ? [await read(values.key)] : published((await read(values.jwks)).content, header.kid);
  if (candidates.length === 0) return wrong(`no key of the JWKS has the kid ${JSON.stringify(header.kid)} that the assertion names`);
  for (const candidate of candidates) {
    const { jwk } = await publicForms(candidate, { ...values, alg: undefined, kid: undefined });
    if (await verifies(compact, header.alg, jwk)) {
      const renamed = values.key !== undefined && header.kid !== undefined && jwk.kid !== header.kid;
      return { state: 'verified', text: 'verified', findings: renamed ? [{ level: 'note', message: `the key calls itself ${jwk.kid}, not by the kid of the assertion` }] : [] };
    }
  }
  return wrong(`the signature is not by ${values.jwks === undefined ? 'this key' : 'the key of this kid in the JWKS'}`);
}

/** Keys with the kid; all when the assertion has none. @param {string | Uint8Array} content @param {unknown} kid */
function published(content, kid) {
  const keys = jsonOf(content)?.keys;
  if (!Array.isArray(keys)) throw usage('--jwks must be a JWKS; for a single key there is --key');
  return keys.filter((key) => kid === undefined || key?.kid === kid).map((key) => ({ content: JSON.stringify(key) }));
}

/** @param {string} message @returns {Outcome} */
const wrong = (message) => ({ state: 'wrong', text: 'wrong', findings: [{ level: 'problem', message }] });

/** @param {string} compact @param {unknown} alg @param {any} jwk */
async function verifies(compact, alg, jwk) {
  if (!algorithms.includes(/** @type {string} */ (alg))) return false;
  const algorithm = webCrypto(/** @type {string} */ (alg));
  // RSA keys and their algorithms have none.
  const curve = algorithm.name === 'Ed25519' ? algorithm.name : algorithm.namedCurve;
  if (jwk.crv !== curve) return false;
  const key = await crypto.subtle.importKey('jwk', publicPart(jwk), algorithm, false, ['verify']);
  const end = compact.lastIndexOf('.');
  return crypto.subtle.verify(algorithm, key, Buffer.from(compact.slice(end + 1), 'base64url'), Buffer.from(compact.slice(0, end)));
}
