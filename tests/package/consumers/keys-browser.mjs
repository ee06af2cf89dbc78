// Browsers: both modules, bundled by esbuild; the test calls the function that stands on the window.
import * as library from 'private-key-jwt';
import * as keys from 'private-key-jwt/keys';
import { keysScenario } from '../scenario-keys.mjs';

globalThis.violations = [];
globalThis.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
globalThis.runScenario = async (text) => JSON.stringify({ ...(await keysScenario(library, keys, JSON.parse(text))), violations: globalThis.violations });
