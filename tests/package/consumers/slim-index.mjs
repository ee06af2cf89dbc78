export * from 'private-key-jwt/slim';
