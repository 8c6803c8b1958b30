/**
 * x^y. The C library's result is not always the nearest double, but it differs from it only where the value lies next to the middle
 * of two doubles: there the library is asked, on a host that has it. Everywhere else, and without it, the result is our own.
 */
import { exponentOf, pow2 } from '../float-bits.js';
import { low, twoProduct } from './double-double.js';
import { expDD, logDD } from './exp-log.js';

type Power = (x: number, y: number) => number;

let library: Power | null = null;
/** Makes `f` decide the cases that are close; null: nobody does. */
export function setLibraryPower(f: Power | null): void {
  library = f;
}

/** The C library is wrong by less than 0.05 units in the last place more than rounding is. */
const CERTAIN = 0.45;

/** Whether every library rounds value + rest to value. */
function certain(value: number, rest: number): boolean {
  const exponent = exponentOf(value);
  return exponent > -900 && Math.abs(rest) < CERTAIN * pow2(exponent - 53);
}

/** x^y of doubles as C's pow, special values included. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  // The host knows the special values; here are the ordinary ones.
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0) return x === -1 ? 1 : x ** y;
  if (y === 1) return x;
  if (x < 0) {
    if (y !== Math.floor(y)) return Number.NaN;
    const v = pow(-x, y);
    return Math.abs(y % 2) === 1 ? -v : v;
  }
  if (y === 2) return square(x);
  if (y === -1) return reciprocal(x);
  if (y === 0.5) return squareRoot(x);
  return general(x, y);
}

// Where the middle of two doubles can be met exactly, or the nearest double is to be had for less.

function square(x: number): number {
  const v = x * x;
  // Where it overflows, or what is left over does, there is nothing to compare.
  if (library === null || v === 0 || v > 1e300) return v;
  twoProduct(x, x);
  return certain(v, low()) ? v : library(x, 2);
}

function reciprocal(x: number): number {
  const v = 1 / x;
  if (library === null || v > 1e300 || x > 1e300) return v;
  const product = twoProduct(v, x);
  return certain(v, (1 - product - low()) / x) ? v : library(x, -1);
}

function squareRoot(x: number): number {
  const v = Math.sqrt(x);
  if (library === null) return v;
  const product = twoProduct(v, v);
  return certain(v, (x - product - low()) / (2 * v)) ? v : library(x, 0.5);
}

function general(x: number, y: number): number {
  const h = logDD(x);
  const l = low();
  const estimate = h * y;
  if (estimate > 709.79) return Number.POSITIVE_INFINITY;
  if (estimate < -745.2) return 0;
  if (Math.abs(y) > 1e290 || Math.abs(y) < 1e-290) return 1 + estimate;
  const e = twoProduct(y, h);
  const el = low() + y * l;
  if (e < 1e-17 && e > -1e-17) return 1 + e;
  const v = expDD(e, el);
  return library === null || Math.abs(low()) < CERTAIN ? v : library(x, y);
}
