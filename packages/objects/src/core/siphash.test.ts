import { attachWindow, ldI64, writeBytes } from '@tyston/memory';
import { beforeAll, expect, test } from 'vitest';
import { hashInto } from './hash-str.js';
import { setHashSeed } from './siphash.js';

const HEAP = 0x10_0000;

beforeAll(() => attachWindow(new ArrayBuffer(4 << 20)));

function hashOf(bytes: Uint8Array, seed: number, shift = 0): bigint {
  setHashSeed(seed);
  writeBytes(HEAP + 16 + shift, bytes);
  hashInto(HEAP, HEAP + 16 + shift, bytes.length);
  return ldI64(HEAP);
}
const ascii = (s: string) => new TextEncoder().encode(s);

// Expected values: `PYTHONHASHSEED=N python3.11 -c "print(hash('…'))"`.
const EXPECTED: [string, number, bigint][] = [
  ['', 0, 0n],
  ['a', 0, 4644417185603328019n],
  ['abc', 0, -4594863902769663758n],
  ['1234567', 0, -6684075128579576191n],
  ['12345678', 0, 3785724242978802311n],
  ['abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz', 0, 5629921747646975005n],
  ['', 1, 0n],
  ['a', 1, -3012895188637184397n],
  ['abc', 1, -4667308735975688587n],
  ['1234567', 1, -8889243435393941967n],
  ['12345678', 1, 500036314421443289n],
  ['abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz', 1, 2814840872997112243n],
  ['', 42, 0n],
  ['a', 42, -123207753977932514n],
  ['abc', 42, 3869580338025362921n],
  ['1234567', 42, -853774631325626194n],
  ['12345678', 42, -8868897825882322955n],
  [
    'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
    42,
    3923322037588746920n,
  ],
  ['', 4294967295, 0n],
  ['a', 4294967295, -5989683813037840249n],
  ['abc', 4294967295, -6122489556238538401n],
  ['1234567', 4294967295, 3252029075405927272n],
  ['12345678', 4294967295, -5472437280652225004n],
  [
    'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
    4294967295,
    -4053043958498913178n,
  ],
];

test.each(EXPECTED)('hash(%j) with seed %i', (text, seed, expected) => {
  expect(hashOf(ascii(text), seed)).toBe(expected);
  for (let shift = 1; shift < 4; shift++) expect(hashOf(ascii(text), seed, shift)).toBe(expected);
});
