// Prints the demo for a person at a terminal.
import { assertionClaims, headerParts, idTokenClaims, requestParameters } from './explain.mjs';

const styled = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (styled ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text) => (styled ? `\u001b[2m${text}\u001b[0m` : text);
const width = Math.min(process.stdout.columns ?? 100, 120);
const longest = 36;
const secretAnswers = new Set(['access_token', 'refresh_token', 'id_token']);

export function say(line = '') {
  console.log(line);
}

export function heading(text) {
  say(`\n${bold(text)}`);
}

/** Rows of name, value and remark, in columns; long values are wrapped, and their remark goes below. */
export function table(rows, indent = 2) {
  const names = Math.max(...rows.map(([name]) => name.length));
  const values = Math.max(...rows.map(([, value]) => (value.length > longest ? 0 : value.length)));
  const start = indent + names + 2;
  for (const [name, value, remark = ''] of rows) {
    const [first, ...more] = wrapped(value, width - start);
    const beside = more.length === 0 && value.length <= values ? `${first.padEnd(values)}  ${dim(remark)}` : first;
    say(`${' '.repeat(indent)}${name.padEnd(names)}  ${remark === '' ? first : beside}`.trimEnd());
    for (const line of more) say(' '.repeat(start) + line);
    if (beside === first && remark !== '') say(' '.repeat(start) + dim(remark));
  }
}

/** One request to the token endpoint: as it went out, its assertion decoded, and the answer. */
export function tokenRequest({ method, url, headers, form, status, answer, cause }) {
  heading(`The worker asks for a token: ${form.grant_type}`);
  say(`  ${method} ${url}`);
  table([['content-type', headers['content-type']], ['accept', headers.accept]]);
  say();
  table(Object.entries(form).map(([name, value]) => [name, shownParameter(name, value), requestParameters[name] ?? '']));
  assertion(form.client_assertion);
  heading(`The provider answers ${status}`);
  table(Object.entries(answer).map(([name, value]) => [name, secretAnswers.has(name) ? shortened(value) : String(value)]));
  if (cause !== undefined) say(`  the reason, which only the provider's own log tells: ${cause}`);
  if (!answer.id_token) return;
  say(`\n  ${bold('id_token')}, decoded`);
  table(explained(decoded(answer.id_token.split('.')[1]), idTokenClaims), 4);
}

function assertion(compact = '..') {
  const [header, claims, signature] = compact.split('.');
  if (signature === '') return;
  say(`\n  ${bold('client_assertion')}, decoded`);
  say('  header');
  table(explained(decoded(header), headerParts), 4);
  say('  claims');
  table(explained(decoded(claims), assertionClaims), 4);
  say(`  signature\n    ${shortened(signature).padEnd(22)}  ${dim('made inside WebAssembly with the private key; the public one verifies it')}`);
}

/** The public half of a key, as it is registered. */
export function publicKey(jwk) {
  const remarks = { kid: 'the name by which the provider finds it', n: `modulus, ${jwk.n.length} characters`, e: 'exponent' };
  table(Object.entries(jwk).map(([name, value]) => [name, name === 'n' ? shortened(value) : value, remarks[name]]));
}

/** One step of the browser: first what it asks for, then what it is told. */
export function hop({ url, status, location }, places) {
  if (status === undefined) { say(`  GET ${placeOf(url, places)} ${path(url)}`); return; }
  if (location === null) { say(`\n  ${placeOf(url, places)} answers the browser: ${status}, a page`); return; }
  const next = new URL(location, url);
  const isAuthorization = next.searchParams.has('code_challenge');
  say(`${' '.repeat(6)}${status} to ${placeOf(next, places)} ${isAuthorization ? `${next.pathname} with` : path(next)}`);
  if (isAuthorization) table([...next.searchParams], 10);
}

function placeOf({ origin }, places) {
  return Object.keys(places).find((place) => places[place] === origin) ?? origin;
}

/** Path and names of parameters; long random parts are left out. */
function path({ pathname, searchParams }) {
  const names = [...searchParams.keys()];
  const shown = names.length > 3 ? `${names.slice(0, 3).join('=…&')}=…&…` : names.map((name) => `${name}=…`).join('&');
  return pathname.replace(/\/[\w-]{20,}$/, '/…') + (shown && dim(`?${shown}`));
}

export function shortened(text) {
  return text.length <= 16 ? `${text.slice(0, 4)}…` : `${text.slice(0, 8)}…${text.slice(-4)}`;
}

function shownParameter(name, value) {
  if (name === 'client_assertion') return value.replace(/[^.]+$/, shortened);
  if (name === 'code' || name === 'code_verifier' || name === 'refresh_token') return shortened(value);
  return value;
}

function explained(object, meanings) {
  return Object.entries(object).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value), meanings[name]?.(value, object) ?? '']);
}

function decoded(part) {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

function wrapped(text, columns) {
  return text === '' ? [''] : text.match(new RegExp(`.{1,${Math.max(columns, 20)}}`, 'gs'));
}
