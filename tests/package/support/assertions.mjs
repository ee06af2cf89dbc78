// Every assertion that a test server is sent, in all test files of a run: no jti comes twice.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { scratchFolder } from './paths.mjs';

/** Value of the header field `x-test` of a request that repeats a jti in order to be refused. */
export const deliberateReplay = 'a deliberate replay';

// All steps of one `cargo xtask test` note theirs in one folder. Without it, the files of one `node --test` are children of one process.
const folder = join(scratchFolder, 'assertions', process.env.TEST_RUN ?? `${process.ppid}`);

/** Notes the jti of an assertion, or of a DPoP proof, for the whole run, and fails the test file when it was noted before.
 * @param {string | null | undefined} assertion */
export function recordAssertion(assertion) {
  const claims = assertion?.split('.')[1];
  if (!claims) return;
  const { iss, jti, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const name = createHash('sha256').update(JSON.stringify([iss, jti])).digest('hex');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, name), `${iat}\n`, { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    process.exitCode = 1;
    throw new Error(`the jti ${jti} of ${iss ?? 'a proof'} came twice`);
  }
}
