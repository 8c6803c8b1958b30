/** Reading from text streams. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ld32,
  ldF64,
  ldPtr,
  NULL,
  type Owned,
  st8,
  stF64,
  stOwned,
  stSsize,
} from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  callMethod,
  clearField,
  copyChars,
  decref,
  EmptyStr,
  getBytesLike,
  hasBuffer,
  isInstance,
  newBytesBuffer,
  newInt,
  newRef,
  newStrBuffer,
  newTuple,
  setError,
  strChar,
  strConcat,
  strData,
  strKind,
  strLength,
  strMaxBound,
  substr,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import { usable } from './buffered.js';
import { bufferedRead, bufferedRead1 } from './buffered-read.js';
import { isExact, TextIO as X } from './layout.js';
import { findLineEnd } from './newline.js';
import { interrupted, sizeArgument, unsupported } from './state.js';
import { decodeChunk, decoderState } from './text-codec.js';
import {
  attached,
  bufferOf,
  decodedLeft,
  forgetRead,
  open,
  setDecoded,
  takeDecoded,
  writeFlush,
} from './text-object.js';

/** Reads and decodes the next piece: 1, 0 at the end, -1 with an exception. `hint` is how many characters are wanted. */
function readChunk(self: Borrowed, hint: number): number {
  if (ldPtr(self + X.decoder) === 0) {
    unsupported('not readable');
    return -1;
  }
  // What the decoder has kept belongs to the piece, when the position is to be told in it.
  const before = ld8(self + X.telling) ? decoderState(self) : null;
  if (before === null && ld8(self + X.telling)) return -1;
  let size = ld32(self + X.chunk_size);
  if (hint > 0) size = Math.max(size, Math.floor(Math.max(ldF64(self + X.b2cratio), 1) * hint));
  const buffer = bufferOf(self);
  let input: Owned;
  if (isExact(buffer, osWord.BUFFERED_READER))
    input = usable(buffer, 'read of closed file') ? bufferedRead1(buffer, size) : NULL;
  else {
    const n = newInt(size);
    input = callMethod(buffer, ld8(self + X.has_read1) ? 'read1' : 'read', n);
    decref(n);
  }
  const giveUp = (): number => {
    if (before !== null) decref(before.buffered);
    return -1;
  };
  if (input === 0) return giveUp();
  if (!hasBuffer(input)) {
    typeError(
      `underlying ${ld8(self + X.has_read1) ? 'read1' : 'read'}() should have returned a bytes-like object, not '${typeName(input)}'`,
    );
    decref(input);
    return giveUp();
  }
  const bytes = getBytesLike(input);
  if (bytes === null) {
    decref(input);
    return giveUp();
  }
  const n = bytes.length;
  const text = decodeChunk(self, input, bytes.address, n, n === 0);
  if (text === 0) {
    bytes.release();
    decref(input);
    return giveUp();
  }
  const chars = strLength(text);
  setDecoded(self, text);
  stF64(self + X.b2cratio, chars > 0 ? n / chars : 0);
  if (before !== null) {
    const next = joined(before.buffered, bytes.address, n);
    clearField(self, X.snapshot);
    stOwned(self + X.snapshot, newTuple(newInt(before.flags), next));
  }
  bytes.release();
  decref(input);
  return n === 0 && chars === 0 ? 0 : 1;
}
/** The bytes of `first` (stolen) and `n` bytes behind them. */
function joined(first: Owned, at: Addr, n: number): Owned {
  const m = bytesLength(first);
  const r = newBytesBuffer(m + n);
  if (m > 0) copy(bytesData(r), bytesData(first), m);
  if (n > 0) copy(bytesData(r) + m, at, n);
  decref(first);
  return r;
}
/** The same while signals interrupt. */
function nextChunk(self: Borrowed, hint: number): number {
  for (;;) {
    const r = readChunk(self, hint);
    if (r >= 0 || !interrupted()) return r;
  }
}

export function textRead(self: Borrowed, sizeObject: Borrowed): Owned {
  if (!open(self)) return NULL;
  const n = sizeArgument(sizeObject);
  if (n === null) return NULL;
  if (ldPtr(self + X.decoder) === 0) return unsupported('not readable');
  if (writeFlush(self) < 0) return NULL;
  return n < 0 ? readAll(self) : readSome(self, n);
}
function readAll(self: Borrowed): Owned {
  const buffer = bufferOf(self);
  const exact = isExact(buffer, osWord.BUFFERED_READER);
  const input = exact
    ? usable(buffer, 'read of closed file')
      ? bufferedRead(buffer, -1)
      : NULL
    : callMethod(buffer, 'read');
  if (input === 0) return NULL;
  const bytes = getBytesLike(input);
  if (bytes === null) {
    decref(input);
    return NULL;
  }
  const rest = decodeChunk(self, input, bytes.address, bytes.length, true);
  bytes.release();
  decref(input);
  if (rest === 0) return NULL;
  const first = takeDecoded(self, -1);
  forgetRead(self);
  if (first === 0) return rest;
  const r = strConcat(first, rest);
  decref(first);
  decref(rest);
  return r;
}
function readSome(self: Borrowed, n: number): Owned {
  const parts: Owned[] = [];
  let left = n;
  const take = () => {
    const part = takeDecoded(self, left);
    if (part === 0) return;
    left -= strLength(part);
    parts.push(part);
  };
  take();
  while (left > 0) {
    const r = nextChunk(self, left);
    if (r < 0) {
      for (const p of parts) decref(p);
      return NULL;
    }
    if (r === 0) break;
    take();
  }
  return concat(parts);
}
/** All in one str; steals. */
function concat(parts: readonly Owned[]): Owned {
  if (parts.length === 0) return newRef(EmptyStr);
  if (parts.length === 1) return parts[0]!;
  let n = 0;
  let max = 127;
  for (const p of parts) {
    n += strLength(p);
    max = Math.max(max, strMaxBound(p));
  }
  const r = newStrBuffer(n, max);
  let k = 0;
  for (const p of parts) {
    copyChars(strKind(r), strData(r), k, strKind(p), strData(p), 0, strLength(p));
    k += strLength(p);
    decref(p);
  }
  return r;
}

/** A line of at most `limit` characters (-1: any); the empty str at the end; NULL with an exception. */
export function textLine(self: Borrowed, limit: number): Owned {
  if (writeFlush(self) < 0) return NULL;
  const ends = {
    translated: ld8(self + X.readtranslate) !== 0,
    universal: ld8(self + X.readuniversal) !== 0,
    readnl: ldPtr(self + X.readnl),
  };
  const text = ldPtr(self + X.decoded_chars);
  if (text !== 0 && limit < 0) {
    // Mostly the line lies in what has been decoded.
    const used = ld32(self + X.decoded_chars_used);
    const end = findLineEnd(ends, strKind(text), strData(text), used, strLength(text));
    if (end >= 0) {
      stSsize(self + X.decoded_chars_used, end);
      return substr(text, used, end);
    }
  }
  const pair = !ends.translated && !ends.universal && ends.readnl !== 0 && strLength(ends.readnl) === 2;
  const parts: Owned[] = [];
  let left = limit;
  for (;;) {
    while (decodedLeft(self) === 0) {
      const r = nextChunk(self, 0);
      if (r < 0) {
        for (const p of parts) decref(p);
        return NULL;
      }
      if (r === 0) {
        forgetRead(self);
        return concat(parts);
      }
    }
    const chars = ldPtr(self + X.decoded_chars);
    const used = ld32(self + X.decoded_chars_used);
    const length = strLength(chars);
    const last = parts[parts.length - 1];
    // '\r' at the end of one piece and '\n' at the start of the next end a line together.
    const split =
      pair && last !== undefined && strChar(last, strLength(last) - 1) === 13 && strChar(chars, used) === 10;
    let end = split ? used + 1 : findLineEnd(ends, strKind(chars), strData(chars), used, length);
    const found = end >= 0;
    if (!found) end = length;
    if (left >= 0 && end - used > left) {
      end = used + left;
      parts.push(substr(chars, used, end));
      stSsize(self + X.decoded_chars_used, end);
      return concat(parts);
    }
    if (end > used) parts.push(substr(chars, used, end));
    stSsize(self + X.decoded_chars_used, end);
    if (left >= 0) left -= end - used;
    if (found || left === 0) return concat(parts);
  }
}
export function textReadline(self: Borrowed, size: number): Owned {
  return open(self) ? textLine(self, size < 0 ? -1 : size) : NULL;
}
/** `__next__`: while a stream is iterated, its position cannot be told. */
export function textNext(self: Borrowed): Owned {
  if (!attached(self)) return NULL;
  st8(self + X.telling, 0);
  let line: Owned;
  if (isExact(self, osWord.TEXT_IO_WRAPPER)) line = open(self) ? textLine(self, -1) : NULL;
  else {
    line = callMethod(self, 'readline');
    if (line !== 0 && !isInstance(line, T.str)) {
      setError(T.OSError, `readline() should have returned a str object, not '${typeName(line)}'`);
      decref(line);
      return NULL;
    }
  }
  if (line === 0 || strLength(line) > 0) return line;
  decref(line);
  clearField(self, X.snapshot);
  st8(self + X.telling, ld8(self + X.seekable));
  return NULL;
}
