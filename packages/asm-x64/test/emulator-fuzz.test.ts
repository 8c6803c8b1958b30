import { expect, test } from 'vitest';
import type { Row } from '../src/index.js';
import { fuzzAgainstProcessor } from './support/fuzz-processor.js';
import { processorRunner } from './support/processor.js';
import { drawable } from './support/sequences.js';

const runner = processorRunner();

test.skipIf(runner === undefined)('100,000 random instructions do what the processor does', () => {
  const seen = fuzzAgainstProcessor(runner!, 100_000, (Date.now() & 0x7fff_ffff) | 1);
  // The table has some forms twice, with the operands in either order: they are read as the first of them.
  const key = (row: Row): string => `${row.name} | ${row.opcodes}`;
  const covered = new Set([...seen.keys()].map(key));
  expect(drawable.map(key).filter((k) => !covered.has(k))).toEqual([]);
});
