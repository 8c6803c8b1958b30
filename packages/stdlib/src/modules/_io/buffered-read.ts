/** Reading from buffered streams. */
import { type Addr, type Borrowed, copy, ld32, NULL, type Owned, stSsize, views } from '@tyston/memory';
import {
  bytesData,
  bytesJoin,
  bytesLength,
  call,
  callMethod,
  decref,
  EmptyBytes,
  errOccurred,
  intern,
  isInstance,
  listAppendOwned,
  listLength,
  lookupAttr,
  None,
  newBytesBuffer,
  newInt,
  newList,
  newRef,
  newTuple,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import { shrinkBytes } from '../../lib/shrink-bytes.js';
import {
  bufferOf,
  bufferPos,
  bufferSize,
  enter,
  fillBuffer,
  flushAndRewind,
  leave,
  rawOf,
  rawRead,
  readahead,
  resetRead,
  usable,
} from './buffered.js';
import { fileReadall, fileReady, WOULD_BLOCK, writable } from './fileio.js';
import { Buffered as B, isExact } from './layout.js';
import { sizeArgument } from './state.js';

const advance = (self: Borrowed, n: number) => stSsize(self + B.pos, bufferPos(self) + n);
/** Gives out `n` bytes of what has been read. */
function take(self: Borrowed, n: number): Owned {
  if (n === 0) return newRef(EmptyBytes);
  const r = newBytesBuffer(n);
  copy(bytesData(r), bufferOf(self) + bufferPos(self), n);
  advance(self, n);
  return r;
}
/** A buffer that begins anew with the next read. */
function startOver(self: Borrowed): void {
  stSsize(self + B.pos, 0);
  stSsize(self + B.raw_pos, 0);
  stSsize(self + B.read_end, 0);
}
/** Before reading on: what a read-write stream has to write goes out first. */
function settle(self: Borrowed): boolean {
  return ld32(self + B.writable) === 0 || flushAndRewind(self) === 0;
}

/** Exactly `n` bytes unless the stream ends or would block. */
function readMany(self: Borrowed, n: number): Owned {
  const result = newBytesBuffer(n);
  const out = bytesData(result);
  const have = readahead(self);
  if (have > 0) {
    copy(out, bufferOf(self) + bufferPos(self), have);
    advance(self, have);
  }
  let got = have;
  const short = (r: number): Owned => {
    if (r === 0 || (r === WOULD_BLOCK && got > 0)) return shrinkBytes(result, got);
    decref(result);
    return r === WOULD_BLOCK ? newRef(None) : NULL;
  };
  if (!settle(self)) return short(-1);
  resetRead(self);
  const size = bufferSize(self);
  // Whole blocks go straight to where they are wanted.
  while (n - got >= size) {
    const k = rawRead(self, out + got, size * Math.floor((n - got) / size));
    if (k <= 0) return short(k);
    got += k;
  }
  startOver(self);
  while (got < n && ld32(self + B.read_end) < size) {
    const k = fillBuffer(self);
    if (k <= 0) return short(k);
    const part = Math.min(k, n - got);
    copy(out + got, bufferOf(self) + bufferPos(self), part);
    got += part;
    advance(self, part);
  }
  return shrinkBytes(result, got);
}
/** Everything to the end. */
function readRest(self: Borrowed): Owned {
  const have = take(self, readahead(self));
  const done = (rest: Owned): Owned => {
    if (rest === 0 || (bytesLength(have) === 0 && rest !== 0)) {
      decref(have);
      return rest;
    }
    if (rest === None) {
      decref(rest);
      return have;
    }
    const parts = newTuple(have, rest);
    const r = bytesJoin(EmptyBytes, parts);
    decref(parts);
    return r;
  };
  if (!settle(self)) return done(NULL);
  resetRead(self);
  const raw = rawOf(self);
  if (isExact(raw, osWord.FILE_IO)) {
    stSsize(self + B.abs_pos, -1);
    return done(fileReady(raw, false) ? fileReadall(raw) : NULL);
  }
  const f = lookupAttr(raw, intern('readall'));
  if (f !== 0) {
    const rest = call(f);
    decref(f);
    stSsize(self + B.abs_pos, -1);
    if (rest !== 0 && rest !== None && !isInstance(rest, T.bytes)) {
      decref(rest);
      return done(typeError('readall() should return bytes'));
    }
    return done(rest);
  }
  if (errOccurred()) return done(NULL);
  const parts = newList();
  for (;;) {
    const data = callMethod(raw, 'read');
    if (data !== 0 && data !== None && !isInstance(data, T.bytes)) {
      decref(data);
      typeError('read() should return bytes');
      decref(parts);
      return done(NULL);
    }
    if (data === 0) {
      decref(parts);
      return done(NULL);
    }
    if (data === None || bytesLength(data) === 0) {
      const nothing = data === None && listLength(parts) === 0;
      decref(data);
      if (nothing) {
        decref(parts);
        return done(newRef(None));
      }
      break;
    }
    listAppendOwned(parts, data);
  }
  const rest = bytesJoin(EmptyBytes, parts);
  decref(parts);
  return done(rest);
}
const guarded = (self: Borrowed, f: () => Owned): Owned => {
  if (!enter(self)) return NULL;
  const r = f();
  leave(self);
  return r;
};

/** `read(n)`, n -1 for everything. */
export function bufferedRead(self: Borrowed, n: number): Owned {
  if (n >= 0 && n <= readahead(self)) return take(self, n);
  return guarded(self, () => (n < 0 ? readRest(self) : readMany(self, n)));
}
export function read(self: Borrowed, size: Borrowed): Owned {
  if (!usable(self, 'read of closed file')) return NULL;
  const n = sizeArgument(size);
  if (n === null) return NULL;
  if (n < -1) return valueError('read length must be non-negative or -1');
  return bufferedRead(self, n);
}
/** `read1(n)`: at most one read of the raw stream; n -1 for as much as the buffer holds. */
export function bufferedRead1(self: Borrowed, n: number): Owned {
  const want = n < 0 ? bufferSize(self) : n;
  if (want === 0) return newRef(EmptyBytes);
  const have = readahead(self);
  if (have > 0) return take(self, Math.min(want, have));
  return guarded(self, () => {
    if (!settle(self)) return NULL;
    const r = newBytesBuffer(want);
    resetRead(self);
    const k = rawRead(self, bytesData(r), want);
    if (k === -1) {
      decref(r);
      return NULL;
    }
    return shrinkBytes(r, Math.max(k, 0));
  });
}
export function read1(self: Borrowed, n: number): Owned {
  return usable(self, 'read of closed file') ? bufferedRead1(self, n) : NULL;
}
export function peek(self: Borrowed): Owned {
  if (!usable(self, 'peek of closed file')) return NULL;
  return guarded(self, () => {
    if (!settle(self)) return NULL;
    // What is there is not given out by looking at it.
    let have = readahead(self);
    if (have === 0) {
      resetRead(self);
      const k = fillBuffer(self);
      if (k === -1) return NULL;
      stSsize(self + B.pos, 0);
      have = Math.max(k, 0);
      if (have === 0) return newRef(EmptyBytes);
    }
    const r = newBytesBuffer(have);
    copy(bytesData(r), bufferOf(self) + bufferPos(self), have);
    return r;
  });
}
export function readinto(self: Borrowed, into: Borrowed, once: boolean): Owned {
  const b = writable(into, once ? 'readinto1' : 'readinto');
  if (b === null) return NULL;
  const open = usable(self, 'readinto of closed file');
  const r = open ? guarded(self, () => fill(self, b.address, b.length, once)) : NULL;
  b.release();
  return r;
}
function fill(self: Borrowed, to: Addr, n: number, once: boolean): Owned {
  const have = readahead(self);
  let got = Math.min(have, n);
  if (got > 0) {
    copy(to, bufferOf(self) + bufferPos(self), got);
    advance(self, got);
  }
  // What has been read stays for the next, also where there is no room at all.
  if (have > 0 && got === n) return newInt(got);
  if (!settle(self)) return NULL;
  resetRead(self);
  stSsize(self + B.pos, 0);
  while (got < n) {
    let k: number;
    if (n - got > bufferSize(self)) k = rawRead(self, to + got, n - got);
    else if (!(once && got > 0)) {
      // A short rest comes through the buffer, which then holds what follows.
      k = fillBuffer(self);
      if (k > 0) {
        k = Math.min(k, n - got);
        copy(to + got, bufferOf(self) + bufferPos(self), k);
        advance(self, k);
        got += k;
        if (once) break;
        continue;
      }
    } else k = 0;
    if (k === 0) break;
    if (k === WOULD_BLOCK) {
      if (got > 0) break;
      return newRef(None);
    }
    if (k < 0) return NULL;
    got += k;
    if (once) break;
  }
  return newInt(got);
}

/** A line of at most `limit` bytes (-1: any), with its newline. */
export function bufferedReadline(self: Borrowed, limit: number): Owned {
  const ahead = readahead(self);
  const first = limit >= 0 && limit < ahead ? limit : ahead;
  const at = findNewline(bufferOf(self) + bufferPos(self), first);
  if (at >= 0) return take(self, at + 1);
  if (limit >= 0 && first === limit) return take(self, first);
  return guarded(self, () => {
    const parts = newList();
    let left = limit;
    if (first > 0) {
      listAppendOwned(parts, take(self, first));
      if (left >= 0) left -= first;
    }
    const finish = (r: Owned) => {
      decref(parts);
      return r;
    };
    if (!settle(self)) return finish(NULL);
    for (;;) {
      resetRead(self);
      const k = fillBuffer(self);
      if (k === -1) return finish(NULL);
      if (k <= 0) break;
      stSsize(self + B.pos, 0);
      const n = left >= 0 && left < k ? left : k;
      const end = findNewline(bufferOf(self), n);
      if (end >= 0) {
        listAppendOwned(parts, take(self, end + 1));
        break;
      }
      listAppendOwned(parts, take(self, n));
      if (left >= 0) {
        left -= n;
        if (left === 0) break;
      }
    }
    return finish(bytesJoin(EmptyBytes, parts));
  });
}
/** Where the first '\n' of `n` bytes is, -1 for none. */
export function findNewline(at: Addr, n: number): number {
  const { U8 } = views();
  const start = at >>> 0;
  const end = start + n;
  for (let i = start; i < end; i++) if (U8[i] === 10) return i - start;
  return -1;
}
export function readline(self: Borrowed, size: Borrowed): Owned {
  if (!usable(self, 'readline of closed file')) return NULL;
  const n = sizeArgument(size);
  return n === null ? NULL : bufferedReadline(self, n);
}
