// What the parts of a client assertion and of a token request are for.

export const headerParts = {
  alg: () => 'how it is signed: RSASSA-PKCS1-v1_5 with SHA-256',
  kid: () => 'which of the registered keys verifies it',
  typ: () => 'what kind of JWT this is, so that no other kind passes for it',
};

export const assertionClaims = {
  iss: () => 'who made it: the client',
  sub: () => 'for whom it speaks: the same client',
  aud: () => 'for whom it is: no other server may take it',
  jti: () => 'its own number, for one use: a copy is refused',
  iat: (value) => `made at ${instant(value)}`,
  exp: (value, { iat }) => `refused after ${instant(value)}, ${value - iat} s later`,
};

export const idTokenClaims = {
  iss: () => 'who says so: the provider',
  sub: () => 'who signed in',
  aud: () => 'for which client',
  nonce: () => 'the value the worker put into /login: this answers that request',
  at_hash: () => 'ties it to the access token',
  iat: (value) => `made at ${instant(value)}`,
  exp: (value) => `good until ${instant(value)}`,
};

export const requestParameters = {
  client_assertion: 'sent instead of a client_secret; decoded below',
  code: 'came back through the browser',
  code_verifier: 'PKCE: only who began the sign-in knows it',
};

function instant(seconds) {
  return `${new Date(seconds * 1000).toISOString().slice(11, 19)} UTC`;
}
