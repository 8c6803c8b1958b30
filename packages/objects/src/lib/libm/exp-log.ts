/**
 * exp and log, correctly rounded but for about one argument in 2^15 of those that lie nearest to halfway.
 *
 * The method is P. T. P. Tang's (ACM TOMS 15, 1989; 16, 1990): a table brings the argument so near to 0 (or 1) that a short polynomial
 * suffices, of which all but the last terms are summed in double-double.
 */
import { exponentOf, ldexp, pow2, significandOf } from '../float-bits.js';
import { lazy, ln2Fixed, pieces, powersOfTwo, reciprocals } from './constants.js';
import { fastTwoSum, low, setLow, twoProduct, twoSum } from './double-double.js';

const PER_UNIT = 128 / Math.LN2;
const ROUNDER = 6755399441055744; // 1.5 * 2^52: adding it rounds to an integer
const expTables = lazy(() => ({ step: pieces(ln2Fixed() >> 7n, 34, 2), powers: powersOfTwo() }));

/**
 * e^(h + l), for -746 < h < 710 and l far below h's last place. What was rounded off is in low(), in units of the last place.
 */
export function expDD(h: number, l: number): number {
  const { step, powers } = expTables();
  const k = h * PER_UNIT + ROUNDER - ROUNDER;
  // r = x - k ln2/128
  let rh = twoSum(h - k * step[0]!, -k * step[1]!);
  let rl = low() + (l - k * step[2]!);
  rh = fastTwoSum(rh, rl);
  rl = low();
  // p = e^r - 1
  const square = twoProduct(rh, rh);
  const squareLow = low() + 2 * rh * rl;
  const cubic = square * rh * (1 / 6 + rh * (1 / 24 + rh * (1 / 120 + rh * (1 / 720))));
  const ph = fastTwoSum(rh, square * 0.5);
  const pl = low() + rl + squareLow * 0.5 + cubic;
  // 2^(i/128) * (1 + p)
  const i = k & 127;
  const th = powers.high[i]!;
  const tl = powers.low[i]!;
  const c = twoProduct(th, ph);
  const cl = low() + th * pl + tl * ph + tl;
  const s = fastTwoSum(th, c);
  const e = low() + cl;
  const n = (k - i) / 128;
  if (n > -1021) {
    const r = s + e;
    setLow((e - (r - s)) * (r < 1 ? 2 ** 53 : r < 2 ? 2 ** 52 : 2 ** 51));
    return n > 1022 ? r * pow2(n - 1) * 2 : r * pow2(n);
  }
  // Subnormal: bring the last place to where it will be before rounding. What is left is not worth reckoning.
  if (n < -1080) return 0;
  const b = pow2(Math.min(1023, -1022 - n));
  const t = twoSum(b, s);
  const rounded = t + (low() + e) - b;
  setLow(0.5);
  return ldexp(rounded, n);
}

const LN2_HIGH = Math.LN2;
const LN2_LOW = 2.3190468138462996e-17;
// ln2 with so few bits that a multiple by an exponent is exact.
const logTables = lazy(() => ({ inverses: reciprocals(), ln2: pieces(ln2Fixed(), 40, 2) }));

/** ln(x) of a finite x > 0; the low part is in low(). */
export function logDD(x: number): number {
  const { inverses, ln2 } = logTables();
  let k = exponentOf(x) - 1;
  const m = significandOf(x) * 2;
  const i = Math.round((m - 1) * 128);
  const c = inverses.c[i]!;
  // r = m c - 1, exact in two doubles
  const product = twoProduct(m, c);
  const productLow = low();
  const rh = twoSum(product - 1, productLow);
  const rl = low();
  // ln(1 + r) = r - r^2/2 + r^3/3 - r^4/4 ...
  const square = twoProduct(rh, rh);
  const squareLow = low() + 2 * rh * rl;
  const cube = twoProduct(square, rh / 3);
  const third = rh / 3;
  const thirdLow = (rh - third * 2 - third) / 3;
  const cubeLow = low() + square * thirdLow + squareLow * third;
  const rest =
    square *
    square *
    (-1 / 4 + rh * (1 / 5 + rh * (-1 / 6 + rh * (1 / 7 + rh * (-1 / 8 + rh * (1 / 9 - rh * (1 / 10)))))));
  let h = fastTwoSum(rh, -0.5 * square);
  let l = low();
  h = fastTwoSum(h, cube);
  l += low() + rl - 0.5 * squareLow + cubeLow + rest;
  if (i === 128) k += 1;
  else if (i > 0) {
    h = twoSum(inverses.high[i]!, h);
    l += low() + inverses.low[i]!;
  }
  if (k !== 0) {
    h = twoSum(k * ln2[1]!, h);
    l += low() + k * ln2[2]!;
    h = twoSum(k * ln2[0]!, h);
    l += low();
  }
  h = fastTwoSum(h, l);
  return h;
}

export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < -745.1332191019412) return 0;
  if (x < 1e-17 && x > -1e-17) return 1;
  return expDD(x, 0);
}

export function exp2(x: number): number {
  if (!(x < 1024)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < -1075) return 0;
  if (x === Math.floor(x)) return x < -1074 ? 0 : pow2(x);
  const h = twoProduct(x, LN2_HIGH);
  return expDD(h, low() + x * LN2_LOW);
}

export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY || x === 1) return x === 1 ? 0 : x;
  return logDD(x);
}

const INVERSE_LN2 = (() => {
  // 1/ln2 by one step of Newton's method in double-double
  const h = 1 / LN2_HIGH;
  const p = twoProduct(h, LN2_HIGH);
  return [h, (1 - p - low() - h * LN2_LOW) * h] as const;
})();

export function log2(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (significandOf(x) === 0.5) return exponentOf(x) - 1;
  const h = logDD(x);
  const l = low();
  const p = twoProduct(h, INVERSE_LN2[0]);
  return p + (low() + h * INVERSE_LN2[1] + l * INVERSE_LN2[0]);
}
