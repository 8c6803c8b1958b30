/**
 * Sums, differences, products and comparison of ints.
 *
 * All take ints or instances of subclasses and return exact ints. Values of one digit, and those of two whose result a double holds,
 * are computed as numbers; longer ones digit by digit, products of long ones as BigInts.
 */
import {
  type Borrowed,
  copy,
  ld32,
  ldU32,
  type Owned,
  PyLongObject,
  PyVarObject,
  st32,
  stSsize,
  views,
} from '@tyston/memory';
import { newInt, newIntBuffer } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { smallInt, T } from '../core/wellknown.js';
import { fromBigInt, magnitude, orMemoryError } from './bigint.js';

const SIZE = PyVarObject.ob_size;
const DIGITS = PyLongObject.ob_digit;
const SHIFT = 30;
const BASE = 2 ** SHIFT;
const MASK = BASE - 1;
const INVERSE = 2 ** -SHIFT;

/** Above this, a two-digit int is not summed as a double: the result must stay below 2^53. */
const TWO_DIGIT_TOP = 2 ** 22;

/** The value, where it is below 2^52 in magnitude; else NaN. */
function small(p: Borrowed): number {
  switch (ld32(p + SIZE)) {
    case 0:
      return 0;
    case 1:
      return ld32(p + DIGITS);
    case -1:
      return -ld32(p + DIGITS);
    case 2: {
      const high = ld32(p + DIGITS + 4);
      return high < TWO_DIGIT_TOP ? high * BASE + ld32(p + DIGITS) : Number.NaN;
    }
    case -2: {
      const high = ld32(p + DIGITS + 4);
      return high < TWO_DIGIT_TOP ? -(high * BASE + ld32(p + DIGITS)) : Number.NaN;
    }
    default:
      return Number.NaN;
  }
}

/** Sets the size of a new int whose leading digits may be zero; replaces small values by their preallocated ints. */
export function normalizeInt(p: Owned, n: number, negative: boolean): Owned {
  while (n > 0 && ld32(p + DIGITS + (n - 1) * 4) === 0) n--;
  if (n <= 1) {
    const v = n === 0 ? 0 : ld32(p + DIGITS);
    if (negative ? v <= 5 : v <= 256) {
      stSsize(p + SIZE, n);
      decref(p);
      return newRef(smallInt(negative ? -v : v));
    }
  }
  stSsize(p + SIZE, negative ? -n : n);
  return p;
}

/** Compares magnitudes of `n` and `m` digits. */
function compareMagnitudes(a: Borrowed, n: number, b: Borrowed, m: number): number {
  if (n !== m) return n - m;
  for (let i = n - 1; i >= 0; i--) {
    const d = ld32(a + DIGITS + i * 4) - ld32(b + DIGITS + i * 4);
    if (d !== 0) return d;
  }
  return 0;
}

/** |a| + |b|, negated if asked. */
function addMagnitudes(a: Borrowed, n: number, b: Borrowed, m: number, negative: boolean): Owned {
  if (n < m) return addMagnitudes(b, m, a, n, negative);
  const z = newIntBuffer(n + 1);
  const { I32 } = views();
  const from = (a + DIGITS) >>> 2;
  const other = (b + DIGITS) >>> 2;
  const to = (z + DIGITS) >>> 2;
  let carry = 0;
  let i = 0;
  for (; i < m; i++) {
    carry += I32[from + i]! + I32[other + i]!;
    I32[to + i] = carry & MASK;
    carry >>>= SHIFT;
  }
  for (; i < n; i++) {
    carry += I32[from + i]!;
    I32[to + i] = carry & MASK;
    carry >>>= SHIFT;
  }
  I32[to + i] = carry;
  return normalizeInt(z, n + 1, negative);
}

/** |a| - |b|, negated if asked. */
function subMagnitudes(a: Borrowed, n: number, b: Borrowed, m: number, negative: boolean): Owned {
  const order = compareMagnitudes(a, n, b, m);
  if (order === 0) return newRef(smallInt(0));
  if (order < 0) return subMagnitudes(b, m, a, n, !negative);
  const z = newIntBuffer(n);
  const { I32 } = views();
  const from = (a + DIGITS) >>> 2;
  const other = (b + DIGITS) >>> 2;
  const to = (z + DIGITS) >>> 2;
  let borrow = 0;
  let i = 0;
  for (; i < m; i++) {
    borrow = I32[from + i]! - I32[other + i]! + borrow;
    I32[to + i] = borrow & MASK;
    borrow >>= SHIFT;
  }
  for (; i < n; i++) {
    borrow += I32[from + i]!;
    I32[to + i] = borrow & MASK;
    borrow >>= SHIFT;
  }
  return normalizeInt(z, n, negative);
}

/** l + r. */
export function intAdd(l: Borrowed, r: Borrowed): Owned {
  const v = small(l) + small(r);
  if (!Number.isNaN(v)) return newInt(v);
  const n = ld32(l + SIZE);
  const m = ld32(r + SIZE);
  if (n < 0) return m < 0 ? addMagnitudes(l, -n, r, -m, true) : subMagnitudes(r, m, l, -n, false);
  return m < 0 ? subMagnitudes(l, n, r, -m, false) : addMagnitudes(l, n, r, m, false);
}

/** l - r. */
export function intSub(l: Borrowed, r: Borrowed): Owned {
  const v = small(l) - small(r);
  if (!Number.isNaN(v)) return newInt(v);
  const n = ld32(l + SIZE);
  const m = ld32(r + SIZE);
  if (n < 0) return m < 0 ? subMagnitudes(r, -m, l, -n, false) : addMagnitudes(l, -n, r, m, true);
  return m < 0 ? addMagnitudes(l, n, r, -m, false) : subMagnitudes(l, n, r, m, false);
}

/** The product of two digits, of which a double may lose the last bits: the low digit is exact, so the rest is. */
function mulDigits(a: number, b: number, negative: boolean): Owned {
  const low = Math.imul(a, b) & MASK;
  const high = Math.round((a * b - low) * INVERSE);
  const z = newIntBuffer(2);
  st32(z + DIGITS, low);
  st32(z + DIGITS + 4, high);
  if (negative) stSsize(z + SIZE, -2);
  return z;
}

/** Schoolbook multiplication. */
function mulMagnitudes(a: Borrowed, n: number, b: Borrowed, m: number, negative: boolean): Owned {
  const z = newIntBuffer(n + m);
  const { I32 } = views();
  const from = (a + DIGITS) >>> 2;
  const other = (b + DIGITS) >>> 2;
  const to = (z + DIGITS) >>> 2;
  I32.fill(0, to, to + n + m);
  for (let i = 0; i < n; i++) {
    const f = I32[from + i]!;
    if (f === 0) continue;
    const row = to + i;
    let carry = 0;
    let j = 0;
    for (; j < m; j++) {
      const g = I32[other + j]!;
      const low = Math.imul(f, g) & MASK;
      const t = I32[row + j]! + low + carry;
      I32[row + j] = t & MASK;
      carry = (((f * g - low) * INVERSE + 0.5) | 0) + (t >>> SHIFT);
    }
    I32[row + j] = carry;
  }
  return normalizeInt(z, n + m, negative);
}

/** l * r. */
export function intMul(l: Borrowed, r: Borrowed): Owned {
  const n = ld32(l + SIZE);
  const m = ld32(r + SIZE);
  if (n <= 1 && n >= -1 && m <= 1 && m >= -1) {
    if (n === 0 || m === 0) return newRef(smallInt(0));
    const a = ld32(l + DIGITS);
    const b = ld32(r + DIGITS);
    const v = a * b;
    if (v < 2 ** 53) return newInt(n === m ? v : -v);
    return mulDigits(a, b, n !== m);
  }
  if (n === 0 || m === 0) return newRef(smallInt(0));
  const negative = (n ^ m) < 0;
  const an = Math.abs(n);
  const am = Math.abs(m);
  // Where the way over to BigInts and back costs less than the product of the lengths.
  if (an * am > 14 * (an + am)) {
    return orMemoryError(() => {
      const a = magnitude(l);
      const v = l === r ? a * a : a * magnitude(r);
      return fromBigInt(negative ? -v : v);
    });
  }
  return an < am ? mulMagnitudes(l, an, r, am, negative) : mulMagnitudes(r, am, l, an, negative);
}

/** Negative, zero or positive, as l is less than, equal to or greater than r. */
export function intCompare(l: Borrowed, r: Borrowed): number {
  if (l === r) return 0;
  const n = ld32(l + SIZE);
  const m = ld32(r + SIZE);
  if (n !== m) return n < m ? -1 : 1;
  if (n >= 0) return compareMagnitudes(l, n, r, m);
  return compareMagnitudes(r, -m, l, -n);
}

/** The exact int of the same value: `p` itself, or a copy of a subclass's instance. */
export function intExact(p: Borrowed): Owned {
  return typeOf(p) === T.int ? newRef(p) : intCopy(p);
}

/** A new int of the same value (small ones are shared). */
export function intCopy(p: Borrowed): Owned {
  const size = ld32(p + SIZE);
  const n = Math.abs(size);
  if (n <= 1) return newInt(n === 0 ? 0 : size * ld32(p + DIGITS));
  const z = newIntBuffer(n);
  copy(z + DIGITS, p + DIGITS, n * 4);
  if (size < 0) stSsize(z + SIZE, size);
  return z;
}

/** -p. */
export function intNegate(p: Borrowed): Owned {
  const size = ld32(p + SIZE);
  const n = Math.abs(size);
  if (n <= 1) return newInt(n === 0 ? 0 : -size * ld32(p + DIGITS));
  const z = intCopy(p);
  stSsize(z + SIZE, -size);
  return z;
}

/** |p|. */
export function intAbs(p: Borrowed): Owned {
  return ld32(p + SIZE) < 0 ? intNegate(p) : intExact(p);
}

/** -1, 0 or 1. */
export function intSign(p: Borrowed): number {
  return Math.sign(ld32(p + SIZE));
}

/** True for odd. */
export function intIsOdd(p: Borrowed): boolean {
  return ld32(p + SIZE) !== 0 && (ldU32(p + DIGITS) & 1) === 1;
}
