/**
 * Strings, PEP 393: making them, reading them, hashing and comparing them. The methods of `str` are in types/str.
 *
 * A string is compact: ASCII data follow the 48-byte PyASCIIObject, others the 72-byte PyCompactUnicodeObject, one, two
 * or four bytes a code point by `kind`, with a terminating zero. The kind is always the narrowest that fits. Strings are
 * immutable once anybody else can see them.
 */
import {
  type Addr,
  type Borrowed,
  compareBytes,
  copy,
  ld8,
  ld16,
  ld32,
  ldAddr,
  ldU32,
  type Owned,
  PyASCIIObject,
  PyCompactUnicodeObject,
  PyObject,
  PyUnicodeObject,
  st8,
  st16,
  st32,
  stPtr,
  stSsize,
  UnicodeState,
  viewBytes,
} from '@tyston/memory'; // prettier-ignore
import { newPlain } from './alloc.js';
import { newRef } from './refcount.js';
import { EmptyStr, latin1Char, T } from './wellknown.js';

const ASCII_HEADER = PyASCIIObject.size;
const COMPACT_HEADER = PyCompactUnicodeObject.size;

/** Length in code points. */
export function strLength(p: Borrowed): number {
  return ld32(p + PyASCIIObject.length);
}
/** Bytes a code point: 1, 2 or 4. */
export function strKind(p: Borrowed): number {
  return (ld32(p + PyASCIIObject.state) & UnicodeState.KIND_MASK) >>> UnicodeState.KIND_SHIFT;
}
export function strIsAscii(p: Borrowed): boolean {
  return (ld32(p + PyASCIIObject.state) & UnicodeState.ASCII) !== 0;
}
/** Address of the first code point. (A subclass instance is not compact: its data hang from a pointer.) */
export function strData(p: Borrowed): Addr {
  const state = ld32(p + PyASCIIObject.state);
  if (state & UnicodeState.COMPACT) return p + (state & UnicodeState.ASCII ? ASCII_HEADER : COMPACT_HEADER);
  return ldAddr(p + PyUnicodeObject.data);
}
/** The code point at `i`, which must be within the string. */
export function strChar(p: Borrowed, i: number): number {
  const data = strData(p);
  switch (strKind(p)) {
    case 1:
      return ld8(data + i);
    case 2:
      return ld16(data + i * 2);
    default:
      return ldU32(data + i * 4);
  }
}
/** Reads code point `i` of data of a kind. */
export function readChar(kind: number, data: Addr, i: number): number {
  return kind === 1 ? ld8(data + i) : kind === 2 ? ld16(data + i * 2) : ldU32(data + i * 4);
}
/** Writes code point `i`; the data must be wide enough, and the string not shared yet. */
export function writeChar(kind: number, data: Addr, i: number, c: number): void {
  if (kind === 1) st8(data + i, c);
  else if (kind === 2) st16(data + i * 2, c);
  else st32(data + i * 4, c);
}

/** The kind that a string with this largest code point has. */
export function kindFor(maxChar: number): number {
  return maxChar < 256 ? 1 : maxChar < 65536 ? 2 : 4;
}

/**
 * A new string of `length` code points none of which is above `maxChar` (which must be tight: the caller fills the
 * data with at least one character of that class). The data are not initialised, but for the final zero.
 */
export function newStrBuffer(length: number, maxChar: number): Owned {
  const ascii = maxChar < 128;
  const kind = kindFor(maxChar);
  const header = ascii ? ASCII_HEADER : COMPACT_HEADER;
  const p = newPlain(T.str, header + (length + 1) * kind);
  stSsize(p + PyASCIIObject.length, length);
  stSsize(p + PyASCIIObject.hash, -1);
  st32(
    p + PyASCIIObject.state,
    (kind << UnicodeState.KIND_SHIFT) |
      UnicodeState.COMPACT |
      UnicodeState.READY |
      (ascii ? UnicodeState.ASCII : 0),
  );
  st32(p + PyASCIIObject.state + 4, 0);
  stPtr(p + PyASCIIObject.wstr, 0);
  if (!ascii) {
    stSsize(p + PyCompactUnicodeObject.utf8_length, 0);
    stPtr(p + PyCompactUnicodeObject.utf8, 0);
    stSsize(p + PyCompactUnicodeObject.wstr_length, 0);
  }
  writeChar(kind, p + header, length, 0);
  return p;
}

/**
 * `s.charCodeAt`, called by way of `call`: strings have so many maps (flat, cons, sliced, internal …) that V8 would look the method up
 * for each character.
 */
export const codeAt = String.prototype.charCodeAt;

/** A string from a JavaScript one. Pairs of surrogates become one code point, lone ones stay. New reference. */
export function newStr(s: string): Owned {
  const n = s.length;
  if (n <= 1) {
    if (n === 0) return newRef(EmptyStr);
    const c = s.charCodeAt(0);
    if (c < 256) return newRef(latin1Char(c));
  }
  let or = 0;
  for (let i = 0; i < n; i++) or |= codeAt.call(s, i);
  if (or < 256) {
    const p = newStrBuffer(n, or < 128 ? 127 : 255);
    const d = p + (or < 128 ? ASCII_HEADER : COMPACT_HEADER);
    for (let i = 0; i < n; i++) st8(d + i, codeAt.call(s, i));
    return p;
  }
  let max = 0;
  let length = 0;
  for (let i = 0; i < n; i++, length++) {
    const c = s.codePointAt(i)!;
    if (c > 0xffff) i++;
    if (c > max) max = c;
  }
  const p = newStrBuffer(length, max);
  const kind = strKind(p);
  const d = p + COMPACT_HEADER;
  for (let i = 0, k = 0; i < n; i++, k++) {
    const c = s.codePointAt(i)!;
    if (c > 0xffff) i++;
    writeChar(kind, d, k, c);
  }
  return p;
}

/** The decimal digits of a number below 2^31, with its sign. New reference. */
export function newDecimalStr(v: number): Owned {
  let a = v < 0 ? -v : v;
  if (v >= 0 && v < 10) return newRef(latin1Char(48 + v));
  let n = v < 0 ? 2 : 1;
  for (let limit = 10; limit <= a; limit *= 10) n++;
  const p = newStrBuffer(n, 127);
  const data = p + ASCII_HEADER;
  for (let i = n - 1; a > 0; i--) {
    const tens = (a / 10) | 0;
    st8(data + i, 48 + a - tens * 10);
    a = tens;
  }
  if (v < 0) st8(data, 45);
  return p;
}

/** A string from code points. New reference. */
export function newStrFromCodePoints(codes: ArrayLike<number>, start = 0, end = codes.length): Owned {
  const n = end - start;
  if (n === 0) return newRef(EmptyStr);
  let max = 0;
  for (let i = start; i < end; i++) if (codes[i]! > max) max = codes[i]!;
  if (n === 1 && max < 256) return newRef(latin1Char(max));
  const p = newStrBuffer(n, max);
  const kind = strKind(p);
  const d = strData(p);
  for (let i = 0; i < n; i++) writeChar(kind, d, i, codes[start + i]!);
  return p;
}

/** A one-character string. New reference. */
export function newChar(code: number): Owned {
  if (code < 256) return newRef(latin1Char(code));
  const p = newStrBuffer(1, code);
  writeChar(strKind(p), strData(p), 0, code);
  return p;
}

/** The largest code point in part of a string's data. */
export function maxCharIn(kind: number, data: Addr, start: number, end: number): number {
  let max = 0;
  for (let i = start; i < end; i++) {
    const c = readChar(kind, data, i);
    if (c > max) max = c;
  }
  return max;
}

/** The code points [start, end) as a new string; indices must be within the string. New reference. */
export function substr(p: Borrowed, start: number, end: number): Owned {
  const n = end - start;
  if (n <= 0) return newRef(EmptyStr);
  if (n === strLength(p) && ld32(p + PyObject.ob_type) === T.str) return newRef(p);
  const kind = strKind(p);
  const data = strData(p);
  if (n === 1) return newChar(readChar(kind, data, start));
  const max = strIsAscii(p) ? 127 : maxCharIn(kind, data, start, end);
  const q = newStrBuffer(n, max);
  const k = strKind(q);
  const d = strData(q);
  if (k === kind) copy(d, data + start * kind, n * kind);
  else for (let i = 0; i < n; i++) writeChar(k, d, i, readChar(kind, data, start + i));
  return q;
}

/** Eight characters of Latin-1: one string is made for all of them. */
function eightChars(at: Addr): string {
  const a = ld32(at);
  const b = ld32(at + 4);
  return String.fromCharCode(
    a & 255,
    (a >>> 8) & 255,
    (a >>> 16) & 255,
    a >>> 24,
    b & 255,
    (b >>> 8) & 255,
    (b >>> 16) & 255,
    b >>> 24,
  ); // prettier-ignore
}
/** The string as a JavaScript one. */
export function jsStr(p: Borrowed): string {
  const n = strLength(p);
  const data = strData(p);
  const kind = strKind(p);
  let s = '';
  if (kind === 1) {
    // A few characters are read sooner than a view of them is made.
    if (n <= 64) {
      let i = 0;
      for (; i + 8 <= n; i += 8) s += eightChars(data + i);
      for (; i < n; i++) s += String.fromCharCode(ld8(data + i));
      return s;
    }
    for (let i = 0; i < n; i += 4096)
      s += String.fromCharCode.apply(null, viewBytes(data + i, Math.min(4096, n - i)) as unknown as number[]);
    return s;
  }
  if (kind === 2) {
    for (let i = 0; i < n; i++) s += String.fromCharCode(ld16(data + i * 2));
    return s;
  }
  for (let i = 0; i < n; i++) s += String.fromCodePoint(ldU32(data + i * 4));
  return s;
}

/** True when the two strings have the same code points. */
export function strEquals(a: Borrowed, b: Borrowed): boolean {
  if (a === b) return true;
  const n = strLength(a);
  if (n !== strLength(b)) return false;
  const kind = strKind(a);
  if (kind !== strKind(b)) return false;
  const x = strData(a);
  const y = strData(b);
  const bytes = n * kind;
  const words = bytes & ~3;
  for (let i = 0; i < words; i += 4) if (ld32(x + i) !== ld32(y + i)) return false;
  return words === bytes || compareBytes(x + words, y + words, bytes - words) === 0;
}
/** True when the string reads `s`, which must be ASCII. */
export function strEqualsAscii(p: Borrowed, s: string): boolean {
  const n = s.length;
  if (strLength(p) !== n || strKind(p) !== 1) return false;
  const d = strData(p);
  for (let i = 0; i < n; i++) if (ld8(d + i) !== s.charCodeAt(i)) return false;
  return true;
}
/** Order by code points: negative, zero or positive. */
export function strCompare(a: Borrowed, b: Borrowed): number {
  const ka = strKind(a);
  const kb = strKind(b);
  const da = strData(a);
  const db = strData(b);
  const n = Math.min(strLength(a), strLength(b));
  for (let i = 0; i < n; i++) {
    const d = readChar(ka, da, i) - readChar(kb, db, i);
    if (d !== 0) return d;
  }
  return strLength(a) - strLength(b);
}

/** UTF-8 bytes of a string; lone surrogates are encoded as three bytes each (surrogatepass). */
export function utf8Bytes(p: Borrowed): Uint8Array {
  const n = strLength(p);
  const kind = strKind(p);
  const data = strData(p);
  if (strIsAscii(p)) return viewBytes(data, n).slice();
  const out = new Uint8Array(n * 4);
  let k = 0;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c < 0x80) out[k++] = c;
    else if (c < 0x800) {
      out[k++] = 0xc0 | (c >> 6);
      out[k++] = 0x80 | (c & 63);
    } else if (c < 0x10000) {
      out[k++] = 0xe0 | (c >> 12);
      out[k++] = 0x80 | ((c >> 6) & 63);
      out[k++] = 0x80 | (c & 63);
    } else {
      out[k++] = 0xf0 | (c >> 18);
      out[k++] = 0x80 | ((c >> 12) & 63);
      out[k++] = 0x80 | ((c >> 6) & 63);
      out[k++] = 0x80 | (c & 63);
    }
  }
  return out.slice(0, k);
}
