// Node: `require` of both modules.
const library = require('private-key-jwt');
const keys = require('private-key-jwt/keys');

(async () => {
  const { keysScenario } = await import('../scenario-keys.mjs');
  const { readInput } = await import('./stdin-input.mjs');
  console.log(JSON.stringify(await keysScenario(library, keys, await readInput())));
})();
