// jsrsasign: JavaScript big numbers. It draws random values while it loads, which workerd allows only inside a request,
// so loading it counts as instantiating.
import { claims, header } from '../claims.mjs';

let library;
export const instantiate = async () => { library = (await import('jsrsasign')).default; };
export const importKey = ({ jwk }) => ({ key: library.KEYUTIL.getKey(jwk), kid: jwk.kid });
export const sign = ({ key, kid }, who) => library.KJUR.jws.JWS.sign('RS256', header(kid), claims(who), key);
export const release = () => {};
