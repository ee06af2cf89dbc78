// What every failure must satisfy: the right type and code, in time, and no secret anywhere in it.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { everythingIn, withoutSecret } from '../scenario.mjs';

/**
 * Waits for a rejection and checks it.
 * @param {() => Promise<unknown>} action
 * @param {{ code: string, library, secrets: string[], within?: number }} expected `within` in milliseconds
 * @returns {Promise<Error>} the error
 */
export async function rejection(action, { code, library, secrets, within = 5_000 }) {
  const started = performance.now();
  const outcome = await Promise.race([
    Promise.resolve().then(action).then((value) => ({ value }), (error) => ({ error })),
    new Promise((resolve) => { setTimeout(() => resolve({ late: true }), within).unref(); }),
  ]);
  const took = Math.round(performance.now() - started);
  assert.ok(!outcome.late, `no error within ${within} ms`);
  assert.ok('error' in outcome, `expected ${code}, but got an answer`);
  const { error } = outcome;
  assert.ok(error instanceof library.PrivateKeyJwtError, `expected ${code} after ${took} ms, got ${inspect(error)}`);
  assert.equal(error.code, code, inspect(error));
  assert.equal(error.code === 'ERR_TOKEN_ENDPOINT', error instanceof library.TokenEndpointError);
  keepsSecrets(error, secrets);
  return error;
}

/** Each secret as a whole; of an assertion also its signature and its claims alone. */
export function keepsSecrets(error, secrets) {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split('.').filter((part) => part.length > 20)]);
  withoutSecret([everythingIn(error), error.stack, inspect(error, { depth: 9, showHidden: true }), String(error)].join('\n'), parts);
}
