// Small helpers around the document. No HTML is ever made from text: everything is an element or a text node.

/** The element with this id. @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** All elements that match. @param {string} selector @returns {any[]} */
export function all(selector) {
  return [...document.querySelectorAll(selector)];
}

/** A new element. @param {string} name @param {Record<string, string>} [attributes] @param {...(Node | string)} children */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Shows or hides an element. @param {any} node @param {boolean} visible */
export function show(node, visible) {
  node.hidden = !visible;
}

/** Marks a step as done or not, also in the list of steps. @param {string} id @param {boolean} yes */
export function done(id, yes) {
  byId(id).classList.toggle('done', yes);
  all(`.steps a[href="#${id}"]`)[0].parentElement.classList.toggle('done', yes);
}

/** Fills a place for messages; nothing empties and hides it. @param {any} place @param {...(Node | string)} content */
export function message(place, ...content) {
  place.replaceChildren(...content);
  show(place, content.length > 0);
}

/** An error as a person should read it: the message, and the code beside it. @param {any} error */
export function problem(error) {
  const text = element('p', {}, sentence(String(error?.message ?? error)));
  return error?.code ? [text, element('p', { class: 'code' }, error.code)] : [text];
}

/** With a capital at the start, unless that is a name like clientId, and a stop at the end. @param {string} text */
export function sentence(text) {
  const isName = /^(\w*[A-Z]|(iss|sub|aud|jti|iat|exp|nbf|kid|alg|typ)\b)/.test(text);
  const capital = isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?:]$/.test(capital) ? capital : `${capital}.`;
}

/** The chosen value of radio buttons. @param {string} name */
export function chosen(name) {
  return all(`input[name="${name}"]:checked`)[0]?.value;
}

/** Calls back when the choice changes, and once now. @param {string} name @param {(value: string) => void} listener */
export function onChoice(name, listener) {
  for (const input of all(`input[name="${name}"]`)) input.addEventListener('change', () => listener(chosen(name)));
  listener(chosen(name));
}

/** Says something to those who listen to the page instead of looking at it. @param {string} text */
export function announce(text) {
  byId('announcement').textContent = text;
}

/** Makes a button copy what `text` gives, and say so. @param {any} button @param {() => string} text @param {() => void} [done] */
export function copies(button, text, done = () => {}) {
  const label = button.textContent;
  let timer;
  button.addEventListener('click', async () => {
    const copied = await navigator.clipboard.writeText(text()).then(() => true, () => false);
    button.textContent = copied ? 'Copied' : 'Not allowed';
    announce(copied ? 'Copied to the clipboard' : 'The browser did not allow copying');
    if (copied) done();
    clearTimeout(timer);
    timer = setTimeout(() => { button.textContent = label; }, 2_000);
  });
}

/** Saves text as a file. @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
