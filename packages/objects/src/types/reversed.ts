/** The type `reversed`: backwards over anything with `__len__` and `__getitem__`, unless it has `__reversed__`. */
import { type Borrowed, ldPtr, NULL, type Owned, stPtr, stSsize, TypeFlags } from '@tyston/memory';
import {
  intAsSsize,
  isSequence,
  length,
  lookupSpecial,
  sequenceGetItem,
  typeName,
} from '../core/abstract.js';
import { allocInstance } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { call } from '../core/call.js';
import type { TypeSpec } from '../core/define.js';
import { errClear, errMatches, errOccurred, typeError } from '../core/errors.js';
import { gcTrack } from '../core/gc-list.js';
import { newInt } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyTuple, None, T } from '../core/wellknown.js';
import {
  endIterator,
  IndexIterator,
  iteratorIndex,
  iteratorSequence,
  lengthHintMethod,
  newCount,
  reduceMethod,
  selfIter,
  setStateMethod,
} from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { noStrayKeywords } from '../lib/stray-keywords.js';

const INDEX = IndexIterator.it_index;

function make(type: Borrowed, seq: Borrowed): Owned {
  const own = lookupSpecial(seq, '__reversed__');
  if (own === None) {
    decref(own);
    return typeError(`'${typeName(seq)}' object is not reversible`);
  }
  if (own !== 0) {
    const r = call(own);
    decref(own);
    return r;
  }
  if (errOccurred()) return NULL;
  if (!isSequence(seq)) return typeError(`'${typeName(seq)}' object is not reversible`);
  const n = length(seq);
  if (n === -1) return NULL;
  const it = allocInstance(type, 0);
  stSsize(it + INDEX, n - 1);
  stPtr(it + IndexIterator.it_seq, newRef(seq));
  gcTrack(it);
  return it;
}
function next(it: Borrowed): Owned {
  const i = iteratorIndex(it);
  if (i >= 0) {
    const item = sequenceGetItem(iteratorSequence(it), i);
    if (item !== 0) {
      stSsize(it + INDEX, i - 1);
      return item;
    }
    if (errMatches(T.IndexError) || errMatches(T.StopIteration)) errClear();
  }
  stSsize(it + INDEX, -1);
  return endIterator(it);
}

export const reversedType: TypeSpec = {
  type: 'reversed',
  basicsize: IndexIterator.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: '(sequence, /)',
  doc: 'Return a reverse iterator over the values of the given sequence.',
  slots: {
    ...fieldSlots(IndexIterator.it_seq),
    tp_iter: selfIter,
    tp_iternext: next,
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('reversed', type, kwargs)) return NULL;
      if (!checkPositional('reversed', tupleLength(args), 1, 1)) return NULL;
      return make(type, tupleItem(args, 0));
    },
    tp_vectorcall: (type: Borrowed, args: number, n: number, kwnames: Borrowed) => {
      if (!noKeywords('reversed', kwnames) || !checkPositional('reversed', n, 1, 1)) return NULL;
      return make(type, ldPtr(args));
    },
  },
  methods: [
    lengthHintMethod((it) => {
      const seq = iteratorSequence(it);
      if (seq === 0) return newInt(0);
      const n = length(seq);
      if (n === -1) return NULL;
      const left = iteratorIndex(it) + 1;
      return newCount(n < left ? 0 : left);
    }),
    reduceMethod((it) => {
      const seq = iteratorSequence(it);
      if (seq === 0) return newTuple(newRef(typeOf(it)), newTuple(newRef(EmptyTuple)));
      return newTuple(newRef(typeOf(it)), newTuple(newRef(seq)), newInt(iteratorIndex(it)));
    }),
    setStateMethod((it, state) => {
      if (!isInstance(state, T.int)) return typeError('an integer is required');
      const i = intAsSsize(state);
      if (i === -1 && errOccurred()) return NULL;
      const seq = iteratorSequence(it);
      if (seq !== 0) {
        const n = length(seq);
        if (n < 0) return NULL;
        stSsize(it + INDEX, Math.max(-1, Math.min(i, n - 1)));
      }
      return newRef(None);
    }),
  ],
};
