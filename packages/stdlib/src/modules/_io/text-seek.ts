/**
 * Positions in text streams. A position is a number that holds where in the bytes to start, in what state the decoder was there,
 * how many bytes to feed it and how many of the characters then to skip: mostly only the first, so that it is a plain offset.
 */
import { type Borrowed, ld8, ld32, ldF64, ldPtr, NULL, type Owned, stOwned, stSsize } from '@tyston/memory';
import {
  asSsize,
  bytesData,
  bytesLength,
  callMethod,
  clearField,
  compareBool,
  decref,
  EmptyBytes,
  errFetch,
  errOccurred,
  errRestore,
  indexInt,
  intToBigInt,
  isInstance,
  newInt,
  newIntFromBigInt,
  newRef,
  newTuple,
  Py_EQ,
  Py_LT,
  reprText,
  setError,
  strLength,
  T,
  tupleItem,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { TextIO as X } from './layout.js';
import { unsupported } from './state.js';
import {
  type DecoderState,
  decodeChunk,
  decoderState,
  resetDecoder,
  resetEncoder,
  setDecoderState,
} from './text-codec.js';
import { bufferOf, forgetRead, open, setDecoded, writeFlush } from './text-object.js';
import { textFlush } from './text-write.js';

interface Cookie {
  start: bigint;
  flags: number;
  feed: number;
  skip: number;
  eof: boolean;
}
const MASK32 = 0xffff_ffffn;
function buildCookie(c: Cookie): Owned {
  return newIntFromBigInt(
    c.start |
      (BigInt(c.flags >>> 0) << 64n) |
      (BigInt(c.feed >>> 0) << 96n) |
      (BigInt(c.skip >>> 0) << 128n) |
      ((c.eof ? 1n : 0n) << 160n),
  ); // prettier-ignore
}
/** null with OverflowError. */
function parseCookie(o: Borrowed): Cookie | null {
  const v = intToBigInt(o);
  if (v >> 168n !== 0n) {
    setError(T.OverflowError, 'int too big to convert');
    return null;
  }
  return {
    start: BigInt.asIntN(64, v),
    flags: Number(BigInt.asIntN(32, (v >> 64n) & MASK32)),
    feed: Number((v >> 96n) & MASK32),
    skip: Number((v >> 128n) & MASK32),
    eof: v >> 160n !== 0n,
  };
}

export function textTell(self: Borrowed): Owned {
  if (!open(self)) return NULL;
  if (!ld8(self + X.seekable)) return unsupported('underlying stream is not seekable');
  if (!ld8(self + X.telling)) return setError(T.OSError, 'telling position disabled by next() call');
  if (writeFlush(self) < 0) return NULL;
  const flushed = callMethod(self, 'flush');
  if (flushed === 0) return NULL;
  decref(flushed);
  const at = callMethod(bufferOf(self), 'tell');
  if (at === 0) return NULL;
  const snapshot = ldPtr(self + X.snapshot);
  if (ldPtr(self + X.decoder) === 0 || snapshot === 0) return at;
  const i = indexInt(at);
  decref(at);
  if (i === 0) return NULL;
  const position = intToBigInt(i);
  decref(i);
  const flags = asSsize(tupleItem(snapshot, 0), T.OverflowError);
  if (flags === -1 && errOccurred()) return NULL;
  const input = newRef(tupleItem(snapshot, 1));
  const cookie: Cookie = {
    start: position - BigInt(bytesLength(input)),
    flags,
    feed: 0,
    skip: ld32(self + X.decoded_chars_used),
    eof: false,
  };
  let r: Owned;
  if (cookie.skip === 0) r = buildCookie(cookie);
  else {
    const saved = decoderState(self);
    if (saved === null) r = NULL;
    else {
      const ok = locate(self, cookie, input);
      const e = errFetch();
      const restored = setDecoderState(self, saved.buffered, saved.flags);
      decref(saved.buffered);
      if (e.type !== 0) errRestore(e.type, e.value, e.traceback);
      r = ok && restored === 0 ? buildCookie(cookie) : NULL;
    }
  }
  decref(input);
  return r;
}
/** How many characters bytes [from, to) of the input give: -1 with an exception. */
function decodeCount(self: Borrowed, input: Borrowed, from: number, to: number, final = false): number {
  const text = decodeChunk(self, 0 as Borrowed, bytesData(input) + from, to - from, final);
  if (text === 0) return -1;
  const n = strLength(text);
  decref(text);
  return n;
}
/** The decoder's state as plain facts; null with an exception. */
function facts(self: Borrowed): { buffered: number; flags: number } | null {
  const s: DecoderState | null = decoderState(self);
  if (s === null) return null;
  const n = bytesLength(s.buffered);
  decref(s.buffered);
  return { buffered: n, flags: s.flags };
}
const toStart = (self: Borrowed, c: Cookie) =>
  setDecoderState(self, EmptyBytes, c.flags, c.start === 0n && c.flags === 0) === 0;

/**
 * Finds a point from which the characters given out can be counted again: a place in the input, not far before the position,
 * where the decoder has nothing left over; and from there how many bytes to feed it. False with an exception.
 */
function locate(self: Borrowed, cookie: Cookie, input: Borrowed): boolean {
  const length = bytesLength(input);
  let skip = Math.min(length, Math.floor(ldF64(self + X.b2cratio) * cookie.skip));
  let back = 1;
  while (skip > 0) {
    if (!toStart(self, cookie)) return false;
    const chars = decodeCount(self, input, 0, skip);
    if (chars < 0) return false;
    if (chars <= cookie.skip) {
      const s = facts(self);
      if (s === null) return false;
      if (s.buffered === 0) {
        cookie.flags = s.flags;
        cookie.skip -= chars;
        break;
      }
      skip -= s.buffered;
      back = 1;
    } else {
      skip -= back;
      back *= 2;
    }
  }
  if (skip <= 0) {
    skip = 0;
    if (!toStart(self, cookie)) return false;
  }
  cookie.start += BigInt(skip);
  if (cookie.skip === 0) return true;
  // Byte by byte to the position; every point where nothing is left over is a better start.
  let chars = 0;
  let at = skip;
  while (at < length) {
    const n = decodeCount(self, input, at, at + 1);
    if (n < 0) return false;
    chars += n;
    cookie.feed++;
    at++;
    const s = facts(self);
    if (s === null) return false;
    if (s.buffered === 0 && chars <= cookie.skip) {
      cookie.start += BigInt(cookie.feed);
      cookie.skip -= chars;
      cookie.flags = s.flags;
      cookie.feed = 0;
      chars = 0;
    }
    if (chars >= cookie.skip) return true;
  }
  const n = decodeCount(self, input, length, length, true);
  if (n < 0) return false;
  cookie.eof = true;
  if (chars + n >= cookie.skip) return true;
  setError(T.OSError, "can't reconstruct logical file position");
  return false;
}

/** 1 where the cookie is zero, 0, or -1. */
function isZero(o: Borrowed): number {
  const zero = newInt(0);
  const r = compareBool(o, zero, Py_EQ);
  decref(zero);
  return r;
}
export function textSeek(self: Borrowed, cookieObject: Borrowed, whence: number): Owned {
  if (!open(self)) return NULL;
  if (!ld8(self + X.seekable)) return unsupported('underlying stream is not seekable');
  let target = newRef(cookieObject);
  const fail = (): Owned => {
    decref(target);
    return NULL;
  };
  if (whence === 1) {
    const z = isZero(target);
    if (z < 0) return fail();
    if (z === 0) {
      unsupported("can't do nonzero cur-relative seeks");
      return fail();
    }
    decref(target);
    const flushed = textFlush(self);
    if (flushed === 0) return NULL;
    decref(flushed);
    target = callMethod(self, 'tell');
    if (target === 0) return NULL;
  } else if (whence === 2) {
    const z = isZero(target);
    if (z === 0) unsupported("can't do nonzero end-relative seeks");
    if (z <= 0) return fail();
    decref(target);
    return seekEnd(self);
  } else if (whence !== 0) {
    valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
    return fail();
  }
  const zero = newInt(0);
  const negative = compareBool(target, zero, Py_LT);
  decref(zero);
  if (negative !== 0) {
    if (negative > 0) valueError(`negative seek position ${reprText(target)}`);
    return fail();
  }
  const flushed = callMethod(self, 'flush');
  if (flushed === 0) return fail();
  decref(flushed);
  const i = indexInt(target);
  if (i === 0) return fail();
  const cookie = parseCookie(i);
  decref(i);
  if (cookie === null || !goTo(self, cookie)) return fail();
  return target;
}
function seekEnd(self: Borrowed): Owned {
  const flushed = callMethod(self, 'flush');
  if (flushed === 0) return NULL;
  decref(flushed);
  forgetRead(self);
  if (resetDecoder(self) < 0) return NULL;
  const zero = newInt(0);
  const two = newInt(2);
  const r = callMethod(bufferOf(self), 'seek', zero, two);
  decref(zero);
  decref(two);
  if (r === 0) return NULL;
  const z = isZero(r);
  if (z < 0 || resetEncoder(self, z === 1) < 0) {
    decref(r);
    return NULL;
  }
  return r;
}
/** Brings the stream to a cookie's place: false with an exception. */
function goTo(self: Borrowed, cookie: Cookie): boolean {
  const buffer = bufferOf(self);
  const start = newIntFromBigInt(cookie.start);
  const r = callMethod(buffer, 'seek', start);
  decref(start);
  if (r === 0) return false;
  decref(r);
  setDecoded(self, NULL);
  clearField(self, X.snapshot);
  if (ldPtr(self + X.decoder) !== 0 && !toStart(self, cookie)) return false;
  let input: Owned;
  if (cookie.skip > 0) {
    const n = newInt(cookie.feed);
    input = callMethod(buffer, 'read', n);
    decref(n);
    if (input === 0) return false;
    if (!isInstance(input, T.bytes)) {
      typeError(`underlying read() should have returned a bytes object, not '${typeName(input)}'`);
      decref(input);
      return false;
    }
  } else input = newRef(EmptyBytes);
  stOwned(self + X.snapshot, newTuple(newInt(cookie.flags), input));
  if (cookie.skip > 0) {
    const text = decodeChunk(self, input, bytesData(input), bytesLength(input), cookie.eof);
    if (text === 0) return false;
    const n = strLength(text);
    setDecoded(self, text);
    if (n < cookie.skip) {
      setError(T.OSError, "can't restore logical file position");
      return false;
    }
    stSsize(self + X.decoded_chars_used, cookie.skip);
  }
  return ldPtr(self + X.encoder) === 0 || resetEncoder(self, cookie.start === 0n && cookie.flags === 0) === 0;
}
