// @ts-check
// What can go wrong, and the exit code that says so.

export const exitCodes = /** @type {const} */ ({
  done: 0,
  refused: 1,
  usage: 2,
  input: 3,
  network: 4,
  internal: 5,
  interrupted: 130,
});

/** For --help and the README. @type {[number, string][]} */
export const exitCodeTexts = [
  [exitCodes.done, 'done'],
  [exitCodes.refused, 'the server refused, or what was looked at has a problem'],
  [exitCodes.usage, 'the command line is wrong'],
  [exitCodes.input, 'a key or another input cannot be used, or a file cannot be written'],
  [exitCodes.network, 'no server, or an answer that is none'],
  [exitCodes.internal, 'anything else'],
  [exitCodes.interrupted, 'interrupted at a prompt'],
];

/** Of codes of the package and of this program; keys' codes, `ERR_KEY_…`, are inputs too. @type {Record<string, number>} */
const byCode = {
  ERR_TOKEN_ENDPOINT: exitCodes.refused,
  ERR_USAGE: exitCodes.usage,
  ERR_INPUT: exitCodes.input,
  ERR_OUTPUT: exitCodes.input,
  ERR_CLAIM_INVALID: exitCodes.input,
  ERR_PROFILE: exitCodes.input,
  ERR_ENDPOINT_INVALID: exitCodes.input,
  ERR_DISCOVERY: exitCodes.network,
  ERR_NETWORK: exitCodes.network,
  ERR_TIMEOUT: exitCodes.network,
  ERR_ABORTED: exitCodes.network,
  ERR_RESPONSE_MALFORMED: exitCodes.network,
  ERR_INTERRUPTED: exitCodes.interrupted,
};

/** A failure of the program itself. Its message never contains an argument that may be a secret. */
export class Failure extends Error {
  /** @param {'ERR_USAGE' | 'ERR_INPUT' | 'ERR_OUTPUT' | 'ERR_INTERRUPTED'} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @param {string} message */
export const usage = (message) => new Failure('ERR_USAGE', message);

/** @param {unknown} error */
export function exitCodeOf(error) {
  const code = codeOf(error);
  return byCode[code] ?? (code.startsWith('ERR_KEY_') ? exitCodes.input : exitCodes.internal);
}

/** What `--json` prints of an error; the members beside code and message are those of a refusal. @param {any} error */
export function described(error) {
  const { status, error: oauth, error_description, error_uri } = error ?? {};
  return { error: { code: codeOf(error), message: messageOf(error), status, error: oauth, error_description, error_uri } };
}

/** Of a TypeError without a code, which is what the package throws for a value that it cannot take: it came from the command line.
 * @param {any} error */
export function codeOf(error) {
  if (typeof error?.code === 'string') return error.code;
  return error instanceof TypeError ? 'ERR_USAGE' : 'ERR_INTERNAL';
}

/** @param {any} error */
export const messageOf = (error) => String(error?.message ?? error);

/** Why the system refused, in words where it is common. @param {any} error */
export const systemReason = (error) => systemReasons[error?.code] ?? error?.code ?? error?.name;

/** @type {Record<string, string>} */
const systemReasons = {
  EACCES: 'you have no permission',
  EADDRINUSE: 'it is in use',
  EEXIST: 'it exists already, and is never overwritten',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'there is no space left',
};
