/** `bytearray`: slots, constructor, and what only a mutable sequence has. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ldAddr,
  ldSsize,
  NULL,
  type Owned,
  PyByteArrayObject,
  PyVarObject,
  st8,
  stPtr,
  stSsize,
  TypeFlags,
  zero,
} from '@tyston/memory';
import { asSsize, callMethod, getIter, hasIndex, lengthHint, sliceIndices } from '../../core/abstract.js';
import { allocTracked, freeObject, typeFlags } from '../../core/alloc.js';
import { parseTupleAndDict } from '../../core/args.js';
import { bufferFillInfo, getBytesLike, hasBuffer } from '../../core/buffer.js';
import {
  bytearrayData,
  bytearrayLength,
  bytearrayResize,
  canResize,
  initBytearray,
  newBytearray,
  newBytearrayBuffer,
} from '../../core/bytearray.js';
import { bytesData, bytesLength } from '../../core/bytes.js';
import { method, type TypeSpec } from '../../core/define.js';
import {
  errClear,
  errMatches,
  errOccurred,
  setError,
  setErrorNone,
  typeError,
  valueError,
} from '../../core/errors.js';
import { free } from '../../core/heap.js';
import { newBool, newInt } from '../../core/int.js';
import { shortName, typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { getSlot, slotPlace } from '../../core/slot-offsets.js';
import { jsStr, newStr } from '../../core/str.js';
import { repeatInto } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple } from '../../core/tuple.js';
import { EmptyBytes, EmptyTuple, None, NotImplemented, smallInt, T } from '../../core/wellknown.js';
import { ByteWriter } from '../../lib/byte-writer.js';
import { compareRuns } from '../../lib/bytes/compare.js';
import { bytesContains, bytesFindMethods } from '../../lib/bytes/find.js';
import { BYTEARRAY, makeBytes } from '../../lib/bytes/kind.js';
import { bytesFromBuffer, byteValue, collectBytes } from '../../lib/bytes/make.js';
import { bytesMapMethods } from '../../lib/bytes/map.js';
import { bytesPercent } from '../../lib/bytes/percent.js';
import { bytesSplitMethods } from '../../lib/bytes/split.js';
import { warnComparison, warnStr } from '../../lib/bytes/warning.js';
import { decodeLatin1 } from '../../lib/codecs/single.js';
import { encodeText } from '../../lib/codecs/text.js';
import { newIndexIterator } from '../../lib/index-iterator.js';
import { bytearrayRepr } from '../../lib/str-repr.js';
import { textIteratorType } from '../../lib/text-iterator.js';

const RANGE = 'byte must be in range(0, 256)';
const MAX = 0xffff_0000;

/** Appends `n` bytes. 0, or -1 with an exception. */
function append(self: Borrowed, from: Addr, n: number): number {
  const length = bytearrayLength(self);
  if (bytearrayResize(self, length + n) < 0) return -1;
  if (n > 0) copy(bytearrayData(self) + length, from, n);
  return 0;
}
/** Appends the bytes of an exact bytes object; steals it. */
function appendBytes(self: Borrowed, b: Owned): number {
  if (b === 0) return -1;
  const r = append(self, bytesData(b), bytesLength(b));
  decref(b);
  return r;
}
function appendWriter(self: Borrowed, w: ByteWriter): number {
  const length = bytearrayLength(self);
  if (bytearrayResize(self, length + w.length) < 0) return -1;
  const to = bytearrayData(self) + length;
  for (let i = 0; i < w.length; i++) st8(to + i, w.at(i));
  return 0;
}

function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const parsed = parseTupleAndDict(
    'bytearray',
    "(source = b'', encoding: str = 0, errors: str = 0)",
    args,
    kwargs,
  );
  if (parsed === null) return -1;
  const [o, encoding, errors] = parsed as [Borrowed, Borrowed, Borrowed];
  if (bytearrayLength(self) !== 0 && bytearrayResize(self, 0) < 0) return -1;
  if (o !== 0 && isInstance(o, T.str)) {
    if (encoding === 0) {
      typeError('string argument without an encoding');
      return -1;
    }
    return appendBytes(self, encodeText(o, jsStr(encoding), errors === 0 ? null : jsStr(errors)));
  }
  if (encoding !== 0 || errors !== 0) {
    typeError(encoding !== 0 ? 'encoding without a string argument' : 'errors without a string argument');
    return -1;
  }
  return o === 0 ? 0 : fill(self, o);
}
/** Fills an empty bytearray from a count, a buffer or an iterable. */
function fill(self: Borrowed, o: Borrowed): number {
  if (hasIndex(o)) {
    const n = asSsize(o, T.OverflowError);
    if (n !== -1 || errOccurred() === 0) {
      if (n < 0) {
        valueError('negative count');
        return -1;
      }
      if (n > MAX) {
        setErrorNone(T.MemoryError);
        return -1;
      }
      if (bytearrayResize(self, n) < 0) return -1;
      if (n > 0) zero(bytearrayData(self), n);
      return 0;
    }
    if (!errMatches(T.TypeError)) return -1;
    errClear();
  }
  if (hasBuffer(o)) return appendBytes(self, bytesFromBuffer(o));
  const it = getIter(o);
  if (it === 0) {
    if (errMatches(T.TypeError)) typeError(`cannot convert '${typeName(o)}' object to bytearray`);
    return -1;
  }
  const w = new ByteWriter();
  const ok = collectBytes(w, it, RANGE);
  decref(it);
  return ok ? appendWriter(self, w) : -1;
}

function create(type: Borrowed): Owned {
  if (type === T.bytearray) return newBytearrayBuffer(0);
  const self = allocTracked(type, 0);
  initBytearray(self);
  return self;
}
function dealloc(self: Borrowed): void {
  free(ldAddr(self + PyByteArrayObject.ob_bytes));
  freeObject(self, typeFlags(typeOf(self)));
}

function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (!hasBuffer(a) || !hasBuffer(b))
    return warnComparison('bytearray', a, b, op) ? newRef(NotImplemented) : NULL;
  const left = getBytesLike(a);
  if (left === null) {
    errClear();
    return newRef(NotImplemented);
  }
  const right = getBytesLike(b);
  if (right === null) {
    errClear();
    left.release();
    return newRef(NotImplemented);
  }
  const r = compareRuns(left.address, left.length, right.address, right.length, op);
  left.release();
  right.release();
  return newBool(r);
}

function item(self: Borrowed, i: number): Owned {
  if (i < 0 || i >= bytearrayLength(self)) return setError(T.IndexError, 'bytearray index out of range');
  return newRef(smallInt(ld8(bytearrayData(self) + i)));
}
function subscript(self: Borrowed, key: Borrowed): Owned {
  if (hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred() !== 0) return NULL;
    return item(self, i < 0 ? i + bytearrayLength(self) : i);
  }
  if (typeOf(key) !== T.slice)
    return typeError(`bytearray indices must be integers or slices, not ${typeName(key)}`);
  const s = sliceIndices(key, bytearrayLength(self));
  if (s === null) return NULL;
  const data = bytearrayData(self);
  if (s.count <= 0) return newBytearrayBuffer(0);
  if (s.step === 1) return newBytearray(data + s.start, s.count);
  const r = newBytearrayBuffer(s.count);
  for (let k = 0, i = s.start; k < s.count; k++, i += s.step) st8(bytearrayData(r) + k, ld8(data + i));
  return r;
}

/** Replaces bytes [lo, hi) by `n` others. */
function setRange(self: Borrowed, lo: number, hi: number, from: Addr, n: number): number {
  const length = bytearrayLength(self);
  const growth = n - (hi - lo);
  if (growth < 0) {
    if (!canResize(self)) return -1;
    if (lo === 0) {
      // Cutting off the front moves only the start.
      stPtr(self + PyByteArrayObject.ob_start, bytearrayData(self) - growth);
      stSsize(self + PyVarObject.ob_size, length + growth);
      if (bytearrayShrunk(self) < 0) return -1;
    } else {
      const data = bytearrayData(self);
      copy(data + hi + growth, data + hi, length - hi);
      if (bytearrayResize(self, length + growth) < 0) return -1;
    }
  } else if (growth > 0) {
    if (bytearrayResize(self, length + growth) < 0) return -1;
    const data = bytearrayData(self);
    copy(data + hi + growth, data + hi, length - hi);
  }
  if (n > 0) copy(bytearrayData(self) + lo, from, n);
  return 0;
}
/** After the front was cut off: gives memory back when less than half is used. */
function bytearrayShrunk(self: Borrowed): number {
  const n = bytearrayLength(self);
  const allocated = ldSsize(self + PyByteArrayObject.ob_alloc);
  if (n >= Math.floor(allocated / 2)) return 0;
  stSsize(self + PyVarObject.ob_size, n + 1);
  return bytearrayResize(self, n);
}

function setItem(self: Borrowed, i: number, value: Borrowed): number {
  if (i < 0) i += bytearrayLength(self);
  if (i < 0 || i >= bytearrayLength(self)) {
    setError(T.IndexError, 'bytearray index out of range');
    return -1;
  }
  if (value === 0) return setRange(self, i, i + 1, 0, 0);
  const v = byteValue(value, RANGE);
  if (v < 0) return -1;
  // Asking for the index may have run anything.
  if (i >= bytearrayLength(self)) {
    setError(T.IndexError, 'bytearray index out of range');
    return -1;
  }
  st8(bytearrayData(self) + i, v);
  return 0;
}

function assignSubscript(self: Borrowed, key: Borrowed, value: Borrowed): number {
  if (hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred() !== 0) return -1;
    // The value is looked at before the index.
    if (value !== 0 && byteValue(value, RANGE) < 0) return -1;
    return setItem(self, i, value);
  }
  if (typeOf(key) !== T.slice) {
    typeError(`bytearray indices must be integers or slices, not ${typeName(key)}`);
    return -1;
  }
  if (value !== 0 && (value === self || !isInstance(value, T.bytearray))) {
    if (isNumber(value) || isInstance(value, T.str)) {
      typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
      return -1;
    }
    const values = newBytearrayBuffer(0);
    const r = fill(values, value) < 0 ? -1 : assignSubscript(self, key, values);
    decref(values);
    return r;
  }
  const s = sliceIndices(key, bytearrayLength(self));
  if (s === null) return -1;
  const needed = value === 0 ? 0 : bytearrayLength(value);
  const from = value === 0 ? 0 : bytearrayData(value);
  if (s.step === 1) return setRange(self, s.start, s.start + Math.max(0, s.count), from, needed);
  if (needed === 0) return deleteSteps(self, s.start, s.step, s.count);
  if (needed !== s.count) {
    valueError(`attempt to assign bytes of size ${needed} to extended slice of size ${s.count}`);
    return -1;
  }
  const data = bytearrayData(self);
  for (let k = 0, i = s.start; k < needed; k++, i += s.step) st8(data + i, ld8(from + k));
  return 0;
}
function deleteSteps(self: Borrowed, start: number, step: number, count: number): number {
  if (!canResize(self)) return -1;
  if (count <= 0) return 0;
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  const data = bytearrayData(self);
  const n = bytearrayLength(self);
  let to = start;
  let next = start;
  let left = count;
  for (let i = start; i < n; i++) {
    if (left > 0 && i === next) {
      next += step;
      left--;
    } else st8(data + to++, ld8(data + i));
  }
  return bytearrayResize(self, n - count);
}

function concat(a: Borrowed, b: Borrowed): Owned {
  if (!hasBuffer(a) || !hasBuffer(b)) return typeError(`can't concat ${typeName(b)} to ${typeName(a)}`);
  const left = getBytesLike(a);
  if (left === null) return NULL;
  const right = getBytesLike(b);
  let r = NULL;
  if (right !== null) {
    r = newBytearrayBuffer(left.length + right.length);
    copy(bytearrayData(r), left.address, left.length);
    copy(bytearrayData(r) + left.length, right.address, right.length);
    right.release();
  }
  left.release();
  return r;
}
/** Appends any buffer's bytes; an operand that is the bytearray itself is copied first. */
function appendBuffer(self: Borrowed, other: Borrowed): number {
  if (other === self) return appendBytes(self, makeBytes(bytearrayData(self), bytearrayLength(self)));
  const right = getBytesLike(other);
  if (right === null) return -1;
  const r = append(self, right.address, right.length);
  right.release();
  return r;
}
function inplaceConcat(self: Borrowed, other: Borrowed): Owned {
  if (!hasBuffer(other)) return typeError(`can't concat ${typeName(other)} to ${typeName(self)}`);
  // As a buffer that is being read it keeps itself from growing.
  if (other === self && bytearrayLength(self) > 0)
    return setError(T.BufferError, 'Existing exports of data: object cannot be re-sized');
  return appendBuffer(self, other) < 0 ? NULL : newRef(self);
}
function repeat(self: Borrowed, times: number): Owned {
  times = Math.max(0, times);
  const n = bytearrayLength(self);
  if (n * times > MAX) return setErrorNone(T.MemoryError);
  const r = newBytearrayBuffer(n * times);
  repeatInto(bytearrayData(r), bytearrayData(self), n, times);
  return r;
}
function inplaceRepeat(self: Borrowed, times: number): Owned {
  times = Math.max(0, times);
  const n = bytearrayLength(self);
  if (n * times > MAX) return setErrorNone(T.MemoryError);
  if (bytearrayResize(self, n * times) < 0) return NULL;
  repeatInto(bytearrayData(self), bytearrayData(self), n, times);
  return newRef(self);
}
function remainder(l: Borrowed, r: Borrowed): Owned {
  return isInstance(l, T.bytearray) ? bytesPercent(BYTEARRAY, l, r) : newRef(NotImplemented);
}

// -- methods ---------------------------------------------------------------------------------------------------------

function none(result: number): Owned {
  return result < 0 ? NULL : newRef(None);
}
function appendByte(self: Borrowed, value: Borrowed): Owned {
  const v = byteValue(value, RANGE);
  if (v < 0) return NULL;
  const n = bytearrayLength(self);
  if (bytearrayResize(self, n + 1) < 0) return NULL;
  st8(bytearrayData(self) + n, v);
  return newRef(None);
}
function extend(self: Borrowed, iterable: Borrowed): Owned {
  if (hasBuffer(iterable)) return none(appendBuffer(self, iterable));
  const it = getIter(iterable);
  if (it === 0)
    return errMatches(T.TypeError) ? typeError(`can't extend bytearray with ${typeName(iterable)}`) : NULL;
  const w = new ByteWriter();
  // The hint is for CPython's buffer: here it counts when asking for it fails.
  const ok = lengthHint(iterable, 32) >= 0 && collectBytes(w, it, RANGE);
  decref(it);
  return ok ? none(appendWriter(self, w)) : NULL;
}
function insert(self: Borrowed, index: number, value: Borrowed): Owned {
  const v = byteValue(value, RANGE);
  if (v < 0) return NULL;
  const n = bytearrayLength(self);
  if (bytearrayResize(self, n + 1) < 0) return NULL;
  const i = index < 0 ? Math.max(0, index + n) : Math.min(index, n);
  const data = bytearrayData(self);
  copy(data + i + 1, data + i, n - i);
  st8(data + i, v);
  return newRef(None);
}
function pop(self: Borrowed, index: number): Owned {
  const n = bytearrayLength(self);
  if (n === 0) return setError(T.IndexError, 'pop from empty bytearray');
  const i = index < 0 ? index + n : index;
  if (i < 0 || i >= n) return setError(T.IndexError, 'pop index out of range');
  if (!canResize(self)) return NULL;
  const data = bytearrayData(self);
  const v = ld8(data + i);
  copy(data + i, data + i + 1, n - i - 1);
  return bytearrayResize(self, n - 1) < 0 ? NULL : newRef(smallInt(v));
}
function remove(self: Borrowed, value: Borrowed): Owned {
  const v = byteValue(value, RANGE);
  if (v < 0) return NULL;
  const n = bytearrayLength(self);
  const data = bytearrayData(self);
  for (let i = 0; i < n; i++) {
    if (ld8(data + i) !== v) continue;
    if (!canResize(self)) return NULL;
    copy(data + i, data + i + 1, n - i - 1);
    return none(bytearrayResize(self, n - 1));
  }
  return valueError('value not found in bytearray');
}
function reverse(self: Borrowed): Owned {
  const data = bytearrayData(self);
  for (let i = 0, j = bytearrayLength(self) - 1; i < j; i++, j--) {
    const t = ld8(data + i);
    st8(data + i, ld8(data + j));
    st8(data + j, t);
  }
  return newRef(None);
}
function reduce(self: Borrowed, protocol: number): Owned {
  const state = callMethod(self, '__getstate__');
  if (state === 0) return NULL;
  const data = bytearrayData(self);
  const n = bytearrayLength(self);
  const args =
    n === 0
      ? newRef(EmptyTuple)
      : protocol < 3
        ? newTuple(decodeLatin1(data, n), newStr('latin-1'))
        : newTuple(makeBytes(data, n));
  return newTuple(newRef(typeOf(self)), args, state);
}

const NB_ROWS = ['nb_index', 'nb_int', 'nb_float'] as const;
function isNumber(o: Borrowed): boolean {
  return NB_ROWS.some((name) => getSlot(typeOf(o), slotPlace(name)) !== 0);
}

export const bytearrayIteratorType: TypeSpec = textIteratorType(
  'bytearray_iterator',
  bytearrayLength,
  (b, i) => newRef(smallInt(ld8(bytearrayData(b) + i))),
);

export const bytearrayType: TypeSpec = {
  type: 'bytearray',
  basicsize: PyByteArrayObject.size,
  flags: TypeFlags.BASETYPE | TypeFlags.MATCH_SELF,
  doc:
    'bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n' +
    'bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n' +
    'bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n' +
    'bytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n' +
    '  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n' +
    '  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer',
  slots: {
    tp_new: create,
    tp_init: init,
    tp_dealloc: dealloc,
    tp_repr: bytearrayReprOf,
    tp_str: (self: Borrowed) => (warnStr('bytearray') ? bytearrayReprOf(self) : NULL),
    tp_hash: null,
    tp_richcompare: compare,
    tp_iter: (self: Borrowed) => newIndexIterator(T.bytearray_iterator, self, 0),
    nb_remainder: remainder,
    sq_length: bytearrayLength,
    sq_concat: concat,
    sq_repeat: repeat,
    sq_item: item,
    sq_ass_item: setItem,
    sq_contains: (self: Borrowed, x: Borrowed) => bytesContains(BYTEARRAY, self, x),
    sq_inplace_concat: inplaceConcat,
    sq_inplace_repeat: inplaceRepeat,
    mp_length: bytearrayLength,
    mp_subscript: subscript,
    mp_ass_subscript: assignSubscript,
    bf_getbuffer(self: Borrowed, view: Addr, flags: number): number {
      const data = bytearrayData(self);
      const r = bufferFillInfo(
        view,
        self,
        data === 0 ? bytesData(EmptyBytes) : data,
        bytearrayLength(self),
        false,
        flags,
      );
      if (r === 0)
        stSsize(self + PyByteArrayObject.ob_exports, ldSsize(self + PyByteArrayObject.ob_exports) + 1);
      return r;
    },
    bf_releasebuffer(self: Borrowed) {
      stSsize(self + PyByteArrayObject.ob_exports, ldSsize(self + PyByteArrayObject.ob_exports) - 1);
    },
  },
  methods: [
    method(
      '__alloc__',
      '($self, /)',
      (self: Borrowed) => newInt(ldSsize(self + PyByteArrayObject.ob_alloc)),
      'B.__alloc__() -> int\n\nThe number of bytes actually allocated.',
      { noTextSignature: true },
    ), // prettier-ignore
    method(
      '__reduce__',
      '($self, /)',
      (self: Borrowed) => reduce(self, 2),
      'Return state information for pickling.',
    ),
    method('__reduce_ex__', '($self, proto: int = 0, /)', reduce, 'Return state information for pickling.'),
    method(
      '__sizeof__',
      '($self, /)',
      (self: Borrowed) => newInt(PyByteArrayObject.size + ldSsize(self + PyByteArrayObject.ob_alloc)),
      'Returns the size of the bytearray object in memory, in bytes.',
    ), // prettier-ignore
    method(
      'append',
      '($self, item, /)',
      appendByte,
      'Append a single item to the end of the bytearray.\n\n  item\n    The item to be appended.',
    ), // prettier-ignore
    method(
      'clear',
      '($self, /)',
      (self: Borrowed) => none(bytearrayResize(self, 0)),
      'Remove all items from the bytearray.',
    ), // prettier-ignore
    method('copy', '($self, /)', BYTEARRAY.unchanged, 'Return a copy of B.'),
    method(
      'extend',
      '($self, iterable_of_ints, /)',
      extend,
      'Append all the items from the iterator or sequence to the bytearray.\n\n  iterable_of_ints\n    The iterable of items to append.',
    ), // prettier-ignore
    method(
      'insert',
      '($self, index: ssize, item, /)',
      insert,
      'Insert a single item into the bytearray before the given index.\n\n  index\n    The index where the value is to be inserted.\n  item\n    The item to be inserted.',
    ), // prettier-ignore
    method(
      'pop',
      '($self, index: ssize = -1, /)',
      pop,
      'Remove and return a single item from B.\n\n  index\n    The index from where to remove the item.\n    -1 (the default value) means remove the last item.\n\nIf no index argument is given, will pop the last item.',
    ), // prettier-ignore
    method(
      'remove',
      '($self, value, /)',
      remove,
      'Remove the first occurrence of a value in the bytearray.\n\n  value\n    The value to remove.',
    ), // prettier-ignore
    method('reverse', '($self, /)', reverse, 'Reverse the order of the values in B in place.'),
    ...bytesFindMethods(BYTEARRAY),
    ...bytesSplitMethods(BYTEARRAY),
    ...bytesMapMethods(BYTEARRAY, T.bytearray),
  ],
};

function bytearrayReprOf(self: Borrowed): Owned {
  return bytearrayRepr(shortName(typeOf(self)), bytearrayData(self), bytearrayLength(self));
}
