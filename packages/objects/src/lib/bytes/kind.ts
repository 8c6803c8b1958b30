/** What bytes and bytearray differ in, for the methods that they share. */
import { type Addr, type Borrowed, copy, ld8, type Owned } from '@tyston/memory';
import { bytearrayData, bytearrayLength, newBytearray, newBytearrayBuffer } from '../../core/bytearray.js';
import { bytesData, bytesLength, newBytesBuffer } from '../../core/bytes.js';
import { newRef, typeOf } from '../../core/refcount.js';
import { singleByte, T } from '../../core/wellknown.js';

export interface BytesKind {
  readonly name: 'bytes' | 'bytearray';
  length(p: Borrowed): number;
  data(p: Borrowed): Addr;
  /** A new object of `n` bytes that are not initialised. */
  buffer(n: number): Owned;
  /** A new object with a copy of `n` bytes. */
  make(from: Addr, n: number): Owned;
  /** The object itself where it may be shared, else a copy. New reference. */
  unchanged(p: Borrowed): Owned;
}

/** A bytes object with a copy of `n` bytes of the window. */
export function makeBytes(from: Addr, n: number): Owned {
  if (n === 1) return newRef(singleByte(ld8(from)));
  const b = newBytesBuffer(n);
  if (n > 0) copy(bytesData(b), from, n);
  return b;
}

export const BYTES: BytesKind = {
  name: 'bytes',
  length: bytesLength,
  data: bytesData,
  buffer: newBytesBuffer,
  make: makeBytes,
  unchanged: (p) => (typeOf(p) === T.bytes ? newRef(p) : makeBytes(bytesData(p), bytesLength(p))),
};
export const BYTEARRAY: BytesKind = {
  name: 'bytearray',
  length: bytearrayLength,
  data: bytearrayData,
  buffer: newBytearrayBuffer,
  make: newBytearray,
  unchanged: (p) => newBytearray(bytearrayData(p), bytearrayLength(p)),
};
