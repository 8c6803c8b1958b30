/**
 * printf-style formatting, `format % values`, for str and bytes alike (PEP 461). What differs between the two is a
 * `PercentFlavour`: where text goes and how objects become text.
 */
import { type Addr, type Borrowed, NULL, type Owned } from '@tyston/memory';
import { asCInt, getItem, hasIndex, indexInt, intAsSsize, isMapping, numberLong } from '../core/abstract.js';
import { errClear, errMatches, errOccurred, setError, typeError, valueError } from '../core/errors.js';
import { intDigit, intSize } from '../core/int.js';
import { typeName } from '../core/names.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { getSlot, slotPlace } from '../core/slot-offsets.js';
import { readChar } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';
import { DTSF_ALT, doubleToString } from './dtoa.js';
import { intToText } from './int-text.js';
import { tooLong } from './longest-text.js';

/** Where the result is collected. */
export interface PercentOut {
  char(c: number): void;
  fill(c: number, n: number): void;
  text(s: string): void;
  run(kind: number, data: Addr, start: number, end: number): void;
}
/** A piece of text in the window, kept alive by `owner`. */
export interface Piece {
  readonly kind: number;
  readonly data: Addr;
  readonly length: number;
  readonly owner: Owned;
}
export interface PercentFlavour {
  /** "string" or "bytes", for messages. */
  readonly what: string;
  /** Letters that may stand in front of a conversion and mean nothing. */
  readonly lengthModifiers: string;
  /** What %i is called in messages: 100 ('d') for bytes, 0 for itself. */
  readonly signedLetter: number;
  /** The key between parentheses: characters [start, end) of the format. */
  key(kind: number, data: Addr, start: number, end: number): Owned;
  /** True for values that are mappings but count as single ones. */
  isText(values: Borrowed): boolean;
  /** %s %r %a %b: null with an exception; undefined when there is no such conversion. */
  convert(letter: number, v: Borrowed): Piece | null | undefined;
  /** %c: the code, or -1 with an exception. */
  character(v: Borrowed): number;
  /** %e %f %g: the number; NaN may be one, so look at errOccurred when it is -1. */
  double(v: Borrowed): number;
}

const ALT = 1;
const ZERO = 2;
const LEFT = 4;
const BLANK = 8;
const SIGN = 16;
/** The flag that a character is, or 0. */
function flagOf(c: number): number {
  return c === 35 ? ALT : c === 48 ? ZERO : c === 45 ? LEFT : c === 32 ? BLANK : c === 43 ? SIGN : 0;
}

const MAX_PRECISION = 0x7fffffff;
const MAX_WIDTH = Number.MAX_SAFE_INTEGER;
const NB_INT = slotPlace('nb_int');
const NB_FLOAT = slotPlace('nb_float');

/** The values, handed out one by one. */
class Values {
  private index = 0;
  private single: Owned = NULL;
  private readonly tuple: boolean;
  readonly mapping: boolean;

  constructor(
    private readonly all: Borrowed,
    flavour: PercentFlavour,
  ) {
    this.tuple = isInstance(all, T.tuple);
    this.mapping = !this.tuple && isMapping(all) && !flavour.isText(all);
  }
  /** The next value, borrowed; NULL with TypeError when there is none. */
  next(): Borrowed {
    if (this.single !== 0) {
      if (this.index++ === 0) return this.single;
    } else if (this.tuple) {
      if (this.index < tupleLength(this.all)) return tupleItem(this.all, this.index++);
    } else if (this.index++ === 0) return this.all;
    typeError('not enough arguments for format string');
    return NULL;
  }
  /** Makes the item under a key the only value. False with an exception. */
  select(key: Borrowed): boolean {
    const v = getItem(this.all, key);
    if (v === 0) return false;
    xdecref(this.single);
    this.single = v;
    this.index = 0;
    return true;
  }
  leftOver(): boolean {
    if (this.mapping) return false;
    return this.tuple && this.single === 0 ? this.index < tupleLength(this.all) : this.index === 0;
  }
  release(): void {
    xdecref(this.single);
  }
}

/** Formats `n` characters of `format` into `out`. False with an exception. */
export function percentFormat(
  out: PercentOut,
  kind: number,
  format: Addr,
  n: number,
  args: Borrowed,
  flavour: PercentFlavour,
): boolean {
  const values = new Values(args, flavour);
  let ok = true;
  for (let i = 0; i < n && ok; ) {
    const from = i;
    while (i < n && readChar(kind, format, i) !== 37) i++;
    out.run(kind, format, from, i);
    if (i === n) break;
    i = conversion(out, kind, format, n, i + 1, values, flavour);
    ok = i >= 0;
  }
  if (ok && values.leftOver()) {
    typeError(`not all arguments converted during ${flavour.what} formatting`);
    ok = false;
  }
  values.release();
  return ok;
}

function fail(message: string): -1 {
  valueError(message);
  return -1;
}

let starValue = 0;
/** A number written out or a '*': the next index, with the value in `starValue`; -1 with an exception. */
function amount(
  kind: number,
  format: Addr,
  n: number,
  i: number,
  values: Values,
  what: string,
  max: number,
): number {
  if (i < n && readChar(kind, format, i) === 42) {
    const v = values.next();
    if (v === 0) return -1;
    if (!isInstance(v, T.int)) {
      typeError('* wants int');
      return -1;
    }
    starValue = max === MAX_PRECISION ? asCInt(v) : intAsSsize(v);
    return starValue === -1 && errOccurred() !== 0 ? -1 : i + 1;
  }
  let v = 0;
  for (; i < n; i++) {
    const d = readChar(kind, format, i) - 48;
    if (d < 0 || d > 9) break;
    v = v * 10 + d;
    if (v > max) return fail(`${what} too big`);
  }
  starValue = v;
  return i;
}

/** One conversion, from the character behind '%'. The next index, or -1 with an exception. */
function conversion(
  out: PercentOut,
  kind: number,
  format: Addr,
  n: number,
  i: number,
  values: Values,
  flavour: PercentFlavour,
): number {
  // "%%" is one, but "%5%" is a conversion, and an unknown one.
  if (i < n && readChar(kind, format, i) === 37) {
    out.char(37);
    return i + 1;
  }
  if (i < n && readChar(kind, format, i) === 40) {
    if (!values.mapping) {
      typeError('format requires a mapping');
      return -1;
    }
    const start = ++i;
    let depth = 1;
    for (; i < n; i++) {
      const c = readChar(kind, format, i);
      if (c === 41 && --depth === 0) break;
      if (c === 40) depth++;
    }
    if (i >= n) return fail('incomplete format key');
    const key = flavour.key(kind, format, start, i++);
    const found = values.select(key);
    decref(key);
    if (!found) return -1;
  }
  if (i < n && readChar(kind, format, i) === 100) {
    const v = values.next();
    if (v === 0) return -1;
    const plain = plainDecimal(out, v) || one(out, 100, v, 0, 0, -1, flavour, i);
    return plain ? i + 1 : -1;
  }
  let flags = 0;
  for (; i < n; i++) {
    const f = flagOf(readChar(kind, format, i));
    if (f === 0) break;
    flags |= f;
  }
  i = amount(kind, format, n, i, values, 'width', MAX_WIDTH);
  if (i < 0) return -1;
  let width = starValue;
  if (width < 0) {
    flags |= LEFT;
    width = -width;
  }
  let precision = -1;
  if (i < n && readChar(kind, format, i) === 46) {
    i = amount(kind, format, n, i + 1, values, 'precision', MAX_PRECISION);
    if (i < 0) return -1;
    precision = Math.max(0, starValue);
  }
  if (i < n && flavour.lengthModifiers.includes(String.fromCharCode(readChar(kind, format, i)))) i++;
  if (i >= n) return fail('incomplete format');
  const letter = readChar(kind, format, i);
  const v = values.next();
  if (v === 0) return -1;
  return one(out, letter, v, flags, width, precision, flavour, i) ? i + 1 : -1;
}

function one(
  out: PercentOut,
  letter: number,
  v: Borrowed,
  flags: number,
  width: number,
  precision: number,
  flavour: PercentFlavour,
  index: number,
): boolean {
  switch (letter) {
    case 99: {
      const c = flavour.character(v);
      if (c < 0 || tooLong(width)) return false;
      if (!(flags & LEFT)) out.fill(32, width - 1);
      out.char(c);
      if (flags & LEFT) out.fill(32, width - 1);
      return true;
    }
    case 100:
    case 105:
    case 117:
    case 111:
    case 120:
    case 88: {
      const text = integerText(
        flavour.signedLetter === 0 || letter !== 105 ? letter : flavour.signedLetter,
        v,
        flags,
        precision,
      );
      if (text === null || tooLong(width)) return false;
      number(out, text, letter, flags, width);
      return true;
    }
    case 101:
    case 69:
    case 102:
    case 70:
    case 103:
    case 71: {
      const d = flavour.double(v);
      if (d === -1 && errOccurred() !== 0) return false;
      const p = precision < 0 ? 6 : precision;
      if (tooLong(p) || tooLong(width)) return false;
      number(
        out,
        doubleToString(d, String.fromCharCode(letter), p, flags & ALT ? DTSF_ALT : 0),
        letter,
        flags,
        width,
      );
      return true;
    }
  }
  const piece = flavour.convert(letter, v);
  if (piece === null) return false;
  if (piece === undefined) {
    const shown = letter >= 31 && letter < 127 ? String.fromCharCode(letter) : '?';
    valueError(`unsupported format character '${shown}' (0x${letter.toString(16)}) at index ${index}`);
    return false;
  }
  if (tooLong(width)) {
    decref(piece.owner);
    return false;
  }
  const length = precision >= 0 && precision < piece.length ? precision : piece.length;
  if (!(flags & LEFT)) out.fill(32, width - length);
  out.run(piece.kind, piece.data, 0, length);
  if (flags & LEFT) out.fill(32, width - length);
  decref(piece.owner);
  return true;
}

/** %d of an exact short int. False when it is something else, and nothing has been written. */
function plainDecimal(out: PercentOut, v: Borrowed): boolean {
  if (typeOf(v) !== T.int) return false;
  const size = intSize(v);
  if (size < -1 || size > 1) return false;
  const a = size === 0 ? 0 : intDigit(v, 0);
  if (size < 0) out.char(45);
  let scale = 1;
  while (scale * 10 <= a) scale *= 10;
  for (let rest = a; scale >= 1; scale = (scale / 10) | 0) {
    const digit = (rest / scale) | 0;
    out.char(48 + digit);
    rest -= digit * scale;
  }
  return true;
}

/** Writes a number's text with its sign, prefix and padding. */
function number(out: PercentOut, text: string, letter: number, flags: number, width: number): void {
  let sign = '';
  if (text[0] === '-' || text[0] === '+') {
    sign = text[0];
    text = text.slice(1);
  } else if (flags & SIGN) sign = '+';
  else if (flags & BLANK) sign = ' ';
  let prefix = '';
  if (flags & ALT && (letter === 120 || letter === 88 || letter === 111)) {
    prefix = text.slice(0, 2);
    text = text.slice(2);
  }
  const padding = width - sign.length - prefix.length - text.length;
  if (padding > 0 && !(flags & (LEFT | ZERO))) out.fill(32, padding);
  out.text(sign);
  out.text(prefix);
  if (padding > 0 && flags & ZERO && !(flags & LEFT)) out.fill(48, padding);
  out.text(text);
  if (padding > 0 && flags & LEFT) out.fill(32, padding);
}

/** Digits with sign, the prefix where ALT asks for one, and zeros up to the precision; null with an exception. */
function integerText(letter: number, v: Borrowed, flags: number, precision: number): string | null {
  const base = letter === 111 ? 8 : letter === 120 || letter === 88 ? 16 : 10;
  let i: Owned;
  if (isInstance(v, T.int)) i = newRef(v);
  else {
    const isNumber = hasIndex(v) || getSlot(typeOf(v), NB_INT) !== 0 || getSlot(typeOf(v), NB_FLOAT) !== 0;
    i = NULL;
    if (isNumber) {
      i = base === 10 ? numberLong(v) : indexInt(v);
      if (i === 0) {
        if (!errMatches(T.TypeError)) return null;
        errClear();
      }
    }
    if (i === 0) {
      const name = String.fromCharCode(letter);
      typeError(
        `%${name} format: ${base === 10 ? 'a real number' : 'an integer'} is required, not ${typeName(v)}`,
      );
      return null;
    }
  }
  let text = intToText(i, base);
  decref(i);
  if (text === null) return null;
  const negative = text[0] === '-';
  if (negative) text = text.slice(1);
  if (precision > text.length) {
    if (precision > MAX_PRECISION - 3) {
      setError(T.OverflowError, 'precision too large');
      return null;
    }
    if (tooLong(precision)) return null;
    text = text.padStart(precision, '0');
  }
  if (flags & ALT && base !== 10) text = (base === 8 ? '0o' : '0x') + text;
  if (letter === 88) text = text.toUpperCase();
  return negative ? `-${text}` : text;
}
