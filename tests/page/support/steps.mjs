// What a person does in each step, for tests that need to get past it.

/** Makes a key and waits until the page has built and checked an assertion with it. @param {import('./tab.mjs').Tab} tab */
export async function generate(tab, { alg = 'RS256', size = '2048', name = 'my-client', kid = undefined } = {}) {
  await tab.ready('sign');
  await tab.fill('#key-alg', alg);
  await tab.fill('#key-size', size);
  await tab.fill('#key-name', name);
  if (kid !== undefined) {
    await tab.choose('key-kid', 'own');
    await tab.fill('#key-kid', kid);
  }
  await tab.click('#key-make');
  await hasKey(tab);
}

/** Imports a private key. */
export async function importKey(tab, text, { passphrase = '' } = {}) {
  await tab.ready('sign');
  await tab.choose('key-mode', 'import');
  await tab.fill('#key-text', text);
  await tab.fill('#key-passphrase', passphrase);
  await tab.click('#key-make');
}

/** Waits for a key, and for WebCrypto's word on the assertion. */
export async function hasKey(tab) {
  await tab.until('the key', () => !document.querySelector('#key-result').hidden);
  await tab.until('the check by WebCrypto', () => document.querySelector('#assertion-verified').dataset.outcome !== undefined);
}

/** The assertion that is shown, once it is the one for these fields. @param {Record<string, string>} [fields] by id */
export async function assertion(tab, fields = {}) {
  const before = await tab.text('#assertion-token');
  for (const [id, value] of Object.entries(fields)) await tab.fill(`#${id}`, value);
  if (Object.keys(fields).length === 0) return before;
  return tab.until('a new assertion', (old) => {
    const text = document.querySelector('#assertion-token').textContent;
    return text !== old && text;
  }, before);
}

/** The public key in one of the forms. @param {'jwk' | 'jwks' | 'x509' | 'spki'} form */
export async function publicForm(tab, form) {
  const ending = { jwk: '.public.jwk.json', jwks: '.jwks.json', x509: '.certificate.pem', spki: '.public.pem' }[form];
  await tab.choose('public-form', form);
  return tab.until(`the ${form}`, (wanted) => document.querySelector('#public-name').textContent.endsWith(wanted) && document.querySelector('#public-text').textContent, ending);
}

/** Presses Send and gives the text of what came. */
export async function send(tab) {
  await tab.run(() => document.querySelector('#answer').replaceChildren());
  await tab.click('#send-button');
  return tab.until('an answer', () => document.querySelector('#answer').innerText);
}
