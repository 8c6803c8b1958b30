import { test } from 'vitest';
import { loadIced } from '../src/iced.js';
import { fuzzAgainstIced } from './support/fuzz-iced.js';

const iced = await loadIced();

// 10 million: npm run fuzz -w @tyston/asm-x64
test('200,000 random instructions have the bytes of iced-x86', () => {
  fuzzAgainstIced(iced, 200_000, (Date.now() & 0x7fff_ffff) | 1);
});
