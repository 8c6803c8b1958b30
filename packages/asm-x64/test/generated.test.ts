import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { instructionTypes, reference } from '../src/generate.js';

const file = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('the generated files are those of the table (else: npm run generate -w @tyston/asm-x64)', () => {
  expect(file('src/instructions.gen.ts')).toBe(instructionTypes());
  expect(file('docs/INSTRUCTIONS.md')).toBe(reference());
});
