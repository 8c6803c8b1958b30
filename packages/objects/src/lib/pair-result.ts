/** The tuple that an iterator gives out again and again as long as nobody keeps it. */
import { type Addr, ldPtr, type Owned, PyTupleObject, stPtr } from '@tyston/memory';
import { gcIsTracked, gcTrack } from '../core/gc-list.js';
import { decref, incref, newRef, refcount } from '../core/refcount.js';
import { newTuple, newTupleBuffer, tupleInit } from '../core/tuple.js';
import { None } from '../core/wellknown.js';

const ITEMS = PyTupleObject.ob_item;

/** A tuple of `n` Nones to start with. */
export function newResultTuple(n: number): Owned {
  const t = newTupleBuffer(n);
  for (let i = 0; i < n; i++) tupleInit(t, i, newRef(None));
  if (n > 0) gcTrack(t);
  return t;
}
/** The pair (a, b), in the tuple that `field` holds if nobody else does; steals both. */
export function resultPair(field: Addr, a: Owned, b: Owned): Owned {
  const pair = ldPtr(field);
  if (refcount(pair) !== 1) return newTuple(a, b);
  incref(pair);
  const oldA = ldPtr(pair + ITEMS);
  const oldB = ldPtr(pair + ITEMS + 8);
  stPtr(pair + ITEMS, a);
  stPtr(pair + ITEMS + 8, b);
  decref(oldA);
  decref(oldB);
  // The collector may have untracked it, with atoms in it.
  if (!gcIsTracked(pair)) gcTrack(pair);
  return pair as Owned;
}
