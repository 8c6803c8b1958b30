/**
 * Hyperbolic functions, log10 and cbrt. The C library rounds these more than once: the steps below are those of its formulas, on
 * the exp and log of this folder, so that the roundings agree.
 */
import { exponentOf, ldexp, significandOf } from '../float-bits.js';
import { exp, log } from './exp-log.js';

export const sinh = Math.sinh;
export const tanh = Math.tanh;
export const atanh = Math.atanh;
export const expm1 = Math.expm1;
export const log1p = Math.log1p;

const { LN2, LOG10E } = Math;

export function cosh(x: number): number {
  const a = Math.abs(x);
  if (a < 0.5 * LN2) {
    const t = Math.expm1(a);
    const w = 1 + t;
    return a < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (a < 22) {
    const t = exp(a);
    return 0.5 * t + 0.5 / t;
  }
  if (a < 709.782712893384) return 0.5 * exp(a);
  if (a <= 710.4758600739439) {
    const w = exp(0.5 * a);
    return 0.5 * w * w;
  }
  return a * Number.POSITIVE_INFINITY;
}

export function asinh(x: number): number {
  const a = Math.abs(x);
  if (!Number.isFinite(x) || a < 2 ** -28) return x;
  let w: number;
  if (a > 2 ** 28) w = log(a) + LN2;
  else if (a > 2) w = log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
  else {
    const t = a * a;
    w = Math.log1p(a + t / (1 + Math.sqrt(1 + t)));
  }
  return x < 0 ? -w : w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN;
  if (x > 2 ** 28) return x === Number.POSITIVE_INFINITY ? x : log(x) + LN2;
  if (x === 1) return 0;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}

const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;

export function log10(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const k = exponentOf(x) - 1;
  // A significand in [1, 2), or in [1/2, 1) below 1, so that both terms have one sign.
  const i = k < 0 ? 1 : 0;
  const y = k + i;
  const m = significandOf(x) * (i === 1 ? 1 : 2);
  const z = y * LOG10_2_LOW + LOG10E * log(m);
  return z + y * LOG10_2_HIGH;
}

/** 2^(i/3) for i in [-2, 2]. */
const CUBE_ROOTS = [
  1 / 1.5874010519681996,
  1 / 1.2599210498948732,
  1,
  1.2599210498948732,
  1.5874010519681996,
];
/** Of a polynomial near the cube root on [1/2, 1), the highest power first. */
const ROOT_ESTIMATE = [
  -0.14526389938548637, 0.7849323449766392, -1.8346927748361308, 2.4469312256353444, -2.114994941673713,
  1.508191937815849, 0.35489576504391984,
];

/** The C library's steps: an estimate of the significand's root, then one of Halley's method, rounded as they come. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const e = exponentOf(x);
  const m = Math.abs(significandOf(x));
  let u = 0;
  for (const c of ROOT_ESTIMATE) u = u * m + c;
  const cube = u * u * u;
  const third = Math.trunc(e / 3);
  const root = ((u * (cube + 2 * m)) / (2 * cube + m)) * CUBE_ROOTS[2 + (e % 3)]!;
  return ldexp(x > 0 ? root : -root, third);
}

/** C's hypot: C. F. Borges, "An Improved Algorithm for hypot(a,b)" (2019), a corrected square root. */
export function cHypot(x: number, y: number): number {
  let a = Math.abs(x);
  let b = Math.abs(y);
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (a < b) [a, b] = [b, a];
  if (b <= a * 2 ** -54) return a + b;
  const scale = a > 2 ** 511 ? 600 : b < 2 ** -459 ? -600 : 0;
  if (scale !== 0) {
    a = ldexp(a, -scale);
    b = ldexp(b, -scale);
  }
  let h = Math.sqrt(a * a + b * b);
  let t1: number;
  let t2: number;
  if (h <= 2 * b) {
    const d = h - b;
    t1 = a * (2 * d - a);
    t2 = (d - 2 * (a - b)) * d;
  } else {
    const d = h - a;
    t1 = 2 * d * (a - 2 * b);
    t2 = (4 * d - b) * b + d * d;
  }
  h -= (t1 + t2) / (2 * h);
  return scale === 0 ? h : ldexp(h, scale);
}
