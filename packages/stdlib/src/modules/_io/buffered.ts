/**
 * What the buffered streams share: the buffer, the raw stream below it, flushing and seeking.
 *
 *     buffer:   0 … pos … read_end          what was read and how far it has been given out
 *               write_pos … write_end       what the raw stream has not got yet
 *               raw_pos                     where the raw stream stands
 */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  st8,
  st32,
  stOwned,
  stPtr,
  stSsize,
} from '@tyston/memory';
import {
  asSsize,
  bytearrayData,
  bytesData,
  call,
  callMethod,
  decref,
  errClear,
  errFetch,
  errMatches,
  errOccurred,
  errRestore,
  free,
  malloc,
  None,
  newBytearrayBuffer,
  newBytesBuffer,
  newInt,
  newRef,
  replacePending,
  reprText,
  setError,
  T,
  valueError,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import { handleSignals } from '../../os-error.js';
import { fileIsOpen, fileRead, fileReady, fileSeek, fileWrite, WOULD_BLOCK } from './fileio.js';
import { Buffered as B, isExact } from './layout.js';
import { attributeTruth, interrupted, wouldBlock } from './state.js';

export const rawOf = (self: Borrowed) => ldPtr(self + B.raw);
export const bufferOf = (self: Borrowed): Addr => ldAddr(self + B.buffer);
export const bufferSize = (self: Borrowed) => ld32(self + B.buffer_size);
export const bufferPos = (self: Borrowed) => ld32(self + B.pos);
const canRead = (self: Borrowed) => ld32(self + B.readable) !== 0;
const canWrite = (self: Borrowed) => ld32(self + B.writable) !== 0;
export const validRead = (self: Borrowed) => canRead(self) && ld32(self + B.read_end) !== -1;
const validWrite = (self: Borrowed) => canWrite(self) && ld32(self + B.write_end) !== -1;
const setWord = (self: Borrowed, offset: number, v: number) => stSsize(self + offset, v);

/** Bytes that have been read and not given out. */
export function readahead(self: Borrowed): number {
  return validRead(self) ? ld32(self + B.read_end) - ld32(self + B.pos) : 0;
}
/** How far the raw stream is in front of where the program thinks it is. */
export function rawOffset(self: Borrowed): number {
  if ((validRead(self) || validWrite(self)) && ld32(self + B.raw_pos) >= 0)
    return ld32(self + B.raw_pos) - ld32(self + B.pos);
  return 0;
}
export function setPosition(self: Borrowed, n: number): void {
  setWord(self, B.pos, n);
  if (validRead(self) && ld32(self + B.read_end) < n) setWord(self, B.read_end, n);
}
export function resetRead(self: Borrowed): void {
  setWord(self, B.read_end, -1);
}
function resetWrite(self: Borrowed): void {
  setWord(self, B.write_pos, 0);
  setWord(self, B.write_end, -1);
}

// -- being usable --------------------------------------------------------------------------------------------------

/** Initialised: true, or false with ValueError. */
export function ready(self: Borrowed): boolean {
  if (ld32(self + B.ok) > 0) return true;
  valueError(
    ld32(self + B.detached) ? 'raw stream has been detached' : 'I/O operation on uninitialized object',
  );
  return false;
}
/** 1 closed, 0 open, -1 with an exception. */
export function isClosed(self: Borrowed): number {
  if (ld8(self + B.fast)) return fileIsOpen(rawOf(self)) ? 0 : 1;
  return attributeTruth(rawOf(self), 'closed');
}
/** Initialised and open (or with something left to read): true, or false with ValueError. */
export function usable(self: Borrowed, message: string): boolean {
  if (!ready(self)) return false;
  if (ld8(self + B.fast) && fileIsOpen(rawOf(self))) return true;
  const c = isClosed(self);
  if (c < 0) return false;
  if (c > 0 && (ldAddr(self + B.buffer) === 0 || readahead(self) === 0)) {
    valueError(message);
    return false;
  }
  return true;
}
/** Takes the stream for one operation: false with RuntimeError when one is going on (in a signal handler, a finalizer). */
export function enter(self: Borrowed): boolean {
  if (ld8(self + B.busy)) {
    setError(T.RuntimeError, `reentrant call inside ${reprText(self)}`);
    return false;
  }
  st8(self + B.busy, 1);
  return true;
}
export function leave(self: Borrowed): void {
  st8(self + B.busy, 0);
}

// -- the raw stream ------------------------------------------------------------------------------------------------

/** Reads at most `n` bytes to `at`: how many, WOULD_BLOCK, or -1 with an exception. */
export function rawRead(self: Borrowed, at: Addr, n: number): number {
  const raw = rawOf(self);
  let r: number;
  if (isExact(raw, osWord.FILE_IO)) r = fileReady(raw, false) ? fileRead(raw, at, n) : -1;
  else r = objectRead(raw, at, n);
  if (r > 0 && ldSsize(self + B.abs_pos) !== -1) setWord(self, B.abs_pos, ldSsize(self + B.abs_pos) + r);
  return r;
}
function objectRead(raw: Borrowed, at: Addr, n: number): number {
  const room = newBytearrayBuffer(n);
  const view = call(T.memoryview, room);
  let r: Owned = NULL;
  if (view !== 0) {
    do r = callMethod(raw, 'readinto', view);
    while (r === 0 && interrupted());
    const e = errFetch();
    const released = callMethod(view, 'release');
    if (released === 0) errClear();
    else decref(released);
    errRestore(e.type, e.value, e.traceback);
    decref(view);
  }
  const k = resultLength(r, n, 'readinto');
  if (k > 0) copy(at, bytearrayData(room), k);
  decref(room);
  return k;
}
/** The count that a raw stream's method returned; steals it. */
function resultLength(r: Owned, n: number, name: string): number {
  if (r === 0) return -1;
  if (r === None) {
    decref(r);
    return WOULD_BLOCK;
  }
  const k = asSsize(r, T.ValueError);
  decref(r);
  if (k === -1 && errOccurred()) {
    if (name === 'readinto') replacePending(T.OSError, 'raw readinto() failed');
    return -1;
  }
  if (k < 0 || k > n) {
    setError(T.OSError, `raw ${name}() returned invalid length ${k} (should have been between 0 and ${n})`);
    return -1;
  }
  return k;
}
/** Writes at most `n` bytes from `at`, likewise. */
export function rawWrite(self: Borrowed, at: Addr, n: number): number {
  const raw = rawOf(self);
  let r: number;
  if (isExact(raw, osWord.FILE_IO)) r = fileReady(raw, true) ? fileWrite(raw, at, n) : -1;
  else {
    const data = newBytesBuffer(n);
    if (n > 0) copy(bytesData(data), at, n);
    const view = call(T.memoryview, data);
    decref(data);
    let w: Owned = NULL;
    if (view !== 0) {
      do w = callMethod(raw, 'write', view);
      while (w === 0 && interrupted());
      decref(view);
    }
    r = resultLength(w, n, 'write');
  }
  if (r > 0 && ldSsize(self + B.abs_pos) !== -1) setWord(self, B.abs_pos, ldSsize(self + B.abs_pos) + r);
  return r;
}
/** Position of the raw stream, or -1 with an exception. */
export function rawTell(self: Borrowed, fresh = true): number {
  const known = ldSsize(self + B.abs_pos);
  if (!fresh && known !== -1) return known;
  const raw = rawOf(self);
  let n: number;
  if (isExact(raw, osWord.FILE_IO)) n = seekFile(raw, 0, 1);
  else n = offsetOf(callMethod(raw, 'tell'));
  if (n < 0) return -1;
  setWord(self, B.abs_pos, n);
  return n;
}
/** Moves the raw stream: the new position, or -1 with an exception. */
export function rawSeek(self: Borrowed, target: number, whence: number): number {
  const raw = rawOf(self);
  let n: number;
  if (isExact(raw, osWord.FILE_IO)) n = seekFile(raw, target, whence);
  else {
    const t = newInt(target);
    const w = newInt(whence);
    n = offsetOf(callMethod(raw, 'seek', t, w));
    decref(t);
    decref(w);
  }
  if (n < 0) return -1;
  setWord(self, B.abs_pos, n);
  return n;
}
function seekFile(raw: Borrowed, target: number, whence: number): number {
  if (fileIsOpen(raw)) return fileSeek(raw, target, whence);
  valueError('I/O operation on closed file');
  return -1;
}
function offsetOf(r: Owned): number {
  if (r === 0) return -1;
  const n = asSsize(r, T.ValueError);
  decref(r);
  if (n < 0 && !errOccurred()) setError(T.OSError, `Raw stream returned invalid position ${n}`);
  return n < 0 ? -1 : n;
}
/** Fills the buffer behind what has been read: how many bytes, WOULD_BLOCK, or -1. */
export function fillBuffer(self: Borrowed): number {
  const start = validRead(self) ? ld32(self + B.read_end) : 0;
  const n = rawRead(self, bufferOf(self) + start, bufferSize(self) - start);
  if (n <= 0) return n;
  setWord(self, B.read_end, start + n);
  setWord(self, B.raw_pos, start + n);
  return n;
}

// -- writing out ---------------------------------------------------------------------------------------------------

/** Gives the raw stream what waits. 0, or -1 with an exception. */
export function flushWrite(self: Borrowed): number {
  if (!validWrite(self) || ld32(self + B.write_pos) === ld32(self + B.write_end)) {
    resetWrite(self);
    return 0;
  }
  const rewind = rawOffset(self) + (ld32(self + B.pos) - ld32(self + B.write_pos));
  if (rewind !== 0) {
    if (rawSeek(self, -rewind, 1) < 0) return -1;
    setWord(self, B.raw_pos, ld32(self + B.raw_pos) - rewind);
  }
  while (ld32(self + B.write_pos) < ld32(self + B.write_end)) {
    const at = ld32(self + B.write_pos);
    const n = rawWrite(self, bufferOf(self) + at, ld32(self + B.write_end) - at);
    if (n === WOULD_BLOCK) {
      wouldBlock('write could not complete without blocking', 0);
      return -1;
    }
    if (n < 0) return -1;
    setWord(self, B.write_pos, at + n);
    setWord(self, B.raw_pos, at + n);
    if (!handleSignals()) return -1;
  }
  resetWrite(self);
  return 0;
}
/** The same, and brings the raw stream to where the program thinks it is. */
export function flushAndRewind(self: Borrowed): number {
  if (flushWrite(self) < 0) return -1;
  if (!canRead(self)) return 0;
  const r = rawSeek(self, -rawOffset(self), 1);
  resetRead(self);
  return r < 0 ? -1 : 0;
}
/** Puts `n` bytes from `from` into the stream: how many it took (all), or -1 with an exception. The stream is taken. */
export function bufferedPut(self: Borrowed, from: Addr, n: number): number {
  if (!validRead(self) && !validWrite(self)) {
    setWord(self, B.pos, 0);
    setWord(self, B.raw_pos, 0);
  }
  const size = bufferSize(self);
  const at = ld32(self + B.pos);
  if (n <= size - at && n < size) {
    copy(bufferOf(self) + at, from, n);
    if (!validWrite(self) || ld32(self + B.write_pos) > at) setWord(self, B.write_pos, at);
    setPosition(self, at + n);
    if (ld32(self + B.write_end) < at + n) setWord(self, B.write_end, at + n);
    return n;
  }
  if (flushWrite(self) < 0) return errMatches(T.BlockingIOError) ? keepWhatFits(self, from, n) : -1;
  const offset = rawOffset(self);
  if (offset !== 0) {
    if (rawSeek(self, -offset, 1) < 0) return -1;
    setWord(self, B.raw_pos, ld32(self + B.raw_pos) - offset);
  }
  let written = 0;
  while (n - written > size) {
    const k = rawWrite(self, from + written, n - written);
    if (k === WOULD_BLOCK) {
      // Not everything fits: as much as does is kept, and the error tells how much that is.
      copy(bufferOf(self), from + written, size);
      setWord(self, B.raw_pos, 0);
      setPosition(self, size);
      setWord(self, B.write_end, size);
      wouldBlock('write could not complete without blocking', written + size);
      return -1;
    }
    if (k < 0) return -1;
    written += k;
    if (!handleSignals()) return -1;
  }
  if (canRead(self)) resetRead(self);
  const rest = n - written;
  if (rest > 0) copy(bufferOf(self), from + written, rest);
  setWord(self, B.write_pos, 0);
  setWord(self, B.write_end, rest);
  setPosition(self, rest);
  setWord(self, B.raw_pos, 0);
  return n;
}
/** The raw stream would block: the buffer's rest moves to its start, and takes what room is left. */
function keepWhatFits(self: Borrowed, from: Addr, n: number): number {
  errClear();
  if (canRead(self)) resetRead(self);
  const start = ld32(self + B.write_pos);
  const length = ld32(self + B.write_end) - start;
  const buffer = bufferOf(self);
  copy(buffer, buffer + start, length);
  setWord(self, B.write_end, length);
  setWord(self, B.raw_pos, ld32(self + B.raw_pos) - start);
  setWord(self, B.pos, ld32(self + B.pos) - start);
  setWord(self, B.write_pos, 0);
  const room = bufferSize(self) - length;
  const k = Math.min(n, room);
  copy(buffer + length, from, k);
  setWord(self, B.write_end, length + k);
  setWord(self, B.pos, ld32(self + B.pos) + k);
  if (k === n) return n;
  wouldBlock('write could not complete without blocking', k);
  return -1;
}

// -- making ----------------------------------------------------------------------------------------------------------

/** Sets the stream up over `raw`, whose mode has been checked. 0, or -1 with an exception. */
export function setUp(
  self: Borrowed,
  raw: Borrowed,
  size: number,
  read: boolean,
  write: boolean,
  exact: boolean,
): number {
  if (size <= 0) {
    valueError('buffer size must be strictly positive');
    return -1;
  }
  st32(self + B.ok, 0);
  st32(self + B.detached, 0);
  const old = rawOf(self);
  stOwned(self + B.raw, newRef(raw));
  if (old !== 0) decref(old);
  st32(self + B.readable, read ? 1 : 0);
  st32(self + B.writable, write ? 1 : 0);
  setWord(self, B.buffer_size, size);
  freeBuffer(self);
  stPtr(self + B.buffer, malloc(size));
  setWord(self, B.buffer_mask, (size & (size - 1)) === 0 ? size - 1 : 0);
  setWord(self, B.pos, 0);
  setWord(self, B.raw_pos, 0);
  setWord(self, B.abs_pos, 0);
  resetRead(self);
  resetWrite(self);
  st8(self + B.fast, exact && isExact(raw, osWord.FILE_IO) ? 1 : 0);
  if (rawTell(self) < 0) errClear();
  st32(self + B.ok, 1);
  return 0;
}
export function freeBuffer(self: Borrowed): void {
  const b = bufferOf(self);
  if (b === 0) return;
  stPtr(self + B.buffer, 0);
  free(b);
}
