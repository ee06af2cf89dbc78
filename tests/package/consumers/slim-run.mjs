// Node: `private-key-jwt/slim`, which gets its wasm from the application, as bytes or as a module.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import * as library from 'private-key-jwt/slim';
import { scenario } from '../scenario.mjs';
import { readInput } from './stdin-input.mjs';

const input = await readInput();
let early;
try { library.SigningKey.from(input.privateJwk); } catch (error) { early = error.code; }
if (early !== 'ERR_NOT_INITIALIZED') throw new Error(`before initialize: ${early}`);

const bytes = await readFile(fileURLToPath(import.meta.resolve('private-key-jwt/private-key-jwt.wasm')));
const wasm = process.argv[2] === 'module' ? await WebAssembly.compile(bytes) : bytes;
await library.initialize(wasm);
await library.initialize(wasm);
console.log(JSON.stringify(await scenario(library, input)));
