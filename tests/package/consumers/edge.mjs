// Edge VM (Vercel, Next.js): bundled with the condition `edge-light`; the host gives the wasm module.
import * as library from 'private-key-jwt';
import { scenario } from '../scenario.mjs';

globalThis.runScenario = async (text) => JSON.stringify(await scenario(library, JSON.parse(text)));
