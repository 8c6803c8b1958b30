/** Ints: making and reading them. Arithmetic and methods are in types/int. Digits hold 30 bits, least first. */
import {
  type Borrowed,
  ld32,
  ldU32,
  type Owned,
  PyLongObject,
  PyVarObject,
  st32,
  stSsize,
} from '@tyston/memory';
import { newPlainVar } from './alloc.js';
import { newRef } from './refcount.js';
import { False, SMALL_INT_MAX, SMALL_INT_MIN, smallInt, T, True } from './wellknown.js';

const DIGITS = PyLongObject.ob_digit;
const SHIFT = 30;
const BASE = 2 ** SHIFT;
const MASK = BASE - 1;

/** Signed count of digits: zero for 0, negative for a negative int. */
export function intSize(p: Borrowed): number {
  return ld32(p + PyVarObject.ob_size);
}
export function intDigit(p: Borrowed, i: number): number {
  return ldU32(p + DIGITS + i * 4);
}
/** A new int with room for `n` digits, not initialised; ob_size is n. */
export function newIntBuffer(n: number): Owned {
  return newPlainVar(T.int, DIGITS + Math.max(n, 1) * 4, n);
}
/** An int from a JavaScript integer within ±2^53. New reference. */
export function newInt(v: number): Owned {
  if (v >= SMALL_INT_MIN && v <= SMALL_INT_MAX) return newRef(smallInt(v));
  const a = v < 0 ? -v : v;
  if (a < BASE) {
    const p = newPlainVar(T.int, DIGITS + 4, v < 0 ? -1 : 1);
    st32(p + DIGITS, a);
    return p;
  }
  if (a >= BASE * BASE) return newIntFromBigInt(BigInt(v));
  // (A remainder of doubles is a call of C's `fmod` to V8.)
  const high = Math.floor(a / BASE);
  const p = newIntBuffer(2);
  st32(p + DIGITS, a - high * BASE);
  st32(p + DIGITS + 4, high);
  if (v < 0) stSsize(p + PyVarObject.ob_size, -2);
  return p;
}
/** An int from the two words of a signed number of 64 bits. New reference. */
export function newIntFromWords(low: number, high: number): Owned {
  if (high === low >> 31) return newInt(low);
  const negative = high < 0;
  const l = (negative ? -low : low) | 0;
  const h = negative ? (l === 0 ? -high | 0 : ~high) : high;
  const n = h >>> 28 !== 0 ? 3 : 2;
  const p = newIntBuffer(n);
  st32(p + DIGITS, l & MASK);
  st32(p + DIGITS + 4, ((l >>> 30) | (h << 2)) & MASK);
  if (n === 3) st32(p + DIGITS + 8, h >>> 28);
  stSsize(p + PyVarObject.ob_size, negative ? -n : n);
  return p;
}
/** An int from a BigInt. New reference. */
export function newIntFromBigInt(v: bigint): Owned {
  if (v >= -0x1fffffffffffffn && v <= 0x1fffffffffffffn) return newInt(Number(v));
  const negative = v < 0n;
  const hex = (negative ? -v : v).toString(16);
  // 30 bits are 7.5 hex digits: go by 15 of them, which are two digits.
  const pairs = Math.ceil(hex.length / 15);
  let n = pairs * 2;
  const p = newIntBuffer(n);
  for (let k = 0; k < pairs; k++) {
    const end = hex.length - k * 15;
    const chunk = hex.slice(Math.max(0, end - 15), end);
    const hi = chunk.length > 7 ? Number.parseInt(chunk.slice(0, -7), 16) : 0;
    const lo = Number.parseInt(chunk.slice(-7), 16);
    // chunk = hi * 2^28 + lo, with hi below 2^32
    const low30 = (lo + (hi & 3) * 2 ** 28) >>> 0;
    st32(p + DIGITS + k * 8, low30 & MASK);
    st32(p + DIGITS + k * 8 + 4, Math.floor(hi / 4));
  }
  while (n > 0 && ldU32(p + DIGITS + (n - 1) * 4) === 0) n--;
  stSsize(p + PyVarObject.ob_size, negative ? -n : n);
  return p;
}
/** The int as a BigInt. */
export function intToBigInt(p: Borrowed): bigint {
  const size = intSize(p);
  const n = Math.abs(size);
  if (n <= 1) return BigInt(n === 0 ? 0 : size < 0 ? -intDigit(p, 0) : intDigit(p, 0));
  let hex = '';
  for (let i = n - 1 - ((n - 1) % 2); i >= 0; i -= 2) {
    const lo = intDigit(p, i);
    const hi = i + 1 < n ? intDigit(p, i + 1) : 0;
    // 60 bits = 15 hex digits: the low seven from `lo`, the rest from `hi` and the top two bits of `lo`
    const low28 = (lo & 0xfffffff).toString(16).padStart(7, '0');
    const rest = (hi * 4 + (lo >>> 28)).toString(16).padStart(8, '0');
    hex += rest + low28;
  }
  const v = BigInt('0x' + hex);
  return size < 0 ? -v : v;
}
/** True when the int fits a JavaScript integer exactly (within ±2^53). */
export function intFitsNumber(p: Borrowed): boolean {
  const n = Math.abs(intSize(p));
  return n < 2 || (n === 2 && intDigit(p, 1) < 2 ** 23);
}
/** The int as a JavaScript number: exact within ±2^53, else rounded toward the leading digits, ±Infinity when huge. */
export function intToNumber(p: Borrowed): number {
  const size = intSize(p);
  if (size === 0) return 0;
  if (size === 1) return intDigit(p, 0);
  if (size === -1) return -intDigit(p, 0);
  let v = 0;
  for (let i = Math.abs(size) - 1; i >= 0; i--) v = v * BASE + intDigit(p, i);
  return size < 0 ? -v : v;
}
/** New reference to True or False. */
export function newBool(v: boolean): Owned {
  return newRef(v ? True : False);
}
