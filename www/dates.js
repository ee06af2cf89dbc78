// Days of the form, seconds of Unix, and both in words. All of it is UTC, so that a key means the same everywhere.

const day = 86_400;

/** Now, in Unix seconds. */
export function now() {
  return Math.floor(Date.now() / 1000);
}

/** The date `days` from today as a date field has it. @param {number} days */
export function dateField(days) {
  return new Date(Date.now() + days * day * 1000).toISOString().slice(0, 10);
}

/** The first second of a date field's day, or its last; `undefined` when it holds no date. @param {string} field @param {boolean} end */
export function secondOf(field, end) {
  const milliseconds = Date.parse(`${field}T00:00:00Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000 + (end ? day - 1 : 0);
}

/** An instant to the minute or second, in UTC. @param {number} seconds @param {{ seconds?: boolean }} [options] */
export function instant(seconds, { seconds: exact = false } = {}) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return 'no instant';
  return `${date.toISOString().slice(0, exact ? 19 : 16).replace('T', ' ')} UTC`;
}

/** A length of time in the largest unit that stays readable. @param {number} seconds */
export function duration(seconds) {
  for (const [unit, length] of /** @type {[string, number][]} */ ([['day', day], ['hour', 3600], ['minute', 60]])) {
    if (seconds >= 2 * length || (seconds >= length && seconds % length === 0)) return counted(Math.round(seconds / length), unit);
  }
  return counted(Math.round(seconds), 'second');
}

function counted(count, unit) {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
