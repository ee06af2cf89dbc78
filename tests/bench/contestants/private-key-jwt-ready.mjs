// This package in a Worker that makes it ready at module scope.
import { initialize } from 'private-key-jwt';

await initialize();

export * from './private-key-jwt.mjs';
