/** Operations on digits and exponents: shifts, rotations, logic on zeros and ones, neighbours. */
import { add, subtract } from './arithmetic.js';
import { compareValues } from './compare.js';
import {
  adjusted,
  Condition,
  type Ctx,
  type Dec,
  dec,
  etiny,
  etop,
  FINITE,
  finalize,
  INFINITE,
  infinity,
  invalid,
  isZero,
  nanResult,
  pow10,
  Rounding,
  withSign,
} from './number.js';

const C = Condition;

/** The exponent of the leading digit, as a number. */
export function logb(a: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  if (a.kind === INFINITE) return infinity(0);
  if (isZero(a)) {
    ctx.status |= C.DivisionByZero;
    return infinity(1);
  }
  const n = adjusted(a);
  return finalize(dec(n < 0n ? 1 : 0, n < 0n ? -n : n, 0n), ctx);
}

/** The integer that b is, of exponent 0 and between the bounds; null otherwise. */
function count(b: Dec, bound: bigint): bigint | null {
  if (b.kind !== FINITE || b.exponent !== 0n || b.coefficient > bound) return null;
  return b.sign === 1 ? -b.coefficient : b.coefficient;
}

/** a * 10^b. */
export function scaleb(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  const n = count(b, 2n * (ctx.emax + BigInt(ctx.prec)));
  if (n === null) return invalid(ctx);
  return a.kind === INFINITE ? a : finalize(dec(a.sign, a.coefficient, a.exponent + n), ctx);
}

/** The coefficient moved by b places to the left, within the precision. */
export function shift(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  const n = count(b, BigInt(ctx.prec));
  if (n === null) return invalid(ctx);
  if (a.kind === INFINITE) return a;
  const room = pow10(ctx.prec);
  const c = a.coefficient % room;
  return dec(a.sign, n >= 0n ? (c * pow10(Number(n))) % room : c / pow10(Number(-n)), a.exponent);
}

/** The digits of the coefficient rotated by b places to the left. */
export function rotate(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  const n = count(b, BigInt(ctx.prec));
  if (n === null) return invalid(ctx);
  if (a.kind === INFINITE) return a;
  const c = a.coefficient % pow10(ctx.prec);
  const left = n >= 0n ? Number(n) : ctx.prec + Number(n);
  const high = pow10(ctx.prec - left);
  return dec(a.sign, (c % high) * pow10(left) + c / high, a.exponent);
}

/** The digits of a logical operand as bits; null where it is none. */
function bits(a: Dec): bigint | null {
  if (a.kind !== FINITE || a.sign === 1 || a.exponent !== 0n) return null;
  const text = String(a.coefficient);
  return /^[01]+$/.test(text) ? BigInt(`0b${text}`) : null;
}
/** Bits as digits, as many as the precision has. */
function fromBits(v: bigint, prec: number): Dec {
  return dec(0, BigInt(BigInt.asUintN(prec, v).toString(2)), 0n);
}
function logical(f: (x: bigint, y: bigint) => bigint): (a: Dec, b: Dec, ctx: Ctx) => Dec {
  return (a, b, ctx) => {
    const x = bits(a);
    const y = bits(b);
    return x === null || y === null ? invalid(ctx) : fromBits(f(x, y), ctx.prec);
  };
}
export const logicalAnd = logical((x, y) => x & y);
export const logicalOr = logical((x, y) => x | y);
export const logicalXor = logical((x, y) => x ^ y);
export function logicalInvert(a: Dec, ctx: Ctx): Dec {
  const x = bits(a);
  return x === null ? invalid(ctx) : fromBits(~x, ctx.prec);
}

/** Conditions that a neighbour passes on. */
const ERRORS = C.InvalidOperation | C.DivisionByZero;

/** The next number in a direction: 1 up, -1 down. */
function next(a: Dec, ctx: Ctx, direction: 1 | -1): Dec {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  if (a.kind === INFINITE) {
    if ((a.sign === 1) === (direction === -1)) return a;
    return dec(a.sign, pow10(ctx.prec) - 1n, etop(ctx));
  }
  const work: Ctx = { ...ctx, rounding: direction === 1 ? Rounding.CEILING : Rounding.FLOOR, status: 0 };
  const r = finalize(a, work);
  if (work.status & C.Inexact) return r;
  work.status = 0;
  const tiny = dec(0, 1n, etiny(ctx) - 1n);
  const result = direction === 1 ? add(a, tiny, work) : subtract(a, tiny, work);
  ctx.status |= work.status & ERRORS;
  return result;
}
export const nextPlus = (a: Dec, ctx: Ctx): Dec => next(a, ctx, 1);
export const nextMinus = (a: Dec, ctx: Ctx): Dec => next(a, ctx, -1);

export function nextToward(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  const c = compareValues(a, b);
  if (c === 0) return withSign(a, b.sign);
  const r = next(a, ctx, c < 0 ? 1 : -1);
  if (r.kind === INFINITE) ctx.status |= C.Overflow | C.Rounded | C.Inexact;
  else if (adjusted(r) < ctx.emin) {
    ctx.status |= C.Underflow | C.Subnormal | C.Rounded | C.Inexact;
    if (isZero(r)) ctx.status |= C.Clamped;
  }
  return r;
}
