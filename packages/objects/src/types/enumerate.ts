/** The type `enumerate`. */
import {
  type Addr,
  type Borrowed,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import { getIter, indexInt, iterNext, numberAdd } from '../core/abstract.js';
import { allocInstance } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import type { TypeSpec } from '../core/define.js';
import { typeError } from '../core/errors.js';
import { gcTrack } from '../core/gc-list.js';
import { intFitsNumber, intToNumber, newInt } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { jsStr } from '../core/str.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { smallInt } from '../core/wellknown.js';
import { classGetItem } from '../lib/class-getitem.js';
import { reduceMethod, selfIter } from '../lib/index-iterator.js';
import { fieldSlots, setField } from '../lib/object-life.js';
import { newResultTuple, resultPair } from '../lib/pair-result.js';

/** CPython's enumobject. Counts beyond 2^53 are an int in `en_longindex`, and `en_index` no longer tells. */
export const Enumerate = struct('enumobject', PyObject, {
  en_index: 'ssize',
  en_sit: 'ptr',
  en_result: 'ptr',
  en_longindex: 'ptr',
  one: 'ptr',
});
const INDEX = Enumerate.en_index;
const SIT = Enumerate.en_sit;
const LONG = Enumerate.en_longindex;

function make(type: Borrowed, iterable: Borrowed, start: Borrowed): Owned {
  let first = 0;
  let long: Owned = NULL;
  if (start !== 0) {
    const i = indexInt(start);
    if (i === 0) return NULL;
    if (intFitsNumber(i)) {
      first = intToNumber(i);
      decref(i);
    } else long = i;
  }
  const it = getIter(iterable);
  if (it === 0) {
    if (long !== 0) decref(long);
    return NULL;
  }
  const en = allocInstance(type, 0);
  stSsize(en + INDEX, first);
  stPtr(en + SIT, it);
  stPtr(en + LONG, long);
  stPtr(en + Enumerate.en_result, newResultTuple(2));
  gcTrack(en);
  return en;
}
/** Keywords by hand, with texts of their own (enumerate_vectorcall). */
function vectorcall(type: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const k = kwnames === 0 ? 0 : tupleLength(kwnames);
  const named: Record<string, Borrowed> = {};
  if (n + k === 0 || (n + k > 2 && n === 0))
    return typeError("enumerate() missing required argument 'iterable'");
  if (n + k > 2) return typeError(`enumerate() takes at most 2 arguments (${n + k} given)`);
  for (let i = 0; i < k; i++) {
    const name = jsStr(tupleItem(kwnames, i));
    if ((name !== 'iterable' && name !== 'start') || (name === 'iterable' && n > 0))
      return typeError(`'${name}' is an invalid keyword argument for enumerate()`);
    named[name] = ldPtr(args + (n + i) * 8);
  }
  const iterable = n > 0 ? ldPtr(args) : (named.iterable ?? NULL);
  const start = n > 1 ? ldPtr(args + 8) : (named.start ?? NULL);
  if (iterable === 0) return typeError("'start' is an invalid keyword argument for enumerate()");
  return make(type, iterable, start);
}
function next(en: Borrowed): Owned {
  const item = iterNext(ldPtr(en + SIT));
  if (item === 0) return NULL;
  const long = ldPtr(en + LONG);
  let count: Owned;
  if (long !== 0) {
    count = newRef(long);
    const following = numberAdd(long, smallInt(1));
    if (following === 0) {
      decref(item);
      decref(count);
      return NULL;
    }
    setField(en, LONG, following);
  } else {
    const i = ldSsize(en + INDEX);
    count = newInt(i);
    if (i < Number.MAX_SAFE_INTEGER) stSsize(en + INDEX, i + 1);
    else stPtr(en + LONG, numberAdd(count, smallInt(1)));
  }
  return resultPair(en + Enumerate.en_result, count, item);
}

export const enumerateType: TypeSpec = {
  type: 'enumerate',
  basicsize: Enumerate.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: '(iterable, start=0)',
  doc:
    'Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\n' +
    'defaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...',
  slots: {
    ...fieldSlots(SIT, Enumerate.en_result, LONG),
    tp_iter: selfIter,
    tp_iternext: next,
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('enumerate', '(iterable, start=0)', args, kwargs);
      return p === null ? NULL : make(type, p[0] as Borrowed, p[1] as Borrowed);
    },
    tp_vectorcall: vectorcall,
  },
  methods: [
    reduceMethod((en) => {
      const long = ldPtr(en + LONG);
      const count = long !== 0 ? newRef(long) : newInt(ldSsize(en + INDEX));
      return newTuple(newRef(typeOf(en)), newTuple(newRef(ldPtr(en + SIT)), count));
    }),
    classGetItem,
  ],
};
