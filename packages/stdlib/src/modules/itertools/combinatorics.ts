/**
 * product, combinations, combinations_with_replacement, permutations. Each keeps the pools, an array of indices into them and the last
 * result, which is changed in place when nobody else holds it.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
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
  clearFields,
  decref,
  EmptyTuple,
  errOccurred,
  free,
  freeObject,
  gcTrack,
  gcUntrack,
  type HeapTypeSpec,
  isInstance,
  malloc,
  method,
  None,
  newInt,
  newRef,
  newTuple,
  newTupleBuffer,
  parseTupleAndDict,
  reduceMethod,
  sequenceTuple,
  setError,
  setField,
  setStateMethod,
  T,
  tupleInit,
  tupleItem,
  tupleLength,
  typeError,
  typeFlags,
  typeOf,
  valueError,
} from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { iteratorType, ownResult, reduced, setResultItem } from './common.js';

const Combinations = struct('combinationsobject', PyObject, {
  pool: 'ptr',
  indices: 'ptr',
  result: 'ptr',
  r: 'ssize',
  stopped: 'ssize',
  /** permutations only */
  cycles: 'ptr',
});
const { pool: POOL, indices: INDICES, result: RESULT, r: R, stopped: STOPPED, cycles: CYCLES } = Combinations;

// Arrays of 32-bit indices.
const at = (array: Addr, i: number) => ld32(array + i * 4);
const put = (array: Addr, i: number, v: number) => st32(array + i * 4, v);
const newArray = (n: number, f: (i: number) => number): Addr => {
  const a = malloc(Math.max(n, 1) * 4);
  for (let i = 0; i < n; i++) put(a, i, f(i));
  return a;
};
const indicesOf = (self: Borrowed) => ldAddr(self + INDICES);
const stop = (self: Borrowed): Owned => {
  st32(self + STOPPED, 1);
  return NULL;
};
/** A tuple of the array's numbers. */
function arrayTuple(array: Addr, n: number): Owned {
  const t = newTupleBuffer(n);
  for (let i = 0; i < n; i++) tupleInit(t, i, newInt(at(array, i)));
  if (n > 0) gcTrack(t);
  return t;
}
/** The result tuple for the present indices, put into its field. */
function makeResult(self: Borrowed, n: number, item: (i: number) => Borrowed): Owned {
  const t = newTupleBuffer(n);
  for (let i = 0; i < n; i++) tupleInit(t, i, newRef(item(i)));
  if (n > 0) gcTrack(t);
  setField(self, RESULT, t);
  return newRef(t);
}
function deallocWith(...arrays: readonly number[]): (self: Borrowed) => void {
  return (self) => {
    gcUntrack(self);
    clearFields(self, [POOL, RESULT]);
    for (const array of arrays) free(ldAddr(self + array));
    freeObject(self, typeFlags(typeOf(self)));
  };
}
/** Item `i` of a state tuple as an index clipped to [low, high]; null with an exception. */
function stateIndex(state: Borrowed, i: number, low: number, high: number): number | null {
  const v = asSsize(tupleItem(state, i), T.OverflowError);
  if (v === -1 && errOccurred()) return null;
  return v < low ? low : Math.min(v, high);
}
function isTupleOf(state: Borrowed, n: number): boolean {
  return isInstance(state, T.tuple) && tupleLength(state) === n;
}
const sizeMethod = (size: number, arrays: (self: Borrowed) => number) =>
  method(
    '__sizeof__',
    '($self, /)',
    (self: Borrowed) => newInt(size + arrays(self) * 8),
    'Returns size in memory, in bytes.',
    {
      noTextSignature: true,
    },
  );
const poolOf = (self: Borrowed) => ldPtr(self + POOL);
const rOf = (self: Borrowed) => ld32(self + R);

// -- product ---------------------------------------------------------------------------------------------------

function newProduct(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  let repeat = 1;
  if (kwargs !== 0) {
    const p = parseTupleAndDict('product', '(*, repeat: ssize = 1)', EmptyTuple, kwargs);
    if (p === null) return NULL;
    repeat = p[0] as number;
    if (repeat < 0) return valueError('repeat argument cannot be negative');
  }
  const n = repeat === 0 ? 0 : tupleLength(args);
  if (n * repeat > 0x7ffffff) return setError(T.OverflowError, 'repeat argument too large');
  const pools = newTupleBuffer(n * repeat);
  for (let i = 0; i < n; i++) {
    const pool = sequenceTuple(tupleItem(args, i));
    if (pool === 0) {
      decref(pools);
      return NULL;
    }
    tupleInit(pools, i, pool);
  }
  for (let i = n; i < n * repeat; i++) tupleInit(pools, i, newRef(tupleItem(pools, i - n)));
  if (n > 0) gcTrack(pools);
  const self = newInstance(type);
  stPtr(self + POOL, pools);
  stPtr(
    self + INDICES,
    newArray(n * repeat, () => 0),
  );
  return self;
}
function nextProduct(self: Borrowed): Owned {
  if (ld32(self + STOPPED_PRODUCT) !== 0) return NULL;
  const pools = poolOf(self);
  const n = tupleLength(pools);
  const indices = indicesOf(self);
  if (ldPtr(self + RESULT) === 0) {
    for (let i = 0; i < n; i++) if (tupleLength(tupleItem(pools, i)) === 0) return stopProduct(self);
    return makeResult(self, n, (i) => tupleItem(tupleItem(pools, i), 0));
  }
  const result = newRef(ownResult(self, RESULT));
  let i = n - 1;
  for (; i >= 0; i--) {
    const pool = tupleItem(pools, i);
    const k = at(indices, i) + 1;
    if (k < tupleLength(pool)) {
      put(indices, i, k);
      setResultItem(result, i, tupleItem(pool, k));
      return result;
    }
    // The rightmost turns over, and the one to its left moves on.
    put(indices, i, 0);
    setResultItem(result, i, tupleItem(pool, 0));
  }
  decref(result);
  return stopProduct(self);
}
const STOPPED_PRODUCT = R;
function stopProduct(self: Borrowed): Owned {
  st32(self + STOPPED_PRODUCT, 1);
  return NULL;
}
export const product = iteratorType(
  'product',
  48,
  [POOL, RESULT],
  "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops.\n\nFor example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\nThe leftmost iterators are in the outermost for-loop, so the output tuples\ncycle in a manner similar to an odometer (with the rightmost element changing\non every iteration).\n\nTo compute the product of an iterable with itself, specify the number\nof repetitions with the optional repeat keyword argument. For example,\nproduct(A, repeat=4) means the same as product(A, A, A, A).\n\nproduct('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\nproduct((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...",
  { tp_dealloc: deallocWith(INDICES), tp_new: newProduct, tp_iternext: nextProduct },
  [
    reduceMethod((self) => {
      if (ld32(self + STOPPED_PRODUCT) !== 0) return reduced(self, newTuple(newRef(EmptyTuple)));
      const pools = poolOf(self);
      if (ldPtr(self + RESULT) === 0) return reduced(self, newRef(pools));
      return reduced(self, newRef(pools), arrayTuple(indicesOf(self), tupleLength(pools)));
    }),
    setStateMethod((self, state) => {
      const pools = poolOf(self);
      const n = tupleLength(pools);
      if (!isTupleOf(state, n)) return valueError('invalid arguments');
      for (let i = 0; i < n; i++) {
        const size = tupleLength(tupleItem(pools, i));
        const k = stateIndex(state, i, 0, size - 1);
        if (k === null) return NULL;
        if (size === 0) {
          stopProduct(self);
          return newRef(None);
        }
        put(indicesOf(self), i, k);
      }
      decref(makeResult(self, n, (i) => tupleItem(tupleItem(pools, i), at(indicesOf(self), i))));
      return newRef(None);
    }),
    sizeMethod(48, (self) => tupleLength(poolOf(self))),
  ],
);

// -- combinations ----------------------------------------------------------------------------------------------

function newCombinations(
  name: string,
  firstIndex: (i: number) => number,
  tooFew: (n: number, r: number) => boolean,
) {
  return (type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
    const p = parseTupleAndDict(name, '(iterable, r: ssize)', args, kwargs) as [Borrowed, number] | null;
    if (p === null) return NULL;
    const [iterable, r] = p;
    const pool = sequenceTuple(iterable);
    if (pool === 0) return NULL;
    if (r < 0 || r > 0x7ffffff) {
      decref(pool);
      return r < 0 ? valueError('r must be non-negative') : setError(T.MemoryError, '');
    }
    const self = newInstance(type);
    stPtr(self + POOL, pool);
    stPtr(self + INDICES, newArray(r, firstIndex));
    stSsize(self + R, r);
    st32(self + STOPPED, tooFew(tupleLength(pool), r) ? 1 : 0);
    return self;
  };
}
function combinationType(
  name: string,
  doc: string,
  replacement: boolean,
  /** The largest index that place `i` may have. */
  limit: (n: number, r: number, i: number) => number,
): HeapTypeSpec {
  return iteratorType(
    name,
    56,
    [POOL, RESULT],
    doc,
    {
      tp_dealloc: deallocWith(INDICES),
      tp_new: newCombinations(
        name,
        replacement ? () => 0 : (i) => i,
        replacement ? (n, r) => n === 0 && r > 0 : (n, r) => r > n,
      ),
      tp_iternext: (self: Borrowed) => {
        if (ld32(self + STOPPED) !== 0) return NULL;
        const pool = poolOf(self);
        const n = tupleLength(pool);
        const r = rOf(self);
        const indices = indicesOf(self);
        if (ldPtr(self + RESULT) === 0) return makeResult(self, r, (i) => tupleItem(pool, at(indices, i)));
        // The rightmost place that can still move on; those behind it start anew.
        let i = r - 1;
        while (i >= 0 && at(indices, i) === limit(n, r, i)) i--;
        if (i < 0) return stop(self);
        const result = newRef(ownResult(self, RESULT));
        let k = at(indices, i) + 1;
        for (; i < r; i++) {
          put(indices, i, k);
          setResultItem(result, i, tupleItem(pool, k));
          if (!replacement) k++;
        }
        return result;
      },
    },
    [
      reduceMethod((self) => {
        const r = newInt(rOf(self));
        if (ldPtr(self + RESULT) === 0) return reduced(self, newTuple(newRef(poolOf(self)), r));
        if (ld32(self + STOPPED) !== 0) return reduced(self, newTuple(newRef(EmptyTuple), r));
        return reduced(self, newTuple(newRef(poolOf(self)), r), arrayTuple(indicesOf(self), rOf(self)));
      }),
      setStateMethod((self, state) => {
        const n = tupleLength(poolOf(self));
        const r = rOf(self);
        if (!isTupleOf(state, r)) return valueError('invalid arguments');
        for (let i = 0; i < r; i++) {
          const k = stateIndex(state, i, 0, limit(n, r, i));
          if (k === null) return NULL;
          put(indicesOf(self), i, k);
        }
        decref(makeResult(self, r, (i) => tupleItem(poolOf(self), at(indicesOf(self), i))));
        return newRef(None);
      }),
      sizeMethod(56, rOf),
    ],
    { textSignature: '(iterable, r)' },
  );
}
export const combinations = combinationType(
  'combinations',
  'Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)',
  false,
  (n, r, i) => i + n - r,
);
export const combinationsWithReplacement = combinationType(
  'combinations_with_replacement',
  "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')",
  true,
  (n) => n - 1,
);

// -- permutations ----------------------------------------------------------------------------------------------

export const permutations = iteratorType(
  'permutations',
  Combinations.size,
  [POOL, RESULT],
  'Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)',
  {
    tp_dealloc: deallocWith(INDICES, CYCLES),
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('permutations', '(iterable, r=None)', args, kwargs) as
        | [Borrowed, Borrowed]
        | null;
      if (p === null) return NULL;
      const pool = sequenceTuple(p[0]);
      if (pool === 0) return NULL;
      const n = tupleLength(pool);
      let r = n;
      if (p[1] !== 0 && p[1] !== None) {
        const fail = (error: Owned): Owned => {
          decref(pool);
          return error;
        };
        if (!isInstance(p[1], T.int)) return fail(typeError('Expected int as r'));
        r = asSsize(p[1], T.OverflowError);
        if (r === -1 && errOccurred()) return fail(NULL);
        if (r < 0) return fail(valueError('r must be non-negative'));
        if (r > 0x7ffffff) return fail(setError(T.MemoryError, ''));
      }
      const self = newInstance(type);
      stPtr(self + POOL, pool);
      stPtr(
        self + INDICES,
        newArray(n, (i) => i),
      );
      stPtr(
        self + CYCLES,
        newArray(r, (i) => n - i),
      );
      stSsize(self + R, r);
      st32(self + STOPPED, r > n ? 1 : 0);
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      if (ld32(self + STOPPED) !== 0) return NULL;
      const pool = poolOf(self);
      const n = tupleLength(pool);
      const r = rOf(self);
      const indices = indicesOf(self);
      const cycles = ldAddr(self + CYCLES);
      if (ldPtr(self + RESULT) === 0) return makeResult(self, r, (i) => tupleItem(pool, at(indices, i)));
      if (n === 0) return stop(self);
      const result = newRef(ownResult(self, RESULT));
      for (let i = r - 1; i >= 0; i--) {
        const c = at(cycles, i) - 1;
        put(cycles, i, c);
        if (c === 0) {
          // A full turn: indices[i:] = indices[i+1:] + indices[i:i+1]
          const first = at(indices, i);
          for (let k = i; k < n - 1; k++) put(indices, k, at(indices, k + 1));
          put(indices, n - 1, first);
          put(cycles, i, n - i);
          continue;
        }
        const other = n - c;
        const x = at(indices, i);
        put(indices, i, at(indices, other));
        put(indices, other, x);
        for (let k = i; k < r; k++) setResultItem(result, k, tupleItem(pool, at(indices, k)));
        return result;
      }
      decref(result);
      return stop(self);
    },
  },
  [
    reduceMethod((self) => {
      const r = newInt(rOf(self));
      if (ldPtr(self + RESULT) === 0) return reduced(self, newTuple(newRef(poolOf(self)), r));
      if (ld32(self + STOPPED) !== 0) return reduced(self, newTuple(newRef(EmptyTuple), r));
      const state = newTuple(
        arrayTuple(indicesOf(self), tupleLength(poolOf(self))),
        arrayTuple(ldAddr(self + CYCLES), rOf(self)),
      );
      return reduced(self, newTuple(newRef(poolOf(self)), r), state);
    }),
    setStateMethod((self, state) => {
      const n = tupleLength(poolOf(self));
      const r = rOf(self);
      if (!isInstance(state, T.tuple)) return typeError('state is not a tuple');
      if (tupleLength(state) !== 2)
        return typeError(`function takes exactly 2 arguments (${tupleLength(state)} given)`);
      const [indices, cycles] = [tupleItem(state, 0), tupleItem(state, 1)];
      if (!isTupleOf(indices, n) || !isTupleOf(cycles, r)) return valueError('invalid arguments');
      for (let i = 0; i < n; i++) {
        const k = stateIndex(indices, i, 0, n - 1);
        if (k === null) return NULL;
        put(indicesOf(self), i, k);
      }
      for (let i = 0; i < r; i++) {
        const k = stateIndex(cycles, i, 1, n - i);
        if (k === null) return NULL;
        put(ldAddr(self + CYCLES), i, k);
      }
      decref(makeResult(self, r, (i) => tupleItem(poolOf(self), at(indicesOf(self), i))));
      return newRef(None);
    }),
    sizeMethod(Combinations.size, (self) => tupleLength(poolOf(self)) + rOf(self)),
  ],
  { textSignature: '(iterable, r=None)' },
);
