// @ts-check
import { clientAssertion } from 'private-key-jwt';
import { assertionOptions, given, keyOptions, required, wholeNumber } from '../arguments.js';
import { usage } from '../failure.js';
import { print, printJson } from '../output.js';
import { clientKey, keySource } from '../source.js';

const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** @type {import('../arguments.js').Command} */
export const assertion = {
  name: 'assertion',
  about: 'make a client assertion and print it',
  usage: '<source> --client-id <id> --audience <text> [options]',
  options: {
    ...keyOptions,
    ...assertionOptions,
    claim: { type: 'string', multiple: true, value: '<claim>', about: 'one more claim: name=text, or name:=JSON; may be repeated' },
  },
  remarks: ['An assertion is as good as a password until it expires or is used. With --json, it comes with its client_assertion_type: the parameters of a request.'],
  examples: [
    ['aud is the issuer', 'npx private-key-jwt assertion key.json --client-id client-1 --audience https://login.example.com'],
    ['as Signicat wants it', 'npx private-key-jwt assertion key.json --client-id client-1 --profile signicat --audience https://login.example.com/connect/token'],
    ['with claims of its own, looked at at once', 'npx private-key-jwt assertion env:PRIVATE_JWK --client-id client-1 --audience https://login.example.com --claim tenant=acme --claim level:=3 | npx private-key-jwt inspect -'],
  ],

  async run({ values, positionals }) {
    const options = given({
      clientId: required(values, 'client-id'),
      teamId: values['team-id'],
      audience: required(values, 'audience'),
      profile: values.profile,
      lifetime: wholeNumber(values, 'lifetime'),
      claims: values.claim && Object.fromEntries(values.claim.map(claim)),
    });
    const key = await clientKey(await keySource(values, positionals), values);
    const client_assertion = await clientAssertion(key, options);
    return values.json ? printJson({ client_assertion_type, client_assertion }) : print(client_assertion);
  },
};

/** @param {string} text @returns {[string, unknown]} */
function claim(text) {
  const [, name, isJson, value] = /^([^=]+?)(:?)=([^]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw usage('--claim must be name=text or name:=JSON');
  // A name is repeated where a profile refuses it. The long ones are URIs; others may be a part of a key.
  if (name.length >= 40 && !/[.:]/.test(name)) throw usage('--claim has a name that is too long');
  if (!isJson) return [name, value];
  try {
    return [name, JSON.parse(value)];
  } catch {
    throw usage('--claim name:= must be followed by JSON; for text, leave the colon out');
  }
}
