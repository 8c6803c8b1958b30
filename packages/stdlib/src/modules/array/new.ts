/** `array(typecode, initializer)`, and the contents that arrays are made of or extended by. */
import { type Borrowed, copy, NULL, type Owned, st32 } from '@tyston/memory';
import {
  badArgument,
  decref,
  errOccurred,
  getBytesLike,
  getIter,
  isInstance,
  iterNext,
  listItem,
  listLength,
  newRef,
  noStrayKeywords,
  strChar,
  strLength,
  T,
  tupleItem,
  tupleLength,
  typeError,
  valueError,
} from '@tyston/objects';
import {
  arrayItems,
  arrayLength,
  CODES,
  isArray,
  itemAddress,
  itemSize,
  newArray,
  resizeArray,
  setItemAt,
  typeCode,
} from './store.js'; // prettier-ignore

/** Appends one object: 0, or -1 with an exception. */
export function appendItem(a: Borrowed, v: Borrowed): number {
  return insertItem(a, arrayLength(a), v);
}

/** Inserts an object at a place in range. */
export function insertItem(a: Borrowed, where: number, v: Borrowed): number {
  const code = CODES[typeCode(a)]!;
  const value = code.convert(v);
  if (value === null) return -1;
  const n = arrayLength(a);
  const at = Math.min(where, n);
  if (resizeArray(a, n + 1) < 0) return -1;
  const address = itemAddress(a, at);
  if (at !== n) copy(address + code.size, address, (n - at) * code.size);
  code.store(address, value as never);
  return 0;
}

/** Appends what an iterable gives. 0 or -1. */
export function extendByIterable(a: Borrowed, iterable: Borrowed): number {
  const it = getIter(iterable);
  if (it === 0) return -1;
  for (;;) {
    const v = iterNext(it);
    if (v === 0) break;
    const r = appendItem(a, v);
    decref(v);
    if (r < 0) break;
  }
  decref(it);
  return errOccurred() ? -1 : 0;
}

/** Appends another array's items. 0 or -1. */
export function extendByArray(a: Borrowed, b: Borrowed): number {
  if (typeCode(a) !== typeCode(b)) {
    typeError('can only extend with array of same kind');
    return -1;
  }
  const n = arrayLength(a);
  const m = arrayLength(b);
  const size = itemSize(a);
  if (resizeArray(a, n + m) < 0) return -1;
  // b may be a, whose items may have moved.
  if (m > 0) copy(arrayItems(a) + n * size, arrayItems(b), m * size);
  return 0;
}

/** Appends machine values. 0 or -1. */
export function extendByBytes(a: Borrowed, o: Borrowed): number {
  const view = getBytesLike(o);
  if (view === null) return -1;
  const size = itemSize(a);
  if (view.length % size !== 0) {
    view.release();
    valueError('bytes length not a multiple of item size');
    return -1;
  }
  const n = arrayLength(a);
  const r = resizeArray(a, n + view.length / size);
  if (r === 0 && view.length > 0) copy(arrayItems(a) + n * size, view.address, view.length);
  view.release();
  return r;
}

/** Appends the characters of a str. 0 or -1. */
export function extendByStr(a: Borrowed, s: Borrowed): number {
  const n = arrayLength(a);
  const m = strLength(s);
  if (resizeArray(a, n + m) < 0) return -1;
  for (let i = 0; i < m; i++) st32(itemAddress(a, n + i), strChar(s, i));
  return 0;
}

/** A new array with the items of a list or tuple. */
function fromSequence(type: Borrowed, code: string, s: Borrowed, list: boolean): Owned {
  const n = list ? listLength(s) : tupleLength(s);
  const a = newArray(type, code, n);
  if (a === 0) return NULL;
  for (let i = 0; i < n; i++) {
    if (list && i >= listLength(s)) break;
    const v = newRef(list ? listItem(s, i) : tupleItem(s, i));
    const ok = setItemAt(a, i, v);
    decref(v);
    if (!ok) {
      decref(a);
      return NULL;
    }
  }
  return a;
}

/** A new array of a type code and contents, which may be NULL. */
export function makeArray(type: Borrowed, code: string, initial: Borrowed): Owned {
  if (initial !== 0 && code !== 'u') {
    if (isInstance(initial, T.str))
      return typeError(`cannot use a str to initialize an array with typecode '${code}'`);
    if (isArray(initial) && typeCode(initial) === 'u')
      return typeError(`cannot use a unicode array to initialize an array with typecode '${code}'`);
  }
  if (CODES[code] === undefined)
    return valueError('bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)');
  if (initial !== 0 && isInstance(initial, T.list)) return fromSequence(type, code, initial, true);
  if (initial !== 0 && isInstance(initial, T.tuple)) return fromSequence(type, code, initial, false);
  const a = newArray(type, code, 0);
  if (a === 0 || initial === 0) return a;
  let r: number;
  if (isInstance(initial, T.bytes) || isInstance(initial, T.bytearray)) r = extendByBytes(a, initial);
  else if (code === 'u' && isInstance(initial, T.str)) r = extendByStr(a, initial);
  else if (isArray(initial) && typeCode(initial) === code) r = extendByArray(a, initial);
  else r = extendByIterable(a, initial);
  if (r < 0) {
    decref(a);
    return NULL;
  }
  return a;
}

/** tp_new of array and its subclasses. */
export function arrayNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (!noStrayKeywords('array.array', type, kwargs)) return NULL;
  const n = tupleLength(args);
  if (n < 1) return typeError(`array() takes at least 1 argument (${n} given)`);
  if (n > 2) return typeError(`array() takes at most 2 arguments (${n} given)`);
  const code = tupleItem(args, 0);
  if (!isInstance(code, T.str) || strLength(code) !== 1)
    return badArgument('array', 'argument 1', 'a unicode character', code);
  return makeArray(type, String.fromCodePoint(strChar(code, 0)), n === 2 ? tupleItem(args, 1) : NULL);
}
