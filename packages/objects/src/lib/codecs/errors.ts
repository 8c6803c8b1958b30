/**
 * What codecs do with what they cannot encode or decode.
 *
 * The handlers that Python names (strict, ignore, replace, backslashreplace, xmlcharrefreplace, namereplace, surrogateescape,
 * surrogatepass) are done here without making an exception object; any other name is looked up in the registry (PEP 293) and called
 * with a UnicodeEncodeError or UnicodeDecodeError.
 */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyUnicodeErrorObject,
  stOwned,
  stSsize,
} from '@tyston/memory';
import { asSsize } from '../../core/abstract.js';
import { bytesData, bytesLength, newBytesBuffer } from '../../core/bytes.js';
import { call } from '../../core/call.js';
import { errMatches, errOccurred, setError, setErrorObject, typeError } from '../../core/errors.js';
import { newInt } from '../../core/int.js';
import { decref, newRef, typeOf, xdecref } from '../../core/refcount.js';
import { newStr, readChar, strData, strKind, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import { T } from '../../core/wellknown.js';
import { characterName } from '../unicode/name-hook.js';
import { lookupError } from './handlers.js';

export function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}
/** \xhh, \uhhhh or \Uhhhhhhhh. */
export function backslashed(c: number): string {
  return c < 0x100 ? `\\x${hex(c, 2)}` : c < 0x10000 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`;
}

/** Encodes one surrogate for `surrogatepass`, or null where the encoding is not one of the UTFs. */
export function surrogateBytes(encoding: string, c: number): number[] | null {
  switch (utfOf(encoding)) {
    case 'utf-8':
      return [0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63)];
    case 'utf-16-le':
      return [c & 255, c >> 8];
    case 'utf-16-be':
      return [c >> 8, c & 255];
    case 'utf-32-le':
      return [c & 255, c >> 8, 0, 0];
    case 'utf-32-be':
      return [0, 0, c >> 8, c & 255];
    default:
      return null;
  }
}
/** The surrogate that stands encoded at `p` (`n` bytes left), or -1. */
export function surrogateAt(encoding: string, p: Addr, n: number): number {
  let c = -1;
  switch (utfOf(encoding)) {
    case 'utf-8':
      if (n >= 3 && (ld8(p) & 0xf0) === 0xe0 && (ld8(p + 1) & 0xc0) === 0x80 && (ld8(p + 2) & 0xc0) === 0x80)
        c = ((ld8(p) & 15) << 12) | ((ld8(p + 1) & 63) << 6) | (ld8(p + 2) & 63);
      break;
    case 'utf-16-le':
      if (n >= 2) c = ld8(p) | (ld8(p + 1) << 8);
      break;
    case 'utf-16-be':
      if (n >= 2) c = (ld8(p) << 8) | ld8(p + 1);
      break;
    case 'utf-32-le':
      if (n >= 4 && ld8(p + 2) === 0 && ld8(p + 3) === 0) c = ld8(p) | (ld8(p + 1) << 8);
      break;
    case 'utf-32-be':
      if (n >= 4 && ld8(p) === 0 && ld8(p + 1) === 0) c = (ld8(p + 2) << 8) | ld8(p + 3);
      break;
  }
  return c >= 0xd800 && c <= 0xdfff ? c : -1;
}
/** How many bytes a surrogate takes. */
export function surrogateWidth(encoding: string): number {
  const utf = utfOf(encoding);
  return utf === 'utf-8' ? 3 : utf?.startsWith('utf-16') ? 2 : 4;
}
/** Normalises the names that surrogatepass knows; null for other encodings. */
export function utfOf(encoding: string): string | null {
  const m = /^utf[-_]?(8|16|32)(?:[-_]?(le|be))?$/i.exec(encoding);
  if (!m) return /^cp[-_]?utf8$/i.test(encoding) || encoding === 'cp65001' ? 'utf-8' : null;
  if (m[1] === '8') return m[2] ? null : 'utf-8';
  return `utf-${m[1]}-${(m[2] ?? 'le').toLowerCase()}`;
}

/** A UnicodeEncodeError instance. New reference or NULL. */
export function newEncodeError(
  encoding: string,
  s: Borrowed,
  start: number,
  end: number,
  reason: string,
): Owned {
  const args = [newStr(encoding), newRef(s), newInt(start), newInt(end), newStr(reason)] as const;
  const e = call(T.UnicodeEncodeError, ...args);
  for (const a of args) decref(a);
  return e;
}
/** Raises UnicodeEncodeError. Returns NULL. */
export function raiseEncodeError(
  encoding: string,
  s: Borrowed,
  start: number,
  end: number,
  reason: string,
): Owned {
  const args = newTuple(newStr(encoding), newRef(s), newInt(start), newInt(end), newStr(reason));
  setErrorObject(T.UnicodeEncodeError, args);
  decref(args);
  return NULL;
}
/** Raises UnicodeDecodeError about the `n` bytes at `data`. Returns NULL. */
export function raiseDecodeError(
  encoding: string,
  data: Addr,
  n: number,
  start: number,
  end: number,
  reason: string,
): Owned {
  const args = newTuple(newStr(encoding), copyBytes(data, n), newInt(start), newInt(end), newStr(reason));
  setErrorObject(T.UnicodeDecodeError, args);
  decref(args);
  return NULL;
}
/** A bytes object with the `n` bytes at `data`. */
export function copyBytes(data: Addr, n: number): Owned {
  const b = newBytesBuffer(n);
  if (n > 0) copy(bytesData(b), data, n);
  return b;
}

/** Where a handler says to go on, made absolute; -1 with an exception. */
function readPosition(position: Borrowed, size: number, multibyte: boolean): number {
  const given = asSsize(position, T.OverflowError);
  if (given === -1 && errOccurred() !== 0) {
    // To multibyte codecs a number that is too large is a position like any other.
    if (multibyte && errMatches(T.OverflowError))
      setError(T.IndexError, 'position -1 from error handler out of bounds');
    return -1;
  }
  const at = given < 0 ? given + size : given;
  if (at < 0 || at > size) {
    setError(T.IndexError, `position ${at} from error handler out of bounds`);
    return -1;
  }
  return at;
}

/**
 * Encoding errors of one call. `handle` returns false with an exception, or true with the replacement: bytes in `bytes`, or
 * else code points in `text`, and where to go on in `next`.
 */
export class EncodeErrors {
  text: number[] = [];
  bytes: number[] | null = null;
  next = 0;
  private exception = NULL;
  private handler = NULL;

  constructor(
    readonly encoding: string,
    readonly object: Borrowed,
    readonly errors: string | null,
    /** Multibyte codecs want an int where others take what has `__index__`, and tell of a handler's mistake in their own words. */
    readonly multibyte = false,
  ) {}

  /** Gives back what the calls of a handler needed. */
  release(): void {
    xdecref(this.exception);
    xdecref(this.handler);
    this.exception = NULL;
    this.handler = NULL;
  }
  raise(start: number, end: number, reason: string): false {
    raiseEncodeError(this.encoding, this.object, start, end, reason);
    return false;
  }
  private put(s: string): void {
    for (let i = 0; i < s.length; i++) this.text.push(s.charCodeAt(i));
  }

  handle(start: number, end: number, reason: string): boolean {
    this.text = [];
    this.bytes = null;
    this.next = end;
    const kind = strKind(this.object);
    const data = strData(this.object);
    switch (this.errors) {
      case null:
      case 'strict':
        return this.raise(start, end, reason);
      case 'ignore':
        return true;
      case 'replace':
        this.put('?'.repeat(end - start));
        return true;
      case 'backslashreplace':
        for (let i = start; i < end; i++) this.put(backslashed(readChar(kind, data, i)));
        return true;
      case 'xmlcharrefreplace':
        for (let i = start; i < end; i++) this.put(`&#${readChar(kind, data, i)};`);
        return true;
      case 'namereplace':
        for (let i = start; i < end; i++) {
          const c = readChar(kind, data, i);
          const name = characterName(c);
          this.put(name === null ? backslashed(c) : `\\N{${name}}`);
        }
        return true;
      case 'surrogateescape': {
        this.bytes = [];
        let i = start;
        for (; i < end; i++) {
          const c = readChar(kind, data, i);
          if (c < 0xdc80 || c > 0xdcff) break;
          this.bytes.push(c - 0xdc00);
        }
        // The exception speaks of what is left after the bytes that could be restored.
        // (Character maps hand the whole span to the handler, which takes all of it or nothing.)
        return i < end ? this.raise(this.encoding === 'charmap' ? start : i, end, reason) : true;
      }
      case 'surrogatepass': {
        this.bytes = [];
        for (let i = start; i < end; i++) {
          const c = readChar(kind, data, i);
          const b = c >= 0xd800 && c <= 0xdfff ? surrogateBytes(this.encoding, c) : null;
          if (b === null) return this.raise(start, end, reason);
          this.bytes.push(...b);
        }
        return true;
      }
      default:
        return this.custom(start, end, reason);
    }
  }

  private custom(start: number, end: number, reason: string): boolean {
    if (this.handler === 0) {
      this.handler = lookupError(this.errors!);
      if (this.handler === 0) return false;
    }
    if (this.exception === 0) {
      this.exception = newEncodeError(this.encoding, this.object, start, end, reason);
      if (this.exception === 0) return false;
    } else updateError(this.exception, start, end, reason);
    const r = call(this.handler, this.exception);
    if (r === 0) return false;
    const ok = this.readResult(r);
    decref(r);
    return ok;
  }
  private readResult(r: Borrowed): boolean {
    const bad = () => {
      typeError(`encoding error handler must return (${this.multibyte ? 'str' : 'str/bytes'}, int) tuple`);
      return false;
    };
    if (!isInstance(r, T.tuple) || tupleLength(r) !== 2) return bad();
    const replacement = tupleItem(r, 0);
    if (this.multibyte) {
      const fits = isInstance(replacement, T.bytes) || isInstance(replacement, T.str);
      if (!fits || !isInstance(tupleItem(r, 1), T.int)) return bad();
    }
    this.next = readPosition(tupleItem(r, 1), strLength(this.object), this.multibyte);
    if (this.next < 0) return false;
    if (isInstance(replacement, T.bytes)) {
      this.bytes = [];
      for (let i = 0; i < bytesLength(replacement); i++) this.bytes.push(ld8(bytesData(replacement) + i));
    } else if (isInstance(replacement, T.str)) {
      const n = strLength(replacement);
      for (let i = 0; i < n; i++) this.text.push(readChar(strKind(replacement), strData(replacement), i));
    } else return bad();
    return true;
  }
}

/** Moves an exception that a handler has seen already to the next error. */
function updateError(e: Borrowed, start: number, end: number, reason: string): void {
  stSsize(e + PyUnicodeErrorObject.start, start);
  stSsize(e + PyUnicodeErrorObject.end, end);
  const old = ldPtr(e + PyUnicodeErrorObject.reason);
  stOwned(e + PyUnicodeErrorObject.reason, newStr(reason));
  xdecref(old);
}

/**
 * Decoding errors of one call. `handle` returns false with an exception, or true with the replacement's code points in `text`
 * and where to go on in `next`. A handler may exchange the input: `data` and `length` are what to go on with.
 */
export class DecodeErrors {
  text: number[] = [];
  next = 0;
  private exception = NULL;
  private handler = NULL;

  constructor(
    readonly encoding: string,
    public data: Addr,
    public length: number,
    readonly errors: string | null,
    /** As in EncodeErrors. */
    readonly multibyte = false,
  ) {}

  release(): void {
    xdecref(this.exception);
    xdecref(this.handler);
    this.exception = NULL;
    this.handler = NULL;
  }
  raise(start: number, end: number, reason: string): false {
    raiseDecodeError(this.encoding, this.data, this.length, start, end, reason);
    return false;
  }

  handle(start: number, end: number, reason: string): boolean {
    this.text = [];
    this.next = end;
    switch (this.errors) {
      case null:
      case 'strict':
        return this.raise(start, end, reason);
      case 'ignore':
        return true;
      case 'replace':
        this.text.push(0xfffd);
        return true;
      case 'backslashreplace':
        for (let i = start; i < end; i++)
          for (const ch of `\\x${hex(ld8(this.data + i), 2)}`) this.text.push(ch.charCodeAt(0));
        return true;
      case 'surrogateescape': {
        let i = start;
        for (; i < end && i < start + 4 && ld8(this.data + i) >= 128; i++)
          this.text.push(0xdc00 + ld8(this.data + i));
        if (i === start) return this.raise(start, end, reason);
        this.next = i;
        return true;
      }
      case 'surrogatepass': {
        const c = surrogateAt(this.encoding, this.data + start, this.length - start);
        if (c < 0) return this.raise(start, end, reason);
        this.text.push(c);
        this.next = start + surrogateWidth(this.encoding);
        return true;
      }
      default:
        return this.custom(start, end, reason);
    }
  }

  private custom(start: number, end: number, reason: string): boolean {
    if (this.handler === 0) {
      this.handler = lookupError(this.errors!);
      if (this.handler === 0) return false;
    }
    if (this.exception === 0) {
      const args = [
        newStr(this.encoding),
        copyBytes(this.data, this.length),
        newInt(start),
        newInt(end),
        newStr(reason),
      ] as const;
      this.exception = call(T.UnicodeDecodeError, ...args);
      for (const a of args) decref(a);
      if (this.exception === 0) return false;
    } else updateError(this.exception, start, end, reason);
    const r = call(this.handler, this.exception);
    if (r === 0) return false;
    const ok = this.readResult(r);
    decref(r);
    return ok;
  }
  private readResult(r: Borrowed): boolean {
    const pair = isInstance(r, T.tuple) && tupleLength(r) === 2;
    if (
      !pair ||
      !isInstance(tupleItem(r, 0), T.str) ||
      (this.multibyte && !isInstance(tupleItem(r, 1), T.int))
    ) {
      typeError('decoding error handler must return (str, int) tuple');
      return false;
    }
    const object = ldPtr(this.exception + PyUnicodeErrorObject.object);
    if (typeOf(object) !== T.bytes && !isInstance(object, T.bytes)) {
      typeError('exception attribute object must be bytes');
      return false;
    }
    // The exception keeps its copy of the input alive; its handler may have put another one there.
    this.data = bytesData(object);
    this.length = bytesLength(object);
    this.next = readPosition(tupleItem(r, 1), this.length, this.multibyte);
    if (this.next < 0) return false;
    const text = tupleItem(r, 0);
    const n = strLength(text);
    for (let i = 0; i < n; i++) this.text.push(readChar(strKind(text), strData(text), i));
    return true;
  }
}
