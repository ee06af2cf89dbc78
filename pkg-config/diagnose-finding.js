// @ts-check

/**
 * One cause. Wherever a value from elsewhere is shown, it went through {@link shown}.
 * @typedef {{ code: string, certain: boolean, seen: string, wanted: string, change: string }} Finding
 * How sure it is: the server said so, the facts prove it, it is likely, it is possible.
 * @typedef {0 | 1 | 2 | 3} Rank
 * @typedef {Omit<Finding, 'certain'> & { rank: Rank }} Ranked
 */

/**
 * @param {string} code @param {Rank} rank @param {string} seen @param {string} wanted @param {string} change
 * @returns {Ranked}
 */
export const finding = (code, rank, seen, wanted, change) => ({ code, rank, seen, wanted, change });

/** A value as a log can show it: JSON without control characters, of bounded length. @param {unknown} value */
export function shown(value) {
  const text = String(JSON.stringify(value)).replace(/[\u007f-\u009f\u2028\u2029]/g, '');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
