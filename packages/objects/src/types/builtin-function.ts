/** Built-in functions and methods: `len`, `[].append`. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyCFunctionObject,
  PyMethodDef,
  readCString,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { addressHex, getAttrString, hashPointer, Py_EQ, Py_NE, typeName } from '../core/abstract.js';
import { builtin } from '../core/builtin-hook.js';
import { callMethodDef, kwargsToVector, Meth, setQualifiedName } from '../core/call.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { gcUntrack } from '../core/gc-list.js';
import { hashHigh, setHashHigh } from '../core/hash-high.js';
import { clearWeakReferences, finishDealloc } from '../core/instance.js';
import { qualName } from '../core/names.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple } from '../core/tuple.js';
import { False, None, NotImplemented, T, True } from '../core/wellknown.js';
import { docOfDef, textSignatureOfDef } from './descriptors.js';

const defOf = (f: Borrowed) => ldAddr(f + PyCFunctionObject.m_ml);
const selfOf = (f: Borrowed) => ldPtr(f + PyCFunctionObject.m_self);
const nameOf = (f: Borrowed) => readCString(ldAddr(defOf(f) + PyMethodDef.ml_name));

/** How error texts name a built-in function: "module.name" for a module's, bare for builtins', "type.name" for a method. */
function errorName(f: Borrowed): string {
  const self = selfOf(f);
  if (self === 0 || isInstance(self, T.module)) {
    const module = ldPtr(f + PyCFunctionObject.m_module);
    const prefix = module !== 0 && isInstance(module, T.str) ? jsStr(module) : '';
    return prefix === '' || prefix === 'builtins' ? nameOf(f) : `${prefix}.${nameOf(f)}`;
  }
  return isInstance(self, T.type)
    ? `${qualName(self)}.${nameOf(f)}`
    : `${qualName(typeOf(self))}.${nameOf(f)}`;
}
setQualifiedName(errorName);

export function cfunctionVectorcall(f: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  return callMethodDef(defOf(f), selfOf(f), args, n, kwnames, () => errorName(f));
}
function getSelf(f: Borrowed): Owned {
  const self = selfOf(f);
  return newRef(self === 0 || ld32(defOf(f) + PyMethodDef.ml_flags) & Meth.STATIC ? None : self);
}
function getQualname(f: Borrowed): Owned {
  const self = selfOf(f);
  if (self === 0 || isInstance(self, T.module)) return newStr(nameOf(f));
  const tp = isInstance(self, T.type) ? self : typeOf(self);
  const q = getAttrString(tp, '__qualname__');
  if (q === 0) return NULL;
  const r = newStr(`${jsStr(q)}.${nameOf(f)}`);
  decref(q);
  return r;
}
function functionRepr(f: Borrowed): Owned {
  const self = selfOf(f);
  if (self === 0 || isInstance(self, T.module)) return newStr(`<built-in function ${nameOf(f)}>`);
  return newStr(`<built-in method ${nameOf(f)} of ${typeName(self)} object at 0x${addressHex(self)}>`);
}
function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || typeOf(b) !== typeOf(a)) return newRef(NotImplemented);
  const eq =
    selfOf(a) === selfOf(b) &&
    ldAddr(defOf(a) + PyMethodDef.ml_meth) === ldAddr(defOf(b) + PyMethodDef.ml_meth);
  return newRef(eq === (op === Py_EQ) ? True : False);
}
function reduce(f: Borrowed): Owned {
  const self = selfOf(f);
  if (self === 0 || isInstance(self, T.module)) return newStr(nameOf(f));
  const g = builtin('getattr');
  return g === 0 ? NULL : newTuple(g, newTuple(newRef(self), newStr(nameOf(f))));
}

export const builtinFunctionType: TypeSpec = {
  type: 'builtin_function_or_method',
  basicsize: PyCFunctionObject.size,
  vectorcallOffset: PyCFunctionObject.vectorcall,
  weaklistoffset: PyCFunctionObject.m_weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.HAVE_VECTORCALL | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (f: Borrowed) => {
      gcUntrack(f);
      if (ldPtr(f + PyCFunctionObject.m_weakreflist) !== 0) clearWeakReferences(f);
      const self = selfOf(f);
      const module = ldPtr(f + PyCFunctionObject.m_module);
      finishDealloc(f);
      xdecref(self);
      xdecref(module);
    },
    tp_traverse: (f: Borrowed, visit: (p: Borrowed) => void) => {
      if (selfOf(f) !== 0) visit(selfOf(f));
      const m = ldPtr(f + PyCFunctionObject.m_module);
      if (m !== 0) visit(m);
    },
    tp_repr: functionRepr,
    tp_hash: (f: Borrowed) => {
      const x = hashPointer(selfOf(f));
      const high = hashHigh();
      const y = hashPointer(ldAddr(defOf(f) + PyMethodDef.ml_meth));
      setHashHigh(high ^ hashHigh());
      return x ^ y;
    },
    tp_call: (f: Borrowed, args: Borrowed, kwargs: Borrowed) =>
      kwargsToVector(f, args, kwargs, cfunctionVectorcall),
    tp_richcompare: compare,
  },
  methods: [method('__reduce__', '($self, /)', reduce)],
  members: [{ name: '__module__', type: MemberType.OBJECT, offset: PyCFunctionObject.m_module }],
  getset: [
    { name: '__doc__', get: (f) => docOfDef(defOf(f)) },
    { name: '__name__', get: (f) => newStr(nameOf(f)) },
    { name: '__qualname__', get: getQualname },
    { name: '__self__', get: getSelf },
    { name: '__text_signature__', get: (f) => textSignatureOfDef(defOf(f)) },
  ],
};
