/**
 * Doubles as decimal text, with every digit right (PyOS_double_to_string and David Gay's dtoa, whose modes are named below).
 *
 * The host's shortest digits are what Python shows. Its toFixed and toExponential round exact ties up, not to even, and stop
 * at a hundred digits: a value that may be a tie, and anything longer, is computed with integers.
 */
import { decompose, signBit } from './float-bits.js';

/** Flags of `doubleToString`. */
export const DTSF_SIGN = 1;
export const DTSF_ADD_DOT_0 = 2;
export const DTSF_ALT = 4;
export const DTSF_NO_NEG_0 = 8;

/** Decimal digits of a magnitude without trailing zeros, and where the point is: 0.DIGITS * 10^point. */
export interface DecimalDigits {
  digits: string;
  point: number;
}

function stripZeros(digits: string): string {
  let n = digits.length;
  while (n > 0 && digits.charCodeAt(n - 1) === 48) n--;
  return n === digits.length ? digits : digits.slice(0, n);
}

const ZERO: DecimalDigits = Object.freeze({ digits: '0', point: 1 });

/** From the host's exponential notation. */
function fromExponential(text: string): DecimalDigits {
  const e = text.indexOf('e');
  const digits = e > 1 ? text[0] + text.slice(2, e) : text[0]!;
  return { digits: stripZeros(digits), point: Number(text.slice(e + 1)) + 1 };
}

/** Mode 0: the shortest digits that read back as `v`, which is finite and not negative. */
export function shortestDigits(v: number): DecimalDigits {
  return v === 0 ? ZERO : fromExponential(v.toExponential());
}

/** v * 10^places rounded half to even, as an integer. */
function scaled(v: number, places: number): bigint {
  let { significand: n, exponent } = decompose(v);
  let d = 1n;
  if (places >= 0) n *= 10n ** BigInt(places);
  else d = 10n ** BigInt(-places);
  if (exponent >= 0) n <<= BigInt(exponent);
  else d <<= BigInt(-exponent);
  let q = n / d;
  const twice = (n - q * d) * 2n;
  if (twice > d || (twice === d && (q & 1n) === 1n)) q += 1n;
  return q;
}

/** Can v be halfway between two decimals with `places` places after the point (negative: before it)? */
function mayTie(v: number, places: number): boolean {
  if (places < 0) return true;
  // Halfway means an odd multiple of 10^-places / 2, whose denominator is exactly 2^(places + 1).
  const { significand, exponent } = decompose(v);
  if (exponent >= 0) return false;
  let zeros = 0;
  let low = Number(significand & 0xffffffffn) | 0;
  if (low === 0) {
    low = Number(significand >> 32n) | 0;
    zeros = 32;
  }
  zeros += 31 - Math.clz32(low & -low);
  return -exponent - zeros === places + 1;
}

/** Mode 3: rounded to `places` digits after the point. No digits where that is zero. v is finite and not negative. */
export function fixedDigits(v: number, places: number): DecimalDigits {
  if (v === 0) return ZERO;
  if (places >= 0 && places <= 100 && v < 1e21 && !mayTie(v, places)) {
    const text = v.toFixed(places);
    const dot = places === 0 ? text.length : text.length - places - 1;
    const all = text.slice(0, dot) + text.slice(dot + 1);
    let zeros = 0;
    while (zeros < all.length && all.charCodeAt(zeros) === 48) zeros++;
    const digits = stripZeros(all.slice(zeros));
    return digits === '' ? { digits, point: -places } : { digits, point: dot - zeros };
  }
  // Below a tenth of the last place nothing is left, however small.
  if (places < -310) return { digits: '', point: -places };
  const capped = Math.min(places, 1080);
  const n = scaled(v, capped);
  if (n === 0n) return { digits: '', point: -places };
  const text = n.toString();
  return { digits: stripZeros(text), point: text.length - capped };
}

/** The p with 10^(p-1) <= v < 10^p. */
function pointOf(v: number): number {
  const { digits, point } = shortestDigits(v);
  // Only where the shortest digits are a power of ten may they lie above it.
  if (digits !== '1') return point;
  if (point > 23) return BigInt(v) < 10n ** BigInt(point - 1) ? point - 1 : point;
  if (point >= 1) return point;
  const { significand, exponent } = decompose(v);
  return significand * 10n ** BigInt(1 - point) < 1n << BigInt(-exponent) ? point - 1 : point;
}

/** Mode 2: rounded to `count` >= 1 significant digits. v is finite and not negative. */
export function precisionDigits(v: number, count: number): DecimalDigits {
  if (v === 0) return ZERO;
  const point = pointOf(v);
  if (count <= 101 && !mayTie(v, count - point)) return fromExponential(v.toExponential(count - 1));
  if (count > 1100) count = 1100;
  const text = scaled(v, count - point).toString();
  return { digits: stripZeros(text), point: point + text.length - count };
}

/**
 * PyOS_double_to_string: `code` is one of e E f F g G r (r: shortest, precision ignored), flags are DTSF_*. The text is ASCII.
 */
export function doubleToString(v: number, code: string, precision: number, flags: number): string {
  const lower = code.toLowerCase();
  const upper = lower !== code;
  let negative = signBit(v);
  if (!Number.isFinite(v)) {
    const nan = Number.isNaN(v);
    const sign = negative && !nan ? '-' : flags & DTSF_SIGN ? '+' : '';
    return sign + (nan ? (upper ? 'NAN' : 'nan') : upper ? 'INF' : 'inf');
  }
  const a = Math.abs(v);
  let d: DecimalDigits;
  switch (lower) {
    case 'e':
      precision++;
      d = precisionDigits(a, precision);
      break;
    case 'f':
      d = fixedDigits(a, precision);
      break;
    case 'g':
      if (precision === 0) precision = 1;
      d = precisionDigits(a, precision);
      break;
    default:
      d = shortestDigits(a);
  }
  const { digits } = d;
  let point = d.point;
  if (flags & DTSF_NO_NEG_0 && (digits === '' || digits === '0')) negative = false;
  const addDot0 = (flags & DTSF_ADD_DOT_0) !== 0;

  // How many digits there are to be up to the right end, the padding with zeros included.
  let end = digits.length;
  let exponential = false;
  switch (lower) {
    case 'e':
      exponential = true;
      end = precision;
      break;
    case 'f':
      end = point + precision;
      break;
    case 'g':
      exponential = point <= -4 || point > precision - (addDot0 ? 1 : 0);
      if (flags & DTSF_ALT) end = precision;
      break;
    default:
      exponential = point <= -4 || point > 16;
  }
  let exponent = 0;
  if (exponential) {
    exponent = point - 1;
    point = 1;
  }
  if (!exponential && addDot0) end = Math.max(end, point + 1);
  else end = Math.max(end, point);

  let whole: string;
  let fraction: string;
  if (point <= 0) {
    whole = '0';
    fraction = '0'.repeat(-point) + digits + '0'.repeat(Math.max(0, end - digits.length));
  } else if (digits.length <= point) {
    whole = digits + '0'.repeat(point - digits.length);
    fraction = '0'.repeat(end - point);
  } else {
    whole = digits.slice(0, point);
    fraction = digits.slice(point) + '0'.repeat(Math.max(0, end - digits.length));
  }
  let text = negative ? '-' : flags & DTSF_SIGN ? '+' : '';
  text += whole;
  if (fraction !== '' || flags & DTSF_ALT) text += `.${fraction}`;
  if (exponential) {
    const e = Math.abs(exponent);
    text += `${upper ? 'E' : 'e'}${exponent < 0 ? '-' : '+'}${e < 10 ? '0' : ''}${e}`;
  }
  return text;
}

/** repr of a float. */
export function reprDouble(v: number): string {
  // Where the host and Python agree but for the point: integers and plain decimals.
  if (Number.isInteger(v) && v < 1e16 && v > -1e16) {
    return v === 0 && signBit(v) ? '-0.0' : `${v}.0`;
  }
  const a = Math.abs(v);
  if (a >= 1e-4 && a < 1e16) return String(v);
  return doubleToString(v, 'r', 0, DTSF_ADD_DOT_0);
}

/** round(v, places) of a finite v, correctly rounded, half to even; Infinity where that is beyond the doubles. */
export function roundDouble(v: number, places: number): number {
  const a = Math.abs(v);
  const { digits, point } = fixedDigits(a, places);
  const r = digits === '' ? 0 : Number(`0.${digits}e${point}`);
  return signBit(v) ? -r : r;
}
