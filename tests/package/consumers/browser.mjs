// Browsers: bundled by esbuild; the test calls the function that stands on the window.
import * as library from 'private-key-jwt';
import { scenario } from '../scenario.mjs';

globalThis.violations = [];
globalThis.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
globalThis.runScenario = async (text) => JSON.stringify({ ...(await scenario(library, JSON.parse(text))), violations: globalThis.violations });
globalThis.importKey = (text) => {
  try { return library.SigningKey.from(text).alg; } catch (error) { return JSON.stringify({ code: error.code, message: error.message }); }
};
