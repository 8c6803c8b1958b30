/** The iterators of `range`: one within 64 bits, one for ints of any size. */
import {
  type Borrowed,
  ld32,
  ldI64,
  ldPtr,
  NULL,
  type Owned,
  stI64,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  compareBool,
  intAsSsize,
  numberAdd,
  numberMultiply,
  numberSubtract,
  Py_GT,
  Py_LT,
} from '../core/abstract.js';
import { freeObject, typeFlags } from '../core/alloc.js';
import type { TypeSpec } from '../core/define.js';
import { errOccurred, setError } from '../core/errors.js';
import { newInt, newIntFromBigInt } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { None, smallInt, T } from '../core/wellknown.js';
import { reduceBuiltinCall } from '../lib/builtin.js';
import { lengthHintMethod, reduceMethod, selfIter, setStateMethod } from '../lib/index-iterator.js';
import { setField } from '../lib/object-life.js';
import { LongRangeIterator, newRange, RangeIterator } from '../lib/range-object.js';

const { index: INDEX, start: START, step: STEP, len: LEN } = RangeIterator;

/** True when the 64-bit field holds a number that its low word tells. */
function isShort(at: number): boolean {
  return ld32(at + 4) === ld32(at) >> 31;
}
function next(it: Borrowed): Owned {
  if (isShort(it + INDEX) && isShort(it + LEN)) {
    const i = ld32(it + INDEX);
    if (i >= ld32(it + LEN)) return NULL;
    stSsize(it + INDEX, i + 1);
    if (isShort(it + START) && isShort(it + STEP)) {
      const v = ld32(it + START) + i * ld32(it + STEP);
      if (Math.abs(v) <= Number.MAX_SAFE_INTEGER) return newInt(v);
    }
    return newIntFromBigInt(ldI64(it + START) + BigInt(i) * ldI64(it + STEP));
  }
  const i = ldI64(it + INDEX);
  if (i >= ldI64(it + LEN)) return NULL;
  stI64(it + INDEX, i + 1n);
  return newIntFromBigInt(ldI64(it + START) + i * ldI64(it + STEP));
}

export const rangeIteratorType: TypeSpec = {
  type: 'range_iterator',
  basicsize: RangeIterator.size,
  flags: TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (it: Borrowed) => freeObject(it, typeFlags(typeOf(it))),
    tp_iter: selfIter,
    tp_iternext: next,
  },
  methods: [
    lengthHintMethod((it) => newIntFromBigInt(ldI64(it + LEN) - ldI64(it + INDEX))),
    reduceMethod((it) => {
      const start = ldI64(it + START);
      const step = ldI64(it + STEP);
      const range = newRange(
        newIntFromBigInt(start),
        newIntFromBigInt(start + ldI64(it + LEN) * step),
        newIntFromBigInt(step),
      );
      const r = reduceBuiltinCall('iter', range, newIntFromBigInt(ldI64(it + INDEX)));
      decref(range);
      return r;
    }),
    setStateMethod((it, state) => {
      const i = intAsSsize(state);
      if (i === -1 && errOccurred()) {
        if (typeOf(state) === T.int) setError(T.OverflowError, 'Python int too large to convert to C long');
        return NULL;
      }
      const n = ldI64(it + LEN);
      const v = BigInt(i);
      stI64(it + INDEX, v < 0n ? 0n : v > n ? n : v);
      return newRef(None);
    }),
  ],
};

// -- any size --------------------------------------------------------------------------------------------------

const L = LongRangeIterator;
/** start + index * step, with whatever `__setstate__` has put in. */
function longItem(it: Borrowed): Owned {
  const offset = numberMultiply(ldPtr(it + L.index), ldPtr(it + L.step));
  if (offset === 0) return NULL;
  const v = numberAdd(ldPtr(it + L.start), offset);
  decref(offset);
  return v;
}
function longNext(it: Borrowed): Owned {
  const more = compareBool(ldPtr(it + L.index), ldPtr(it + L.len), Py_LT);
  if (more <= 0) return NULL;
  const v = longItem(it);
  if (v === 0) return NULL;
  const index = numberAdd(ldPtr(it + L.index), smallInt(1));
  if (index === 0) {
    decref(v);
    return NULL;
  }
  setField(it, L.index, index);
  return v;
}
function longReduce(it: Borrowed): Owned {
  const span = numberMultiply(ldPtr(it + L.len), ldPtr(it + L.step));
  if (span === 0) return NULL;
  const stop = numberAdd(ldPtr(it + L.start), span);
  decref(span);
  if (stop === 0) return NULL;
  const range = newRange(newRef(ldPtr(it + L.start)), stop, newRef(ldPtr(it + L.step)));
  if (range === 0) return NULL;
  const r = reduceBuiltinCall('iter', range, newRef(ldPtr(it + L.index)));
  decref(range);
  return r;
}
function longSetState(it: Borrowed, state: Borrowed): Owned {
  let index = state;
  const below = compareBool(state, smallInt(0), Py_LT);
  if (below < 0) return NULL;
  if (below > 0) index = smallInt(0);
  else {
    const above = compareBool(state, ldPtr(it + L.len), Py_GT);
    if (above < 0) return NULL;
    if (above > 0) index = ldPtr(it + L.len);
  }
  setField(it, L.index, newRef(index));
  return newRef(None);
}

export const longRangeIteratorType: TypeSpec = {
  type: 'longrange_iterator',
  basicsize: L.size,
  flags: TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (it: Borrowed) => {
      for (const offset of [L.index, L.start, L.step, L.len]) decref(ldPtr(it + offset));
      freeObject(it, typeFlags(typeOf(it)));
    },
    tp_iter: selfIter,
    tp_iternext: longNext,
  },
  methods: [
    lengthHintMethod((it) => numberSubtract(ldPtr(it + L.len), ldPtr(it + L.index))),
    reduceMethod(longReduce),
    setStateMethod(longSetState),
  ],
};
