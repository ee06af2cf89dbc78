// The smallest web browser: follows redirects by hand and keeps cookies, so that a login runs without a person.
const redirects = new Set([301, 302, 303, 307, 308]);

/** A cookie jar for one host. Cookies are kept by name and path; a shorter life than the test is not looked at. */
export class Agent {
  #cookies = new Map();
  #trace;

  /** @param {(hop: { url: URL, status?: number, location?: string | null }) => void} [trace] is told of every request, and again of its answer */
  constructor(trace = () => {}) {
    this.#trace = trace;
  }

  /** Follows redirects from `url` until one points to a place that `isTarget` accepts. @returns {Promise<URL>} that place, not fetched */
  async followTo(url, isTarget) {
    let location = new URL(url);
    for (let hop = 0; hop < 12; hop += 1) {
      if (isTarget(location)) return location;
      const response = await this.fetch(location);
      const next = response.headers.get('location');
      if (!redirects.has(response.status) || next === null) throw new Error(`${response.status} at ${location.pathname}: ${(await response.text()).slice(0, 500)}`);
      await response.body?.cancel();
      location = new URL(next, location);
    }
    throw new Error(`too many redirects, the last to ${location.pathname}`);
  }

  /** One request, with the cookies, without following a redirect. */
  async fetch(url, options = {}) {
    const target = new URL(url);
    const matching = [...this.#cookies.values()].filter((cookie) => target.pathname.startsWith(cookie.path));
    const cookie = matching.map(({ name, value }) => `${name}=${value}`).join('; ');
    this.#trace({ url: target });
    const response = await fetch(target, { ...options, redirect: 'manual', signal: AbortSignal.timeout(10_000), headers: { ...options.headers, ...(cookie && { cookie }) } });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    this.#trace({ url: target, status: response.status, location: response.headers.get('location') });
    return response;
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    this.#cookies.set(`${name} ${path}`, { name, value: pair.slice(name.length + 1), path });
  }
}
