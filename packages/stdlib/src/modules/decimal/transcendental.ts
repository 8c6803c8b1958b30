/**
 * exp, ln and log10, correctly rounded (half to even): computed with integers as fixed-point numbers of ever more digits, until both ends
 * of the interval in which the true value lies round alike (A. Ziv's strategy, ACM TOMS 17, 1991).
 */
import { compareValues } from './compare.js';
import {
  adjusted,
  Condition,
  type Ctx,
  type Dec,
  dec,
  digitCount,
  etiny,
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

/** e^r for a fixed-point |r| < about 1.2: halved until the series is short, then squared back. Units of 2^-bits. */
function expFixed(r: bigint, bits: bigint): bigint {
  const halvings = 8n + BigInt(Math.floor(Math.sqrt(Number(bits)) / 2));
  const guard = halvings + 16n;
  const point = bits + guard;
  const one = 1n << point;
  const x = (r << guard) >> halvings;
  let term = one;
  let sum = one;
  for (let k = 1n; ; k++) {
    term = ((term * x) >> point) / k;
    if (term === 0n || term === -1n) break;
    sum += term;
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> point;
  return sum >> guard;
}

/** ln(n/d) for n/d between 1/2 and 2 or so, in units of 2^-bits: Newton's method on exp, from the host's double. */
function lnFixed(n: bigint, d: bigint, bits: bigint): bigint {
  let precision = 50n;
  const ratio = Number((n << 60n) / d) / 2 ** 60;
  let y = BigInt(Math.round(Math.log(ratio) * 2 ** 50));
  while (precision < bits + 8n) {
    const next = precision * 2n - 8n < bits + 8n ? precision * 2n - 8n : bits + 8n;
    y <<= next - precision;
    precision = next;
    // y + 2 (v - e^y) / (v + e^y), which triples the digits; they are doubled here
    const e = expFixed(y << 8n, precision + 8n);
    const v = (n << (precision + 8n)) / d;
    y += ((v - e) << (precision + 1n)) / (v + e);
  }
  return y >> (precision - bits);
}

let ln10Bits = 0n;
let ln10Value = 0n;
/** ln(10) in units of 2^-bits: 3 ln 2 + ln(10/8). */
function ln10(bits: bigint): bigint {
  if (ln10Bits < bits) {
    ln10Bits = bits + 64n;
    ln10Value = 3n * lnFixed(2n, 1n, ln10Bits + 4n) + lnFixed(5n, 4n, ln10Bits + 4n);
    ln10Value >>= 4n;
  }
  return ln10Value >> (ln10Bits - bits);
}

const bitsOf = (digits: number): bigint => BigInt(Math.ceil(digits * 3.3219280948873626) + 8);

/**
 * Rounds a value known to `digits` places: coefficient c, of which the last three digits are uncertain, times 10^e. Null where they decide
 * the rounding.
 */
function settled(sign: 0 | 1, c: bigint, e: bigint, ctx: Ctx): Dec | null {
  const status = ctx.status;
  const { rounding } = ctx;
  // What is rounded must not look exact: both neighbours end in an odd digit.
  const low = (c - 500n) * 10n + 1n;
  const high = (c + 500n) * 10n + 1n;
  ctx.rounding = Rounding.HALF_EVEN;
  const a = finalize(dec(sign, low, e - 1n), ctx);
  const b = finalize(dec(sign, high, e - 1n), ctx);
  ctx.rounding = rounding;
  if (a.kind === b.kind && a.coefficient === b.coefficient && a.exponent === b.exponent) return a;
  ctx.status = status;
  return null;
}

/** e^a. */
export function exp(a: Dec, ctx: Ctx): Dec {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  if (a.kind === INFINITE) return a.sign === 1 ? dec(0, 0n, 0n) : a;
  if (isZero(a)) return dec(0, 1n, 0n);
  const top = adjusted(a);
  if (top > 20n) {
    // Far beyond every context.
    if (a.sign === 0) return halfEven(dec(0, 1n, ctx.emax + 1n), ctx);
    return halfEven(dec(0, 1n, etiny(ctx) - 2n), ctx);
  }
  if (compareValues(withSign(a, 0), dec(0, 9n, BigInt(-ctx.prec - 4))) <= 0) {
    // 1 and a little more or less.
    ctx.status |= Condition.Inexact | Condition.Rounded;
    return dec(0, pow10(ctx.prec - 1), BigInt(1 - ctx.prec));
  }
  const whole = Math.max(0, Number(top) + 1);
  for (let extra = 8; ; extra *= 2) {
    const digits = ctx.prec + extra;
    const bits = bitsOf(digits + whole + 4);
    // a in units of 2^-bits
    const magnitude =
      a.exponent >= 0n
        ? (a.coefficient * pow10(Number(a.exponent))) << bits
        : (a.coefficient << bits) / pow10(Number(-a.exponent));
    const x = a.sign === 1 ? -magnitude : magnitude;
    const ten = ln10(bits);
    let k = x / ten;
    if (x < 0n) k -= 1n;
    if (k > ctx.emax) return halfEven(dec(0, 1n, ctx.emax + 1n), ctx);
    if (k < etiny(ctx) - 2n) return halfEven(dec(0, 1n, etiny(ctx) - 2n), ctx);
    // e^r between 1 and 10, by its fourth root
    const r = x - k * ten;
    const root = expFixed(r >> 2n, bits);
    const v = (((root * root) >> bits) * ((root * root) >> bits)) >> bits;
    const result = settled(0, (v * pow10(digits)) >> bits, k - BigInt(digits), ctx);
    if (result) return result;
  }
}

/** Rounded half to even, whatever the context says. */
function halfEven(a: Dec, ctx: Ctx): Dec {
  const { rounding } = ctx;
  ctx.rounding = Rounding.HALF_EVEN;
  const r = finalize(a, ctx);
  ctx.rounding = rounding;
  return r;
}

/** ln(a) as a fixed-point number with `digits` digits behind the point; a > 0 and not 1. */
function lnDigits(a: Dec, digits: number): bigint {
  // a = m 10^k with m between 0.3 and 3.2 or so
  const count = digitCount(a.coefficient);
  let k = a.exponent + BigInt(count - 1);
  let unit = pow10(count - 1);
  if (a.coefficient > unit * 3n) {
    unit *= 10n;
    k += 1n;
  }
  const bits = bitsOf(digits + digitCount(k < 0n ? -k : k) + 4);
  const v = lnFixed(a.coefficient, unit, bits) + k * ln10(bits);
  return (v * pow10(digits)) >> bits;
}

/** How far to the right of the point the first digit of ln(a) stands, at most. */
function leadingZeros(a: Dec): number {
  const t = adjusted(a);
  if (t > 0n || t < -1n) return 0;
  // |a - 1|
  const e = Number(-a.exponent);
  const d = e >= 0 ? a.coefficient - pow10(e) : a.coefficient;
  return Math.max(0, e - digitCount(d < 0n ? -d : d) + 2);
}

function signed(v: bigint, e: bigint, ctx: Ctx): Dec | null {
  return v < 0n ? settled(1, -v, e, ctx) : settled(0, v, e, ctx);
}

/** The natural logarithm. */
export function ln(a: Dec, ctx: Ctx): Dec {
  const special = logarithmSpecial(a, ctx);
  if (special) return special;
  if (isOne(a)) return dec(0, 0n, 0n);
  for (let extra = 8; ; extra *= 2) {
    const digits = ctx.prec + extra + leadingZeros(a);
    const r = signed(lnDigits(a, digits), BigInt(-digits), ctx);
    if (r) return r;
  }
}

/** The logarithm to base ten: exact for powers of ten. */
export function log10(a: Dec, ctx: Ctx): Dec {
  const special = logarithmSpecial(a, ctx);
  if (special) return special;
  const digitsOfA = digitCount(a.coefficient);
  if (a.coefficient === pow10(digitsOfA - 1)) {
    const n = adjusted(a);
    return halfEven(dec(n < 0n ? 1 : 0, n < 0n ? -n : n, 0n), ctx);
  }
  for (let extra = 8; ; extra *= 2) {
    const digits = ctx.prec + extra + leadingZeros(a);
    const bits = bitsOf(digits + 30);
    const v = (lnDigits(a, digits + 25) << bits) / (ln10(bits) * pow10(25));
    const r = signed(v, BigInt(-digits), ctx);
    if (r) return r;
  }
}

function isOne(a: Dec): boolean {
  return a.exponent <= 0n && a.exponent > -100000n && a.coefficient === pow10(Number(-a.exponent));
}
function logarithmSpecial(a: Dec, ctx: Ctx): Dec | null {
  const nan = nanResult(ctx, a);
  if (nan) return nan;
  if (isZero(a)) return infinity(1);
  if (a.sign === 1) return invalid(ctx);
  return a.kind === INFINITE ? a : null;
}
