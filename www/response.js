// The answer, taken apart.
import { meaning, suspects } from './advice.js';
import { sign } from './assertion.js';
import { duration } from './dates.js';
import { copies, element } from './dom.js';
import { sample } from './request.js';
import { decoded } from './verify.js';

/** @typedef {{ ok: boolean, text: string }[]} Log what the practice server noted */

const shown = ['content-type', 'cache-control', 'date', 'retry-after', 'www-authenticate'];

/** What came back. @param {{ status: number, type: string, headers: Headers, text: string, sent: any, log?: Log }} answer */
export function answered({ status, type, headers, text, sent, log }) {
  const json = object(text);
  const isToken = status === 200 && typeof json?.access_token === 'string';
  const error = typeof json?.error === 'string' ? json.error : undefined;
  const isRedirect = type === 'opaqueredirect';
  const title = [isRedirect ? '' : badge(status), isToken ? 'A token' : error ?? (isRedirect ? 'A redirect' : 'No token')];
  const serverDate = headers.get('date') ? Date.parse(/** @type {string} */ (headers.get('date'))) / 1000 : undefined;
  return element('article', { class: `card answer ${isToken ? 'good' : 'bad'}` },
    element('h3', {}, ...title),
    element('p', {}, isToken ? 'The server knows your client by its assertion. With this token your client may call the API.' : meaning(isRedirect ? 302 : status, error)),
    ...(error === 'invalid_client' ? [checklist(suspects({ ...sent, date: serverDate, status, error, description: json.error_description }))] : []),
    ...(json ? [members(json)] : []),
    ...(log ? [serverLog(log)] : []),
    raw(status, headers, text),
  );
}

/** No answer that a page may read. @param {any} error @param {Log} [log] */
export function unreadable(error, log) {
  const late = error?.name === 'TimeoutError';
  const button = element('button', { type: 'button' }, 'Copy as curl, freshly signed');
  copies(button, () => sample('curl', sign()).text);
  return element('article', { class: 'card answer bad' },
    element('h3', {}, late ? 'No answer in 30 seconds' : 'No answer that this page may read'),
    ...(late ? [] : [
      element('p', {}, 'The browser does not tell a page why. Most likely the server does not allow this page by CORS. Then ', element('b', {}, 'the POST did reach it'),
        ': it handled the request, the jti is spent, and a token it may have given out is lost. Only the answer is hidden.'),
      element('p', {}, 'Otherwise nobody listens at that address, its certificate is not trusted, or there is no network.'),
    ]),
    element('p', {}, 'curl does not ask for CORS. The button signs a fresh assertion, so run the command before that expires.'),
    element('div', { class: 'actions' }, button),
    ...(log ? [serverLog(log)] : []),
  );
}

function badge(status) {
  return element('span', { class: 'status' }, String(status));
}

function checklist(entries) {
  const items = entries.map(({ name, text, suspect }) => element('div', suspect ? { class: 'suspect' } : {},
    element('dt', {}, element('code', {}, name), ...(suspect ? [' ', element('span', { class: 'mark' }, 'look here')] : [])), element('dd', {}, text)));
  return element('dl', { class: 'facts checklist' }, ...items);
}

function serverLog(log) {
  const lines = log.map(({ ok, text }) => element('li', { class: ok ? 'passed' : 'failed' }, element('span', { class: 'spoken' }, ok ? 'Passed: ' : 'Failed: '), text));
  return element('div', { class: 'log' }, element('h4', {}, 'The practice server’s own log, which a client never sees'), element('ol', {}, ...lines));
}

const words = {
  access_token: () => 'What your client sends to the API, as “Authorization: Bearer …”.',
  token_type: () => 'How to send it.',
  expires_in: (value) => `Good for ${duration(value)}. Ask anew shortly before.`,
  scope: () => 'What it allows.',
  id_token: () => 'Who signed in, as a JWT for your client.',
  refresh_token: () => 'Gets new tokens without a person.',
  error: () => 'The code to act on.',
  error_description: () => 'For a developer; the wording differs between servers.',
};

function members(json) {
  const rows = Object.entries(json).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const remark = Object.hasOwn(words, name) ? words[name](value) : '';
    return element('div', {}, element('dt', {}, element('code', {}, name)),
      element('dd', {}, element('code', {}, shortened(text)), ...(remark ? [element('span', { class: 'remark' }, remark)] : []), ...insides(text)));
  });
  return element('dl', { class: 'facts' }, ...rows);
}

/** The claims of a token that is a JWT. */
function insides(text) {
  const [, claims, ...rest] = text.split('.');
  if (!text.startsWith('ey') || rest.length !== 1) return [];
  try {
    return [element('details', {}, element('summary', {}, 'Claims inside'), element('pre', { class: 'code' }, JSON.stringify(decoded(claims), null, 2)))];
  } catch {
    return [];
  }
}

function raw(status, headers, text) {
  const lines = shown.filter((name) => headers.has(name)).map((name) => `${name}: ${headers.get(name)}`);
  const body = text.length > 10_000 ? `${text.slice(0, 10_000)}…` : text;
  return element('details', {}, element('summary', {}, 'As it came'), element('pre', { class: 'code' }, [`HTTP ${status}`, ...lines, '', body].join('\n')));
}

function shortened(text) {
  return text.length > 64 ? `${text.slice(0, 40)}…${text.slice(-8)}` : text;
}

function object(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
