// Step 5: one request, to the practice server or to the person's own endpoint, and what came back.
import { endpoint, options, sign } from './assertion.js';
import { byId, chosen, done, element, message, onChoice, problem, show } from './dom.js';
import { mistake, mistakes } from './mistakes.js';
import { practiceServer } from './practice.js';
import { body } from './request.js';
import { answered, unreadable } from './response.js';
import { get, on } from './state.js';
import { opened } from './verify.js';

const limit = 30_000; // milliseconds
let sending = false;

function setUp() {
  for (const [error, group] of Object.entries(mistakes)) {
    const choices = Object.entries(group).map(([value, { label }]) => element('option', { value }, label));
    byId('mistake').append(...(error === '' ? choices : [element('optgroup', { label: error }, ...choices)]));
  }
  onChoice('target', showTarget);
  byId('endpoint').addEventListener('input', () => showTarget(chosen('target')));
  byId('send-form').addEventListener('submit', (event) => { event.preventDefault(); send(); });
  on('assertion', (made) => { byId('send-button').disabled = made === undefined; });
}

function showTarget(target) {
  show(byId('send-practice'), target === 'practice');
  show(byId('send-endpoint'), target === 'endpoint');
  byId('send-button').textContent = target === 'practice' ? 'Send to the practice server' : 'Send to my endpoint';
  byId('send-address').textContent = endpoint();
}

async function send() {
  if (sending || !get('assertion')) return;
  sending = true;
  try {
    await (chosen('target') === 'practice' ? practise(mistake(byId('mistake').value)) : sendToEndpoint());
  } catch (error) {
    message(byId('answer'), element('div', { class: 'notice danger' }, ...problem(error)));
  } finally {
    sending = false;
  }
}

async function practise({ sign: changes, damage = (compact) => compact, form, server, twice }) {
  const { forms: { jwk }, certified } = get('key');
  const registration = { clientId: options().clientId, jwk, audiences: audiences(), ...(get('assertion').header['x5t#S256'] && { x5t: certified().x5t }) };
  const practice = practiceServer({ ...registration, ...server?.(registration) });
  const request = prepared(damage(sign(changes?.(options()))), form?.(get('request')));
  if (twice) {
    await practice.fetch(request.url, request.init);
    practice.log.push({ ok: true, text: 'here the same request came a second time' });
  }
  await deliver(practice.fetch, request, practice.log);
}

/** What the server of step 3 goes by: by profile, the issuer or the token endpoint. */
function audiences() {
  return [byId('issuer').value.trim(), endpoint()];
}

async function sendToEndpoint() {
  const url = URL.canParse(endpoint()) ? new URL(endpoint()) : undefined;
  const isLoopback = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !isLoopback) throw new Error('The token endpoint of step 3 must be an https address, or http on localhost or 127.0.0.1');
  // Looked up now and called unbound: as a method of another object it is an illegal invocation.
  await deliver((address, init) => globalThis.fetch(address, { ...init, credentials: 'omit', signal: AbortSignal.timeout(limit) }), prepared(sign()), undefined);
}

/** The request around a signed assertion. @param {string} compact @param {object} [changes] to its parameters */
function prepared(compact, changes) {
  const form = { ...body(compact, options().clientId), ...changes };
  const init = {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(form).toString(),
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  };
  return { url: endpoint(), init, sent: { ...opened(compact), profile: options().profile, clientId: form.client_id, url: endpoint() } };
}

async function deliver(fetch, { url, init, sent }, log) {
  let response;
  let text;
  try {
    response = await fetch(url, init);
    text = await response.text();
  } catch (error) {
    message(byId('answer'), unreadable(error, log));
    done('send', false);
    return;
  }
  message(byId('answer'), answered({ status: response.status, type: response.type, headers: response.headers, text, sent, log }));
  done('send', response.ok);
}

setUp();
