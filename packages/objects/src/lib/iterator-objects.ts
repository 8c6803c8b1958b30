/** `iter(callable, sentinel)` and iteration by `__getitem__`: laying the iterators out. */
import { type Borrowed, type Owned, PyObject, stPtr, struct } from '@tyston/memory';
import { newGc } from '../core/alloc.js';
import { gcTrack } from '../core/gc-list.js';
import { newRef } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

/** CPython's calliterobject: both NULL at the end. */
export const CallIterator = struct('calliterobject', PyObject, { it_callable: 'ptr', it_sentinel: 'ptr' });

export function newCallIterator(callable: Borrowed, sentinel: Borrowed): Owned {
  const it = newGc(T.callable_iterator, CallIterator.size);
  stPtr(it + CallIterator.it_callable, newRef(callable));
  stPtr(it + CallIterator.it_sentinel, newRef(sentinel));
  gcTrack(it);
  return it;
}
