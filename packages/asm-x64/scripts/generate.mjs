// Makes from the instruction table: the assembler's types (src/instructions.gen.ts) and the reference
// (docs/INSTRUCTIONS.md). Run after a change of the table: npm run generate -w @tyston/asm-x64
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { instructionTypes, reference } from '../dist/generate.js';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(root + 'docs', { recursive: true });
writeFileSync(root + 'src/instructions.gen.ts', instructionTypes());
writeFileSync(root + 'docs/INSTRUCTIONS.md', reference());
