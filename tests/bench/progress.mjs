// Tells the person who waits what is going on, beside the figures on standard output.
import process from 'node:process';

/** @param {string} text one line */
export const progress = (text) => { process.stderr.write(`- ${text}\n`); };
