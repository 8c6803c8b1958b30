/** Tuples: making and reading them. The methods of `tuple` are in types/tuple. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyTupleObject,
  PyVarObject,
  stPtr,
  zero,
} from '@tyston/memory';
import { newGcVar } from './alloc.js';
import { gcTrack } from './gc-list.js';
import { newRef, xincref } from './refcount.js';
import { EmptyTuple, T } from './wellknown.js';

const HEADER = PyTupleObject.ob_item;

export function tupleLength(p: Borrowed): number {
  return ld32(p + PyVarObject.ob_size);
}
/** Item `i`, borrowed. */
export function tupleItem(p: Borrowed, i: number): Borrowed {
  return ldPtr(p + HEADER + i * 8);
}
/** Address of the first item. */
export function tupleItems(p: Borrowed): Addr {
  return p + HEADER;
}
/** A new tuple of `n` empty places, untracked: fill it with `tupleInit`, then `gcTrack` it. For n = 0 the empty tuple. */
export function newTupleBuffer(n: number): Owned {
  if (n === 0) return newRef(EmptyTuple);
  const p = newGcVar(T.tuple, HEADER + n * 8, n);
  zero(p + HEADER, n * 8);
  return p;
}
/** Fills a place of a new tuple; steals `item`. */
export function tupleInit(p: Owned, i: number, item: Owned): void {
  stPtr(p + HEADER + i * 8, item);
}
/** A tuple of the given items; steals them. */
export function newTuple(...items: Owned[]): Owned {
  const n = items.length;
  if (n === 0) return newRef(EmptyTuple);
  const p = newGcVar(T.tuple, HEADER + n * 8, n);
  for (let i = 0; i < n; i++) stPtr(p + HEADER + i * 8, items[i]!);
  gcTrack(p);
  return p;
}
/** A tuple of new references to `n` pointers at `from` (an array of 8-byte words). */
export function newTupleFrom(from: Addr, n: number): Owned {
  if (n === 0) return newRef(EmptyTuple);
  const p = newGcVar(T.tuple, HEADER + n * 8, n);
  for (let i = 0; i < n * 8; i += 8) {
    const item = ldPtr(from + i);
    xincref(item);
    stPtr(p + HEADER + i, item);
  }
  gcTrack(p);
  return p;
}
/** A new tuple of items [start, end). */
export function tupleSlice(p: Borrowed, start: number, end: number): Owned {
  return newTupleFrom(p + HEADER + start * 8, Math.max(0, end - start));
}
