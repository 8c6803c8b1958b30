/** The type `range`. Fields are ints of any size; JavaScript numbers are used where they are exact. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  compareBool,
  getIter,
  hash,
  hasIndex,
  indexInt,
  intAsSsize,
  iterNext,
  Py_EQ,
  Py_NE,
  reprText,
  typeName,
} from '../core/abstract.js';
import { freeObject, typeFlags } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { errOccurred, setError, typeError, valueError } from '../core/errors.js';
import { intFitsNumber, intToBigInt, intToNumber, newBool, newInt, newIntFromBigInt } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { None, NotImplemented, smallInt, T } from '../core/wellknown.js';
import { newRange, newRangeIterator, RangeObject } from '../lib/range-object.js';
import { sliceLongIndices } from '../lib/slice-object.js';

const { start: START, stop: STOP, step: STEP, length: LENGTH } = RangeObject;
const big = (r: Borrowed, offset: number): bigint => intToBigInt(ldPtr(r + offset));

/** An exact int by `__index__`. NULL with an exception. */
function exactIndex(o: Borrowed): Owned {
  const i = indexInt(o);
  if (i === 0 || typeOf(i) === T.int) return i;
  const exact = newIntFromBigInt(intToBigInt(i));
  decref(i);
  return exact;
}
function makeRange(count: number, arg: (i: number) => Borrowed): Owned {
  if (!checkPositional('range', count, 1, 3)) return NULL;
  if (count === 1) {
    const stop = exactIndex(arg(0));
    return stop === 0 ? NULL : newRange(newInt(0), stop, newInt(1));
  }
  const start = exactIndex(arg(0));
  if (start === 0) return NULL;
  const stop = exactIndex(arg(1));
  if (stop === 0) {
    decref(start);
    return NULL;
  }
  const step = count === 3 ? exactIndex(arg(2)) : newRef(smallInt(1));
  if (step === 0) {
    decref(start);
    decref(stop);
    return NULL;
  }
  return newRange(start, stop, step);
}

// -- items -----------------------------------------------------------------------------------------------------

/** The item at position `i`, which must be within the range. */
function itemAt(r: Borrowed, i: bigint): Owned {
  return newIntFromBigInt(big(r, START) + i * big(r, STEP));
}
function outOfRange(): Owned {
  return setError(T.IndexError, 'range object index out of range');
}
function itemByNumber(r: Borrowed, at: number): Owned {
  const n = ldPtr(r + LENGTH);
  const start = ldPtr(r + START);
  const step = ldPtr(r + STEP);
  if (intFitsNumber(n) && intFitsNumber(start) && intFitsNumber(step)) {
    const length = intToNumber(n);
    const i = at < 0 ? at + length : at;
    if (i < 0 || i >= length) return outOfRange();
    const v = intToNumber(start) + i * intToNumber(step);
    if (Math.abs(v) <= Number.MAX_SAFE_INTEGER) return newInt(v);
  }
  return itemByBig(r, BigInt(at));
}
function itemByBig(r: Borrowed, at: bigint): Owned {
  const length = big(r, LENGTH);
  const i = at < 0n ? at + length : at;
  return i < 0n || i >= length ? outOfRange() : itemAt(r, i);
}
function subscript(r: Borrowed, key: Borrowed): Owned {
  if (hasIndex(key)) {
    const i = indexInt(key);
    if (i === 0) return NULL;
    const item = intFitsNumber(i) ? itemByNumber(r, intToNumber(i)) : itemByBig(r, intToBigInt(i));
    decref(i);
    return item;
  }
  if (typeOf(key) !== T.slice)
    return typeError(`range indices must be integers or slices, not ${typeName(key)}`);
  const s = sliceLongIndices(key, big(r, LENGTH));
  if (s === null) return NULL;
  const start = big(r, START);
  const step = big(r, STEP);
  return newRange(
    newIntFromBigInt(start + s[0] * step),
    newIntFromBigInt(start + s[1] * step),
    newIntFromBigInt(step * s[2]),
  );
}
function isPlainInt(o: Borrowed): boolean {
  return typeOf(o) === T.int || typeOf(o) === T.bool;
}
/** Position of an int in the range, or -1. */
function positionOf(r: Borrowed, v: bigint): bigint {
  const start = big(r, START);
  const stop = big(r, STOP);
  const step = big(r, STEP);
  if (step > 0n ? v < start || v >= stop : v > start || v <= stop) return -1n;
  return (v - start) % step === 0n ? (v - start) / step : -1n;
}
function containsInt(r: Borrowed, o: Borrowed): boolean {
  const start = ldPtr(r + START);
  const stop = ldPtr(r + STOP);
  const step = ldPtr(r + STEP);
  if (intFitsNumber(o) && intFitsNumber(start) && intFitsNumber(stop) && intFitsNumber(step)) {
    const v = intToNumber(o);
    const a = intToNumber(start);
    const b = intToNumber(stop);
    const s = intToNumber(step);
    if (Math.abs(v - a) <= Number.MAX_SAFE_INTEGER)
      return (s > 0 ? v >= a && v < b : v <= a && v > b) && (v - a) % s === 0;
  }
  return positionOf(r, intToBigInt(o)) >= 0n;
}
/** Walks the numbers for objects with an `__eq__` of their own: calls `found` with the position of each equal one. */
function search(r: Borrowed, o: Borrowed, found: (i: number) => boolean): number {
  const it = getIter(r);
  if (it === 0) return -1;
  for (let i = 0; ; i++) {
    const item = iterNext(it);
    if (item === 0) break;
    const eq = compareBool(item, o, Py_EQ);
    decref(item);
    if (eq < 0 || (eq > 0 && !found(i))) {
      decref(it);
      return eq < 0 ? -1 : 0;
    }
  }
  decref(it);
  return errOccurred() ? -1 : 0;
}
function contains(r: Borrowed, o: Borrowed): number {
  if (isPlainInt(o)) return containsInt(r, o) ? 1 : 0;
  let there = 0;
  const status = search(r, o, () => {
    there = 1;
    return false;
  });
  return status < 0 ? -1 : there;
}
function count(r: Borrowed, o: Borrowed): Owned {
  if (isPlainInt(o)) return newInt(containsInt(r, o) ? 1 : 0);
  let n = 0;
  return search(r, o, () => ++n > 0) < 0 ? NULL : newInt(n);
}
function index(r: Borrowed, o: Borrowed): Owned {
  if (isPlainInt(o)) {
    const i = positionOf(r, intToBigInt(o));
    return i < 0n ? valueError(`${reprText(o)} is not in range`) : newIntFromBigInt(i);
  }
  let at = -1;
  const status = search(r, o, (i) => {
    at = i;
    return false;
  });
  if (status < 0) return NULL;
  return at < 0 ? valueError('sequence.index(x): x not in sequence') : newInt(at);
}

// -- the rest --------------------------------------------------------------------------------------------------

function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (typeOf(b) !== T.range || (op !== Py_EQ && op !== Py_NE)) return newRef(NotImplemented);
  return newBool(equal(a, b) === (op === Py_EQ));
}
/** As sequences: 0 items are equal whatever the bounds, 1 item whatever the step. */
function equal(a: Borrowed, b: Borrowed): boolean {
  if (a === b) return true;
  const n = big(a, LENGTH);
  if (n !== big(b, LENGTH)) return false;
  if (n === 0n) return true;
  if (big(a, START) !== big(b, START)) return false;
  return n === 1n || big(a, STEP) === big(b, STEP);
}
function hashRange(r: Borrowed): number {
  const n = big(r, LENGTH);
  const key = newTuple(
    newRef(ldPtr(r + LENGTH)),
    newRef(n === 0n ? None : ldPtr(r + START)),
    newRef(n <= 1n ? None : ldPtr(r + STEP)),
  );
  const low = hash(key);
  decref(key);
  return low;
}
function reversedIterator(r: Borrowed): Owned {
  const n = big(r, LENGTH);
  const start = big(r, START);
  const step = big(r, STEP);
  const last = newIntFromBigInt(n === 0n ? start - step : start + (n - 1n) * step);
  const back = newIntFromBigInt(-step);
  const it = newRangeIterator(last, back, ldPtr(r + LENGTH));
  decref(last);
  decref(back);
  return it;
}
function length(r: Borrowed): number {
  return intAsSsize(ldPtr(r + LENGTH));
}

const hidden = { noTextSignature: true } as const;
const member = (name: string, offset: number) => ({
  name,
  type: MemberType.OBJECT_EX,
  offset,
  readonly: true,
});
export const rangeType: TypeSpec = {
  type: 'range',
  basicsize: RangeObject.size,
  flags: TypeFlags.SEQUENCE,
  doc:
    'range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n' +
    'Return an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n' +
    'start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\n' +
    'When step is given, it specifies the increment (or decrement).',
  slots: {
    tp_dealloc: (r: Borrowed) => {
      for (const offset of [START, STOP, STEP, LENGTH]) decref(ldPtr(r + offset));
      freeObject(r, typeFlags(typeOf(r)));
    },
    tp_repr: (r: Borrowed) => {
      const ends = `${reprText(ldPtr(r + START))}, ${reprText(ldPtr(r + STOP))}`;
      const step = ldPtr(r + STEP);
      return newStr(big(r, STEP) === 1n ? `range(${ends})` : `range(${ends}, ${reprText(step)})`);
    },
    tp_hash: hashRange,
    tp_richcompare: compare,
    tp_iter: (r: Borrowed) => newRangeIterator(ldPtr(r + START), ldPtr(r + STEP), ldPtr(r + LENGTH)),
    tp_new: (_type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (kwargs !== 0 && dictLength(kwargs) !== 0) return typeError('range() takes no keyword arguments');
      return makeRange(tupleLength(args), (i) => tupleItem(args, i));
    },
    tp_vectorcall: (_type: Borrowed, args: number, n: number, kwnames: Borrowed) => {
      if (kwnames !== 0 && tupleLength(kwnames) !== 0) return typeError('range() takes no keyword arguments');
      return makeRange(n, (i) => ldPtr(args + i * 8));
    },
    nb_bool: (r: Borrowed) => (big(r, LENGTH) === 0n ? 0 : 1),
    sq_length: length,
    sq_item: itemByNumber,
    sq_contains: contains,
    mp_length: length,
    mp_subscript: subscript,
  },
  methods: [
    method('__reversed__', '($self, /)', reversedIterator, 'Return a reverse iterator.', hidden),
    method(
      '__reduce__',
      '($self, *args, /)',
      (r: Borrowed, _args: Addr, _n: number, kwnames: Borrowed) =>
        noKeywords('range.__reduce__', kwnames)
          ? newTuple(
              newRef(typeOf(r)),
              newTuple(newRef(ldPtr(r + START)), newRef(ldPtr(r + STOP)), newRef(ldPtr(r + STEP))),
            )
          : NULL,
      '',
      { ...hidden, raw: true },
    ),
    method(
      'count',
      '($self, value, /)',
      count,
      'rangeobject.count(value) -> integer -- return number of occurrences of value',
      hidden,
    ),
    method(
      'index',
      '($self, value, /)',
      index,
      'rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.',
      hidden,
    ),
  ],
  members: [member('start', START), member('stop', STOP), member('step', STEP)],
};
