/** sin, cos and tan of any double, and arctangents, correctly rounded but for arguments that lie nearest to halfway. */
import { decompose, exponentOf, ldexp, signBit } from '../float-bits.js';
import { arctangents, lazy, POINT, pieces, piFixed, sines, toDoubles } from './constants.js';
import { divideDD, fastTwoSum, low, setLow, sqrtDD, twoProduct, twoSum } from './double-double.js';

const halfPi = lazy(() => pieces(piFixed(POINT) >> 1n, 33, 3));
const TWO_OVER_PI = 2 / Math.PI;
const ROUNDER = 6755399441055744;
const sineTables = lazy(sines);

/** The part of an argument beyond the nearest multiple of pi/2, and that multiple's number modulo 4. */
let quadrant = 0;
const REDUCED = new Float64Array(2);

/** Reduces by Cody and Waite's method, far arguments with the whole of 2/pi (Payne and Hanek). */
function reduce(x: number): void {
  if (x > -1048576 && x < 1048576) {
    const parts = halfPi();
    const k = x * TWO_OVER_PI + ROUNDER - ROUNDER;
    quadrant = k & 3;
    let h = twoSum(x - k * parts[0]!, -k * parts[1]!);
    let l = low();
    h = twoSum(h, -k * parts[2]!);
    l += low();
    h = twoSum(h, l);
    l = low() - k * parts[3]!;
    REDUCED[0] = fastTwoSum(h, l);
    REDUCED[1] = low();
    return;
  }
  reduceFar(x);
}

const FAR_POINT = 1280n;
let farTwoOverPi = 0n;
let farHalfPi = 0n;
function reduceFar(x: number): void {
  if (farTwoOverPi === 0n) {
    farHalfPi = piFixed(FAR_POINT) >> 1n;
    farTwoOverPi = (1n << (2n * FAR_POINT)) / farHalfPi;
  }
  const { significand, exponent } = decompose(x);
  // Multiples of pi/2, with 256 bits behind the point.
  const shift = FAR_POINT - BigInt(exponent) - 256n;
  const v = shift >= 0n ? (significand * farTwoOverPi) >> shift : (significand * farTwoOverPi) << -shift;
  let k = v >> 256n;
  let f = v - (k << 256n);
  if (f >> 255n) {
    f -= 1n << 256n;
    k += 1n;
  }
  const r = (f * (farHalfPi >> (FAR_POINT - 256n))) >> 256n;
  const [h, l] = toDoubles(r, 256n);
  const negative = x < 0;
  REDUCED[0] = negative ? -h : h;
  REDUCED[1] = negative ? -l : l;
  quadrant = Number((negative ? -k : k) & 3n);
}

/** sin or cos of the reduced argument; the low part is in low(). */
function kernel(cosine: boolean): number {
  const tables = sineTables();
  let h = REDUCED[0]!;
  let l = REDUCED[1]!;
  const negative = h < 0;
  if (negative) {
    h = -h;
    l = -l;
  }
  const i = Math.round(h * 64);
  const b = fastTwoSum(h - i / 64, l);
  const bl = low();
  const square = b * b;
  const sinRest = -square * b * (1 / 6 - square * (1 / 120 - square * (1 / 5040)));
  const s = tables.sin.high[i]!;
  const c = tables.cos.high[i]!;
  if (cosine) {
    // c cos b - s sin b
    const squareHigh = twoProduct(b, b);
    const squareLow = low() + 2 * b * bl;
    const ch = twoProduct(c, -0.5 * squareHigh);
    const cl = low() - 0.5 * c * squareLow + c * square * square * (1 / 24 - square * (1 / 720));
    const p = twoProduct(s, b);
    const pl = low() + s * (bl + sinRest) + tables.sin.low[i]! * b;
    const t = twoSum(-p, ch);
    const tl = low() - pl + cl + tables.cos.low[i]!;
    const r = fastTwoSum(c, t);
    const e = low() + tl;
    return fastTwoSum(r, e);
  }
  // s cos b + c sin b
  const p = twoProduct(c, b);
  const pl = low() + c * (bl + sinRest) + tables.cos.low[i]! * b;
  let t = p;
  let tl = pl;
  if (i !== 0) {
    const squareHigh = twoProduct(b, b);
    const squareLow = low() + 2 * b * bl;
    const sh = twoProduct(s, -0.5 * squareHigh);
    tl +=
      low() - 0.5 * s * squareLow + s * square * square * (1 / 24 - square * (1 / 720)) + tables.sin.low[i]!;
    t = twoSum(p, sh);
    tl += low();
    t = fastTwoSum(s, t);
    tl += low();
  }
  const r = fastTwoSum(t, tl);
  if (negative) {
    setLow(-low());
    return -r;
  }
  return r;
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  // The sign of zero stays.
  if (x === 0) return x;
  if (x < 1e-8 && x > -1e-8) return x - (x * x * x) / 6;
  reduce(x);
  const v = kernel((quadrant & 1) === 1);
  return quadrant >= 2 ? -v : v;
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (x < 1e-9 && x > -1e-9) return 1;
  reduce(x);
  const v = kernel((quadrant & 1) === 0);
  return quadrant === 1 || quadrant === 2 ? -v : v;
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (x < 1e-8 && x > -1e-8) return x + (x * x * x) / 3;
  reduce(x);
  const s = kernel(false);
  const sl = low();
  const c = kernel(true);
  const cl = low();
  return quadrant & 1 ? divideDD(-c, -cl, s, sl) : divideDD(s, sl, c, cl);
}

const arctanTable = lazy(arctangents);
/** pi and pi/2 in two doubles. */
const PI = [Math.PI, 1.2246467991473532e-16] as const;
const PI_2 = [Math.PI / 2, 6.123233995736766e-17] as const;

/** arctan(n / d) of double-doubles n >= 0, d >= 0, not both 0, in [0, pi/2]; the low part is in low(). */
function arctanRatio(nh: number, nl: number, dh: number, dl: number): number {
  const swap = nh > dh;
  if (swap) {
    [nh, dh] = [dh, nh];
    [nl, dl] = [dl, nl];
  }
  const i = Math.round((nh / dh) * 64);
  const a = i / 64;
  // u = (n - a d) / (d + a n)
  let uh: number;
  let ul: number;
  if (i === 0) {
    uh = divideDD(nh, nl, dh, dl);
    ul = low();
  } else {
    const ad = twoProduct(a, dh);
    const adLow = low() + a * dl;
    let th = twoSum(nh, -ad);
    let tl = low() + nl - adLow;
    const an = twoProduct(a, nh);
    const anLow = low() + a * nl;
    const bh0 = fastTwoSum(dh, an);
    const bl0 = low() + dl + anLow;
    th = fastTwoSum(th, tl);
    tl = low();
    const bh = fastTwoSum(bh0, bl0);
    const bl = low();
    uh = divideDD(th, tl, bh, bl);
    ul = low();
  }
  const square = uh * uh;
  const rest = -square * uh * (1 / 3 - square * (1 / 5 - square * (1 / 7 - square * (1 / 9))));
  let h: number;
  let l: number;
  if (i === 0) {
    h = uh;
    l = ul + rest;
  } else {
    const table = arctanTable();
    h = fastTwoSum(table.high[i]!, uh);
    l = low() + table.low[i]! + ul + rest;
  }
  h = fastTwoSum(h, l);
  if (!swap) return h;
  l = low();
  h = twoSum(PI_2[0], -h);
  l = low() + PI_2[1] - l;
  return fastTwoSum(h, l);
}

export function atan(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 1e-8) return x - (x * x * x) / 3;
  const v = a > 1e18 ? Math.PI / 2 : arctanRatio(a, 0, 1, 0);
  return x < 0 ? -v : v;
}

export function asin(x: number): number {
  const a = Math.abs(x);
  if (!(a <= 1)) return Number.NaN;
  if (a < 1e-8) return x + (x * x * x) / 6;
  const c = cosineOf(a);
  const v = a === 1 ? Math.PI / 2 : arctanRatio(a, 0, c, low());
  return x < 0 ? -v : v;
}

export function acos(x: number): number {
  const a = Math.abs(x);
  if (!(a <= 1)) return Number.NaN;
  if (x === 1) return 0;
  if (x === -1) return Math.PI;
  const c = cosineOf(a);
  const h = arctanRatio(c, low(), a, 0);
  if (x >= 0) return h;
  const l = low();
  const s = twoSum(PI[0], -h);
  return s + (low() + PI[1] - l);
}

/** sqrt(1 - a^2) for 0 <= a < 1, in double-double. */
function cosineOf(a: number): number {
  if (a === 1) return 0;
  const p = twoProduct(a, a);
  const pl = low();
  const h = twoSum(1 - p, -pl);
  // 1 - p is exact only for p >= 1/2
  const lost = p < 0.5 ? 1 - p - 1 + p : 0;
  return sqrtDD(h, low() - lost);
}

export function atan2(y: number, x: number): number {
  if (!(Number.isFinite(y) && Number.isFinite(x)) || y === 0 || x === 0) return Math.atan2(y, x);
  const e = exponentOf(y) - exponentOf(x);
  const negative = signBit(y);
  if (e > 70) return negative ? -Math.PI / 2 : Math.PI / 2;
  if (e < -70) {
    if (x > 0) return y / x;
    return negative ? -Math.PI : Math.PI;
  }
  // Bring both near 1, which keeps the products exact.
  const scale = -exponentOf(x);
  const n = ldexp(Math.abs(y), scale);
  const d = ldexp(Math.abs(x), scale);
  let h = arctanRatio(n, 0, d, 0);
  if (x < 0) {
    const l = low();
    const s = twoSum(PI[0], -h);
    h = s + (low() + PI[1] - l);
  }
  return negative ? -h : h;
}

/** sqrt(x^2 + y^2), rounded once. */
export function hypot(x: number, y: number): number {
  let a = Math.abs(x);
  let b = Math.abs(y);
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (a < b) [a, b] = [b, a];
  if (b === 0 || Number.isNaN(a) || Number.isNaN(b)) return a + b;
  const e = exponentOf(a);
  if (e - exponentOf(b) > 60) return a + b;
  a = ldexp(a, -e);
  b = ldexp(b, -e);
  const p = twoProduct(a, a);
  const pl = low();
  const q = twoProduct(b, b);
  const ql = low();
  const s = fastTwoSum(p, q);
  const r = sqrtDD(s, low() + pl + ql);
  return ldexp(r, e);
}
