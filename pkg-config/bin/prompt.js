// @ts-check
// Asks for a passphrase at the terminal, without echo.
import { openSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { Failure } from './failure.js';

/** Where a person types: standard input, or the terminal when that is taken by a key. `undefined` where nobody is. */
function terminal() {
  if (process.stdin.isTTY) return process.stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r+'));
  } catch {
    return undefined;
  }
}

/** @param {string} question @returns {Promise<string | undefined>} `undefined` where there is no terminal */
export async function askSecret(question) {
  const input = terminal();
  if (!input) return undefined;
  // readline puts the terminal into raw mode, and echoes to nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  process.stderr.write(question);
  try {
    return await new Promise((resolve, reject) => {
      const interrupted = () => reject(new Failure('ERR_INTERRUPTED', 'interrupted'));
      lines.once('SIGINT', interrupted);
      lines.once('close', interrupted);
      lines.once('line', resolve);
    });
  } finally {
    process.stderr.write('\n');
    lines.close();
    if (input !== process.stdin) input.destroy();
  }
}
