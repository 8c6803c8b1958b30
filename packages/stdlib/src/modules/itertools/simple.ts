/** Iterators over one iterable: compress, dropwhile, takewhile, filterfalse, starmap, pairwise, chain, cycle, islice, accumulate. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  st32,
  stPtr,
  struct,
  stSsize,
} from '@tyston/memory';
import {
  asSsize,
  call,
  callMethod,
  callObject,
  checkPositional,
  classGetItem,
  clearField,
  decref,
  EmptyTuple,
  errClear,
  errOccurred,
  getIter,
  type HeapTypeSpec,
  hasIndex,
  isInstance,
  isIterator,
  isTrue,
  iterNext,
  listAppend,
  listItem,
  listLength,
  method,
  None,
  newBool,
  newInt,
  newList,
  newRef,
  newTuple,
  noStrayKeywords,
  numberAdd,
  parseTupleAndDict,
  reduceMethod,
  sequenceTuple,
  setField,
  setStateMethod,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName as typeNameOf,
  typeOf,
  valueError,
} from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { iteratorType, newWithIterator, reduced, tupleOf } from './common.js';
import { moduleChain, moduleIslice } from './kept.js';

/** The two positional arguments of a constructor without keywords, or null with an exception. */
function twoArguments(
  name: string,
  type: Borrowed,
  args: Borrowed,
  kwargs: Borrowed,
): [Borrowed, Borrowed] | null {
  if (!noStrayKeywords(name, type, kwargs) || !checkPositional(name, tupleLength(args), 2, 2)) return null;
  return [tupleItem(args, 0), tupleItem(args, 1)];
}
/** Truth of func(item): 1, 0, -1. */
function ask(func: Borrowed, item: Borrowed): number {
  const r = call(func, item);
  if (r === 0) return -1;
  const t = isTrue(r);
  decref(r);
  return t;
}

// -- func and it -----------------------------------------------------------------------------------------------

const Two = struct('dropwhileobject', PyObject, { func: 'ptr', it: 'ptr', flag: 'ssize' });
const FUNC = Two.func;
const IT = Two.it;
const FLAG = Two.flag;
const flagOf = (self: Borrowed) => ld32(self + FLAG);
const setFlag = (self: Borrowed, v: number) => st32(self + FLAG, v);

function predicateType(
  name: string,
  size: number,
  doc: string,
  signature: string,
  next: (self: Borrowed) => Owned,
  withFlag: boolean,
): HeapTypeSpec {
  return iteratorType(
    name,
    size,
    [FUNC, IT],
    doc,
    {
      tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
        const p = twoArguments(name, type, args, kwargs);
        return p === null ? NULL : newWithIterator(type, p[0], FUNC, p[1], IT);
      },
      tp_iternext: next,
    },
    [
      reduceMethod((self) => {
        const args = tupleOf(ldPtr(self + FUNC), ldPtr(self + IT));
        return withFlag ? reduced(self, args, newInt(flagOf(self))) : reduced(self, args);
      }),
      ...(withFlag
        ? [
            setStateMethod((self, state) => {
              const t = isTrue(state);
              if (t < 0) return NULL;
              setFlag(self, t);
              return newRef(None);
            }),
          ]
        : []),
    ],
    { textSignature: signature },
  );
}

export const dropwhile = predicateType(
  'dropwhile',
  Two.size,
  'Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.',
  '(predicate, iterable, /)',
  (self) => {
    for (;;) {
      const item = iterNext(ldPtr(self + IT));
      if (item === 0 || flagOf(self) !== 0) return item;
      const drop = ask(ldPtr(self + FUNC), item);
      if (drop === 0) {
        setFlag(self, 1);
        return item;
      }
      decref(item);
      if (drop < 0) return NULL;
    }
  },
  true,
);
export const takewhile = predicateType(
  'takewhile',
  Two.size,
  'Return successive entries from an iterable as long as the predicate evaluates to true for each entry.',
  '(predicate, iterable, /)',
  (self) => {
    if (flagOf(self) !== 0) return NULL;
    const item = iterNext(ldPtr(self + IT));
    if (item === 0) return NULL;
    const take = ask(ldPtr(self + FUNC), item);
    if (take > 0) return item;
    decref(item);
    if (take === 0) setFlag(self, 1);
    return NULL;
  },
  true,
);
export const filterfalse = predicateType(
  'filterfalse',
  FLAG,
  'Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.',
  '(function, iterable, /)',
  (self) => {
    const func = ldPtr(self + FUNC);
    for (;;) {
      const item = iterNext(ldPtr(self + IT));
      if (item === 0) return NULL;
      const t = func === None || func === T.bool ? isTrue(item) : ask(func, item);
      if (t === 0) return item;
      decref(item);
      if (t < 0) return NULL;
    }
  },
  false,
);
export const starmap = predicateType(
  'starmap',
  FLAG,
  'Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.',
  '(function, iterable, /)',
  (self) => {
    const item = iterNext(ldPtr(self + IT));
    if (item === 0) return NULL;
    const args = sequenceTuple(item);
    decref(item);
    if (args === 0) return NULL;
    const r = callObject(ldPtr(self + FUNC), args, NULL);
    decref(args);
    return r;
  },
  false,
);

// -- compress --------------------------------------------------------------------------------------------------

export const compress = iteratorType(
  'compress',
  FLAG,
  [FUNC, IT],
  'Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('compress', '(data, selectors)', args, kwargs) as
        | [Borrowed, Borrowed]
        | null;
      if (p === null) return NULL;
      const data = getIter(p[0]);
      if (data === 0) return NULL;
      const self = newWithIterator(type, data, FUNC, p[1], IT);
      decref(data);
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      for (;;) {
        const item = iterNext(ldPtr(self + FUNC));
        if (item === 0) return NULL;
        const selector = iterNext(ldPtr(self + IT));
        if (selector === 0) {
          decref(item);
          return NULL;
        }
        const t = isTrue(selector);
        decref(selector);
        if (t > 0) return item;
        decref(item);
        if (t < 0) return NULL;
      }
    },
  },
  [reduceMethod((self) => reduced(self, tupleOf(ldPtr(self + FUNC), ldPtr(self + IT))))],
  { textSignature: '(data, selectors)' },
);

// -- pairwise --------------------------------------------------------------------------------------------------

const Pairwise = struct('pairwiseobject', PyObject, { it: 'ptr', old: 'ptr' });
export const pairwise = iteratorType(
  'pairwise',
  Pairwise.size,
  [Pairwise.it, Pairwise.old],
  'Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('pairwise', type, kwargs) || !checkPositional('pairwise', tupleLength(args), 1, 1))
        return NULL;
      const it = getIter(tupleItem(args, 0));
      if (it === 0) return NULL;
      const self = newInstance(type);
      stPtr(self + Pairwise.it, it);
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const it = ldPtr(self + Pairwise.it);
      if (it === 0) return NULL;
      if (ldPtr(self + Pairwise.old) === 0) {
        const first = iterNext(it);
        if (first !== 0) setField(self, Pairwise.old, first);
        if (first === 0 || ldPtr(self + Pairwise.it) === 0) {
          clearField(self, Pairwise.it);
          clearField(self, Pairwise.old);
          return NULL;
        }
      }
      const held = newRef(it);
      const second = iterNext(held);
      decref(held);
      if (second === 0) {
        clearField(self, Pairwise.it);
        clearField(self, Pairwise.old);
        return NULL;
      }
      const old = ldPtr(self + Pairwise.old);
      const pair = newTuple(old === 0 ? newRef(None) : newRef(old), newRef(second));
      setField(self, Pairwise.old, second);
      return pair;
    },
  },
  [],
  { textSignature: '(iterable, /)' },
);

// -- chain -----------------------------------------------------------------------------------------------------

const Chain = struct('chainobject', PyObject, { source: 'ptr', active: 'ptr' });
function newChain(type: Borrowed, iterables: Borrowed): Owned {
  const source = getIter(iterables);
  if (source === 0) return NULL;
  const self = newInstance(type);
  stPtr(self + Chain.source, source);
  return self;
}
export const chain = iteratorType(
  'chain',
  Chain.size,
  [Chain.active, Chain.source],
  'chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) =>
      noStrayKeywords('chain', type, kwargs) ? newChain(type, args) : NULL,
    tp_iternext: (self: Borrowed) => {
      while (ldPtr(self + Chain.source) !== 0) {
        if (ldPtr(self + Chain.active) === 0) {
          const iterable = iterNext(ldPtr(self + Chain.source));
          if (iterable === 0) {
            clearField(self, Chain.source);
            return NULL;
          }
          const it = getIter(iterable);
          decref(iterable);
          if (it === 0) {
            clearField(self, Chain.source);
            return NULL;
          }
          setField(self, Chain.active, it);
        }
        const item = iterNext(ldPtr(self + Chain.active));
        if (item !== 0) return item;
        if (errOccurred()) return NULL;
        clearField(self, Chain.active);
      }
      return NULL;
    },
  },
  [
    method(
      'from_iterable',
      '($type, iterable, /)',
      newChain,
      'Alternative chain() constructor taking a single iterable argument that evaluates lazily.',
      { kind: 'classmethod' },
    ),
    reduceMethod((self) => {
      const source = ldPtr(self + Chain.source);
      const active = ldPtr(self + Chain.active);
      if (source === 0) return reduced(self, newRef(EmptyTuple));
      return reduced(self, newRef(EmptyTuple), active === 0 ? tupleOf(source) : tupleOf(source, active));
    }),
    setStateMethod((self, state) => {
      if (!isInstance(state, T.tuple)) return typeError('state is not a tuple');
      const n = tupleLength(state);
      if (n < 1 || n > 2)
        return typeError(
          `function takes at ${n < 1 ? 'least 1' : 'most 2'} argument${n < 1 ? '' : 's'} (${n} given)`,
        );
      for (let i = 0; i < n; i++)
        if (!isIterator(tupleItem(state, i))) return typeError('Arguments must be iterators.');
      setField(self, Chain.source, newRef(tupleItem(state, 0)));
      if (n === 2) setField(self, Chain.active, newRef(tupleItem(state, 1)));
      else clearField(self, Chain.active);
      return newRef(None);
    }),
    classGetItem,
  ],
);

// -- cycle -----------------------------------------------------------------------------------------------------

const Cycle = struct('cycleobject', PyObject, {
  it: 'ptr',
  saved: 'ptr',
  index: 'ssize',
  firstpass: 'ssize',
});
export const cycle = iteratorType(
  'cycle',
  Cycle.size,
  [Cycle.it, Cycle.saved],
  'Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('cycle', type, kwargs) || !checkPositional('cycle', tupleLength(args), 1, 1))
        return NULL;
      const it = getIter(tupleItem(args, 0));
      if (it === 0) return NULL;
      const self = newInstance(type);
      stPtr(self + Cycle.it, it);
      stPtr(self + Cycle.saved, newList());
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const it = ldPtr(self + Cycle.it);
      if (it !== 0) {
        const item = iterNext(it);
        if (item !== 0) {
          if (ld32(self + Cycle.firstpass) === 0) listAppend(ldPtr(self + Cycle.saved), item);
          return item;
        }
        if (errOccurred()) return NULL;
        clearField(self, Cycle.it);
      }
      const saved = ldPtr(self + Cycle.saved);
      const n = listLength(saved);
      if (n === 0) return NULL;
      const i = ld32(self + Cycle.index);
      stSsize(self + Cycle.index, i + 1 >= n ? 0 : i + 1);
      return newRef(listItem(saved, i));
    },
  },
  [
    reduceMethod((self) => {
      const saved = ldPtr(self + Cycle.saved);
      const it = ldPtr(self + Cycle.it);
      if (it !== 0)
        return reduced(
          self,
          tupleOf(it),
          newTuple(newRef(saved), newBool(ld32(self + Cycle.firstpass) !== 0)),
        );
      const again = getIter(saved);
      if (again === 0) return NULL;
      const i = ld32(self + Cycle.index);
      if (i > 0) {
        const at = newInt(i);
        const r = callMethod(again, '__setstate__', at);
        decref(at);
        if (r === 0) {
          decref(again);
          return NULL;
        }
        decref(r);
      }
      return reduced(self, newTuple(again), newTuple(newRef(saved), newBool(true)));
    }),
    setStateMethod((self, state) => {
      if (!isInstance(state, T.tuple)) return typeError('state is not a tuple');
      if (tupleLength(state) !== 2)
        return typeError(`function takes exactly 2 arguments (${tupleLength(state)} given)`);
      const saved = tupleItem(state, 0);
      if (!isInstance(saved, T.list)) return typeError(`argument 1 must be list, not ${typeNameOf(saved)}`);
      const first = asSsize(tupleItem(state, 1), T.OverflowError);
      if (first === -1 && errOccurred()) return NULL;
      setField(self, Cycle.saved, newRef(saved));
      stSsize(self + Cycle.firstpass, first !== 0 ? 1 : 0);
      stSsize(self + Cycle.index, 0);
      return newRef(None);
    }),
  ],
  { textSignature: '(iterable, /)' },
);

// -- islice ----------------------------------------------------------------------------------------------------

const Islice = struct('isliceobject', PyObject, {
  it: 'ptr',
  next: 'ssize',
  stop: 'ssize',
  step: 'ssize',
  cnt: 'ssize',
});
/** Positions as large as this are never reached: all that are larger are held to be it. */
const MAX = Number.MAX_SAFE_INTEGER;
/** A position argument: None gives the fallback, what is no index -1. */
function position(o: Borrowed, fallback: number): number {
  if (o === None) return fallback;
  if (!hasIndex(o)) return -1;
  const v = asSsize(o, T.OverflowError);
  if (v === -1 && errOccurred()) errClear();
  return Math.min(v, MAX);
}
export const islice = iteratorType(
  'islice',
  Islice.size,
  [Islice.it],
  'islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.  If start is specified, will skip all preceding elements;\notherwise, start defaults to zero.  Step defaults to one.  If\nspecified as another value, step determines how many values are\nskipped between successive calls.  Works like a slice() on a list\nbut returns an iterator.',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const n = tupleLength(args);
      if (!noStrayKeywords('islice', type, kwargs) || !checkPositional('islice', n, 2, 4)) return NULL;
      const start = n === 2 ? 0 : position(tupleItem(args, 1), 0);
      const stopObject = tupleItem(args, n === 2 ? 1 : 2);
      const stop = position(stopObject, -1);
      if (stop === -1 && stopObject !== None)
        return valueError('Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
      if (start < 0 || stop < -1)
        return valueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
      const step = n === 4 ? position(tupleItem(args, 3), 1) : 1;
      if (step < 1) return valueError('Step for islice() must be a positive integer or None.');
      const it = getIter(tupleItem(args, 0));
      if (it === 0) return NULL;
      const self = newInstance(type);
      stPtr(self + Islice.it, it);
      stSsize(self + Islice.next, start);
      stSsize(self + Islice.stop, stop);
      stSsize(self + Islice.step, step);
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const it = ldPtr(self + Islice.it);
      if (it === 0) return NULL;
      const stop = ldSsize(self + Islice.stop);
      const wanted = ldSsize(self + Islice.next);
      let count = ldSsize(self + Islice.cnt);
      for (; count < wanted; count++) {
        const skipped = iterNext(it);
        if (skipped === 0) {
          stSsize(self + Islice.cnt, count);
          clearField(self, Islice.it);
          return NULL;
        }
        decref(skipped);
      }
      stSsize(self + Islice.cnt, count);
      const item = stop !== -1 && count >= stop ? NULL : iterNext(it);
      if (item === 0) {
        clearField(self, Islice.it);
        return NULL;
      }
      stSsize(self + Islice.cnt, count + 1);
      const following = wanted + ldSsize(self + Islice.step);
      stSsize(self + Islice.next, stop !== -1 && following > stop ? stop : Math.min(following, MAX));
      return item;
    },
  },
  [
    reduceMethod((self) => {
      const it = ldPtr(self + Islice.it);
      const stop = ldSsize(self + Islice.stop);
      if (it === 0) {
        const empty = newList();
        const emptyIt = getIter(empty);
        decref(empty);
        return emptyIt === 0 ? NULL : reduced(self, newTuple(emptyIt, newInt(0)), newInt(0));
      }
      return reduced(
        self,
        newTuple(
          newRef(it),
          newInt(ldSsize(self + Islice.next)),
          stop === -1 ? newRef(None) : newInt(stop),
          newInt(ldSsize(self + Islice.step)),
        ),
        newInt(ldSsize(self + Islice.cnt)),
      );
    }),
    setStateMethod((self, state) => {
      const n = asSsize(state, T.OverflowError);
      if (n === -1 && errOccurred()) return NULL;
      stSsize(self + Islice.cnt, n);
      return newRef(None);
    }),
  ],
);

// -- accumulate ------------------------------------------------------------------------------------------------

const Accumulate = struct('accumulateobject', PyObject, {
  total: 'ptr',
  it: 'ptr',
  binop: 'ptr',
  initial: 'ptr',
});
const { total: TOTAL, it: SOURCE, binop: BINOP, initial: INITIAL } = Accumulate;
const orNone = (p: Borrowed) => newRef(p === 0 ? None : p);
/** chain((first,), it), as a new reference. */
function chainAfter(first: Borrowed, it: Borrowed): Owned {
  const one = newTuple(newRef(first));
  const r = call(moduleChain(), one, it);
  decref(one);
  return r;
}
export const accumulate = iteratorType(
  'accumulate',
  Accumulate.size,
  [TOTAL, SOURCE, BINOP, INITIAL],
  'Return series of accumulated sums (or other binary function results).',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('accumulate', '(iterable, func=None, *, initial=None)', args, kwargs);
      if (p === null) return NULL;
      const [iterable, func, initial] = p as [Borrowed, Borrowed, Borrowed];
      const it = getIter(iterable);
      if (it === 0) return NULL;
      const self = newInstance(type);
      stPtr(self + SOURCE, it);
      if (func !== 0 && func !== None) stPtr(self + BINOP, newRef(func));
      if (initial !== 0 && initial !== None) stPtr(self + INITIAL, newRef(initial));
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const initial = ldPtr(self + INITIAL);
      if (initial !== 0) {
        stPtr(self + INITIAL, 0);
        setField(self, TOTAL, initial);
        return newRef(initial);
      }
      const value = iterNext(ldPtr(self + SOURCE));
      if (value === 0) return NULL;
      const total = ldPtr(self + TOTAL);
      if (total === 0) {
        stPtr(self + TOTAL, value);
        return newRef(value);
      }
      const binop = ldPtr(self + BINOP);
      const sum = binop === 0 ? numberAdd(total, value) : call(binop, total, value);
      decref(value);
      if (sum === 0) return NULL;
      setField(self, TOTAL, sum);
      return newRef(sum);
    },
  },
  [
    reduceMethod((self) => {
      const initial = ldPtr(self + INITIAL);
      const total = ldPtr(self + TOTAL);
      const it = ldPtr(self + SOURCE);
      const binop = ldPtr(self + BINOP);
      if (initial !== 0) {
        const all = chainAfter(initial, it);
        return all === 0 ? NULL : reduced(self, newTuple(all, orNone(binop)), newRef(None));
      }
      if (total === None) {
        // As state, None would mean "nothing yet": accumulate it again and skip it.
        const all = chainAfter(total, it);
        if (all === 0) return NULL;
        const again = call(typeOf(self), all, binop === 0 ? None : binop);
        decref(all);
        if (again === 0) return NULL;
        return newTuple(newRef(moduleIslice()), newTuple(again, newInt(1), newRef(None)));
      }
      return reduced(self, newTuple(newRef(it), orNone(binop)), orNone(total));
    }),
    setStateMethod((self, state) => {
      setField(self, TOTAL, newRef(state));
      return newRef(None);
    }),
  ],
  { textSignature: '(iterable, func=None, *, initial=None)' },
);
