/** Python functions, and the methods that bind them. Running them is the interpreter's business (see core/function-hook.ts). */

import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyCodeObject,
  PyFunctionObject,
  PyMethodObject,
  PyTypeObject,
  st32,
  stPtr,
  TypeFlags,
  zero,
} from '@tyston/memory';
import {
  addressHex,
  compareBool,
  getAttr,
  hash,
  hashPointer,
  lookupAttr,
  Py_EQ,
  Py_NE,
  repr,
  typeName,
  vectorcall,
} from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import { builtin } from '../core/builtin-hook.js';
import { kwargsToVector, popArgs, pushArgs, setArg } from '../core/call.js';
import { CoreFunctions } from '../core/core-functions.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictGetStr, dictSet, newDict } from '../core/dict.js';
import { errOccurred, typeError, valueError } from '../core/errors.js';
import { currentBuiltins } from '../core/frame-hook.js';
import { callPythonFunction } from '../core/function-hook.js';
import { call3 } from '../core/functions.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { hashHigh, setHashHigh } from '../core/hash-high.js';
import { clearWeakReferences, finishDealloc } from '../core/instance.js';
import { intern } from '../core/intern.js';
import { typeLookup } from '../core/lookup.js';
import { newMethod } from '../core/method-objects.js';
import { ModuleObject } from '../core/module-object.js';
import { instanceDict, setInstanceDict } from '../core/object.js';
import { decref, incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyStr, False, None, NotImplemented, T, True } from '../core/wellknown.js';

// -- function ------------------------------------------------------------------------------------------------------------

const F = PyFunctionObject;
const OBJECT_FIELDS = [
  F.func_globals,
  F.func_builtins,
  F.func_name,
  F.func_qualname,
  F.func_code,
  F.func_defaults,
  F.func_kwdefaults,
  F.func_closure,
  F.func_doc,
  F.func_dict,
  F.func_module,
  F.func_annotations,
]; // prettier-ignore

export function functionVectorcall(f: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  return callPythonFunction(f, args, n, kwnames);
}
function dealloc(f: Borrowed): void {
  gcUntrack(f);
  if (ldPtr(f + F.func_weakreflist) !== 0) clearWeakReferences(f);
  for (const field of OBJECT_FIELDS) {
    const v = ldPtr(f + field);
    if (v !== 0) {
      stPtr(f + field, 0);
      decref(v);
    }
  }
  finishDealloc(f);
}
function traverse(f: Borrowed, visit: (p: Borrowed) => void): void {
  for (const field of OBJECT_FIELDS) {
    const v = ldPtr(f + field);
    if (v !== 0) visit(v);
  }
}
function clear(f: Borrowed): number {
  st32(f + F.func_version, 0);
  for (const field of [
    F.func_globals,
    F.func_builtins,
    F.func_module,
    F.func_defaults,
    F.func_kwdefaults,
    F.func_doc,
    F.func_dict,
    F.func_closure,
    F.func_annotations,
  ]) {
    const v = ldPtr(f + field);
    if (v !== 0) {
      stPtr(f + field, 0);
      decref(v);
    }
  }
  // Code stays; names must be there too, but the ones that are may be part of the cycle.
  for (const field of [F.func_name, F.func_qualname]) {
    const v = ldPtr(f + field);
    stPtr(f + field, EmptyStr);
    decref(v);
  }
  return 0;
}

const field =
  (offset: number) =>
  (f: Borrowed): Owned => {
    const v = ldPtr(f + offset);
    return newRef(v === 0 ? None : v);
  };
function replace(f: Borrowed, offset: number, value: Borrowed): number {
  const old = ldPtr(f + offset);
  if (value !== 0) incref(value);
  stPtr(f + offset, value);
  xdecref(old);
  return 0;
}
/** A function has changed in a way that compiled code and caches have relied on. */
function modified(f: Borrowed): void {
  st32(f + F.func_version, 0);
}
function setCode(f: Borrowed, value: Borrowed): number {
  if (value === 0 || typeOf(value) !== T.code) {
    typeError('__code__ must be set to a code object');
    return -1;
  }
  const closure = ldPtr(f + F.func_closure);
  const nclosure = closure === 0 ? 0 : tupleLength(closure);
  const nfree = ld32(value + PyCodeObject.co_nfreevars);
  if (nclosure !== nfree) {
    valueError(
      `${jsStr(ldPtr(f + F.func_name))}() requires a code object with ${nclosure} free vars, not ${nfree}`,
    );
    return -1;
  }
  modified(f);
  return replace(f, F.func_code, value);
}
const stringSetter =
  (offset: number, name: string) =>
  (f: Borrowed, value: Borrowed): number => {
    if (value === 0 || !isInstance(value, T.str)) {
      typeError(`${name} must be set to a string object`);
      return -1;
    }
    return replace(f, offset, value);
  };
function setDefaults(f: Borrowed, value: Borrowed): number {
  if (value !== 0 && value !== None && !isInstance(value, T.tuple)) {
    typeError('__defaults__ must be set to a tuple object');
    return -1;
  }
  modified(f);
  return replace(f, F.func_defaults, value === None ? (0 as Borrowed) : value);
}
function setKwdefaults(f: Borrowed, value: Borrowed): number {
  if (value !== 0 && value !== None && !isInstance(value, T.dict)) {
    typeError('__kwdefaults__ must be set to a dict object');
    return -1;
  }
  modified(f);
  return replace(f, F.func_kwdefaults, value === None ? (0 as Borrowed) : value);
}
function getAnnotations(f: Borrowed): Owned {
  let a = ldPtr(f + F.func_annotations);
  if (a === 0) {
    a = newDict();
    stPtr(f + F.func_annotations, a);
  } else if (typeOf(a) === T.tuple) {
    // The compiler leaves a flat tuple (name, annotation, …): a dict is made when somebody asks.
    const d = newDict();
    for (let i = 0; i < tupleLength(a); i += 2) dictSet(d, tupleItem(a, i), tupleItem(a, i + 1));
    replace(f, F.func_annotations, d);
    decref(d);
    a = d;
  }
  return newRef(a);
}
function setAnnotations(f: Borrowed, value: Borrowed): number {
  if (value !== 0 && value !== None && !isInstance(value, T.dict)) {
    typeError('__annotations__ must be set to a dict object');
    return -1;
  }
  modified(f);
  return replace(f, F.func_annotations, value === None ? (0 as Borrowed) : value);
}

/** FunctionType(code, globals, name=None, argdefs=None, closure=None). */
function functionNew(_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const v = parseTupleAndDict(
    'function',
    '(code, globals, name=None, argdefs=None, closure=None)',
    args,
    kwargs,
  );
  if (v === null) return NULL;
  const [code, globals, name, argdefs, closure] = v as Borrowed[] as [
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  if (typeOf(code) !== T.code)
    return typeError(`function() argument 'code' must be code, not ${typeName(code)}`);
  if (!isInstance(globals, T.dict))
    return typeError(`function() argument 'globals' must be dict, not ${typeName(globals)}`);
  if (name !== 0 && name !== None && !isInstance(name, T.str))
    return typeError('arg 3 (name) must be None or string');
  if (argdefs !== 0 && argdefs !== None && !isInstance(argdefs, T.tuple))
    return typeError('arg 4 (defaults) must be None or tuple');
  const nfree = ld32(code + PyCodeObject.co_nfreevars);
  const given = closure === 0 || closure === None ? (0 as Borrowed) : closure;
  if (given !== 0 && !isInstance(given, T.tuple)) return typeError('arg 5 (closure) must be None or tuple');
  if (given === 0 && nfree > 0) return typeError('arg 5 (closure) must be tuple');
  const nclosure = given === 0 ? 0 : tupleLength(given);
  if (nclosure !== nfree)
    return valueError(
      `${jsStr(ldPtr(code + PyCodeObject.co_name))} requires closure of length ${nfree}, not ${nclosure}`,
    );
  for (let i = 0; i < nclosure; i++) {
    if (typeOf(tupleItem(given, i)) !== T.cell)
      return typeError(`arg 5 (closure) expected cell, found ${typeName(tupleItem(given, i))}`);
  }
  const f = newFunction(code, globals);
  if (name !== 0 && name !== None) replace(f, F.func_name, name);
  if (argdefs !== 0 && argdefs !== None) replace(f, F.func_defaults, argdefs);
  if (given !== 0) replace(f, F.func_closure, given);
  return f;
}
/** A function of a code object, without defaults or closure. New reference. */
export function newFunction(code: Borrowed, globals: Borrowed): Owned {
  const f = newGc(T.function, F.size);
  zero(f + F.func_globals, F.size - F.func_globals);
  stPtr(f + F.func_globals, newRef(globals));
  const b = dictGetStr(globals, intern('__builtins__'));
  stPtr(f + F.func_builtins, newRef(b === 0 ? currentBuiltins() : moduleDict(b)));
  stPtr(f + F.func_name, newRef(ldPtr(code + PyCodeObject.co_name)));
  stPtr(f + F.func_qualname, newRef(ldPtr(code + PyCodeObject.co_qualname)));
  stPtr(f + F.func_code, newRef(code));
  const consts = ldPtr(code + PyCodeObject.co_consts);
  const doc = tupleLength(consts) > 0 ? tupleItem(consts, 0) : None;
  stPtr(f + F.func_doc, newRef(isInstance(doc, T.str) ? doc : None));
  const module = dictGetStr(globals, intern('__name__'));
  if (module !== 0) stPtr(f + F.func_module, newRef(module));
  stPtr(f + F.vectorcall, CoreFunctions.function_vectorcall);
  gcTrack(f);
  return f;
}
function moduleDict(b: Borrowed): Borrowed {
  return isInstance(b, T.module) ? ldPtr(b + ModuleObject.md_dict) : b;
}

export const functionType: TypeSpec = {
  type: 'function',
  basicsize: F.size,
  dictoffset: F.func_dict,
  weaklistoffset: F.func_weakreflist,
  vectorcallOffset: F.vectorcall,
  flags: TypeFlags.HAVE_GC | TypeFlags.HAVE_VECTORCALL | TypeFlags.METHOD_DESCRIPTOR,
  doc: 'Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple that supplies the bindings for free variables',
  textSignature: '(code, globals, name=None, argdefs=None, closure=None)',
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: traverse,
    tp_clear: clear,
    tp_repr: (f: Borrowed) => newStr(`<function ${jsStr(ldPtr(f + F.func_qualname))} at 0x${addressHex(f)}>`),
    tp_call: (f: Borrowed, args: Borrowed, kwargs: Borrowed) =>
      kwargsToVector(f, args, kwargs, callPythonFunction),
    tp_descr_get: (f: Borrowed, o: Borrowed) => (o === 0 || o === None ? newRef(f) : newMethod(f, o)),
    tp_new: functionNew,
    vectorcall: functionVectorcall,
  },
  members: [
    { name: '__closure__', type: MemberType.OBJECT, offset: F.func_closure, readonly: true },
    { name: '__doc__', type: MemberType.OBJECT, offset: F.func_doc },
    { name: '__globals__', type: MemberType.OBJECT, offset: F.func_globals, readonly: true },
    { name: '__module__', type: MemberType.OBJECT, offset: F.func_module },
    { name: '__builtins__', type: MemberType.OBJECT, offset: F.func_builtins, readonly: true },
  ],
  getset: [
    { name: '__code__', get: field(F.func_code), set: setCode },
    { name: '__defaults__', get: field(F.func_defaults), set: setDefaults },
    { name: '__kwdefaults__', get: field(F.func_kwdefaults), set: setKwdefaults },
    { name: '__annotations__', get: getAnnotations, set: setAnnotations },
    {
      name: '__dict__',
      get: (f) => {
        const d = instanceDict(f);
        return d === 0 ? NULL : newRef(d);
      },
      set: setInstanceDict,
    },
    { name: '__name__', get: field(F.func_name), set: stringSetter(F.func_name, '__name__') },
    { name: '__qualname__', get: field(F.func_qualname), set: stringSetter(F.func_qualname, '__qualname__') },
  ],
}; // prettier-ignore

// -- bound methods ----------------------------------------------------------------------------------------------------------

const M = PyMethodObject;
/** Calls a bound method: self goes in front of the arguments, in the word that callers leave there. */
export function methodVectorcall(m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const self = ldPtr(m + M.im_self);
  const f = ldPtr(m + M.im_func);
  const k = kwnames === 0 ? 0 : tupleLength(kwnames);
  const at = pushArgs(n + k + 1);
  setArg(at, 0, self);
  for (let i = 0; i < n + k; i++) setArg(at, i + 1, ldPtr(args + i * 8));
  incref(f);
  incref(self);
  const r = vectorcall(f, at, n + 1, kwnames);
  popArgs(at);
  decref(f);
  decref(self);
  return r;
}
function methodGetAttro(m: Borrowed, name: Borrowed): Owned {
  const tp = typeOf(m);
  const descr = typeLookup(tp, name);
  if (descr !== 0) {
    const get = ld32(typeOf(descr) + PyTypeObject.tp_descr_get);
    if (get !== 0) return call3(get, descr, m, tp) as Owned;
    return newRef(descr);
  }
  return getAttr(ldPtr(m + M.im_func), name);
}
function methodRepr(m: Borrowed): Owned {
  const self = ldPtr(m + M.im_self);
  const f = ldPtr(m + M.im_func);
  let q = lookupAttr(f, intern('__qualname__'));
  if (q === 0 && !errOccurred()) q = lookupAttr(f, intern('__name__'));
  if (q === 0 && errOccurred()) return NULL;
  const name = q !== 0 && isInstance(q, T.str) ? jsStr(q) : '?';
  xdecref(q);
  const r = repr(self);
  if (r === 0) return NULL;
  const s = newStr(`<bound method ${name} of ${jsStr(r)}>`);
  decref(r);
  return s;
}
function methodCompare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || typeOf(b) !== T.method || typeOf(a) !== T.method)
    return newRef(NotImplemented);
  let eq = compareBool(ldPtr(a + M.im_func), ldPtr(b + M.im_func), Py_EQ);
  if (eq === 1) eq = ldPtr(a + M.im_self) === ldPtr(b + M.im_self) ? 1 : 0;
  if (eq < 0) return NULL;
  return newRef((eq === 1) === (op === Py_EQ) ? True : False);
}
export const methodType: TypeSpec = {
  type: 'method',
  basicsize: M.size,
  weaklistoffset: M.im_weakreflist,
  vectorcallOffset: M.vectorcall,
  flags: TypeFlags.HAVE_GC | TypeFlags.HAVE_VECTORCALL,
  doc: 'Create a bound instance method object.',
  textSignature: '(function, instance, /)',
  slots: {
    tp_dealloc: (m: Borrowed) => {
      gcUntrack(m);
      if (ldPtr(m + M.im_weakreflist) !== 0) clearWeakReferences(m);
      const f = ldPtr(m + M.im_func);
      const s = ldPtr(m + M.im_self);
      finishDealloc(m);
      decref(f);
      decref(s);
    },
    tp_traverse: (m: Borrowed, visit: (p: Borrowed) => void) => {
      visit(ldPtr(m + M.im_func));
      visit(ldPtr(m + M.im_self));
    },
    tp_repr: methodRepr,
    tp_hash: (m: Borrowed) => {
      const x = hashPointer(ldPtr(m + M.im_self));
      const high = hashHigh();
      const y = hash(ldPtr(m + M.im_func));
      if (y === -1 && errOccurred()) return -1;
      setHashHigh(high ^ hashHigh());
      return x ^ y;
    },
    tp_call: (m: Borrowed, args: Borrowed, kwargs: Borrowed) =>
      kwargsToVector(m, args, kwargs, methodVectorcall),
    tp_getattro: methodGetAttro,
    tp_richcompare: methodCompare,
    tp_new: (_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
      const v = parseTupleAndDict('method', '(function, instance, /)', args, kwargs);
      if (v === null) return NULL;
      const [f, self] = v as [Borrowed, Borrowed];
      if (ld32(typeOf(f) + PyTypeObject.tp_call) === 0) return typeError('first argument must be callable');
      if (self === None) return typeError('instance must not be None');
      return newMethod(f, self);
    },
    vectorcall: methodVectorcall,
  },
  methods: [
    method('__reduce__', '($self, /)', (m: Borrowed) => {
      const g = builtin('getattr');
      if (g === 0) return NULL;
      const name = getAttr(ldPtr(m + M.im_func), intern('__name__'));
      return name === 0 ? NULL : newTuple(g, newTuple(newRef(ldPtr(m + M.im_self)), name));
    }),
  ],
  members: [
    {
      name: '__func__',
      type: MemberType.OBJECT,
      offset: M.im_func,
      readonly: true,
      doc: 'the function (or other callable) implementing a method',
    },
    {
      name: '__self__',
      type: MemberType.OBJECT,
      offset: M.im_self,
      readonly: true,
      doc: 'the instance to which a method is bound',
    },
  ],
  getset: [{ name: '__doc__', get: (m) => getAttr(ldPtr(m + M.im_func), intern('__doc__')) }],
};
