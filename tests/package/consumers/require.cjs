// Node: `require`, which gives the bundled .cjs.
const library = require('private-key-jwt');
if (!/\.cjs$/.test(require.resolve('private-key-jwt'))) throw new Error(`require gave ${require.resolve('private-key-jwt')}`);
for (const entry of ['slim', 'keys']) {
  if (require(`private-key-jwt/${entry}`).PrivateKeyJwtError !== library.PrivateKeyJwtError) throw new Error(`${entry} has errors of its own`);
}

(async () => {
  const { scenario } = await import('../scenario.mjs');
  const { readInput } = await import('./stdin-input.mjs');
  console.log(JSON.stringify(await scenario(library, await readInput())));
})();
