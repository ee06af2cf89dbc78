// @ts-check
// A key among the words of a command line, where other users of the machine see it. Such words are neither used nor repeated.
import { isPrivate } from './kinds.js';

/** A PEM begins so, in one line or in words too, where a shell has split it; so does a PEM that is itself base64. */
const pem = /-----BEGIN|LS0tLS1CRUdJTi/;
/** Members that make a JWK a secret one; inside JSON text, quotation marks have backslashes. */
const [kind, secret] = [/["']kty\\*["']\s*:/, /["'](d|p|q|k)\\*["']\s*:\s*\\*["']/];
const base64 = /[A-Za-z0-9+][A-Za-z0-9+/_-]{21,}/g;

/** Whether it is a private key, or has one in it. @param {string} word */
export function exposesKey(word) {
  if (isReadable(word)) return true;
  return (word.match(base64) ?? []).some((run) => isPrivate(run) || isReadable(Buffer.from(run, 'base64').toString('latin1')));
}

/** @param {string} text */
const isReadable = (text) => pem.test(text) || (kind.test(text) && secret.test(text));
