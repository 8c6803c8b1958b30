/**
 * Object memory: what stands in front of an object, how large its block is, and giving it back.
 *
 *     plain object:                                    [ob_refcnt ob_type …]
 *     container (HAVE_GC):            [gc_next gc_prev] [ob_refcnt ob_type …]
 *     MANAGED_DICT:   [shape][dict]   [gc_next gc_prev] [ob_refcnt ob_type … basicsize][inline values]
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  type Owned,
  PreHeader,
  PyObject,
  PyTypeObject,
  PyVarObject,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
  zero,
} from '@tyston/memory'; // prettier-ignore
import { gcCountAllocation, gcCountRelease, gcTrack } from './gc-list.js';
import { free, malloc } from './heap.js';
import { incref } from './refcount.js';
import { initialShape, inlineBytes } from './shape-root.js';

export function typeFlags(tp: Borrowed): number {
  return ld32(tp + PyTypeObject.tp_flags);
}
export function hasFlag(tp: Borrowed, flag: number): boolean {
  return (ld32(tp + PyTypeObject.tp_flags) & flag) !== 0;
}

/** Bytes in front of an object of a type with these flags. */
export function preHeaderBytes(flags: number): number {
  if (flags & TypeFlags.MANAGED_DICT) return -PreHeader.MANAGED_SHAPE;
  return flags & TypeFlags.HAVE_GC ? 16 : 0;
}

/**
 * A new object of a fixed-size built-in type without a collector's head: count 1, type set, the rest not initialised.
 * `tp` must be static (no reference to it is taken).
 */
export function newPlain(tp: Borrowed, size: number): Owned {
  const p = malloc(size);
  stSsize(p, 1);
  stPtr(p + PyObject.ob_type, tp);
  return p as Owned;
}

/** The same for a variable-size one: sets ob_size too. */
export function newPlainVar(tp: Borrowed, size: number, items: number): Owned {
  const p = newPlain(tp, size);
  stSsize(p + PyVarObject.ob_size, items);
  return p;
}

/** A new, untracked container of a static built-in type; fields are not initialised. */
export function newGc(tp: Borrowed, size: number): Owned {
  const block = malloc(size + 16);
  const p = block + 16;
  st32(block, 0);
  st32(block + 4, 0);
  st32(block + 8, 0);
  st32(block + 12, 0);
  stSsize(p, 1);
  stPtr(p + PyObject.ob_type, tp);
  gcCountAllocation();
  return p as Owned;
}
export function newGcVar(tp: Borrowed, size: number, items: number): Owned {
  const p = newGc(tp, size);
  stSsize(p + PyVarObject.ob_size, items);
  return p;
}

/**
 * tp_alloc of nearly every type (PyType_GenericAlloc without the tracking): zeroed, with whatever pre-header the type's
 * flags ask for, room for `items` items, a reference to a heap type, and an empty shape. Not tracked yet.
 */
export function allocInstance(tp: Borrowed, items: number): Owned {
  const flags = typeFlags(tp);
  const itemsize = ld32(tp + PyTypeObject.tp_itemsize);
  // Variable-size objects keep room for a sentinel, as CPython's do.
  let size = ld32(tp + PyTypeObject.tp_basicsize) + (itemsize ? (items + 1) * itemsize : 0);
  size = (size + 7) & ~7;
  const front = preHeaderBytes(flags);
  const managed = (flags & TypeFlags.MANAGED_DICT) !== 0;
  const total = front + size + (managed && itemsize === 0 ? inlineBytes(tp) : 0);
  const block = malloc(total);
  zero(block, total);
  const p = (block + front) as Owned;
  stSsize(p, 1);
  stPtr(p + PyObject.ob_type, tp);
  if (itemsize) stSsize(p + PyVarObject.ob_size, items);
  if (managed && itemsize === 0) stPtr(p + PreHeader.MANAGED_SHAPE, initialShape(tp));
  if (flags & TypeFlags.HEAPTYPE) incref(tp);
  if (flags & TypeFlags.HAVE_GC) gcCountAllocation();
  return p;
}

/** PyType_GenericAlloc: a zeroed instance, tracked when the type is collected. */
export function allocTracked(tp: Borrowed, items: number): Owned {
  const p = allocInstance(tp, items);
  if (hasFlag(tp, TypeFlags.HAVE_GC)) gcTrack(p);
  return p;
}

/** Gives an object's memory back (tp_free). Its fields must have been released; it must not be tracked. */
export function freeObject(p: Borrowed, flags: number): void {
  if (flags & TypeFlags.HAVE_GC) gcCountRelease();
  free((p - preHeaderBytes(flags)) as Addr);
}
