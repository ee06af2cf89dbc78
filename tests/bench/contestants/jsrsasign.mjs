// jsrsasign: JavaScript big numbers.
import library from 'jsrsasign';
import { claims, header } from '../claims.mjs';

export const instantiate = () => {};
export const importKey = ({ jwk }) => ({ key: library.KEYUTIL.getKey(jwk), kid: jwk.kid });
export const sign = ({ key, kid }, who) => library.KJUR.jws.JWS.sign('RS256', header(kid), claims(who), key);
export const release = () => {};
