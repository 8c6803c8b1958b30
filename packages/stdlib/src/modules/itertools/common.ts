/** What the iterators of itertools share. */
import { type Borrowed, ldPtr, NULL, type Owned, stPtr, TypeFlags } from '@tyston/memory';
import {
  call,
  decref,
  dictLength,
  gcIsTracked,
  gcTrack,
  getIter,
  type HeapTypeSpec,
  incref,
  type MethodSpec,
  newRef,
  newTuple,
  newTupleBuffer,
  refcount,
  type SlotTable,
  selfIter,
  tupleInit,
  tupleItem,
  tupleLength,
  typeOf,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';

/** An iterator type of this module. */
export function iteratorType(
  name: string,
  size: number,
  fields: readonly number[],
  doc: string,
  slots: SlotTable,
  methods: readonly MethodSpec[],
  more: Partial<HeapTypeSpec> = {},
): HeapTypeSpec {
  return {
    name,
    tpName: `itertools.${name}`,
    basicsize: size,
    flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.IMMUTABLETYPE,
    doc,
    slots: { ...heapFieldSlots(...fields), tp_iter: selfIter, ...slots },
    methods,
    ...more,
  };
}
export function hasKeywords(kwargs: Borrowed): boolean {
  return kwargs !== 0 && dictLength(kwargs) !== 0;
}
/** An instance that holds `func` and the iterator of an iterable at two offsets. NULL with an exception. */
export function newWithIterator(
  type: Borrowed,
  func: Borrowed,
  funcField: number,
  iterable: Borrowed,
  field: number,
): Owned {
  const it = getIter(iterable);
  if (it === 0) return NULL;
  const self = newInstance(type);
  stPtr(self + funcField, newRef(func));
  stPtr(self + field, it);
  return self;
}
/** (type(self), args, *state); steals all. */
export function reduced(self: Borrowed, args: Owned, ...state: Owned[]): Owned {
  return newTuple(newRef(typeOf(self)), args, ...state);
}
/** A tuple of new references. */
export function tupleOf(...items: Borrowed[]): Owned {
  return newTuple(...items.map((p) => newRef(p)));
}
/** The result tuple in `field`, to be changed in place: a copy of it first where somebody else holds it. */
export function ownResult(self: Borrowed, field: number): Borrowed {
  const old = ldPtr(self + field);
  if (refcount(old) === 1) {
    // The collector may have untracked it, with atoms in it.
    if (tupleLength(old) > 0 && !gcIsTracked(old)) gcTrack(old);
    return old;
  }
  const n = tupleLength(old);
  const copy = newTupleBuffer(n);
  for (let i = 0; i < n; i++) tupleInit(copy, i, newRef(tupleItem(old, i)));
  if (n > 0) gcTrack(copy);
  stPtr(self + field, copy);
  decref(old);
  return copy;
}
/** Puts a new reference into a place of a result tuple. */
export function setResultItem(result: Borrowed, i: number, item: Borrowed): void {
  const old = tupleItem(result, i);
  incref(item);
  tupleInit(result as Owned, i, item as Owned);
  if (old !== 0) decref(old);
}
export { call };
