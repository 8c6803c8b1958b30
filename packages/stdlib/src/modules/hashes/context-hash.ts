/**
 * Hash objects whose digest or parameters are their own affair. Behind its header such an object holds a context, plain memory that
 * the algorithm alone understands: a copy of it is a copy of the hash.
 */
import { type Addr, type Borrowed, copy, NULL, type Owned, PyObject, readBytes } from '@tyston/memory';
import {
  free,
  type GetSetSpec,
  type MethodSpec,
  malloc,
  method,
  None,
  newBytes,
  newInt,
  newRef,
  newStr,
  typeOf,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { hashInput } from './input.js';

export interface ContextHash {
  readonly name: string;
  readonly blockSize: number;
  /** Bytes of a context. */
  readonly size: number;
  digestSize(context: Addr): number;
  update(context: Addr, data: Addr, length: number): void;
  /** Ends the hash and writes `length` bytes of the digest; the context is spent. */
  finish(context: Addr, out: Addr, length: number): void;
}

export function contextOf(self: Borrowed): Addr {
  return self + PyObject.size;
}
export function basicSize(hash: ContextHash): number {
  return (PyObject.size + hash.size + 7) & ~7;
}
/** Hashes the bytes of an object: 0, or -1 with an exception. */
export function updateFrom(hash: ContextHash, self: Borrowed, data: Borrowed): number {
  const input = hashInput(data);
  if (input === null) return -1;
  hash.update(contextOf(self), input.address, input.length);
  input.release();
  return 0;
}
/** The digest, by a copy of the context. */
function digestOf(hash: ContextHash, self: Borrowed, length: number): Uint8Array {
  const context = malloc(hash.size + length);
  copy(context, contextOf(self), hash.size);
  hash.finish(context, context + hash.size, length);
  const bytes = readBytes(context + hash.size, length);
  free(context);
  return bytes;
}
function hex(bytes: Uint8Array): string {
  let s = '';
  for (const b of bytes) s += (b < 16 ? '0' : '') + b.toString(16);
  return s;
}

/**
 * The methods. `lengthOf` converts what digest and hexdigest are given, where they take a length (-1 with an exception); without it
 * they take nothing.
 */
export function contextMethods(hash: ContextHash, lengthOf?: (o: Borrowed) => number): MethodSpec[] {
  const signature = lengthOf ? '($self, length, /)' : '($self, /)';
  const digesting = (make: (bytes: Uint8Array) => Owned) => (self: Borrowed, o: Borrowed) => {
    const length = lengthOf ? lengthOf(o) : hash.digestSize(contextOf(self));
    return length < 0 ? NULL : make(digestOf(hash, self, length));
  };
  return [
    method(
      'copy',
      '($self, /)',
      (self: Borrowed) => {
        const twin = allocOf(typeOf(self));
        if (twin !== 0) copy(contextOf(twin), contextOf(self), hash.size);
        return twin;
      },
      'Return a copy of the hash object.',
    ),
    method('digest', signature, digesting(newBytes), 'Return the digest value as a bytes object.'),
    method(
      'hexdigest',
      signature,
      digesting((bytes) => newStr(hex(bytes))),
      'Return the digest value as a string of hexadecimal digits.',
    ),
    method(
      'update',
      '($self, data, /)',
      (self: Borrowed, data: Borrowed) => (updateFrom(hash, self, data) < 0 ? NULL : newRef(None)),
      "Update this hash object's state with the provided bytes-like object.",
    ),
  ];
}
export function contextGetSet(hash: ContextHash): GetSetSpec[] {
  return [
    { name: 'block_size', get: () => newInt(hash.blockSize) },
    { name: 'name', get: () => newStr(hash.name) },
    { name: 'digest_size', get: (self: Borrowed) => newInt(hash.digestSize(contextOf(self))) },
  ];
}
