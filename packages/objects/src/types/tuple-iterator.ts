/** The iterator of `tuple`. */
import { type Borrowed, type Owned, stSsize, TypeFlags } from '@tyston/memory';
import type { TypeSpec } from '../core/define.js';
import { newInt } from '../core/int.js';
import { newRef } from '../core/refcount.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyTuple } from '../core/wellknown.js';
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

function next(it: Borrowed): Owned {
  const tuple = iteratorSequence(it);
  if (tuple === 0) return tuple as Owned;
  const i = shortIndex(it);
  if (i < tupleLength(tuple)) {
    stSsize(it + IndexIterator.it_index, i + 1);
    return newRef(tupleItem(tuple, i));
  }
  return endIterator(it);
}

export const tupleIteratorType: TypeSpec = {
  type: 'tuple_iterator',
  basicsize: IndexIterator.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: { ...fieldSlots(IndexIterator.it_seq), tp_iter: selfIter, tp_iternext: next },
  methods: [
    lengthHintMethod((it) => {
      const tuple = iteratorSequence(it);
      return newCount(tuple === 0 ? 0 : tupleLength(tuple) - shortIndex(it));
    }),
    reduceMethod((it) => {
      const tuple = iteratorSequence(it);
      if (tuple === 0) return reduceBuiltin('iter', newTuple(newRef(EmptyTuple)));
      return reduceBuiltinCall('iter', tuple, newInt(shortIndex(it)));
    }),
    setIndexMethod(0, tupleLength),
  ],
};
