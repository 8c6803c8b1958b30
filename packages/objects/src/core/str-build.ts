/** Putting strings together: concatenation, repetition, joining, and a writer for strings whose parts come one by one. */
import {
  type Addr,
  type Borrowed,
  copy,
  fillBytes,
  ld32,
  ldPtr,
  OutOfMemory,
  type Owned,
  PyASCIIObject,
  st8,
  stSsize,
  UnicodeState,
  viewBytes,
} from '@tyston/memory';
import { realloc } from './heap.js';
import { decref, newRef, refcount, typeOf } from './refcount.js';
import { codeAt, newStrBuffer, readChar, strData, strIsAscii, strKind, strLength, writeChar } from './str.js';
import { EmptyStr, latin1Char, T } from './wellknown.js';

/** The largest code point that a string of this class may hold: enough for `newStrBuffer` of a result that contains it. */
export function strMaxBound(p: Borrowed): number {
  if (strIsAscii(p)) return 127;
  const kind = strKind(p);
  return kind === 1 ? 255 : kind === 2 ? 0xffff : 0x10ffff;
}

/** Copies `n` characters, widening them where the target is wider. It must not be narrower. */
export function copyChars(
  toKind: number,
  to: Addr,
  toIndex: number,
  fromKind: number,
  from: Addr,
  fromIndex: number,
  n: number,
): void {
  if (toKind === fromKind) {
    const a = to + toIndex * toKind;
    const b = from + fromIndex * fromKind;
    const bytes = n * toKind;
    // A native copy has a fixed price, which a short one need not pay.
    if (bytes <= 16 && toKind === 1) for (let i = 0; i < bytes; i++) st8(a + i, readChar(1, b, i));
    else copy(a, b, bytes);
    return;
  }
  for (let i = 0; i < n; i++) writeChar(toKind, to, toIndex + i, readChar(fromKind, from, fromIndex + i));
}

/** a + b, both str. New reference; an operand itself where the other is empty and it is an exact str. */
export function strConcat(a: Borrowed, b: Borrowed): Owned {
  const n = strLength(a);
  const m = strLength(b);
  if (m === 0 && typeOf(a) === T.str) return newRef(a);
  if (n === 0 && typeOf(b) === T.str) return newRef(b);
  if (n + m === 0) return newRef(EmptyStr);
  const r = newStrBuffer(n + m, Math.max(strMaxBound(a), strMaxBound(b)));
  const kind = strKind(r);
  const data = strData(r);
  copyChars(kind, data, 0, strKind(a), strData(a), 0, n);
  copyChars(kind, data, n, strKind(b), strData(b), 0, m);
  return n + m === 1 ? single(r) : r;
}

/** Exchanges a one-character string of Latin-1 for the preallocated one; steals. */
function single(p: Owned): Owned {
  const kind = strKind(p);
  const c = readChar(kind, strData(p), 0);
  if (c >= 256) return p;
  decref(p);
  return newRef(latin1Char(c));
}

/** The `n` strings whose pointers stand in a row at `at`, in one string; all must be str. New reference. */
export function strConcatAll(at: Addr, n: number): Owned {
  return strJoinAll(EmptyStr, at, n);
}

/** sep.join of the `n` strings whose pointers stand in a row at `at`. */
export function strJoinAll(sep: Borrowed, at: Addr, n: number): Owned {
  if (n === 0) return newRef(EmptyStr);
  if (n === 1 && typeOf(ldPtr(at)) === T.str) return newRef(ldPtr(at));
  const sepLength = strLength(sep);
  let length = sepLength * (n - 1);
  let max = sepLength > 0 && n > 1 ? strMaxBound(sep) : 0;
  for (let i = 0; i < n; i++) {
    const p = ldPtr(at + i * 8);
    const k = strLength(p);
    if (k === 0) continue;
    length += k;
    const m = strMaxBound(p);
    if (m > max) max = m;
  }
  if (length === 0) return newRef(EmptyStr);
  const r = newStrBuffer(length, max);
  const kind = strKind(r);
  const data = strData(r);
  const sepKind = strKind(sep);
  const sepData = strData(sep);
  let k = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0 && sepLength > 0) {
      copyChars(kind, data, k, sepKind, sepData, 0, sepLength);
      k += sepLength;
    }
    const p = ldPtr(at + i * 8);
    const m = strLength(p);
    if (m > 0) copyChars(kind, data, k, strKind(p), strData(p), 0, m);
    k += m;
  }
  return length === 1 ? single(r) : r;
}

/** p * times, for a result that is known to fit. */
export function strRepeat(p: Borrowed, times: number): Owned {
  const n = strLength(p);
  if (n === 0 || times <= 0) return newRef(EmptyStr);
  if (times === 1 && typeOf(p) === T.str) return newRef(p);
  const r = newStrBuffer(n * times, strMaxBound(p));
  repeatInto(strData(r), strData(p), n * strKind(p), times);
  return n * times === 1 ? single(r) : r;
}

/** Fills `bytes * times` bytes at `to` with copies of the `bytes` bytes at `from`. */
export function repeatInto(to: Addr, from: Addr, bytes: number, times: number): void {
  if (times <= 0 || bytes === 0) return;
  if (bytes === 1) {
    fillBytes(to, readChar(1, from, 0), times);
    return;
  }
  copy(to, from, bytes);
  const total = bytes * times;
  for (let done = bytes; done < total; done *= 2) copy(to + done, to, Math.min(done, total - done));
}

/** More would not fit into the window, whatever the characters are. */
const MOST_CODES = 2 ** 30;
const NO_CODES = new Uint32Array(0);
/** Buffers of writers that have finished, for the next ones: making a typed array costs more than a short text. */
const spare: Uint32Array[] = [];
const SPARES = 8;
const SPARE_LENGTH = 4096;

/** Collects code points; `finish` makes the narrowest string of them. */
export class StrWriter {
  private codes: Uint32Array = spare.pop() ?? new Uint32Array(64);
  length = 0;

  private room(more: number): void {
    const want = this.length + more;
    if (want <= this.codes.length) return;
    if (want > MOST_CODES) throw new OutOfMemory();
    const wider = new Uint32Array(Math.max(want, this.codes.length * 2, 64));
    wider.set(this.codes.subarray(0, this.length));
    this.codes = wider;
  }
  /** One code point. */
  char(c: number): void {
    if (this.length === this.codes.length) this.room(1);
    this.codes[this.length++] = c;
  }
  /** The same code point `n` times. */
  fill(c: number, n: number): void {
    if (n <= 0) return;
    this.room(n);
    this.codes.fill(c, this.length, this.length + n);
    this.length += n;
  }
  /** A JavaScript string of ASCII or at least of single code units. */
  text(s: string): void {
    this.room(s.length);
    for (let i = 0; i < s.length; i++) this.codes[this.length++] = codeAt.call(s, i);
  }
  codePoints(codes: ArrayLike<number>): void {
    this.room(codes.length);
    for (let i = 0; i < codes.length; i++) this.codes[this.length++] = codes[i]!;
  }
  /** Characters [start, end) of a run. */
  run(kind: number, data: Addr, start: number, end: number): void {
    const n = end - start;
    if (n <= 0) return;
    this.room(n);
    // A view has a fixed price, which a short run need not pay.
    if (kind === 1 && n > 32) this.codes.set(viewBytes(data + start, n), this.length);
    else for (let i = 0; i < n; i++) this.codes[this.length + i] = readChar(kind, data, start + i);
    this.length += n;
  }
  /** A str. */
  str(p: Borrowed): void {
    this.run(strKind(p), strData(p), 0, strLength(p));
  }
  at(i: number): number {
    return this.codes[i]!;
  }
  /** The string. New reference. The writer is empty afterwards, but for its length. */
  finish(): Owned {
    const n = this.length;
    const codes = this.codes;
    let or = 0;
    let max = 0;
    for (let i = 0; i < n; i++) {
      const c = codes[i]!;
      or |= c;
      if (c > max) max = c;
    }
    let r: Owned;
    if (n === 0) r = newRef(EmptyStr);
    else if (n === 1 && max < 256) r = newRef(latin1Char(max));
    else if (or < 128) {
      r = newStrBuffer(n, 127);
      const data = strData(r);
      for (let i = 0; i < n; i++) st8(data + i, codes[i]!);
    } else {
      r = newStrBuffer(n, max);
      const kind = strKind(r);
      const data = strData(r);
      for (let i = 0; i < n; i++) writeChar(kind, data, i, codes[i]!);
    }
    if (codes.length <= SPARE_LENGTH && codes.length > 0 && spare.length < SPARES) spare.push(codes);
    this.codes = NO_CODES;
    return r;
  }
}

/**
 * a + b where nobody else sees `a`: steals `a`, whose memory grows in place where that may be. This is what makes a
 * loop of `s += x` linear.
 */
export function strAppend(a: Owned, b: Borrowed): Owned {
  const n = strLength(a);
  const m = strLength(b);
  const grows =
    refcount(a) === 1 &&
    typeOf(a) === T.str &&
    n > 1 &&
    m > 0 &&
    strKind(b) <= strKind(a) &&
    (strIsAscii(b) || !strIsAscii(a)) &&
    (ld32(a + PyASCIIObject.state) & UnicodeState.INTERNED_MASK) === 0;
  if (!grows) {
    const r = strConcat(a, b);
    decref(a);
    return r;
  }
  const kind = strKind(a);
  const header = strData(a) - a;
  const p = realloc(a, header + (n + m + 1) * kind) as Owned;
  stSsize(p + PyASCIIObject.length, n + m);
  stSsize(p + PyASCIIObject.hash, -1);
  copyChars(kind, p + header, n, strKind(b), strData(b), 0, m);
  writeChar(kind, p + header, n + m, 0);
  return p;
}
