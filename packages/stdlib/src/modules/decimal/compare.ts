/** Orders of decimal numbers: by value, by the total order, and what is chosen by them. */
import {
  adjusted,
  Condition,
  type Ctx,
  type Dec,
  dec,
  FINITE,
  finalize,
  INFINITE,
  isZero,
  nanResult,
  pow10,
  QUIET,
  SIGNALING,
  withSign,
} from './number.js';

/** -1, 0 or 1 of numbers that are no NaNs. */
export function compareValues(a: Dec, b: Dec): number {
  const sa = isZero(a) ? 0 : a.sign === 0 ? 1 : -1;
  const sb = isZero(b) ? 0 : b.sign === 0 ? 1 : -1;
  if (sa !== sb) return sa < sb ? -1 : 1;
  if (sa === 0) return 0;
  return sa * compareMagnitudes(a, b);
}
function compareMagnitudes(a: Dec, b: Dec): number {
  if (a.kind === INFINITE || b.kind === INFINITE) return a.kind === b.kind ? 0 : a.kind === INFINITE ? 1 : -1;
  const x = adjusted(a);
  const y = adjusted(b);
  if (x !== y) return x < y ? -1 : 1;
  const d = Number(a.exponent - b.exponent);
  const p = d > 0 ? a.coefficient * pow10(d) : a.coefficient;
  const q = d < 0 ? b.coefficient * pow10(-d) : b.coefficient;
  return p < q ? -1 : p > q ? 1 : 0;
}

const asDec = (n: number): Dec => dec(n < 0 ? 1 : 0, BigInt(Math.abs(n)), 0n);

/** compare(): -1, 0, 1 or a NaN. */
export function compare(a: Dec, b: Dec, ctx: Ctx): Dec {
  return nanResult(ctx, a, b) ?? asDec(compareValues(a, b));
}
/** compare_signal(): every NaN is InvalidOperation. */
export function compareSignal(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan === null) return asDec(compareValues(a, b));
  ctx.status |= Condition.InvalidOperation;
  return nan;
}

/** The total order: by sign, then finite < infinite < sNaN < NaN, equal values by exponent. */
export function compareTotal(a: Dec, b: Dec): number {
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const direction = a.sign === 1 ? -1 : 1;
  if (a.kind >= QUIET || b.kind >= QUIET) {
    const x = a.kind === QUIET ? 2 : a.kind === SIGNALING ? 1 : 0;
    const y = b.kind === QUIET ? 2 : b.kind === SIGNALING ? 1 : 0;
    if (x !== y) return x < y ? -direction : direction;
    return a.coefficient === b.coefficient ? 0 : a.coefficient < b.coefficient ? -direction : direction;
  }
  const c = compareValues(a, b);
  if (c !== 0 || a.kind === INFINITE) return c;
  if (a.exponent === b.exponent) return 0;
  return a.exponent < b.exponent ? -direction : direction;
}
export const compareTotalMagnitude = (a: Dec, b: Dec): number => compareTotal(withSign(a, 0), withSign(b, 0));
export const ordering = asDec;

/** max and min, of values or of magnitudes: a quiet NaN gives way to a number. */
export function choose(a: Dec, b: Dec, ctx: Ctx, greater: boolean, magnitudes: boolean): Dec {
  if (a.kind === QUIET && b.kind < QUIET) return finalize(b, ctx);
  if (b.kind === QUIET && a.kind < QUIET) return finalize(a, ctx);
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  let c = magnitudes ? compareValues(withSign(a, 0), withSign(b, 0)) : compareValues(a, b);
  if (c === 0) c = compareTotal(a, b);
  return finalize(c < 0 === greater ? b : a, ctx);
}

/** Of the same exponent, or both infinite, or both NaN. */
export function sameQuantum(a: Dec, b: Dec): boolean {
  if (a.kind !== FINITE || b.kind !== FINITE) {
    if (a.kind >= QUIET) return b.kind >= QUIET;
    return a.kind === b.kind;
  }
  return a.exponent === b.exponent;
}

/** The name of the number's class. */
export function numberClass(a: Dec, ctx: Ctx): string {
  if (a.kind === QUIET) return 'NaN';
  if (a.kind === SIGNALING) return 'sNaN';
  const sign = a.sign === 1 ? '-' : '+';
  if (a.kind === INFINITE) return `${sign}Infinity`;
  if (isZero(a)) return `${sign}Zero`;
  return `${sign}${adjusted(a) < ctx.emin ? 'Subnormal' : 'Normal'}`;
}
