/** The iterator object of sets: laying one out. Its behaviour is in types/set-iterator. */
import { type Borrowed, type Owned, PyObject, stPtr, struct, stSsize } from '@tyston/memory';
import { newGc } from '../core/alloc.js';
import { gcTrack } from '../core/gc-list.js';
import { newRef } from '../core/refcount.js';
import { setLength } from '../core/set.js';
import { T } from '../core/wellknown.js';

/** CPython's setiterobject. `si_set` becomes NULL at the end; `si_used` -1 once the set has changed size. */
export const SetIterator = struct('setiterobject', PyObject, {
  si_set: 'ptr',
  si_used: 'ssize',
  si_pos: 'ssize',
  len: 'ssize',
});

export function newSetIterator(s: Borrowed): Owned {
  const it = newGc(T.set_iterator, SetIterator.size);
  stPtr(it + SetIterator.si_set, newRef(s));
  stSsize(it + SetIterator.si_used, setLength(s));
  stSsize(it + SetIterator.si_pos, 0);
  stSsize(it + SetIterator.len, setLength(s));
  gcTrack(it);
  return it;
}
