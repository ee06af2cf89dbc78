// @ts-check
// What an input looks like, before the package reads it.

/** @typedef {{ keys?: any[] } & Record<string, any>} Json */

const compact = /^ey[\w-]+\.[\w-]*\.[\w-]*$/;

/** A compact JWS. @param {string | Uint8Array} content */
export const isAssertion = (content) => typeof content === 'string' && compact.test(content.trim());

/** The object, where it is JSON text of one. @param {string | Uint8Array} content @returns {Json | undefined} */
export function jsonOf(content) {
  if (typeof content !== 'string') return undefined;
  try {
    const value = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string | Uint8Array} content */
export const hasCertificate = (content) => typeof content === 'string' && /-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/.test(content);

/** A private key, and no certificate that stands for its public half. @param {string | Uint8Array} content */
export function isPrivate(content) {
  if (typeof content !== 'string') return isPrivateDer(content);
  if (content.includes('-----BEGIN ')) return /PRIVATE KEY-----/.test(content) && !hasCertificate(content);
  const json = jsonOf(content);
  if (json) return [json, ...(Array.isArray(json.keys) ? json.keys : [])].some((key) => typeof key?.d === 'string');
  return /^\s*["']?M[A-Za-z0-9]/.test(content) && isPrivateDer(Buffer.from(content, 'base64'));
}

/** Of PKCS#8, PKCS#1 and SEC1 the first member is a version, an INTEGER; encrypted PKCS#8 begins with an algorithm, as a public key
 * does, but that of PBES2. @param {Uint8Array} octets */
function isPrivateDer(octets) {
  const text = Buffer.from(octets).toString('latin1');
  const [header] = /^0(?:[\x00-\x7f]|\x81[^]|\x82[^]{2})/.exec(text) ?? [];
  if (header === undefined) return false;
  const content = text.slice(header.length);
  return /^\x02\x01[\x00\x01]/.test(content) || content.slice(0, 20).includes('\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d');
}

/** What `generate` notes in a JWK beside the key. @param {string | Uint8Array} content @param {string} kid
 * @returns {{ name?: string, nbf?: number, exp?: number }} */
export function labelsOf(content, kid) {
  const json = jsonOf(content);
  const { name, nbf, exp } = json?.keys?.find?.((/** @type {any} */ key) => key?.kid === kid) ?? json ?? {};
  return { ...(typeof name === 'string' && { name }), ...(Number.isSafeInteger(nbf) && { nbf }), ...(Number.isSafeInteger(exp) && { exp }) };
}
