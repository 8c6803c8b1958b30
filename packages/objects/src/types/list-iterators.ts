/** The iterators of `list`, forward and backward. A position beyond the list, however it got there, ends the forward one for good. */
import { type Borrowed, type Owned, stSsize, TypeFlags } from '@tyston/memory';
import type { TypeSpec } from '../core/define.js';
import { newInt } from '../core/int.js';
import { listItem, listLength, newListBuffer } from '../core/list.js';
import { newRef } from '../core/refcount.js';
import { newTuple } from '../core/tuple.js';
import { reduceBuiltin, reduceBuiltinCall } from '../lib/builtin.js';
import {
  endIterator,
  IndexIterator,
  iteratorSequence,
  lengthHintMethod,
  newCount,
  reduceMethod,
  selfIter,
  setIndexMethod,
  shortIndex,
} from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';

const flags = TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION;

function next(it: Borrowed): Owned {
  const list = iteratorSequence(it);
  if (list === 0) return list as Owned;
  const i = shortIndex(it);
  if (i < listLength(list)) {
    stSsize(it + IndexIterator.it_index, i + 1);
    return newRef(listItem(list, i));
  }
  return endIterator(it);
}
function previous(it: Borrowed): Owned {
  const list = iteratorSequence(it);
  if (list === 0) return list as Owned;
  const i = shortIndex(it);
  if (i >= 0 && i < listLength(list)) {
    stSsize(it + IndexIterator.it_index, i - 1);
    return newRef(listItem(list, i));
  }
  stSsize(it + IndexIterator.it_index, -1);
  return endIterator(it);
}
function reduce(name: string): (it: Borrowed) => Owned {
  return (it) => {
    const list = iteratorSequence(it);
    if (list === 0) return reduceBuiltin('iter', newTuple(newListBuffer(0)));
    return reduceBuiltinCall(name, list, newInt(shortIndex(it)));
  };
}

export const listIteratorType: TypeSpec = {
  type: 'list_iterator',
  basicsize: IndexIterator.size,
  flags,
  slots: { ...fieldSlots(IndexIterator.it_seq), tp_iter: selfIter, tp_iternext: next },
  methods: [
    lengthHintMethod((it) => {
      const list = iteratorSequence(it);
      return newCount(list === 0 ? 0 : listLength(list) - shortIndex(it));
    }),
    reduceMethod(reduce('iter')),
    setIndexMethod(0, listLength),
  ],
};

export const listReverseIteratorType: TypeSpec = {
  type: 'list_reverseiterator',
  basicsize: IndexIterator.size,
  flags,
  slots: { ...fieldSlots(IndexIterator.it_seq), tp_iter: selfIter, tp_iternext: previous },
  methods: [
    lengthHintMethod((it) => {
      const list = iteratorSequence(it);
      const n = shortIndex(it) + 1;
      return newCount(list === 0 || listLength(list) < n ? 0 : n);
    }),
    reduceMethod(reduce('reversed')),
    setIndexMethod(-1, (list) => listLength(list) - 1),
  ],
};
