// Step 4: the request that carries the assertion, in the form in which a person needs it.
import { endpoint, options } from './assertion.js';
import { all, byId, chosen, copies, onChoice, show } from './dom.js';
import { variable } from './private.js';
import { samples } from './samples.js';
import { get, on, set } from './state.js';

const hints = {
  client_credentials: 'A token for the client itself, without a person.',
  authorization_code: 'The second half of a sign-in: the code that came back through the browser.',
  refresh_token: 'A new access token in place of an old one.',
};
const inputs = ['grant', 'scope', 'code', 'redirect-uri', 'code-verifier', 'refresh-token'];

function setUp() {
  for (const id of inputs) byId(id).addEventListener('input', changed);
  onChoice('sample', render);
  on('assertion', render);
  copies(byId('sample-copy'), () => byId('sample-text').textContent);
  changed();
}

function changed() {
  const chosenGrant = byId('grant').value;
  byId('grant-hint').textContent = hints[chosenGrant];
  for (const field of all('[data-grant]')) show(field, field.dataset.grant === chosenGrant);
  set('request', grant());
  render();
}

/** The parameters of the grant, by their wire names; empty ones are left out. */
function grant() {
  const text = (id) => byId(id).value.trim();
  const byGrant = {
    client_credentials: {},
    authorization_code: { code: text('code'), redirect_uri: text('redirect-uri'), code_verifier: text('code-verifier') },
    refresh_token: { refresh_token: text('refresh-token') },
  };
  const parameters = { grant_type: byId('grant').value, ...byGrant[byId('grant').value], scope: text('scope') };
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
}

/** The body, in the order in which the package sends it. @param {string} compact @param {string} clientId @returns {Record<string, string>} */
export function body(compact, clientId) {
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: compact,
    ...get('request'),
  };
}

/** One of the samples, around an assertion. @param {string} form @param {string} compact */
export function sample(form, compact) {
  const { signing } = get('key');
  const context = {
    endpoint: endpoint(), options: options(), grant: get('request'), variable: variable(), issuer: byId('issuer').value.trim(),
    kid: variable() === 'PRIVATE_KEY' && signing.kid !== signing.thumbprint ? signing.kid : undefined,
  };
  return { ...samples[form], text: samples[form].write(context, body(compact, context.options.clientId)) };
}

function render() {
  const made = get('assertion');
  if (!made) return;
  const { about, name, text } = sample(chosen('sample'), made.compact);
  byId('sample-about').textContent = about;
  byId('sample-name').textContent = name;
  byId('sample-text').textContent = text;
}

setUp();
