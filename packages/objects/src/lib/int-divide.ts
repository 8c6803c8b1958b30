/** Floor division and remainder of ints: the remainder has the sign of the divisor. */
import { type Borrowed, ld32, type Owned, PyLongObject, PyVarObject, views } from '@tyston/memory';
import { setError } from '../core/errors.js';
import { intFitsNumber, intToNumber, newInt, newIntBuffer } from '../core/int.js';
import { decref } from '../core/refcount.js';
import { newTuple } from '../core/tuple.js';
import { smallInt, T } from '../core/wellknown.js';
import { fromBigInt, toBigInt } from './bigint.js';
import { intAdd, intExact, intSub, normalizeInt } from './int-arith.js';

const SIZE = PyVarObject.ob_size;
const DIGITS = PyLongObject.ob_digit;
const BASE = 2 ** 30;
const MASK = BASE - 1;
const INVERSE = 1 / BASE;

/** What is wanted of a division. */
const QUOTIENT = 1;
const REMAINDER = 2;

/** The results of the last `divide`, owned by the caller; NULL where not asked for. */
let quotient = 0 as Owned;
let remainder = 0 as Owned;

function divisionByZero(): Owned {
  return setError(T.ZeroDivisionError, 'integer division or modulo by zero');
}

/** Remainder of the magnitude of `p` by a digit, writing the quotient's digits at `to` unless that is 0. */
function divideByDigit(p: Borrowed, n: number, d: number, to: number): number {
  const { I32 } = views();
  const from = (p + DIGITS) >>> 2;
  const out = to >>> 2;
  let rest = 0;
  for (let i = n - 1; i >= 0; i--) {
    const digit = I32[from + i]!;
    // Two steps of 15 bits: rest * 2^15 is exact in a double, and so is the floor of the quotient.
    const a = rest * 32768 + (digit >>> 15);
    const high = Math.floor(a / d);
    const b = (a - high * d) * 32768 + (digit & 0x7fff);
    const low = Math.floor(b / d);
    rest = b - low * d;
    if (to !== 0) I32[out + i] = high * 32768 + low;
  }
  return rest;
}

/** Divides; what is wanted goes to `quotient` and `remainder`. The divisor is not zero. */
function divide(l: Borrowed, r: Borrowed, want: number): void {
  if (intFitsNumber(l) && intFitsNumber(r)) {
    const a = intToNumber(l);
    const b = intToNumber(r);
    const m = a % b;
    const down = m !== 0 && m < 0 !== b < 0;
    // Adding 0 makes 0 of -0.
    if (want & QUOTIENT) quotient = newInt((a - m) / b - (down ? 1 : 0) + 0);
    if (want & REMAINDER) remainder = newInt(down ? m + b : m + 0);
    return;
  }
  const n = ld32(l + SIZE);
  const m = ld32(r + SIZE);
  const an = Math.abs(n);
  const am = Math.abs(m);
  if (an < am) {
    // |l| < |r|
    if (n === 0 || n < 0 === m < 0) {
      if (want & QUOTIENT) quotient = newInt(0);
      if (want & REMAINDER) remainder = intExact(l);
    } else {
      if (want & QUOTIENT) quotient = newInt(-1);
      if (want & REMAINDER) remainder = intAdd(l, r);
    }
    return;
  }
  if (am === 1) {
    const d = ld32(r + DIGITS);
    const z = want & QUOTIENT ? newIntBuffer(an) : 0;
    let rest = divideByDigit(l, an, d, z === 0 ? 0 : z + DIGITS);
    const opposite = n < 0 !== m < 0;
    if (want & QUOTIENT) {
      quotient = normalizeInt(z as Owned, an, opposite);
      if (opposite && rest !== 0) {
        const q = quotient;
        quotient = intSub(q, smallInt(1));
        decref(q);
      }
    }
    if (opposite && rest !== 0) rest = d - rest;
    if (want & REMAINDER) remainder = newInt(m < 0 ? -rest + 0 : rest);
    return;
  }
  // A short quotient costs less than the way over to BigInts and back.
  if ((an - am + 1) * am < 6 * (an + am)) {
    divideLong(l, n, r, m, want);
    return;
  }
  const a = toBigInt(l);
  const b = toBigInt(r);
  let q = 0n;
  let rest: bigint;
  if (want === REMAINDER) rest = a % b;
  else {
    q = a / b;
    rest = a - q * b;
  }
  if (rest !== 0n && rest < 0n !== b < 0n) {
    q -= 1n;
    rest += b;
  }
  if (want & QUOTIENT) quotient = fromBigInt(q);
  if (want & REMAINDER) remainder = fromBigInt(rest);
}

let dividend = new Int32Array(64);

/**
 * Long division (Knuth, TAOCP 4.3.1, algorithm D), for two digits of the divisor and more. A digit of the quotient is estimated by
 * doubles from four digits of the dividend and three of the divisor, which is at most one off.
 */
function divideLong(l: Borrowed, n: number, r: Borrowed, m: number, want: number): void {
  const an = Math.abs(n);
  const am = Math.abs(m);
  const { I32 } = views();
  if (dividend.length < an + 2) dividend = new Int32Array(an * 2);
  const u = dividend;
  const from = (l + DIGITS) >>> 2;
  for (let i = 0; i < an; i++) u[i] = I32[from + i]!;
  u[an] = 0;
  const v = (r + DIGITS) >>> 2;
  const third = am > 2 ? I32[v + am - 3]! : 0;
  const lead = I32[v + am - 1]! + I32[v + am - 2]! * INVERSE + third * (INVERSE * INVERSE);
  const count = an - am + 1;
  // One place more, which rounding down may need.
  const z = newIntBuffer(count + 1);
  const to = (z + DIGITS) >>> 2;
  I32[to + count] = 0;
  for (let j = an - am; j >= 0; j--) {
    const top = j + am;
    const below = top > 2 ? u[top - 3]! : 0;
    const estimate =
      (u[top]! * BASE + u[top - 1]! + u[top - 2]! * INVERSE + below * (INVERSE * INVERSE)) / lead;
    let q = Math.min(BASE - 1, Math.floor(estimate));
    if (q > 0 && subtractProduct(u, j, I32, v, am, q)) {
      q--;
      addBack(u, j, I32, v, am);
    }
    if (u[top] !== 0 || !lessThanDivisor(u, j, I32, v, am)) {
      q++;
      subtractProduct(u, j, I32, v, am, 1);
    }
    I32[to + j] = q;
  }
  const opposite = n < 0 !== m < 0;
  let rest = 0;
  for (let i = 0; i < am; i++) rest |= u[i]!;
  if (rest !== 0 && opposite) {
    // Rounding down: the next quotient, and the divisor less the remainder.
    let carry = 1;
    for (let i = 0; i <= count && carry !== 0; i++) {
      carry += I32[to + i]!;
      I32[to + i] = carry & MASK;
      carry >>>= 30;
    }
    let borrow = 0;
    for (let i = 0; i < am; i++) {
      const t = I32[v + i]! - u[i]! - borrow;
      borrow = t < 0 ? 1 : 0;
      u[i] = t & MASK;
    }
  }
  if (want & REMAINDER) {
    const p = newIntBuffer(am);
    const at = (p + DIGITS) >>> 2;
    for (let i = 0; i < am; i++) I32[at + i] = u[i]!;
    remainder = normalizeInt(p, am, m < 0);
  }
  if (want & QUOTIENT) quotient = normalizeInt(z, count + 1, opposite);
  else decref(z);
}

/** u[j..] -= q * v; true when that went below zero. */
function subtractProduct(
  u: Int32Array,
  j: number,
  I32: Int32Array,
  v: number,
  m: number,
  q: number,
): boolean {
  let carry = 0;
  let borrow = 0;
  for (let i = 0; i < m; i++) {
    const d = I32[v + i]!;
    const low = Math.imul(q, d) & MASK;
    const s = low + carry;
    carry = (((q * d - low) * INVERSE + 0.5) | 0) + (s >>> 30);
    const t = u[j + i]! - (s & MASK) - borrow;
    borrow = t < 0 ? 1 : 0;
    u[j + i] = t & MASK;
  }
  const t = u[j + m]! - carry - borrow;
  u[j + m] = t & MASK;
  return t < 0;
}
function addBack(u: Int32Array, j: number, I32: Int32Array, v: number, m: number): void {
  let carry = 0;
  for (let i = 0; i < m; i++) {
    carry += u[j + i]! + I32[v + i]!;
    u[j + i] = carry & MASK;
    carry >>>= 30;
  }
  u[j + m] = (u[j + m]! + carry) & MASK;
}
/** Is what is left at place j less than the divisor? */
function lessThanDivisor(u: Int32Array, j: number, I32: Int32Array, v: number, m: number): boolean {
  for (let i = m - 1; i >= 0; i--) {
    const d = u[j + i]! - I32[v + i]!;
    if (d !== 0) return d < 0;
  }
  return false;
}

/** l // r. ZeroDivisionError. */
export function intFloorDivide(l: Borrowed, r: Borrowed): Owned {
  if (ld32(r + SIZE) === 0) return divisionByZero();
  divide(l, r, QUOTIENT);
  return quotient;
}

/** l % r. ZeroDivisionError "integer modulo by zero". */
export function intModulo(l: Borrowed, r: Borrowed): Owned {
  if (ld32(r + SIZE) === 0) return setError(T.ZeroDivisionError, 'integer modulo by zero');
  divide(l, r, REMAINDER);
  return remainder;
}

/** (l // r, l % r). ZeroDivisionError. */
export function intDivmod(l: Borrowed, r: Borrowed): Owned {
  if (ld32(r + SIZE) === 0) return divisionByZero();
  divide(l, r, QUOTIENT | REMAINDER);
  return newTuple(quotient, remainder);
}

/**
 * The quotient rounded to the nearest integer, ties to even, and what remains (_PyLong_DivmodNear), as a pair of BigInts. The
 * divisor is not zero.
 */
export function divmodNear(a: bigint, b: bigint): [bigint, bigint] {
  let q = a / b;
  let r = a - q * b;
  if (r !== 0n && r < 0n !== b < 0n) {
    q -= 1n;
    r += b;
  }
  // 0 <= r/b < 1
  const twice = r * 2n;
  const order = b > 0n ? (twice > b ? 1 : twice === b ? 0 : -1) : twice < b ? 1 : twice === b ? 0 : -1;
  if (order > 0 || (order === 0 && (q & 1n) === 1n)) {
    q += 1n;
    r -= b;
  }
  return [q, r];
}
