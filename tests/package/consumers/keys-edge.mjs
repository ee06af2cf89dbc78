// Edge VM: both modules.
import * as library from 'private-key-jwt';
import * as keys from 'private-key-jwt/keys';
import { keysScenario } from '../scenario-keys.mjs';

globalThis.runScenario = async (text) => JSON.stringify(await keysScenario(library, keys, JSON.parse(text)));
