/** What the parts of TextIOWrapper share: being open, the streams below, decoded text, encoded bytes that wait. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  st32,
  stPtr,
  stSsize,
} from '@tyston/memory';
import {
  bytesData,
  callMethod,
  clearField,
  decref,
  free,
  malloc,
  newBytesBuffer,
  newRef,
  strLength,
  substr,
  valueError,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import { bufferedWrite, writeReady } from './buffered-types.js';
import { fileIsOpen } from './fileio.js';
import { checkClosed } from './iobase.js';
import { isExact, TextIO as X } from './layout.js';
import { closedError, discard, interrupted } from './state.js';

export const bufferOf = (self: Borrowed) => ldPtr(self + X.buffer);

/** Attached to a buffer: true, or false with ValueError. */
export function attached(self: Borrowed): boolean {
  if (ld32(self + X.ok) > 0) return true;
  valueError(
    ld32(self + X.detached) ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object',
  );
  return false;
}
/** Attached and open. */
export function open(self: Borrowed): boolean {
  if (!attached(self)) return false;
  const raw = ldPtr(self + X.raw);
  if (raw !== 0 && isExact(self, osWord.TEXT_IO_WRAPPER)) {
    if (fileIsOpen(raw)) return true;
    closedError();
    return false;
  }
  return checkClosed(self) === 0;
}

// -- decoded text ------------------------------------------------------------------------------------------------------

/** Replaces the decoded text; steals (NULL: none). */
export function setDecoded(self: Borrowed, text: Owned): void {
  const old = ldPtr(self + X.decoded_chars);
  stPtr(self + X.decoded_chars, text);
  stSsize(self + X.decoded_chars_used, 0);
  if (old !== 0) decref(old);
}
/** Decoded characters that have not been given out. */
export function decodedLeft(self: Borrowed): number {
  const text = ldPtr(self + X.decoded_chars);
  return text === 0 ? 0 : strLength(text) - ld32(self + X.decoded_chars_used);
}
/** Gives out at most `n` of them (-1: all). NULL without an exception when there are none. */
export function takeDecoded(self: Borrowed, n: number): Owned {
  const text = ldPtr(self + X.decoded_chars);
  const left = decodedLeft(self);
  if (text === 0 || left === 0) return NULL;
  const k = n < 0 || n > left ? left : n;
  const used = ld32(self + X.decoded_chars_used);
  stSsize(self + X.decoded_chars_used, used + k);
  return used === 0 && k === strLength(text) ? newRef(text) : substr(text, used, used + k);
}
/** What has been read ahead is no longer true. */
export function forgetRead(self: Borrowed): void {
  setDecoded(self, NULL);
  clearField(self, X.snapshot);
}

// -- encoded bytes -------------------------------------------------------------------------------------------------------

/** Room for `n` more bytes that wait: where they go. */
export function pendingRoom(self: Borrowed, n: number): Addr {
  const count = ld32(self + X.pending_bytes_count);
  let block = ldAddr(self + X.pending_bytes);
  if (count + n > ld32(self + X.pending_room)) {
    const room = Math.max(count + n, 2 * ld32(self + X.pending_room), 256);
    const wider = malloc(room);
    if (count > 0) copy(wider, block, count);
    if (block !== 0) free(block);
    block = wider;
    stPtr(self + X.pending_bytes, block);
    st32(self + X.pending_room, room);
  }
  st32(self + X.pending_bytes_count, count + n);
  return block + count;
}
export function dropPending(self: Borrowed): void {
  const block = ldAddr(self + X.pending_bytes);
  st32(self + X.pending_bytes_count, 0);
  st32(self + X.pending_room, 0);
  if (block === 0) return;
  stPtr(self + X.pending_bytes, 0);
  free(block);
}
/** Hands what waits to the buffer. 0, or -1 with an exception; what was handed over is gone either way. */
export function writeFlush(self: Borrowed): number {
  const n = ld32(self + X.pending_bytes_count);
  if (n === 0) return 0;
  const block = ldAddr(self + X.pending_bytes);
  const buffer = bufferOf(self);
  st32(self + X.pending_bytes_count, 0);
  if (isExact(buffer, osWord.BUFFERED_WRITER))
    return writeReady(buffer) && bufferedWrite(buffer, block, n) >= 0 ? 0 : -1;
  const b = newBytesBuffer(n);
  copy(bytesData(b), block, n);
  let r: Owned;
  do r = callMethod(buffer, 'write', b);
  while (r === 0 && interrupted());
  decref(b);
  return discard(r);
}
