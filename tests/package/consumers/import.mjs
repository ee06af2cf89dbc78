// Node, Deno and Bun: `import`.
import * as library from 'private-key-jwt';
import { scenario } from '../scenario.mjs';
import { readInput } from './stdin-input.mjs';

console.log(JSON.stringify(await scenario(library, await readInput())));
