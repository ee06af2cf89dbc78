export * from 'private-key-jwt/stores';
