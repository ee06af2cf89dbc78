// The openssl command, as a judge of PEM.
import { run } from './child.mjs';

/** What it prints, given `input` on its standard input. @param {string[]} parameters @param {string} input */
export const openssl = (parameters, input) => run('openssl', parameters, { input, timeout: 60_000 });
