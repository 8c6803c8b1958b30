/** Powers of decimal numbers. */
import { divide, multiply } from './arithmetic.js';
import { compareValues } from './compare.js';
import {
  adjusted,
  Condition,
  type Ctx,
  type Dec,
  dec,
  digitCount,
  etiny,
  FINITE,
  finalize,
  INFINITE,
  infinity,
  invalid,
  isZero,
  nanResult,
  ONE,
  pow10,
  Rounding,
  withSign,
} from './number.js';
import { exp, ln } from './transcendental.js';

const C = Condition;

/** An integral number's value; null for another one, or for one too large to matter digit by digit. */
function integerValue(a: Dec): bigint | null {
  if (a.kind !== FINITE) return null;
  if (a.coefficient === 0n) return 0n;
  if (a.exponent >= 0n) return a.exponent > 40n ? null : a.coefficient * pow10(Number(a.exponent));
  if (-a.exponent > BigInt(digitCount(a.coefficient))) return null;
  const unit = pow10(Number(-a.exponent));
  return a.coefficient % unit === 0n ? a.coefficient / unit : null;
}
/** Integral, of any size. */
function isIntegral(a: Dec): boolean {
  return a.kind === FINITE && (a.exponent >= 0n || integerValue(a) !== null);
}
function isOdd(a: Dec): boolean {
  const v = integerValue(a);
  return v !== null && (v & 1n) === 1n;
}

/** 1 with n zeros behind the point. */
const paddedOne = (sign: 0 | 1, n: number): Dec => dec(sign, pow10(n), BigInt(-n));

/** base^e for an integer e, by squaring with some digits more. */
function byInteger(base: Dec, e: Dec, n: bigint, sign: 0 | 1, ctx: Ctx): Dec {
  const work: Ctx = { ...ctx, rounding: Rounding.HALF_EVEN, clamp: false, status: 0 };
  work.prec += digitCount(e.coefficient) + Number(e.exponent) + 2;
  let b = withSign(base, 0);
  if (e.sign === 1) {
    work.prec += 1;
    b = divide(ONE, b, work);
  }
  let r = b;
  for (const bit of n.toString(2).slice(1)) {
    r = multiply(r, r, work);
    if (bit === '1') r = multiply(r, b, work);
    if (r.kind !== FINITE || isZero(r)) break;
  }
  ctx.status |= work.status;
  // An overflow is rounded as the context says.
  return finalize(r.kind === INFINITE ? dec(sign, 1n, ctx.emax + 1n) : withSign(r, sign), ctx);
}

/** base^e for any e, base > 0: e^(e ln base) with 23 digits more. */
function byLogarithm(base: Dec, e: Dec, ctx: Ctx): Dec {
  const work: Ctx = { ...ctx, rounding: Rounding.HALF_EVEN, clamp: false, status: 0 };
  work.prec = Math.max(digitCount(base.coefficient), ctx.prec) + 23;
  const wide: Ctx = { ...work, emin: -999999999999999999n, emax: 999999999999999999n };
  const r = exp(multiply(ln(base, wide), e, wide), work);
  ctx.status |= (work.status & (C.Subnormal | C.Underflow)) | C.Inexact | C.Rounded;
  if (r.kind === FINITE && compareValues(r, ONE) === 0) return finalize(paddedOne(0, ctx.prec - 1), ctx);
  if (r.kind === INFINITE) return finalize(dec(0, 1n, ctx.emax + 1n), ctx);
  if (isZero(r)) return finalize(dec(0, 1n, etiny(ctx) - 2n), ctx);
  return finalize(r, ctx);
}

/** base^e (mpd_qpow). */
export function power(base: Dec, e: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, base, e);
  if (nan) return nan;
  const integral = isIntegral(e);
  const sign: 0 | 1 = base.sign === 1 && isOdd(e) ? 1 : 0;
  if (isZero(base)) {
    if (isZero(e)) return invalid(ctx);
    return e.sign === 1 ? infinity(sign) : dec(sign, 0n, 0n);
  }
  if (base.sign === 1 && (!integral || e.kind === INFINITE)) return invalid(ctx);
  if (e.kind === INFINITE) {
    const c = compareValues(base, ONE);
    if (c === 0) {
      ctx.status |= C.Inexact | C.Rounded;
      return paddedOne(0, ctx.prec - 1);
    }
    return c > 0 === (e.sign === 0) ? infinity(0) : dec(0, 0n, 0n);
  }
  if (base.kind === INFINITE) {
    if (isZero(e)) return dec(sign, 1n, 0n);
    return e.sign === 1 ? dec(sign, 0n, 0n) : infinity(sign);
  }
  if (isZero(e)) return dec(sign, 1n, 0n);
  if (compareValues(withSign(base, 0), ONE) === 0) return powerOfOne(base, e, integral, sign, ctx);
  const far = beyondRange(withSign(base, 0), e, sign, ctx);
  if (far) return far;
  if (integral) {
    const n = integerValue(e);
    if (n !== null) return byInteger(base, e, n < 0n ? -n : n, sign, ctx);
  }
  return withSign(byLogarithm(withSign(base, 0), e, ctx), sign);
}

const digitsOf = (n: bigint): number => digitCount(n < 0n ? -n : n);

/** The least that the exponent of |log10(x)| can be, for a positive x that is not 1. */
function logarithmExponent(x: Dec): bigint {
  const t = adjusted(x);
  if (t > 0n) return BigInt(digitsOf(t) - 1);
  if (t < -1n) return BigInt(digitsOf(t + 1n) - 1);
  // By the distance from 1.
  const places = x.exponent < 0n ? Number(-x.exponent) : 0;
  const scaled = x.exponent >= 0n ? x.coefficient * pow10(Number(x.exponent)) : x.coefficient;
  const d = scaled - pow10(places);
  const u = BigInt(digitsOf(d) - 1 - places);
  return t === 0n ? u - 2n : u - 1n;
}

/** x^e where its size alone says that it overflows or underflows; null otherwise. */
function beyondRange(x: Dec, e: Dec, sign: 0 | 1, ctx: Ctx): Dec | null {
  const size = logarithmExponent(x) + adjusted(e);
  const grows = compareValues(x, ONE) > 0 === (e.sign === 0);
  const limit = grows ? ctx.emax : etiny(ctx);
  if (BigInt(digitsOf(limit)) >= size) return null;
  return finalize(dec(sign, 1n, grows ? ctx.emax + 1n : etiny(ctx) - 1n), ctx);
}

/** 1^e: with as many zeros as an exact power has. */
function powerOfOne(base: Dec, e: Dec, integral: boolean, sign: 0 | 1, ctx: Ctx): Dec {
  let zeros = ctx.prec - 1;
  if (integral) {
    if (e.sign === 1) return dec(sign, 1n, 0n);
    const n = integerValue(e);
    const wanted = base.exponent === 0n ? 0n : n === null ? BigInt(ctx.prec) : n * -base.exponent;
    if (wanted > BigInt(ctx.prec - 1)) ctx.status |= C.Rounded;
    else zeros = Number(wanted);
  } else ctx.status |= C.Inexact | C.Rounded;
  return paddedOne(sign, zeros);
}

/** base^e modulo m, of integers: InvalidOperation unless all are, e >= 0, m is not 0 and fits the precision. */
export function powerModulo(base: Dec, e: Dec, m: Dec, ctx: Ctx): Dec {
  if (base.kind >= 2 || e.kind >= 2 || m.kind >= 2) {
    const nan = nanResult(ctx, base, e) ?? nanResult(ctx, m);
    if (m.kind === 3 && base.kind < 3 && e.kind < 3) return nanResult(ctx, m)!;
    return nan!;
  }
  const b = integerValue(base);
  const n = integerValue(e);
  const d = integerValue(m);
  if (b === null || n === null || d === null || (e.sign === 1 && n !== 0n) || d === 0n) return invalid(ctx);
  if (isZero(base) && isZero(e)) return invalid(ctx);
  if (BigInt(digitCount(m.coefficient)) + m.exponent > BigInt(ctx.prec)) return invalid(ctx);
  const modulus = d;
  let r = 1n % modulus;
  let x = b % modulus;
  for (let k = n; k > 0n; k >>= 1n) {
    if (k & 1n) r = (r * x) % modulus;
    x = (x * x) % modulus;
  }
  const sign: 0 | 1 = base.sign === 1 && (n & 1n) === 1n ? 1 : 0;
  return finalize(dec(sign, r, 0n), ctx);
}
