/** super: attribute lookup that starts behind a class in the MRO of an object's type. */
import {
  type Addr,
  type Borrowed,
  Frame,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyCellObject,
  PyCodeObject,
  PyObject,
  PyTypeObject,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { call, lookupAttr, typeName } from '../core/abstract.js';
import { allocTracked, hasFlag } from '../core/alloc.js';
import { checkPositional } from '../core/args.js';
import { bytesView } from '../core/bytes.js';
import { callByTuple } from '../core/call.js';
import { MemberType, type TypeSpec } from '../core/define.js';
import { dictGet, dictGetStr, dictLength } from '../core/dict.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { currentFrame } from '../core/frame-hook.js';
import { call3 } from '../core/functions.js';
import { gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { intern } from '../core/intern.js';
import { tpName } from '../core/names.js';
import { genericGetAttr } from '../core/object.js';
import { decref, incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { newStr, strEqualsAscii } from '../core/str.js';
import { isInstance, isSubtypeByMro } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';

const S = struct('superobject', PyObject, { type: 'ptr', obj: 'ptr', obj_type: 'ptr' });

function isLeftOut(cls: Borrowed): boolean {
  const mro = ldPtr(cls + PyTypeObject.tp_mro);
  for (let i = 0; mro !== 0 && i < tupleLength(mro); i++) if (tupleItem(mro, i) === cls) return false;
  return mro !== 0;
}

/** Checks `super(type, obj)`: the type whose MRO is searched, a new reference; NULL with TypeError. */
function superCheck(type: Borrowed, obj: Borrowed): Owned {
  // A class whose mro() has left it out is none of its own subtypes.
  if (isInstance(obj, T.type) && isSubtypeByMro(obj, type) && !isLeftOut(obj)) return newRef(obj);
  if (isSubtypeByMro(typeOf(obj), type)) return newRef(typeOf(obj));
  const cls = lookupAttr(obj, intern('__class__'));
  if (cls === 0) {
    if (errOccurred()) return NULL;
  } else {
    if (isInstance(cls, T.type) && cls !== typeOf(obj) && isSubtypeByMro(cls, type)) return cls;
    decref(cls);
  }
  return typeError('super(type, obj): obj must be an instance or subtype of type');
}

/** `super().name` by the type, object and type of object; NULL without an error when there is none in the MRO. */
export function superLookup(type: Borrowed, obj: Borrowed, objType: Borrowed, name: Borrowed): Owned {
  const mro = ldPtr(objType + PyTypeObject.tp_mro);
  if (mro === 0) return NULL;
  incref(mro);
  const n = tupleLength(mro);
  let i = 0;
  while (i < n && tupleItem(mro, i) !== type) i++;
  for (i++; i < n; i++) {
    const dict = ldPtr(tupleItem(mro, i) + PyTypeObject.tp_dict);
    const found = dict === 0 ? (0 as Borrowed) : dictGet(dict, name);
    if (found !== 0) {
      incref(found);
      decref(mro);
      const get = ld32(typeOf(found) + PyTypeObject.tp_descr_get);
      if (get === 0) return found as Owned;
      const r = call3(get, found, obj === objType ? 0 : obj, objType) as Owned;
      decref(found);
      return r;
    }
    if (errOccurred()) break;
  }
  decref(mro);
  return NULL;
}
/**
 * For a call of `super().name`: what the MRO has there, borrowed, if it is a function that binds to the object plainly and
 * nothing of it can go wrong; else 0.
 */
export function superMethod(self: Borrowed, name: Borrowed): Borrowed {
  const none = 0 as Borrowed;
  const obj = ldPtr(self + S.obj);
  const objType = ldPtr(self + S.obj_type);
  if (obj === 0 || obj === objType || strEqualsAscii(name, '__class__')) return none;
  const mro = ldPtr(objType + PyTypeObject.tp_mro);
  const n = mro === 0 ? 0 : tupleLength(mro);
  const type = ldPtr(self + S.type);
  let i = 0;
  while (i < n && tupleItem(mro, i) !== type) i++;
  for (i++; i < n; i++) {
    const dict = ldPtr(tupleItem(mro, i) + PyTypeObject.tp_dict);
    const found = dict === 0 ? none : dictGetStr(dict, name);
    if (found !== 0) return hasFlag(typeOf(found), TypeFlags.METHOD_DESCRIPTOR) ? found : none;
  }
  return none;
}
/** The object that a super object stands for, borrowed. */
export function superObject(self: Borrowed): Borrowed {
  return ldPtr(self + S.obj);
}

function getattro(self: Borrowed, name: Borrowed): Owned {
  const objType = ldPtr(self + S.obj_type);
  if (objType !== 0 && !(isInstance(name, T.str) && strEqualsAscii(name, '__class__'))) {
    const r = superLookup(ldPtr(self + S.type), ldPtr(self + S.obj), objType, name);
    if (r !== 0 || errOccurred()) return r;
  }
  return genericGetAttr(self, name);
}

function noArguments(message: string): 0 {
  setError(T.RuntimeError, message);
  return 0;
}
/** What `zeroArguments` has found. */
let methodClass = 0 as Borrowed;
/** Finds the class and first argument of the method that calls `super()`: the argument, or 0 with RuntimeError. */
function zeroArguments(): Borrowed | 0 {
  const frame = currentFrame();
  if (frame === 0) return noArguments('super(): no current frame');
  const code = ldPtr(frame + Frame.code);
  if (ld32(code + PyCodeObject.co_argcount) === 0) return noArguments('super(): no arguments');
  let obj = ldPtr(frame + Frame.size);
  // The first argument may live in a cell, if an inner function uses it.
  if (obj !== 0 && typeOf(obj) === T.cell && isCellVar(code, 0)) obj = ldPtr(obj + PyCellObject.ob_ref);
  if (obj === 0) return noArguments('super(): arg[0] deleted');
  const names = ldPtr(code + PyCodeObject.co_localsplusnames);
  const n = tupleLength(names);
  for (let i = n - ld32(code + PyCodeObject.co_nfreevars); i < n; i++) {
    if (!strEqualsAscii(tupleItem(names, i), '__class__')) continue;
    const cell = ldPtr(frame + Frame.size + i * 8);
    if (cell === 0 || typeOf(cell) !== T.cell) return noArguments('super(): bad __class__ cell');
    const type = ldPtr(cell + PyCellObject.ob_ref);
    if (type === 0) return noArguments('super(): empty __class__ cell');
    if (!isInstance(type, T.type)) return noArguments(`super(): __class__ is not a type (${typeName(type)})`);
    methodClass = type;
    return obj;
  }
  return noArguments('super(): __class__ cell not found');
}
const CO_FAST_CELL = 0x40;
function isCellVar(code: Borrowed, i: number): boolean {
  const kinds = ldPtr(code + PyCodeObject.co_localspluskinds);
  return (bytesView(kinds)[i]! & CO_FAST_CELL) !== 0;
}

/** Lays `super(type, obj)` out over what there is, or `super()` where `type` is 0. 0, or -1 with an exception. */
function fill(self: Borrowed, type: Borrowed, obj: Borrowed): 0 | -1 {
  if (type === 0) {
    obj = zeroArguments() as Borrowed;
    if (obj === 0) return -1;
    type = methodClass;
  } else if (!isInstance(type, T.type)) {
    typeError(`super() argument 1 must be a type, not ${typeName(type)}`);
    return -1;
  }
  if (obj === None) obj = 0 as Borrowed;
  let objType: Owned = NULL;
  if (obj !== 0) {
    objType = superCheck(type, obj);
    if (objType === 0) return -1;
    incref(obj);
  }
  incref(type);
  const oldType = ldPtr(self + S.type);
  const oldObj = ldPtr(self + S.obj);
  const oldObjType = ldPtr(self + S.obj_type);
  stPtr(self + S.type, type);
  stPtr(self + S.obj, obj);
  stPtr(self + S.obj_type, objType);
  xdecref(oldType);
  xdecref(oldObj);
  xdecref(oldObjType);
  return 0;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (kwargs !== 0 && dictLength(kwargs) > 0) {
    typeError('super() takes no keyword arguments');
    return -1;
  }
  const n = tupleLength(args);
  if (!checkPositional('super()', n, 0, 2)) return -1;
  const none = 0 as Borrowed;
  return fill(self, n > 0 ? tupleItem(args, 0) : none, n > 1 ? tupleItem(args, 1) : none);
}
function vectorcall(cls: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n > 2 || kwnames !== 0) return callByTuple(cls, args, n, kwnames);
  const self = allocTracked(cls, 0);
  const none = 0 as Borrowed;
  if (fill(self, n > 0 ? ldPtr(args) : none, n > 1 ? ldPtr(args + 8) : none) === 0) return self;
  decref(self);
  return NULL;
}
export const superType: TypeSpec = {
  type: 'super',
  basicsize: S.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n',
  slots: {
    tp_dealloc: (s: Borrowed) => {
      gcUntrack(s);
      xdecref(ldPtr(s + S.obj));
      xdecref(ldPtr(s + S.type));
      xdecref(ldPtr(s + S.obj_type));
      finishDealloc(s);
    },
    tp_traverse: (s: Borrowed, visit: (p: Borrowed) => void) => {
      for (const f of [S.obj, S.type, S.obj_type]) {
        const v = ldPtr(s + f);
        if (v !== 0) visit(v);
      }
    },
    tp_repr: (s: Borrowed) => {
      const t = ldPtr(s + S.type);
      const name = t === 0 ? 'NULL' : tpName(t);
      const ot = ldPtr(s + S.obj_type);
      return newStr(
        ot !== 0 ? `<super: <class '${name}'>, <${tpName(ot)} object>>` : `<super: <class '${name}'>, NULL>`,
      );
    },
    tp_getattro: getattro,
    tp_descr_get: (self: Borrowed, obj: Borrowed) => {
      if (obj === 0 || obj === None || ldPtr(self + S.obj) !== 0) return newRef(self);
      if (typeOf(self) !== T.super) return call(typeOf(self), ldPtr(self + S.type), obj);
      const objType = superCheck(ldPtr(self + S.type), obj);
      if (objType === 0) return NULL;
      const n = allocTracked(T.super, 0);
      stPtr(n + S.type, newRef(ldPtr(self + S.type)));
      stPtr(n + S.obj, newRef(obj));
      stPtr(n + S.obj_type, objType);
      return n;
    },
    tp_init: init,
    tp_vectorcall: vectorcall,
    tp_new: (tp: Borrowed) => allocTracked(tp, 0),
  },
  members: [
    {
      name: '__thisclass__',
      type: MemberType.OBJECT,
      offset: S.type,
      readonly: true,
      doc: 'the class invoking super()',
    },
    {
      name: '__self__',
      type: MemberType.OBJECT,
      offset: S.obj,
      readonly: true,
      doc: 'the instance invoking super(); may be None',
    },
    {
      name: '__self_class__',
      type: MemberType.OBJECT,
      offset: S.obj_type,
      readonly: true,
      doc: 'the type of the instance invoking super(); may be None',
    },
  ],
}; // prettier-ignore
