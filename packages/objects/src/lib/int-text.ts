/**
 * Ints as text in any base, and back.
 *
 * Conversion of long ints in a base that is no power of two is limited, as it takes more than linear time: State.INT_MAX_STR_DIGITS
 * (sys.set_int_max_str_digits) holds the limit, which never applies to 640 digits or fewer.
 */
import { type Borrowed, ld32, NULL, type Owned } from '@tyston/memory';
import { setError, valueError } from '../core/errors.js';
import { intFitsNumber, intSize, intToNumber, newInt } from '../core/int.js';
import { State } from '../core/state.js';
import { T } from '../core/wellknown.js';
import { digitValue, isAsciiSpace } from './ascii-number.js';
import { fromBigInt, toBigInt } from './bigint.js';

/** Conversions of up to this many digits are never refused. */
const THRESHOLD = 640;

/** The limit on decimal digits; 0 for none. */
export function maxStrDigits(): number {
  return ld32(State.INT_MAX_STR_DIGITS);
}

/** Decimal digits with a sign, or null with ValueError beyond the limit. */
export function intToDecimal(p: Borrowed): string | null {
  if (intFitsNumber(p)) return String(intToNumber(p));
  const size = Math.abs(intSize(p));
  const limit = maxStrDigits();
  // An early refusal by the number of digits of 30 bits: nine decimal ones and a bit.
  if (limit > 0 && size * 9 > limit + 9 && size * 9 > THRESHOLD) return tooLong(limit);
  const text = toBigInt(p).toString();
  const digits = text.length - (text.charCodeAt(0) === 45 ? 1 : 0);
  if (limit > 0 && digits > THRESHOLD && digits > limit) return tooLong(limit);
  return text;
}

function tooLong(limit: number): null {
  valueError(
    `Exceeds the limit (${limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
  );
  return null;
}

/** Digits in base 2, 8, 10 or 16 with a sign and without a prefix, or null with ValueError. */
export function intToText(p: Borrowed, base: number): string | null {
  if (base === 10) return intToDecimal(p);
  return intFitsNumber(p) ? intToNumber(p).toString(base) : toBigInt(p).toString(base);
}

/** Prefixes of the bases that have one. */
export function basePrefix(base: number): string {
  return base === 16 ? '0x' : base === 8 ? '0o' : base === 2 ? '0b' : '';
}

/** hex(), oct(), bin(): sign, prefix, digits. */
export function intToPrefixed(p: Borrowed, base: number): string {
  const text = intToText(p, base)!;
  return text.charCodeAt(0) === 45 ? `-${basePrefix(base)}${text.slice(1)}` : basePrefix(base) + text;
}

/** A BigInt from digits, which are valid in the base. */
export function digitsToBigInt(digits: string, base: number): bigint {
  switch (base) {
    case 10:
      return BigInt(digits);
    case 16:
      return BigInt(`0x${digits}`);
    case 8:
      return BigInt(`0o${digits}`);
    case 2:
      return BigInt(`0b${digits}`);
  }
  return joinDigits(digits, BigInt(base), base, new Map());
}
/** By halves, so that the products are of equal length. */
function joinDigits(digits: string, b: bigint, base: number, powers: Map<number, bigint>): bigint {
  const n = digits.length;
  if (n <= 10) return BigInt(Number.parseInt(digits, base));
  // A power of two times ten, so that few distinct powers of the base are needed.
  let low = 10;
  while (low * 2 < n) low *= 2;
  let power = powers.get(low);
  if (power === undefined) powers.set(low, (power = b ** BigInt(low)));
  return (
    joinDigits(digits.slice(0, n - low), b, base, powers) * power +
    joinDigits(digits.slice(n - low), b, base, powers)
  );
}

/**
 * An int from its text (PyLong_FromString): white space around it, a sign, a prefix where the base is 0 or has one, underscores
 * between digits. `base` is 0 or 2 to 36. NULL without an exception where the text is none; with ValueError beyond the limit.
 */
export function intFromText(text: string, base: number): Owned {
  let i = 0;
  const end = text.length;
  while (i < end && isAsciiSpace(text.charCodeAt(i))) i++;
  let negative = false;
  const sign = text.charCodeAt(i);
  if (sign === 43) i++;
  else if (sign === 45) {
    i++;
    negative = true;
  }
  let onlyZero = false;
  if (base === 0) {
    if (text.charCodeAt(i) !== 48) base = 10;
    else {
      const c = text.charCodeAt(i + 1) | 32;
      if (c === 120) base = 16;
      else if (c === 111) base = 8;
      else if (c === 98) base = 2;
      else {
        // "old" octals are no numbers, but zeros are
        onlyZero = true;
        base = 10;
      }
    }
  }
  if (text.charCodeAt(i) === 48) {
    const c = text.charCodeAt(i + 1) | 32;
    if ((base === 16 && c === 120) || (base === 8 && c === 111) || (base === 2 && c === 98)) {
      i += 2;
      if (text.charCodeAt(i) === 95) i++;
    }
  }
  const start = i;
  let underscores = 0;
  let previous = 95;
  for (; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 95) {
      if (previous === 95) return NULL;
      underscores++;
    } else if (digitValue(c) >= base) break;
    previous = c;
  }
  if (previous === 95) return NULL;
  const count = i - start - underscores;
  if (count > THRESHOLD && (base & (base - 1)) !== 0) {
    const limit = maxStrDigits();
    if (limit > 0 && count > limit)
      return valueError(
        `Exceeds the limit (${limit} digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`,
      );
  }
  let digits = text.slice(start, i);
  while (i < end && isAsciiSpace(text.charCodeAt(i))) i++;
  if (i !== end) return NULL;
  if (underscores > 0) digits = digits.replaceAll('_', '');
  // Up to 53 bits without BigInts.
  if (count <= 10 || (base === 10 && count <= 15)) {
    const v = Number.parseInt(digits, base);
    if (onlyZero && v !== 0) return NULL;
    return newInt(negative ? 0 - v : v);
  }
  const v = digitsToBigInt(digits, base);
  if (onlyZero && v !== 0n) return NULL;
  return fromBigInt(negative ? -v : v);
}

/** OverflowError of the conversions to C types. */
export function overflowError(message: string): Owned {
  return setError(T.OverflowError, message);
}
