/** The type `zip`. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  PyTupleObject,
  st32,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import { getIter, isTrue, iterNext } from '../core/abstract.js';
import { allocInstance } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import type { TypeSpec } from '../core/define.js';
import { errOccurred, valueError } from '../core/errors.js';
import { gcIsTracked, gcTrack } from '../core/gc-list.js';
import { decref, incref, newRef, refcount, typeOf } from '../core/refcount.js';
import { newTuple, newTupleBuffer, tupleInit, tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyTuple, None, True } from '../core/wellknown.js';
import { reduceMethod, selfIter, setStateMethod } from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { newResultTuple } from '../lib/pair-result.js';

const Zip = struct('zipobject', PyObject, {
  tuplesize: 'ssize',
  ittuple: 'ptr',
  result: 'ptr',
  strict: 'i32',
});

/** The iterators of several iterables in a tuple; NULL with an exception. */
function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  let strict = false;
  if (kwargs !== 0) {
    const p = parseTupleAndDict('zip', '(*, strict: bool = False)', EmptyTuple, kwargs);
    if (p === null) return NULL;
    strict = p[0] as boolean;
  }
  const n = tupleLength(args);
  const iterators = newTupleBuffer(n);
  for (let i = 0; i < n; i++) {
    const it = getIter(tupleItem(args, i));
    if (it === 0) {
      gcTrack(iterators);
      decref(iterators);
      return NULL;
    }
    tupleInit(iterators, i, it);
  }
  if (n > 0) gcTrack(iterators);
  const z = allocInstance(type, 0);
  stSsize(z + Zip.tuplesize, n);
  stPtr(z + Zip.ittuple, iterators);
  stPtr(z + Zip.result, newResultTuple(n));
  st32(z + Zip.strict, strict ? 1 : 0);
  gcTrack(z);
  return z;
}

const arguments_ = (i: number) => `argument${i === 1 ? ' ' : 's 1-'}${i}`;
/** Iterator `i` has ended: with `strict`, all others must end too. NULL. */
function ended(z: Borrowed, iterators: Borrowed, i: number): Owned {
  if (ld32(z + Zip.strict) === 0) return NULL;
  if (errOccurred()) return NULL;
  if (i > 0) return valueError(`zip() argument ${i + 1} is shorter than ${arguments_(i)}`);
  const n = tupleLength(iterators);
  for (let k = 1; k < n; k++) {
    const item = iterNext(tupleItem(iterators, k));
    if (item !== 0) {
      decref(item);
      return valueError(`zip() argument ${k + 1} is longer than ${arguments_(k)}`);
    }
    if (errOccurred()) return NULL;
  }
  return NULL;
}
function next(z: Borrowed): Owned {
  const n = ld32(z + Zip.tuplesize);
  if (n === 0) return NULL;
  const iterators = ldPtr(z + Zip.ittuple);
  const last = ldPtr(z + Zip.result);
  if (refcount(last) === 1) {
    // Nobody kept the last tuple: it is used again.
    incref(last);
    for (let i = 0; i < n; i++) {
      const item = iterNext(tupleItem(iterators, i));
      if (item === 0) {
        decref(last);
        return ended(z, iterators, i);
      }
      const at = last + PyTupleObject.ob_item + i * 8;
      const old = ldPtr(at);
      stPtr(at, item);
      decref(old);
    }
    if (!gcIsTracked(last)) gcTrack(last);
    return last as Owned;
  }
  const result = newTupleBuffer(n);
  for (let i = 0; i < n; i++) {
    const item = iterNext(tupleItem(iterators, i));
    if (item === 0) {
      decref(result);
      return ended(z, iterators, i);
    }
    tupleInit(result, i, item);
  }
  gcTrack(result);
  return result;
}

export const zipType: TypeSpec = {
  type: 'zip',
  basicsize: Zip.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc:
    "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]\n\n" +
    'The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\n' +
    'If strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.',
  slots: { ...fieldSlots(Zip.ittuple, Zip.result), tp_iter: selfIter, tp_iternext: next, tp_new: create },
  methods: [
    reduceMethod((z) => {
      const iterators = newRef(ldPtr(z + Zip.ittuple));
      return ld32(z + Zip.strict) !== 0
        ? newTuple(newRef(typeOf(z)), iterators, newRef(True))
        : newTuple(newRef(typeOf(z)), iterators);
    }),
    setStateMethod((z, state) => {
      const strict = isTrue(state);
      if (strict < 0) return NULL;
      st32(z + Zip.strict, strict);
      return newRef(None);
    }),
  ],
};
