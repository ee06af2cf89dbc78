// One open page. Everything goes through scripts in the page, which all browsers run alike; real keys are pressed in keyboard.test.mjs.
import assert from 'node:assert/strict';

export class Tab {
  /** What the browser complained about. @type {string[]} */
  complaints = [];
  /** What it asked for; in WebKitGTK only what the page itself can see. @type {{ method: string, url: string }[]} */
  requests = [];
  /** Kinds of dialogs, all of them accepted. @type {string[]} */
  dialogs = [];
  #evaluate;

  /** @param {{ evaluate: (text: string) => Promise<any>, reload: () => Promise<unknown>, page?: import('puppeteer-core').Page }} browser */
  constructor({ evaluate, reload, page }) {
    this.#evaluate = evaluate;
    this.reload = reload;
    this.page = page;
  }

  /** Runs a function in the page with values of JSON. */
  async run(action, ...given) {
    const answer = await this.#evaluate(`JSON.stringify((${action})(...${JSON.stringify(given)}) ?? null)`);
    return JSON.parse(answer);
  }

  /** Waits for something to become true there, and gives it. */
  async until(what, condition, ...given) {
    const end = Date.now() + 30_000;
    for (;;) {
      const found = await this.run(condition, ...given);
      if (found) return found;
      if (Date.now() > end) {
        const errors = await this.run(() => [...document.querySelectorAll('.danger:not([hidden])')].map((node) => node.textContent));
        assert.fail(`waited 30 s for ${what}; ${[...errors, ...this.complaints].join('; ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @param {'sign' | 'all' | 'offline'} state */
  async ready(state = 'all') {
    if (state === 'offline') await this.until('the service worker', () => document.documentElement.dataset.offline === 'yes');
    else await this.until(`readiness to ${state}`, (wanted) => [wanted, 'all'].includes(document.documentElement.dataset.ready), state);
  }

  click(selector) {
    return this.run((wanted) => document.querySelector(wanted).click(), selector);
  }

  /** Puts a value into a field, as typing would. */
  fill(selector, value) {
    return this.run((wanted, text) => {
      const field = document.querySelector(wanted);
      field.value = text;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }, selector, value);
  }

  choose(name, value) {
    return this.click(`input[name="${name}"][value="${value}"]`);
  }

  text(selector) {
    return this.run((wanted) => document.querySelector(wanted).textContent, selector);
  }

  isShown(selector) {
    return this.run((wanted) => document.querySelector(wanted).checkVisibility(), selector);
  }

  /** What the page asked of others than its own server. */
  async foreign() {
    const { own, seen } = await this.run(() => ({ own: location.origin, seen: performance.getEntriesByType('resource').map((entry) => entry.name) }));
    const asked = this.page ? this.requests.map(({ url }) => url) : seen;
    return asked.filter((url) => /^https?:/.test(url) && new URL(url).origin !== own);
  }

  /** Fails when anything was complained about, but for what `expected` matches. */
  async isClean(expected = /^$/) {
    const seen = [...this.complaints, ...await this.run(() => globalThis.complaints ?? [])].filter((text) => !expected.test(text));
    assert.deepEqual(seen, []);
  }
}
