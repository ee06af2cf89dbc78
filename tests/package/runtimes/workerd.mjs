// Cloudflare's workerd itself, with the package's `workerd` condition: its wasm arrives as a module.
import { join } from 'node:path';
import { fixture } from '../support/fixture.mjs';
import { startWorkerd } from '../workerd.mjs';

export async function onWorkerd(input, consumer = 'workerd.mjs', modules = 1) {
  const worker = await startWorkerd({ entry: join(await fixture(), 'consumers', consumer) });
  try {
    if (worker.wasm.length !== modules) throw new Error(`the bundle imports ${worker.wasm.length} wasm modules, not ${modules}`);
    const response = await fetch(worker.url, { method: 'POST', body: JSON.stringify(input), signal: AbortSignal.timeout(60_000) });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`workerd answered ${response.status} ${text}\n${worker.output()}`);
    return JSON.parse(text);
  } finally {
    await worker.stop();
  }
}
