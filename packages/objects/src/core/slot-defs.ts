/**
 * The correspondence of special methods and type slots, declared once. From a row follow: the wrapper descriptor that shows a
 * C slot as a Python method (`int.__add__`), and the generic slot function that a Python class gets when it defines the method
 * (`class C: def __add__…`).
 *
 * Rows that share a slot stand together; order matters as in CPython: later rows win when several define one slot.
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
  type TypeFlags,
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
import { typeFlags } from './alloc.js';
import { call, popArgs, pushArgs, setArg, vectorcall } from './call.js';
import type { SlotName } from './define.js';
import { dictLength } from './dict.js';
import {
  errClear,
  errMatches,
  errOccurred,
  setError,
  setErrorNone,
  typeError,
  valueError,
} from './errors.js';
import { call1, call2, call3 } from './functions.js';
import { gcTrack } from './gc-list.js';
import { hashHigh, setHashHigh } from './hash-high.js';
import { intSize, intToBigInt, newBool, newInt, newIntFromBigInt } from './int.js';
import { intern } from './intern.js';
import { typeLookup } from './lookup.js';
import { annotatePending, genericGetAttr, getAttr, lookupSpecial } from './object.js';
import { decref, incref, newRef, typeOf, xdecref } from './refcount.js';
import { getSlot, slotPlace } from './slot-offsets.js';
import { isInstance, isSubtypeByMro } from './subtype.js';
import { newTupleBuffer, tupleInit, tupleItem, tupleLength } from './tuple.js';
import { False, None, NotImplemented, T, True } from './wellknown.js';

/** Calls the C slot function `f` as the method `__x__` would be called: (self, args tuple, kwargs dict or 0). */
export type Wrapper = (self: Borrowed, args: Borrowed, f: Addr, kwargs: Borrowed) => Owned;

export interface SlotDef {
  readonly method: string;
  readonly slot: SlotName;
  readonly wrapper: Wrapper | null;
  /** `__text_signature__` and docstring of the wrapper descriptor. */
  readonly text: string;
  readonly doc: string;
  /** The wrapper accepts keywords (`__init__`, `__call__`). */
  readonly keywords?: boolean;
}

// -- calling special methods from slots ----------------------------------------------------------------------------

/** The method on the type, with whether it is unbound (a Python function or method descriptor that takes self first). */
function lookupMethod(self: Borrowed, name: string): { f: Owned; unbound: boolean } | null {
  const f = typeLookup(typeOf(self), intern(name));
  if (f === 0) return null;
  const tp = typeOf(f);
  if (tp === T.function || tp === T.method_descriptor || tp === T.wrapper_descriptor)
    return { f: newRef(f), unbound: true };
  const get = ld32(tp + PyTypeObject.tp_descr_get);
  if (get === 0) return { f: newRef(f), unbound: false };
  const bound = call3(get, f, self, typeOf(self)) as Owned;
  return { f: bound, unbound: false };
}

function callMethodWith(m: { f: Owned; unbound: boolean }, self: Borrowed, args: readonly Borrowed[]): Owned {
  if (m.f === 0) return NULL;
  const extra = m.unbound ? 1 : 0;
  const at = pushArgs(args.length + extra);
  if (m.unbound) setArg(at, 0, self);
  for (let i = 0; i < args.length; i++) setArg(at, i + extra, args[i]!);
  const r = vectorcall(m.f, at, args.length + extra, 0 as Borrowed);
  popArgs(at);
  decref(m.f);
  return r;
}

/** Calls `type(self).name(self, *args)`; AttributeError when there is none (a slot is only set where there is one). */
function callMethodOf(self: Borrowed, name: string, ...args: Borrowed[]): Owned {
  const m = lookupMethod(self, name);
  if (m === null) return setError(T.AttributeError, name);
  return callMethodWith(m, self, args);
}

// -- wrappers: C slot → Python method ------------------------------------------------------------------------------

/** Checks how many arguments there are. CPython unpacks those of some slots under an empty name, which leaves a space. */
function argCount(args: Borrowed, min: number, max: number, unpacked = max === 2): boolean {
  const n = tupleLength(args);
  if (n >= min && n <= max) return true;
  const space = unpacked ? ' ' : '';
  const bound = n < min ? min : max;
  const how = min === max ? '' : n < min ? 'at least ' : 'at most ';
  typeError(
    `${min === max ? space : ' '}expected ${how}${bound} argument${bound === 1 ? '' : 's'}, got ${n}`,
  );
  return false;
}
const arg = (args: Borrowed, i: number) => tupleItem(args, i);
const wrapUnary: Wrapper = (self, args, f) => (argCount(args, 0, 0) ? (call1(f, self) as Owned) : NULL);
const wrapBinary: Wrapper = (self, args, f) =>
  argCount(args, 1, 1) ? (call2(f, self, arg(args, 0)) as Owned) : NULL;
/** The same for a number's left operand: a class's slots take over what they wrap only where the wrapper is the same. */
const wrapBinaryLeft: Wrapper = (self, args, f, kwargs) => wrapBinary(self, args, f, kwargs);
const wrapBinaryRight: Wrapper = (self, args, f) =>
  argCount(args, 1, 1) ? (call2(f, arg(args, 0), self) as Owned) : NULL;
const wrapTernary: Wrapper = (self, args, f) =>
  argCount(args, 1, 2)
    ? (call3(f, self, arg(args, 0), tupleLength(args) > 1 ? arg(args, 1) : None) as Owned)
    : NULL;
const wrapTernaryRight: Wrapper = (self, args, f) =>
  argCount(args, 1, 2)
    ? (call3(f, arg(args, 0), self, tupleLength(args) > 1 ? arg(args, 1) : None) as Owned)
    : NULL;
const status = (r: number): Owned => (r < 0 ? NULL : newRef(None));
const wrapLength: Wrapper = (self, args, f) => {
  if (!argCount(args, 0, 0)) return NULL;
  const n = call1(f, self);
  return n === -1 && errOccurred() ? NULL : newInt(n);
};
const wrapInquiry: Wrapper = (self, args, f) => {
  if (!argCount(args, 0, 0)) return NULL;
  const n = call1(f, self);
  return n === -1 && errOccurred() ? NULL : newBool(n !== 0);
};
const wrapContains: Wrapper = (self, args, f) => {
  if (!argCount(args, 1, 1)) return NULL;
  const n = call2(f, self, arg(args, 0));
  return n === -1 && errOccurred() ? NULL : newBool(n !== 0);
};
const wrapHash: Wrapper = (self, args, f) => {
  if (!argCount(args, 0, 0)) return NULL;
  const low = call1(f, self);
  if (low === -1 && errOccurred()) return NULL;
  return hashToInt(low);
};
/** The int of a 64-bit hash whose high word is in hashHigh(). */
export function hashToInt(low: number): Owned {
  const high = hashHigh();
  if (high === low >> 31) return newInt(low);
  return newIntFromBigInt(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low >>> 0)));
}
const wrapRepeat: Wrapper = (self, args, f) => {
  if (!argCount(args, 1, 1, true)) return NULL;
  const n = asSsize(arg(args, 0), T.OverflowError);
  return n === -1 && errOccurred() ? NULL : (call2(f, self, n) as Owned);
};
function itemIndex(self: Borrowed, v: Borrowed): number {
  const i = asSsize(v, T.OverflowError);
  if (i === -1 && errOccurred()) return -1;
  if (i < 0) {
    const len = getSlot(typeOf(self), slotPlace('sq_length'));
    if (len !== 0) {
      const n = call1(len, self);
      return n < 0 ? -1 : i + n;
    }
  }
  return i;
}
const wrapItem: Wrapper = (self, args, f) => {
  if (!argCount(args, 1, 1)) return NULL;
  const i = itemIndex(self, arg(args, 0));
  return i === -1 && errOccurred() ? NULL : (call2(f, self, i) as Owned);
};
const wrapSetItem: Wrapper = (self, args, f) => {
  if (!argCount(args, 2, 2)) return NULL;
  const i = itemIndex(self, arg(args, 0));
  return i === -1 && errOccurred() ? NULL : status(call3(f, self, i, arg(args, 1)));
};
const wrapDelItem: Wrapper = (self, args, f) => {
  if (!argCount(args, 1, 1)) return NULL;
  const i = itemIndex(self, arg(args, 0));
  return i === -1 && errOccurred() ? NULL : status(call3(f, self, i, 0));
};
const wrapSetKey: Wrapper = (self, args, f) =>
  argCount(args, 2, 2) ? status(call3(f, self, arg(args, 0), arg(args, 1))) : NULL;
const wrapDelKey: Wrapper = (self, args, f) =>
  argCount(args, 1, 1) ? status(call3(f, self, arg(args, 0), 0)) : NULL;

/**
 * object.__setattr__ and the like must not be used to get round a more derived type's own: "can't apply this __setattr__ to
 * type object".
 */
function hackcheck(self: Borrowed, f: Addr, what: string): boolean {
  let tp = typeOf(self);
  while (tp !== 0 && typeFlags(tp) & HEAPTYPE) tp = ldPtr(tp + PyTypeObject.tp_base);
  if (tp !== 0 && ld32(tp + PyTypeObject.tp_setattro) !== f) {
    typeError(`can't apply this ${what} to ${typeName(self)} object`);
    return false;
  }
  return true;
}
const HEAPTYPE: (typeof TypeFlags)['HEAPTYPE'] = 1 << 9;
const wrapSetAttr: Wrapper = (self, args, f) => {
  if (!argCount(args, 2, 2)) return NULL;
  if (!hackcheck(self, f, '__setattr__')) return NULL;
  return status(call3(f, self, arg(args, 0), arg(args, 1)));
};
const wrapDelAttr: Wrapper = (self, args, f) => {
  if (!argCount(args, 1, 1)) return NULL;
  if (!hackcheck(self, f, '__delattr__')) return NULL;
  return status(call3(f, self, arg(args, 0), 0));
};
const compareWrapper =
  (op: number): Wrapper =>
  (self, args, f) =>
    argCount(args, 1, 1) ? (call3(f, self, arg(args, 0), op) as Owned) : NULL;
const wrapNext: Wrapper = (self, args, f) => {
  if (!argCount(args, 0, 0)) return NULL;
  const r = call1(f, self) as Owned;
  if (r === 0 && errOccurred() === 0) setErrorNone(T.StopIteration);
  return r;
};
const wrapGet: Wrapper = (self, args, f) => {
  if (!argCount(args, 1, 2)) return NULL;
  const o = arg(args, 0) === None ? (0 as Borrowed) : arg(args, 0);
  const t = tupleLength(args) > 1 && arg(args, 1) !== None ? arg(args, 1) : (0 as Borrowed);
  if (o === 0 && t === 0) return typeError('__get__(None, None) is invalid');
  return call3(f, self, o, t) as Owned;
};
const wrapDescrSet: Wrapper = (self, args, f) =>
  argCount(args, 2, 2) ? status(call3(f, self, arg(args, 0), arg(args, 1))) : NULL;
const wrapDescrDelete: Wrapper = (self, args, f) =>
  argCount(args, 1, 1) ? status(call3(f, self, arg(args, 0), 0)) : NULL;
const wrapInit: Wrapper = (self, args, f, kwargs) => status(call3(f, self, args, kwargs));
const wrapCall: Wrapper = (self, args, f, kwargs) => call3(f, self, args, kwargs) as Owned;
const wrapDel: Wrapper = (self, args, f) => {
  if (!argCount(args, 0, 0)) return NULL;
  call1(f, self);
  return newRef(None);
};

// -- the table -----------------------------------------------------------------------------------------------------

const d = (
  method: string,
  slot: SlotName,
  wrapper: Wrapper | null,
  text: string,
  doc: string,
  keywords = false,
): SlotDef => ({
  method,
  slot,
  wrapper,
  text,
  doc,
  keywords,
}); // prettier-ignore
const bin = (name: string, slot: SlotName, op: string): SlotDef[] => [
  d(`__${name}__`, slot, wrapBinaryLeft, '($self, value, /)', `Return self${op}value.`),
  d(`__r${name}__`, slot, wrapBinaryRight, '($self, value, /)', `Return value${op}self.`),
];
const inpl = (name: string, slot: SlotName, op: string): SlotDef =>
  d(`__${name}__`, slot, wrapBinary, '($self, value, /)', `Return self${op}value.`);
const un = (name: string, slot: SlotName, text: string): SlotDef =>
  d(`__${name}__`, slot, wrapUnary, '($self, /)', text);

export const SLOT_DEFS: readonly SlotDef[] = [
  d('__getattribute__', 'tp_getattro', wrapBinary, '($self, name, /)', 'Return getattr(self, name).'),
  d('__getattr__', 'tp_getattro', null, '($self, name, /)', ''),
  d(
    '__setattr__',
    'tp_setattro',
    wrapSetAttr,
    '($self, name, value, /)',
    'Implement setattr(self, name, value).',
  ),
  d('__delattr__', 'tp_setattro', wrapDelAttr, '($self, name, /)', 'Implement delattr(self, name).'),
  d('__repr__', 'tp_repr', wrapUnary, '($self, /)', 'Return repr(self).'),
  d('__hash__', 'tp_hash', wrapHash, '($self, /)', 'Return hash(self).'),
  d('__call__', 'tp_call', wrapCall, '($self, /, *args, **kwargs)', 'Call self as a function.', true),
  d('__str__', 'tp_str', wrapUnary, '($self, /)', 'Return str(self).'),
  d('__lt__', 'tp_richcompare', compareWrapper(0), '($self, value, /)', 'Return self<value.'),
  d('__le__', 'tp_richcompare', compareWrapper(1), '($self, value, /)', 'Return self<=value.'),
  d('__eq__', 'tp_richcompare', compareWrapper(2), '($self, value, /)', 'Return self==value.'),
  d('__ne__', 'tp_richcompare', compareWrapper(3), '($self, value, /)', 'Return self!=value.'),
  d('__gt__', 'tp_richcompare', compareWrapper(4), '($self, value, /)', 'Return self>value.'),
  d('__ge__', 'tp_richcompare', compareWrapper(5), '($self, value, /)', 'Return self>=value.'),
  d('__iter__', 'tp_iter', wrapUnary, '($self, /)', 'Implement iter(self).'),
  d('__next__', 'tp_iternext', wrapNext, '($self, /)', 'Implement next(self).'),
  d(
    '__get__',
    'tp_descr_get',
    wrapGet,
    '($self, instance, owner=None, /)',
    'Return an attribute of instance, which is of type owner.',
  ),
  d(
    '__set__',
    'tp_descr_set',
    wrapDescrSet,
    '($self, instance, value, /)',
    'Set an attribute of instance to value.',
  ),
  d(
    '__delete__',
    'tp_descr_set',
    wrapDescrDelete,
    '($self, instance, /)',
    'Delete an attribute of instance.',
  ),
  d(
    '__init__',
    'tp_init',
    wrapInit,
    '($self, /, *args, **kwargs)',
    'Initialize self.  See help(type(self)) for accurate signature.',
    true,
  ),
  d('__new__', 'tp_new', null, '($type, *args, **kwargs)', 'Create and return new object.'),
  d('__del__', 'tp_finalize', wrapDel, '', ''),

  d('__await__', 'am_await', wrapUnary, '($self, /)', 'Return an iterator to be used in await expression.'),
  d(
    '__aiter__',
    'am_aiter',
    wrapUnary,
    '($self, /)',
    'Return an awaitable, that resolves in asynchronous iterator.',
  ),
  d('__anext__', 'am_anext', wrapUnary, '($self, /)', 'Return a value or raise StopAsyncIteration.'),

  ...bin('add', 'nb_add', '+'),
  ...bin('sub', 'nb_subtract', '-'),
  ...bin('mul', 'nb_multiply', '*'),
  ...bin('mod', 'nb_remainder', '%'),
  d('__divmod__', 'nb_divmod', wrapBinaryLeft, '($self, value, /)', 'Return divmod(self, value).'),
  d('__rdivmod__', 'nb_divmod', wrapBinaryRight, '($self, value, /)', 'Return divmod(value, self).'),
  d('__pow__', 'nb_power', wrapTernary, '($self, value, mod=None, /)', 'Return pow(self, value, mod).'),
  d('__rpow__', 'nb_power', wrapTernaryRight, '($self, value, mod=None, /)', 'Return pow(value, self, mod).'),
  un('neg', 'nb_negative', '-self'),
  un('pos', 'nb_positive', '+self'),
  un('abs', 'nb_absolute', 'abs(self)'),
  d('__bool__', 'nb_bool', wrapInquiry, '($self, /)', 'True if self else False'),
  un('invert', 'nb_invert', '~self'),
  ...bin('lshift', 'nb_lshift', '<<'),
  ...bin('rshift', 'nb_rshift', '>>'),
  ...bin('and', 'nb_and', '&'),
  ...bin('xor', 'nb_xor', '^'),
  ...bin('or', 'nb_or', '|'),
  un('int', 'nb_int', 'int(self)'),
  un('float', 'nb_float', 'float(self)'),
  inpl('iadd', 'nb_inplace_add', '+='),
  inpl('isub', 'nb_inplace_subtract', '-='),
  inpl('imul', 'nb_inplace_multiply', '*='),
  inpl('imod', 'nb_inplace_remainder', '%='),
  d('__ipow__', 'nb_inplace_power', wrapTernary, '($self, value, /)', 'Return self**=value.'),
  inpl('ilshift', 'nb_inplace_lshift', '<<='),
  inpl('irshift', 'nb_inplace_rshift', '>>='),
  inpl('iand', 'nb_inplace_and', '&='),
  inpl('ixor', 'nb_inplace_xor', '^='),
  inpl('ior', 'nb_inplace_or', '|='),
  ...bin('floordiv', 'nb_floor_divide', '//'),
  ...bin('truediv', 'nb_true_divide', '/'),
  inpl('ifloordiv', 'nb_inplace_floor_divide', '//='),
  inpl('itruediv', 'nb_inplace_true_divide', '/='),
  un(
    'index',
    'nb_index',
    'Return self converted to an integer, if self is suitable for use as an index into a list.',
  ),
  ...bin('matmul', 'nb_matrix_multiply', '@'),
  inpl('imatmul', 'nb_inplace_matrix_multiply', '@='),

  d('__len__', 'mp_length', wrapLength, '($self, /)', 'Return len(self).'),
  d('__getitem__', 'mp_subscript', wrapBinary, '($self, key, /)', 'Return self[key].'),
  d('__setitem__', 'mp_ass_subscript', wrapSetKey, '($self, key, value, /)', 'Set self[key] to value.'),
  d('__delitem__', 'mp_ass_subscript', wrapDelKey, '($self, key, /)', 'Delete self[key].'),
  d('__len__', 'sq_length', wrapLength, '($self, /)', 'Return len(self).'),
  d('__add__', 'sq_concat', wrapBinary, '($self, value, /)', 'Return self+value.'),
  d('__mul__', 'sq_repeat', wrapRepeat, '($self, value, /)', 'Return self*value.'),
  d('__rmul__', 'sq_repeat', wrapRepeat, '($self, value, /)', 'Return value*self.'),
  d('__getitem__', 'sq_item', wrapItem, '($self, key, /)', 'Return self[key].'),
  d('__setitem__', 'sq_ass_item', wrapSetItem, '($self, key, value, /)', 'Set self[key] to value.'),
  d('__delitem__', 'sq_ass_item', wrapDelItem, '($self, key, /)', 'Delete self[key].'),
  d('__contains__', 'sq_contains', wrapContains, '($self, key, /)', 'Return key in self.'),
  d('__iadd__', 'sq_inplace_concat', wrapBinary, '($self, value, /)', 'Implement self+=value.'),
  d('__imul__', 'sq_inplace_repeat', wrapRepeat, '($self, value, /)', 'Implement self*=value.'),
];

// -- generic slots: Python method → C slot -------------------------------------------------------------------------

/** Slots whose generic function would have no counterpart (a class that defines `__add__` fills nb_add, never sq_concat). */
export const NO_GENERIC: ReadonlySet<SlotName> = new Set<SlotName>([
  'sq_concat',
  'sq_repeat',
  'sq_inplace_concat',
  'sq_inplace_repeat',
]);

type Generic = (...args: never[]) => unknown;
export const GENERIC_SLOTS: { [K in SlotName]?: Generic } = {};

function genericUnary(slot: SlotName, name: string): void {
  GENERIC_SLOTS[slot] = (self: Borrowed) => callMethodOf(self, name);
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
function methodIsOverloaded(left: Borrowed, right: Borrowed, name: string): boolean {
  const b = typeLookup(typeOf(right), intern(name));
  if (b === 0) return false;
  const a = typeLookup(typeOf(left), intern(name));
  return a !== b;
}
function maybeCall(self: Borrowed, name: string, other: Borrowed): Owned {
  const m = lookupMethod(self, name);
  if (m === null) return newRef(NotImplemented);
  return callMethodWith(m, self, [other]);
}
function genericBinary(slot: SlotName, op: string, rop: string): void {
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
    if (doOther && isSubtypeByMro(to, ts) && methodIsOverloaded(self, other, '__rpow__')) {
      const r = maybeCall(other, '__rpow__', self);
      if (r !== NotImplemented) return r;
      decref(r);
      doOther = false;
    }
    const r = maybeCall(self, '__pow__', other);
    if (r !== NotImplemented || to === ts) return r;
    decref(r);
  }
  return doOther ? maybeCall(other, '__rpow__', self) : newRef(NotImplemented);
}
GENERIC_SLOTS.nb_power = ((self: Borrowed, other: Borrowed, modulus: Borrowed): Owned => {
  if (modulus === None) return binaryPower(self, other);
  if (getSlot(typeOf(self), powerPlace) === genericAddress('nb_power'))
    return callMethodOf(self, '__pow__', other, modulus);
  return newRef(NotImplemented);
}) as Generic;
GENERIC_SLOTS.nb_inplace_power = ((self: Borrowed, other: Borrowed): Owned =>
  callMethodOf(self, '__ipow__', other)) as Generic;
for (const [slot, name] of [
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
] as const)
  GENERIC_SLOTS[slot] = ((self: Borrowed, other: Borrowed) => callMethodOf(self, name, other)) as Generic; // prettier-ignore

GENERIC_SLOTS.nb_bool = ((self: Borrowed): number => {
  let m = lookupMethod(self, '__bool__');
  let usingLen = false;
  if (m === null) {
    m = lookupMethod(self, '__len__');
    if (m === null) return 1;
    usingLen = true;
  }
  const r = callMethodWith(m, self, []);
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
  const r = callMethodOf(self, '__len__');
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
GENERIC_SLOTS.mp_subscript = ((self: Borrowed, key: Borrowed) =>
  callMethodOf(self, '__getitem__', key)) as Generic;
GENERIC_SLOTS.mp_ass_subscript = ((self: Borrowed, key: Borrowed, value: Borrowed): number => {
  const r =
    value === 0 ? callMethodOf(self, '__delitem__', key) : callMethodOf(self, '__setitem__', key, value);
  if (r === 0) return -1;
  decref(r);
  return 0;
}) as Generic;
GENERIC_SLOTS.sq_item = ((self: Borrowed, i: number): Owned => {
  const index = newInt(i);
  const r = callMethodOf(self, '__getitem__', index);
  decref(index);
  return r;
}) as Generic;
GENERIC_SLOTS.sq_ass_item = ((self: Borrowed, i: number, value: Borrowed): number => {
  const index = newInt(i);
  const r =
    value === 0 ? callMethodOf(self, '__delitem__', index) : callMethodOf(self, '__setitem__', index, value);
  decref(index);
  if (r === 0) return -1;
  decref(r);
  return 0;
}) as Generic;
GENERIC_SLOTS.sq_contains = ((self: Borrowed, x: Borrowed): number => {
  const f = typeLookup(typeOf(self), intern('__contains__'));
  if (f === None) {
    typeError(`'${typeName(self)}' object is not a container`);
    return -1;
  }
  const m = lookupMethod(self, '__contains__');
  if (m === null) return iterContains(self, x);
  const r = callMethodWith(m, self, [x]);
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
  const m = lookupMethod(self, '__repr__');
  if (m !== null) return callMethodWith(m, self, []);
  return typeError(`<${typeName(self)} object> has no __repr__`);
}) as Generic;
genericUnary('tp_str', '__str__');

GENERIC_SLOTS.tp_hash = ((self: Borrowed): number => {
  const f = typeLookup(typeOf(self), intern('__hash__'));
  if (f === 0 || f === None) {
    typeError(`unhashable type: '${typeName(self)}'`);
    setHashHigh(-1);
    return -1;
  }
  const r = callMethodOf(self, '__hash__');
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

const COMPARISONS = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'];
GENERIC_SLOTS.tp_richcompare = ((self: Borrowed, other: Borrowed, op: number): Owned => {
  const m = lookupMethod(self, COMPARISONS[op]!);
  if (m === null) return newRef(NotImplemented);
  if (m.f === 0) {
    // What fails while the method is fetched is not told: there is no such comparison.
    errClear();
    return newRef(NotImplemented);
  }
  return callMethodWith(m, self, [other]);
}) as Generic;

GENERIC_SLOTS.tp_iter = ((self: Borrowed): Owned => {
  const f = typeLookup(typeOf(self), intern('__iter__'));
  if (f === None) return typeError(`'${typeName(self)}' object is not iterable`);
  if (f !== 0) return callMethodOf(self, '__iter__');
  if (typeLookup(typeOf(self), intern('__getitem__')) === 0)
    return typeError(`'${typeName(self)}' object is not iterable`);
  return sequenceIterator(self);
}) as Generic;
let sequenceIterator: (o: Borrowed) => Owned = () => NULL;
export function setSlotSequenceIterator(f: typeof sequenceIterator): void {
  sequenceIterator = f;
}
genericUnary('tp_iternext', '__next__');

GENERIC_SLOTS.tp_descr_get = ((self: Borrowed, o: Borrowed, tp: Borrowed): Owned => {
  const get = typeLookup(typeOf(self), intern('__get__'));
  if (get === 0) return newRef(self);
  return call(get, self, o === 0 ? None : o, tp === 0 ? None : tp);
}) as Generic;
GENERIC_SLOTS.tp_descr_set = ((self: Borrowed, o: Borrowed, value: Borrowed): number => {
  const r = value === 0 ? callMethodOf(self, '__delete__', o) : callMethodOf(self, '__set__', o, value);
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
  const f = getAttr(tp, intern('__new__'));
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
  const hook = typeLookup(tp, intern('__getattr__'));
  const getattribute = typeLookup(tp, intern('__getattribute__'));
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
  const r =
    value === 0 ? callMethodOf(self, '__delattr__', name) : callMethodOf(self, '__setattr__', name, value);
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
