/**
 * Decimal numbers and contexts as values, and the rounding that ends every operation: M. F. Cowlishaw, "General Decimal Arithmetic
 * Specification" 1.70.
 *
 * A finite number is (-1)^sign * coefficient * 10^exponent. Exponents are BigInts, as contexts allow 18 digits for them.
 */

export const FINITE = 0;
export const INFINITE = 1;
export const QUIET = 2;
export const SIGNALING = 3;

export interface Dec {
  readonly sign: 0 | 1;
  /** FINITE, INFINITE, QUIET (NaN) or SIGNALING (sNaN). */
  readonly kind: number;
  /** Not negative; the payload of a NaN. */
  readonly coefficient: bigint;
  readonly exponent: bigint;
}

/** Conditions, as bits of a status. */
export const Condition = Object.freeze({
  Clamped: 0x1,
  ConversionSyntax: 0x2,
  DivisionByZero: 0x4,
  DivisionImpossible: 0x8,
  DivisionUndefined: 0x10,
  Inexact: 0x40,
  InvalidContext: 0x80,
  InvalidOperation: 0x100,
  FloatOperation: 0x400,
  Overflow: 0x800,
  Rounded: 0x1000,
  Subnormal: 0x2000,
  Underflow: 0x4000,
});
const C = Condition;

/** In the order of `_decimal`'s constants. */
export const Rounding = Object.freeze({
  UP: 0,
  DOWN: 1,
  CEILING: 2,
  FLOOR: 3,
  HALF_UP: 4,
  HALF_DOWN: 5,
  HALF_EVEN: 6,
  ZERO_FIVE_UP: 7,
});
const R = Rounding;

/** What an operation is told, and the conditions that it met. */
export interface Ctx {
  prec: number;
  rounding: number;
  emin: bigint;
  emax: bigint;
  clamp: boolean;
  status: number;
  /** The precision where it is beyond a double's integers, and `prec` near it. */
  exactPrec?: bigint | undefined;
}

export const dec = (sign: 0 | 1, coefficient: bigint, exponent: bigint): Dec => ({
  sign,
  kind: FINITE,
  coefficient,
  exponent,
});
export const infinity = (sign: 0 | 1): Dec => ({ sign, kind: INFINITE, coefficient: 0n, exponent: 0n });
export const NAN: Dec = Object.freeze({ sign: 0, kind: QUIET, coefficient: 0n, exponent: 0n });
export const ONE = dec(0, 1n, 0n);

export const isNaN_ = (a: Dec): boolean => a.kind >= QUIET;
export const isZero = (a: Dec): boolean => a.kind === FINITE && a.coefficient === 0n;
export const negated = (a: Dec): Dec => ({ ...a, sign: a.sign === 0 ? 1 : 0 });
export const withSign = (a: Dec, sign: 0 | 1): Dec => (a.sign === sign ? a : { ...a, sign });

const MOST_DIGITS = 300_000_000;
const POWERS: bigint[] = [1n];
/** 10^n. */
export function pow10(n: number): bigint {
  if (n < 400) {
    for (let i = POWERS.length; i <= n; i++) POWERS.push(POWERS[i - 1]! * 10n);
    return POWERS[n]!;
  }
  // Beyond what BigInt holds: said at once, not after the work.
  if (n > MOST_DIGITS) throw new RangeError('a number of too many digits');
  return 10n ** BigInt(n);
}

/** Digits of a coefficient; 1 for zero. */
export function digitCount(c: bigint): number {
  if (c < 10n) return 1;
  if (c < 1000000000000000n) {
    const n = Number(c);
    let k = 2;
    for (let p = 100; n >= p; p *= 10) k++;
    return k;
  }
  const bits = c.toString(16).length * 4;
  // log10(2) from below gives a lower bound that is at most two off.
  let k = Math.floor((bits - 4) * 0.30102999566398114) + 1;
  while (c >= pow10(k)) k++;
  return k;
}

/**
 * n, not 0, divided by p as often as it goes, up to `most` times, and how many times were left. By p^(2^k) first, so that long runs take
 * few steps.
 */
export function dividedOut(n: bigint, p: bigint, most: number): [bigint, number] {
  if (most === 0 || n % p !== 0n) return [n, most];
  let power = p;
  let times = 1;
  const powers: [bigint, number][] = [];
  for (; times <= most && n % power === 0n; power *= power, times *= 2) powers.push([power, times]);
  let left = most;
  for (const [q, k] of powers.reverse())
    if (k <= left && n % q === 0n) {
      n /= q;
      left -= k;
    }
  // What one pass of descending powers leaves is less than the largest of them.
  return left > 0 && n % p === 0n ? dividedOut(n, p, left) : [n, left];
}
/** The number with zeros at its end moved to the exponent, up to an exponent. */
export function withoutZeros(sign: 0 | 1, c: bigint, e: bigint, top: bigint): Dec {
  if (e >= top || c % 10n !== 0n) return dec(sign, c, e);
  const room = top - e;
  const most = room > 1_000_000_000n ? 1_000_000_000 : Number(room);
  const [rest, left] = dividedOut(c, 10n, most);
  return dec(sign, rest, e + BigInt(most - left));
}

/** The exponent of the leading digit. */
export const adjusted = (a: Dec): bigint => a.exponent + BigInt(digitCount(a.coefficient) - 1);
const precision = (ctx: Ctx): bigint => ctx.exactPrec ?? BigInt(ctx.prec);
export const etiny = (ctx: Ctx): bigint => ctx.emin - (precision(ctx) - 1n);
export const etop = (ctx: Ctx): bigint => ctx.emax - (precision(ctx) - 1n);

/** Does rounding go away from zero? `low` is what is cut off compared with one half: -1, 0 or 1; something is cut off. */
function roundsUp(rounding: number, sign: number, kept: bigint, low: number): boolean {
  switch (rounding) {
    case R.UP:
      return true;
    case R.DOWN:
      return false;
    case R.CEILING:
      return sign === 0;
    case R.FLOOR:
      return sign === 1;
    case R.HALF_UP:
      return low >= 0;
    case R.HALF_DOWN:
      return low > 0;
    case R.HALF_EVEN:
      return low > 0 || (low === 0 && (kept & 1n) === 1n);
    default: {
      const last = kept % 10n;
      return last === 0n || last === 5n;
    }
  }
}

/** c without its last `n` digits, rounded; `inexact` says whether something was lost. */
let inexact = false;
export function dropDigits(c: bigint, n: number, sign: number, rounding: number): bigint {
  // More digits than there are: one beyond is as good.
  const digits = digitCount(c);
  const unit = pow10(Math.min(n, digits + 1));
  const kept = c / unit;
  const rest = c - kept * unit;
  inexact = rest !== 0n;
  if (!inexact) return kept;
  const twice = rest * 2n;
  return roundsUp(rounding, sign, kept, twice > unit ? 1 : twice === unit ? 0 : -1) ? kept + 1n : kept;
}
export const lostDigits = (): boolean => inexact;

/** The result of an overflow by rounding mode. */
function overflowed(sign: 0 | 1, ctx: Ctx): Dec {
  ctx.status |= C.Overflow | C.Inexact | C.Rounded;
  const toInfinity =
    ctx.rounding === R.UP ||
    ctx.rounding === R.HALF_UP ||
    ctx.rounding === R.HALF_DOWN ||
    ctx.rounding === R.HALF_EVEN ||
    (ctx.rounding === R.CEILING && sign === 0) ||
    (ctx.rounding === R.FLOOR && sign === 1);
  return toInfinity ? infinity(sign) : dec(sign, pow10(ctx.prec) - 1n, etop(ctx));
}

/** A NaN whose payload fits the context. */
export function fixNaN(a: Dec, ctx: Ctx): Dec {
  const room = ctx.prec - (ctx.clamp ? 1 : 0);
  if (digitCount(a.coefficient) <= room || a.coefficient === 0n) return a;
  return { ...a, coefficient: room === 0 ? 0n : a.coefficient % pow10(room) };
}

/** The number rounded to the context (mpd_qfinalize). */
export function finalize(a: Dec, ctx: Ctx): Dec {
  if (a.kind !== FINITE) return a.kind === INFINITE ? a : fixNaN(a, ctx);
  const { sign } = a;
  let { coefficient: c, exponent: e } = a;
  if (c === 0n) {
    const top = ctx.clamp ? etop(ctx) : ctx.emax;
    const bottom = etiny(ctx);
    let clamped = e;
    if (e > top) clamped = top;
    else if (e < bottom) clamped = bottom;
    else return a;
    ctx.status |= C.Clamped;
    return dec(sign, 0n, clamped);
  }
  let digits = digitCount(c);
  let top = e + BigInt(digits - 1);
  if (top > ctx.emax) return overflowed(sign, ctx);
  if (top < ctx.emin) {
    ctx.status |= C.Subnormal;
    const bottom = etiny(ctx);
    if (e >= bottom) return foldDown(sign, c, e, ctx);
    // Rounded once, to the place of the smallest numbers.
    const n = bottom - e;
    c = dropDigits(c, n > 1000000n ? digits + 2 : Number(n), sign, ctx.rounding);
    ctx.status |= C.Rounded;
    if (inexact) ctx.status |= C.Inexact | C.Underflow;
    if (c === 0n) ctx.status |= C.Clamped;
    return dec(sign, c, bottom);
  }
  if (digits > ctx.prec) {
    const n = digits - ctx.prec;
    c = dropDigits(c, n, sign, ctx.rounding);
    e += BigInt(n);
    ctx.status |= C.Rounded;
    if (inexact) ctx.status |= C.Inexact;
    if (c === pow10(ctx.prec)) {
      c /= 10n;
      e += 1n;
      top = e + BigInt(ctx.prec - 1);
      if (top > ctx.emax) return overflowed(sign, ctx);
    }
    digits = ctx.prec;
  }
  return foldDown(sign, c, e, ctx);
}
/** Where the context clamps, an exponent above Etop becomes Etop and the coefficient gets zeros. */
function foldDown(sign: 0 | 1, c: bigint, e: bigint, ctx: Ctx): Dec {
  if (!ctx.clamp || e <= etop(ctx)) return dec(sign, c, e);
  ctx.status |= C.Clamped;
  return dec(sign, c * pow10(Number(e - etop(ctx))), etop(ctx));
}

/** InvalidOperation with a condition: NaN. */
export function invalid(ctx: Ctx, condition: number = C.InvalidOperation): Dec {
  ctx.status |= condition;
  return NAN;
}

/** The NaN that an operation on a (and b) returns; null where none is a NaN. A signaling one comes first. */
export function nanResult(ctx: Ctx, a: Dec, b?: Dec): Dec | null {
  if (a.kind < QUIET && (b === undefined || b.kind < QUIET)) return null;
  let n = a;
  if (a.kind === SIGNALING || b?.kind === SIGNALING) {
    ctx.status |= C.InvalidOperation;
    n = a.kind === SIGNALING ? a : b!;
  } else if (a.kind !== QUIET) n = b!;
  return fixNaN({ ...n, kind: QUIET }, ctx);
}

/** A context of any precision with the widest exponents: for steps between. */
export function workContext(prec: number, rounding: number = R.HALF_EVEN): Ctx {
  return { prec, rounding, emin: -999999999999999999n, emax: 999999999999999999n, clamp: false, status: 0 };
}
