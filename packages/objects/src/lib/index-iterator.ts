/** Iterators that are a position and what they walk over: those of list, tuple, `__getitem__`, and their reverses. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  stPtr,
  struct,
  stSsize,
} from '@tyston/memory';
import { intAsSsize } from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { type MethodSpec, method } from '../core/define.js';
import { errOccurred, typeError } from '../core/errors.js';
import { gcTrack } from '../core/gc-list.js';
import { newInt } from '../core/int.js';
import { decref, newRef } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { None, T } from '../core/wellknown.js';

/** listiterobject, tupleiterobject, seqiterobject: all the same. `it_seq` becomes NULL at the end. */
export const IndexIterator = struct('seqiterobject', PyObject, { it_index: 'ssize', it_seq: 'ptr' });

/** A new iterator of one of these types over `seq` (borrowed), at `index`. */
export function newIndexIterator(type: Borrowed, seq: Borrowed, index: number): Owned {
  const it = newGc(type, IndexIterator.size);
  stSsize(it + IndexIterator.it_index, index);
  stPtr(it + IndexIterator.it_seq, newRef(seq));
  gcTrack(it);
  return it;
}
export function iteratorIndex(it: Borrowed): number {
  return ldSsize(it + IndexIterator.it_index);
}
/** What it walks over, borrowed; NULL once it has ended. */
export function iteratorSequence(it: Borrowed): Borrowed {
  return ldPtr(it + IndexIterator.it_seq);
}
/** Ends the iterator: it lets go of its sequence. Returns NULL. */
export function endIterator(it: Borrowed): Owned {
  const seq = ldPtr(it + IndexIterator.it_seq);
  stPtr(it + IndexIterator.it_seq, 0);
  if (seq !== 0) decref(seq);
  return NULL;
}
/** tp_iter of every iterator. */
export function selfIter(it: Borrowed): Owned {
  return newRef(it);
}

export const LENGTH_HINT_DOC = 'Private method returning an estimate of len(list(it)).';
export const REDUCE_DOC = 'Return state information for pickling.';
export const SETSTATE_DOC = 'Set state information for unpickling.';
const hidden = { noTextSignature: true } as const;

export function lengthHintMethod(impl: (it: Borrowed) => Owned): MethodSpec {
  return method('__length_hint__', '($self, /)', impl, LENGTH_HINT_DOC, hidden);
}
export function reduceMethod(impl: (it: Borrowed) => Owned): MethodSpec {
  return method('__reduce__', '($self, /)', impl, REDUCE_DOC, hidden);
}
export function setStateMethod(impl: (it: Borrowed, state: Borrowed) => Owned): MethodSpec {
  return method('__setstate__', '($self, state, /)', impl, SETSTATE_DOC, hidden);
}
/** `__setstate__(index)`: clips to [low, high(seq)]; an iterator that has ended stays so. */
export function setIndexMethod(low: number, high: (seq: Borrowed) => number): MethodSpec {
  return setStateMethod((it, state) => {
    if (!isInstance(state, T.int)) return typeError('an integer is required');
    let index = intAsSsize(state);
    if (index === -1 && errOccurred()) return NULL;
    const seq = iteratorSequence(it);
    if (seq !== 0) {
      index = Math.min(Math.max(index, low), high(seq));
      stSsize(it + IndexIterator.it_index, index);
    }
    return newRef(None);
  });
}
/** An int for a count that may not be negative. */
export function newCount(n: number): Owned {
  return newInt(Math.max(n, 0));
}
/** The low word of the position, which is all there is to one of a list or tuple. */
export function shortIndex(it: Borrowed): number {
  return ld32(it + IndexIterator.it_index);
}
