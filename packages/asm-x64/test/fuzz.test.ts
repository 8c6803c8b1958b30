import * as icedModule from 'iced-x86';
import { test } from 'vitest';
import type { Iced } from '../src/iced.js';
import { fuzzAgainstIced } from './support/fuzz-iced.js';

const iced = ((icedModule as { default?: Iced }).default ?? icedModule) as Iced;

// 10 million: npm run fuzz -w @tyston/asm-x64
test('200,000 random instructions have the bytes of iced-x86', () => {
  fuzzAgainstIced(iced, 200_000, (Date.now() & 0x7fff_ffff) | 1);
});
