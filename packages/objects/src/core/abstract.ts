/** The abstract object protocols: what works on any object, through its type's slots. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyLongObject,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PySliceObject,
  PyTypeObject,
  PyVarObject,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { hasFlag } from './alloc.js';
import { call } from './call.js';
import { setGenericEquality, setGenericHash } from './dict.js';
import {
  errClear,
  errMatches,
  errOccurred,
  setError,
  setErrorNone,
  typeError,
  valueError,
} from './errors.js';
import { floatValue } from './float.js';
import { call1, call2, call3 } from './functions.js';
import { hash } from './hash.js';
import { hashHigh, setHashHigh } from './hash-high.js';
import { intFitsNumber, intToBigInt, intToNumber, newInt, newIntFromBigInt } from './int.js';
import { intern } from './intern.js';
import { listAppendOwned, listItem, listItems, listLength, newList, newListFrom } from './list.js';
import { shortName, typeName } from './names.js';
import { classIsType, getAttr, lookupAttr, lookupSpecial } from './object.js';
import { enterRecursive, leaveRecursive } from './recursion.js';
import { decref, newRef, typeOf } from './refcount.js';
import { jsStr, newStr, strChar, strEquals, strIsAscii, strLength } from './str.js';
import { isInstance, isSubtypeByMro } from './subtype.js';
import { newTupleFrom, tupleItem, tupleLength } from './tuple.js';
import { False, None, NotImplemented, T, True } from './wellknown.js';

export { call, callObject, vectorcall } from './call.js';
export { hash } from './hash.js';
export { hashHigh, setHashHigh } from './hash-high.js';
export { typeName } from './names.js';
export { getAttr, getAttrString, lookupAttr, lookupSpecial, setAttr } from './object.js';

export const Py_LT = 0;
export const Py_LE = 1;
export const Py_EQ = 2;
export const Py_NE = 3;
export const Py_GT = 4;
export const Py_GE = 5;
const OPERATORS = ['<', '<=', '==', '!=', '>', '>='];
const SWAPPED = [4, 5, 2, 3, 0, 1];

// -- methods -------------------------------------------------------------------------------------------------------

/** `o.name(*args)`; arguments borrowed. */
export function callMethod(o: Borrowed, name: string, ...args: Borrowed[]): Owned {
  const m = getAttr(o, intern(name));
  if (m === 0) return NULL;
  const r = call(m, ...args);
  decref(m);
  return r;
}
/** Calls a special method looked up on the type. NULL without an error when there is none: see `hasSpecial`. */
export function callSpecial(o: Borrowed, name: string, ...args: Borrowed[]): Owned {
  const m = lookupSpecial(o, name);
  if (m === 0) return NULL;
  const r = call(m, ...args);
  decref(m);
  return r;
}

// -- text ----------------------------------------------------------------------------------------------------------

/** `repr(o)`: a new str. */
export function repr(o: Borrowed): Owned {
  if (o === 0) return newStr('<NULL>');
  const f = ld32(typeOf(o) + PyTypeObject.tp_repr);
  if (f === 0) return newStr(`<${typeName(o)} object at 0x${addressHex(o)}>`);
  if (!enterRecursive(' while getting the repr of an object')) return NULL;
  const r = call1(f, o) as Owned;
  leaveRecursive();
  if (r !== 0 && !isInstance(r, T.str)) {
    const name = typeName(r);
    decref(r);
    return typeError(`__repr__ returned non-string (type ${name})`);
  }
  return r;
}
/** `str(o)`: a new str. */
export function str(o: Borrowed): Owned {
  if (typeOf(o) === T.str) return newRef(o);
  const f = ld32(typeOf(o) + PyTypeObject.tp_str);
  if (f === 0) return repr(o);
  if (!enterRecursive(' while getting the str of an object')) return NULL;
  const r = call1(f, o) as Owned;
  leaveRecursive();
  if (r !== 0 && !isInstance(r, T.str)) {
    const name = typeName(r);
    decref(r);
    return typeError(`__str__ returned non-string (type ${name})`);
  }
  return r;
}
/** `ascii(o)`: a new str. */
export function ascii(o: Borrowed): Owned {
  const r = repr(o);
  if (r === 0 || strIsAscii(r)) return r;
  let s = '';
  const n = strLength(r);
  for (let i = 0; i < n; i++) {
    const c = strChar(r, i);
    if (c < 128) s += String.fromCharCode(c);
    else if (c < 256) s += '\\x' + c.toString(16).padStart(2, '0');
    else if (c < 65536) s += '\\u' + c.toString(16).padStart(4, '0');
    else s += '\\U' + c.toString(16).padStart(8, '0');
  }
  decref(r);
  return newStr(s);
}
/** The address as CPython's default reprs print it, without 0x. */
export function addressHex(o: Borrowed): string {
  return '2000' + (o >>> 0).toString(16).padStart(8, '0');
}
/** `repr(o)` for a message: '?' when it fails (the failure is cleared). */
export function reprText(o: Borrowed): string {
  const r = repr(o);
  if (r === 0) {
    errClear();
    return '?';
  }
  const s = jsStr(r);
  decref(r);
  return s;
}
/** `format(o, spec)`; `spec` a str. */
export function format(o: Borrowed, spec: Borrowed): Owned {
  if (strLength(spec) === 0) {
    if (typeOf(o) === T.str) return newRef(o);
    if (typeOf(o) === T.int) return str(o);
  }
  const m = lookupSpecial(o, '__format__');
  if (m === 0) return errOccurred() ? NULL : typeError(`Type ${typeName(o)} doesn't define __format__`);
  const r = call(m, spec);
  decref(m);
  if (r !== 0 && !isInstance(r, T.str)) {
    const name = typeName(r);
    decref(r);
    return typeError(`__format__ must return a str, not ${name}`);
  }
  return r;
}
export function formatObject(o: Borrowed, spec: string): Owned {
  const s = newStr(spec);
  const r = format(o, s);
  decref(s);
  return r;
}

// -- hash, comparison, truth ---------------------------------------------------------------------------------------

/** The hash of a pointer, as object.__hash__ gives it: the address rotated right by 4. */
export function hashPointer(p: number): number {
  // 64-bit address 0x2000_xxxxxxxx rotated right by four bits.
  const low = p >>> 0;
  setHashHigh((0x2000 >>> 4) | ((low & 15) << 28) | 0);
  return (low >>> 4) | ((0x2000 & 15) << 28) | 0;
}

/** `a op b` as an object. New reference. */
export function richCompare(a: Borrowed, b: Borrowed, op: number): Owned {
  const ta = typeOf(a);
  const tb = typeOf(b);
  if (!enterRecursive(' in comparison')) return NULL;
  const r = compareSlots(a, b, ta, tb, op);
  leaveRecursive();
  return r;
}
function compareSlots(a: Borrowed, b: Borrowed, ta: Borrowed, tb: Borrowed, op: number): Owned {
  let reflectedTried = false;
  const fb = ld32(tb + PyTypeObject.tp_richcompare);
  if (ta !== tb && fb !== 0 && isSubtypeByMro(tb, ta)) {
    reflectedTried = true;
    const r = call3(fb, b, a, SWAPPED[op]!) as Owned;
    if (r !== NotImplemented) return r;
    decref(r);
  }
  const fa = ld32(ta + PyTypeObject.tp_richcompare);
  if (fa !== 0) {
    const r = call3(fa, a, b, op) as Owned;
    if (r !== NotImplemented) return r;
    decref(r);
  }
  if (!reflectedTried && fb !== 0) {
    const r = call3(fb, b, a, SWAPPED[op]!) as Owned;
    if (r !== NotImplemented) return r;
    decref(r);
  }
  if (op === Py_EQ) return newRef(a === b ? True : False);
  if (op === Py_NE) return newRef(a !== b ? True : False);
  return typeError(
    `'${OPERATORS[op]}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}
/** `bool(a op b)` where identical objects are equal without asking: 1, 0, -1. */
export function compareBool(a: Borrowed, b: Borrowed, op: number): number {
  if (a === b) {
    if (op === Py_EQ) return 1;
    if (op === Py_NE) return 0;
  }
  if (op === Py_EQ && typeOf(a) === T.str && typeOf(b) === T.str) return strEquals(a, b) ? 1 : 0;
  const r = richCompare(a, b, op);
  if (r === 0) return -1;
  if (r === True || r === False) {
    decref(r);
    return r === True ? 1 : 0;
  }
  const t = isTrue(r);
  decref(r);
  return t;
}
/** `bool(o)`: 1, 0, -1. */
export function isTrue(o: Borrowed): number {
  if (o === True) return 1;
  if (o === False || o === None) return 0;
  const tp = typeOf(o);
  const nb = ld32(tp + PyTypeObject.tp_as_number);
  let f = nb === 0 ? 0 : ld32(nb + PyNumberMethods.nb_bool);
  if (f !== 0) return call1(f, o);
  const mp = ld32(tp + PyTypeObject.tp_as_mapping);
  f = mp === 0 ? 0 : ld32(mp + PyMappingMethods.mp_length);
  if (f === 0) {
    const sq = ld32(tp + PyTypeObject.tp_as_sequence);
    f = sq === 0 ? 0 : ld32(sq + PySequenceMethods.sq_length);
  }
  if (f === 0) return 1;
  const n = call1(f, o);
  return n > 0 ? 1 : n;
}

// -- sizes, items --------------------------------------------------------------------------------------------------

function sequenceSlot(tp: Borrowed, offset: number): Addr {
  const t = ld32(tp + PyTypeObject.tp_as_sequence);
  return t === 0 ? 0 : ld32(t + offset);
}
function mappingSlot(tp: Borrowed, offset: number): Addr {
  const t = ld32(tp + PyTypeObject.tp_as_mapping);
  return t === 0 ? 0 : ld32(t + offset);
}
function numberSlot(tp: Borrowed, offset: number): Addr {
  const t = ld32(tp + PyTypeObject.tp_as_number);
  return t === 0 ? 0 : ld32(t + offset);
}

/** `len(o)`, or -1. */
export function length(o: Borrowed): number {
  const tp = typeOf(o);
  const f = sequenceSlot(tp, PySequenceMethods.sq_length) || mappingSlot(tp, PyMappingMethods.mp_length);
  if (f !== 0) return call1(f, o);
  typeError(`object of type '${typeName(o)}' has no len()`);
  return -1;
}
/** `len(o)` as an int, of all 64 bits. NULL with an exception. */
export function lengthObject(o: Borrowed): Owned {
  const n = length(o);
  if (n < 0) return NULL;
  return Number.isSafeInteger(n) ? newInt(n) : newIntFromBigInt(largeSsize());
}
/** `operator.length_hint(o, fallback)`, or -1. */
export function lengthHint(o: Borrowed, fallback: number): number {
  const tp = typeOf(o);
  if (sequenceSlot(tp, PySequenceMethods.sq_length) || mappingSlot(tp, PyMappingMethods.mp_length)) {
    const n = length(o);
    if (n >= 0) return n;
    if (!errMatches(T.TypeError)) return -1;
    errClear();
  }
  const m = lookupSpecial(o, '__length_hint__');
  if (m === 0) return errOccurred() ? -1 : fallback;
  const r = call(m);
  decref(m);
  if (r === 0) {
    if (errMatches(T.TypeError)) {
      errClear();
      return fallback;
    }
    return -1;
  }
  if (r === NotImplemented) {
    decref(r);
    return fallback;
  }
  if (!isInstance(r, T.int)) {
    typeError(`__length_hint__ must be an integer, not ${typeName(r)}`);
    decref(r);
    return -1;
  }
  const n = asSsize(r, T.OverflowError);
  decref(r);
  if (n < 0 && errOccurred() === 0) {
    valueError('__length_hint__() should return >= 0');
    return -1;
  }
  return n;
}

/** `o[key]`. New reference. */
export function getItem(o: Borrowed, key: Borrowed): Owned {
  const tp = typeOf(o);
  const f = mappingSlot(tp, PyMappingMethods.mp_subscript);
  if (f !== 0) return call2(f, o, key) as Owned;
  if (sequenceSlot(tp, PySequenceMethods.sq_item) !== 0) {
    if (!hasIndex(key)) return typeError(`sequence index must be integer, not '${typeName(key)}'`);
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred()) return NULL;
    return sequenceGetItem(o, i);
  }
  if (hasFlag(tp, TypeFlags.TYPE_SUBCLASS)) {
    if (o === T.type) return classGetItemHook(o, key);
    const m = lookupAttr(o, intern('__class_getitem__'));
    if (m !== 0 && m !== None) {
      const r = call(m, key);
      decref(m);
      return r;
    }
    if (m !== 0) decref(m);
    if (errOccurred()) return NULL;
    return typeError(`type '${shortName(o)}' is not subscriptable`);
  }
  return typeError(`'${typeName(o)}' object is not subscriptable`);
}
/** `type[key]` makes a GenericAlias; installed by that type's owner. */
let classGetItemHook: (origin: Borrowed, key: Borrowed) => Owned = () => NULL;
export function setClassGetItem(f: typeof classGetItemHook): void {
  classGetItemHook = f;
}
/** `o[i]` through sq_item, negative indices counted from the end. */
export function sequenceGetItem(o: Borrowed, i: number): Owned {
  const tp = typeOf(o);
  const f = sequenceSlot(tp, PySequenceMethods.sq_item);
  if (f === 0) {
    if (mappingSlot(tp, PyMappingMethods.mp_subscript)) return typeError(`${typeName(o)} is not a sequence`);
    return typeError(`'${typeName(o)}' object does not support indexing`);
  }
  if (i < 0) {
    const len = sequenceSlot(tp, PySequenceMethods.sq_length);
    if (len !== 0) {
      const n = call1(len, o);
      if (n < 0) return NULL;
      i += n;
    }
  }
  return call2(f, o, i) as Owned;
}
/** `o[key] = value` (PyObject_SetItem); 0 deletes (PyObject_DelItem). 0 or -1. */
export function setItem(o: Borrowed, key: Borrowed, value: Borrowed): number {
  const tp = typeOf(o);
  const f = mappingSlot(tp, PyMappingMethods.mp_ass_subscript);
  if (f !== 0) return call3(f, o, key, value);
  const set = sequenceSlot(tp, PySequenceMethods.sq_ass_item);
  if (hasSequencePart(tp) && hasIndex(key)) {
    const i = asSsize(key, T.IndexError);
    if (i === -1 && errOccurred()) return -1;
    if (set !== 0) {
      let k = i;
      const len = sequenceSlot(tp, PySequenceMethods.sq_length);
      if (k < 0 && len !== 0) {
        const n = call1(len, o);
        if (n < 0) return -1;
        k += n;
      }
      return call3(set, o, k, value);
    }
    // PySequence_DelItem's words differ from PyObject_DelItem's.
    if (value === 0) {
      typeError(`'${typeName(o)}' object doesn't support item deletion`);
      return -1;
    }
  } else if (set !== 0) {
    typeError(`sequence index must be integer, not '${typeName(key)}'`);
    return -1;
  }
  typeError(
    `'${typeName(o)}' object ${value === 0 ? 'does not support item deletion' : 'does not support item assignment'}`,
  );
  return -1;
}
export function delItem(o: Borrowed, key: Borrowed): number {
  return setItem(o, key, NULL);
}
/** `x in o`: 1, 0, -1. */
export function contains(o: Borrowed, x: Borrowed): number {
  const f = sequenceSlot(typeOf(o), PySequenceMethods.sq_contains);
  if (f !== 0) return call2(f, o, x);
  const it = getIter(o);
  if (it === 0) {
    if (errMatches(T.TypeError)) typeError(`argument of type '${typeName(o)}' is not iterable`);
    return -1;
  }
  for (;;) {
    const item = iterNext(it);
    if (item === 0) {
      decref(it);
      return errOccurred() ? -1 : 0;
    }
    const r = compareBool(item, x, Py_EQ);
    decref(item);
    if (r !== 0) {
      decref(it);
      return r;
    }
  }
}

// -- iteration -----------------------------------------------------------------------------------------------------

/** True for an object with tp_iternext of its own. */
export function isIterator(o: Borrowed): boolean {
  const f = ld32(typeOf(o) + PyTypeObject.tp_iternext);
  return f !== 0 && f !== notImplementedNext;
}
let notImplementedNext = -1;
/** The slot that a class has which deleted `__next__` (_PyObject_NextNotImplemented). */
export function setNotImplementedNext(f: Addr): void {
  notImplementedNext = f;
}
/** `iter(o)`. New reference. */
export function getIter(o: Borrowed): Owned {
  const tp = typeOf(o);
  const f = ld32(tp + PyTypeObject.tp_iter);
  if (f === 0) {
    if (isSequence(o)) return makeSequenceIterator(o);
    return typeError(`'${typeName(o)}' object is not iterable`);
  }
  const it = call1(f, o) as Owned;
  if (it !== 0 && !isIterator(it)) {
    const name = typeName(it);
    decref(it);
    return typeError(`iter() returned non-iterator of type '${name}'`);
  }
  return it;
}
let makeSequenceIterator: (o: Borrowed) => Owned = () => NULL;
/** The maker of `iterator` objects (iteration by `__getitem__`), installed by that type's file. */
export function setSequenceIterator(f: typeof makeSequenceIterator): void {
  makeSequenceIterator = f;
}
/** The next item, or NULL: at the end without an error (StopIteration is cleared). */
export function iterNext(it: Borrowed): Owned {
  const r = call1(ld32(typeOf(it) + PyTypeObject.tp_iternext), it) as Owned;
  if (r === 0 && errOccurred() !== 0 && errMatches(T.StopIteration)) errClear();
  return r;
}
/** PySequence_Check: indexable by position and no dict. */
export function isSequence(o: Borrowed): boolean {
  const tp = typeOf(o);
  if (hasFlag(tp, TypeFlags.DICT_SUBCLASS)) return false;
  return sequenceSlot(tp, PySequenceMethods.sq_item) !== 0;
}
export function isMapping(o: Borrowed): boolean {
  return mappingSlot(typeOf(o), PyMappingMethods.mp_subscript) !== 0;
}
/** Whether asking for the length may run Python code: CPython asks for it to make room, and an error of it counts. */
function tellsLength(o: Borrowed): boolean {
  const tp = typeOf(o);
  return hasFlag(tp, TypeFlags.HEAPTYPE) || tp === T.iterator || tp === T.reversed;
}
/** `list(o)`. New reference. */
export function sequenceList(o: Borrowed): Owned {
  if (typeOf(o) === T.list) return newListFrom(listItems(o), listLength(o));
  const it = getIter(o);
  if (it === 0) return NULL;
  if (tellsLength(o) && lengthHint(o, 8) < 0) {
    decref(it);
    return NULL;
  }
  const list = newList();
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    listAppendOwned(list, item);
  }
  decref(it);
  if (errOccurred()) {
    decref(list);
    return NULL;
  }
  return list;
}
/** `tuple(o)`. New reference. */
export function sequenceTuple(o: Borrowed): Owned {
  if (typeOf(o) === T.tuple) return newRef(o);
  if (typeOf(o) === T.list) return newTupleFrom(listItems(o), listLength(o));
  const list = sequenceList(o);
  if (list === 0) return NULL;
  const t = newTupleFrom(listItems(list), listLength(list));
  decref(list);
  return t;
}
/** Items of an iterable in a JavaScript array, each a new reference; null with an error. */
export function iterableToArray(o: Borrowed): Owned[] | null {
  const list = sequenceList(o);
  if (list === 0) return null;
  const n = listLength(list);
  const out: Owned[] = [];
  for (let i = 0; i < n; i++) out.push(newRef(listItem(list, i)));
  decref(list);
  return out;
}

// -- numbers -------------------------------------------------------------------------------------------------------

/** True when the object has `__index__`. */
export function hasIndex(o: Borrowed): boolean {
  return numberSlot(typeOf(o), PyNumberMethods.nb_index) !== 0;
}
/** `operator.index(o)`: a new exact-or-subclass int. */
export function indexInt(o: Borrowed): Owned {
  if (isInstance(o, T.int)) return newRef(o);
  const f = numberSlot(typeOf(o), PyNumberMethods.nb_index);
  if (f === 0) return typeError(`'${typeName(o)}' object cannot be interpreted as an integer`);
  const r = call1(f, o) as Owned;
  if (r === 0 || typeOf(r) === T.int) return r;
  if (!isInstance(r, T.int)) {
    const name = typeName(r);
    decref(r);
    return typeError(`__index__ returned non-int (type ${name})`);
  }
  if (
    warn(
      T.DeprecationWarning,
      `__index__ returned non-int (type ${typeName(r)}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.`,
      1,
    ) < 0
  ) {
    decref(r);
    return NULL;
  }
  return r;
}
const MAX_SSIZE = 2 ** 63;
/** The last double below it, which stands for sys.maxsize: nothing is that long. */
export const BIGGEST_SSIZE = MAX_SSIZE - 1024;
let large = 0n;
/** The last number that `asSsize` gave rounded, as it is: to be asked for right behind a call that gave no safe integer. */
export function largeSsize(): bigint {
  return large;
}
function fitsInt64(i: Borrowed): boolean {
  const v = intToBigInt(i);
  return BigInt.asIntN(64, v) === v;
}
/**
 * The integer value of `o` by `__index__` as a JavaScript number (exact within 2^53). Beyond 64 bits: an error of `overflow`,
 * or clipped when that is 0. -1 with an exception on error.
 */
export function asSsize(o: Borrowed, overflow: Borrowed | 0): number {
  if (typeOf(o) === T.int && intFitsNumber(o)) return intToNumber(o);
  const i = indexInt(o);
  if (i === 0) return -1;
  const v = intToNumber(i);
  // As a double sys.maxsize is 2 ** 63, which does not fit: near the limits the int itself decides.
  const fits = Math.abs(v) < MAX_SSIZE || fitsInt64(i);
  if (fits && !Number.isSafeInteger(v)) large = intToBigInt(i);
  decref(i);
  if (fits) return Math.min(v, BIGGEST_SSIZE);
  if (overflow === 0) return v < 0 ? -MAX_SSIZE : BIGGEST_SSIZE;
  setError(overflow as Borrowed, `cannot fit '${typeName(o)}' into an index-sized integer`);
  return -1;
}
/** The value of an int as a C ssize_t would hold it (PyLong_AsSsize_t); -1 with an exception on error. */
export function intAsSsize(o: Borrowed): number {
  const v = asSsize(o, T.OverflowError);
  if (v === -1 && errMatches(T.OverflowError))
    setError(T.OverflowError, 'Python int too large to convert to C ssize_t');
  return v;
}
/** A C int by `__index__`; -1 with an exception on error. */
export function asCInt(o: Borrowed): number {
  const i = indexInt(o);
  if (i === 0) return -1;
  const v = intToNumber(i);
  decref(i);
  if (v > 2147483647 || v < -2147483648) {
    setError(T.OverflowError, 'Python int too large to convert to C int');
    return -1;
  }
  return v;
}
/** `float(o)` for numbers, as a JavaScript number; -1 with errOccurred on error. */
export function asDouble(o: Borrowed): number {
  if (isInstance(o, T.float)) return floatValue(o);
  const f = numberSlot(typeOf(o), PyNumberMethods.nb_float);
  if (f === 0) {
    if (hasIndex(o)) {
      const i = indexInt(o);
      if (i === 0) return -1;
      const v = asDouble(i);
      decref(i);
      return v;
    }
    typeError(`must be real number, not ${typeName(o)}`);
    return -1;
  }
  const r = call1(f, o) as Owned;
  if (r === 0) return -1;
  if (typeOf(r) !== T.float) {
    if (!isInstance(r, T.float)) {
      typeError(`${typeName(o)}.__float__ returned non-float (type ${typeName(r)})`);
      decref(r);
      return -1;
    }
    if (
      warn(
        T.DeprecationWarning,
        `${typeName(o)}.__float__ returned non-float (type ${typeName(r)}).  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.`,
        1,
      ) < 0
    ) {
      decref(r);
      return -1;
    }
  }
  const v = floatValue(r);
  decref(r);
  return v;
}

/** Tries a binary slot of both operands in the data model's order: the result, NotImplemented (new reference), or NULL. */
export function binarySlot(l: Borrowed, r: Borrowed, slot: number): Owned {
  const tl = typeOf(l);
  const tr = typeOf(r);
  const fl = numberSlot(tl, slot);
  let fr = tl === tr ? 0 : numberSlot(tr, slot);
  if (fr === fl) fr = 0;
  if (fl !== 0) {
    if (fr !== 0 && isSubtypeByMro(tr, tl)) {
      const x = call2(fr, l, r) as Owned;
      if (x !== NotImplemented) return x;
      decref(x);
      fr = 0;
    }
    const x = call2(fl, l, r) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  if (fr !== 0) return call2(fr, l, r) as Owned;
  return newRef(NotImplemented);
}
export function binaryTypeError(l: Borrowed, r: Borrowed, symbol: string): Owned {
  const hint =
    symbol === '>>' && isPrint(l) ? '. Did you mean "print(<message>, file=<output_stream>)"?' : '';
  return typeError(`unsupported operand type(s) for ${symbol}: '${typeName(l)}' and '${typeName(r)}'${hint}`);
}
/** Is it a built-in function called `print`, to which Python 2 wrote with `>>`? */
function isPrint(o: Borrowed): boolean {
  if (typeOf(o) !== T.builtin_function_or_method) return false;
  const name = lookupAttr(o, intern('__name__'));
  if (name === 0) return false;
  const print = jsStr(name) === 'print';
  decref(name);
  return print;
}
/** `l symbol r` by a slot of PyNumberMethods. New reference. */
export function binary(slot: number, l: Borrowed, r: Borrowed, symbol: string): Owned {
  const x = binarySlot(l, r, slot);
  if (x !== NotImplemented) return x;
  decref(x);
  return binaryTypeError(l, r, symbol);
}
/** `l symbol= r`: the in-place slot, else the plain one. New reference. */
export function inplace(inplaceSlot: number, slot: number, l: Borrowed, r: Borrowed, symbol: string): Owned {
  const f = numberSlot(typeOf(l), inplaceSlot);
  if (f !== 0) {
    const x = call2(f, l, r) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  return binary(slot, l, r, symbol);
}
const NB = PyNumberMethods;
function repeat(f: Addr, sequence: Borrowed, n: Borrowed): Owned {
  if (!hasIndex(n)) return typeError(`can't multiply sequence by non-int of type '${typeName(n)}'`);
  const count = asSsize(n, T.OverflowError);
  if (count === -1 && errOccurred()) return NULL;
  return call2(f, sequence, count) as Owned;
}
export function numberAdd(l: Borrowed, r: Borrowed): Owned {
  const x = binarySlot(l, r, NB.nb_add);
  if (x !== NotImplemented) return x;
  decref(x);
  const f = sequenceSlot(typeOf(l), PySequenceMethods.sq_concat);
  if (f !== 0) return call2(f, l, r) as Owned;
  return binaryTypeError(l, r, '+');
}
export function numberSubtract(l: Borrowed, r: Borrowed): Owned {
  return binary(NB.nb_subtract, l, r, '-');
}
export function numberMultiply(l: Borrowed, r: Borrowed): Owned {
  const x = binarySlot(l, r, NB.nb_multiply);
  if (x !== NotImplemented) return x;
  decref(x);
  const fl = sequenceSlot(typeOf(l), PySequenceMethods.sq_repeat);
  if (fl !== 0) return repeat(fl, l, r);
  const fr = sequenceSlot(typeOf(r), PySequenceMethods.sq_repeat);
  if (fr !== 0) return repeat(fr, r, l);
  return binaryTypeError(l, r, '*');
}
export function numberInplaceAdd(l: Borrowed, r: Borrowed): Owned {
  const tp = typeOf(l);
  const f = numberSlot(tp, NB.nb_inplace_add);
  if (f !== 0) {
    const x = call2(f, l, r) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  const x = binarySlot(l, r, NB.nb_add);
  if (x !== NotImplemented) return x;
  decref(x);
  const g =
    sequenceSlot(tp, PySequenceMethods.sq_inplace_concat) || sequenceSlot(tp, PySequenceMethods.sq_concat);
  if (g !== 0) return call2(g, l, r) as Owned;
  return binaryTypeError(l, r, '+=');
}
export function numberInplaceMultiply(l: Borrowed, r: Borrowed): Owned {
  const tp = typeOf(l);
  const f = numberSlot(tp, NB.nb_inplace_multiply);
  if (f !== 0) {
    const x = call2(f, l, r) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  const x = binarySlot(l, r, NB.nb_multiply);
  if (x !== NotImplemented) return x;
  decref(x);
  const g =
    sequenceSlot(tp, PySequenceMethods.sq_inplace_repeat) || sequenceSlot(tp, PySequenceMethods.sq_repeat);
  if (g !== 0) return repeat(g, l, r);
  const h = hasSequencePart(tp) ? 0 : sequenceSlot(typeOf(r), PySequenceMethods.sq_repeat);
  if (h !== 0) return repeat(h, r, l);
  return binaryTypeError(l, r, '*=');
}
/** Types that CPython gives a table of sequence slots, as all heap types have. */
function hasSequencePart(tp: Borrowed): boolean {
  if (hasFlag(tp, TypeFlags.HEAPTYPE)) return true;
  const { sq_length, sq_item, sq_contains } = PySequenceMethods;
  return [sq_length, sq_item, sq_contains].some((slot) => sequenceSlot(tp, slot) !== 0);
}
/** `pow(base, exponent, modulus)`; modulus None for the operator. */
export function numberPower(v: Borrowed, w: Borrowed, z: Borrowed): Owned {
  return ternary(v, w, z, NB.nb_power, '** or pow()');
}
function ternary(v: Borrowed, w: Borrowed, z: Borrowed, slot: number, symbol: string): Owned {
  const tv = typeOf(v);
  const tw = typeOf(w);
  const fv = numberSlot(tv, slot);
  let fw = tv === tw ? 0 : numberSlot(tw, slot);
  if (fw === fv) fw = 0;
  if (fv !== 0) {
    if (fw !== 0 && isSubtypeByMro(tw, tv)) {
      const x = call3(fw, v, w, z) as Owned;
      if (x !== NotImplemented) return x;
      decref(x);
      fw = 0;
    }
    const x = call3(fv, v, w, z) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  if (fw !== 0) {
    const x = call3(fw, v, w, z) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  if (z !== None) {
    const fz = numberSlot(typeOf(z), slot);
    if (fz !== 0 && fz !== fv && fz !== fw) {
      const x = call3(fz, v, w, z) as Owned;
      if (x !== NotImplemented) return x;
      decref(x);
    }
    return typeError(
      `unsupported operand type(s) for ** or pow(): '${typeName(v)}', '${typeName(w)}', '${typeName(z)}'`,
    );
  }
  return typeError(`unsupported operand type(s) for ${symbol}: '${typeName(v)}' and '${typeName(w)}'`);
}
export function numberInplacePower(v: Borrowed, w: Borrowed, z: Borrowed): Owned {
  const f = numberSlot(typeOf(v), NB.nb_inplace_power);
  if (f !== 0) {
    const x = call3(f, v, w, z) as Owned;
    if (x !== NotImplemented) return x;
    decref(x);
  }
  return ternary(v, w, z, NB.nb_power, '**=');
}
function unary(o: Borrowed, slot: number, symbol: string): Owned {
  const f = numberSlot(typeOf(o), slot);
  if (f !== 0) return call1(f, o) as Owned;
  return typeError(`bad operand type for ${symbol}: '${typeName(o)}'`);
}
export function numberNegative(o: Borrowed): Owned {
  return unary(o, NB.nb_negative, 'unary -');
}
export function numberPositive(o: Borrowed): Owned {
  return unary(o, NB.nb_positive, 'unary +');
}
export function numberInvert(o: Borrowed): Owned {
  return unary(o, NB.nb_invert, 'unary ~');
}
export function numberAbsolute(o: Borrowed): Owned {
  return unary(o, NB.nb_absolute, 'abs()');
}

// -- slices --------------------------------------------------------------------------------------------------------

export interface SliceIndices {
  start: number;
  stop: number;
  step: number;
  count: number;
}
/** One end of a slice: None gives the fallback, others go by `__index__`, clipped. null with an error. */
export function sliceIndex(v: Borrowed, fallback: number): number | null {
  if (v === None) return fallback;
  if (!hasIndex(v)) {
    typeError('slice indices must be integers or None or have an __index__ method');
    return null;
  }
  const i = asSsize(v, 0);
  return i === -1 && errOccurred() ? null : i;
}
/** A bound of a slice that is an int of one digit, or `whenNone`; NOT_SMALL for anything else. */
function smallBound(o: Borrowed, whenNone: number): number {
  if (o === None) return whenNone;
  if (typeOf(o) !== T.int) return NOT_SMALL;
  const size = ld32(o + PyVarObject.ob_size);
  return size >= -1 && size <= 1 ? size * ld32(o + PyLongObject.ob_digit) : NOT_SMALL;
}
const NOT_SMALL = 0x7fffffff;

/** The indices of a slice object for a sequence of `n` items; null with an error. */
export function sliceIndices(slice: Borrowed, n: number): SliceIndices | null {
  // The common case, in small integers all through.
  const by = smallBound(ldPtr(slice + PySliceObject.step), 1);
  const from = smallBound(ldPtr(slice + PySliceObject.start), by < 0 ? n : 0);
  const to = smallBound(ldPtr(slice + PySliceObject.stop), by < 0 ? -1 - n : n);
  if (by !== 0 && by !== NOT_SMALL && from !== NOT_SMALL && to !== NOT_SMALL)
    return adjustIndices(from, to, by, n);
  const step = sliceIndex(ldPtr(slice + PySliceObject.step), 1);
  if (step === null) return null;
  if (step === 0) {
    valueError('slice step cannot be zero');
    return null;
  }
  const s = sliceIndex(ldPtr(slice + PySliceObject.start), step < 0 ? MAX_SSIZE : 0);
  if (s === null) return null;
  const e = sliceIndex(ldPtr(slice + PySliceObject.stop), step < 0 ? -MAX_SSIZE * 2 : MAX_SSIZE);
  if (e === null) return null;
  return adjustIndices(s, e, step, n);
}
/** PySlice_AdjustIndices: clips to a sequence of `n` items and counts. */
export function adjustIndices(s: number, e: number, step: number, n: number): SliceIndices {
  let start = s;
  let stop = e;
  if (start < 0) {
    start += n;
    if (start < 0) start = step < 0 ? -1 : 0;
  } else if (start >= n) start = step < 0 ? n - 1 : n;
  if (stop < 0) {
    stop += n;
    if (stop < 0) stop = step < 0 ? -1 : 0;
  } else if (stop >= n) stop = step < 0 ? n - 1 : n;
  let count = 0;
  if (step < 0) {
    if (stop < start) count = Math.floor((start - stop - 1) / -step) + 1;
  } else if (start < stop) count = Math.floor((stop - start - 1) / step) + 1;
  return { start, stop, step, count };
}

// -- classes -------------------------------------------------------------------------------------------------------

/** `isinstance(o, cls)` with `__instancecheck__`, tuples and unions: 1, 0, -1. */
export function isInstanceOf(o: Borrowed, cls: Borrowed): number {
  if (typeOf(o) === cls) return 1;
  if (typeOf(cls) === T.type) return recursiveIsInstance(o, cls);
  if (isInstance(cls, T.tuple)) {
    if (!enterRecursive(' in __instancecheck__')) return -1;
    let r = 0;
    for (let i = 0; i < tupleLength(cls) && r === 0; i++) r = isInstanceOf(o, tupleItem(cls, i));
    leaveRecursive();
    return r;
  }
  const m = lookupSpecial(cls, '__instancecheck__');
  if (m !== 0) {
    if (!enterRecursive(' in __instancecheck__')) {
      decref(m);
      return -1;
    }
    const r = call(m, o);
    leaveRecursive();
    decref(m);
    if (r === 0) return -1;
    const t = isTrue(r);
    decref(r);
    return t;
  }
  if (errOccurred()) return -1;
  return recursiveIsInstance(o, cls);
}
/** What type.__instancecheck__ does: the type, then `__class__`. */
export function recursiveIsInstance(o: Borrowed, cls: Borrowed): number {
  if (hasFlag(typeOf(cls), TypeFlags.TYPE_SUBCLASS)) {
    if (isInstance(o, cls)) return 1;
    if (classIsType(o)) return 0;
    const c = lookupAttr(o, intern('__class__'));
    if (c === 0) return errOccurred() ? -1 : 0;
    const r =
      c !== typeOf(o) && hasFlag(typeOf(c), TypeFlags.TYPE_SUBCLASS) && isSubtypeByMro(c, cls) ? 1 : 0;
    decref(c);
    return r;
  }
  if (!checkClass(cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union')) return -1;
  const c = lookupAttr(o, intern('__class__'));
  if (c === 0) return errOccurred() ? -1 : 0;
  const r = abstractIsSubclass(c, cls);
  decref(c);
  return r;
}
function abstractBases(cls: Borrowed): Owned {
  const b = lookupAttr(cls, intern('__bases__'));
  if (b !== 0 && !isInstance(b, T.tuple)) {
    decref(b);
    return NULL;
  }
  return b;
}
function checkClass(cls: Borrowed, message: string): boolean {
  const b = abstractBases(cls);
  if (b !== 0) {
    decref(b);
    return true;
  }
  if (!errOccurred()) typeError(message);
  return false;
}
function abstractIsSubclass(derived: Borrowed, cls: Borrowed): number {
  if (derived === cls) return 1;
  const bases = abstractBases(derived);
  if (bases === 0) return errOccurred() ? -1 : 0;
  let r = 0;
  if (!enterRecursive(' in __issubclass__')) r = -1;
  else {
    for (let i = 0; i < tupleLength(bases) && r === 0; i++) r = abstractIsSubclass(tupleItem(bases, i), cls);
    leaveRecursive();
  }
  decref(bases);
  return r;
}
/** `issubclass(derived, cls)` with `__subclasscheck__`: 1, 0, -1. */
export function isSubclassOf(derived: Borrowed, cls: Borrowed): number {
  if (typeOf(cls) === T.type) {
    if (derived === cls) return 1;
    return recursiveIsSubclass(derived, cls);
  }
  if (isInstance(cls, T.tuple)) {
    if (!enterRecursive(' in __subclasscheck__')) return -1;
    let r = 0;
    for (let i = 0; i < tupleLength(cls) && r === 0; i++) r = isSubclassOf(derived, tupleItem(cls, i));
    leaveRecursive();
    return r;
  }
  const m = lookupSpecial(cls, '__subclasscheck__');
  if (m !== 0) {
    if (!enterRecursive(' in __subclasscheck__')) {
      decref(m);
      return -1;
    }
    const r = call(m, derived);
    leaveRecursive();
    decref(m);
    if (r === 0) return -1;
    const t = isTrue(r);
    decref(r);
    return t;
  }
  if (errOccurred()) return -1;
  return recursiveIsSubclass(derived, cls);
}
/** What type.__subclasscheck__ does. */
export function recursiveIsSubclass(derived: Borrowed, cls: Borrowed): number {
  if (hasFlag(typeOf(cls), TypeFlags.TYPE_SUBCLASS) && hasFlag(typeOf(derived), TypeFlags.TYPE_SUBCLASS))
    return isSubtypeByMro(derived, cls) ? 1 : 0;
  if (!checkClass(derived, 'issubclass() arg 1 must be a class')) return -1;
  if (!checkClass(cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union')) return -1;
  return abstractIsSubclass(derived, cls);
}

// -- warnings ------------------------------------------------------------------------------------------------------

let warnHook: (category: Borrowed, message: string, stacklevel: number) => number = () => 0;
/** Installed by the `_warnings` module. */
export function setWarn(f: typeof warnHook): void {
  warnHook = f;
}
/** Issues a warning: 0, or -1 when a filter turned it into an exception. */
export function warn(category: Borrowed, message: string, stacklevel: number): number {
  return warnHook(category, message, stacklevel);
}

setGenericEquality((a, b) => compareBool(a, b, Py_EQ));
setGenericHash(hash, hashHigh);

export function numberLong(o: Borrowed): Owned {
  return call(T.int, o);
}
export function numberFloat(o: Borrowed): Owned {
  return call(T.float, o);
}
/** StopIteration without a value. NULL. */
export function stopIteration(): Owned {
  return setErrorNone(T.StopIteration);
}
