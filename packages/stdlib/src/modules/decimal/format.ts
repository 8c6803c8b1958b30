/** Decimal.__format__: the format mini-language as libmpdec reads it, rounding by the context, locales and overrides of them. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  call,
  decref,
  dictGetStr,
  intern,
  intToNumber,
  isInstance,
  jsStr,
  listItem,
  listLength,
  newStr,
  setErrorNone,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { rescaled } from './arithmetic.js';
import { ctxOf, hasCapitals, MAX_PREC } from './context.js';
import { contextArgument } from './current.js';
import { valueIn } from './layout.js';
import { adjusted, type Ctx, type Dec, dec, digitCount, FINITE, isZero } from './number.js';
import { beyondMemory } from './signals.js';
import { decimalText } from './text.js';

interface Spec {
  fill: string;
  /** '<', '>', '=', '^', or 'z' for padding with zeros. */
  align: string;
  sign: string;
  noNegativeZero: boolean;
  width: number;
  dot: string;
  separator: string;
  /** Sizes of groups from the point to the left, the last one repeated; a size beyond 126 ends grouping. */
  grouping: readonly number[];
  /** -1 where there is none. */
  precision: number;
  /** 'e', 'f', 'g' or '%'. */
  type: string;
  upper: boolean;
}
const FORM =
  /^(?:(?:([\s\S])([<>=^]))|([<>=^]))?([-+ ]?)(z?)(0?)(?:([1-9]\d*))?(,?)(?:\.(\d+))?([eEfFgG%nN]?)$/u;
const MOST = 9223372036854775807n;
const CHAR_MAX = 127;

interface Locale {
  dot: string;
  separator: string;
  grouping: readonly number[];
}

/** Reads a specification; null where it is none, undefined with an exception. */
function parse(text: string, capitals: boolean): Spec | null | undefined {
  const m = FORM.exec(text);
  if (m === null) return null;
  const [, fill, fillAlign, align, sign, z, zero, width, comma, precision, type] = m;
  const given = fillAlign ?? align;
  if (zero !== '' && given !== undefined) return null;
  for (const digits of [width, precision]) if (digits !== undefined && BigInt(digits) > MOST) return null;
  const letter = type === '' ? (capitals ? 'G' : 'g') : type!;
  const spec: Spec = {
    fill: zero !== '' ? '0' : (fill ?? ' '),
    align: zero !== '' ? 'z' : (given ?? '>'),
    sign: sign!,
    noNegativeZero: z !== '',
    width: width === undefined ? 0 : Number(width),
    dot: '.',
    separator: comma!,
    grouping: comma ? [3] : [],
    precision: precision === undefined ? -1 : Number(precision),
    type: letter === '%' ? '%' : letter.toLowerCase(),
    upper: letter !== '%' && letter < 'a',
  };
  if (spec.type !== 'n') return spec;
  if (comma) return null;
  spec.type = 'g';
  const locale = currentLocale();
  return locale === undefined ? undefined : Object.assign(spec, locale);
}
/** What the locale says; undefined with an exception. */
function currentLocale(): Locale | undefined {
  const f = importAttribute('_locale', 'localeconv');
  if (f === 0) return undefined;
  const d = call(f);
  decref(f);
  if (d === 0) return undefined;
  const list = dictGetStr(d, intern('grouping'));
  const locale = {
    dot: jsStr(dictGetStr(d, intern('decimal_point'))),
    separator: jsStr(dictGetStr(d, intern('thousands_sep'))),
    grouping: Array.from({ length: listLength(list) }, (_v, i) => intToNumber(listItem(list, i))).filter(
      (n, i) => n !== 0 || i === 0,
    ),
  };
  if (locale.grouping[0] === 0) locale.grouping = [];
  decref(d);
  return locale;
}

/** Puts what the override dict says into the specification. False with an exception. */
function override(spec: Spec, o: Borrowed): boolean {
  if (!isInstance(o, T.dict)) {
    typeError('optional argument must be a dict');
    return false;
  }
  const read = (name: string): string | null | undefined => {
    const v = dictGetStr(o, intern(name));
    if (v === 0) return null;
    if (isInstance(v, T.str)) return jsStr(v);
    typeError('bad argument type for built-in operation');
    return undefined;
  };
  const dot = read('decimal_point');
  const separator = dot === undefined ? undefined : read('thousands_sep');
  const grouping = separator === undefined ? undefined : read('grouping');
  if (grouping === undefined) return false;
  spec.dot = dot ?? spec.dot;
  spec.separator = separator ?? spec.separator;
  // C's strings: they end at a zero.
  if (grouping !== null) spec.grouping = Array.from(grouping.split('\0')[0]!, (c) => c.charCodeAt(0));
  // Four bytes at most for the point and between groups (mpd_validate_lconv).
  const bytes = (s: string): number => encodeURIComponent(s).replace(/%../g, 'x').length;
  if (spec.dot === '' || bytes(spec.dot) > 4 || bytes(spec.separator) > 4) {
    valueError('invalid override dict');
    return false;
  }
  if (spec.grouping.some((size) => size > CHAR_MAX)) {
    tooMuch();
    return false;
  }
  return true;
}

/** v rounded to `digits` digits, or filled up to them. */
function toDigits(v: Dec, digits: number, ctx: Ctx): Dec {
  if (isZero(v)) return v;
  const e = v.exponent + BigInt(digitCount(v.coefficient) - digits);
  const r = rescaled(v, e, ctx, false);
  return digitCount(r.coefficient) > digits ? rescaled(r, e + 1n, ctx, false) : r;
}

/** A number's text without its sign, before separators: digits before the point, behind it, and the rest. */
interface Parts {
  whole: string;
  fraction: string;
  rest: string;
}
function partsOf(v: Dec, place: bigint, exponent: boolean, spec: Spec): Parts {
  const digits = String(v.coefficient);
  const left = v.exponent + BigInt(digits.length);
  const p = Number(place);
  let whole: string;
  let fraction = '';
  if (p <= 0) {
    whole = '0';
    fraction = '0'.repeat(-p) + digits;
  } else if (p >= digits.length) whole = digits + '0'.repeat(p - digits.length);
  else {
    whole = digits.slice(0, p);
    fraction = digits.slice(p);
  }
  let rest = '';
  if (exponent || place !== left) {
    const e = left - place;
    rest = `${spec.upper ? 'E' : 'e'}${e < 0n ? '' : '+'}${e}`;
  }
  if (spec.type === '%') rest += '%';
  return { whole, fraction, rest };
}
/** Rounds a finite number as the specification says, and takes it apart. The sign that is left comes with it. */
function finiteParts(value: Dec, spec: Spec, ctx: Ctx): Parts & { negative: boolean } {
  let v = spec.type === '%' ? dec(value.sign, value.coefficient, value.exponent + 2n) : value;
  const { precision } = spec;
  let zeroPlace = 1n;
  const fixed = spec.type === 'f' || spec.type === '%';
  if (precision >= 0) {
    if (fixed) v = rescaled(v, BigInt(-precision), ctx, false);
    else if (spec.type === 'e') {
      if (isZero(v)) zeroPlace = BigInt(1 - precision);
      else v = toDigits(v, precision + 1, ctx);
    } else if (digitCount(v.coefficient) > Math.max(precision, 1))
      v = toDigits(v, Math.max(precision, 1), ctx);
  }
  if (fixed && isZero(v) && v.exponent > 0n) v = dec(v.sign, 0n, 0n);
  const left = v.exponent + BigInt(digitCount(v.coefficient));
  const negative = v.sign === 1 && !(spec.noNegativeZero && isZero(v));
  const plain = fixed || (spec.type === 'g' && v.exponent <= 0n && adjusted(v) >= -6n);
  const parts = partsOf(v, plain ? left : zeroPlace, spec.type === 'e', spec);
  return { ...parts, negative };
}

/** Digits with separators between groups, and zeros in front up to `width` characters. */
function grouped(digits: string, spec: Spec, width: number): string {
  const { separator, grouping } = spec;
  if (separator === '' || grouping.length === 0) return digits.padStart(width, '0');
  let out = '';
  let left = digits;
  let room = width;
  for (let i = 0; ; i++) {
    const declared = grouping[Math.min(i, grouping.length - 1)]!;
    const size = declared >= CHAR_MAX || declared === 0 ? Number.POSITIVE_INFINITY : declared;
    const length = Math.min(size, Math.max(left.length, room, 1));
    const piece = left.slice(-Math.min(length, left.length) || left.length).padStart(length, '0');
    out = out === '' ? piece : piece + separator + out;
    left = left.slice(0, Math.max(0, left.length - length));
    room -= length;
    if (left === '' && room <= 0) return out;
    room -= 1;
  }
}

function lay(v: Dec, spec: Spec, ctx: Ctx): string {
  let { align, fill } = spec;
  let sign: string;
  let body: string;
  const chosen = (negative: boolean): string => (negative ? '-' : spec.sign === '-' ? '' : spec.sign);
  if (v.kind !== FINITE) {
    if (align === 'z') {
      align = '>';
      fill = ' ';
    }
    sign = chosen(v.sign === 1);
    body = decimalText({ ...v, sign: 0 }) + (spec.type === '%' ? '%' : '');
  } else {
    const parts = finiteParts(v, spec, ctx);
    sign = chosen(parts.negative);
    const tail = (parts.fraction === '' ? '' : spec.dot + parts.fraction) + parts.rest;
    const minimum = align === 'z' ? spec.width - sign.length - tail.length : 0;
    body = grouped(parts.whole, spec, Math.max(0, minimum)) + tail;
  }
  const padding = spec.width - sign.length - Array.from(body).length;
  if (padding <= 0) return sign + body;
  if (align === '<') return sign + body + fill.repeat(padding);
  if (align === '^') {
    const left = padding >> 1;
    return fill.repeat(left) + sign + body + fill.repeat(padding - left);
  }
  return align === '>' ? fill.repeat(padding) + sign + body : sign + fill.repeat(padding) + body;
}
const MOST_TEXT = 2 ** 29;
const tooMuch = (): Owned => valueError('format specification exceeds internal limits of _decimal');

/** d.__format__(specification, override). NULL with an exception. */
export function formatDecimal(d: Borrowed, format: Borrowed, overrides: Borrowed): Owned {
  const context = contextArgument(0 as Borrowed);
  if (context === 0) return NULL;
  if (!isInstance(format, T.str)) return typeError('format arg must be str');
  const spec = parse(jsStr(format), hasCapitals(context));
  if (spec === undefined) return NULL;
  if (spec === null) return valueError('invalid format string');
  if (overrides !== 0 && !override(spec, overrides)) return NULL;
  if (spec.width > Number(MAX_PREC) || spec.precision > Number(MAX_PREC)) return tooMuch();
  if (spec.width > MOST_TEXT || spec.precision > MOST_TEXT) return setErrorNone(T.MemoryError);
  try {
    return newStr(lay(valueIn(d), spec, ctxOf(context)));
  } catch (e) {
    return beyondMemory(e);
  }
}
