/**
 * Writes the numbers of the opcodes into the loop: a number and before it, in a comment, the name. To be run after the order of the
 * table in src/opcodes.ts has changed (build first): `node packages/interp/scripts/number-loop.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { OPCODES } from '../dist/opcodes.js';

const numbers = new Map(OPCODES.map((row) => [row.name, row.code]));
for (const name of ['loop.ts', 'cold.ts']) {
  const file = new URL(`../src/run/${name}`, import.meta.url);
  const source = readFileSync(file, 'utf8');
  const numbered = source.replace(/\/\* ([A-Z][A-Z0-9_]*) \*\/ \d+/g, (_, opcode) => {
    if (!numbers.has(opcode)) throw new Error(`${name} has a case for ${opcode}, which is no opcode`);
    return `/* ${opcode} */ ${numbers.get(opcode)}`;
  });
  writeFileSync(file, numbered);
}
