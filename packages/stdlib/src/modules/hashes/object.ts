/**
 * Hash objects. Behind its header such an object holds the hash's context, plain memory that the algorithm alone understands, so
 * that a copy of it is a copy of the hash.
 */
import { type Addr, type Borrowed, copy, ld8, NULL, type Owned, PyObject, st8 } from '@tyston/memory';
import {
  bytesData,
  free,
  type GetSetSpec,
  type MethodSpec,
  malloc,
  method,
  None,
  newBytesBuffer,
  newInt,
  newRef,
  newStr,
  newStrBuffer,
  strData,
  typeOf,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { hashInput } from './input.js';

export interface Algorithm {
  /** Bytes of a context. */
  readonly size: number;
  blockSize(context: Addr): number;
  digestSize(context: Addr): number;
  update(context: Addr, data: Addr, length: number): void;
  /** Ends the hash and writes `length` bytes of the digest; the context is spent. */
  finish(context: Addr, out: Addr, length: number): void;
}

export function contextOf(self: Borrowed): Addr {
  return self + PyObject.size;
}
/** Hashes the bytes of an object: 0, or -1 with an exception. */
export function updateFrom(algorithm: Algorithm, self: Borrowed, data: Borrowed): number {
  const input = hashInput(data);
  if (input === null) return -1;
  algorithm.update(contextOf(self), input.address, input.length);
  input.release();
  return 0;
}
/** The digest, by a copy of the context. */
export function digestOf(algorithm: Algorithm, self: Borrowed, length: number): Owned {
  const r = newBytesBuffer(length);
  if (length === 0) return r;
  const context = malloc(algorithm.size);
  copy(context, contextOf(self), algorithm.size);
  algorithm.finish(context, bytesData(r), length);
  free(context);
  return r;
}
const HEX = '0123456789abcdef';
export function hexDigestOf(algorithm: Algorithm, self: Borrowed, length: number): Owned {
  if (length === 0) return newStr('');
  const r = newStrBuffer(length * 2, 127);
  const text = strData(r);
  const context = malloc(algorithm.size);
  copy(context, contextOf(self), algorithm.size);
  // The second half of the text holds the bytes until the digits, coming from the front, reach them.
  algorithm.finish(context, text + length, length);
  free(context);
  for (let i = 0; i < length; i++) {
    const byte = ld8(text + length + i);
    st8(text + i * 2, HEX.charCodeAt(byte >> 4));
    st8(text + i * 2 + 1, HEX.charCodeAt(byte & 15));
  }
  return r;
}

/** copy and update, which all hash objects have; `parameter` is update's name for its argument. */
export function commonMethods(algorithm: Algorithm, parameter: 'obj' | 'data'): MethodSpec[] {
  return [
    method(
      'copy',
      '($self, /)',
      (self: Borrowed) => {
        const r = allocOf(typeOf(self));
        if (r !== 0) copy(contextOf(r), contextOf(self), algorithm.size);
        return r;
      },
      'Return a copy of the hash object.',
    ),
    method(
      'update',
      `($self, ${parameter}, /)`,
      (self: Borrowed, data: Borrowed) => (updateFrom(algorithm, self, data) < 0 ? NULL : newRef(None)),
      `Update this hash object's state with the provided ${parameter === 'data' ? 'bytes-like object' : 'string'}.`,
    ),
  ];
}
/** The same with digest and hexdigest of the algorithm's own length. */
export function hashMethods(algorithm: Algorithm, parameter: 'obj' | 'data' = 'obj'): MethodSpec[] {
  const length = (self: Borrowed) => algorithm.digestSize(contextOf(self));
  return [
    ...commonMethods(algorithm, parameter),
    method(
      'digest',
      '($self, /)',
      (self: Borrowed) => digestOf(algorithm, self, length(self)),
      'Return the digest value as a bytes object.',
    ),
    method(
      'hexdigest',
      '($self, /)',
      (self: Borrowed) => hexDigestOf(algorithm, self, length(self)),
      'Return the digest value as a string of hexadecimal digits.',
    ),
  ];
}
/** name, block_size and digest_size. */
export function hashGetSet(algorithm: Algorithm, name: string): GetSetSpec[] {
  return [
    { name: 'block_size', get: (self: Borrowed) => newInt(algorithm.blockSize(contextOf(self))) },
    { name: 'name', get: () => newStr(name) },
    { name: 'digest_size', get: (self: Borrowed) => newInt(algorithm.digestSize(contextOf(self))) },
  ];
}
