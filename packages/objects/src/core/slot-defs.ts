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
  PyTypeObject,
  type TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { asSsize, largeSsize, typeName } from './abstract.js';
import { typeFlags } from './alloc.js';
import type { SlotName } from './define.js';
import { errOccurred, setErrorNone, typeError } from './errors.js';
import { call1, call2, call3 } from './functions.js';
import { hashHigh } from './hash-high.js';
import { newBool, newInt, newIntFromBigInt, newIntFromWords } from './int.js';
import { newRef, typeOf } from './refcount.js';
import { getSlot, slotPlace } from './slot-offsets.js';
import { tupleItem, tupleLength } from './tuple.js';
import { None, T } from './wellknown.js';

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
  if (n === -1 && errOccurred()) return NULL;
  return Number.isSafeInteger(n) ? newInt(n) : newIntFromBigInt(largeSsize());
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
  return newIntFromWords(low, hashHigh());
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
