/** Arithmetic of doubles as Python does it, with its errors. Results are new floats, or NULL with an exception. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { errRestore, setError } from '../core/errors.js';
import { floatValue, newFloat } from '../core/float.js';
import { newInt } from '../core/int.js';
import { newRef } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { newTuple } from '../core/tuple.js';
import { T } from '../core/wellknown.js';
import { type Complex, complexPowerOf, type NoPower, newComplex } from './complex-arith.js';
import { copysign } from './float-bits.js';
import { pow } from './libm/index.js';

/** l + r, of exact floats; likewise the next three. */
export function floatAdd(l: Borrowed, r: Borrowed): Owned {
  return newFloat(floatValue(l) + floatValue(r));
}
export function floatSub(l: Borrowed, r: Borrowed): Owned {
  return newFloat(floatValue(l) - floatValue(r));
}
export function floatMul(l: Borrowed, r: Borrowed): Owned {
  return newFloat(floatValue(l) * floatValue(r));
}
/** ZeroDivisionError. */
export function floatDivide(l: Borrowed, r: Borrowed): Owned {
  return divideDoubles(floatValue(l), floatValue(r));
}

/** a / b. */
export function divideDoubles(a: number, b: number): Owned {
  if (b === 0) return setError(T.ZeroDivisionError, 'float division by zero');
  return newFloat(a / b);
}

/** The remainder with the sign of b, which is not 0. */
export function doubleModulo(a: number, b: number): number {
  const m = a % b;
  if (m === 0) return copysign(0, b);
  return b < 0 !== m < 0 ? m + b : m;
}

/** a % b. */
export function floatModulo(a: number, b: number): Owned {
  if (b === 0) return setError(T.ZeroDivisionError, 'float modulo');
  return newFloat(doubleModulo(a, b));
}

/** a // b for b not 0 (_float_div_mod). */
export function floorQuotient(a: number, b: number): number {
  const m = a % b;
  let q = (a - m) / b;
  if (m !== 0 && b < 0 !== m < 0) q -= 1;
  if (q === 0) return copysign(0, a / b);
  const f = Math.floor(q);
  return q - f > 0.5 ? f + 1 : f;
}

/** a // b. */
export function floatFloorDivide(a: number, b: number): Owned {
  if (b === 0) return setError(T.ZeroDivisionError, 'float floor division by zero');
  return newFloat(floorQuotient(a, b));
}

/** divmod(a, b). */
export function floatDivmod(a: number, b: number): Owned {
  if (b === 0) return setError(T.ZeroDivisionError, 'float divmod()');
  return newTuple(newFloat(floorQuotient(a, b)), newFloat(doubleModulo(a, b)));
}

function isOddInteger(v: number): boolean {
  return Math.abs(v % 2) === 1;
}

/** OverflowError(34, 'Numerical result out of range'). NULL. */
export function rangeError(): Owned {
  const value = newTuple(newInt(34), newStr('Numerical result out of range'));
  errRestore(newRef(T.OverflowError), value, NULL);
  return NULL;
}

/** base ** exponent (float_pow): a complex for a negative base with a fractional exponent. */
export function floatPowerOf(base: number, exponent: number): number | Complex | NoPower {
  if (exponent === 0) return 1;
  if (Number.isNaN(base)) return base;
  if (Number.isNaN(exponent)) return base === 1 ? 1 : exponent;
  if (!Number.isFinite(exponent)) {
    const a = Math.abs(base);
    if (a === 1) return 1;
    return exponent > 0 === a > 1 ? Number.POSITIVE_INFINITY : 0;
  }
  const odd = isOddInteger(exponent);
  if (!Number.isFinite(base)) {
    if (exponent > 0) return odd ? base : Math.abs(base);
    return odd ? copysign(0, base) : 0;
  }
  if (base === 0) {
    if (exponent < 0) return 'zero';
    return odd ? base : 0;
  }
  let negate = false;
  if (base < 0) {
    if (exponent !== Math.floor(exponent))
      return complexPowerOf({ re: base, im: 0 }, { re: exponent, im: 0 });
    base = -base;
    negate = odd;
  }
  if (base === 1) return negate ? -1 : 1;
  const v = pow(base, exponent);
  if (v === Number.POSITIVE_INFINITY) return 'range';
  return negate ? -v : v;
}

/** base ** exponent, as an object. */
export function floatPower(base: number, exponent: number): Owned {
  const v = floatPowerOf(base, exponent);
  if (typeof v === 'number') return newFloat(v);
  if (typeof v !== 'string') return newComplex(v.re, v.im);
  if (v === 'zero') return setError(T.ZeroDivisionError, '0.0 cannot be raised to a negative power');
  return base < 0 && exponent !== Math.floor(exponent)
    ? setError(T.OverflowError, 'complex exponentiation')
    : rangeError();
}
