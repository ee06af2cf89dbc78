// What every runtime does with the package. Plain JavaScript without any import of a host's: it runs in
// Node, Deno, Bun, workerd, an edge VM and browsers, and reports plain data that the test judges outside.
import { exchangeSteps } from './scenario-exchange.mjs';
import { formSteps } from './scenario-forms.mjs';
import { grantSteps } from './scenario-grants.mjs';
import { hostKeySteps } from './scenario-host-keys.mjs';

/**
 * @param library the package's exports
 * @param input { privateJwk, forms, publicJwk, secrets, curveKeys, thumbprint, clientId, issuer, tokenEndpoint, authorization, exchange }
 * @returns {Promise<{ runtime: string, steps: { name, ok, detail? }[], signatures: object[], curveSignatures: object[], assertions: object[], hostAssertions: object[], exchanges: object[] }>}
 */
export async function scenario(library, input) {
  const report = { runtime: globalThis.EdgeRuntime ?? globalThis.navigator?.userAgent ?? `Node.js/${globalThis.process?.version}`, steps: [], signatures: [], curveSignatures: [], assertions: [], hostAssertions: [], exchanges: [] };
  for (const [name, step] of Object.entries({ ...signingSteps, ...(input.forms ? formSteps : {}), ...hostKeySteps, ...(input.exchange ? exchangeSteps : {}), ...(input.grants ? grantSteps : {}) })) {
    try {
      await step(library, input, report);
      report.steps.push({ name, ok: true });
    } catch (error) {
      report.steps.push({ name, ok: false, detail: `${error?.code ?? ''} ${error?.stack ?? error}` });
    }
  }
  return report;
}

const signingSteps = {
  'imports a key from a JWK, its text, a JWKS and the text of one'({ SigningKey }, { privateJwk, thumbprint }) {
    const jwks = { keys: [privateJwk] };
    for (const source of [privateJwk, JSON.stringify(privateJwk), jwks, JSON.stringify(jwks)]) {
      for (const key of [SigningKey.from(source), SigningKey.fromJwk(source)]) {
        equal(key.alg, 'RS256');
        equal(key.kid, privateJwk.kid);
        equal(key.thumbprint, thumbprint);
        key.free();
      }
    }
    const { kid, ...unnamed } = privateJwk;
    equal(SigningKey.from(unnamed).kid, thumbprint);
    equal(SigningKey.from(privateJwk, { kid: 'another' }).kid, 'another');
  },
  'publishes only the public members'({ SigningKey }, { privateJwk, publicJwk, secrets }) {
    const key = SigningKey.from(privateJwk);
    const published = key.publicJwk();
    equal(Object.keys(published).sort().join(), 'alg,e,kid,kty,n,use');
    for (const member of Object.keys(publicJwk)) equal(published[member], publicJwk[member]);
    for (const text of [JSON.stringify(key), String(key)]) withoutSecret(text, secrets);
  },
  'signs bytes'({ SigningKey }, { privateJwk }, report) {
    const key = SigningKey.from(privateJwk);
    for (const data of [new Uint8Array(), new Uint8Array([1, 2, 3]), new Uint8Array(100_000).fill(7)]) {
      const signature = key.sign(data);
      equal(signature.length, 256);
      report.signatures.push({ data: hex(data.length > 9 ? data.subarray(0, 1) : data), repeat: data.length > 9 ? data.length : 1, signature: hex(signature) });
    }
  },
  'signs with elliptic curves'({ SigningKey }, { curveKeys, clientId, issuer }, report) {
    for (const { privateJwk, publicJwk } of curveKeys) {
      const key = SigningKey.from(privateJwk);
      equal(key.alg, publicJwk.alg);
      for (const member of Object.keys(publicJwk)) equal(key.publicJwk()[member], publicJwk[member]);
      equal(key.publicJwk().d, undefined);
      report.curveSignatures.push({ alg: key.alg, data: '010203', signature: hex(key.sign(new Uint8Array([1, 2, 3]))), compact: key.assertion({ clientId, audience: issuer }) });
    }
  },
  'builds assertions'({ SigningKey }, { privateJwk, clientId, issuer, tokenEndpoint }, report) {
    const key = SigningKey.from(privateJwk);
    report.assertions.push({ profile: 'rfc7523bis', audience: issuer, lifetime: 60, compact: key.assertion({ clientId, audience: issuer }) });
    report.assertions.push({ profile: 'signicat', audience: tokenEndpoint, lifetime: 60, compact: key.assertion({ clientId, audience: tokenEndpoint, profile: 'signicat' }) });
    report.assertions.push({ profile: 'signicat', audience: tokenEndpoint, lifetime: 6_000, compact: key.assertion({ clientId, audience: tokenEndpoint, profile: 'signicat', lifetime: 6_000 }) });
  },
  'is freed more than once, and refuses to be used after'({ SigningKey }, { privateJwk, clientId, issuer }) {
    const key = SigningKey.from(privateJwk);
    const other = SigningKey.from(privateJwk);
    key.free();
    key.free();
    if (Symbol.dispose !== undefined) key[Symbol.dispose]();
    for (const use of [() => key.sign(new Uint8Array(1)), () => key.assertion({ clientId, audience: issuer }), () => key.publicJwk()]) refused(use, 'ERR_KEY_DISPOSED');
    equal(other.sign(new Uint8Array(1)).length, 256);
  },
  'answers misuse with a TypeError'({ SigningKey, TokenClient }, { privateJwk, clientId, issuer, tokenEndpoint }) {
    const key = SigningKey.from(privateJwk);
    const misuses = [
      () => SigningKey.from(undefined), () => SigningKey.from(7), () => SigningKey.from(null), () => SigningKey.from(privateJwk, { algorithm: 'RS256' }),
      () => key.sign('text'), () => key.assertion(), () => key.assertion({ audience: issuer }), () => key.assertion({ clientId: 7, audience: issuer }),
      () => key.assertion({ clientId: 'half of a \ud83d', audience: issuer }), () => key.assertion({ clientId: '\ufffd \udc00', audience: issuer }),
      () => key.assertion({ clientId, audience: issuer, lifeTime: 60 }), () => key.assertion({ clientId, audience: issuer, lifetime: '60' }),
      () => new TokenClient(), () => new TokenClient({ clientId, key, tokenEndpoint, audience: issuer, secret: 'x' }),
    ];
    equal(key.assertion({ clientId: '\ufffd \ud83d\ude00', audience: issuer }).split('.').length, 3);
    misuses.forEach((misuse, index) => {
      const error = thrown(misuse, `misuse ${index}`);
      if (!(error instanceof TypeError)) throw new Error(`misuse ${index} (${misuse}) threw ${error?.name} ${error?.code} ${error?.message}`);
    });
  },
  'refuses bad keys with a code and without their values'({ SigningKey }, { privateJwk, secrets }) {
    const half = privateJwk.d.slice(0, 100);
    const bad = {
      'no JSON': JSON.stringify(privateJwk).slice(0, -40),
      'padding': { ...privateJwk, d: `${privateJwk.d}=` },
      'a number': { ...privateJwk, p: 7 },
      'another d': { ...privateJwk, d: half + half.split('').reverse().join('') },
      'swapped primes': { ...privateJwk, p: privateJwk.q },
      'encryption': { ...privateJwk, use: 'enc' },
      'no private part': Object.fromEntries(Object.entries(privateJwk).filter(([member]) => !['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(member))),
      'another kind': { ...privateJwk, kty: 'oct' },
    };
    for (const [name, source] of Object.entries(bad)) {
      const error = thrown(() => SigningKey.from(source), name);
      if (!/^ERR_KEY_/.test(error.code)) throw new Error(`${name}: ${error.name} ${error.code} ${error.message}`);
      withoutSecret(everythingIn(error), [...secrets, half]);
    }
  },
};

export function equal(actual, expected) {
  if (actual !== expected) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

export function refused(use, code) {
  const error = thrown(use, String(use));
  if (error?.code !== code) throw new Error(`${use} threw ${error?.name} ${error?.code} ${error?.message}, not ${code}`);
}

export function withoutSecret(text, secrets) {
  for (const secret of secrets) if (text.includes(secret)) throw new Error(`a secret stands in: ${text.replaceAll(secret, '[SECRET]').slice(0, 300)}`);
}

/** All that a log could take from an error: its texts, its members and those of its causes. */
export function everythingIn(error) {
  const members = Object.getOwnPropertyNames(error).map((name) => `${name}: ${typeof error[name] === 'object' ? JSON.stringify(error[name]) : String(error[name])}`);
  return [String(error), JSON.stringify(error), ...members, error.cause instanceof Error ? everythingIn(error.cause) : ''].join('\n');
}

export function thrown(use, name) {
  try { use(); } catch (error) { return error; }
  throw new Error(`${name} was not refused`);
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
