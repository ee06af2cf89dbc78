// Lays the figures out for a terminal.
import { freshSteps } from './measure.mjs';

/** Rows: libraries. Columns: holding the key or importing it each time, on each key. */
export function warmTable(title, titles, keys, times) {
  const names = Object.keys(titles);
  const columns = [['sign', 'key held'], ['importAndSign', 'key imported each time']].flatMap(([action, text]) => keys.map((key) => ({ action, key, text: `${key.name}, ${text}` })));
  const rows = names.map((name) => [titles[name], ...columns.map(({ action, key }) => {
    const time = times.get(`${action} ${name} ${key.name}`);
    return `${milliseconds(time)} (${ratio(time / times.get(`${action} ${names[0]} ${key.name}`))})`;
  })]);
  return table([title, ...columns.map(({ text }) => text)], rows);
}

/** Rows: libraries. Columns: the first steps in a new process. */
export function freshTable(title, titles, times, samples) {
  const names = Object.keys(titles);
  const steps = freshSteps.filter((step) => times.get(`${names[0]} ${step}`) !== undefined);
  const rows = names.map((name) => [titles[name], ...steps.map((step) => milliseconds(times.get(`${name} ${step}`)))]);
  return table([`${title}, 2048, ${samples} fresh processes`, ...steps], rows);
}

function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd();
  return ['', line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function milliseconds(value) {
  if (value < 10) return value.toFixed(2);
  return value.toFixed(1);
}

function ratio(value) {
  return `${value < 1 ? value.toFixed(2) : value.toFixed(1)}x`;
}
