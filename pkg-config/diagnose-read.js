// @ts-check

/** The most octets that are read, and the most seconds that it may take. */
const limit = { octets: 1024 * 1024, seconds: 10 };

/**
 * A JSON object at a public address; nothing where there is none.
 * @param {(url: string, init: any) => Promise<any>} fetch @param {string} url
 * @returns {Promise<Record<string, any> | undefined>}
 */
export async function readObject(fetch, url) {
  try {
    const signal = AbortSignal.timeout(limit.seconds * 1000);
    const response = await fetch(url, { method: 'GET', headers: { accept: 'application/json' }, redirect: 'manual', signal });
    if (response.status !== 200) return undefined;
    const value = JSON.parse(await readText(response));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {any} response @returns {Promise<string>} */
async function readText(response) {
  const reader = response.body?.getReader?.();
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  let octets = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    octets += value.length;
    if (octets > limit.octets) {
      await reader.cancel();
      throw new RangeError('too long');
    }
    text += decoder.decode(value, { stream: true });
  }
}
