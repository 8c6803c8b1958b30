/** bytearray objects: making, reading and resizing them. The methods are in types/bytearray. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldSsize,
  type Owned,
  PyByteArrayObject,
  PyVarObject,
  st8,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { newPlain } from './alloc.js';
import { setError } from './errors.js';
import { free, malloc, realloc } from './heap.js';
import { T } from './wellknown.js';

export function bytearrayLength(p: Borrowed): number {
  return ld32(p + PyVarObject.ob_size);
}
/** Address of the first byte; 0 for one that never held any. It changes whenever the length does. */
export function bytearrayData(p: Borrowed): Addr {
  return ldAddr(p + PyByteArrayObject.ob_start);
}
/** Sets the fields of a new, empty one. */
export function initBytearray(p: Borrowed): void {
  stSsize(p + PyVarObject.ob_size, 0);
  stSsize(p + PyByteArrayObject.ob_alloc, 0);
  stPtr(p + PyByteArrayObject.ob_bytes, 0);
  stPtr(p + PyByteArrayObject.ob_start, 0);
  stSsize(p + PyByteArrayObject.ob_exports, 0);
}
/** A new bytearray of `n` bytes that are not initialised but for the final zero. */
export function newBytearrayBuffer(n: number): Owned {
  const p = newPlain(T.bytearray, PyByteArrayObject.size);
  initBytearray(p);
  if (n > 0) {
    const data = malloc(n + 1);
    st8(data + n, 0);
    stSsize(p + PyVarObject.ob_size, n);
    stSsize(p + PyByteArrayObject.ob_alloc, n + 1);
    stPtr(p + PyByteArrayObject.ob_bytes, data);
    stPtr(p + PyByteArrayObject.ob_start, data);
  }
  return p;
}
export function newBytearray(from: Addr, n: number): Owned {
  const p = newBytearrayBuffer(n);
  if (n > 0) copy(bytearrayData(p), from, n);
  return p;
}

/** False with BufferError when a view looks at the bytes, so that the length may not change. */
export function canResize(p: Borrowed): boolean {
  if (ldSsize(p + PyByteArrayObject.ob_exports) === 0) return true;
  setError(T.BufferError, 'Existing exports of data: object cannot be re-sized');
  return false;
}

/**
 * Sets the length, keeping the bytes; new ones are not initialised. Memory grows by an eighth more than is asked for when
 * the growth is small, and shrinks when less than half is used. 0, or -1 with BufferError.
 */
export function bytearrayResize(p: Borrowed, n: number): number {
  const length = bytearrayLength(p);
  if (n === length) return 0;
  if (!canResize(p)) return -1;
  const allocated = ldSsize(p + PyByteArrayObject.ob_alloc);
  const block = ldAddr(p + PyByteArrayObject.ob_bytes);
  const start = ldAddr(p + PyByteArrayObject.ob_start);
  const front = start - block;
  let room: number;
  if (n + front + 1 <= allocated) {
    if (n >= Math.floor(allocated / 2) || n + 1 === allocated) {
      // Enough room, and not too much.
      stSsize(p + PyVarObject.ob_size, n);
      st8(start + n, 0);
      return 0;
    }
    room = n + 1;
  } else room = n <= allocated * 1.125 ? n + (n >> 3) + (n < 9 ? 3 : 6) : n + 1;
  if (front > 0) {
    const fresh = malloc(room);
    copy(fresh, start, Math.min(n, length));
    free(block);
    stPtr(p + PyByteArrayObject.ob_bytes, fresh);
  } else stPtr(p + PyByteArrayObject.ob_bytes, realloc(block, room));
  const data = ldAddr(p + PyByteArrayObject.ob_bytes);
  stPtr(p + PyByteArrayObject.ob_start, data);
  stSsize(p + PyByteArrayObject.ob_alloc, room);
  stSsize(p + PyVarObject.ob_size, n);
  st8(data + n, 0);
  return 0;
}
