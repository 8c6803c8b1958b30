/**
 * Shifts and bitwise operations of ints: an int is an endless two's complement, of which the sign fills the rest. Works on the digits
 * throughout; a negative operand is complemented on the fly.
 */
import { type Borrowed, ld32, type Owned, PyLongObject, PyVarObject, st32, views } from '@tyston/memory';
import { setError, setErrorNone, valueError } from '../core/errors.js';
import { intFitsNumber, intToNumber, newInt, newIntBuffer } from '../core/int.js';
import { newRef } from '../core/refcount.js';
import { smallInt, T } from '../core/wellknown.js';
import { normalizeInt } from './int-arith.js';

const SIZE = PyVarObject.ob_size;
const DIGITS = PyLongObject.ob_digit;
const SHIFT = 30;
const MASK = 0x3fffffff;

/** Bits of the magnitude. */
export function intBitLength(p: Borrowed): number {
  const n = Math.abs(ld32(p + SIZE));
  return n === 0 ? 0 : n * SHIFT - (Math.clz32(ld32(p + DIGITS + (n - 1) * 4)) - 2);
}

/** Ones in a word. */
export function popcount(v: number): number {
  v -= (v >>> 1) & 0x55555555;
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Ones in the magnitude. */
export function intBitCount(p: Borrowed): number {
  let count = 0;
  for (let i = Math.abs(ld32(p + SIZE)) - 1; i >= 0; i--) count += popcount(ld32(p + DIGITS + i * 4));
  return count;
}

/** Zero bits below the lowest one of a non-zero int. */
export function intTrailingZeros(p: Borrowed): number {
  let i = 0;
  while (ld32(p + DIGITS + i * 4) === 0) i++;
  const d = ld32(p + DIGITS + i * 4);
  return i * SHIFT + 31 - Math.clz32(d & -d);
}

/** p << bits, for a JavaScript integer bits >= 0. */
export function intShiftLeftBy(p: Borrowed, bits: number): Owned {
  const size = ld32(p + SIZE);
  if (size === 0) return newRef(smallInt(0));
  const n = Math.abs(size);
  if (n === 1 && bits < 23) return newInt(size * ld32(p + DIGITS) * 2 ** bits);
  const words = Math.floor(bits / SHIFT);
  const rest = bits - words * SHIFT;
  if (words > 0x2000_0000) return setErrorNone(T.MemoryError);
  const z = newIntBuffer(n + words + 1);
  const { I32 } = views();
  const from = (p + DIGITS) >>> 2;
  const to = (z + DIGITS) >>> 2;
  I32.fill(0, to, to + words);
  let carry = 0;
  for (let i = 0; i < n; i++) {
    const d = I32[from + i]!;
    I32[to + words + i] = ((d << rest) | carry) & MASK;
    carry = rest === 0 ? 0 : d >>> (SHIFT - rest);
  }
  I32[to + words + n] = carry;
  return normalizeInt(z, n + words + 1, size < 0);
}

/** p >> bits, rounded down, for a JavaScript integer bits >= 0. */
export function intShiftRightBy(p: Borrowed, bits: number): Owned {
  const size = ld32(p + SIZE);
  if (size === 1 || size === 0) return newInt(bits > 31 || size === 0 ? 0 : ld32(p + DIGITS) >>> bits);
  const n = Math.abs(size);
  const words = Math.floor(bits / SHIFT);
  if (words >= n) return newInt(size < 0 ? -1 : 0);
  const rest = bits - words * SHIFT;
  const negative = size < 0;
  // Of a negative int, ones shifted out round away from zero.
  let up = 0;
  if (negative) {
    if (ld32(p + DIGITS + words * 4) & ((1 << rest) - 1)) up = 1;
    for (let i = 0; up === 0 && i < words; i++) if (ld32(p + DIGITS + i * 4) !== 0) up = 1;
  }
  const m = n - words;
  const z = newIntBuffer(m + 1);
  const { I32 } = views();
  const from = ((p + DIGITS) >>> 2) + words;
  const to = (z + DIGITS) >>> 2;
  for (let i = 0; i < m; i++) {
    const low = I32[from + i]! >>> rest;
    const high = i + 1 < m ? I32[from + i + 1]! << (SHIFT - rest) : 0;
    up += (low | high) & MASK;
    I32[to + i] = up & MASK;
    up >>>= SHIFT;
  }
  I32[to + m] = up;
  return normalizeInt(z, m + 1, negative);
}

/** The number of digits does not fit where CPython keeps it. */
const MOST_SHIFT = SHIFT * 2 ** 61;

/** l << r. */
export function intShiftLeft(l: Borrowed, r: Borrowed): Owned {
  const size = ld32(r + SIZE);
  if (size < 0) return valueError('negative shift count');
  if (ld32(l + SIZE) === 0) return newRef(smallInt(0));
  const n = intToNumber(r);
  if (n >= MOST_SHIFT) return setError(T.OverflowError, 'too many digits in integer');
  return intFitsNumber(r) ? intShiftLeftBy(l, n) : setErrorNone(T.MemoryError);
}

/** l >> r. */
export function intShiftRight(l: Borrowed, r: Borrowed): Owned {
  const size = ld32(r + SIZE);
  if (size < 0) return valueError('negative shift count');
  if (!intFitsNumber(r)) return newInt(ld32(l + SIZE) < 0 ? -1 : 0);
  return intShiftRightBy(l, intToNumber(r));
}

/** ~p. */
export function intInvert(p: Borrowed): Owned {
  const size = ld32(p + SIZE);
  if (size >= -1 && size <= 1) return newInt(size === 0 ? -1 : -(size * ld32(p + DIGITS)) - 1);
  // ~p = -(p + 1): a magnitude one larger or smaller.
  const n = Math.abs(size);
  const z = newIntBuffer(n + 1);
  let carry = size < 0 ? -1 : 1;
  for (let i = 0; i < n * 4; i += 4) {
    carry += ld32(p + DIGITS + i);
    st32(z + DIGITS + i, carry & MASK);
    carry >>= SHIFT;
  }
  st32(z + DIGITS + n * 4, carry);
  return normalizeInt(z, n + 1, size >= 0);
}

const AND = 0;
const OR = 1;
const XOR = 2;

function apply(op: number, a: number, b: number): number {
  return op === AND ? a & b : op === OR ? a | b : a ^ b;
}

/** Digits of two's complement: the magnitude's, complemented with a carry where the int is negative. */
function bitwise(l: Borrowed, r: Borrowed, op: number): Owned {
  const ls = ld32(l + SIZE);
  const rs = ld32(r + SIZE);
  if (ls <= 1 && ls >= -1 && rs <= 1 && rs >= -1) {
    return newInt(apply(op, ls === 0 ? 0 : ls * ld32(l + DIGITS), rs === 0 ? 0 : rs * ld32(r + DIGITS)));
  }
  const n = Math.abs(ls);
  const m = Math.abs(rs);
  const negative = apply(op, ls >> 31, rs >> 31) !== 0;
  let length = Math.max(n, m);
  // A non-negative operand of & bounds the result.
  if (op === AND && (ls >= 0 || rs >= 0)) length = ls >= 0 && rs >= 0 ? Math.min(n, m) : ls >= 0 ? n : m;
  const z = newIntBuffer(length + 1);
  let lCarry = ls < 0 ? 1 : 0;
  let rCarry = rs < 0 ? 1 : 0;
  const lFlip = ls < 0 ? MASK : 0;
  const rFlip = rs < 0 ? MASK : 0;
  const flip = negative ? MASK : 0;
  let carry = negative ? 1 : 0;
  const { I32 } = views();
  const left = (l + DIGITS) >>> 2;
  const right = (r + DIGITS) >>> 2;
  const to = (z + DIGITS) >>> 2;
  for (let i = 0; i < length; i++) {
    const a = ((i < n ? I32[left + i]! : 0) ^ lFlip) + lCarry;
    lCarry = a >>> SHIFT;
    const b = ((i < m ? I32[right + i]! : 0) ^ rFlip) + rCarry;
    rCarry = b >>> SHIFT;
    const d = ((apply(op, a, b) & MASK) ^ flip) + carry;
    I32[to + i] = d & MASK;
    carry = d >>> SHIFT;
  }
  I32[to + length] = carry;
  return normalizeInt(z, length + 1, negative);
}

/** l & r. */
export function intAnd(l: Borrowed, r: Borrowed): Owned {
  return bitwise(l, r, AND);
}
/** l | r. */
export function intOr(l: Borrowed, r: Borrowed): Owned {
  return bitwise(l, r, OR);
}
/** l ^ r. */
export function intXor(l: Borrowed, r: Borrowed): Owned {
  return bitwise(l, r, XOR);
}
