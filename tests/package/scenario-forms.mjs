// The forms that a key comes in, as a part of scenario.mjs.
import { equal, everythingIn, refused, thrown, withoutSecret } from './scenario.mjs';

export const formSteps = {
  'imports keys in every form'({ SigningKey }, { forms, clientId, issuer }) {
    const signed = new Set(); // once by each key: where wasm is slow, as under a debugger in Firefox, signing takes long
    for (const { name, text, base64, passphrase, thumbprint } of forms) {
      const key = SigningKey.from(text ?? bytes(base64), { passphrase });
      equal(`${name}: ${key.thumbprint}`, `${name}: ${thumbprint}`);
      if (!signed.has(thumbprint)) equal(key.assertion({ clientId, audience: issuer }).split('.').length, 3);
      signed.add(thumbprint);
      if (text?.includes('-----BEGIN')) equal(SigningKey.fromPem(text, { passphrase }).thumbprint, thumbprint);
      key.free();
    }
  },
  'asks for the passphrase of an encrypted key'({ SigningKey }, { forms }) {
    for (const { text, base64 } of forms.filter((form) => form.passphrase)) {
      const source = text ?? bytes(base64);
      refused(() => SigningKey.from(source), 'ERR_KEY_PASSPHRASE');
      refused(() => (text ? SigningKey.fromPem(text, { passphrase: 'wrong' }) : SigningKey.from(source, { passphrase: 'wrong' })), 'ERR_KEY_PASSPHRASE');
    }
  },
  'says what is wrong with what is no key'({ SigningKey }, { forms, secrets }) {
    const [{ text: pem }] = forms;
    const body = pem.split('\n').slice(2, -2);
    const wrong = {
      'this is the path of a file': './key.pem', 'undefined': 'undefined', 'an object that was turned into a text': '[object Object]', 'no key': 's3cr3t-of-the-cl1ent',
      'ends before its END line': pem.slice(0, 900), 'not base64': pem.replace('MII', 'M*I'), 'ends too early': bytes(body.join('')).map((byte, index) => [48, 130, 9, 0][index] ?? byte),
    };
    for (const [answer, source] of Object.entries(wrong)) {
      const error = thrown(() => SigningKey.from(source), answer);
      if (error.code !== 'ERR_KEY_MALFORMED' || !error.message.includes(answer)) throw new Error(`${answer}: ${error.code} ${error.message}`);
      withoutSecret(everythingIn(error), [...secrets, ...body]);
    }
  },
};

function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
