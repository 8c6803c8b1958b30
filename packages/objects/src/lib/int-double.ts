/** Between ints and doubles: conversion, true division, exact comparison. */
import { type Borrowed, ld32, ldU32, type Owned, PyLongObject, PyVarObject } from '@tyston/memory';
import { setError, valueError } from '../core/errors.js';
import { intFitsNumber, intToNumber, newInt } from '../core/int.js';
import { T } from '../core/wellknown.js';
import { fromBigInt, magnitude, toBigInt } from './bigint.js';
import { exponentOf, ldexp, pow2 } from './float-bits.js';
import { intBitLength } from './int-bits.js';

const SIZE = PyVarObject.ob_size;
const DIGITS = PyLongObject.ob_digit;
const SHIFT = 30;

/**
 * The significand of an int, rounded half to even to 53 bits, in [0.5, 1) or 0, with its sign (_PyLong_Frexp). The
 * exponent is left in `intExponent`.
 */
export function intFrexp(p: Borrowed): number {
  const size = ld32(p + SIZE);
  const n = Math.abs(size);
  if (n === 0) {
    intExponent = 0;
    return 0;
  }
  const bits = intBitLength(p);
  // The leading 55 bits and a sticky one: a double rounds them as it would the whole.
  let v: number;
  if (bits <= 53) v = (n > 1 ? ldU32(p + DIGITS + 4) * 2 ** SHIFT : 0) + ldU32(p + DIGITS);
  else {
    const top = magnitudeTop(p, n, bits);
    v = Number(top);
    const e = exponentOf(v);
    intExponent = bits - 64 + e;
    v *= pow2(-e);
    return size < 0 ? -v : v;
  }
  intExponent = bits;
  v *= pow2(-bits);
  return size < 0 ? -v : v;
}
/** The exponent that the last `intFrexp` found. */
export let intExponent = 0;

const words = new BigUint64Array(1);
const halves = new Uint32Array(words.buffer);

/** The leading 64 bits of a magnitude of more than 53, as a BigInt whose lowest bit is set when there are ones below it. */
function magnitudeTop(p: Borrowed, n: number, bits: number): bigint {
  // Bits [bits - 64, bits) by digits; digits below 0 read as 0.
  const low = bits - 64;
  let lo = 0;
  let hi = 0;
  for (let i = n - 1; i >= 0 && i > n - 5; i--) {
    const d = ldU32(p + DIGITS + i * 4);
    const at = i * SHIFT - low;
    if (at <= -SHIFT) break;
    if (at >= 32) hi |= at - 32 < 32 ? d << (at - 32) : 0;
    else if (at >= 0) {
      lo |= d << at;
      if (at > 2) hi |= d >>> (32 - at);
    } else lo |= d >>> -at;
  }
  halves[0] = lo;
  halves[1] = hi;
  if (low > 0) {
    let sticky = false;
    const whole = Math.floor(low / SHIFT);
    if (ldU32(p + DIGITS + whole * 4) & ((1 << (low - whole * SHIFT)) - 1)) sticky = true;
    for (let i = 0; !sticky && i < whole; i++) sticky = ldU32(p + DIGITS + i * 4) !== 0;
    if (sticky) halves[0] = halves[0]! | 1;
  }
  return words[0]!;
}

/** The nearest double, ties to even; ±Infinity beyond the doubles. No exception. */
export function intNearest(p: Borrowed): number {
  const size = ld32(p + SIZE);
  if (size === 0) return 0;
  if (size === 1) return ldU32(p + DIGITS);
  if (size === -1) return -ldU32(p + DIGITS);
  const m = intFrexp(p);
  return intExponent > 1024 ? m * Number.POSITIVE_INFINITY : m * pow2(intExponent - 1) * 2;
}

/** The nearest double (PyLong_AsDouble); OverflowError and -1 where there is none. */
export function intAsDouble(p: Borrowed): number {
  const v = intNearest(p);
  if (Number.isFinite(v)) return v;
  setError(T.OverflowError, 'int too large to convert to float');
  return -1;
}

/** True for doubles that intAsDouble fails on: check after it returned -1. */
export function intOverflowsDouble(p: Borrowed): boolean {
  return !Number.isFinite(intNearest(p));
}

/** The integral part of a finite double as an int. */
export function intFromDouble(v: number): Owned {
  const t = Math.trunc(v);
  return t >= -9007199254740991 && t <= 9007199254740991 ? newInt(t + 0) : fromBigInt(BigInt(t));
}

/** An int from an integral double (PyLong_FromDouble). */
export function doubleToInt(v: number): Owned {
  if (Number.isNaN(v)) return valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(v)) return setError(T.OverflowError, 'cannot convert float infinity to integer');
  return intFromDouble(v);
}

/** A rational a / b (b > 0, a >= 0) as the nearest double; Infinity on overflow. */
export function ratioToDouble(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  // Scale to a quotient of at least 55 bits, keep a sticky bit, and let the conversion round once.
  const shift = bitLength(a) - bitLength(b);
  if (shift > 1025) return Number.POSITIVE_INFINITY;
  if (shift < -1080) return 0;
  // The exponent of the lowest bit of the result, at least that of the subnormals.
  const exponent = Math.max(shift - 55, -1076);
  const n = exponent < 0 ? a << BigInt(-exponent) : a;
  const d = exponent > 0 ? b << BigInt(exponent) : b;
  let q = n / d;
  if (q * d !== n) q |= 1n;
  return scaledToDouble(q, exponent);
}

/** n * 2^exponent (n >= 0) as the nearest double, ties to even; Infinity on overflow. */
export function scaledToDouble(n: bigint, exponent: number): number {
  const bits = bitLength(n);
  if (n === 0n || bits + exponent < -1080) return 0;
  if (bits + exponent > 1024) return Number.POSITIVE_INFINITY;
  // Round to 53 bits, or fewer for a subnormal.
  const extra = Math.max(bits - 53, -1074 - exponent);
  if (extra <= 0) return ldexp(Number(n), exponent);
  const e = BigInt(extra);
  const low = n & ((1n << e) - 1n);
  const tie = 1n << (e - 1n);
  n >>= e;
  if (low > tie || (low === tie && (n & 1n) === 1n)) n += 1n;
  return ldexp(Number(n), exponent + extra);
}

/** Bits of a non-negative BigInt. */
export function bitLength(v: bigint): number {
  if (v === 0n) return 0;
  const text = v.toString(16);
  return text.length * 4 - Math.clz32(Number.parseInt(text[0]!, 16)) + 28;
}

/** The quotient l / r as a double, correctly rounded; -1 with ZeroDivisionError or OverflowError: see errOccurred. */
export function intTrueDivideDouble(l: Borrowed, r: Borrowed): number {
  if (ld32(r + SIZE) === 0) {
    setError(T.ZeroDivisionError, 'division by zero');
    return -1;
  }
  if (intFitsNumber(l) && intFitsNumber(r)) return intToNumber(l) / intToNumber(r);
  const negative = ld32(l + SIZE) < 0 !== ld32(r + SIZE) < 0;
  const v = ratioToDouble(magnitude(l), magnitude(r));
  if (v === Number.POSITIVE_INFINITY) {
    setError(T.OverflowError, 'integer division result too large for a float');
    return -1;
  }
  return negative ? -v : v;
}

/** Compares a double with an int exactly: negative, zero, positive; NaN for a NaN. */
export function compareDoubleInt(v: number, p: Borrowed): number {
  if (intFitsNumber(p)) {
    const i = intToNumber(p);
    return v < i ? -1 : v > i ? 1 : v === i ? 0 : Number.NaN;
  }
  if (Number.isNaN(v)) return Number.NaN;
  if (!Number.isFinite(v)) return v;
  const sign = ld32(p + SIZE) < 0 ? -1 : 1;
  if (v === 0 || v < 0 !== sign < 0) return -sign;
  // Both of one sign, the int beyond 2^53: a value that far out is integral; by exponents first.
  const e = exponentOf(v);
  const bits = intBitLength(p);
  if (e !== bits) return e < bits ? -sign : sign;
  const a = BigInt(v);
  const b = toBigInt(p);
  return a < b ? -1 : a > b ? 1 : 0;
}
