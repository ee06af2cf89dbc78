// jose: signs with the host's WebCrypto, asynchronously.
import { importJWK, SignJWT } from 'jose';
import { claims, header } from '../claims.mjs';

export const instantiate = () => {};
export const importKey = async ({ jwk }) => ({ key: await importJWK(jwk), alg: jwk.alg, kid: jwk.kid });
export const sign = ({ key, alg, kid }, who) => new SignJWT(claims(who)).setProtectedHeader(header(kid, alg)).sign(key);
export const release = () => {};
