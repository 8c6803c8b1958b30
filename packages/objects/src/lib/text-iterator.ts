/** The types of iterators over str, bytes and bytearray, which walk by index and let their sequence go at the end. */
import { type Borrowed, ld32, NULL, type Owned, stSsize, TypeFlags } from '@tyston/memory';
import { freeObject, typeFlags } from '../core/alloc.js';
import { builtin } from '../core/builtin-hook.js';
import type { TypeSpec } from '../core/define.js';
import { gcUntrack } from '../core/gc-list.js';
import { newInt } from '../core/int.js';
import { newRef, typeOf, xdecref } from '../core/refcount.js';
import { newTuple } from '../core/tuple.js';
import { EmptyTuple, type StaticTypeName } from '../core/wellknown.js';
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
} from './index-iterator.js';

/**
 * `length` and `item` (new reference) say what the iterator gives; `empty` is what a pickled one that has ended walks over.
 */
export function textIteratorType(
  type: StaticTypeName,
  length: (sequence: Borrowed) => number,
  item: (sequence: Borrowed, i: number) => Owned,
  empty: () => Owned = () => newRef(EmptyTuple),
): TypeSpec {
  return {
    type,
    basicsize: IndexIterator.size,
    flags: TypeFlags.HAVE_GC,
    slots: {
      tp_dealloc(it: Borrowed) {
        gcUntrack(it);
        xdecref(iteratorSequence(it));
        freeObject(it, typeFlags(typeOf(it)));
      },
      tp_traverse(it: Borrowed, visit: (p: Borrowed) => void) {
        const s = iteratorSequence(it);
        if (s !== 0) visit(s);
      },
      tp_iter: selfIter,
      tp_iternext(it: Borrowed): Owned {
        const s = iteratorSequence(it);
        if (s === 0) return NULL;
        const i = ld32(it + IndexIterator.it_index);
        if (i >= length(s)) return endIterator(it);
        stSsize(it + IndexIterator.it_index, i + 1);
        return item(s, i);
      },
    },
    methods: [
      lengthHintMethod((it) => {
        const s = iteratorSequence(it);
        return newCount(s === 0 ? 0 : length(s) - shortIndex(it));
      }),
      reduceMethod((it) => {
        const s = iteratorSequence(it);
        const iter = builtin('iter');
        if (iter === 0) return NULL;
        return s === 0
          ? newTuple(iter, newTuple(empty()))
          : newTuple(iter, newTuple(newRef(s)), newInt(shortIndex(it)));
      }),
      setIndexMethod(0, length),
    ],
  };
}
