/** The type `map`. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import { getIter, iterNext } from '../core/abstract.js';
import { allocInstance } from '../core/alloc.js';
import { popArgs, pushArgs, setArg, vectorcall } from '../core/call.js';
import type { TypeSpec } from '../core/define.js';
import { typeError } from '../core/errors.js';
import { gcTrack } from '../core/gc-list.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { newTuple, newTupleBuffer, tupleInit, tupleItem, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';
import { reduceMethod, selfIter } from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { noStrayKeywords } from '../lib/stray-keywords.js';

const MapObject = struct('mapobject', PyObject, { iters: 'ptr', func: 'ptr' });

function make(type: Borrowed, n: number, arg: (i: number) => Borrowed): Owned {
  if (n < 2) return typeError('map() must have at least two arguments.');
  const iterators = newTupleBuffer(n - 1);
  for (let i = 1; i < n; i++) {
    const it = getIter(arg(i));
    if (it === 0) {
      decref(iterators);
      return NULL;
    }
    tupleInit(iterators, i - 1, it);
  }
  gcTrack(iterators);
  const m = allocInstance(type, 0);
  stPtr(m + MapObject.iters, iterators);
  stPtr(m + MapObject.func, newRef(arg(0)));
  gcTrack(m);
  return m;
}
function next(m: Borrowed): Owned {
  const iterators = ldPtr(m + MapObject.iters);
  const n = tupleLength(iterators);
  const args = pushArgs(n);
  let result: Owned = NULL;
  let got = 0;
  for (; got < n; got++) {
    const item = iterNext(tupleItem(iterators, got));
    if (item === 0) break;
    setArg(args, got, item);
  }
  if (got === n) result = vectorcall(ldPtr(m + MapObject.func), args, n, NULL);
  for (let i = 0; i < got; i++) decref(ldPtr(args + i * 8));
  popArgs(args);
  return result;
}

export const mapType: TypeSpec = {
  type: 'map',
  basicsize: MapObject.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.',
  slots: {
    ...fieldSlots(MapObject.iters, MapObject.func),
    tp_iter: selfIter,
    tp_iternext: next,
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('map', type, kwargs)) return NULL;
      return make(type, tupleLength(args), (i) => tupleItem(args, i));
    },
    tp_vectorcall: (type: Borrowed, args: number, n: number, kwnames: Borrowed) => {
      if (type === T.map && kwnames !== 0 && tupleLength(kwnames) !== 0)
        return typeError('map() takes no keyword arguments');
      return make(type, n, (i) => ldPtr(args + i * 8));
    },
  },
  methods: [
    reduceMethod((m) => {
      const iterators = ldPtr(m + MapObject.iters);
      const args = [newRef(ldPtr(m + MapObject.func))];
      for (let i = 0; i < tupleLength(iterators); i++) args.push(newRef(tupleItem(iterators, i)));
      return newTuple(newRef(typeOf(m)), newTuple(...args));
    }),
  ],
};
