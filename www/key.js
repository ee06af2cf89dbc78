// Step 1: a key is made or imported.
import { algorithm, algorithms, sizeInWords } from './algorithms.js';
import { dateField, instant, now, secondOf } from './dates.js';
import { all, byId, chosen, element, message, onChoice, problem, show } from './dom.js';
import { imported } from './importing.js';
import { keys, ready, SigningKey } from './package.js';
import { unsaved } from './private.js';
import { set, get } from './state.js';

const form = byId('key-form');
/** Of the generation that runs. @type {AbortController | undefined} */
let running;
/** A binary file, which no text field can hold. @type {Uint8Array | undefined} */
let bytes;

function setUp() {
  for (const kind of new Set(algorithms.map((entry) => entry.kind))) {
    const members = algorithms.filter((entry) => entry.kind === kind);
    byId('key-alg').append(element('optgroup', { label: kind }, ...members.map(({ alg }) => element('option', { value: alg }, alg))));
  }
  byId('key-alg').addEventListener('change', showAlgorithm);
  showAlgorithm();
  byId('key-name').value = `my-client ${dateField(0).slice(0, 7)}`;
  byId('key-not-before').value = dateField(0);
  byId('key-not-after').value = dateField(365);
  for (const preset of all('.presets button')) {
    preset.addEventListener('click', () => { byId('key-not-after').value = dateField(Number(preset.dataset.days)); });
  }
  onChoice('key-mode', showMode);
  onChoice('key-kid', (kid) => show(byId('key-kid'), kid === 'own'));
  byId('key-text').addEventListener('input', () => { bytes = undefined; showPassphrase(byId('key-text').value); });
  byId('key-file-button').addEventListener('click', () => byId('key-file').click());
  byId('key-file').addEventListener('change', () => take(byId('key-file').files[0]));
  form.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('dragged'); });
  form.addEventListener('dragleave', () => form.classList.remove('dragged'));
  form.addEventListener('drop', dropped);
  form.addEventListener('submit', (event) => { event.preventDefault(); make(); });
  byId('key-cancel').addEventListener('click', () => running?.abort());
}

function showAlgorithm() {
  const { kind, hint } = algorithm(byId('key-alg').value);
  byId('key-alg-hint').textContent = hint;
  show(byId('key-size-field'), kind === 'RSA');
}

function showMode(mode) {
  show(byId('key-generate'), mode === 'generate');
  show(byId('key-import'), mode === 'import');
  byId('key-make').textContent = mode === 'generate' ? 'Generate key pair' : 'Import key';
  byId('key-kid-default').textContent = mode === 'generate' ? 'The thumbprint (RFC 7638)' : 'The one in the key, else its thumbprint';
  message(byId('key-error'));
}

function showPassphrase(text) {
  show(byId('key-passphrase-field'), bytes !== undefined || text.includes('ENCRYPTED'));
}

function dropped(event) {
  event.preventDefault();
  form.classList.remove('dragged');
  const file = event.dataTransfer.files[0];
  if (!file) return;
  byId('key-form').elements['key-mode'].value = 'import';
  showMode('import');
  take(file);
}

/** Reads a chosen or dropped file; DER is binary. @param {File | undefined} file */
async function take(file) {
  if (!file) return;
  const content = new Uint8Array(await file.slice(0, 100_000).arrayBuffer());
  const isBinary = content[0] === 0x30 && content.some((octet) => octet > 127);
  bytes = isBinary ? content : undefined;
  byId('key-text').value = isBinary ? `(binary file ${file.name}, ${content.length} bytes)` : new TextDecoder().decode(content);
  showPassphrase(byId('key-text').value);
}

/** What the fields say that both ways share. */
function labels() {
  const notBefore = secondOf(byId('key-not-before').value, false);
  const notAfter = secondOf(byId('key-not-after').value, true);
  if (notBefore === undefined || notAfter === undefined) throw new Error('“Not valid before” and “Not valid after” must be dates.');
  if (notAfter <= notBefore) throw new Error('“Not valid after” must come after “Not valid before”.');
  const name = byId('key-name').value.trim();
  if (name === '') throw new Error('Give the key a name, so that you find it again.');
  const own = byId('key-kid').value.trim();
  if (chosen('key-kid') === 'own' && own === '') throw new Error('Enter your own key id, or take the default.');
  return { name, notBefore, notAfter, ...(chosen('key-kid') === 'own' && { kid: own }) };
}

async function make() {
  if (running) return;
  if (unsaved() && !confirm('The private key that you generated is not saved anywhere. Make another and lose it?')) return;
  message(byId('key-error'));
  running = new AbortController();
  working(true);
  try {
    await ready;
    const given = labels();
    const key = chosen('key-mode') === 'generate' ? await generated(given) : await imported(bytes ?? byId('key-text').value, given, byId('key-passphrase').value);
    adopt({ ...given, ...key });
  } catch (error) {
    if (error?.code === 'ERR_KEY_PASSPHRASE') show(byId('key-passphrase-field'), true);
    if (error?.code !== 'ERR_ABORTED') message(byId('key-error'), ...problem(error));
  } finally {
    running = undefined;
    working(false);
  }
}

async function generated(given) {
  const alg = byId('key-alg').value;
  const modulusLength = algorithm(alg).kind === 'RSA' ? { modulusLength: Number(byId('key-size').value) } : {};
  const { generateKey } = await keys();
  const made = await generateKey({ ...given, alg, ...modulusLength, signal: running?.signal, onProgress: progress });
  const secret = { jwk: JSON.stringify(made.privateJwk), pem: made.privatePem };
  const again = (more) => SigningKey.from(secret.jwk, { alg, ...more });
  return { origin: 'generated', signing: again({}), again, secret };
}

/** The host's generator cannot tell how far it is; then the bar only shows that something is done. @param {number} fraction */
function progress(fraction) {
  const bar = byId('key-progress');
  if (fraction > 0) bar.value = fraction;
  else bar.removeAttribute('value');
}

function working(yes) {
  show(byId('key-working'), yes && chosen('key-mode') === 'generate');
  show(byId('key-cancel'), yes && chosen('key-mode') === 'generate');
  byId('key-make').setAttribute('aria-disabled', String(yes));
}

async function adopt(key) {
  const { convert, selfSignedCertificate } = await keys();
  const forms = convert(key.signing);
  const certificate = once(() => key.certificate ?? selfSignedCertificate(key.signing, { name: key.name, notBefore: key.notBefore, notAfter: key.notAfter }));
  const certified = once(() => ({ signing: key.again({ certificate: certificate() }), x5t: convert(certificate())['x5t#S256'] }));
  const before = get('key');
  set('key', { ...key, forms, certificate, certified, size: sizeInWords(forms.jwk) });
  before?.signing.free();
  summary(get('key'));
}

/** Makes something at the first call. @template T @param {() => T} make @returns {() => T} */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

function summary({ origin, signing, size, notBefore, notAfter, name }) {
  const facts = [
    ['Algorithm', `${signing.alg} (${size})`], ['Key id', signing.kid],
    ...(signing.kid === signing.thumbprint ? [] : [['Thumbprint', signing.thumbprint]]),
    ['Not valid before', instant(notBefore)], ['Not valid after', `${instant(notAfter)}${notAfter < now() ? ', which is over' : ''}`],
  ];
  message(
    byId('key-result'),
    element('p', { class: 'result-title' }, origin === 'generated' ? `“${name}” is ready. ` : `“${name}” is imported and checked. `,
      element('a', { href: '#register' }, 'Register its public half')),
    element('dl', { class: 'facts' }, ...facts.map(([term, value]) => element('div', {}, element('dt', {}, term), element('dd', {}, value)))),
  );
}

setUp();
