/** weakref.ref and the two proxy types. The lists behind them are in core/weakref-object.ts. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyNumberMethods,
  PyWeakReference,
  st32,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  addressHex,
  binary,
  call,
  callMethod,
  callObject,
  contains,
  delItem,
  getAttr,
  getItem,
  getIter,
  hash,
  hashHigh,
  indexInt,
  inplace,
  isIterator,
  isTrue,
  iterNext,
  length,
  lookupAttr,
  numberAbsolute,
  numberAdd,
  numberFloat,
  numberInplaceAdd,
  numberInplaceMultiply,
  numberInplacePower,
  numberInvert,
  numberLong,
  numberMultiply,
  numberNegative,
  numberPositive,
  numberPower,
  Py_EQ,
  Py_NE,
  richCompare,
  setAttr,
  setHashHigh,
  setItem,
  str,
  typeName,
} from '../core/abstract.js'; // prettier-ignore
import { allocInstance, newGc } from '../core/alloc.js';
import { checkPositional } from '../core/args.js';
import { method, type SlotTable, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { errClear, errOccurred, setError, typeError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { intern } from '../core/intern.js';
import { decref, newRef, refcount, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { clearWeakref, initWeakref, newWeakref, weaklistAddress } from '../core/weakref-object.js';
import { False, None, NotImplemented, T, True } from '../core/wellknown.js';

const W = PyWeakReference;
/** What a reference refers to, borrowed: None when it is dead. */
export function referent(ref: Borrowed): Borrowed {
  const o = ldPtr(ref + W.wr_object);
  return o === 0 || (o !== None && refcount(o) <= 0) ? None : o;
}
function noWeakrefs(o: Borrowed): Owned {
  return typeError(`cannot create weak reference to '${typeName(o)}' object`);
}

function refNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const n = tupleLength(args);
  if (type === T.weakref && kwargs !== 0 && dictLength(kwargs) > 0)
    return typeError('ref() takes no keyword arguments');
  if (n < 1 || n > 2) {
    checkPositional('__new__', n, 1, 2);
    return NULL;
  }
  const o = tupleItem(args, 0);
  const callback = n === 2 && tupleItem(args, 1) !== None ? tupleItem(args, 1) : (0 as Borrowed);
  if (weaklistAddress(o) === 0) return noWeakrefs(o);
  if (type === T.weakref && callback === 0) return newWeakref(o);
  const ref = type === T.weakref ? newGc(T.weakref, W.size) : allocInstance(type, 0);
  initWeakref(ref, o, callback);
  gcTrack(ref);
  return ref;
}
function refInit(_ref: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (kwargs !== 0 && dictLength(kwargs) > 0) {
    typeError('ref() takes no keyword arguments');
    return -1;
  }
  return checkPositional('__init__', tupleLength(args), 1, 2) ? 0 : -1;
}
const dealloc = (ref: Borrowed) => {
  gcUntrack(ref);
  clearWeakref(ref);
  finishDealloc(ref);
};
const traverse = (ref: Borrowed, visit: (p: Borrowed) => void) => {
  const cb = ldPtr(ref + W.wr_callback);
  if (cb !== 0) visit(cb);
};
const clear = (ref: Borrowed) => {
  clearWeakref(ref);
  return 0;
};
function refHash(ref: Borrowed): number {
  const high = ld32(ref + W.hash + 4);
  const low = ld32(ref + W.hash);
  if (!(low === -1 && high === -1)) {
    setHashHigh(high);
    return low;
  }
  const o = referent(ref);
  if (o === None) {
    typeError('weak object has gone away');
    setHashHigh(-1);
    return -1;
  }
  const owned = newRef(o);
  const h = hash(owned);
  const hh = hashHigh();
  decref(owned);
  if (h === -1 && errOccurred()) return -1;
  stSsize(ref + W.hash, 0);
  st32(ref + W.hash, h);
  st32(ref + W.hash + 4, hh);
  setHashHigh(hh);
  return h;
}
function refCompare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || !isInstance(a, T.weakref) || !isInstance(b, T.weakref))
    return newRef(NotImplemented);
  const x = referent(a);
  const y = referent(b);
  if (x === None || y === None) return newRef((a === b) === (op === Py_EQ) ? True : False);
  const p = newRef(x);
  const q = newRef(y);
  const r = richCompare(p, q, op);
  decref(p);
  decref(q);
  return r;
}
function refRepr(ref: Borrowed): Owned {
  const o = referent(ref);
  if (o === None) return newStr(`<weakref at 0x${addressHex(ref)}; dead>`);
  const owned = newRef(o);
  const name = lookupAttr(owned, intern('__name__'));
  if (name === 0 && errOccurred()) errClear();
  const text =
    name !== 0 && isInstance(name, T.str)
      ? `<weakref at 0x${addressHex(ref)}; to '${typeName(owned)}' at 0x${addressHex(owned)} (${jsStr(name)})>`
      : `<weakref at 0x${addressHex(ref)}; to '${typeName(owned)}' at 0x${addressHex(owned)}>`;
  xdecref(name);
  decref(owned);
  return newStr(text);
}
export const weakrefType: TypeSpec = {
  type: 'weakref',
  tpName: 'weakref.ReferenceType',
  basicsize: W.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_clear: clear,
    tp_repr: refRepr,
    tp_hash: refHash,
    tp_richcompare: refCompare,
    tp_new: refNew,
    tp_init: refInit,
    tp_call: (ref: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
      if (kwargs !== 0 && dictLength(kwargs) > 0) return typeError('weakref() takes no keyword arguments');
      if (!checkPositional('weakref', tupleLength(args), 0, 0)) return NULL;
      return newRef(referent(ref));
    },
  },
  methods: [
    method(
      '__class_getitem__',
      '($type, item, /)',
      (cls: Borrowed, item: Borrowed) => call(T.GenericAlias, cls, item),
      'See PEP 585',
      { kind: 'classmethod', noTextSignature: true },
    ),
  ],
  getset: [
    {
      name: '__callback__',
      get: (ref) => {
        const cb = ldPtr(ref + W.wr_callback);
        return newRef(cb === 0 ? None : cb);
      },
    },
  ],
}; // prettier-ignore

// -- proxies ---------------------------------------------------------------------------------------------------------------

const isProxy = (o: Borrowed) => typeOf(o) === T.weakproxy || typeOf(o) === T.weakcallableproxy;
/** The object behind a proxy (others are themselves), a new reference; NULL with ReferenceError when it is gone. */
function unwrap(o: Borrowed): Owned {
  if (!isProxy(o)) return newRef(o);
  const r = referent(o);
  if (r === None) return setError(T.ReferenceError, 'weakly-referenced object no longer exists');
  return newRef(r);
}
const unary =
  (f: (o: Borrowed) => Owned) =>
  (p: Borrowed): Owned => {
    const o = unwrap(p);
    if (o === 0) return NULL;
    const r = f(o);
    decref(o);
    return r;
  };
const number =
  (f: (o: Borrowed) => number) =>
  (p: Borrowed): number => {
    const o = unwrap(p);
    if (o === 0) return -1;
    const r = f(o);
    decref(o);
    return r;
  };
const two =
  (f: (l: Borrowed, r: Borrowed) => Owned) =>
  (l: Borrowed, r: Borrowed): Owned => {
    const x = unwrap(l);
    if (x === 0) return NULL;
    const y = unwrap(r);
    if (y === 0) {
      decref(x);
      return NULL;
    }
    const v = f(x, y);
    decref(x);
    decref(y);
    return v;
  };
const N = PyNumberMethods;
const bin = (slot: number, symbol: string) => two((l, r) => binary(slot, l, r, symbol));
const inp = (islot: number, slot: number, symbol: string) =>
  two((l, r) => inplace(islot, slot, l, r, symbol));

const proxySlots: SlotTable = {
  tp_dealloc: dealloc,
  tp_traverse: traverse,
  tp_clear: clear,
  tp_hash: null,
  tp_repr: (p: Borrowed) => {
    const o = referent(p);
    return newStr(`<weakproxy at 0x${addressHex(p)} to ${typeName(o)} at 0x${addressHex(o)}>`);
  },
  tp_str: unary(str),
  tp_getattro: (p: Borrowed, name: Borrowed) => unary((o) => getAttr(o, name))(p),
  tp_setattro: (p: Borrowed, name: Borrowed, v: Borrowed) => number((o) => setAttr(o, name, v))(p),
  tp_richcompare: (a: Borrowed, b: Borrowed, op: number) => two((x, y) => richCompare(x, y, op))(a, b),
  tp_iter: unary(getIter),
  tp_iternext: (p: Borrowed): Owned => {
    const o = unwrap(p);
    if (o === 0) return NULL;
    if (!isIterator(o)) {
      const name = typeName(o);
      decref(o);
      return typeError(`Weakref proxy referenced a non-iterator '${name}' object`);
    }
    const r = iterNext(o);
    decref(o);
    return r;
  },
  nb_add: two(numberAdd),
  nb_subtract: bin(N.nb_subtract, '-'),
  nb_multiply: two(numberMultiply),
  nb_remainder: bin(N.nb_remainder, '%'),
  nb_divmod: bin(N.nb_divmod, 'divmod()'),
  nb_power: (a: Borrowed, b: Borrowed, c: Borrowed) => two((x, y) => numberPower(x, y, c))(a, b),
  nb_negative: unary(numberNegative),
  nb_positive: unary(numberPositive),
  nb_absolute: unary(numberAbsolute),
  nb_bool: number(isTrue),
  nb_invert: unary(numberInvert),
  nb_lshift: bin(N.nb_lshift, '<<'),
  nb_rshift: bin(N.nb_rshift, '>>'),
  nb_and: bin(N.nb_and, '&'),
  nb_xor: bin(N.nb_xor, '^'),
  nb_or: bin(N.nb_or, '|'),
  nb_int: unary(numberLong),
  nb_float: unary(numberFloat),
  nb_inplace_add: two(numberInplaceAdd),
  nb_inplace_subtract: inp(N.nb_inplace_subtract, N.nb_subtract, '-='),
  nb_inplace_multiply: two(numberInplaceMultiply),
  nb_inplace_remainder: inp(N.nb_inplace_remainder, N.nb_remainder, '%='),
  nb_inplace_power: (a: Borrowed, b: Borrowed, c: Borrowed) =>
    two((x, y) => numberInplacePower(x, y, c))(a, b),
  nb_inplace_lshift: inp(N.nb_inplace_lshift, N.nb_lshift, '<<='),
  nb_inplace_rshift: inp(N.nb_inplace_rshift, N.nb_rshift, '>>='),
  nb_inplace_and: inp(N.nb_inplace_and, N.nb_and, '&='),
  nb_inplace_xor: inp(N.nb_inplace_xor, N.nb_xor, '^='),
  nb_inplace_or: inp(N.nb_inplace_or, N.nb_or, '|='),
  nb_floor_divide: bin(N.nb_floor_divide, '//'),
  nb_true_divide: bin(N.nb_true_divide, '/'),
  nb_inplace_floor_divide: inp(N.nb_inplace_floor_divide, N.nb_floor_divide, '//='),
  nb_inplace_true_divide: inp(N.nb_inplace_true_divide, N.nb_true_divide, '/='),
  nb_index: unary(indexInt),
  nb_matrix_multiply: bin(N.nb_matrix_multiply, '@'),
  nb_inplace_matrix_multiply: inp(N.nb_inplace_matrix_multiply, N.nb_matrix_multiply, '@='),
  mp_length: number(length),
  mp_subscript: (p: Borrowed, key: Borrowed) => two(getItem)(p, key),
  mp_ass_subscript: (p: Borrowed, key: Borrowed, v: Borrowed) =>
    number((o) => (v === 0 ? delItem(o, key) : setItem(o, key, v)))(p),
  sq_length: number(length),
  sq_contains: (p: Borrowed, x: Borrowed) => number((o) => contains(o, x))(p),
};
const proxyMethods = [
  method(
    '__bytes__',
    '($self, /)',
    unary((o) => callMethod(o, '__bytes__')),
    '',
    { noTextSignature: true },
  ),
  method(
    '__reversed__',
    '($self, /)',
    unary((o) => callMethod(o, '__reversed__')),
    '',
    { noTextSignature: true },
  ),
];
export const weakProxyType: TypeSpec = {
  type: 'weakproxy',
  tpName: 'weakref.ProxyType',
  basicsize: W.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: proxySlots,
  methods: proxyMethods,
};
export const weakCallableProxyType: TypeSpec = {
  type: 'weakcallableproxy',
  tpName: 'weakref.CallableProxyType',
  basicsize: W.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...proxySlots,
    tp_call: (p: Borrowed, args: Borrowed, kwargs: Borrowed) => unary((o) => callObject(o, args, kwargs))(p),
  },
  methods: proxyMethods,
};
