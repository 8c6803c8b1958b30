/** `iterator` (of objects that have only `__getitem__`) and `callable_iterator` (of `iter(callable, sentinel)`). */
import { type Borrowed, ldPtr, NULL, type Owned, stSsize, TypeFlags } from '@tyston/memory';
import { compareBool, length, Py_EQ, sequenceGetItem, setSequenceIterator } from '../core/abstract.js';
import { call } from '../core/call.js';
import type { TypeSpec } from '../core/define.js';
import { errClear, errMatches } from '../core/errors.js';
import { newInt } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { getSlot, slotPlace } from '../core/slot-offsets.js';
import { newTuple } from '../core/tuple.js';
import { EmptyTuple, NotImplemented, T } from '../core/wellknown.js';
import { reduceBuiltin, reduceBuiltinCall } from '../lib/builtin.js';
import {
  endIterator,
  IndexIterator,
  iteratorIndex,
  iteratorSequence,
  lengthHintMethod,
  newCount,
  newIndexIterator,
  reduceMethod,
  selfIter,
  setIndexMethod,
} from '../lib/index-iterator.js';
import { CallIterator } from '../lib/iterator-objects.js';
import { clearFields, fieldSlots } from '../lib/object-life.js';

setSequenceIterator((o) => newIndexIterator(T.iterator, o, 0));

const SQ_LENGTH = slotPlace('sq_length');
const MP_LENGTH = slotPlace('mp_length');

function hasLength(o: Borrowed): boolean {
  return getSlot(typeOf(o), SQ_LENGTH) !== 0 || getSlot(typeOf(o), MP_LENGTH) !== 0;
}
function nextItem(it: Borrowed): Owned {
  const seq = iteratorSequence(it);
  if (seq === 0) return NULL;
  const i = iteratorIndex(it);
  const item = sequenceGetItem(seq, i);
  if (item !== 0) {
    stSsize(it + IndexIterator.it_index, i + 1);
    return item;
  }
  if (errMatches(T.IndexError) || errMatches(T.StopIteration)) {
    errClear();
    endIterator(it);
  }
  return NULL;
}
const exhausted = () => reduceBuiltin('iter', newTuple(newRef(EmptyTuple)));

export const sequenceIteratorType: TypeSpec = {
  type: 'iterator',
  basicsize: IndexIterator.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: { ...fieldSlots(IndexIterator.it_seq), tp_iter: selfIter, tp_iternext: nextItem },
  methods: [
    lengthHintMethod((it) => {
      const seq = iteratorSequence(it);
      if (seq === 0) return newInt(0);
      if (!hasLength(seq)) return newRef(NotImplemented);
      const n = length(seq);
      return n < 0 ? NULL : newCount(n - iteratorIndex(it));
    }),
    reduceMethod((it) => {
      const seq = iteratorSequence(it);
      return seq === 0 ? exhausted() : reduceBuiltinCall('iter', seq, newInt(iteratorIndex(it)));
    }),
    setIndexMethod(0, () => Number.MAX_SAFE_INTEGER),
  ],
};

const CALLABLE = CallIterator.it_callable;
const SENTINEL = CallIterator.it_sentinel;
function nextResult(it: Borrowed): Owned {
  const callable = ldPtr(it + CALLABLE);
  if (callable === 0) return NULL;
  const f = newRef(callable);
  const result = call(f);
  decref(f);
  const sentinel = ldPtr(it + SENTINEL);
  if (result !== 0 && sentinel !== 0) {
    const s = newRef(sentinel);
    const same = compareBool(s, result, Py_EQ);
    decref(s);
    if (same === 0) return result;
    if (same > 0) clearFields(it, [CALLABLE, SENTINEL]);
  } else if (result === 0 && errMatches(T.StopIteration)) {
    errClear();
    clearFields(it, [CALLABLE, SENTINEL]);
  }
  if (result !== 0) decref(result);
  return NULL;
}

export const callableIteratorType: TypeSpec = {
  type: 'callable_iterator',
  basicsize: CallIterator.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: { ...fieldSlots(CALLABLE, SENTINEL), tp_iter: selfIter, tp_iternext: nextResult },
  methods: [
    reduceMethod((it) => {
      const f = ldPtr(it + CALLABLE);
      const sentinel = ldPtr(it + SENTINEL);
      if (f === 0 || sentinel === 0) return exhausted();
      return reduceBuiltin('iter', newTuple(newRef(f), newRef(sentinel)));
    }),
  ],
};
