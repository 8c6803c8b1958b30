/** Items of memoryviews: looking them up, assigning them, slices, comparison of whole views. */
import {
  type Addr,
  type Borrowed,
  compareBytes,
  copy,
  ld32,
  ldAddr,
  ldSsize,
  NULL,
  type Owned,
  Py_buffer,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { asSsize, callMethod, compareBool, hasIndex, Py_EQ, sliceIndices } from '../../core/abstract.js';
import { acquireBuffer, BUF, copyOut, dropBuffer, eachItem, viewFormat } from '../../core/buffer.js';
import { bytesData, newBytesBuffer } from '../../core/bytes.js';
import { errClear, errMatches, errOccurred, setError, typeError, valueError } from '../../core/errors.js';
import { free, malloc } from '../../core/heap.js';
import { importModule } from '../../core/import-hook.js';
import { newBool } from '../../core/int.js';
import { listInit, newListBuffer } from '../../core/list.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { newStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { Ellipsis, NotImplemented, T } from '../../core/wellknown.js';
import { nativeLetter, nativeSize, packNative, unpackNative } from '../../lib/native-format.js';
import {
  checkAlive,
  copyView,
  initFlags,
  initLength,
  isReleased,
  viewItemsize,
  viewNdim,
  viewOf,
  viewShape,
  viewStride,
  viewSuboffset,
} from './object.js';

/** The view's format as one native letter, or null with NotImplementedError. */
export function itemLetter(mv: Borrowed): string | null {
  const format = viewFormat(viewOf(mv));
  const letter = nativeLetter(format);
  if (letter === null) setError(T.NotImplementedError, `memoryview: format ${format} not supported`);
  return letter;
}

/** Address of item `i` of dimension `d` from `p`; 0 with IndexError. */
function step(mv: Borrowed, p: Addr, i: number, d: number): Addr {
  const n = viewShape(mv, d);
  if (i < 0) i += n;
  if (i < 0 || i >= n) {
    setError(T.IndexError, `index out of bounds on dimension ${d + 1}`);
    return 0;
  }
  p += viewStride(mv, d) * i;
  const sub = viewSuboffset(mv, d);
  return sub >= 0 ? ldAddr(p) + sub : p;
}
function address(mv: Borrowed): Addr {
  return ldAddr(viewOf(mv) + Py_buffer.buf);
}
/** The address that a tuple of indices means; 0 with an exception. */
function tupleAddress(mv: Borrowed, key: Borrowed): Addr {
  const n = tupleLength(key);
  if (n > viewNdim(mv)) {
    typeError(`cannot index ${viewNdim(mv)}-dimension view with ${n}-element tuple`);
    return 0;
  }
  let p = address(mv);
  for (let d = 0; d < n; d++) {
    const i = asSsize(tupleItem(key, d), T.IndexError);
    if (i === -1 && errOccurred() !== 0) return 0;
    p = step(mv, p, i, d);
    if (p === 0) return 0;
  }
  return p;
}
function tupleOf(key: Borrowed, test: (o: Borrowed) => boolean): boolean {
  if (typeOf(key) !== T.tuple) return false;
  for (let i = 0; i < tupleLength(key); i++) if (!test(tupleItem(key, i))) return false;
  return true;
}
const isSlice = (o: Borrowed) => typeOf(o) === T.slice;

/** mv[i] of a view of one dimension. */
export function viewItem(mv: Borrowed, i: number): Owned {
  if (!checkAlive(mv)) return NULL;
  const letter = itemLetter(mv);
  if (letter === null) return NULL;
  if (viewNdim(mv) === 0) return typeError('invalid indexing of 0-dim memory');
  if (viewNdim(mv) > 1)
    return setError(T.NotImplementedError, 'multi-dimensional sub-views are not implemented');
  const p = step(mv, address(mv), i, 0);
  return p === 0 ? NULL : unpackNative(p, letter);
}

/** mv[slice]: of the first dimension. */
function sliceView(mv: Borrowed, key: Borrowed): Owned {
  // First the view: the slice's `__index__` may release this one.
  const r = copyView(mv);
  const from = address(mv);
  const s = sliceIndices(key, viewShape(r, 0));
  if (s === null) {
    decref(r);
    return NULL;
  }
  const view = viewOf(r);
  const stride = viewStride(r, 0);
  stPtr(view + Py_buffer.buf, from + stride * s.start);
  stSsize(ldAddr(view + Py_buffer.shape), Math.max(0, s.count));
  stSsize(ldAddr(view + Py_buffer.strides), stride * s.step);
  initLength(r);
  initFlags(r);
  return r;
}

export function viewSubscript(mv: Borrowed, key: Borrowed): Owned {
  if (!checkAlive(mv)) return NULL;
  if (viewNdim(mv) === 0) {
    if (typeOf(key) === T.tuple && tupleLength(key) === 0) {
      const letter = itemLetter(mv);
      return letter === null ? NULL : unpackNative(address(mv), letter);
    }
    if (key === Ellipsis) return newRef(mv);
    return typeError('invalid indexing of 0-dim memory');
  }
  if (hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    return i === -1 && errOccurred() !== 0 ? NULL : viewItem(mv, i);
  }
  if (isSlice(key)) return sliceView(mv, key);
  if (tupleOf(key, hasIndex)) {
    const letter = itemLetter(mv);
    if (letter === null) return NULL;
    if (tupleLength(key) < viewNdim(mv))
      return setError(T.NotImplementedError, 'sub-views are not implemented');
    const p = tupleAddress(mv, key);
    return p === 0 ? NULL : unpackNative(p, letter);
  }
  if (tupleOf(key, isSlice))
    return setError(T.NotImplementedError, 'multi-dimensional slicing is not implemented');
  return typeError('memoryview: invalid slice key');
}

/** Copies the items of a buffer into a view of the same structure. 0 or -1. */
function assignItems(to: Borrowed, source: Addr): number {
  const target = viewOf(to);
  const same =
    ld32(source + Py_buffer.ndim) === 1 &&
    viewFormat(source).replace(/^@/, '') === viewFormat(target).replace(/^@/, '') &&
    ldSsize(source + Py_buffer.itemsize) === viewItemsize(to) &&
    bufferItems(source) === viewShape(to, 0);
  if (same) {
    const n = ldSsize(source + Py_buffer.len);
    if (n > 0) {
      // By way of a copy: the two may overlap.
      const scratch = malloc(n);
      copyOut(source, scratch);
      const size = viewItemsize(to);
      let from = scratch;
      eachItem(target, (p) => {
        copy(p, from, size);
        from += size;
      });
      free(scratch);
    }
  } else valueError('memoryview assignment: lvalue and rvalue have different structures');
  return same ? 0 : -1;
}
function bufferItems(view: Addr): number {
  const shape = ldAddr(view + Py_buffer.shape);
  return shape === 0 ? ldSsize(view + Py_buffer.len) / ldSsize(view + Py_buffer.itemsize) : ldSsize(shape);
}

export function viewAssign(mv: Borrowed, key: Borrowed, value: Borrowed): number {
  if (!checkAlive(mv)) return -1;
  const letter = itemLetter(mv);
  if (letter === null) return -1;
  const fail = (message: string) => {
    typeError(message);
    return -1;
  };
  if (ld32(viewOf(mv) + Py_buffer.readonly) !== 0) return fail('cannot modify read-only memory');
  if (value === 0) return fail('cannot delete memory');
  if (viewNdim(mv) === 0) {
    if (key === Ellipsis || (typeOf(key) === T.tuple && tupleLength(key) === 0))
      return packNative(address(mv), letter, value);
    return fail('invalid indexing of 0-dim memory');
  }
  let p: Addr;
  if (hasIndex(key)) {
    if (viewNdim(mv) > 1) {
      setError(T.NotImplementedError, 'sub-views are not implemented');
      return -1;
    }
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred() !== 0) return -1;
    p = step(mv, address(mv), i, 0);
  } else if (isSlice(key)) {
    if (viewNdim(mv) !== 1) {
      setError(T.NotImplementedError, 'memoryview slice assignments are currently restricted to ndim = 1');
      return -1;
    }
    const source = acquireBuffer(value, BUF.FULL_RO);
    if (source === 0) return -1;
    const part = sliceView(mv, key);
    const r = part === 0 ? -1 : assignItems(part, source);
    if (part !== 0) decref(part);
    dropBuffer(source);
    return r;
  } else if (tupleOf(key, hasIndex)) {
    if (tupleLength(key) < viewNdim(mv)) {
      setError(T.NotImplementedError, 'sub-views are not implemented');
      return -1;
    }
    p = tupleAddress(mv, key);
  } else if (tupleOf(key, isSlice)) {
    setError(T.NotImplementedError, 'memoryview slice assignments are currently restricted to ndim = 1');
    return -1;
  } else return fail('memoryview: invalid slice key');
  return p === 0 ? -1 : packInto(mv, p, letter, value);
}
/** Converting the value may run code that releases the view: it is packed aside first. */
function packInto(mv: Borrowed, p: Addr, letter: string, value: Borrowed): number {
  const scratch = malloc(8);
  let r = packNative(scratch, letter, value);
  if (r === 0) {
    if (checkAlive(mv)) copy(p, scratch, nativeSize(letter));
    else r = -1;
  }
  free(scratch);
  return r;
}

/** Nested lists of the items. */
export function viewToList(mv: Borrowed): Owned {
  const letter = itemLetter(mv);
  if (letter === null) return NULL;
  const ndim = viewNdim(mv);
  if (ndim === 0) return unpackNative(address(mv), letter);
  const level = (d: number, from: Addr): Owned => {
    const n = viewShape(mv, d);
    const list = newListBuffer(n);
    const sub = viewSuboffset(mv, d);
    for (let i = 0; i < n; i++) {
      let p = from + viewStride(mv, d) * i;
      if (sub >= 0) p = ldAddr(p) + sub;
      listInit(list, i, d + 1 === ndim ? unpackNative(p, letter) : level(d + 1, p));
    }
    return list;
  };
  return level(0, address(mv));
}

// -- comparison ------------------------------------------------------------------------------------------------------

/** Reads items of a format: natively, or by way of the module `struct`. Null with an exception. */
function unpacker(view: Addr): ((p: Addr) => Owned) | null {
  const format = viewFormat(view);
  const letter = nativeLetter(format);
  if (letter !== null) return (p) => unpackNative(p, letter);
  const struct = importModule('struct');
  if (struct === 0) return null;
  const text = newStr(format);
  const unpack = callMethod(struct, 'Struct', text);
  decref(text);
  decref(struct);
  if (unpack === 0) return null;
  const size = ldSsize(view + Py_buffer.itemsize);
  return (p) => {
    const bytes = newBytesBuffer(size);
    copy(bytesData(bytes), p, size);
    const items = callMethod(unpack, 'unpack', bytes);
    decref(bytes);
    if (items === 0 || !isInstance(items, T.tuple) || tupleLength(items) !== 1) return items;
    const only = newRef(tupleItem(items, 0));
    decref(items);
    return only;
  };
}

function sameShape(a: Addr, b: Addr): boolean {
  const ndim = ld32(a + Py_buffer.ndim);
  if (ndim !== ld32(b + Py_buffer.ndim)) return false;
  const shapeOf = (v: Addr, i: number) => {
    const shape = ldAddr(v + Py_buffer.shape);
    return shape === 0
      ? ldSsize(v + Py_buffer.len) / ldSsize(v + Py_buffer.itemsize)
      : ldSsize(shape + i * 8);
  };
  for (let i = 0; i < ndim; i++) {
    if (shapeOf(a, i) !== shapeOf(b, i)) return false;
    if (shapeOf(a, i) === 0) break;
  }
  return true;
}

/** 1 when all items are equal, 0 when not, -1 with an exception. */
function equalItems(a: Addr, b: Addr): number {
  const format = viewFormat(a);
  const letter = nativeLetter(format);
  const sameLetter = letter !== null && letter === nativeLetter(viewFormat(b));
  const addresses: Addr[] = [];
  eachItem(a, (p) => addresses.push(p));
  const size = ldSsize(a + Py_buffer.itemsize);
  if (sameLetter && letter !== 'f' && letter !== 'd' && letter !== '?') {
    let k = 0;
    let equal = true;
    eachItem(b, (q) => {
      if (equal && compareBytes(addresses[k++]!, q, size) !== 0) equal = false;
    });
    return equal ? 1 : 0;
  }
  const readA = unpacker(a);
  const readB = readA === null ? null : unpacker(b);
  if (readA === null || readB === null) {
    // A format that nobody understands: the views are not equal.
    if (!errMatches(T.Exception)) return -1;
    errClear();
    return 0;
  }
  const others: Addr[] = [];
  eachItem(b, (p) => others.push(p));
  for (let i = 0; i < addresses.length; i++) {
    const x = readA(addresses[i]!);
    if (x === 0) return -1;
    const y = readB(others[i]!);
    if (y === 0) {
      decref(x);
      return -1;
    }
    // NaN is not equal to itself here: values are compared, not objects.
    const r = x === y ? 1 : compareBool(x, y, Py_EQ);
    decref(x);
    decref(y);
    if (r !== 1) return r;
  }
  return 1;
}

export function viewCompare(v: Borrowed, w: Borrowed, op: number): Owned {
  if (op !== 2 && op !== 3) return newRef(NotImplemented);
  let equal: number;
  if (isReleased(v)) equal = v === w ? 1 : 0;
  else if (typeOf(w) === T.memoryview) {
    if (isReleased(w)) equal = 0;
    else equal = sameShape(viewOf(v), viewOf(w)) ? equalItems(viewOf(v), viewOf(w)) : 0;
  } else {
    const other = acquireBuffer(w, BUF.FULL_RO);
    if (other === 0) {
      errClear();
      return newRef(NotImplemented);
    }
    equal = sameShape(viewOf(v), other) ? equalItems(viewOf(v), other) : 0;
    dropBuffer(other);
  }
  return equal < 0 ? NULL : newBool((equal === 1) === (op === 2));
}
