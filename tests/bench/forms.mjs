// What a form of a key costs to import beyond what the same key costs as a JWK, whose checks are the same.
import { progress } from './progress.mjs';
import { median } from './statistics.mjs';
import { prepare } from './warm.mjs';

const contestant = 'private-key-jwt';

/**
 * @returns {Promise<Map<string, Map<string, { time: number, more: number }>>>} by form and key: the median milliseconds of an
 * import, and the median of those more than the JWK took in the same round
 */
export async function forms(title, runtime, keys, rounds) {
  const session = await runtime.start([contestant]);
  try {
    progress(`${title}: the forms of keys`);
    const plans = [];
    for (const action of ['load', 'instantiate']) await session.perform({ contestant, action });
    for (const key of keys) {
      await session.perform({ action: 'receive', key });
      for (const form of Object.keys(key.forms)) plans.push(await prepare(session, { contestant, action: 'importForm', key: key.name, form }));
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const plan of round % 2 === 0 ? plans : plans.toReversed()) plan.samples.push((await session.perform(plan.command)).time.wall / plan.command.count);
    }
    return byForm(plans);
  } finally {
    await session.stop();
  }
}

function byForm(plans) {
  const found = new Map();
  for (const { command: { key, form }, samples } of plans) {
    const jwk = plans.find(({ command }) => command.key === key && command.form === 'JWK').samples;
    const figures = { time: median(samples), more: median(samples.map((time, round) => time - jwk[round])) };
    found.set(form, (found.get(form) ?? new Map()).set(key, figures));
  }
  return found;
}
