/** `bytes`: slots and constructor. What it shares with bytearray is in lib/bytes. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  NULL,
  type Owned,
  PyBytesObject,
  st8,
  stSsize,
  TypeFlags,
  zero,
} from '@tyston/memory';
import { asSsize, call, hasIndex, lookupSpecial, setHashHigh, sliceIndices } from '../../core/abstract.js';
import { allocTracked, freeObject, typeFlags } from '../../core/alloc.js';
import { parseTupleAndDict } from '../../core/args.js';
import { bufferFillInfo, getBytesLike, hasBuffer } from '../../core/buffer.js';
import { bytesData, bytesLength, newBytesBuffer } from '../../core/bytes.js';
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
import { bytesHash, bytesHashHigh } from '../../core/hash-str.js';
import { newBool } from '../../core/int.js';
import { typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { jsStr } from '../../core/str.js';
import { repeatInto } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple } from '../../core/tuple.js';
import { EmptyBytes, NotImplemented, singleByte, smallInt, T } from '../../core/wellknown.js';
import { compareRuns } from '../../lib/bytes/compare.js';
import { bytesContains, bytesFindMethods } from '../../lib/bytes/find.js';
import { BYTES, makeBytes } from '../../lib/bytes/kind.js';
import { bytesFromObject } from '../../lib/bytes/make.js';
import { bytesMapMethods } from '../../lib/bytes/map.js';
import { MOST_BYTES, refuseBytes } from '../../lib/bytes/most.js';
import { bytesPercent } from '../../lib/bytes/percent.js';
import { bytesSplitMethods } from '../../lib/bytes/split.js';
import { warnComparison, warnStr } from '../../lib/bytes/warning.js';
import { encodeText } from '../../lib/codecs/text.js';
import { newIndexIterator } from '../../lib/index-iterator.js';
import { bytesRepr } from '../../lib/str-repr.js';
import { textIteratorType } from '../../lib/text-iterator.js';

function fromCount(o: Borrowed): Owned {
  const n = asSsize(o, T.OverflowError);
  if (n === -1 && errOccurred() !== 0) {
    if (!errMatches(T.TypeError)) return NULL;
    errClear();
    return bytesFromObject(o);
  }
  if (n < 0) return valueError('negative count');
  if (n > MOST_BYTES) return refuseBytes(n);
  if (n === 1) return newRef(singleByte(0));
  const b = newBytesBuffer(n);
  if (n > 0) zero(bytesData(b), n);
  return b;
}
/** The content of a new bytes object, as an exact bytes. New reference or NULL. */
function content(o: Borrowed, encoding: Borrowed, errors: Borrowed): Owned {
  if (o === 0) {
    if (encoding !== 0) return typeError('encoding without a string argument');
    if (errors !== 0) return typeError('errors without a string argument');
    return newRef(EmptyBytes);
  }
  if (encoding !== 0) {
    if (!isInstance(o, T.str)) return typeError('encoding without a string argument');
    return encodeText(o, jsStr(encoding), errors === 0 ? null : jsStr(errors));
  }
  if (errors !== 0)
    return typeError(
      isInstance(o, T.str) ? 'string argument without an encoding' : 'errors without a string argument',
    );
  const f = lookupSpecial(o, '__bytes__');
  if (f !== 0) {
    const r = call(f);
    decref(f);
    if (r !== 0 && !isInstance(r, T.bytes)) {
      const name = typeName(r);
      decref(r);
      return typeError(`__bytes__ returned non-bytes (type ${name})`);
    }
    return r;
  }
  if (errOccurred() !== 0) return NULL;
  if (isInstance(o, T.str)) return typeError('string argument without an encoding');
  return hasIndex(o) ? fromCount(o) : bytesFromObject(o);
}

function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict(
    'bytes',
    "(source = b'', encoding: str = 0, errors: str = 0)",
    args,
    kwargs,
  );
  if (parsed === null) return NULL;
  const [o, encoding, errors] = parsed as [Borrowed, Borrowed, Borrowed];
  const b = content(o, encoding, errors);
  if (b === 0 || type === T.bytes) return b;
  const n = bytesLength(b);
  const self = allocTracked(type, n);
  copy(bytesData(self), bytesData(b), n);
  st8(bytesData(self) + n, 0);
  stSsize(self + PyBytesObject.ob_shash, -1);
  decref(b);
  return self;
}

function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (!isInstance(a, T.bytes) || !isInstance(b, T.bytes))
    return warnComparison('bytes', a, b, op) ? newRef(NotImplemented) : NULL;
  return newBool(compareRuns(bytesData(a), bytesLength(a), bytesData(b), bytesLength(b), op));
}

function item(self: Borrowed, i: number): Owned {
  if (i < 0 || i >= bytesLength(self)) return setError(T.IndexError, 'index out of range');
  return newRef(smallInt(ld8(bytesData(self) + i)));
}
function subscript(self: Borrowed, key: Borrowed): Owned {
  const n = bytesLength(self);
  if (hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred() !== 0) return NULL;
    return item(self, i < 0 ? i + n : i);
  }
  if (typeOf(key) !== T.slice)
    return typeError(`byte indices must be integers or slices, not ${typeName(key)}`);
  const s = sliceIndices(key, n);
  if (s === null) return NULL;
  if (s.count <= 0) return newRef(EmptyBytes);
  const data = bytesData(self);
  if (s.step === 1) return s.count === n ? BYTES.unchanged(self) : makeBytes(data + s.start, s.count);
  const r = newBytesBuffer(s.count);
  for (let k = 0, i = s.start; k < s.count; k++, i += s.step) st8(bytesData(r) + k, ld8(data + i));
  return r;
}

function concat(a: Borrowed, b: Borrowed): Owned {
  if (!hasBuffer(b)) return typeError(`can't concat ${typeName(b)} to ${typeName(a)}`);
  if (bytesLength(a) === 0 && typeOf(b) === T.bytes) return newRef(b);
  const right = getBytesLike(b);
  if (right === null) return NULL;
  let r: Owned;
  if (right.length === 0 && typeOf(a) === T.bytes) r = newRef(a);
  else {
    const n = bytesLength(a);
    r = newBytesBuffer(n + right.length);
    copy(bytesData(r), bytesData(a), n);
    copy(bytesData(r) + n, right.address, right.length);
  }
  right.release();
  return r;
}
function repeat(self: Borrowed, times: number): Owned {
  const n = bytesLength(self);
  if (n === 0 || times <= 0) return newRef(EmptyBytes);
  if (times > (2 ** 63 - 1) / n) return setError(T.OverflowError, 'repeated bytes are too long');
  if (n * times > MOST_BYTES) return setErrorNone(T.MemoryError);
  if (times === 1 && typeOf(self) === T.bytes) return newRef(self);
  const r = newBytesBuffer(n * times);
  repeatInto(bytesData(r), bytesData(self), n, times);
  return r;
}
function remainder(l: Borrowed, r: Borrowed): Owned {
  return isInstance(l, T.bytes) ? bytesPercent(BYTES, l, r) : newRef(NotImplemented);
}

export const bytesIteratorType: TypeSpec = textIteratorType('bytes_iterator', bytesLength, (b, i) =>
  newRef(smallInt(ld8(bytesData(b) + i))),
);

export const bytesType: TypeSpec = {
  type: 'bytes',
  basicsize: PyBytesObject.ob_sval + 1,
  itemsize: 1,
  flags: TypeFlags.BASETYPE | TypeFlags.BYTES_SUBCLASS | TypeFlags.MATCH_SELF,
  doc:
    'bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n' +
    'bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n' +
    'bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n' +
    'bytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n' +
    '  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n' +
    '  - any object implementing the buffer API.\n  - an integer',
  slots: {
    tp_new: create,
    tp_dealloc: (self: Borrowed) => freeObject(self, typeFlags(typeOf(self))),
    tp_repr: (self: Borrowed) => bytesRepr(bytesData(self), bytesLength(self)),
    tp_str: (self: Borrowed) => (warnStr('bytes') ? bytesRepr(bytesData(self), bytesLength(self)) : NULL),
    tp_hash(self: Borrowed): number {
      const low = bytesHash(self);
      setHashHigh(bytesHashHigh(self));
      return low;
    },
    tp_richcompare: compare,
    tp_iter: (self: Borrowed) => newIndexIterator(T.bytes_iterator, self, 0),
    nb_remainder: remainder,
    sq_length: bytesLength,
    sq_concat: concat,
    sq_repeat: repeat,
    sq_item: item,
    sq_contains: (self: Borrowed, x: Borrowed) => bytesContains(BYTES, self, x),
    mp_length: bytesLength,
    mp_subscript: subscript,
    bf_getbuffer: (self: Borrowed, view: Addr, flags: number) =>
      bufferFillInfo(view, self, bytesData(self), bytesLength(self), true, flags),
  },
  methods: [
    method(
      '__getnewargs__',
      '($self, /)',
      (self: Borrowed) => newTuple(makeBytes(bytesData(self), bytesLength(self))),
      '',
      { noTextSignature: true },
    ), // prettier-ignore
    method('__bytes__', '($self, /)', BYTES.unchanged, 'Convert this value to exact type bytes.'),
    ...bytesFindMethods(BYTES),
    ...bytesSplitMethods(BYTES),
    ...bytesMapMethods(BYTES, T.bytes),
  ],
};
