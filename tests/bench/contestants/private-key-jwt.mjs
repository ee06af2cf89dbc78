// This package.
import { initialize, SigningKey } from 'private-key-jwt';

export const instantiate = () => initialize();
export const importKey = ({ jwk }) => SigningKey.from(jwk);
export const importForm = (source) => SigningKey.from(source);
export const sign = (key, { clientId, audience }) => key.assertion({ clientId, audience, typ: null });
export const release = (key) => key.free();
