/** bytes objects: making and reading them. The methods of `bytes` are in types/bytes. */
import {
  type Addr,
  type Borrowed,
  ld32,
  type Owned,
  PyBytesObject,
  PyVarObject,
  st8,
  stSsize,
  viewBytes,
  writeBytes,
} from '@tyston/memory';
import { newPlainVar } from './alloc.js';
import { newRef } from './refcount.js';
import { EmptyBytes, singleByte, T } from './wellknown.js';

const HEADER = PyBytesObject.ob_sval;

export function bytesLength(p: Borrowed): number {
  return ld32(p + PyVarObject.ob_size);
}
export function bytesData(p: Borrowed): Addr {
  return p + HEADER;
}
/** A new bytes object of `n` bytes, not initialised but for the final zero. */
export function newBytesBuffer(n: number): Owned {
  if (n === 0) return newRef(EmptyBytes);
  const p = newPlainVar(T.bytes, HEADER + n + 1, n);
  stSsize(p + PyBytesObject.ob_shash, -1);
  st8(p + HEADER + n, 0);
  return p;
}
export function newBytes(bytes: Uint8Array): Owned {
  if (bytes.length === 0) return newRef(EmptyBytes);
  if (bytes.length === 1) return newRef(singleByte(bytes[0]!));
  const p = newBytesBuffer(bytes.length);
  writeBytes(p + HEADER, bytes);
  return p;
}
/** The content, as a view that is valid while the object lives. */
export function bytesView(p: Borrowed): Uint8Array {
  return viewBytes(p + HEADER, bytesLength(p));
}
