// @ts-check
// Instants on the command line, and in words. All are Unix seconds.
import { usage } from './failure.js';

const units = /** @type {Record<string, number>} */ ({ s: 1, m: 60, h: 3_600, d: 86_400 });
const steps = /** @type {[number, string][]} */ ([[86_400, 'day'], [3_600, 'hour'], [60, 'minute'], [1, 'second']]);

export const instantForms = 'a date (2027-01-31), an instant (2027-01-31T12:00:00Z), Unix seconds, "now", or from now on: +90d, +12h, +30m, +60s';

export const now = () => Math.floor(Date.now() / 1_000);

/** @param {string} name of the option @param {string | undefined} text */
export function instant(name, text) {
  if (text === undefined) return undefined;
  if (text === 'now') return now();
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const [, amount, unit] = /^\+(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (amount && unit) return now() + Number(amount) * (units[unit] ?? 1);
  // Without a zone, an instant would be another one on each machine; a date alone is UTC.
  const [, date, time, zone] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  const parsed = Date.parse(text);
  if (date === undefined || Number.isNaN(parsed)) throw usage(`--${name} must be ${instantForms}`);
  if (!exists(date, time, zone)) throw usage(`--${name} is an instant that does not exist`);
  return Math.floor(parsed / 1_000);
}

/** Whether the calendar and the clock have it; Date takes 30 February for 2 March. @param {string} date @param {string | undefined} time @param {string | undefined} zone */
function exists(date, time = '00:00', zone = 'Z') {
  const day = new Date(`${date}T00:00Z`);
  const clock = /^([01]\d|2[0-3]):[0-5]\d/;
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date) && clock.test(time) && (zone === 'Z' || clock.test(zone.slice(1)));
}

/** As an RFC 3339 instant; a number that is none is shown as it is. @param {number} seconds */
export function written(seconds) {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}

/** "in 48 seconds", "3 days ago". @param {number} seconds @param {number} from */
export function relative(seconds, from) {
  const distance = Math.round(seconds - from);
  if (distance === 0) return 'now';
  return distance > 0 ? `in ${duration(distance)}` : `${duration(-distance)} ago`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const [size, name] = steps.find(([size]) => seconds >= size * (size === 1 ? 0 : 2)) ?? [1, 'second'];
  const count = Math.floor(seconds / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
