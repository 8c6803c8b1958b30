/** Arithmetic of complex numbers as Python does it, with its errors. Results are new complex objects, or NULL with an exception. */
import { type Borrowed, ldF64, type Owned, PyComplexObject, stF64 } from '@tyston/memory';
import { newPlain } from '../core/alloc.js';
import { setError } from '../core/errors.js';
import { T } from '../core/wellknown.js';
import { atan2, cHypot, cos, exp, log, pow, sin } from './libm/index.js';

export function newComplex(real: number, imag: number): Owned {
  const p = newPlain(T.complex, PyComplexObject.size);
  stF64(p + PyComplexObject.real, real);
  stF64(p + PyComplexObject.imag, imag);
  return p;
}
export function complexReal(p: Borrowed): number {
  return ldF64(p + PyComplexObject.real);
}
export function complexImag(p: Borrowed): number {
  return ldF64(p + PyComplexObject.imag);
}

/** A complex value in JavaScript. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export function complexProduct(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** a / b by Smith's method (_Py_c_quot), which scales by the larger part of b; null for b = 0. */
export function complexQuotient(a: Complex, b: Complex): Complex | null {
  const re = Math.abs(b.re);
  const im = Math.abs(b.im);
  if (re >= im) {
    if (re === 0) return null;
    const ratio = b.im / b.re;
    const d = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / d, im: (a.im - a.re * ratio) / d };
  }
  if (im >= re) {
    const ratio = b.re / b.im;
    const d = b.re * ratio + b.im;
    return { re: (a.re * ratio + a.im) / d, im: (a.im * ratio - a.re) / d };
  }
  return { re: Number.NaN, im: Number.NaN };
}

const ONE: Complex = Object.freeze({ re: 1, im: 0 });

/** a^n for an integer n > 0, by squaring. */
function powerByInteger(a: Complex, n: number): Complex {
  let r = ONE;
  let p = a;
  for (let bit = 1; bit <= n; bit *= 2) {
    if (n & bit) r = complexProduct(r, p);
    p = complexProduct(p, p);
  }
  return r;
}

/** Why a power has no value: zero to a negative (or complex) power, or a result that no double holds. */
export type NoPower = 'zero' | 'range';

/** (_Py_c_pow). */
function generalPower(a: Complex, b: Complex): Complex | NoPower {
  if (b.re === 0 && b.im === 0) return ONE;
  if (a.re === 0 && a.im === 0) return b.im !== 0 || b.re < 0 ? 'zero' : { re: 0, im: 0 };
  const magnitude = cHypot(a.re, a.im);
  let length = pow(magnitude, b.re);
  const angle = atan2(a.im, a.re);
  let phase = angle * b.re;
  if (b.im !== 0) {
    length /= exp(angle * b.im);
    phase += b.im * log(magnitude);
  }
  return { re: length * cos(phase), im: length * sin(phase) };
}

/** a ** b. */
export function complexPowerOf(a: Complex, b: Complex): Complex | NoPower {
  const r = unboundedPower(a, b);
  if (typeof r === 'string') return r;
  const overflows =
    Math.abs(r.re) === Number.POSITIVE_INFINITY || Math.abs(r.im) === Number.POSITIVE_INFINITY;
  return overflows ? 'range' : r;
}

function unboundedPower(a: Complex, b: Complex): Complex | NoPower {
  if (b.im !== 0 || b.re !== Math.floor(b.re) || Math.abs(b.re) > 100) return generalPower(a, b);
  // A small integral exponent: faster, and more accurate.
  if (b.re > 0) return powerByInteger(a, b.re);
  return complexQuotient(ONE, powerByInteger(a, -b.re)) ?? 'zero';
}

/** (ar + ai j) ** (br + bi j). */
export function complexPower(ar: number, ai: number, br: number, bi: number): Owned {
  const r = complexPowerOf({ re: ar, im: ai }, { re: br, im: bi });
  if (r === 'zero') return setError(T.ZeroDivisionError, '0.0 to a negative or complex power');
  if (r === 'range') return setError(T.OverflowError, 'complex exponentiation');
  return newComplex(r.re, r.im);
}
