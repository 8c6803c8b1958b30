/** The methods of arrays. */
import { type Borrowed, ld32, NULL, type Owned, readBytes, viewBytes, WINDOW_HIGH } from '@tyston/memory';
import {
  bytesLength,
  callMethod,
  compareBool,
  decref,
  fromBigInt,
  isInstance,
  listItem,
  listLength,
  None,
  newBytes,
  newInt,
  newRef,
  newTuple,
  Py_EQ,
  setError,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { arrayToStr } from './convert.js';
import {
  appendItem,
  extendByArray,
  extendByBytes,
  extendByIterable,
  extendByStr,
  insertItem,
} from './new.js';
import { deleteRange, find } from './sequence.js';
import {
  ALLOCATED,
  arrayItems,
  arrayLength,
  BASIC_SIZE,
  getItemAt,
  isArray,
  itemSize,
  resizeArray,
  setItemAt,
  typeCode,
} from './store.js';

/** None, or NULL for -1. */
const done = (r: number): Owned => (r < 0 ? NULL : newRef(None));

export const append = (a: Borrowed, v: Borrowed): Owned => done(appendItem(a, v));

export function extend(a: Borrowed, b: Borrowed): Owned {
  return done(isArray(b) ? extendByArray(a, b) : extendByIterable(a, b));
}

export function insert(a: Borrowed, i: number, v: Borrowed): Owned {
  const n = arrayLength(a);
  return done(insertItem(a, i < 0 ? Math.max(0, i + n) : Math.min(i, n), v));
}

export function pop(a: Borrowed, i: number): Owned {
  const n = arrayLength(a);
  if (n === 0) return setError(T.IndexError, 'pop from empty array');
  if (i < 0) i += n;
  if (i < 0 || i >= n) return setError(T.IndexError, 'pop index out of range');
  const v = getItemAt(a, i);
  if (v === 0) return NULL;
  if (deleteRange(a, i, i + 1) === 0) return v;
  decref(v);
  return NULL;
}

export function remove(a: Borrowed, v: Borrowed): Owned {
  const i = find(a, v, 0, arrayLength(a));
  if (i === -2) return NULL;
  if (i < 0) return valueError('array.remove(x): x not in array');
  return done(deleteRange(a, i, i + 1));
}

export function index(a: Borrowed, v: Borrowed, start: number, stop: number): Owned {
  const n = arrayLength(a);
  if (start < 0) start = Math.max(0, start + n);
  if (stop < 0) stop += n;
  const i = find(a, v, start, stop);
  if (i === -2) return NULL;
  return i < 0 ? valueError('array.index(x): x not in array') : newInt(i);
}

export function count(a: Borrowed, v: Borrowed): Owned {
  let n = 0;
  for (let i = 0; i < arrayLength(a); i++) {
    const x = getItemAt(a, i);
    if (x === 0) return NULL;
    const equal = compareBool(x, v, Py_EQ);
    decref(x);
    if (equal < 0) return NULL;
    n += equal;
  }
  return newInt(n);
}

export function reverse(a: Borrowed): Owned {
  const n = arrayLength(a);
  const size = itemSize(a);
  if (n > 1) {
    const bytes = viewBytes(arrayItems(a), n * size);
    for (let i = 0, j = n - 1; i < j; i++, j--)
      for (let k = 0; k < size; k++) {
        const t = bytes[i * size + k]!;
        bytes[i * size + k] = bytes[j * size + k]!;
        bytes[j * size + k] = t;
      }
  }
  return newRef(None);
}

export function byteswap(a: Borrowed): Owned {
  const n = arrayLength(a);
  const size = itemSize(a);
  if (size > 1 && n > 0) {
    const bytes = viewBytes(arrayItems(a), n * size);
    for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse();
  }
  return newRef(None);
}

export function bufferInfo(a: Borrowed): Owned {
  const p = arrayItems(a);
  const address = p === 0 ? 0n : (BigInt(WINDOW_HIGH) << 32n) | BigInt(p >>> 0);
  return newTuple(fromBigInt(address), newInt(arrayLength(a)));
}

export function fromlist(a: Borrowed, list: Borrowed): Owned {
  if (!isInstance(list, T.list)) return typeError('arg must be list');
  const n = listLength(list);
  if (n === 0) return newRef(None);
  const old = arrayLength(a);
  if (resizeArray(a, old + n) < 0) return NULL;
  for (let i = 0; i < n; i++) {
    const v = newRef(listItem(list, i));
    const ok = setItemAt(a, old + i, v);
    decref(v);
    if (ok && listLength(list) !== n) setError(T.RuntimeError, 'list changed size during iteration');
    if (!ok || listLength(list) !== n) {
      resizeArray(a, old);
      return NULL;
    }
  }
  return newRef(None);
}

export const frombytes = (a: Borrowed, buffer: Borrowed): Owned => done(extendByBytes(a, buffer));

export function fromunicode(a: Borrowed, s: Borrowed): Owned {
  if (typeCode(a) !== 'u') return valueError('fromunicode() may only be called on unicode type arrays');
  return done(extendByStr(a, s));
}

export function tounicode(a: Borrowed): Owned {
  if (typeCode(a) !== 'u') return valueError('tounicode() may only be called on unicode type arrays');
  return arrayToStr(a);
}

/** Bytes that one write of `tofile` has. */
const BLOCK = 64 * 1024;

export function tofile(a: Borrowed, file: Borrowed): Owned {
  const total = arrayLength(a) * itemSize(a);
  for (let at = 0; at < total; at += BLOCK) {
    const bytes = newBytes(readBytes(arrayItems(a) + at, Math.min(BLOCK, total - at)));
    const r = callMethod(file, 'write', bytes);
    decref(bytes);
    if (r === 0) return NULL;
    decref(r);
  }
  return newRef(None);
}

export function fromfile(a: Borrowed, file: Borrowed, n: number): Owned {
  if (n < 0) return valueError('negative count');
  const wanted = newInt(n * itemSize(a));
  const bytes = callMethod(file, 'read', wanted);
  decref(wanted);
  if (bytes === 0) return NULL;
  if (!isInstance(bytes, T.bytes)) {
    decref(bytes);
    return typeError("read() didn't return bytes");
  }
  const short = bytesLength(bytes) !== n * itemSize(a);
  const r = extendByBytes(a, bytes);
  decref(bytes);
  if (r < 0) return NULL;
  return short ? setError(T.EOFError, "read() didn't return enough bytes") : newRef(None);
}

export const sizeOf = (a: Borrowed): Owned => newInt(BASIC_SIZE + ld32(a + ALLOCATED) * itemSize(a));
