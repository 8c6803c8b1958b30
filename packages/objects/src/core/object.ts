/**
 * Generic attribute access: descriptors on the type, then the instance's attributes (shape or dict), then what the type
 * has. Mirrors the data model's "Invoking descriptors"; names are str objects, usually interned.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PreHeader,
  PyTypeObject,
  PyVarObject,
  stPtr,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { hasFlag, typeFlags } from './alloc.js';
import { dictDel, dictGet, dictSet, newDict } from './dict.js';
import { errClear, errMatches, errOccurred, setError, typeError } from './errors.js';
import { call2, call3 } from './functions.js';
import { constantName, handleOf, intern, internInPlace, isInterned } from './intern.js';
import { typeLookup } from './lookup.js';
import { tpName, typeName } from './names.js';
import { decref, incref, newRef, typeOf, xdecref } from './refcount.js';
import {
  forgetInlineValues,
  inlineValues,
  Shape,
  shapeAdd,
  shapeIndex,
  shapeNames,
  shapeOf,
} from './shape.js';
import { jsStr } from './str.js';
import { isInstance } from './subtype.js';
import { T } from './wellknown.js';

/** True when instances of `tp` have a `__dict__`. */
export function hasInstanceDict(tp: Borrowed): boolean {
  return hasFlag(tp, TypeFlags.MANAGED_DICT) || ld32(tp + PyTypeObject.tp_dictoffset) !== 0;
}

/** Address of the word that holds an instance's dict pointer, or 0 when instances have none. Not for managed shapes. */
export function dictAddress(o: Borrowed): Addr {
  const tp = typeOf(o);
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) return o + PreHeader.MANAGED_DICT;
  const offset = ldSsize(tp + PyTypeObject.tp_dictoffset);
  if (offset === 0) return 0;
  if (offset > 0) return o + offset;
  // From the end of a variable-size object.
  let n = ld32(o + PyVarObject.ob_size);
  if (n < 0) n = -n;
  const size = ld32(tp + PyTypeObject.tp_basicsize) + n * ld32(tp + PyTypeObject.tp_itemsize);
  return o + ((size + 7) & ~7) + offset;
}

/** Turns an instance's inline values into a real dict, for good. Returns the dict, borrowed. */
export function materializeDict(o: Borrowed): Borrowed {
  const tp = typeOf(o);
  const shape = shapeOf(o);
  const d = newDict();
  if (shape !== 0) {
    const names = shapeNames(shape);
    const values = inlineValues(o, tp);
    const n = names.length;
    const owned: Borrowed[] = [];
    for (let i = 0; i < n; i++) owned.push(ldPtr(values + i * 8));
    forgetInlineValues(o, tp, n);
    stPtr(o + PreHeader.MANAGED_SHAPE, 0);
    stPtr(o + PreHeader.MANAGED_DICT, d);
    for (let i = 0; i < n; i++) {
      dictSet(d, names[i]!, owned[i]!);
      decref(owned[i]!);
    }
  } else stPtr(o + PreHeader.MANAGED_DICT, d);
  return d;
}

/** The instance's dict, made if need be: borrowed; 0 with an AttributeError when the type has none. */
export function instanceDict(o: Borrowed): Borrowed {
  const tp = typeOf(o);
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) {
    const d = ldPtr(o + PreHeader.MANAGED_DICT);
    return d !== 0 ? d : materializeDict(o);
  }
  const at = dictAddress(o);
  if (at === 0) return setError(T.AttributeError, 'This object has no __dict__');
  let d = ldPtr(at);
  if (d === 0) {
    d = newDict();
    stPtr(at, d);
  }
  return d;
}

/** Replaces the instance's dict (`o.__dict__ = d`); takes a new reference. 0, or -1 with TypeError. */
export function setInstanceDict(o: Borrowed, d: Borrowed): number {
  if (d === 0) {
    typeError('cannot delete __dict__');
    return -1;
  }
  if (!isInstance(d, T.dict)) {
    typeError(`__dict__ must be set to a dictionary, not a '${typeName(d)}'`);
    return -1;
  }
  const at = dictAddress(o);
  if (at === 0) {
    setError(T.AttributeError, 'This object has no __dict__');
    return -1;
  }
  if (typeFlags(typeOf(o)) & TypeFlags.MANAGED_DICT && shapeOf(o) !== 0) materializeDict(o);
  const old = ldPtr(at);
  incref(d);
  stPtr(at, d);
  xdecref(old);
  return 0;
}

/** The value of an own attribute: borrowed; 0 when there is none (an error may be pending from a key's `__eq__`). */
export function ownAttr(o: Borrowed, tp: Borrowed, name: Borrowed): Borrowed {
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) {
    const shape = shapeOf(o);
    if (shape !== 0) {
      const key = isInterned(name) ? name : internedOf(name);
      const i = shapeIndex(shape, key);
      return i < 0 ? (0 as Borrowed) : ldPtr(inlineValues(o, tp) + i * 8);
    }
    const d = ldPtr(o + PreHeader.MANAGED_DICT);
    return d === 0 ? (0 as Borrowed) : dictGet(d, name);
  }
  const at = dictAddress(o);
  if (at === 0) return 0 as Borrowed;
  const d = ldPtr(at);
  return d === 0 ? (0 as Borrowed) : dictGet(d, name);
}

/** The interned equal of a str that is not interned itself; borrowed: it is alive as long as `name` is, or somebody has it. */
function internedOf(name: Borrowed): Borrowed {
  if (typeOf(name) !== T.str) return intern(jsStr(name));
  const p = internInPlace(newRef(name));
  decref(p);
  return p;
}

/** Sets an own attribute in a shape or dict. 0 or -1. `value` is borrowed. */
export function setOwnAttr(o: Borrowed, tp: Borrowed, name: Borrowed, value: Borrowed): number {
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) {
    const shape = shapeOf(o);
    if (shape !== 0) {
      const key = isInterned(name) ? name : internedOf(name);
      const i = shapeIndex(shape, key);
      const values = inlineValues(o, tp);
      if (i >= 0) {
        const old = ldPtr(values + i * 8);
        incref(value);
        stPtr(values + i * 8, value);
        decref(old);
        return 0;
      }
      const next = shapeAdd(shape, key);
      if (next !== 0) {
        incref(value);
        stPtr(values + ld32(shape + Shape.count) * 8, value);
        stPtr(o + PreHeader.MANAGED_SHAPE, next);
        return 0;
      }
    }
    const d = ldPtr(o + PreHeader.MANAGED_DICT);
    return dictSet(d !== 0 ? d : materializeDict(o), name, value);
  }
  const d = instanceDict(o);
  if (d === 0) return -1;
  return dictSet(d, name, value);
}

/** Deletes an own attribute: 1 done, 0 there was none, -1 error. */
function deleteOwnAttr(o: Borrowed, tp: Borrowed, name: Borrowed): number {
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) {
    const shape = shapeOf(o);
    if (shape !== 0) {
      const key = isInterned(name) ? name : internedOf(name);
      const i = shapeIndex(shape, key);
      if (i < 0) return 0;
      const values = inlineValues(o, tp);
      if (i === ld32(shape + Shape.count) - 1) {
        // The last attribute: step back to the parent.
        const old = ldPtr(values + i * 8);
        stPtr(o + PreHeader.MANAGED_SHAPE, ldPtr(shape + Shape.parent));
        stPtr(values + i * 8, 0);
        decref(old);
        return 1;
      }
      materializeDict(o);
    }
  }
  const at = dictAddress(o);
  const d = at === 0 ? (0 as Borrowed) : ldPtr(at);
  if (d === 0) return 0;
  if (dictDel(d, name) === 0) return 1;
  if (!errMatches(T.KeyError)) return -1;
  errClear();
  return 0;
}

export function attributeError(o: Borrowed, name: Borrowed, message: string): Owned {
  setError(T.AttributeError, message);
  annotateAttributeError(o, name);
  return NULL;
}
/** Gives a pending AttributeError its `obj` and `name`, when normalisation is available. */
let annotateAttributeError: (o: Borrowed, name: Borrowed) => void = () => {};
export function setAttributeErrorAnnotator(f: typeof annotateAttributeError): void {
  annotateAttributeError = f;
}

/** The same for one that Python code has raised. */
export function annotatePending(o: Borrowed, name: Borrowed): void {
  annotateAttributeError(o, name);
}

export function nameMustBeString(name: Borrowed): Owned {
  return typeError(`attribute name must be string, not '${typeName(name)}'`);
}

/** The text of "no such attribute" for an instance. */
export function noAttribute(o: Borrowed, name: Borrowed): Owned {
  return attributeError(o, name, `'${typeName(o)}' object has no attribute '${jsStr(name)}'`);
}

/** PyObject_GenericGetAttr. With `suppress`, a missing attribute is NULL without an error. */
export function genericGetAttr(o: Borrowed, name: Borrowed, suppress = false): Owned {
  if (!isInstance(name, T.str)) return nameMustBeString(name);
  const tp = typeOf(o);
  const descr = typeLookup(tp, name);
  let get = 0;
  if (descr !== 0) {
    const dt = typeOf(descr);
    get = ld32(dt + PyTypeObject.tp_descr_get);
    if (get !== 0 && ld32(dt + PyTypeObject.tp_descr_set) !== 0) {
      incref(descr);
      const r = call3(get, descr, o, tp) as Owned;
      decref(descr);
      if (r === 0 && suppress && errMatches(T.AttributeError)) errClear();
      return r;
    }
    incref(descr);
  }
  const own = ownAttr(o, tp, name);
  if (own !== 0) {
    incref(own);
    if (descr !== 0) decref(descr);
    return own as Owned;
  }
  if (errOccurred() !== 0) {
    if (descr !== 0) decref(descr);
    return NULL;
  }
  if (get !== 0) {
    const r = call3(get, descr, o, tp) as Owned;
    decref(descr);
    if (r === 0 && suppress && errMatches(T.AttributeError)) errClear();
    return r;
  }
  if (descr !== 0) return descr as Owned;
  return suppress ? NULL : noAttribute(o, name);
}

/** PyObject_GenericSetAttr; `value` 0 deletes. 0 or -1. */
export function genericSetAttr(o: Borrowed, name: Borrowed, value: Borrowed): number {
  if (!isInstance(name, T.str)) {
    nameMustBeString(name);
    return -1;
  }
  const tp = typeOf(o);
  const descr = typeLookup(tp, name);
  if (descr !== 0) {
    const set = ld32(typeOf(descr) + PyTypeObject.tp_descr_set);
    if (set !== 0) {
      incref(descr);
      const r = call3(set, descr, o, value);
      decref(descr);
      return r;
    }
  }
  if (!hasInstanceDict(tp)) {
    if (descr !== 0)
      attributeError(o, name, `'${tpName(tp)}' object attribute '${jsStr(name)}' is read-only`);
    else noAttribute(o, name);
    return -1;
  }
  if (value === 0) {
    const r = deleteOwnAttr(o, tp, name);
    if (r > 0) return 0;
    if (r === 0) noAttribute(o, name);
    return -1;
  }
  return setOwnAttr(o, tp, name, value);
}

/** `o.name`, through the type's tp_getattro. New reference. */
export function getAttr(o: Borrowed, name: Borrowed): Owned {
  return call2(ld32(typeOf(o) + PyTypeObject.tp_getattro), o, name) as Owned;
}
export function getAttrString(o: Borrowed, name: string): Owned {
  return getAttr(o, intern(name));
}
let genericGetAttrAddress = 0;
/** Tells which function pointer is PyObject_GenericGetAttr, so that lookups may skip making an AttributeError. */
export function setGenericGetAttrAddress(a: Addr): void {
  genericGetAttrAddress = a;
}
const CLASS = constantName('__class__');
/** Is `o.__class__` the type of `o`, as `object` says it? Looking runs no code of the program's. */
export function classIsType(o: Borrowed): boolean {
  const tp = typeOf(o);
  if (ld32(tp + PyTypeObject.tp_getattro) !== genericGetAttrAddress) return false;
  const name = handleOf(CLASS);
  return typeLookup(tp, name) === typeLookup(T.object, name);
}
/** `o.name` or NULL; when there is no such attribute, no error is pending. */
export function lookupAttr(o: Borrowed, name: Borrowed): Owned {
  const f = ld32(typeOf(o) + PyTypeObject.tp_getattro);
  if (f === genericGetAttrAddress) return genericGetAttr(o, name, true);
  const r = call2(f, o, name) as Owned;
  if (r === 0 && errMatches(T.AttributeError)) errClear();
  return r;
}
/** `o.name = value`; 0 deletes. 0 or -1. */
export function setAttr(o: Borrowed, name: Borrowed, value: Borrowed): number {
  if (!isInstance(name, T.str)) {
    nameMustBeString(name);
    return -1;
  }
  const set = ld32(typeOf(o) + PyTypeObject.tp_setattro);
  if (set === 0) {
    typeError(
      `'${typeName(o)}' object has ${ld32(typeOf(o) + PyTypeObject.tp_getattro) === 0 ? 'no' : 'only read-only'} attributes (${value === 0 ? 'del' : 'assign to'} .${jsStr(name)})`,
    );
    return -1;
  }
  return call3(set, o, name, value);
}

/** A special method looked up on the type and bound to `o` (`o.__name__()` as the interpreter does it). NULL without error when missing. */
export function lookupSpecial(o: Borrowed, name: string): Owned {
  const tp = typeOf(o);
  const f = typeLookup(tp, intern(name));
  if (f === 0) return NULL;
  const get = ld32(typeOf(f) + PyTypeObject.tp_descr_get);
  if (get === 0) return newRef(f);
  return call3(get, f, o, tp) as Owned;
}
