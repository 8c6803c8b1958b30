import { expect, test } from 'vitest';
import {
  charFlags,
  fullFold,
  fullLower,
  fullTitle,
  fullUpper,
  toDecimal,
  toDigit,
  toLower,
  toTitle,
  toUpper,
  U,
} from './ctype.js'; // prettier-ignore

// Checksums over all code points, as Python 3.11's str gives them:
// h = h * 31 + value (mod 2**32), value being sum(bit << i) of the predicates, then the ords of the mapped string.
function checksum(value: (c: number) => readonly number[]): number {
  let h = 0;
  for (let c = 0; c < 0x110000; c++) for (const v of value(c)) h = (Math.imul(h, 31) + v) >>> 0;
  return h;
}

test('classes of every code point', () => {
  const order = [
    U.ALPHA,
    U.DECIMAL,
    U.DIGIT,
    U.NUMERIC,
    U.LOWER,
    U.UPPER,
    U.SPACE,
    U.PRINTABLE,
    U.XID_START,
    U.XID_CONTINUE,
  ]; // prettier-ignore
  expect(checksum((c) => [order.reduce((v, bit, i) => v + (charFlags(c) & bit ? 1 << i : 0), 0)])).toBe(
    2520044800,
  );
});
test('full case mappings of every code point', () => {
  expect(checksum((c) => fullUpper(c) ?? [toUpper(c)])).toBe(2154595283);
  expect(checksum((c) => fullLower(c) ?? [toLower(c)])).toBe(3591579163);
  expect(checksum((c) => fullTitle(c) ?? [toTitle(c)])).toBe(113390191);
  expect(checksum((c) => fullFold(c) ?? fullLower(c) ?? [toLower(c)])).toBe(3298749924);
});
test('digits of every code point', () => {
  expect(checksum((c) => [toDecimal(c) + 1, toDigit(c) + 1])).toBe(311807124);
});
