// What can be made to go wrong at the practice server. Each is a real mistake in the request or the registration, and the server finds it.

/**
 * @typedef {object} Mistake
 * @property {string} label
 * @property {(options: any) => object} [sign] changes to the assertion's options
 * @property {(compact: string) => string} [damage] changes to the assertion itself
 * @property {(form: any) => object} [form] changes to the request's parameters
 * @property {(registration: any) => object} [server] changes to what the server knows
 * @property {boolean} [twice] sends the same request two times
 */

/** By the OAuth error that comes of them. @type {Record<string, Record<string, Mistake>>} */
export const mistakes = {
  '': { none: { label: 'Nothing' } },
  invalid_client: {
    audience: { label: 'aud names another server', sign: () => ({ audience: 'https://other.example.com' }) },
    kid: { label: 'The key is registered under another kid', server: ({ jwk, x5t }) => ({ jwk: { ...jwk, kid: 'key-1' }, ...(x5t && { x5t: 'another' }) }) },
    signature: { label: 'The registered key is an older one', damage: damaged },
    expired: { label: 'My clock is an hour slow', sign: (options) => ({ now: Math.floor(Date.now() / 1000) - 3600 }) },
    future: { label: 'My clock is an hour fast', sign: () => ({ now: Math.floor(Date.now() / 1000) + 3600 }) },
    replay: { label: 'The same assertion is sent twice', twice: true },
    client: { label: 'The client id is unknown', server: () => ({ clientId: 'another-client' }) },
  },
  invalid_request: { missing: { label: 'The assertion is missing', form: () => ({ client_assertion: '' }) } },
  invalid_grant: { code: { label: 'The code was used already', form: () => ({ grant_type: 'authorization_code', code: 'used-code' }) } },
  unauthorized_client: { grants: { label: 'The client may not use this grant', server: () => ({ grants: [] }) } },
  unsupported_grant_type: { grant: { label: 'The grant type is not offered', form: () => ({ grant_type: 'password' }) } },
  invalid_scope: { scope: { label: 'The scope is not allowed', form: () => ({ scope: 'everything' }) } },
  'no OAuth answer': {
    busy: { label: 'The server is busy (503)', server: () => ({ trouble: 'busy' }) },
    html: { label: 'A proxy answers with HTML', server: () => ({ trouble: 'html' }) },
    silent: { label: 'CORS hides the answer', server: () => ({ trouble: 'silent' }) },
  },
};

/** @param {string} name @returns {Mistake} */
export function mistake(name) {
  return Object.assign({}, ...Object.values(mistakes))[name];
}

/** Another signature of the same length: what a server sees that verifies with another key. */
function damaged(compact) {
  const start = compact.lastIndexOf('.') + 1;
  const other = compact[start] === 'A' ? 'B' : 'A';
  return compact.slice(0, start) + other + compact.slice(start + 1);
}
