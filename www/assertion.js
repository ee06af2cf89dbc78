// Step 3: the assertion, built anew at every change, explained, and checked by somebody else's code.
import { now } from './dates.js';
import { byId, copies, element, message, problem } from './dom.js';
import { explained } from './explain.js';
import { anyKey, profileOf, profiles } from './profiles.js';
import { get, on, set } from './state.js';
import { opened, verified } from './verify.js';

const inputs = ['client-id', 'profile', 'issuer', 'endpoint', 'audience', 'lifetime', 'extra'];
let timer;
/** Whether the person chose the profile. */
let isChosen = false;

function setUp() {
  byId('profile').append(...profiles.map(({ name, label }) => element('option', { value: name }, label)));
  for (const id of inputs) byId(id).addEventListener('input', changed);
  byId('assertion-again').addEventListener('click', build);
  copies(byId('assertion-copy'), () => get('assertion').compact);
  byId('profile').addEventListener('change', () => { isChosen = true; });
  on('key', adapted);
  setInterval(countdown, 1_000);
  describe();
}

/** Signing takes milliseconds, but there is no need to do it for every letter. */
function changed() {
  describe();
  clearTimeout(timer);
  timer = setTimeout(build, 150);
}

function describe() {
  const { hint } = profile();
  byId('profile-hint').textContent = hint;
  byId('audience').placeholder = derivedAudience();
  byId('audience-hint').textContent = `Empty: ${profile().audience === 'issuer' ? 'the issuer' : 'the token endpoint'}, as the profile says.`;
}

/** The profile that is there at first does not take every key. What a person chose stays, and the error says what is wrong. */
function adapted({ signing: { alg } }) {
  if (!isChosen && profile().algorithms?.includes(alg) === false) byId('profile').value = anyKey;
  describe();
  build();
}

function profile() {
  return /** @type {any} */ (profileOf(byId('profile').value));
}

function derivedAudience() {
  return byId(profile().audience).value.trim();
}

/** What the fields ask for, in the package's terms. */
export function options() {
  const extra = byId('extra').value.trim();
  return {
    clientId: byId('client-id').value.trim(), audience: byId('audience').value.trim() || derivedAudience(),
    profile: byId('profile').value, lifetime: Number(byId('lifetime').value), ...(extra && { claims: extraClaims(extra) }),
  };
}

function extraClaims(text) {
  let claims;
  try { claims = JSON.parse(text); } catch { throw new Error('Extra claims must be a JSON object, like { "acr": "high" }.'); }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) throw new Error('Extra claims must be a JSON object, like { "acr": "high" }.');
  return claims;
}

/** Where the request goes. */
export function endpoint() {
  return byId('endpoint').value.trim();
}

/** Signs a new assertion with the key of step 1. @param {object} [changes] to the options */
export function sign(changes = {}) {
  const { signing, certified } = get('key');
  return (profile().certificate ? certified().signing : signing).assertion({ ...options(), ...changes });
}

function build() {
  clearTimeout(timer);
  if (!get('key')) return;
  let made;
  try {
    const compact = sign();
    made = { compact, ...opened(compact), options: options(), endpoint: endpoint() };
    message(byId('assertion-error'));
  } catch (error) {
    message(byId('assertion-error'), ...problem(error));
  }
  set('assertion', made);
  if (made) render(made);
}

function render(made) {
  const [header, claims, signature] = made.compact.split('.');
  byId('assertion-token').replaceChildren(
    element('span', { class: 'part-header' }, header), '.', element('span', { class: 'part-claims' }, claims), '.',
    element('span', { class: 'part-signature' }, signature),
  );
  table(byId('header-table'), 'Part', explained('header', made.header));
  table(byId('claims-table'), 'Claim', explained('claims', made.claims));
  countdown();
  check(made.compact);
}

/** Roles are written out because the narrow layout takes the table's display away, and some browsers then forget them. */
function table(place, first, rows) {
  const heads = [first, 'Value', 'In words', 'Why the server checks it'];
  const cell = (name, role, label, ...content) => element(name, { role, ...(label && { 'data-label': label }) }, ...content);
  place.replaceChildren(
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads.map((head) => element('th', { role: 'columnheader', scope: 'col' }, head)))),
    element('tbody', { role: 'rowgroup' }, ...rows.map(({ name, value, words, why }) => element('tr', { role: 'row' },
      element('th', { role: 'rowheader', scope: 'row' }, element('code', {}, name)),
      cell('td', 'cell', '', element('code', {}, value)), cell('td', 'cell', '', words), cell('td', 'cell', heads[3], why)))),
  );
}

/** The answer counts only if the assertion is still the one that is shown. @param {string} compact */
async function check(compact) {
  const place = byId('assertion-verified');
  const { forms: { jwk } } = get('key');
  const outcome = await verified(compact, jwk).catch((error) => error);
  if (get('assertion')?.compact !== compact) return;
  place.dataset.outcome = String(outcome instanceof Error ? false : outcome);
  if (outcome === true) place.textContent = 'Verified by your browser’s WebCrypto, with the public key of step 2.';
  else if (outcome === undefined) place.textContent = `Not checked: your browser’s WebCrypto does not know ${jwk.alg}.`;
  else place.textContent = `Your browser’s WebCrypto does not accept the signature${outcome ? `: ${outcome.message}` : ''}.`;
}

function countdown() {
  const made = get('assertion');
  if (!made) return;
  const left = made.claims.exp - now();
  byId('countdown').textContent = left > 0 ? `Expires in ${left} s` : 'Expired: a server would refuse it';
  byId('countdown').classList.toggle('expired', left <= 0);
}

setUp();
