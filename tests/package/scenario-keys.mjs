// What every runtime does with `private-key-jwt/keys`. Plain JavaScript without any import of a host's; the test judges the report outside.
import { equal, withoutSecret } from './scenario.mjs';

const window = { notBefore: 1_700_000_000, notAfter: 2_600_000_000 };
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/**
 * @param library the exports of `private-key-jwt`
 * @param keys the exports of `private-key-jwt/keys`
 * @param input { algorithms, withoutSubtle }
 * @returns {Promise<{ runtime: string, steps: { name, ok, detail? }[], keys: object[] }>}
 */
export async function keysScenario(library, keys, input) {
  if (input.withoutSubtle) Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined });
  const report = { runtime: globalThis.EdgeRuntime ?? globalThis.navigator?.userAgent ?? `Node.js/${globalThis.process?.version}`, steps: [], keys: [] };
  const steps = Object.entries(common).map(([name, step]) => [name, () => step(library, keys, input, report)]);
  for (const alg of input.algorithms) steps.push([`makes a key for ${alg}`, () => makesKey(library, keys, alg, report)]);
  for (const [name, step] of steps) {
    try {
      await step();
      report.steps.push({ name, ok: true });
    } catch (error) {
      report.steps.push({ name, ok: false, detail: `${error?.code ?? ''} ${error?.stack ?? error}` });
    }
  }
  return report;
}

async function makesKey({ SigningKey }, { convert, generateKey, privateForms, selfSignedCertificate }, alg, report) {
  const fractions = [];
  const started = Date.now();
  const generated = await generateKey({ alg, kid: `kid-${alg}`, name: `Zoë's key for ${alg}`, ...window, onProgress: (fraction) => fractions.push(fraction) });
  const took = Date.now() - started;
  equal(fractions[0], 0);
  equal(fractions.at(-1), 1);
  for (const [index, fraction] of fractions.entries()) if (fraction < (fractions[index - 1] ?? 0)) throw new Error(`progress went back: ${fractions}`);
  for (const jwk of [generated.privateJwk, generated.publicJwk]) {
    equal([jwk.alg, jwk.kid, jwk.use, jwk.name, jwk.nbf, jwk.exp].join(), [alg, `kid-${alg}`, 'sig', `Zoë's key for ${alg}`, window.notBefore, window.notAfter].join());
  }
  const key = SigningKey.from(generated.privateJwk);
  equal(key.alg, alg);
  const certificate = selfSignedCertificate(key, { name: `Zoë's key for ${alg}`, ...window });
  const { name, nbf, exp, ...published } = generated.publicJwk;
  const secrets = secretMembers.map((member) => generated.privateJwk[member]).filter(Boolean);
  const sources = [generated.privateJwk, JSON.stringify(generated.privateJwk), generated.publicJwk, { keys: [generated.publicJwk] }, generated.publicPem, key, generated.privatePem, der(generated.privatePem), btoa(generated.privatePem), der(generated.publicPem), certificate, der(certificate)];
  const converted = sources.map((source) => convert(source, { alg, kid: `kid-${alg}` }));
  for (const forms of converted) {
    equal(canonical(forms.jwk), canonical(published));
    equal(canonical(forms.jwks), canonical({ keys: [forms.jwk] }));
    equal(forms.pem, generated.publicPem);
    equal(forms.thumbprint, key.thumbprint);
  }
  const { name: _name, nbf: _nbf, exp: _exp, ...kept } = generated.privateJwk;
  for (const source of [generated.privateJwk, generated.privatePem, der(generated.privatePem)]) {
    const forms = privateForms(source, { alg, kid: `kid-${alg}` });
    equal(canonical(forms.jwk), canonical(kept));
    equal(forms.pem, generated.privatePem);
  }
  equal(SigningKey.from(generated.privatePem, { alg }).thumbprint, key.thumbprint);
  withoutSecret(JSON.stringify([converted, generated.publicJwk, generated.publicPem, certificate]), secrets);
  report.keys.push({ alg, took, steps: fractions.length, generated, certificate, digests: converted.at(-1), signature: [...key.sign(new Uint8Array([1, 2, 3]))] });
}

const common = {
  async 'names a key by its thumbprint, and leaves out what nobody asked for'({ SigningKey }, { generateKey }) {
    const generated = await generateKey();
    equal(Object.keys(generated).sort().join(), 'privateJwk,privatePem,publicJwk,publicPem');
    equal(Object.keys(generated.publicJwk).sort().join(), 'alg,e,kid,kty,n,use');
    equal(Object.keys(generated.privateJwk).sort().join(), 'alg,d,dp,dq,e,kid,kty,n,p,q,qi,use');
    equal(SigningKey.from(generated.privateJwk, { kid: undefined }).thumbprint, generated.publicJwk.kid);
  },
  async 'ends when it is aborted, before and in between'(_library, { generateKey, PrivateKeyJwtError }) {
    const controller = new AbortController();
    const pending = [generateKey({ modulusLength: 4096, signal: controller.signal }), generateKey({ signal: AbortSignal.abort() })];
    // At once, since some hosts make keys on the very thread that would call a timer.
    controller.abort();
    const started = Date.now();
    for (const outcome of await Promise.allSettled(pending)) {
      if (!(outcome.reason instanceof PrivateKeyJwtError)) throw new Error(`${outcome.status} ${outcome.reason}`);
      equal(outcome.reason.code, 'ERR_ABORTED');
    }
    if (Date.now() - started > 2_000) throw new Error(`it went on for ${Date.now() - started} ms`);
  },
  async 'answers misuse with a TypeError, other mistakes with a code'(_library, { convert, generateKey, privateForms, selfSignedCertificate }) {
    const misuses = [
      () => generateKey(7), () => generateKey({ algorithm: 'RS256' }), () => generateKey({ alg: 7 }), () => generateKey({ onProgress: 7 }), () => generateKey({ signal: 7 }),
      () => generateKey({ name: 7 }), () => generateKey({ modulusLength: '2048' }), () => generateKey({ alg: 'ES256', modulusLength: 2048 }), () => selfSignedCertificate({}, { name: 'x', ...window }), () => convert(7), () => convert(undefined),
      () => convert('{}', { keyId: 'x' }), () => convert('{}', { passphrase: 7 }), () => convert(new Float64Array(9)), () => privateForms(7), () => privateForms({ publicJwk() {} }), () => privateForms({ kty: 'oct' }, 7),
    ];
    for (const misuse of misuses) if (!((await failure(misuse)) instanceof TypeError)) throw new Error(`${misuse} threw ${await failure(misuse)}`);
    const mistakes = {
      ERR_KEY_UNSUPPORTED: [() => generateKey({ alg: 'HS256' }), () => generateKey({ modulusLength: 1024 })],
      ERR_CLAIM_INVALID: [() => generateKey({ notBefore: 1e12 })],
      ERR_KEY_MALFORMED: [() => convert(''), () => convert('{}'), () => convert('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'), () => privateForms('')],
      ERR_KEY_UNSUITABLE: [() => privateForms({ kty: 'RSA', n: 'AQ', e: 'AQAB' })],
    };
    for (const [code, uses] of Object.entries(mistakes)) for (const use of uses) equal((await failure(use)).code, code);
  },
};

async function failure(use) {
  try { await use(); } catch (error) { return error; }
  throw new Error(`${use} was not refused`);
}

const canonical = (value) => JSON.stringify(value, (_name, member) => (member?.kty ? Object.fromEntries(Object.entries(member).sort()) : member));

const der = (pem) => Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (letter) => letter.charCodeAt(0));
