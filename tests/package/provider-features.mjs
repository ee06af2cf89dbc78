// The provider of provider.mjs with all that a client can ask for: device flow, CIBA, PAR, introspection, revocation, DPoP, resources.
import { randomBytes } from 'node:crypto';
import { moreGrants } from './provider-grants.mjs';

const scope = 'openid offline_access api:read';

/** Grants everything to `person` without asking. */
async function grantFor(provider, clientId, accountId) {
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(scope);
  return grant.save();
}

/** Says yes on the person's device. @param {{ provider: object, clientId: string }} handle of startProvider @param {string} userCode */
export async function approveDevice({ provider, clientId }, userCode) {
  const code = await provider.DeviceCode.findByUserCode(userCode.replaceAll('-', ''));
  const accountId = 'device-user';
  Object.assign(code, { accountId, grantId: await grantFor(provider, clientId, accountId), scope, authTime: Math.floor(Date.now() / 1000) });
  await code.save();
}

/** Says yes to every device a little after it asks. @param {{ provider: object, clientId: string }} handle of startProvider */
export function approveDevices(handle) {
  handle.provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === 'device_authorization' && context.status === 200) setTimeout(() => approveDevice(handle, context.body.user_code), 50);
  });
}

/** Lets pages of other origins start a CIBA request, as the provider does at its other endpoints. */
export function allowPages({ provider, issuer }) {
  provider.use(async (context, next) => {
    if (context.path !== new URL(provider.pathFor('backchannel_authentication'), issuer).pathname) return next();
    context.set({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' });
    if (context.method !== 'OPTIONS') return next();
    context.status = 204;
    return undefined;
  });
}

/** For `configure` of startProvider. @param {{ requireNonce?: boolean, approveAfter?: number, fapi?: boolean, alg?: string }} [options]
 * `approveAfter`: milliseconds until the person of a CIBA request says yes */
export function withFeatures({ requireNonce = false, approveAfter = 50, fapi = false } = {}) {
  return (configuration) => {
    const [client] = configuration.clients;
    client.grant_types.push('urn:ietf:params:oauth:grant-type:device_code', 'urn:openid:params:grant-type:ciba', ...Object.keys(moreGrants));
    client.backchannel_token_delivery_mode = 'poll';
    if (fapi) Object.assign(client, { dpop_bound_access_tokens: true, require_pushed_authorization_requests: true });
    Object.assign(configuration.features, {
      deviceFlow: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: fapi },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => requireNonce },
      ciba: ciba(approveAfter),
      ...(fapi && { fapi: { enabled: true, profile: '2.0' } }),
    });
    // An access token of `clientCredentials` may be introspected by the client that got it.
    return configuration;
  };
}

function ciba(approveAfter) {
  return {
    enabled: true,
    deliveryModes: ['poll'],
    processLoginHint: (_context, hint) => hint,
    validateBindingMessage: () => {},
    validateRequestContext: () => {},
    verifyUserCode: () => {},
    async triggerAuthenticationDevice(context, request, account, client) {
      const { provider } = context.oidc;
      setTimeout(async () => provider.backchannelResult(request.jti, await grantFor(provider, client.clientId, account.accountId)), approveAfter);
    },
  };
}
