/** Addition, multiplication, division and what is made of them. Operands are exact, results rounded to the context. */
import {
  adjusted,
  Condition,
  type Ctx,
  type Dec,
  dec,
  digitCount,
  dropDigits,
  etiny,
  etop,
  FINITE,
  finalize,
  INFINITE,
  infinity,
  invalid,
  isZero,
  lostDigits,
  nanResult,
  negated,
  pow10,
  Rounding,
  withoutZeros,
  withSign,
} from './number.js';

const C = Condition;

function least(x: bigint, y: bigint): bigint {
  if (x < y) return x;
  return y;
}
const xor = (a: Dec, b: Dec): 0 | 1 => (a.sign === b.sign ? 0 : 1);

/** a + b. */
export function add(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  if (a.kind === INFINITE) return b.kind === INFINITE && a.sign !== b.sign ? invalid(ctx) : a;
  if (b.kind === INFINITE) return b;
  return finalize(exactSum(a, b, ctx.prec, ctx.rounding), ctx);
}

/**
 * The sum of finite numbers, exact or, where the exponents lie far apart, with the smaller one replaced by a unit that
 * rounds alike.
 */
function exactSum(a: Dec, b: Dec, prec: number, rounding: number): Dec {
  let [big, small] = a.exponent >= b.exponent ? [a, b] : [b, a];
  const zeroSign = a.sign === b.sign ? a.sign : rounding === Rounding.FLOOR ? 1 : 0;
  if (isZero(a) && isZero(b)) return dec(zeroSign, 0n, small.exponent);
  if (isZero(big)) return small;
  const limit = BigInt(prec + 2);
  if (isZero(small)) {
    // A zero only lowers the exponent, as far as the precision reaches.
    const room = BigInt(Math.max(0, prec - digitCount(big.coefficient)) + 1);
    const down = big.exponent - small.exponent;
    const n = down < room ? down : room;
    return dec(big.sign, big.coefficient * pow10(Number(n)), big.exponent - n);
  }
  // Where the larger exponent's number would be filled with zeros beyond the precision, and the other ends below that.
  const reach = adjusted(big) - limit - 1n;
  const low = big.exponent - 1n < reach ? big.exponent - 1n : reach;
  if (adjusted(small) < low) small = dec(small.sign, 1n, low);
  const shift = big.exponent - small.exponent;
  const c = big.coefficient * pow10(Number(shift));
  const sum = (big.sign === 0 ? c : -c) + (small.sign === 0 ? small.coefficient : -small.coefficient);
  if (sum === 0n) return dec(zeroSign, 0n, small.exponent);
  return sum < 0n ? dec(1, -sum, small.exponent) : dec(0, sum, small.exponent);
}

/** a - b. */
export function subtract(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  return nan ?? add(a, negated(b), ctx);
}

/** a * b. */
export function multiply(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  const sign = xor(a, b);
  if (a.kind === INFINITE || b.kind === INFINITE)
    return isZero(a) || isZero(b) ? invalid(ctx) : infinity(sign);
  return finalize(dec(sign, a.coefficient * b.coefficient, a.exponent + b.exponent), ctx);
}

/** a * b + c, rounded once. */
export function fma(a: Dec, b: Dec, c: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) {
    // A signaling NaN among the first two comes before the third; a quiet one after a signaling third.
    if (a.kind < 3 && b.kind < 3 && c.kind === 3) return nanResult(ctx, c)!;
    return nan;
  }
  let product: Dec;
  if (a.kind === INFINITE || b.kind === INFINITE) {
    if (isZero(a) || isZero(b)) return invalid(ctx);
    product = infinity(xor(a, b));
  } else product = dec(xor(a, b), a.coefficient * b.coefficient, a.exponent + b.exponent);
  return add(product, c, ctx);
}

/** a / b. */
export function divide(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  const sign = xor(a, b);
  if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(ctx) : infinity(sign);
  if (b.kind === INFINITE) {
    ctx.status |= C.Clamped;
    return dec(sign, 0n, etiny(ctx));
  }
  if (isZero(b)) {
    if (isZero(a)) return invalid(ctx, C.DivisionUndefined);
    ctx.status |= C.DivisionByZero;
    return infinity(sign);
  }
  const ideal = a.exponent - b.exponent;
  if (isZero(a)) return finalize(dec(sign, 0n, ideal), ctx);
  return finalize(quotient(a, b, ctx.prec), ctx);
}
/** Precisions above this are tried with the digits that an exact result can have. */
const HUGE = 1_000_000;
/** a / b of finite numbers, b not 0: exact, or with `prec` + 1 digits of which the last one is not 0 or 5. */
function quotient(a: Dec, b: Dec, prec: number): Dec {
  const sign = xor(a, b);
  const ideal = a.exponent - b.exponent;
  if (prec > HUGE) {
    // 1/b is exact only if b divides a power of ten: four digits for one of b's hold it.
    const enough = digitCount(a.coefficient) + 4 * digitCount(b.coefficient);
    if (enough < prec) {
      const q = quotient(a, b, enough);
      const product = q.coefficient * b.coefficient;
      const e = Number(q.exponent - ideal);
      if (e <= 0 ? product === a.coefficient * pow10(-e) : product * pow10(e) === a.coefficient) return q;
    }
  }
  // As many digits as the precision asks for, and one more; what is left makes the last one odd where that matters.
  const shift = digitCount(b.coefficient) - digitCount(a.coefficient) + prec + 1;
  const n = shift >= 0 ? a.coefficient * pow10(shift) : a.coefficient;
  const d = shift < 0 ? b.coefficient * pow10(-shift) : b.coefficient;
  const q = n / d;
  const e = ideal - BigInt(shift);
  if (q * d === n) return withoutZeros(sign, q, e, ideal);
  return dec(sign, q % 5n === 0n ? q + 1n : q, e);
}

/** The integral quotient and the remainder of finite numbers, b not 0; null where the quotient has too many digits. */
function integerDivision(a: Dec, b: Dec, prec: number): [bigint, Dec] | null {
  const ideal = least(a.exponent, b.exponent);
  const gap = adjusted(a) - adjusted(b);
  if (isZero(a) || gap <= -2n) return [0n, rescaleDown(a, ideal)];
  if (gap > BigInt(prec)) return null;
  const x = a.coefficient * pow10(Number(a.exponent - ideal));
  const y = b.coefficient * pow10(Number(b.exponent - ideal));
  const q = x / y;
  if (q !== 0n && digitCount(q) > prec) return null;
  return [q, dec(a.sign, x - q * y, ideal)];
}
/** The same number with a lower exponent, where zeros are few; else as it is. */
function rescaleDown(a: Dec, exponent: bigint): Dec {
  const n = a.exponent - exponent;
  if (isZero(a)) return dec(a.sign, 0n, exponent);
  return n <= 0n || n > 1000000n ? a : dec(a.sign, a.coefficient * pow10(Number(n)), exponent);
}

/** What the divisions to an integer say of special operands; null for ordinary ones. */
function specialDivision(a: Dec, b: Dec, ctx: Ctx): { quotient: Dec; remainder: Dec } | null {
  const nan = nanResult(ctx, a, b);
  if (nan) return { quotient: nan, remainder: nan };
  const sign = xor(a, b);
  if (a.kind === INFINITE) {
    const remainder = invalid(ctx);
    return { quotient: b.kind === INFINITE ? remainder : infinity(sign), remainder };
  }
  if (b.kind === INFINITE) return { quotient: dec(sign, 0n, 0n), remainder: finalize(a, ctx) };
  return null;
}

/** a // b, toward zero. */
export function divideInteger(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(ctx) : infinity(xor(a, b));
  if (b.kind === INFINITE) return dec(xor(a, b), 0n, 0n);
  if (isZero(b)) {
    if (isZero(a)) return invalid(ctx, C.DivisionUndefined);
    ctx.status |= C.DivisionByZero;
    return infinity(xor(a, b));
  }
  const r = integerDivision(a, b, ctx.prec);
  if (r === null) return invalid(ctx, C.DivisionImpossible);
  return dec(xor(a, b), r[0], 0n);
}

/** a % b, with the sign of a. */
export function remainder(a: Dec, b: Dec, ctx: Ctx): Dec {
  const special = specialDivision(a, b, ctx);
  if (special) return special.remainder;
  if (isZero(b)) return invalid(ctx, isZero(a) ? C.DivisionUndefined : C.InvalidOperation);
  const r = integerDivision(a, b, ctx.prec);
  return r === null ? invalid(ctx, C.DivisionImpossible) : finalize(r[1], ctx);
}

/** Both, with CPython's conditions. */
export function divmod(a: Dec, b: Dec, ctx: Ctx): [Dec, Dec] {
  const special = specialDivision(a, b, ctx);
  if (special) return [special.quotient, special.remainder];
  const sign = xor(a, b);
  if (isZero(b)) {
    if (isZero(a)) {
      const nan = invalid(ctx, C.DivisionUndefined);
      return [nan, nan];
    }
    ctx.status |= C.DivisionByZero;
    return [infinity(sign), invalid(ctx)];
  }
  const r = integerDivision(a, b, ctx.prec);
  if (r === null) {
    const nan = invalid(ctx, C.DivisionImpossible);
    return [nan, nan];
  }
  return [dec(sign, r[0], 0n), finalize(r[1], ctx)];
}

/** a - n b with n the integer nearest to a / b, ties to even. */
export function remainderNear(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  if (a.kind === INFINITE) return invalid(ctx);
  if (b.kind === INFINITE) return finalize(a, ctx);
  if (isZero(b)) return invalid(ctx, isZero(a) ? C.DivisionUndefined : C.InvalidOperation);
  const ideal = least(a.exponent, b.exponent);
  if (isZero(a)) return finalize(dec(a.sign, 0n, ideal), ctx);
  const gap = adjusted(a) - adjusted(b);
  if (gap > BigInt(ctx.prec)) return invalid(ctx, C.DivisionImpossible);
  if (gap <= -2n) return finalize(rescaleDown(a, ideal), ctx);
  const x = a.coefficient * pow10(Number(a.exponent - ideal));
  const y = b.coefficient * pow10(Number(b.exponent - ideal));
  let q = x / y;
  let r = x - q * y;
  let { sign } = a;
  if (2n * r + (q & 1n) > y) {
    r = y - r;
    q += 1n;
    sign = sign === 0 ? 1 : 0;
  }
  if (q !== 0n && digitCount(q) > ctx.prec) return invalid(ctx, C.DivisionImpossible);
  if (r === 0n) sign = a.sign;
  return finalize(dec(sign, r, ideal), ctx);
}

/** 0 - a and 0 + a: a zero gets the sign that such a sum has. */
export function minus(a: Dec, ctx: Ctx): Dec {
  return nanResult(ctx, a) ?? (isZero(a) ? signless(negated(a), ctx) : finalize(negated(a), ctx));
}
export function plus(a: Dec, ctx: Ctx): Dec {
  return nanResult(ctx, a) ?? (isZero(a) ? signless(a, ctx) : finalize(a, ctx));
}
function signless(a: Dec, ctx: Ctx): Dec {
  return finalize(withSign(a, ctx.rounding === Rounding.FLOOR && a.sign === 1 ? 1 : 0), ctx);
}
export function abs(a: Dec, ctx: Ctx): Dec {
  return nanResult(ctx, a) ?? finalize(withSign(a, 0), ctx);
}

/** a with another exponent, rounded; no check of the precision. `flags` are noted. */
export function rescaled(a: Dec, exponent: bigint, ctx: Ctx, flags: boolean): Dec {
  const shift = a.exponent - exponent;
  if (shift >= 0n)
    return dec(a.sign, a.coefficient === 0n ? 0n : a.coefficient * pow10(Number(shift)), exponent);
  const digits = digitCount(a.coefficient);
  const n = -shift > BigInt(digits + 2) ? digits + 2 : Number(-shift);
  const c = dropDigits(a.coefficient, n, a.sign, ctx.rounding);
  if (flags && a.coefficient !== 0n) {
    ctx.status |= C.Rounded;
    if (lostDigits()) ctx.status |= C.Inexact;
  }
  return dec(a.sign, c, exponent);
}

/** a with the exponent of b. InvalidOperation where it does not fit. */
export function quantize(a: Dec, b: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a, b);
  if (nan) return nan;
  if (a.kind === INFINITE || b.kind === INFINITE) return a.kind === b.kind ? a : invalid(ctx);
  const e = b.exponent;
  if (e > ctx.emax || e < etiny(ctx)) return invalid(ctx);
  if (isZero(a)) return finalize(dec(a.sign, 0n, e), ctx);
  if (a.exponent - e + BigInt(digitCount(a.coefficient)) > BigInt(ctx.prec)) return invalid(ctx);
  const { status } = ctx;
  const r = rescaled(a, e, ctx, true);
  if ((r.coefficient !== 0n && adjusted(r) > ctx.emax) || digitCount(r.coefficient) > ctx.prec) {
    ctx.status = status;
    return invalid(ctx);
  }
  if (r.coefficient !== 0n && adjusted(r) < ctx.emin) ctx.status |= C.Subnormal;
  return finalize(r, ctx);
}

/** a as an integer; `exact` notes what was lost. */
export function toIntegral(a: Dec, ctx: Ctx, exact: boolean): Dec {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  if (a.kind === INFINITE || a.exponent >= 0n) return a;
  if (isZero(a)) return dec(a.sign, 0n, 0n);
  return rescaled(a, 0n, ctx, exact);
}

/** a without zeros at its end. */
export function reduce(a: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  const r = finalize(a, ctx);
  if (r.kind !== FINITE) return r;
  if (r.coefficient === 0n) return dec(r.sign, 0n, 0n);
  return withoutZeros(r.sign, r.coefficient, r.exponent, ctx.clamp ? etop(ctx) : ctx.emax);
}

/** The square root, rounded half to even. */
export function sqrt(a: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  if (a.kind === INFINITE) return a.sign === 1 ? invalid(ctx) : a;
  // floor(e / 2)
  const ideal = a.exponent >> 1n;
  if (isZero(a)) return finalize(dec(a.sign, 0n, ideal), ctx);
  if (a.sign === 1) return invalid(ctx);
  const { rounding } = ctx;
  ctx.rounding = Rounding.HALF_EVEN;
  const r = finalize(root(a, ideal, ctx.prec), ctx);
  ctx.rounding = rounding;
  return r;
}
/** The root of a positive number: exact with the ideal exponent if it can be, or with a digit more than `prec` that is not 0 or 5. */
function root(a: Dec, ideal: bigint, prec: number): Dec {
  const digits = Math.ceil(digitCount(a.coefficient) / 2) + 1;
  // An exact root has half the digits.
  if (prec > HUGE && digits < HUGE) {
    const r = root(a, ideal, digits);
    const e = Number(a.exponent - 2n * r.exponent);
    const square = r.coefficient * r.coefficient;
    if (e >= 0 ? square === a.coefficient * pow10(e) : square * pow10(-e) === a.coefficient) return r;
  }
  let c = (a.exponent & 1n) === 1n ? a.coefficient * 10n : a.coefficient;
  const shift = prec + 1 - Math.ceil(digitCount(c) / 2);
  let exact = true;
  if (shift >= 0) c *= pow10(2 * shift);
  else {
    const unit = pow10(-2 * shift);
    const rest = c % unit;
    c /= unit;
    exact = rest === 0n;
  }
  const e = ideal - BigInt(shift);
  const r = integerRoot(c);
  exact &&= r * r === c;
  if (!exact) return dec(0, r % 5n === 0n ? r + 1n : r, e);
  if (e <= ideal) return withoutZeros(0, r, e, ideal);
  return dec(0, r * pow10(Number(e - ideal)), ideal);
}
/** floor(sqrt(n)) by Newton's method. */
function integerRoot(n: bigint): bigint {
  if (n < 1n << 52n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  let x = 1n << BigInt(Math.ceil(n.toString(16).length * 2) + 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}
