/** The iterator of `set` and `frozenset`. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, stPtr, stSsize, TypeFlags } from '@tyston/memory';
import type { TypeSpec } from '../core/define.js';
import { setError } from '../core/errors.js';
import { listAppend, newList } from '../core/list.js';
import { decref, newRef } from '../core/refcount.js';
import { setLength, setNext, setNextKey } from '../core/set.js';
import { newTuple } from '../core/tuple.js';
import { T } from '../core/wellknown.js';
import { reduceBuiltin } from '../lib/builtin.js';
import { lengthHintMethod, newCount, reduceMethod, selfIter } from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { SetIterator } from '../lib/set-iterator-object.js';

const SET = SetIterator.si_set;
const LEN = SetIterator.len;

function changedSize(): Owned {
  return setError(T.RuntimeError, 'Set changed size during iteration');
}
function next(it: Borrowed): Owned {
  const s = ldPtr(it + SET);
  if (s === 0) return NULL;
  if (ld32(it + SetIterator.si_used) !== setLength(s)) {
    stSsize(it + SetIterator.si_used, -1);
    return changedSize();
  }
  const c = setNext(s, ld32(it + SetIterator.si_pos));
  if (c === 0) {
    stPtr(it + SET, 0);
    decref(s);
    return NULL;
  }
  stSsize(it + SetIterator.si_pos, c);
  stSsize(it + LEN, ld32(it + LEN) - 1);
  return newRef(setNextKey());
}
/** What is left, as a list; the iterator stays where it is. */
function rest(it: Borrowed): Owned {
  const list = newList();
  const s = ldPtr(it + SET);
  if (s === 0) return list;
  if (ld32(it + SetIterator.si_used) !== setLength(s)) {
    decref(list);
    return changedSize();
  }
  for (let c = setNext(s, ld32(it + SetIterator.si_pos)); c !== 0; c = setNext(s, c))
    listAppend(list, setNextKey());
  return list;
}

export const setIteratorType: TypeSpec = {
  type: 'set_iterator',
  basicsize: SetIterator.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: { ...fieldSlots(SET), tp_iter: selfIter, tp_iternext: next },
  methods: [
    lengthHintMethod((it) => {
      const s = ldPtr(it + SET);
      return newCount(s !== 0 && ld32(it + SetIterator.si_used) === setLength(s) ? ld32(it + LEN) : 0);
    }),
    reduceMethod((it) => {
      const list = rest(it);
      return list === 0 ? NULL : reduceBuiltin('iter', newTuple(list));
    }),
  ],
};
