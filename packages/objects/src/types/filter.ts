/** The type `filter`. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import { getIter, isTrue, iterNext } from '../core/abstract.js';
import { allocInstance } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { call } from '../core/call.js';
import type { TypeSpec } from '../core/define.js';
import { gcTrack } from '../core/gc-list.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';
import { reduceMethod, selfIter } from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { noStrayKeywords } from '../lib/stray-keywords.js';

const Filter = struct('filterobject', PyObject, { func: 'ptr', it: 'ptr' });

function make(type: Borrowed, func: Borrowed, iterable: Borrowed): Owned {
  const it = getIter(iterable);
  if (it === 0) return NULL;
  const f = allocInstance(type, 0);
  stPtr(f + Filter.func, newRef(func));
  stPtr(f + Filter.it, it);
  gcTrack(f);
  return f;
}
function next(f: Borrowed): Owned {
  const func = ldPtr(f + Filter.func);
  const it = ldPtr(f + Filter.it);
  const byTruth = func === None || func === T.bool;
  for (;;) {
    const item = iterNext(it);
    if (item === 0) return NULL;
    let ok: number;
    if (byTruth) ok = isTrue(item);
    else {
      const good = call(func, item);
      if (good === 0) ok = -1;
      else {
        ok = isTrue(good);
        decref(good);
      }
    }
    if (ok > 0) return item;
    decref(item);
    if (ok < 0) return NULL;
  }
}

export const filterType: TypeSpec = {
  type: 'filter',
  basicsize: Filter.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.',
  slots: {
    ...fieldSlots(Filter.func, Filter.it),
    tp_iter: selfIter,
    tp_iternext: next,
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('filter', type, kwargs)) return NULL;
      if (!checkPositional('filter', tupleLength(args), 2, 2)) return NULL;
      return make(type, tupleItem(args, 0), tupleItem(args, 1));
    },
    tp_vectorcall: (type: Borrowed, args: number, n: number, kwnames: Borrowed) => {
      if (type === T.filter && !noKeywords('filter', kwnames)) return NULL;
      if (!checkPositional('filter', n, 2, 2)) return NULL;
      return make(type, ldPtr(args), ldPtr(args + 8));
    },
  },
  methods: [
    reduceMethod((f) =>
      newTuple(newRef(typeOf(f)), newTuple(newRef(ldPtr(f + Filter.func)), newRef(ldPtr(f + Filter.it)))),
    ),
  ],
};
