// The built package, as it is shipped, with its two wasm modules fetched instead of carried inside.
import { initialize, PrivateKeyJwtError, SigningKey } from './package/slim.js';

export { PrivateKeyJwtError, SigningKey };

/** The module that signs; resolves when it can be used. */
export const ready = initialize(new URL('./package/private-key-jwt.wasm', import.meta.url));

let second;

/** The module that makes keys and certificates: loaded at the first call, since the page is usable without it.
 * @returns {Promise<typeof import('./package/keys.js')>} */
export function keys() {
  return (second ??= import('./package/keys.js'));
}
