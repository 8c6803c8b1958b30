/** Arrays as sequences: subscripts, slices, concatenation, repetition, comparison. */
import { type Borrowed, copy, ld32, NULL, type Owned } from '@tyston/memory';
import {
  asSsize,
  compareBool,
  decref,
  errOccurred,
  hasIndex,
  isInstance,
  NotImplemented,
  newBool,
  newRef,
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  richCompare,
  setError,
  setErrorNone,
  sliceIndices,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { extendByArray } from './new.js';
import {
  arrayItems,
  arrayLength,
  CODES,
  EXPORTS,
  getItemAt,
  isArray,
  itemAddress,
  itemSize,
  newArray,
  resizeArray,
  setItemAt,
  typeCode,
} from './store.js';

const ownType = (): Borrowed => stateObject(StdlibState.ARRAY_TYPE);
const indexError = (message: string): Owned => setError(T.IndexError, message);

export function item(a: Borrowed, i: number): Owned {
  if (i < 0 || i >= arrayLength(a)) return indexError('array index out of range');
  return getItemAt(a, i);
}

/** a[key]. */
export function subscript(a: Borrowed, key: Borrowed): Owned {
  if (hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred()) return NULL;
    return item(a, i < 0 ? i + arrayLength(a) : i);
  }
  if (!isInstance(key, T.slice)) return typeError('array indices must be integers');
  const s = sliceIndices(key, arrayLength(a));
  if (s === null) return NULL;
  const r = newArray(ownType(), typeCode(a), s.count);
  if (r === 0 || s.count === 0) return r;
  const size = itemSize(a);
  if (s.step === 1) copy(arrayItems(r), itemAddress(a, s.start), s.count * size);
  else
    for (let k = 0; k < s.count; k++)
      copy(arrayItems(r) + k * size, itemAddress(a, s.start + k * s.step), size);
  return r;
}

/** Takes out the items [start, end). 0 or -1. */
export function deleteRange(a: Borrowed, start: number, end: number): number {
  const n = arrayLength(a);
  if (end <= start) return 0;
  if (ld32(a + EXPORTS) > 0) return resizeArray(a, n - (end - start));
  const size = itemSize(a);
  if (end < n) copy(itemAddress(a, start), itemAddress(a, end), (n - end) * size);
  return resizeArray(a, n - (end - start));
}

/** a[key] = value, or del a[key] for NULL. 0 or -1. */
export function assignSubscript(a: Borrowed, key: Borrowed, value: Borrowed): number {
  if (hasIndex(key)) {
    let i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred()) return -1;
    const n = arrayLength(a);
    if (i < 0) i += n;
    if (i < 0 || i >= n) {
      indexError('array assignment index out of range');
      return -1;
    }
    if (value === 0) return deleteRange(a, i, i + 1);
    return setItemAt(a, i, value) ? 0 : -1;
  }
  if (!isInstance(key, T.slice)) {
    typeError('array indices must be integers');
    return -1;
  }
  const s = sliceIndices(key, arrayLength(a));
  if (s === null) return -1;
  if (value === 0) return deleteSlice(a, s.start, s.step, s.count);
  if (!isArray(value)) {
    typeError(`can only assign array (not "${typeName(value)}") to array slice`);
    return -1;
  }
  if (typeCode(value) !== typeCode(a)) {
    typeError('bad argument type for built-in operation');
    return -1;
  }
  if (value !== a) return assignSlice(a, s.start, s.step, s.count, value);
  const twin = repeated(a, 1);
  if (twin === 0) return -1;
  const r = assignSlice(a, s.start, s.step, s.count, twin);
  decref(twin);
  return r;
}

function deleteSlice(a: Borrowed, start: number, step: number, count: number): number {
  if (count === 0) return 0;
  if (step === 1) return deleteRange(a, start, start + count);
  const n = arrayLength(a);
  if (ld32(a + EXPORTS) > 0) return resizeArray(a, n - count);
  // From the least place on, whichever way the slice goes.
  const first = step < 0 ? start + (count - 1) * step : start;
  const stride = Math.abs(step);
  const size = itemSize(a);
  let to = first;
  for (let k = 0; k < count; k++) {
    const from = first + k * stride + 1;
    const end = k + 1 < count ? first + (k + 1) * stride : n;
    if (end > from) copy(itemAddress(a, to), itemAddress(a, from), (end - from) * size);
    to += end - from;
  }
  return resizeArray(a, n - count);
}

function assignSlice(a: Borrowed, start: number, step: number, count: number, value: Borrowed): number {
  const n = arrayLength(a);
  const m = arrayLength(value);
  const size = itemSize(a);
  if (step !== 1) {
    if (m !== count) {
      valueError(`attempt to assign array of size ${m} to extended slice of size ${count}`);
      return -1;
    }
    for (let k = 0; k < count; k++)
      copy(itemAddress(a, start + k * step), arrayItems(value) + k * size, size);
    return 0;
  }
  if (m !== count && ld32(a + EXPORTS) > 0) return resizeArray(a, n + m - count);
  if (m < count) {
    copy(itemAddress(a, start + m), itemAddress(a, start + count), (n - start - count) * size);
    if (resizeArray(a, n + m - count) < 0) return -1;
  } else if (m > count) {
    if (resizeArray(a, n + m - count) < 0) return -1;
    copy(itemAddress(a, start + m), itemAddress(a, start + count), (n - start - count) * size);
  }
  if (m > 0) copy(itemAddress(a, start), arrayItems(value), m * size);
  return 0;
}

/** A new array of the items `times` times. */
export function repeated(a: Borrowed, times: number): Owned {
  const n = arrayLength(a);
  const total = n * Math.max(0, times);
  if (total * itemSize(a) > 0xf000_0000) return setErrorNone(T.MemoryError);
  const r = newArray(ownType(), typeCode(a), total);
  if (r === 0) return NULL;
  const bytes = n * itemSize(a);
  for (let k = 0; k < times && bytes > 0; k++) copy(arrayItems(r) + k * bytes, arrayItems(a), bytes);
  return r;
}

export function concat(a: Borrowed, b: Borrowed): Owned {
  if (!isArray(b)) return typeError(`can only append array (not "${typeName(b)}") to array`);
  if (typeCode(a) !== typeCode(b)) return typeError('bad argument type for built-in operation');
  const r = repeated(a, 1);
  if (r === 0) return NULL;
  if (extendByArray(r, b) < 0) {
    decref(r);
    return NULL;
  }
  return r;
}

export function inplaceConcat(a: Borrowed, b: Borrowed): Owned {
  if (!isArray(b)) return typeError(`can only extend array with array (not "${typeName(b)}")`);
  return extendByArray(a, b) < 0 ? NULL : newRef(a);
}

export function inplaceRepeat(a: Borrowed, times: number): Owned {
  const n = arrayLength(a);
  if (n === 0 || times === 1) return newRef(a);
  const bytes = n * itemSize(a);
  if (bytes * times > 0xf000_0000) return setErrorNone(T.MemoryError);
  if (resizeArray(a, n * Math.max(0, times)) < 0) return NULL;
  for (let k = 1; k < times; k++) copy(arrayItems(a) + k * bytes, arrayItems(a), bytes);
  return newRef(a);
}

/** `a op b` of lengths. */
function byOrder(d: number, op: number): Owned {
  switch (op) {
    case Py_LT:
      return newBool(d < 0);
    case Py_LE:
      return newBool(d <= 0);
    case Py_EQ:
      return newBool(d === 0);
    case Py_NE:
      return newBool(d !== 0);
    case Py_GT:
      return newBool(d > 0);
    case Py_GE:
      return newBool(d >= 0);
  }
  return newRef(NotImplemented);
}

/** Lexicographic; the first items that differ decide. */
export function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (!isArray(a) || !isArray(b)) return newRef(NotImplemented);
  const n = arrayLength(a);
  const m = arrayLength(b);
  if (n !== m && (op === Py_EQ || op === Py_NE)) return newBool(op === Py_NE);
  const ca = CODES[typeCode(a)]!;
  const cb = CODES[typeCode(b)]!;
  const common = Math.min(n, m);
  const mixed = (typeCode(a) === 'u') !== (typeCode(b) === 'u');
  for (let i = 0; i < common; i++) {
    const x = ca.read(itemAddress(a, i));
    const y = cb.read(itemAddress(b, i));
    // A BigInt and a number compare by value, as a Python int and float do.
    // biome-ignore lint/suspicious/noDoubleEquals: the operands may be of two types
    if (!mixed && x == y) continue;
    if (op === Py_EQ) return newBool(false);
    if (op === Py_NE) return newBool(true);
    if (mixed || Number.isNaN(x) || Number.isNaN(y)) return compareObjects(a, b, i, op);
    return byOrder(x < y ? -1 : 1, op);
  }
  return byOrder(n - m, op);
}
function compareObjects(a: Borrowed, b: Borrowed, i: number, op: number): Owned {
  const x = getItemAt(a, i);
  if (x === 0) return NULL;
  const y = getItemAt(b, i);
  const r = y === 0 ? NULL : richCompare(x, y, op);
  decref(x);
  if (y !== 0) decref(y);
  return r;
}

/** The place of the first item equal to v in [start, stop), -1 for none, -2 with an exception. */
export function find(a: Borrowed, v: Borrowed, start: number, stop: number): number {
  for (let i = start; i < stop && i < arrayLength(a); i++) {
    const x = getItemAt(a, i);
    if (x === 0) return -2;
    const equal = compareBool(x, v, Py_EQ);
    decref(x);
    if (equal < 0) return -2;
    if (equal > 0) return i;
  }
  return -1;
}
