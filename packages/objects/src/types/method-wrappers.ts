/** classmethod and staticmethod. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, PyTypeObject, stPtr, TypeFlags } from '@tyston/memory';
import { callObject, isTrue, lookupAttr, repr, setAttr } from '../core/abstract.js';
import { allocTracked } from '../core/alloc.js';
import { checkPositional } from '../core/args.js';
import { MemberType, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { call3 } from '../core/functions.js';
import { gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { newBool } from '../core/int.js';
import { intern } from '../core/intern.js';
import { MethodWrapper, newMethod } from '../core/method-objects.js';
import { instanceDict, setInstanceDict } from '../core/object.js';
import { decref, incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';

const callableOf = (m: Borrowed) => ldPtr(m + MethodWrapper.cm_callable);

/** functools.update_wrapper in small: the attributes that a wrapper takes over. 0 or -1. */
function wrapAttributes(m: Borrowed, f: Borrowed): number {
  for (const name of ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__']) {
    const v = lookupAttr(f, intern(name));
    if (v === 0) {
      if (errOccurred()) return -1;
      continue;
    }
    const r = setAttr(m, intern(name), v);
    decref(v);
    if (r < 0) return -1;
  }
  return 0;
}
const init =
  (name: string) =>
  (m: Borrowed, args: Borrowed, kwargs: Borrowed): number => {
    if (kwargs !== 0 && dictLength(kwargs) > 0) {
      typeError(`${name}() takes no keyword arguments`);
      return -1;
    }
    if (!checkPositional(name, tupleLength(args), 1, 1)) return -1;
    const f = tupleItem(args, 0);
    const old = callableOf(m);
    incref(f);
    stPtr(m + MethodWrapper.cm_callable, f);
    xdecref(old);
    return wrapAttributes(m, f);
  };
function isAbstract(m: Borrowed): Owned {
  const f = callableOf(m);
  if (f === 0) return newBool(false);
  const v = lookupAttr(f, intern('__isabstractmethod__'));
  if (v === 0) return errOccurred() ? NULL : newBool(false);
  const t = isTrue(v);
  decref(v);
  return t < 0 ? NULL : newBool(t === 1);
}
const common = (type: 'classmethod' | 'staticmethod') => ({
  type,
  basicsize: MethodWrapper.size,
  dictoffset: MethodWrapper.cm_dict,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  members: [
    { name: '__func__', type: MemberType.OBJECT, offset: MethodWrapper.cm_callable, readonly: true },
    { name: '__wrapped__', type: MemberType.OBJECT, offset: MethodWrapper.cm_callable, readonly: true },
  ],
  getset: [
    { name: '__isabstractmethod__', get: isAbstract },
    { name: '__dict__', get: (m: Borrowed): Owned => newRef(instanceDict(m)), set: setInstanceDict },
  ],
});
const slots = (name: string) => ({
  tp_dealloc: (m: Borrowed) => {
    gcUntrack(m);
    const f = callableOf(m);
    const d = ldPtr(m + MethodWrapper.cm_dict);
    finishDealloc(m);
    xdecref(f);
    xdecref(d);
  },
  tp_traverse: (m: Borrowed, visit: (p: Borrowed) => void) => {
    if (callableOf(m) !== 0) visit(callableOf(m));
    const d = ldPtr(m + MethodWrapper.cm_dict);
    if (d !== 0) visit(d);
  },
  tp_clear: (m: Borrowed) => {
    const f = callableOf(m);
    stPtr(m + MethodWrapper.cm_callable, 0);
    xdecref(f);
    const d = ldPtr(m + MethodWrapper.cm_dict);
    stPtr(m + MethodWrapper.cm_dict, 0);
    xdecref(d);
    return 0;
  },
  tp_repr: (m: Borrowed) => {
    const r = repr(callableOf(m));
    if (r === 0) return NULL;
    const s = newStr(`<${name}(${jsStr(r)})>`);
    decref(r);
    return s;
  },
  tp_init: init(name),
  tp_new: (tp: Borrowed) => allocTracked(tp, 0),
});

export const classMethodType: TypeSpec = {
  ...common('classmethod'),
  doc: 'classmethod(function) -> method\n\nConvert a function to be a class method.',
  slots: {
    ...slots('classmethod'),
    tp_descr_get: (m: Borrowed, o: Borrowed, given: Borrowed): Owned => {
      const f = callableOf(m);
      if (f === 0) return setError(T.RuntimeError, 'uninitialized classmethod object');
      const tp = given === 0 ? typeOf(o) : given;
      // 3.9–3.12: what is wrapped may be a descriptor of its own, bound to the class.
      const get = ld32(typeOf(f) + PyTypeObject.tp_descr_get);
      if (get !== 0) return call3(get, f, tp, tp) as Owned;
      return newMethod(f, tp);
    },
  },
};
export const staticMethodType: TypeSpec = {
  ...common('staticmethod'),
  doc: 'staticmethod(function) -> method\n\nConvert a function to be a static method.',
  slots: {
    ...slots('staticmethod'),
    tp_descr_get: (m: Borrowed): Owned => {
      const f = callableOf(m);
      return f === 0 ? setError(T.RuntimeError, 'uninitialized staticmethod object') : newRef(f);
    },
    tp_call: (m: Borrowed, args: Borrowed, kwargs: Borrowed) => callObject(callableOf(m), args, kwargs),
  },
};
