export * from 'private-key-jwt/keys';
