/** `__format__` of int, float and complex. All return a new str, or NULL with ValueError or OverflowError. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { errOccurred, setError, valueError } from '../core/errors.js';
import { intFitsNumber, intSize, intToNumber } from '../core/int.js';
import { newStr } from '../core/str.js';
import { StrWriter } from '../core/str-build.js';
import { T } from '../core/wellknown.js';
import { DTSF_ADD_DOT_0, DTSF_ALT, DTSF_NO_NEG_0, doubleToString } from './dtoa.js';
import { signBit } from './float-bits.js';
import { type FormatSpec, unknownFormatCode } from './format-spec.js';
import { intAsDouble } from './int-double.js';
import { basePrefix, intToText } from './int-text.js';
import { tooLong } from './longest-text.js';

/** A number taken apart: what is grouped, and what follows it. */
interface Parts {
  negative: boolean;
  prefix: string;
  /** Digits before the point. */
  digits: string;
  /** The point, the fraction, the exponent, '%'; or the letters of inf and nan. */
  rest: string;
}

/**
 * Digits with separators, filled up with zeros to `width` characters (_PyUnicode_InsertThousandsGrouping): a separator is never
 * the first character.
 */
function group(digits: string, separator: string, size: number, width: number): string {
  if (separator === '') return digits.padStart(width, '0');
  let out = '';
  let left = digits.length;
  for (;;) {
    const length = Math.min(size, Math.max(left, width, 1));
    const taken = Math.max(0, Math.min(left, length));
    const piece = digits.slice(left - taken, left).padStart(length, '0');
    out = out === '' ? piece : piece + separator + out;
    left -= taken;
    width -= length;
    if (left <= 0 && width <= 0) return out;
    width -= 1;
  }
}

/** Lays out a number by its specification. */
function layOut(parts: Parts, spec: FormatSpec, groupSize: number): Owned {
  if (tooLong(spec.width)) return NULL;
  const sign = parts.negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  const fixed = sign.length + parts.prefix.length + parts.rest.length;
  const zeroFill = spec.fill === 48 && spec.align === '=';
  const minimum = zeroFill ? spec.width - fixed : 0;
  const digits = parts.digits === '' ? '' : group(parts.digits, spec.grouping, groupSize, minimum);
  const body = sign + parts.prefix;
  const tail = digits + parts.rest;
  const padding = spec.width - (fixed + digits.length);
  if (padding <= 0) return newStr(body + tail);
  const w = new StrWriter();
  let left = 0;
  if (spec.align === '>') left = padding;
  else if (spec.align === '^') left = Math.floor(padding / 2);
  w.fill(spec.fill, left);
  w.text(body);
  if (spec.align === '=') w.fill(spec.fill, padding);
  w.text(tail);
  if (spec.align === '<') w.fill(spec.fill, padding);
  else if (spec.align === '^') w.fill(spec.fill, padding - left);
  return w.finish();
}

function formatChar(p: Borrowed, spec: FormatSpec): Owned {
  if (spec.sign !== '') return valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  const v = intFitsNumber(p) ? intToNumber(p) : Number.NaN;
  if (Number.isNaN(v) && Math.abs(intToNumber(p)) >= 2 ** 63)
    return setError(T.OverflowError, 'Python int too large to convert to C long');
  if (!(v >= 0 && v <= 0x10ffff)) return setError(T.OverflowError, '%c arg not in range(0x110000)');
  if (tooLong(spec.width)) return NULL;
  const w = new StrWriter();
  const padding = Math.max(0, spec.width - 1);
  const left = spec.align === '<' ? 0 : spec.align === '^' ? Math.floor(padding / 2) : padding;
  w.fill(spec.fill, left);
  w.char(v);
  w.fill(spec.fill, padding - left);
  return w.finish();
}

/** An int (or an instance of a subclass). */
export function formatLong(p: Borrowed, spec: FormatSpec): Owned {
  let base = 10;
  switch (spec.type) {
    case '':
    case 'd':
    case 'n':
      break;
    case 'b':
      base = 2;
      break;
    case 'o':
      base = 8;
      break;
    case 'x':
    case 'X':
      base = 16;
      break;
    case 'c':
      if (!integerOnly(spec)) return NULL;
      return formatChar(p, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': {
      const v = intAsDouble(p);
      if (v === -1 && errOccurred()) return NULL;
      return formatFloat(v, spec, p);
    }
    default:
      return unknownFormatCode(spec.type, p);
  }
  if (!integerOnly(spec)) return NULL;
  let text = intToText(p, base);
  if (text === null) return NULL;
  const negative = intSize(p) < 0;
  if (negative) text = text.slice(1);
  let prefix = spec.alternate ? basePrefix(base) : '';
  if (spec.type === 'X') {
    text = text.toUpperCase();
    prefix = prefix.toUpperCase();
  }
  return layOut({ negative, prefix, digits: text, rest: '' }, spec, base === 10 ? 3 : 4);
}
function integerOnly(spec: FormatSpec): boolean {
  if (spec.precision !== -1) {
    valueError('Precision not allowed in integer format specifier');
    return false;
  }
  if (spec.noNegativeZero) {
    valueError('Negative zero coercion (z) not allowed in integer format specifier');
    return false;
  }
  return true;
}

/** The code, precision and flags that a specification means for doubleToString. Null with ValueError. */
function doubleCode(
  spec: FormatSpec,
  zeroPoint: boolean,
): { code: string; precision: number; flags: number } | null {
  if (spec.precision > 0x7fffffff) {
    valueError('precision too big');
    return null;
  }
  let code = spec.type;
  let flags = (spec.alternate ? DTSF_ALT : 0) | (spec.noNegativeZero ? DTSF_NO_NEG_0 : 0);
  let fallback = 6;
  if (code === '') {
    if (zeroPoint) flags |= DTSF_ADD_DOT_0;
    code = 'r';
    fallback = 0;
  } else if (code === 'n') code = 'g';
  else if (code === '%') code = 'f';
  let precision = spec.precision;
  if (precision < 0) precision = fallback;
  else if (code === 'r') code = 'g';
  return { code, precision, flags };
}

/** The text of a double by code, taken apart. */
function partsOf(text: string): Parts {
  const negative = text.charCodeAt(0) === 45;
  let i = negative ? 1 : 0;
  const start = i;
  while (i < text.length && text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) i++;
  return { negative, prefix: '', digits: text.slice(start, i), rest: text.slice(i) };
}

/** A double; `o` is the object that the errors speak of. */
export function formatFloat(v: number, spec: FormatSpec, o: Borrowed): Owned {
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) return unknownFormatCode(spec.type, o);
  const how = doubleCode(spec, true);
  if (how === null) return NULL;
  const percent = spec.type === '%';
  if (tooLong(how.precision)) return NULL;
  let text = doubleToString(percent ? v * 100 : v, how.code, how.precision, how.flags);
  if (percent) text += '%';
  return layOut(partsOf(text), spec, 3);
}

/** A complex number. */
export function formatComplex(real: number, imag: number, spec: FormatSpec, o: Borrowed): Owned {
  if (spec.type !== '' && !'eEfFgGn'.includes(spec.type)) return unknownFormatCode(spec.type, o);
  if (spec.precision > 0x7fffffff) return valueError('precision too big');
  if (spec.fill === 48) return valueError('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') return valueError("'=' alignment flag is not allowed in complex format specifier");
  const how = doubleCode(spec, false);
  if (how === null) return NULL;
  let parentheses = false;
  let skipReal = false;
  if (spec.type === '') {
    if (real === 0 && !signBit(real)) skipReal = true;
    else parentheses = true;
  }
  if (tooLong(how.precision) || tooLong(spec.width)) return NULL;
  const part = (v: number, sign: string): string => {
    const parts = partsOf(doubleToString(v, how.code, how.precision, how.flags));
    const lead = parts.negative ? '-' : sign === '+' || sign === ' ' ? sign : '';
    return lead + (parts.digits === '' ? '' : group(parts.digits, spec.grouping, 3, 0)) + parts.rest;
  };
  const body = (skipReal ? part(imag, spec.sign) : part(real, spec.sign) + part(imag, '+')) + 'j';
  const text = parentheses ? `(${body})` : body;
  const padding = Math.max(0, spec.width - text.length);
  const left = spec.align === '>' ? padding : spec.align === '^' ? Math.floor(padding / 2) : 0;
  const w = new StrWriter();
  w.fill(spec.fill, left);
  w.text(text);
  w.fill(spec.fill, padding - left);
  return w.finish();
}
