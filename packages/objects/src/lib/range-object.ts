/** Range objects and their two iterators: laying them out. */
import { type Borrowed, ldPtr, type Owned, PyObject, stI64, stPtr, struct, stSsize } from '@tyston/memory';
import { newPlain } from '../core/alloc.js';
import { valueError } from '../core/errors.js';
import { intFitsNumber, intToBigInt, intToNumber, newInt, newIntFromBigInt } from '../core/int.js';
import { decref, newRef } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

/** CPython's rangeobject: all are ints. */
export const RangeObject = struct('rangeobject', PyObject, {
  start: 'ptr',
  stop: 'ptr',
  step: 'ptr',
  length: 'ptr',
});
/** _PyRangeIterObject: all within 64 bits. */
export const RangeIterator = struct('_PyRangeIterObject', PyObject, {
  index: 'i64',
  start: 'i64',
  step: 'i64',
  len: 'i64',
});
/** longrangeiterobject: ints. */
export const LongRangeIterator = struct('longrangeiterobject', PyObject, {
  index: 'ptr',
  start: 'ptr',
  step: 'ptr',
  len: 'ptr',
});

const MAX_LONG = (1n << 63n) - 1n;
const MIN_LONG = -(1n << 63n);
export function fitsLong(v: bigint): boolean {
  return v >= MIN_LONG && v <= MAX_LONG;
}

export function rangeLength(start: bigint, stop: bigint, step: bigint): bigint {
  if (step > 0n) return start < stop ? (stop - start - 1n) / step + 1n : 0n;
  return start > stop ? (start - stop - 1n) / -step + 1n : 0n;
}
/** The length as an int object, with JavaScript numbers where they are exact. */
function lengthObject(start: Borrowed, stop: Borrowed, step: Borrowed): Owned {
  if (intFitsNumber(start) && intFitsNumber(stop) && intFitsNumber(step)) {
    const a = intToNumber(start);
    const b = intToNumber(stop);
    const s = intToNumber(step);
    // A difference of two exact numbers may be beyond 2^53.
    if (Math.abs(b - a) <= Number.MAX_SAFE_INTEGER) {
      if (s > 0) return newInt(a < b ? Math.floor((b - a - 1) / s) + 1 : 0);
      return newInt(a > b ? Math.floor((a - b - 1) / -s) + 1 : 0);
    }
  }
  return newIntFromBigInt(rangeLength(intToBigInt(start), intToBigInt(stop), intToBigInt(step)));
}
/** A range; steals all three ints. ValueError when the step is zero. */
export function newRange(start: Owned, stop: Owned, step: Owned): Owned {
  if (intFitsNumber(step) && intToNumber(step) === 0) {
    decref(start);
    decref(stop);
    decref(step);
    return valueError('range() arg 3 must not be zero');
  }
  const length = lengthObject(start, stop, step);
  const r = newPlain(T.range, RangeObject.size);
  stPtr(r + RangeObject.start, start);
  stPtr(r + RangeObject.stop, stop);
  stPtr(r + RangeObject.step, step);
  stPtr(r + RangeObject.length, length);
  return r;
}
/** The iterator of a progression of `length` numbers: the short one where all of it, and one step more, fits 64 bits. */
export function newRangeIterator(start: Borrowed, step: Borrowed, length: Borrowed): Owned {
  if (intFitsNumber(start) && intFitsNumber(step) && intFitsNumber(length)) {
    const a = intToNumber(start);
    const s = intToNumber(step);
    const n = intToNumber(length);
    if (Math.abs(a) + Math.abs(s) * (n + 1) < Number.MAX_SAFE_INTEGER) {
      const it = newPlain(T.range_iterator, RangeIterator.size);
      stSsize(it + RangeIterator.index, 0);
      stSsize(it + RangeIterator.start, a);
      stSsize(it + RangeIterator.step, s);
      stSsize(it + RangeIterator.len, n);
      return it;
    }
  }
  const a = intToBigInt(start);
  const s = intToBigInt(step);
  const n = intToBigInt(length);
  if (fitsLong(a) && fitsLong(s) && fitsLong(n) && fitsLong(a + s * n)) {
    const it = newPlain(T.range_iterator, RangeIterator.size);
    stI64(it + RangeIterator.index, 0n);
    stI64(it + RangeIterator.start, a);
    stI64(it + RangeIterator.step, s);
    stI64(it + RangeIterator.len, n);
    return it;
  }
  const it = newPlain(T.longrange_iterator, LongRangeIterator.size);
  stPtr(it + LongRangeIterator.index, newInt(0));
  stPtr(it + LongRangeIterator.start, newRef(start));
  stPtr(it + LongRangeIterator.step, newRef(step));
  stPtr(it + LongRangeIterator.len, newRef(length));
  return it;
}
export function rangeField(r: Borrowed, offset: number): Borrowed {
  return ldPtr(r + offset);
}
