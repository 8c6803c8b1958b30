/** `str`: its slots and the constructor. The methods are in the files beside this one. */
import {
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyASCIIObject,
  PyCompactUnicodeObject,
  PyUnicodeObject,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
  UnicodeState,
} from '@tyston/memory';
import { asSsize, hasIndex, setHashHigh, sliceIndices, str } from '../../core/abstract.js';
import { allocTracked, freeObject, typeFlags } from '../../core/alloc.js';
import { parseTupleAndDict } from '../../core/args.js';
import { getBytesLike } from '../../core/buffer.js';
import { callByTuple } from '../../core/call.js';
import { method, type TypeSpec } from '../../core/define.js';
import { errOccurred, setError, setErrorNone, typeError } from '../../core/errors.js';
import { strHash, strHashHigh } from '../../core/hash-str.js';
import { free, malloc } from '../../core/heap.js';
import { newBool, newInt } from '../../core/int.js';
import { forgetInterned } from '../../core/intern.js';
import { typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import {
  jsStr,
  newChar,
  newStrBuffer,
  readChar,
  strChar,
  strCompare,
  strData,
  strEquals,
  strIsAscii,
  strKind,
  strLength,
  substr,
  writeChar,
} from '../../core/str.js';
import { copyChars, strConcat, strMaxBound, strRepeat } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import { EmptyStr, NotImplemented, T } from '../../core/wellknown.js';
import { decodeText, encodeText } from '../../lib/codecs/text.js';
import { formatStr } from '../../lib/format-str.js';
import { strRepr } from '../../lib/str-repr.js';
import { caseMethods } from './case.js';
import { exactStr, findMethods, strContains, tighten } from './find.js';
import { formatMethods } from './format.js';
import { strIter } from './iterator.js';
import { padMethods } from './pad.js';
import { strPercent } from './percent.js';
import { splitMethods } from './split.js';
import { translateMethods } from './translate.js';

function dealloc(self: Borrowed): void {
  const state = ld32(self + PyASCIIObject.state);
  if (state & UnicodeState.INTERNED_MASK) forgetInterned(self);
  if ((state & (UnicodeState.COMPACT | UnicodeState.ASCII)) !== (UnicodeState.COMPACT | UnicodeState.ASCII)) {
    // A UTF-8 copy that C asked for, and a subclass instance's data.
    const utf8 = ldAddr(self + PyCompactUnicodeObject.utf8);
    const data = state & UnicodeState.COMPACT ? 0 : ldAddr(self + PyUnicodeObject.data);
    if (utf8 !== 0 && utf8 !== data) free(utf8);
    if (data !== 0) free(data);
  }
  freeObject(self, typeFlags(typeOf(self)));
}

/** An instance of a subclass with the content of `s`, which is exact. Steals. */
function subclassInstance(type: Borrowed, s: Owned): Owned {
  if (s === 0) return NULL;
  const n = strLength(s);
  const kind = strKind(s);
  const self = allocTracked(type, 0);
  const data = malloc((n + 1) * kind);
  copy(data, strData(s), (n + 1) * kind);
  const ascii = strIsAscii(s);
  stSsize(self + PyASCIIObject.length, n);
  stSsize(self + PyASCIIObject.hash, -1);
  st32(
    self + PyASCIIObject.state,
    (kind << UnicodeState.KIND_SHIFT) | UnicodeState.READY | (ascii ? UnicodeState.ASCII : 0),
  );
  stPtr(self + PyUnicodeObject.data, data);
  if (ascii) {
    stSsize(self + PyCompactUnicodeObject.utf8_length, n);
    stPtr(self + PyCompactUnicodeObject.utf8, data);
  }
  decref(s);
  return self;
}

/** What encoding and errors mean as JavaScript strings; null when absent. */
function optional(s: Borrowed | null): string | null {
  return s === 0 || s === null ? null : jsStr(s);
}

/** str(object, encoding, errors): decodes. */
function fromEncoded(o: Borrowed, encoding: string | null, errors: string | null): Owned {
  if (isInstance(o, T.str)) return typeError('decoding str is not supported');
  const bytes = getBytesLike(o);
  if (bytes === null) return typeError(`decoding to str: need a bytes-like object, ${typeName(o)} found`);
  const r = decodeText(bytes.address, bytes.length, encoding, errors);
  bytes.release();
  return r;
}

function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  let s: Owned;
  if (kwargs === 0 && tupleLength(args) <= 1) {
    s = tupleLength(args) === 0 ? newRef(EmptyStr) : str(tupleItem(args, 0));
  } else {
    const parsed = parseTupleAndDict(
      'str',
      "(object = '', encoding: str = 0, errors: str = 0)",
      args,
      kwargs,
    );
    if (parsed === null) return NULL;
    const [o, encoding, errors] = parsed as [Borrowed, Borrowed, Borrowed];
    if (o === 0) s = newRef(EmptyStr);
    else if (encoding === 0 && errors === 0) s = str(o);
    else s = fromEncoded(o, optional(encoding), optional(errors));
  }
  if (s === 0 || type === T.str) return s;
  if (typeOf(s) !== T.str) {
    const exact = exactStr(s);
    decref(s);
    s = exact;
  }
  return subclassInstance(type, s);
}

function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (!isInstance(a, T.str) || !isInstance(b, T.str)) return newRef(NotImplemented);
  if (op === 2) return newBool(strEquals(a, b));
  if (op === 3) return newBool(!strEquals(a, b));
  const c = a === b ? 0 : strCompare(a, b);
  return newBool(op === 0 ? c < 0 : op === 1 ? c <= 0 : op === 4 ? c > 0 : c >= 0);
}

function item(self: Borrowed, i: number): Owned {
  if (i < 0 || i >= strLength(self)) return setError(T.IndexError, 'string index out of range');
  return newChar(strChar(self, i));
}

function subscript(self: Borrowed, key: Borrowed): Owned {
  const n = strLength(self);
  if (hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred() !== 0) return NULL;
    return item(self, i < 0 ? i + n : i);
  }
  if (typeOf(key) !== T.slice) return typeError(`string indices must be integers, not '${typeName(key)}'`);
  const s = sliceIndices(key, n);
  if (s === null) return NULL;
  if (s.count <= 0) return newRef(EmptyStr);
  if (s.step === 1) return s.count === n ? exactStr(self) : substr(self, s.start, s.start + s.count);
  const bound = strMaxBound(self);
  const r = newStrBuffer(s.count, bound);
  const kind = strKind(self);
  const from = strData(self);
  const to = strData(r);
  for (let k = 0, i = s.start; k < s.count; k++, i += s.step) writeChar(kind, to, k, readChar(kind, from, i));
  return tighten(r, bound);
}

function concat(a: Borrowed, b: Borrowed): Owned {
  if (!isInstance(b, T.str)) return typeError(`can only concatenate str (not "${typeName(b)}") to str`);
  return strConcat(a, b);
}

function repeat(self: Borrowed, times: number): Owned {
  const n = strLength(self);
  if (n > 0 && times > 0) {
    if (times > (2 ** 63 - 1) / n) return setError(T.OverflowError, 'repeated string is too long');
    if (n * strKind(self) * times > 0xffff_0000) return setErrorNone(T.MemoryError);
  }
  return strRepeat(self, times);
}

function remainder(l: Borrowed, r: Borrowed): Owned {
  return isInstance(l, T.str) ? strPercent(l, r) : newRef(NotImplemented);
}

function sizeOf(self: Borrowed): Owned {
  const n = strLength(self) + 1;
  const state = ld32(self + PyASCIIObject.state);
  let size = n * strKind(self);
  if (!(state & UnicodeState.COMPACT)) size += PyUnicodeObject.size;
  else if (state & UnicodeState.ASCII) size += PyASCIIObject.size;
  else {
    size += PyCompactUnicodeObject.size;
    if (ldAddr(self + PyCompactUnicodeObject.utf8) !== 0)
      size += ld32(self + PyCompactUnicodeObject.utf8_length) + 1;
  }
  return newInt(size);
}

function encode(self: Borrowed, encoding: Borrowed, errors: Borrowed): Owned {
  return encodeText(self, optional(encoding), optional(errors));
}

/** Another str with the same text, but for those of which there is only one. */
function copyOf(self: Borrowed): Owned {
  const n = strLength(self);
  if (n === 0) return newRef(EmptyStr);
  const r = newStrBuffer(n, strMaxBound(self));
  copyChars(strKind(r), strData(r), 0, strKind(self), strData(self), 0, n);
  return r;
}

export const strType: TypeSpec = {
  type: 'str',
  basicsize: PyUnicodeObject.size,
  flags: TypeFlags.BASETYPE | TypeFlags.UNICODE_SUBCLASS | TypeFlags.MATCH_SELF,
  doc:
    "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n" +
    'Create a new string object from the given object. If encoding or\n' +
    'errors is specified, then the object must expose a data buffer\n' +
    'that will be decoded using the given encoding and error handler.\n' +
    'Otherwise, returns the result of object.__str__() (if defined)\n' +
    'or repr(object).\n' +
    'encoding defaults to sys.getdefaultencoding().\n' +
    "errors defaults to 'strict'.",
  slots: {
    tp_new: create,
    tp_vectorcall: (cls: Borrowed, args: number, n: number, kwnames: Borrowed) =>
      n === 1 && kwnames === 0 ? str(ldPtr(args)) : callByTuple(cls, args, n, kwnames),
    tp_dealloc: dealloc,
    tp_repr: strRepr,
    tp_str: exactStr,
    tp_hash(self: Borrowed): number {
      const low = strHash(self);
      setHashHigh(strHashHigh(self));
      return low;
    },
    tp_richcompare: compare,
    tp_iter: strIter,
    nb_remainder: remainder,
    sq_length: strLength,
    sq_concat: concat,
    sq_repeat: repeat,
    sq_item: item,
    sq_contains: strContains,
    mp_length: strLength,
    mp_subscript: subscript,
  },
  methods: [
    method(
      'encode',
      "($self, /, encoding: str = 'utf-8', errors: str = 'strict')",
      encode,
      "Encode the string with a registered codec.\n\n  encoding\n    The name of the encoding.\n  errors\n    What to do with characters that cannot be encoded: 'strict' (the default) raises UnicodeEncodeError,\n    'ignore', 'replace', 'xmlcharrefreplace' and any name registered with codecs.register_error do not.",
    ), // prettier-ignore
    ...findMethods,
    ...splitMethods,
    ...caseMethods,
    ...padMethods,
    ...translateMethods,
    ...formatMethods,
    method(
      '__format__',
      '($self, format_spec: str, /)',
      formatStr,
      'Return a formatted version of the string as described by format_spec.',
    ), // prettier-ignore
    method('__sizeof__', '($self, /)', sizeOf, 'Return the size of the string in memory, in bytes.'),
    method('__getnewargs__', '($self, /)', (self: Borrowed) => newTuple(copyOf(self)), '', {
      noTextSignature: true,
    }), // prettier-ignore
  ],
};
