export * from 'private-key-jwt';
