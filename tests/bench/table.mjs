// Lays the figures out for a terminal.
import { freshSteps } from './fresh.mjs';

/** Rows: libraries. Columns: holding the key or importing it each time, on each key. */
export function warmTable(title, titles, keys, figures) {
  const columns = [['sign', 'sign'], ['importAndSign', 'import + sign']].flatMap(([action, text]) => keys.map(({ name }) => ({ action, name, text: `${name} ${text}` })));
  const rows = Object.keys(titles).map((library) => [titles[library], ...columns.map(({ action, name }) => {
    const { time, ratio } = figures.get(`${action} ${library} ${name}`);
    return `${milliseconds(time)} (${times(ratio)})`;
  })]);
  return table([`${title}, warm`, ...columns.map(({ text }) => text)], rows);
}

/** Rows: forms of keys. Columns: keys. In brackets what the form takes beyond the JWK. */
export function formsTable(title, keys, figures) {
  const cell = (figure) => (figure ? `${milliseconds(figure.time)} (${figure.more < 0 ? '' : '+'}${figure.more.toFixed(2)})` : '');
  const rows = [...figures].map(([form, byKey]) => [form, ...keys.map(({ name }) => cell(byKey.get(name)))]);
  return table([`${title}, warm: import of`, ...keys.map(({ name }) => name)], rows);
}

const clocks = { thread: 'CPU of the signing thread', wall: 'wall clock', all: 'CPU of all threads' };

/** A table a clock. Rows: libraries. Columns: the first steps in a new process. */
export function freshTables(title, titles, figures) {
  return Object.entries(clocks).map(([clock, text]) => {
    const rows = Object.keys(titles).map((library) => [titles[library], ...freshSteps.map((step) => milliseconds(figures.get(`${library} ${step} ${clock}`)))]);
    return table([`${title}, fresh: ${text}`, ...freshSteps], rows);
  }).join('\n');
}

function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd();
  return ['', line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

export function milliseconds(value) {
  if (Number.isNaN(value)) return '?';
  return value.toFixed(value < 10 ? 2 : 1);
}

export function times(ratio) {
  return `${ratio.toFixed(ratio < 1 ? 2 : 1)}x`;
}
