/** What `object.__reduce_ex__(2)` and up make of an object (PEP 307): copyreg.__newobj__ and the state. */
import {
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyCFunctionObject,
  PyMethodDef,
  PyMethodDescrObject,
  PyTypeObject,
  TypeFlags,
} from '@tyston/memory';
import { call, callMethod, getAttr, getIter, lookupAttr, typeName } from '../core/abstract.js';
import { hasFlag } from '../core/alloc.js';
import { dictGetStr, dictLength, dictSet, newDict } from '../core/dict.js';
import { errOccurred, typeError, valueError } from '../core/errors.js';
import { importModule } from '../core/import-hook.js';
import { intern } from '../core/intern.js';
import { listItem, listLength } from '../core/list.js';
import { hasInstanceDict, lookupSpecial } from '../core/object.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';

/** `copyreg._slotnames(cls)` by way of the class's cache: a list or None, new reference. */
function slotNames(cls: Borrowed): Owned {
  const cached = lookupAttrInDict(cls, '__slotnames__');
  if (cached !== 0) return newRef(cached);
  const copyreg = importModule('copyreg');
  if (copyreg === 0) return NULL;
  const r = callMethod(copyreg, '_slotnames', cls);
  decref(copyreg);
  if (r !== 0 && r !== None && typeOf(r) !== T.list) {
    decref(r);
    return typeError("copyreg._slotnames didn't return a list or None");
  }
  return r;
}
function lookupAttrInDict(cls: Borrowed, name: string): Borrowed {
  return dictGetStr(ldPtr(cls + PyTypeObject.tp_dict), intern(name));
}

/** object.__getstate__: the instance dict, with slots as (dict, slots). */
export function objectGetState(o: Borrowed, required: boolean): Owned {
  const tp = typeOf(o);
  if (required && ld32(tp + PyTypeObject.tp_itemsize) !== 0)
    return typeError(`cannot pickle ${typeName(o)} objects`);
  let state: Owned;
  if (!hasInstanceDict(tp)) state = newRef(None);
  else {
    state = lookupAttr(o, intern('__dict__'));
    if (state === 0) {
      if (errOccurred()) return NULL;
      state = newRef(None);
    } else if (typeOf(state) === T.dict && dictLength(state) === 0) {
      decref(state);
      state = newRef(None);
    }
  }
  const names = slotNames(tp);
  if (names === 0) {
    decref(state);
    return NULL;
  }
  if (required) {
    let basic = ld32(T.object + PyTypeObject.tp_basicsize);
    if (hasFlag(tp, TypeFlags.MANAGED_DICT) === false && ld32(tp + PyTypeObject.tp_dictoffset) !== 0)
      basic += 8;
    if (ld32(tp + PyTypeObject.tp_weaklistoffset) > 0) basic += 8;
    if (names !== None) basic += 8 * listLength(names);
    if (ld32(tp + PyTypeObject.tp_basicsize) > basic) {
      decref(names);
      decref(state);
      return typeError(`cannot pickle '${typeName(o)}' object`);
    }
  }
  if (names !== None && listLength(names) > 0) {
    const slots = newDict();
    for (let i = 0; i < listLength(names); i++) {
      const name = newRef(listItem(names, i));
      const v = lookupAttr(o, name);
      if (v !== 0) {
        dictSet(slots, name, v);
        decref(v);
      }
      decref(name);
      if (errOccurred()) {
        decref(slots);
        decref(names);
        decref(state);
        return NULL;
      }
    }
    if (dictLength(slots) > 0) state = newTuple(state, slots);
    else decref(slots);
  }
  decref(names);
  return state;
}

function getState(o: Borrowed, required: boolean): Owned {
  const f = getAttr(o, intern('__getstate__'));
  if (f === 0) return NULL;
  // Only object's own takes note of what cannot be pickled without help.
  if (typeOf(f) === T.builtin_function_or_method && isObjectGetState(f)) {
    decref(f);
    return objectGetState(o, required);
  }
  const r = call(f);
  decref(f);
  return r;
}
function isObjectGetState(f: Borrowed): boolean {
  const def = ldAddr(f + PyCFunctionObject.m_ml);
  return ldAddr(def + PyMethodDef.ml_meth) === objectGetStateAddress();
}
function objectGetStateAddress(): number {
  const d = dictGetStr(ldPtr(T.object + PyTypeObject.tp_dict), intern('__getstate__'));
  return d === 0 ? 0 : ldAddr(ldAddr(d + PyMethodDescrObject.d_method) + PyMethodDef.ml_meth);
}

/** `__getnewargs_ex__` or `__getnewargs__`: (args, kwargs), NULLs for neither; false with an exception. */
function newArguments(o: Borrowed): { args: Owned; kwargs: Owned } | null {
  const ex = lookupSpecialAttr(o, '__getnewargs_ex__');
  if (ex !== 0) {
    const r = call(ex);
    decref(ex);
    if (r === 0) return null;
    if (!isInstance(r, T.tuple)) {
      typeError(`__getnewargs_ex__ should return a tuple, not '${typeName(r)}'`);
      decref(r);
      return null;
    }
    if (tupleLength(r) !== 2) {
      valueError(`__getnewargs_ex__ should return a tuple of length 2, not ${tupleLength(r)}`);
      decref(r);
      return null;
    }
    const args = newRef(tupleItem(r, 0));
    const kwargs = newRef(tupleItem(r, 1));
    decref(r);
    if (!isInstance(args, T.tuple))
      typeError(
        `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeName(args)}'`,
      );
    else if (!isInstance(kwargs, T.dict))
      typeError(
        `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeName(kwargs)}'`,
      );
    else return { args, kwargs };
    decref(args);
    decref(kwargs);
    return null;
  }
  if (errOccurred()) return null;
  const plain = lookupSpecialAttr(o, '__getnewargs__');
  if (plain !== 0) {
    const args = call(plain);
    decref(plain);
    if (args === 0) return null;
    if (!isInstance(args, T.tuple)) {
      typeError(`__getnewargs__ should return a tuple, not '${typeName(args)}'`);
      decref(args);
      return null;
    }
    return { args, kwargs: NULL };
  }
  return errOccurred() ? null : { args: NULL, kwargs: NULL };
}
function lookupSpecialAttr(o: Borrowed, name: string): Owned {
  return lookupSpecial(o, name);
}

/** The 5-tuple of protocol 2: (copyreg.__newobj__, (cls, …), state, listitems, dictitems). */
export function reduceNewobj(o: Borrowed): Owned {
  const cls = typeOf(o);
  if (ld32(cls + PyTypeObject.tp_new) === 0) return typeError(`cannot pickle '${typeName(o)}' object`);
  const na = newArguments(o);
  if (na === null) return NULL;
  const { args, kwargs } = na;
  const hasArgs = args !== 0;
  const copyreg = importModule('copyreg');
  if (copyreg === 0) return NULL;
  let newobj: Owned;
  let newargs: Owned;
  if (kwargs === 0 || dictLength(kwargs) === 0) {
    if (kwargs !== 0) decref(kwargs);
    newobj = getAttr(copyreg, intern('__newobj__'));
    const n = args === 0 ? 0 : tupleLength(args);
    const items: Owned[] = [newRef(cls)];
    for (let i = 0; i < n; i++) items.push(newRef(tupleItem(args, i)));
    newargs = newTuple(...items);
    if (args !== 0) decref(args);
  } else if (args !== 0) {
    newobj = getAttr(copyreg, intern('__newobj_ex__'));
    newargs = newTuple(newRef(cls), args, kwargs);
  } else {
    decref(copyreg);
    return typeError('bad internal call');
  }
  decref(copyreg);
  const isList = isInstance(o, T.list);
  const isDict = isInstance(o, T.dict);
  const state = newobj === 0 ? NULL : getState(o, !hasArgs && !isList && !isDict);
  if (state === 0) {
    if (newobj !== 0) decref(newobj);
    decref(newargs);
    return NULL;
  }
  const listitems = isList ? getIter(o) : newRef(None);
  let dictitems: Owned = newRef(None);
  if (isDict) {
    decref(dictitems);
    const items = callMethod(o, 'items');
    dictitems = items === 0 ? NULL : getIter(items);
    if (items !== 0) decref(items);
  }
  if (listitems === 0 || dictitems === 0) return NULL;
  return newTuple(newobj, newargs, state, listitems, dictitems);
}
