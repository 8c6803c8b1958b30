/** The descriptors of built-in types: methods, class methods, slot wrappers, getters and members. */

import {
  type Addr,
  type Borrowed,
  ld8,
  ld32,
  ldAddr,
  ldF64,
  ldI8,
  ldI16,
  ldI64,
  ldPtr,
  ldSsize,
  ldU32,
  NULL,
  type Owned,
  PyDescrObject,
  PyGetSetDef,
  PyGetSetDescrObject,
  PyMemberDef,
  PyMemberDescrObject,
  PyMethodDef,
  PyMethodDescrObject,
  PyObject,
  PyWrapperDescrObject,
  readCString,
  st8,
  st16,
  st32,
  stF64,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import {
  addressHex,
  asCInt,
  asDouble,
  asSsize,
  callObject,
  getAttrString,
  hashPointer,
  Py_EQ,
  Py_NE,
  typeName,
} from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { builtin } from '../core/builtin-hook.js';
import { callMethodDef, kwargsToVector } from '../core/call.js';
import { CoreFunctions } from '../core/core-functions.js';
import { type GetSetSpec, MemberType, type MethodSpec, method, type TypeSpec } from '../core/define.js';
import { newCFunction } from '../core/descr-objects.js';
import { dictLength } from '../core/dict.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { newFloat } from '../core/float.js';
import { call2 } from '../core/functions.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { hashHigh, setHashHigh } from '../core/hash-high.js';
import { finishDealloc } from '../core/instance.js';
import { newBool, newInt, newIntFromBigInt } from '../core/int.js';
import { shortName, tpName } from '../core/names.js';
import { attributeError } from '../core/object.js';
import { decref, incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { parseSignature } from '../core/signature.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance, isSubtypeByMro } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength, tupleSlice } from '../core/tuple.js';
import { getSetDocOf, methodSpecOf, slotDefOf } from '../core/type-ready.js';
import { False, None, NotImplemented, T, True } from '../core/wellknown.js';

// -- what all descriptors share ------------------------------------------------------------------------------------------

function dealloc(d: Borrowed): void {
  gcUntrack(d);
  const type = ldPtr(d + PyDescrObject.d_type);
  xdecref(ldPtr(d + PyDescrObject.d_name));
  xdecref(ldPtr(d + PyDescrObject.d_qualname));
  finishDealloc(d);
  xdecref(type);
}
function traverse(d: Borrowed, visit: (p: Borrowed) => void): void {
  const type = ldPtr(d + PyDescrObject.d_type);
  if (type !== 0) visit(type);
}
const nameOf = (d: Borrowed) => jsStr(ldPtr(d + PyDescrObject.d_name));
const typeOfDescr = (d: Borrowed) => ldPtr(d + PyDescrObject.d_type);

function getQualname(d: Borrowed): Owned {
  const cached = ldPtr(d + PyDescrObject.d_qualname);
  if (cached !== 0) return newRef(cached);
  const tq = getAttrString(typeOfDescr(d), '__qualname__');
  if (tq === 0) return NULL;
  if (!isInstance(tq, T.str)) {
    decref(tq);
    return typeError('<descriptor>.__objclass__.__qualname__ is not a unicode object');
  }
  const q = newStr(`${jsStr(tq)}.${nameOf(d)}`);
  decref(tq);
  stPtr(d + PyDescrObject.d_qualname, newRef(q));
  return q;
}
const SHARED_GETSET: readonly GetSetSpec[] = [{ name: '__qualname__', get: getQualname }];
const SHARED_MEMBERS = [
  { name: '__objclass__', type: MemberType.OBJECT, offset: PyDescrObject.d_type, readonly: true },
  { name: '__name__', type: MemberType.OBJECT, offset: PyDescrObject.d_name, readonly: true },
];
function reduce(d: Borrowed): Owned {
  const f = builtin('getattr');
  if (f === 0) return NULL;
  return newTuple(f, newTuple(newRef(typeOfDescr(d)), newRef(ldPtr(d + PyDescrObject.d_name))));
}
const REDUCE: MethodSpec = method('__reduce__', '($self, /)', reduce);

/** The receiver must be an instance of the descriptor's type. */
function checkReceiver(d: Borrowed, o: Borrowed): boolean {
  if (isInstance(o, typeOfDescr(d))) return true;
  typeError(
    `descriptor '${nameOf(d)}' for '${tpName(typeOfDescr(d))}' objects doesn't apply to a '${typeName(o)}' object`,
  );
  return false;
}

// -- methods -----------------------------------------------------------------------------------------------------------

function methodGet(d: Borrowed, o: Borrowed, _tp: Borrowed): Owned {
  if (o === 0) return newRef(d);
  if (!checkReceiver(d, o)) return NULL;
  return newCFunction(
    ldAddr(d + PyMethodDescrObject.d_method),
    o,
    0 as Borrowed,
    CoreFunctions.cfunction_vectorcall,
  );
}
/** The vectorcall of method descriptors: the first argument is the receiver. */
export function methodDescrVectorcall(d: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n < 1) return typeError(`unbound method ${qualified(d)}() needs an argument`);
  const self = ldPtr(args);
  if (!isInstance(self, typeOfDescr(d))) {
    return typeError(
      `descriptor '${nameOf(d)}' for '${tpName(typeOfDescr(d))}' objects doesn't apply to a '${typeName(self)}' object`,
    );
  }
  return callMethodDef(ldAddr(d + PyMethodDescrObject.d_method), self, args + 8, n - 1, kwnames, () =>
    qualified(d),
  );
}
function qualified(d: Borrowed): string {
  return `${shortName(typeOfDescr(d))}.${nameOf(d)}`;
}
/** Calls a descriptor whose type has vectorcall through (tuple, dict). */
function callByVector(d: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  return kwargsToVector(d, args, kwargs, methodDescrVectorcall);
}
const _methodDoc = (d: Borrowed) =>
  methodSpecOf(ldAddr(ldAddr(d + PyMethodDescrObject.d_method) + PyMethodDef.ml_meth));
/** `__doc__` and `__text_signature__` of anything that has a method definition. */
export function docOfDef(def: Addr): Owned {
  const spec = methodSpecOf(ldAddr(def + PyMethodDef.ml_meth));
  if (spec) return spec.doc === '' ? newRef(None) : newStr(spec.doc);
  const doc = ldAddr(def + PyMethodDef.ml_doc);
  if (doc !== 0) return newStr(readCString(doc));
  return readCString(ldAddr(def + PyMethodDef.ml_name)) === '__new__'
    ? newStr('Create and return a new object.  See help(type) for accurate signature.')
    : newRef(None);
}
export function textSignatureOfDef(def: Addr): Owned {
  const spec = methodSpecOf(ldAddr(def + PyMethodDef.ml_meth));
  if (!spec)
    return readCString(ldAddr(def + PyMethodDef.ml_name)) === '__new__'
      ? newStr('($type, *args, **kwargs)')
      : newRef(None);
  if (spec.noTextSignature) return newRef(None);
  return newStr(parseSignature(spec.signature).text);
}

export const methodDescriptorType: TypeSpec = {
  type: 'method_descriptor',
  basicsize: PyMethodDescrObject.size,
  vectorcallOffset: PyMethodDescrObject.vectorcall,
  flags:
    TypeFlags.HAVE_GC |
    TypeFlags.HAVE_VECTORCALL |
    TypeFlags.METHOD_DESCRIPTOR |
    TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_repr: (d: Borrowed) => newStr(`<method '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects>`),
    tp_call: callByVector,
    tp_descr_get: methodGet,
  },
  methods: [REDUCE],
  members: SHARED_MEMBERS,
  getset: [
    { name: '__doc__', get: (d) => docOfDef(ldAddr(d + PyMethodDescrObject.d_method)) },
    ...SHARED_GETSET,
    { name: '__text_signature__', get: (d) => textSignatureOfDef(ldAddr(d + PyMethodDescrObject.d_method)) },
  ],
};

// -- class methods ---------------------------------------------------------------------------------------------------------

function classMethodGet(d: Borrowed, o: Borrowed, given: Borrowed): Owned {
  let tp = given;
  if (tp === 0) {
    if (o !== 0) tp = typeOf(o);
    else {
      return typeError(
        `descriptor '${nameOf(d)}' for type '${tpName(typeOfDescr(d))}' needs either an object or a type`,
      );
    }
  }
  if (!isInstance(tp, T.type)) {
    return typeError(
      `descriptor '${nameOf(d)}' for type '${tpName(typeOfDescr(d))}' needs a type, not a '${typeName(tp)}' as arg 2`,
    );
  }
  if (!isSubtypeByMro(tp, typeOfDescr(d))) {
    return typeError(
      `descriptor '${nameOf(d)}' requires a subtype of '${tpName(typeOfDescr(d))}' but received '${tpName(tp)}'`,
    );
  }
  return newCFunction(
    ldAddr(d + PyMethodDescrObject.d_method),
    tp,
    0 as Borrowed,
    CoreFunctions.cfunction_vectorcall,
  );
}
function classMethodCall(d: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (tupleLength(args) < 1) {
    return typeError(`descriptor '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' object needs an argument`);
  }
  const bound = classMethodGet(d, 0 as Borrowed, tupleItem(args, 0));
  if (bound === 0) return NULL;
  const rest = tupleSlice(args, 1, tupleLength(args));
  const r = callObject(bound, rest, kwargs);
  decref(bound);
  decref(rest);
  return r;
}

export const classMethodDescriptorType: TypeSpec = {
  type: 'classmethod_descriptor',
  basicsize: PyMethodDescrObject.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_repr: (d: Borrowed) => newStr(`<method '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects>`),
    tp_call: classMethodCall,
    tp_descr_get: classMethodGet,
  },
  members: SHARED_MEMBERS,
  getset: methodDescriptorType.getset!,
};

// -- slot wrappers -------------------------------------------------------------------------------------------------------

function wrapperGet(d: Borrowed, o: Borrowed, _tp: Borrowed): Owned {
  if (o === 0) return newRef(d);
  if (!checkReceiver(d, o)) return NULL;
  return newMethodWrapper(d, o);
}
function wrapperCallWith(d: Borrowed, self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const def = slotDefOf(ldAddr(d + PyWrapperDescrObject.d_base));
  if (!def.keywords && kwargs !== 0 && dictLength(kwargs) > 0) {
    return typeError(`wrapper ${def.method}() takes no keyword arguments`);
  }
  return def.wrapper!(self, args, ldAddr(d + PyWrapperDescrObject.d_wrapped), kwargs);
}
function wrapperCall(d: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (tupleLength(args) < 1) {
    return typeError(`descriptor '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' object needs an argument`);
  }
  const self = tupleItem(args, 0);
  if (!isInstance(self, typeOfDescr(d))) {
    return typeError(
      `descriptor '${nameOf(d)}' requires a '${tpName(typeOfDescr(d))}' object but received a '${typeName(self)}'`,
    );
  }
  const rest = tupleSlice(args, 1, tupleLength(args));
  const r = wrapperCallWith(d, self, rest, kwargs);
  decref(rest);
  return r;
}
const defOf = (d: Borrowed) => slotDefOf(ldAddr(d + PyWrapperDescrObject.d_base));

export const wrapperDescriptorType: TypeSpec = {
  type: 'wrapper_descriptor',
  basicsize: PyWrapperDescrObject.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.METHOD_DESCRIPTOR | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_repr: (d: Borrowed) => newStr(`<slot wrapper '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects>`),
    tp_call: wrapperCall,
    tp_descr_get: wrapperGet,
  },
  methods: [REDUCE],
  members: SHARED_MEMBERS,
  getset: [
    { name: '__doc__', get: (d) => newStr(defOf(d).doc) },
    ...SHARED_GETSET,
    { name: '__text_signature__', get: (d) => (defOf(d).text === '' ? newRef(None) : newStr(defOf(d).text)) },
  ],
};

const MethodWrapper = struct('wrapperobject', PyObject, { descr: 'ptr', self: 'ptr' });
function newMethodWrapper(d: Borrowed, self: Borrowed): Owned {
  const w = newGc(T['method-wrapper'], MethodWrapper.size);
  stPtr(w + MethodWrapper.descr, newRef(d));
  stPtr(w + MethodWrapper.self, newRef(self));
  gcTrack(w);
  return w;
}
const descrOf = (w: Borrowed) => ldPtr(w + MethodWrapper.descr);
const selfOf = (w: Borrowed) => ldPtr(w + MethodWrapper.self);
function methodWrapperCompare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || typeOf(b) !== T['method-wrapper']) return newRef(NotImplemented);
  const eq = descrOf(a) === descrOf(b) && selfOf(a) === selfOf(b);
  return newRef(eq === (op === Py_EQ) ? True : False);
}
export const methodWrapperType: TypeSpec = {
  type: 'method-wrapper',
  basicsize: MethodWrapper.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (w: Borrowed) => {
      gcUntrack(w);
      const d = descrOf(w);
      const s = selfOf(w);
      finishDealloc(w);
      decref(d);
      decref(s);
    },
    tp_traverse: (w: Borrowed, visit: (p: Borrowed) => void) => {
      visit(descrOf(w));
      visit(selfOf(w));
    },
    tp_repr: (w: Borrowed) =>
      newStr(
        `<method-wrapper '${nameOf(descrOf(w))}' of ${typeName(selfOf(w))} object at 0x${addressHex(selfOf(w))}>`,
      ),
    tp_hash: (w: Borrowed) => {
      const x = hashPointer(selfOf(w));
      const h = hashHigh();
      const y = hashPointer(descrOf(w));
      setHashHigh(h ^ hashHigh());
      return x ^ y;
    },
    tp_call: (w: Borrowed, args: Borrowed, kwargs: Borrowed) =>
      wrapperCallWith(descrOf(w), selfOf(w), args, kwargs),
    tp_richcompare: methodWrapperCompare,
  },
  methods: [
    method('__reduce__', '($self, /)', (w: Borrowed) => {
      const f = builtin('getattr');
      return f === 0
        ? NULL
        : newTuple(f, newTuple(newRef(selfOf(w)), newRef(ldPtr(descrOf(w) + PyDescrObject.d_name))));
    }),
  ],
  members: [{ name: '__self__', type: MemberType.OBJECT, offset: MethodWrapper.self, readonly: true }],
  getset: [
    { name: '__objclass__', get: (w) => newRef(typeOfDescr(descrOf(w))) },
    { name: '__name__', get: (w) => newRef(ldPtr(descrOf(w) + PyDescrObject.d_name)) },
    { name: '__qualname__', get: (w) => getQualname(descrOf(w)) },
    { name: '__doc__', get: (w) => newStr(defOf(descrOf(w)).doc) },
    {
      name: '__text_signature__',
      get: (w) => (defOf(descrOf(w)).text === '' ? newRef(None) : newStr(defOf(descrOf(w)).text)),
    },
  ],
};

// -- getters ---------------------------------------------------------------------------------------------------------------

function getSetGet(d: Borrowed, o: Borrowed, _tp: Borrowed): Owned {
  if (o === 0) return newRef(d);
  if (!checkReceiver(d, o)) return NULL;
  const def = ldAddr(d + PyGetSetDescrObject.d_getset);
  const get = ldAddr(def + PyGetSetDef.get);
  if (get !== 0) return call2(get, o, ldAddr(def + PyGetSetDef.closure)) as Owned;
  return setError(
    T.AttributeError,
    `attribute '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects is not readable`,
  );
}
function getSetSet(d: Borrowed, o: Borrowed, value: Borrowed): number {
  if (!checkReceiver(d, o)) return -1;
  const def = ldAddr(d + PyGetSetDescrObject.d_getset);
  const set = ldAddr(def + PyGetSetDef.set);
  if (set !== 0) return call2(set, o, value);
  setError(
    T.AttributeError,
    `attribute '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects is not writable`,
  );
  return -1;
}
export const getSetDescriptorType: TypeSpec = {
  type: 'getset_descriptor',
  basicsize: PyGetSetDescrObject.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_repr: (d: Borrowed) => newStr(`<attribute '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects>`),
    tp_descr_get: getSetGet,
    tp_descr_set: getSetSet,
  },
  members: SHARED_MEMBERS,
  getset: [
    {
      name: '__doc__',
      get: (d) => {
        const def = ldAddr(d + PyGetSetDescrObject.d_getset);
        const doc = getSetDocOf(ldAddr(def + PyGetSetDef.get));
        return doc ? newStr(doc) : newRef(None);
      },
    },
    ...SHARED_GETSET,
  ],
};

// -- members -----------------------------------------------------------------------------------------------------------------

function readMember(o: Borrowed, def: Addr, d: Borrowed): Owned {
  const at = o + ldSsize(def + PyMemberDef.offset);
  switch (ld32(def + PyMemberDef.type)) {
    case MemberType.OBJECT: {
      const v = ldPtr(at);
      return newRef(v === 0 ? None : v);
    }
    case MemberType.OBJECT_EX: {
      const v = ldPtr(at);
      if (v !== 0) return newRef(v);
      return attributeError(
        o,
        ldPtr(d + PyDescrObject.d_name),
        `'${typeName(o)}' object has no attribute '${nameOf(d)}'`,
      );
    }
    case MemberType.BOOL:
      return newBool(ld8(at) !== 0);
    case MemberType.BYTE:
      return newInt(ldI8(at));
    case MemberType.UBYTE:
      return newInt(ld8(at));
    case MemberType.SHORT:
      return newInt(ldI16(at));
    case MemberType.INT:
      return newInt(ld32(at));
    case MemberType.UINT:
      return newInt(ldU32(at));
    case MemberType.LONG:
    case MemberType.SSIZE:
      return newInt(ldSsize(at));
    case MemberType.ULONG:
      return newIntFromBigInt(BigInt.asUintN(64, ldI64(at)));
    case MemberType.DOUBLE:
      return newFloat(ldF64(at));
    case MemberType.NONE:
      return newRef(None);
    default:
      return setError(T.SystemError, 'bad memberdescr type');
  }
}
function writeMember(o: Borrowed, def: Addr, value: Borrowed, name: string): number {
  if (ld32(def + PyMemberDef.flags) & 1) {
    setError(T.AttributeError, 'readonly attribute');
    return -1;
  }
  const at = o + ldSsize(def + PyMemberDef.offset);
  const type = ld32(def + PyMemberDef.type);
  if (value === 0) {
    if (type === MemberType.OBJECT_EX && ldPtr(at) === 0) {
      setError(T.AttributeError, name);
      return -1;
    }
    if (type !== MemberType.OBJECT && type !== MemberType.OBJECT_EX) {
      typeError("can't delete numeric/char attribute");
      return -1;
    }
  }
  switch (type) {
    case MemberType.OBJECT:
    case MemberType.OBJECT_EX: {
      const old = ldPtr(at);
      if (value !== 0) incref(value);
      stPtr(at, value);
      xdecref(old);
      return 0;
    }
    case MemberType.BOOL:
      if (value !== True && value !== False) {
        typeError('attribute value type must be bool');
        return -1;
      }
      st8(at, value === True ? 1 : 0);
      return 0;
    case MemberType.DOUBLE: {
      const v = asDouble(value);
      if (v === -1 && errOccurred()) return -1;
      stF64(at, v);
      return 0;
    }
    case MemberType.LONG:
    case MemberType.SSIZE: {
      const v = asSsize(value, T.OverflowError);
      if (v === -1 && errOccurred()) return -1;
      stSsize(at, v);
      return 0;
    }
    default: {
      const v = asCInt(value);
      if (v === -1 && errOccurred()) return -1;
      if (type === MemberType.BYTE || type === MemberType.UBYTE) st8(at, v);
      else if (type === MemberType.SHORT) st16(at, v);
      else st32(at, v);
      return 0;
    }
  }
}
export const memberDescriptorType: TypeSpec = {
  type: 'member_descriptor',
  basicsize: PyMemberDescrObject.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_repr: (d: Borrowed) => newStr(`<member '${nameOf(d)}' of '${tpName(typeOfDescr(d))}' objects>`),
    tp_descr_get: (d: Borrowed, o: Borrowed) => {
      if (o === 0) return newRef(d);
      if (!checkReceiver(d, o)) return NULL;
      return readMember(o, ldAddr(d + PyMemberDescrObject.d_member), d);
    },
    tp_descr_set: (d: Borrowed, o: Borrowed, value: Borrowed) => {
      if (!checkReceiver(d, o)) return -1;
      return writeMember(o, ldAddr(d + PyMemberDescrObject.d_member), value, nameOf(d));
    },
  },
  methods: [REDUCE],
  members: SHARED_MEMBERS,
  getset: [
    {
      name: '__doc__',
      get: (d) => {
        const doc = ldAddr(ldAddr(d + PyMemberDescrObject.d_member) + PyMemberDef.doc);
        return doc === 0 ? newRef(None) : newStr(readCString(doc));
      },
    },
    ...SHARED_GETSET,
  ],
};
