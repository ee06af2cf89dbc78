// The private half: folded, shown on request, saved by the person; leaving with an unsaved one warns.
import { byId, copies, download, show } from './dom.js';
import { get, on } from './state.js';

let saved = true;

/** Whether a key was generated here that exists nowhere else. */
export function unsaved() {
  return !saved;
}

function setUp() {
  byId('private-jwk').addEventListener('click', () => save('.private.jwk.json', `${pretty(secret().jwk)}\n`, 'application/json'));
  byId('private-pem').addEventListener('click', () => save('.private.pem', secret().pem, 'application/x-pem-file'));
  byId('private-reveal').addEventListener('click', () => reveal(byId('private-shown').hidden));
  byId('private').addEventListener('toggle', () => { if (!byId('private').open) reveal(false); });
  copies(byId('private-copy'), shown, keep);
  copies(byId('private-wrangler-copy'), () => byId('private-wrangler').textContent);
  copies(byId('private-env-copy'), () => environmentLine(shown(true)), keep);
  addEventListener('beforeunload', (event) => { if (unsaved()) event.preventDefault(); });
  on('key', ({ origin, secret: texts }) => {
    saved = origin === 'imported';
    reveal(false);
    byId('private-jwk').disabled = !texts.jwk;
    byId('private-pem').disabled = !texts.pem;
    byId('private-wrangler').textContent = `npx wrangler secret put ${variable()} < ${fileName(texts.jwk ? '.private.jwk.json' : '.private.pem')}`;
    byId('private-env').textContent = environmentLine('…');
    describe();
  });
}

/** The environment variable that the code samples read. */
export function variable() {
  return get('key').secret.jwk ? 'PRIVATE_JWK' : 'PRIVATE_KEY';
}

/** A name for a file of this key. @param {string} ending */
export function fileName(ending) {
  return `${get('key').name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'key'}${ending}`;
}

function secret() {
  return get('key').secret;
}

/** @param {unknown} [oneLine] */
function shown(oneLine) {
  const { jwk, pem } = secret();
  if (jwk) return oneLine === true ? jwk : pretty(jwk);
  return oneLine === true ? pem.trim().replaceAll('\n', '\\n') : pem;
}

function pretty(json) {
  return JSON.stringify(JSON.parse(json), null, 2);
}

function environmentLine(value) {
  return `${variable()}='${value}'`;
}

/** The text is in the document only while it is shown. @param {boolean} visible */
function reveal(visible) {
  byId('private-text').textContent = visible ? shown() : '';
  show(byId('private-shown'), visible);
  byId('private-reveal').textContent = visible ? 'Hide' : 'Reveal';
  byId('private-reveal').setAttribute('aria-expanded', String(visible));
}

function save(ending, text, type) {
  download(fileName(ending), text, type);
  keep();
}

function keep() {
  saved = true;
  describe();
}

function describe() {
  byId('private-state').textContent = saved ? '' : 'not saved yet';
}

setUp();
