// Step 2: the public half in the form that a provider's dashboard takes.
import { instant } from './dates.js';
import { byId, chosen, copies, download, message, onChoice, problem } from './dom.js';
import { fileName } from './private.js';
import { get, on } from './state.js';

const forms = {
  jwk: { ending: '.public.jwk.json', type: 'application/json', about: 'One key as JSON (RFC 7517). What Signicat recommends.', text: ({ forms: { jwk } }) => json(jwk) },
  jwks: { ending: '.jwks.json', type: 'application/json', about: 'A set of keys: for a field called JWKS, or to publish at an address of yours (jwks_uri).', text: ({ forms: { jwks } }) => json(jwks) },
  x509: { ending: '.certificate.pem', type: 'application/x-pem-file', about: 'The public key as a certificate, for dashboards that ask for one.', text: ({ certificate }) => certificate() },
  spki: { ending: '.public.pem', type: 'application/x-pem-file', about: 'The bare public key, “BEGIN PUBLIC KEY”, for dashboards that ask for a PEM.', text: ({ forms: { pem } }) => pem },
};

/** What is shown. */
let current = '';

function setUp() {
  onChoice('public-form', () => { if (get('key')) render(); });
  on('key', () => { render(); guide(); });
  copies(byId('public-copy'), () => current);
  byId('public-download').addEventListener('click', () => download(fileName(form().ending), current, form().type));
}

function form() {
  return forms[chosen('public-form')];
}

function render() {
  const { about, ending, text } = form();
  byId('public-about').textContent = about;
  byId('public-name').textContent = fileName(ending);
  try {
    current = text(get('key'));
    message(byId('public-error'));
  } catch (error) {
    current = '';
    message(byId('public-error'), ...problem(error));
  }
  byId('public-text').textContent = current;
}

function guide() {
  const { name, notBefore, notAfter, signing, forms: { jwk } } = get('key');
  byId('guide-name').textContent = name;
  byId('guide-not-before').textContent = instant(notBefore);
  byId('guide-not-after').textContent = instant(notAfter);
  byId('guide-alg').textContent = signing.alg;
  byId('guide-signicat-key').textContent = jwk.kty === 'RSA' && signing.alg === 'RS256'
    ? 'Signicat takes RSA keys of 2048 bits, 4096 where your case requires it. This is one for RS256, as it should be.'
    : `Signicat takes RSA keys for RS256; this one is for ${signing.alg}. Make another in step 1 if it is meant for Signicat.`;
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

setUp();
