/**
 * Gamma and its logarithm by the approximation of C. Lanczos (SIAM J. Numer. Anal. B 1, 1964) with g = 6.0246… and 13 terms, and
 * the reflection formula below zero: the steps of CPython's math module, so that the roundings agree.
 */
import { libm } from '@tyston/objects';

const { cos, exp, log, pow, sin } = libm;

/** What a function found wrong, as C's errno says it. */
export const OK = 0;
export const DOMAIN = 1;
export const RANGE = 2;
export interface Outcome {
  readonly value: number;
  readonly error: number;
}

const G = 6.02468004077673;
const G_MINUS_HALF = 5.52468004077673;
const LOG_PI = 1.1447298858494002;
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028,
  1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348,
  8071.672002365816, 210.82427775157936, 2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** The rational function of Lanczos, from the end that converges. */
function lanczosSum(x: number): number {
  let n = 0;
  let d = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      n = n * x + NUMERATOR[i]!;
      d = d * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i <= 12; i++) {
      n = n / x + NUMERATOR[i]!;
      d = d / x + DENOMINATOR[i]!;
    }
  }
  return n / d;
}

/** sin(pi x), exact in its zeros. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const quarter = Math.round(2 * y);
  let r: number;
  if (quarter === 0) r = sin(Math.PI * y);
  else if (quarter === 1) r = cos(Math.PI * (y - 0.5));
  else if (quarter === 2) r = sin(Math.PI * (1 - y));
  else if (quarter === 3) r = -cos(Math.PI * (y - 1.5));
  else r = sin(Math.PI * (y - 2));
  return x < 0 ? -r : r;
}

const FACTORIALS = (() => {
  const t = [1];
  for (let i = 1; i < 23; i++) t.push(t[i - 1]! * i);
  return t;
})();

const ok = (value: number): Outcome => ({ value, error: OK });

export function gamma(x: number): Outcome {
  if (!Number.isFinite(x)) {
    if (Number.isNaN(x) || x > 0) return ok(x);
    return { value: Number.NaN, error: DOMAIN };
  }
  if (x === 0) return { value: 1 / x, error: DOMAIN };
  if (x === Math.floor(x)) {
    if (x < 0) return { value: Number.NaN, error: DOMAIN };
    if (x <= 23) return ok(FACTORIALS[x - 1]!);
  }
  const a = Math.abs(x);
  if (a < 1e-20) {
    const r = 1 / x;
    return { value: r, error: Number.isFinite(r) ? OK : RANGE };
  }
  if (a > 200) {
    if (x < 0) return ok(0 / sinPi(x));
    return { value: Number.POSITIVE_INFINITY, error: RANGE };
  }
  const y = a + G_MINUS_HALF;
  // The rounding error of y, for which the result is corrected.
  const lost = a > G_MINUS_HALF ? y - a - G_MINUS_HALF : y - G_MINUS_HALF - a;
  const z = (lost * G) / y;
  let r: number;
  if (x < 0) {
    r = ((-Math.PI / sinPi(a) / a) * exp(y)) / lanczosSum(a);
    r -= z * r;
    if (a < 140) r /= pow(y, a - 0.5);
    else {
      const root = pow(y, a / 2 - 0.25);
      r = r / root / root;
    }
  } else {
    r = lanczosSum(a) / exp(y);
    r += z * r;
    if (a < 140) r *= pow(y, a - 0.5);
    else {
      const root = pow(y, a / 2 - 0.25);
      r = r * root * root;
    }
  }
  return { value: r, error: Number.isFinite(r) ? OK : RANGE };
}

export function lgamma(x: number): Outcome {
  if (!Number.isFinite(x)) return ok(Number.isNaN(x) ? x : Number.POSITIVE_INFINITY);
  if (x === Math.floor(x) && x <= 2) {
    if (x <= 0) return { value: Number.POSITIVE_INFINITY, error: DOMAIN };
    return ok(0);
  }
  const a = Math.abs(x);
  if (a < 1e-20) return ok(-log(a));
  let r = log(lanczosSum(a)) - G;
  r += (a - 0.5) * (log(a + G - 0.5) - 1);
  if (x < 0) r = LOG_PI - log(Math.abs(sinPi(a))) - log(a) - r;
  return { value: r, error: Number.isFinite(r) ? OK : RANGE };
}
