// Interleaved rounds in a warm runtime, and single steps in fresh ones.
import assert from 'node:assert/strict';
import { importJWK, jwtVerify } from 'jose';
import { who } from './claims.mjs';

const batchTarget = 40; // milliseconds of work in a timed batch
const warmUpTarget = 250;

/**
 * Times every library on every key, in turn, round after round, so that noise hits all alike.
 * @returns {Promise<Map<string, number>>} median milliseconds of one operation, by `${action} ${library} ${key}`
 */
export async function warm(runtime, names, keys, rounds) {
  const session = await runtime.start(names);
  try {
    const plans = [];
    for (const contestant of names) {
      await session.perform({ contestant, action: 'instantiate' });
      for (const key of keys) {
        await session.perform({ contestant, action: 'hold', key });
        for (const action of ['sign', 'importAndSign']) plans.push(await prepare(session, { contestant, action, key }));
      }
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const plan of round % 2 === 0 ? plans : plans.toReversed()) plan.samples.push((await session.perform(plan.command)).milliseconds / plan.command.count);
    }
    return new Map(plans.map(({ command, samples }) => [`${command.action} ${command.contestant} ${command.key.name}`, median(samples)]));
  } finally {
    await session.stop();
  }
}

/** Checks the signature, warms up, and finds how many operations make a batch. */
async function prepare(session, command) {
  await verified((await session.perform({ ...command, count: 1 })).result, command);
  let [spent, done, pace] = [0, 0, 1];
  while (spent < warmUpTarget) {
    const { milliseconds } = await session.perform({ ...command, count: pace });
    spent += Math.max(milliseconds, 0.01);
    done += pace;
    pace = Math.min(Math.max(1, Math.round(pace * 1.5)), 500);
  }
  const count = Math.min(Math.max(Math.round(batchTarget / (spent / done)), 1), 2_000);
  return { command: { ...command, count }, samples: [] };
}

export const freshSteps = ['load', 'instantiate', 'import', '1st', '10th', '100th'];

/** One fresh process for each sample and library. @returns {Promise<Map<string, number>>} median milliseconds by `${library} ${step}` */
export async function fresh(runtime, names, key, samples) {
  const seen = new Map();
  const note = (name, step, milliseconds) => seen.set(`${name} ${step}`, [...(seen.get(`${name} ${step}`) ?? []), milliseconds]);
  for (let sample = 0; sample < samples; sample += 1) {
    for (const contestant of names) {
      const session = await runtime.start([contestant]);
      const time = async (command) => (await session.perform({ contestant, key, ...command })).milliseconds;
      try {
        note(contestant, 'load', session.load);
        note(contestant, 'instantiate', await time({ action: 'instantiate' }));
        note(contestant, 'import', await time({ action: 'hold' }));
        note(contestant, '1st', await time({ action: 'sign', count: 1 }));
        await time({ action: 'sign', count: 8 });
        note(contestant, '10th', await time({ action: 'sign', count: 1 }));
        await time({ action: 'sign', count: 89 });
        note(contestant, '100th', await time({ action: 'sign', count: 1 }));
      } finally {
        await session.stop();
      }
    }
  }
  return new Map([...seen].map(([name, times]) => [name, times[0] === undefined ? undefined : median(times)]));
}

async function verified(compact, { contestant, key }) {
  const { payload } = await jwtVerify(compact, await importJWK({ kty: 'RSA', n: key.jwk.n, e: key.jwk.e }, 'RS256'), { audience: who.audience });
  assert.equal(payload.iss, who.clientId, `${contestant} signed something else`);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
