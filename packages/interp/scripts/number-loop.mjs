/**
 * Writes the numbers of the opcodes into the loop: a number and behind it, in a comment, the name. To be run after the order of the
 * table in src/opcodes.ts has changed (build first): `node packages/interp/scripts/number-loop.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { OPCODES } from '../dist/opcodes.js';

const numbers = new Map(OPCODES.map((row) => [row.name, row.code]));
const file = new URL('../src/run/loop.ts', import.meta.url);
const source = readFileSync(file, 'utf8');
const numbered = source.replace(/\d+ \/\* ([A-Z][A-Z0-9_]*) \*\//g, (_, name) => {
  if (!numbers.has(name)) throw new Error(`the loop has a case for ${name}, which is no opcode`);
  return `${numbers.get(name)} /* ${name} */`;
});
writeFileSync(file, numbered);
