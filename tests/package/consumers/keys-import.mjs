// Node, Deno and Bun: `import` of both modules.
import * as library from 'private-key-jwt';
import * as keys from 'private-key-jwt/keys';
import { keysScenario } from '../scenario-keys.mjs';
import { readInput } from './stdin-input.mjs';

console.log(JSON.stringify(await keysScenario(library, keys, await readInput())));
