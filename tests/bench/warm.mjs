// Interleaved rounds in one warm process.
import assert from 'node:assert/strict';
import { importJWK, jwtVerify } from 'jose';
import { who } from './claims.mjs';
import { progress } from './progress.mjs';
import { median } from './statistics.mjs';

const batchTarget = 40; // milliseconds of work in a timed batch
const warmUpTarget = 250;
const actions = ['sign', 'importAndSign'];

/**
 * Times every library on every key, in turn, round after round, so that noise hits all alike.
 * @returns {Promise<Map<string, { time: number, ratio: number }>>} by `${action} ${library} ${key}`: the median milliseconds
 * of one operation, and the median of how many times as long it took as the first library in the same round
 */
export async function warm(title, runtime, names, keys, rounds) {
  const session = await runtime.start(names);
  try {
    const plans = await prepared(title, session, names, keys);
    for (let round = 1; round <= rounds; round += 1) {
      progress(`${title}: round ${round} of ${rounds}`);
      for (const plan of round % 2 === 0 ? plans : plans.toReversed()) plan.samples.push((await session.perform(plan.command)).time.wall / plan.command.count);
    }
    return new Map(plans.map(({ command, samples }) => [nameOf(command), { time: median(samples), ratio: ratio(samples, plans, { ...command, contestant: names[0] }) }]));
  } finally {
    await session.stop();
  }
}

const nameOf = ({ action, contestant, key }) => `${action} ${contestant} ${key}`;

function ratio(samples, plans, reference) {
  const other = plans.find(({ command }) => nameOf(command) === nameOf(reference)).samples;
  return median(samples.map((time, round) => time / other[round]));
}

async function prepared(title, session, names, keys) {
  for (const key of keys) await session.perform({ action: 'receive', key });
  const plans = [];
  for (const contestant of names) {
    progress(`${title}: warming up ${contestant}`);
    for (const action of ['load', 'instantiate']) await session.perform({ contestant, action });
    for (const key of keys) {
      await session.perform({ contestant, action: 'hold', key: key.name });
      for (const action of actions) {
        const command = { contestant, action, key: key.name };
        await verified((await session.perform({ ...command, count: 1 })).result, command, key);
        plans.push(await prepare(session, command));
      }
    }
  }
  return plans;
}

/** Warms up, and finds how many operations make a batch. */
export async function prepare(session, command) {
  let [spent, done, pace] = [0, 0, 1];
  while (spent < warmUpTarget) {
    const { time } = await session.perform({ ...command, count: pace });
    spent += Math.max(time.wall, 0.01);
    done += pace;
    pace = Math.min(Math.max(1, Math.round(pace * 1.5)), 500);
  }
  const count = Math.min(Math.max(Math.round(batchTarget / (spent / done)), 1), 2_000);
  return { command: { ...command, count }, samples: [] };
}

async function verified(compact, { contestant }, { jwk }) {
  const { payload } = await jwtVerify(compact, await importJWK(publicHalf(jwk)), { audience: who.audience });
  assert.equal(payload.iss, who.clientId, `${contestant} signed something else`);
}

const publicHalf = ({ kty, alg, n, e, crv, x, y }) => ({ kty, alg, n, e, crv, x, y });
