// The grants that oidc-provider does not bring along: RFC 7523 section 2.1 and RFC 8693, with handlers that look at every parameter.
import { errors } from 'oidc-provider';
import { importJWK, jwtVerify } from 'jose';

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

/** Of each grant: the parameters, those that may come several times, and who says for whom the token is. */
export const moreGrants = {
  'urn:ietf:params:oauth:grant-type:jwt-bearer': { parameters: ['assertion', 'scope', 'resource'], several: ['resource'], answer: byAssertion },
  'urn:ietf:params:oauth:grant-type:token-exchange': {
    parameters: ['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'requested_token_type', 'audience', 'scope', 'resource'],
    several: ['audience', 'resource'], answer: byToken,
  },
};

/** For `prepare` of startProvider. @param {{ provider: object, issuer: string }} handle */
export function registerMoreGrants({ provider, issuer }) {
  const used = new Set();
  for (const [name, { parameters, several, answer }] of Object.entries(moreGrants)) {
    provider.registerGrantType(name, async (context) => {
      const { client, params } = context.oidc;
      const more = await answer({ provider, issuer, used, client, params });
      const token = new provider.ClientCredentials({ client, scope: params.scope });
      context.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: token.expiration, scope: token.scope, ...more };
    }, parameters, several);
  }
}

/** An assertion about a person, which is good once. */
async function byAssertion({ issuer, used, client, params }) {
  const [jwk] = client.jwks.keys;
  const { payload } = await jwtVerify(params.assertion, await importJWK(jwk), { audience: issuer, requiredClaims: ['sub', 'exp', 'jti'] }).catch(refuse);
  if (used.has(payload.jti)) refuse();
  used.add(payload.jti);
  return { subject: payload.sub, resources: all(params.resource) };
}

async function byToken({ provider, params }) {
  const subject = await provider.ClientCredentials.find(params.subject_token);
  const types = [params.subject_token_type, params.actor_token_type ?? accessToken, params.requested_token_type];
  if (!subject || types.some((type) => type !== accessToken)) refuse();
  return { issued_token_type: accessToken, subject: subject.clientId, audiences: all(params.audience), resources: all(params.resource) };
}

/** One value, or several, or none. */
const all = (value) => [value ?? []].flat();

function refuse() {
  throw new errors.InvalidGrant('not good, or not good any more');
}
