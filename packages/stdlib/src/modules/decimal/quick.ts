/**
 * The short ways: operations on quick numbers (see `layout.ts`) whose results are exact, or rounded by digits that a double
 * holds. Each gives UNSETTLED where that is not so; then the same operation on Dec values does it. Coefficients are doubles below
 * 2^53, so sums and products are exact as long as they stay below that, and `limit` says no more than the context's precision.
 */
import { type Borrowed, ld32, ldF64, type Owned } from '@tyston/memory';
import { CONTEXT, flagsOf, isQuick, NEGATIVE, newQuick, quickExponent, smallOf } from './layout.js';
import { Condition, Rounding } from './number.js';
import { note } from './signals.js';

/** Not done here. (NULL is an exception, as everywhere.) */
export const UNSETTLED = -1 as Owned;

const MAX = 2 ** 53;
/** Powers of ten that doubles hold exactly and that a coefficient can be scaled by. */
const POW10: readonly number[] = Float64Array.from({ length: 16 }, (_v, i) => 10 ** i) as unknown as number[];

const signOf = (d: Borrowed): number => flagsOf(d) & NEGATIVE;
/** Coefficient scaled up by n places; MAX where that is too much. */
function scaled(c: number, n: number): number {
  if (n === 0) return c;
  if (n > 15) return c === 0 ? 0 : MAX;
  const r = c * POW10[n]!;
  return Math.min(r, MAX);
}

/** a + b, or a - b with `flip` 1. */
export function quickSum(a: Borrowed, b: Borrowed, flip: number, c: Borrowed): Owned {
  if (!isQuick(a) || !isQuick(b)) return UNSETTLED;
  const ea = quickExponent(a);
  const eb = quickExponent(b);
  let x = smallOf(a);
  let y = smallOf(b);
  let e = ea;
  if (ea > eb) {
    x = scaled(x, ea - eb);
    e = eb;
  } else if (eb > ea) y = scaled(y, eb - ea);
  if (x === MAX || y === MAX) return UNSETTLED;
  const sa = signOf(a);
  const sb = signOf(b) ^ flip;
  const limit = ldF64(c + CONTEXT.limit);
  if (sa === sb) {
    const sum = x + y;
    return sum < limit ? newQuick(sa, sum, e) : UNSETTLED;
  }
  const d = x - y;
  if (d === 0)
    return limit === 0 ? UNSETTLED : newQuick(ld32(c + CONTEXT.rounding) === Rounding.FLOOR ? 1 : 0, 0, e);
  if (d > 0) return d < limit ? newQuick(sa, d, e) : UNSETTLED;
  return -d < limit ? newQuick(sb, -d, e) : UNSETTLED;
}

export function quickProduct(a: Borrowed, b: Borrowed, c: Borrowed): Owned {
  if (!isQuick(a) || !isQuick(b)) return UNSETTLED;
  const product = smallOf(a) * smallOf(b);
  if (product >= ldF64(c + CONTEXT.limit)) return UNSETTLED;
  return newQuick(signOf(a) ^ signOf(b), product, quickExponent(a) + quickExponent(b));
}

/** a / b where it is an integer times a power of ten that needs no more digits than a has. */
export function quickQuotient(a: Borrowed, b: Borrowed, c: Borrowed): Owned {
  if (!isQuick(a) || !isQuick(b)) return UNSETTLED;
  const x = smallOf(a);
  const y = smallOf(b);
  if (y === 0 || x % y !== 0) return UNSETTLED;
  const q = x / y;
  if (q >= ldF64(c + CONTEXT.limit)) return UNSETTLED;
  return newQuick(signOf(a) ^ signOf(b), q, quickExponent(a) - quickExponent(b));
}

/** a // b, or a % b with `wantRest`. */
export function quickDivision(a: Borrowed, b: Borrowed, wantRest: boolean, c: Borrowed): Owned {
  if (!isQuick(a) || !isQuick(b)) return UNSETTLED;
  const ea = quickExponent(a);
  const eb = quickExponent(b);
  const e = Math.min(ea, eb);
  const x = scaled(smallOf(a), ea - e);
  const y = scaled(smallOf(b), eb - e);
  if (x === MAX || y === MAX || y === 0) return UNSETTLED;
  const rest = x % y;
  const q = (x - rest) / y;
  const limit = ldF64(c + CONTEXT.limit);
  if (q >= limit || rest >= limit) return UNSETTLED;
  return wantRest ? newQuick(signOf(a), rest, e) : newQuick(signOf(a) ^ signOf(b), q, 0);
}

/** a with b's exponent. */
export function quickQuantize(a: Borrowed, b: Borrowed, rounding: number, c: Borrowed): Owned {
  if (!isQuick(a) || !isQuick(b)) return UNSETTLED;
  const e = quickExponent(b);
  const n = e - quickExponent(a);
  const x = smallOf(a);
  const limit = ldF64(c + CONTEXT.limit);
  if (n <= 0) {
    const r = scaled(x, -n);
    return r < limit ? newQuick(signOf(a), r, e) : UNSETTLED;
  }
  if (n > 15) return UNSETTLED;
  const sign = signOf(a);
  const unit = POW10[n]!;
  const rest = x % unit;
  let q = (x - rest) / unit;
  if (rest !== 0 && goesUp(rounding, sign, q, rest * 2 - unit)) q += 1;
  if (q >= limit) return UNSETTLED;
  const status = x === 0 ? 0 : rest === 0 ? Condition.Rounded : Condition.Rounded | Condition.Inexact;
  return note(c, status) ? newQuick(sign, q, e) : (0 as Owned);
}
/** Does rounding go away from zero? `half` is negative, zero or positive as what is cut off is less than, just or more than a half. */
function goesUp(rounding: number, sign: number, kept: number, half: number): boolean {
  switch (rounding) {
    case Rounding.HALF_EVEN:
      return half > 0 || (half === 0 && kept % 2 === 1);
    case Rounding.DOWN:
      return false;
    case Rounding.UP:
      return true;
    case Rounding.CEILING:
      return sign === 0;
    case Rounding.FLOOR:
      return sign === 1;
    case Rounding.HALF_UP:
      return half >= 0;
    case Rounding.HALF_DOWN:
      return half > 0;
    default:
      return kept % 5 === 0;
  }
}

/** -1, 0 or 1; 2 for unsettled. */
export function quickCompare(a: Borrowed, b: Borrowed): number {
  if (!isQuick(a) || !isQuick(b)) return 2;
  const ea = quickExponent(a);
  const eb = quickExponent(b);
  const e = Math.min(ea, eb);
  let x = scaled(smallOf(a), ea - e);
  let y = scaled(smallOf(b), eb - e);
  if (x === MAX && y === MAX) return 2;
  if (signOf(a)) x = -x;
  if (signOf(b)) y = -y;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The text of a quick number. */
export function quickText(d: Borrowed, capitals: boolean): string {
  const digits = String(smallOf(d));
  const e = quickExponent(d);
  const n = digits.length;
  const sign = signOf(d) ? '-' : '';
  if (e === 0) return sign + digits;
  const point = n + e;
  if (e < 0 && point > -6) {
    if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
    return `${sign}0.${'000000'.slice(0, -point)}${digits}`;
  }
  const mantissa = n > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  const top = point - 1;
  return `${sign}${mantissa}${capitals ? 'E' : 'e'}${top < 0 ? '' : '+'}${top}`;
}
