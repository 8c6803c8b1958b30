/**
 * The generic slots: what a Python class has in a slot where it (or a base) defines the special method. They call the method and turn its
 * result into what the slot's C signature wants.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyMethodObject,
  PyTypeObject,
} from '@tyston/memory'; // prettier-ignore
import {
  asSsize,
  callObject,
  compareBool,
  getIter,
  indexInt,
  isTrue,
  iterNext,
  Py_EQ,
  typeName,
} from './abstract.js';
import { call, popArgs, pushArgs, setArg, vectorcall } from './call.js';
import type { SlotName } from './define.js';
import { dictLength } from './dict.js';
import { errClear, errMatches, errOccurred, typeError, valueError } from './errors.js';
import { call1, call3 } from './functions.js';
import { gcTrack } from './gc-list.js';
import { hashHigh, setHashHigh } from './hash-high.js';
import { intSize, intToBigInt, newInt } from './int.js';
import { type ConstantName, handleOf } from './intern.js';
import { typeLookup } from './lookup.js';
import { annotatePending, genericGetAttr, getAttr, lookupSpecial } from './object.js';
import { decref, incref, newRef, typeOf, xdecref } from './refcount.js';
import { getSlot, slotPlace } from './slot-offsets.js';
import {
  callFound,
  callMethod0,
  callMethod1,
  callMethod2,
  lookupMethod,
  MISSING,
  NO_ARGUMENT,
  special,
} from './special-method.js';
import { isInstance, isSubtypeByMro } from './subtype.js';
import { newTupleBuffer, tupleInit, tupleItem, tupleLength } from './tuple.js';
import { False, None, NotImplemented, T, True } from './wellknown.js';

/** Slots whose generic function would have no counterpart (a class that defines `__add__` fills nb_add, never sq_concat). */
export const NO_GENERIC: ReadonlySet<SlotName> = new Set<SlotName>([
  'sq_concat',
  'sq_repeat',
  'sq_inplace_concat',
  'sq_inplace_repeat',
]);

type Generic = (...args: never[]) => unknown;
export const GENERIC_SLOTS: { [K in SlotName]?: Generic } = {};

const BOOL = special('__bool__');
const CONTAINS = special('__contains__');
const DELATTR = special('__delattr__');
const DELETE = special('__delete__');
const DELITEM = special('__delitem__');
const GET = special('__get__');
const GETATTR = special('__getattr__');
const GETATTRIBUTE = special('__getattribute__');
const GETITEM = special('__getitem__');
const HASH = special('__hash__');
const IPOW = special('__ipow__');
const ITER = special('__iter__');
const LEN = special('__len__');
const NEW = special('__new__');
const POW = special('__pow__');
const REPR = special('__repr__');
const RPOW = special('__rpow__');
const SET = special('__set__');
const SETATTR = special('__setattr__');
const SETITEM = special('__setitem__');

function genericUnary(slot: SlotName, method: string): void {
  const name = special(method);
  GENERIC_SLOTS[slot] = (self: Borrowed) => callMethod0(self, name);
}
genericUnary('am_await', '__await__');
genericUnary('am_aiter', '__aiter__');
genericUnary('am_anext', '__anext__');
genericUnary('nb_negative', '__neg__');
genericUnary('nb_positive', '__pos__');
genericUnary('nb_absolute', '__abs__');
genericUnary('nb_invert', '__invert__');
genericUnary('nb_int', '__int__');
genericUnary('nb_float', '__float__');
genericUnary('nb_index', '__index__');

/** True when `right`'s class gives `name` another meaning than `left`'s. */
function methodIsOverloaded(left: Borrowed, right: Borrowed, name: ConstantName): boolean {
  const b = typeLookup(typeOf(right), handleOf(name));
  if (b === 0) return false;
  const a = typeLookup(typeOf(left), handleOf(name));
  return a !== b;
}
function maybeCall(self: Borrowed, name: ConstantName, other: Borrowed): Owned {
  const m = lookupMethod(self, name);
  return m === MISSING ? newRef(NotImplemented) : callFound(m, self, 1, other, NO_ARGUMENT);
}
function genericBinary(slot: SlotName, method: string, reflected: string): void {
  const op = special(method);
  const rop = special(reflected);
  const place = slotPlace(slot);
  const f = (self: Borrowed, other: Borrowed): Owned => {
    const ts = typeOf(self);
    const to = typeOf(other);
    let doOther = ts !== to && getSlot(to, place) === genericAddress(slot);
    if (getSlot(ts, place) === genericAddress(slot)) {
      if (doOther && isSubtypeByMro(to, ts)) {
        if (methodIsOverloaded(self, other, rop)) {
          const r = maybeCall(other, rop, self);
          if (r !== NotImplemented) return r;
          decref(r);
          doOther = false;
        }
      }
      const r = maybeCall(self, op, other);
      if (r !== NotImplemented || to === ts) return r;
      decref(r);
    }
    if (doOther) return maybeCall(other, rop, self);
    return newRef(NotImplemented);
  };
  GENERIC_SLOTS[slot] = f as Generic;
}
for (const [slot, name] of [
  ['nb_add', 'add'],
  ['nb_subtract', 'sub'],
  ['nb_multiply', 'mul'],
  ['nb_remainder', 'mod'],
  ['nb_divmod', 'divmod'],
  ['nb_lshift', 'lshift'],
  ['nb_rshift', 'rshift'],
  ['nb_and', 'and'],
  ['nb_xor', 'xor'],
  ['nb_or', 'or'],
  ['nb_floor_divide', 'floordiv'],
  ['nb_true_divide', 'truediv'],
  ['nb_matrix_multiply', 'matmul'],
] as const)
  genericBinary(slot, `__${name}__`, `__r${name}__`); // prettier-ignore

const powerPlace = slotPlace('nb_power');
function binaryPower(self: Borrowed, other: Borrowed): Owned {
  const ts = typeOf(self);
  const to = typeOf(other);
  let doOther = ts !== to && getSlot(to, powerPlace) === genericAddress('nb_power');
  if (getSlot(ts, powerPlace) === genericAddress('nb_power')) {
    if (doOther && isSubtypeByMro(to, ts) && methodIsOverloaded(self, other, RPOW)) {
      const r = maybeCall(other, RPOW, self);
      if (r !== NotImplemented) return r;
      decref(r);
      doOther = false;
    }
    const r = maybeCall(self, POW, other);
    if (r !== NotImplemented || to === ts) return r;
    decref(r);
  }
  return doOther ? maybeCall(other, RPOW, self) : newRef(NotImplemented);
}
GENERIC_SLOTS.nb_power = ((self: Borrowed, other: Borrowed, modulus: Borrowed): Owned => {
  if (modulus === None) return binaryPower(self, other);
  if (getSlot(typeOf(self), powerPlace) === genericAddress('nb_power'))
    return callMethod2(self, POW, other, modulus);
  return newRef(NotImplemented);
}) as Generic;
GENERIC_SLOTS.nb_inplace_power = ((self: Borrowed, other: Borrowed): Owned =>
  callMethod1(self, IPOW, other)) as Generic;
for (const [slot, method] of [
  ['nb_inplace_add', '__iadd__'],
  ['nb_inplace_subtract', '__isub__'],
  ['nb_inplace_multiply', '__imul__'],
  ['nb_inplace_remainder', '__imod__'],
  ['nb_inplace_lshift', '__ilshift__'],
  ['nb_inplace_rshift', '__irshift__'],
  ['nb_inplace_and', '__iand__'],
  ['nb_inplace_xor', '__ixor__'],
  ['nb_inplace_or', '__ior__'],
  ['nb_inplace_floor_divide', '__ifloordiv__'],
  ['nb_inplace_true_divide', '__itruediv__'],
  ['nb_inplace_matrix_multiply', '__imatmul__'],
] as const) {
  const name = special(method);
  GENERIC_SLOTS[slot] = ((self: Borrowed, other: Borrowed) => callMethod1(self, name, other)) as Generic;
}

GENERIC_SLOTS.nb_bool = ((self: Borrowed): number => {
  let m = lookupMethod(self, BOOL);
  let usingLen = false;
  if (m === MISSING) {
    m = lookupMethod(self, LEN);
    if (m === MISSING) return 1;
    usingLen = true;
  }
  const r = callFound(m, self, 0, NO_ARGUMENT, NO_ARGUMENT);
  if (r === 0) return -1;
  let result = -1;
  if (usingLen) result = isTrue(r);
  else if (r === True) result = 1;
  else if (r === False) result = 0;
  else typeError(`__bool__ should return bool, returned ${typeName(r)}`);
  decref(r);
  return result;
}) as Generic;

GENERIC_SLOTS.sq_length = GENERIC_SLOTS.mp_length = ((self: Borrowed): number => {
  const r = callMethod0(self, LEN);
  if (r === 0) return -1;
  const i = indexInt(r);
  decref(r);
  if (i === 0) return -1;
  if (intSize(i) < 0) {
    decref(i);
    valueError('__len__() should return >= 0');
    return -1;
  }
  const n = asSsize(i, T.OverflowError);
  decref(i);
  return n;
}) as Generic;
GENERIC_SLOTS.mp_subscript = ((self: Borrowed, key: Borrowed) => callMethod1(self, GETITEM, key)) as Generic;
GENERIC_SLOTS.mp_ass_subscript = ((self: Borrowed, key: Borrowed, value: Borrowed): number => {
  const r = value === 0 ? callMethod1(self, DELITEM, key) : callMethod2(self, SETITEM, key, value);
  if (r === 0) return -1;
  decref(r);
  return 0;
}) as Generic;
GENERIC_SLOTS.sq_item = ((self: Borrowed, i: number): Owned => {
  const index = newInt(i);
  const r = callMethod1(self, GETITEM, index);
  decref(index);
  return r;
}) as Generic;
GENERIC_SLOTS.sq_ass_item = ((self: Borrowed, i: number, value: Borrowed): number => {
  const index = newInt(i);
  const r = value === 0 ? callMethod1(self, DELITEM, index) : callMethod2(self, SETITEM, index, value);
  decref(index);
  if (r === 0) return -1;
  decref(r);
  return 0;
}) as Generic;
GENERIC_SLOTS.sq_contains = ((self: Borrowed, x: Borrowed): number => {
  const f = typeLookup(typeOf(self), handleOf(CONTAINS));
  if (f === None) {
    typeError(`'${typeName(self)}' object is not a container`);
    return -1;
  }
  const m = lookupMethod(self, CONTAINS);
  if (m === MISSING) return iterContains(self, x);
  const r = callFound(m, self, 1, x, NO_ARGUMENT);
  if (r === 0) return -1;
  const t = isTrue(r);
  decref(r);
  return t;
}) as Generic;

function iterContains(o: Borrowed, x: Borrowed): number {
  const it = getIter(o);
  if (it === 0) return -1;
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

GENERIC_SLOTS.tp_repr = ((self: Borrowed): Owned => {
  const m = lookupMethod(self, REPR);
  if (m !== MISSING) return callFound(m, self, 0, NO_ARGUMENT, NO_ARGUMENT);
  return typeError(`<${typeName(self)} object> has no __repr__`);
}) as Generic;
genericUnary('tp_str', '__str__');

GENERIC_SLOTS.tp_hash = ((self: Borrowed): number => {
  const f = typeLookup(typeOf(self), handleOf(HASH));
  if (f === 0 || f === None) {
    typeError(`unhashable type: '${typeName(self)}'`);
    setHashHigh(-1);
    return -1;
  }
  const r = callMethod0(self, HASH);
  if (r === 0) {
    setHashHigh(-1);
    return -1;
  }
  if (!isInstance(r, T.int)) {
    decref(r);
    typeError('__hash__ method should return an integer');
    setHashHigh(-1);
    return -1;
  }
  let low: number;
  const big = intToBigInt(r);
  if (BigInt.asIntN(64, big) === big) {
    low = Number(BigInt.asIntN(32, big));
    setHashHigh(Number(BigInt.asIntN(32, big >> 32n)));
  } else low = call1(ld32(T.int + PyTypeObject.tp_hash), r);
  decref(r);
  if (low === -1 && hashHigh() === -1) low = -2;
  return low;
}) as Generic;

GENERIC_SLOTS.tp_call = ((self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
  const m = lookupSpecial(self, '__call__');
  if (m === 0) return errOccurred() ? NULL : typeError(`'${typeName(self)}' object is not callable`);
  const r = callObject(m, args, kwargs);
  decref(m);
  return r;
}) as Generic;

const COMPARISONS = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'].map(special);
GENERIC_SLOTS.tp_richcompare = ((self: Borrowed, other: Borrowed, op: number): Owned => {
  const m = lookupMethod(self, COMPARISONS[op]!);
  if (m === MISSING) return newRef(NotImplemented);
  if (m === 0) {
    // What fails while the method is fetched is not told: there is no such comparison.
    errClear();
    return newRef(NotImplemented);
  }
  return callFound(m, self, 1, other, NO_ARGUMENT);
}) as Generic;

GENERIC_SLOTS.tp_iter = ((self: Borrowed): Owned => {
  const f = typeLookup(typeOf(self), handleOf(ITER));
  if (f === None) return typeError(`'${typeName(self)}' object is not iterable`);
  if (f !== 0) return callMethod0(self, ITER);
  if (typeLookup(typeOf(self), handleOf(GETITEM)) === 0)
    return typeError(`'${typeName(self)}' object is not iterable`);
  return sequenceIterator(self);
}) as Generic;
let sequenceIterator: (o: Borrowed) => Owned = () => NULL;
export function setSlotSequenceIterator(f: typeof sequenceIterator): void {
  sequenceIterator = f;
}
genericUnary('tp_iternext', '__next__');

GENERIC_SLOTS.tp_descr_get = ((self: Borrowed, o: Borrowed, tp: Borrowed): Owned => {
  const get = typeLookup(typeOf(self), handleOf(GET));
  if (get === 0) return newRef(self);
  return call(get, self, o === 0 ? None : o, tp === 0 ? None : tp);
}) as Generic;
GENERIC_SLOTS.tp_descr_set = ((self: Borrowed, o: Borrowed, value: Borrowed): number => {
  const r = value === 0 ? callMethod1(self, DELETE, o) : callMethod2(self, SET, o, value);
  if (r === 0) return -1;
  decref(r);
  return 0;
}) as Generic;

GENERIC_SLOTS.tp_init = ((self: Borrowed, args: Borrowed, kwargs: Borrowed): number => {
  const m = lookupSpecial(self, '__init__');
  if (m === 0) return -1;
  const r = callObject(m, args, kwargs);
  decref(m);
  if (r === 0) return -1;
  if (r !== None) {
    typeError(`__init__() should return None, not '${typeName(r)}'`);
    decref(r);
    return -1;
  }
  decref(r);
  return 0;
}) as Generic;

GENERIC_SLOTS.tp_new = ((tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
  const f = getAttr(tp, handleOf(NEW));
  if (f === 0) return NULL;
  const n = tupleLength(args);
  const k = kwargs === 0 ? 0 : dictLength(kwargs);
  let r: Owned;
  if (k === 0) {
    const at = pushArgs(n + 1);
    setArg(at, 0, tp);
    for (let i = 0; i < n; i++) setArg(at, i + 1, tupleItem(args, i));
    r = vectorcall(f, at, n + 1, 0 as Borrowed);
    popArgs(at);
  } else {
    const all = prependTuple(tp, args);
    r = callObject(f, all, kwargs);
    decref(all);
  }
  decref(f);
  return r;
}) as Generic;

/** A tuple of `first` and the items of `rest`. New reference. */
export function prependTuple(first: Borrowed, rest: Borrowed): Owned {
  const n = tupleLength(rest);
  const t = newTupleBuffer(n + 1);
  tupleInit(t, 0, newRef(first));
  for (let i = 0; i < n; i++) tupleInit(t, i + 1, newRef(tupleItem(rest, i)));
  gcTrack(t);
  return t;
}

GENERIC_SLOTS.tp_getattro = ((self: Borrowed, name: Borrowed): Owned => {
  const tp = typeOf(self);
  const hook = typeLookup(tp, handleOf(GETATTR));
  const getattribute = typeLookup(tp, handleOf(GETATTRIBUTE));
  // What is called may delete either.
  if (hook !== 0) incref(hook);
  const r = getAttributeOf(self, name, getattribute);
  if (r !== 0 || hook === 0 || !errMatches(T.AttributeError)) {
    xdecref(hook);
    return r;
  }
  errClear();
  const other = callAttribute(hook, self, name);
  decref(hook);
  if (other === 0 && errMatches(T.AttributeError)) annotatePending(self, name);
  return other;
}) as Generic;
function getAttributeOf(self: Borrowed, name: Borrowed, getattribute: Borrowed): Owned {
  if (
    getattribute === 0 ||
    (typeOf(getattribute) === T.wrapper_descriptor && isGenericGetAttrWrapper(getattribute))
  )
    return genericGetAttr(self, name);
  incref(getattribute);
  const r = callAttribute(getattribute, self, name);
  decref(getattribute);
  return r;
}
function callAttribute(f: Borrowed, self: Borrowed, name: Borrowed): Owned {
  const tp = typeOf(f);
  if (tp === T.function || tp === T.wrapper_descriptor || tp === T.method_descriptor)
    return call(f, self, name);
  const get = ld32(tp + PyTypeObject.tp_descr_get);
  if (get === 0) return call(f, name);
  const bound = call3(get, f, self, typeOf(self)) as Owned;
  if (bound === 0) return NULL;
  const r = call(bound, name);
  decref(bound);
  return r;
}
let isGenericGetAttrWrapper: (descr: Borrowed) => boolean = () => false;
export function setIsGenericGetAttrWrapper(f: typeof isGenericGetAttrWrapper): void {
  isGenericGetAttrWrapper = f;
}
GENERIC_SLOTS.tp_setattro = ((self: Borrowed, name: Borrowed, value: Borrowed): number => {
  const r = value === 0 ? callMethod1(self, DELATTR, name) : callMethod2(self, SETATTR, name, value);
  if (r === 0) return -1;
  decref(r);
  return 0;
}) as Generic;
GENERIC_SLOTS.tp_finalize = ((self: Borrowed): void => finalizer(self)) as Generic;
/** Runs `__del__`: saves the pending exception around it and reports what it raises as unraisable. */
let finalizer: (self: Borrowed) => void = () => {};
export function setFinalizer(f: typeof finalizer): void {
  finalizer = f;
}
/** Looks up and calls `__del__`; true when it raised. */
export function callDel(self: Borrowed): { raised: boolean; method: Owned } {
  const m = lookupSpecial(self, '__del__');
  if (m === 0) return { raised: false, method: NULL };
  const r = call(m);
  if (r !== 0) decref(r);
  // What is reported is the function (slot_tp_finalize looks it up unbound).
  if (r === 0 && typeOf(m) === T.method) {
    const f = newRef(ldPtr(m + PyMethodObject.im_func)) as Owned;
    decref(m);
    return { raised: true, method: f };
  }
  return { raised: r === 0, method: m };
}

/** Address of the generic function of a slot; set when they are registered. */
const addresses = new Map<SlotName, Addr>();
export function setGenericAddress(slot: SlotName, a: Addr): void {
  addresses.set(slot, a);
}
export function genericAddress(slot: SlotName): Addr {
  return addresses.get(slot) ?? 0;
}
