// Reads the scenario's input from standard input: the key is on no disk, and no permission is needed.
import process from 'node:process';

export async function readInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))));
}
