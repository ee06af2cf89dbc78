// The same types by `require`.
import { SigningKey, TokenClient } from 'private-key-jwt';
import keys = require('private-key-jwt/keys');
import slim = require('private-key-jwt/slim');

export const key: SigningKey = SigningKey.from('{}');
export const client: TokenClient = new TokenClient({ clientId: 'client', key, tokenEndpoint: 'https://server.example/token' });
export const started: Promise<void> = slim.initialize(new Uint8Array());
export const generated: Promise<keys.GeneratedKey> = keys.generateKey({ alg: key.alg });
