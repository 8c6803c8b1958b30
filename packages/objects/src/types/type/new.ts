/** type.__new__: making classes. */

import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyCellObject,
  PyHeapTypeObject,
  PyMemberDef,
  PyObject,
  PyTypeObject,
  PyVarObject,
  st8,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
  writeBytes,
  zero,
} from '@tyston/memory';
import {
  call,
  callMethod,
  callObject,
  getAttr,
  lookupAttr,
  lookupSpecial,
  sequenceTuple,
  typeName,
} from '../../core/abstract.js';
import { allocInstance, hasFlag, newGcVar, typeFlags } from '../../core/alloc.js';
import { CoreFunctions } from '../../core/core-functions.js';
import { newGetSetDescr, newMemberDescr } from '../../core/descr-objects.js';
import {
  dictCopy,
  dictDel,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictGetStr,
  dictNext,
  dictSet,
} from '../../core/dict.js';
import { dictGetSetDef, weakrefGetSetDef } from '../../core/dict-getset.js';
import { errOccurred, typeError, valueError } from '../../core/errors.js';
import { replacePending } from '../../core/exception.js';
import { currentGlobals } from '../../core/frame-hook.js';
import { call3 } from '../../core/functions.js';
import { gcTrack } from '../../core/gc-list.js';
import { malloc } from '../../core/heap.js';
import { slotMembers } from '../../core/instance.js';
import { intern, internInPlace } from '../../core/intern.js';
import { newClassMethodObject, newStaticMethodObject } from '../../core/method-objects.js';
import { c3 } from '../../core/mro.js';
import { tpName } from '../../core/names.js';
import { decref, incref, newRef, typeOf, xdecref } from '../../core/refcount.js';
import { newShapeTree } from '../../core/shape.js';
import { embedTables } from '../../core/slot-offsets.js';
import { jsStr, strKind, utf8Bytes } from '../../core/str.js';
import { isInstance, isSubtypeByMro } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import { inheritSlots, inheritSpecial } from '../../core/type-ready.js';
import { False, None, T } from '../../core/wellknown.js';
import { compatibleForAssignment } from '../object.js';
import { parseTypeNewArgs } from './args.js';
import { addToBases, setAfterBasesChanged, setBaseChooser } from './bases.js';
import { fixupSlots, updateAllSlots } from './slots.js';

/** The most derived metaclass of the bases and the one asked for; 0 with TypeError on a conflict. */
export function calculateMetaclass(meta: Borrowed, bases: Borrowed): Borrowed {
  let winner = meta;
  for (let i = 0; i < tupleLength(bases); i++) {
    const t = typeOf(tupleItem(bases, i));
    if (isSubtypeByMro(winner, t)) continue;
    if (isSubtypeByMro(t, winner)) {
      winner = t;
      continue;
    }
    return typeError(
      'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
    );
  }
  return winner;
}

/** True when `t` adds to its base's C layout more than a `__dict__` and `__weakref__`. */
function extraIvars(t: Borrowed, base: Borrowed): boolean {
  let size = ld32(t + PyTypeObject.tp_basicsize);
  const baseSize = ld32(base + PyTypeObject.tp_basicsize);
  if (ld32(t + PyTypeObject.tp_itemsize) || ld32(base + PyTypeObject.tp_itemsize)) {
    return size !== baseSize || ld32(t + PyTypeObject.tp_itemsize) !== ld32(base + PyTypeObject.tp_itemsize);
  }
  if (hasFlag(t, TypeFlags.HEAPTYPE)) {
    if (
      ld32(t + PyTypeObject.tp_weaklistoffset) &&
      !ld32(base + PyTypeObject.tp_weaklistoffset) &&
      ld32(t + PyTypeObject.tp_weaklistoffset) + 8 === size
    )
      size -= 8;
    if (
      !hasFlag(t, TypeFlags.MANAGED_DICT) &&
      ld32(t + PyTypeObject.tp_dictoffset) &&
      !ld32(base + PyTypeObject.tp_dictoffset) &&
      ld32(t + PyTypeObject.tp_dictoffset) + 8 === size
    )
      size -= 8;
  }
  return size !== baseSize;
}
function solidBase(t: Borrowed): Borrowed {
  const b = ldPtr(t + PyTypeObject.tp_base);
  const base = b === 0 ? T.object : solidBase(b);
  return extraIvars(t, base) ? t : base;
}
/** The base whose C layout the class continues; 0 with TypeError. */
function bestBase(bases: Borrowed): Borrowed {
  let base = 0 as Borrowed;
  let winner = 0 as Borrowed;
  for (let i = 0; i < tupleLength(bases); i++) {
    const b = tupleItem(bases, i);
    if (!hasFlag(typeOf(b), TypeFlags.TYPE_SUBCLASS)) return typeError('bases must be types');
    if (!hasFlag(b, TypeFlags.BASETYPE))
      return typeError(`type '${tpName(b)}' is not an acceptable base type`);
    const candidate = solidBase(b);
    if (winner === 0) {
      winner = candidate;
      base = b;
    } else if (isSubtypeByMro(winner, candidate)) {
      // keeps
    } else if (isSubtypeByMro(candidate, winner)) {
      winner = candidate;
      base = b;
    } else return typeError('multiple bases have instance lay-out conflict');
  }
  return base;
}

/** The MRO by the metaclass's `mro()`, checked. A new tuple; null with an exception. */
function computeMro(cls: Borrowed): Owned | null {
  const meta = typeOf(cls);
  if (meta === T.type || !overridesMro(meta)) return c3(cls) || null;
  const m = lookupSpecial(cls, 'mro');
  const r = m === 0 ? NULL : call(m);
  xdecref(m);
  const mro = r === 0 ? NULL : sequenceTuple(r);
  xdecref(r);
  if (mro === 0) return null;
  for (let i = 0; i < tupleLength(mro); i++) {
    const c = tupleItem(mro, i);
    if (!isInstance(c, T.type)) typeError(`mro() returned a non-class ('${typeName(c)}')`);
    else if (!isSubtypeByMro(solidBase(cls), solidBase(c)))
      typeError(`mro() returned base with unsuitable layout ('${tpName(c)}')`);
    else continue;
    decref(mro);
    return null;
  }
  return mro;
}
/** Sets the MRO of a new class, unless its `mro()` has done so. 0 or -1. */
function setMro(cls: Borrowed): number {
  const mro = computeMro(cls);
  if (mro === null) return -1;
  if (ldPtr(cls + PyTypeObject.tp_mro) === 0) stPtr(cls + PyTypeObject.tp_mro, mro);
  else decref(mro);
  return 0;
}
function overridesMro(meta: Borrowed): boolean {
  const mro = ldPtr(meta + PyTypeObject.tp_mro);
  for (let i = 0; i < tupleLength(mro); i++) {
    const t = tupleItem(mro, i);
    if (t === T.type) return false;
    if (dictGetStr(ldPtr(t + PyTypeObject.tp_dict), intern('mro')) !== 0) return true;
  }
  return false;
}

/** `__private` → `_Class__private`. New reference, interned. */
export function mangle(cls: Borrowed, name: Borrowed): Owned {
  const text = jsStr(name);
  if (!text.startsWith('__') || text.endsWith('__') || text.includes('.')) return internInPlace(newRef(name));
  const c = jsStr(cls).replace(/^_+/, '');
  if (c === '') return internInPlace(newRef(name));
  return newRef(intern(`_${c}${text}`));
}

interface Layout {
  slots: Owned[];
  addDict: boolean;
  addWeak: boolean;
}

function isIdentifier(s: Borrowed): boolean {
  const r = callMethod(s, 'isidentifier');
  const ok = r !== 0 && r !== False;
  xdecref(r);
  return ok;
}

/** What `__slots__` says; null with an exception. */
function readSlots(name: Borrowed, base: Borrowed, bases: Borrowed, dict: Borrowed): Layout | null {
  const mayAddDict = ld32(base + PyTypeObject.tp_dictoffset) === 0 && !hasFlag(base, TypeFlags.MANAGED_DICT);
  const mayAddWeak =
    ld32(base + PyTypeObject.tp_weaklistoffset) === 0 && ld32(base + PyTypeObject.tp_itemsize) === 0;
  const declared = dictGet(dict, intern('__slots__'));
  if (declared === 0) {
    if (errOccurred()) return null;
    return { slots: [], addDict: mayAddDict, addWeak: mayAddWeak };
  }
  const all = isInstance(declared, T.str) ? newTuple(newRef(declared)) : sequenceTuple(declared);
  if (all === 0) return null;
  const n = tupleLength(all);
  const out: Layout = { slots: [], addDict: false, addWeak: false };
  const fail = (): null => {
    for (const s of out.slots) decref(s);
    decref(all);
    return null;
  };
  if (n > 0 && ld32(base + PyTypeObject.tp_itemsize) !== 0) {
    typeError(`nonempty __slots__ not supported for subtype of '${tpName(base)}'`);
    return fail();
  }
  for (let i = 0; i < n; i++) {
    const s = tupleItem(all, i);
    if (!isInstance(s, T.str)) {
      typeError(`__slots__ items must be strings, not '${typeName(s)}'`);
      return fail();
    }
    if (!isIdentifier(s)) {
      typeError('__slots__ must be identifiers');
      return fail();
    }
    const text = jsStr(s);
    if (text === '__dict__') {
      if (!mayAddDict || out.addDict) {
        typeError('__dict__ slot disallowed: we already got one');
        return fail();
      }
      out.addDict = true;
      continue;
    }
    if (text === '__weakref__') {
      if (!mayAddWeak || out.addWeak) {
        typeError('__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0');
        return fail();
      }
      out.addWeak = true;
    }
  }
  for (let i = 0; i < n; i++) {
    const s = tupleItem(all, i);
    const text = jsStr(s);
    if (text === '__dict__' || text === '__weakref__') continue;
    const mangled = mangle(name, s);
    if (dictGet(dict, mangled) !== 0 && text !== '__qualname__' && text !== '__classcell__') {
      valueError(`${reprName(s)} in __slots__ conflicts with class variable`);
      decref(mangled);
      return fail();
    }
    out.slots.push(mangled);
  }
  decref(all);
  out.slots.sort((a, b) => {
    const x = jsStr(a);
    const y = jsStr(b);
    return x < y ? -1 : x > y ? 1 : 0;
  });
  // Other bases may bring a __dict__ or __weakref__ that the primary base lacks.
  if (tupleLength(bases) > 1 && ((mayAddDict && !out.addDict) || (mayAddWeak && !out.addWeak))) {
    for (let i = 0; i < tupleLength(bases); i++) {
      const b = tupleItem(bases, i);
      if (b === base) continue;
      if (
        mayAddDict &&
        !out.addDict &&
        (ld32(b + PyTypeObject.tp_dictoffset) !== 0 || hasFlag(b, TypeFlags.MANAGED_DICT))
      )
        out.addDict = true;
      if (mayAddWeak && !out.addWeak && ld32(b + PyTypeObject.tp_weaklistoffset) !== 0) out.addWeak = true;
    }
  }
  return out;
}
function reprName(s: Borrowed): string {
  return `'${jsStr(s)}'`;
}

/** type.__new__(meta, name, bases, dict, **kwds). */
export function typeNew(meta: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTypeNewArgs(args);
  if (parsed === null) return NULL;
  const { name, bases: givenBases, dict: givenDict } = parsed;
  let bases: Owned;
  if (tupleLength(givenBases) === 0) bases = newTuple(newRef(T.object));
  else {
    for (let i = 0; i < tupleLength(givenBases); i++) {
      const b = tupleItem(givenBases, i);
      if (isInstance(b, T.type)) continue;
      const hook = lookupAttr(b, intern('__mro_entries__'));
      if (hook !== 0) {
        decref(hook);
        return typeError("type() doesn't support MRO entry resolution; use types.new_class()");
      }
      if (errOccurred()) return NULL;
    }
    const winner = calculateMetaclass(meta, givenBases);
    if (winner === 0) return NULL;
    if (winner !== meta) {
      const make = ld32(winner + PyTypeObject.tp_new);
      if (make !== ld32(T.type + PyTypeObject.tp_new)) return call3(make, winner, args, kwargs) as Owned;
      meta = winner;
    }
    bases = newRef(givenBases);
  }
  const base = bestBase(bases);
  if (base === 0) {
    decref(bases);
    return NULL;
  }
  const dict = dictCopy(givenDict);
  const cls = makeClass(meta, name, bases, base, dict);
  if (cls === 0) return NULL;
  if (setNames(cls) < 0 || initSubclass(cls, kwargs) < 0) {
    decref(cls);
    return NULL;
  }
  return cls;
}

/** Steals bases and dict. */
function makeClass(meta: Borrowed, name: Borrowed, bases: Owned, base: Borrowed, dict: Owned): Owned {
  const layout = readSlots(name, base, bases, dict);
  if (layout === null) {
    decref(bases);
    decref(dict);
    return NULL;
  }
  const nslots = layout.slots.length;
  // A metaclass may have instance attributes of its own: allocate by the metaclass.
  const cls = allocClass(meta, nslots);
  embedTables(cls);
  incref(base);
  stPtr(cls + PyTypeObject.tp_base, base);
  stPtr(cls + PyTypeObject.tp_bases, bases);
  stPtr(cls + PyTypeObject.tp_dict, dict);
  stPtr(cls + PyHeapTypeObject.ht_name, newRef(name));
  setName(cls, name);

  // Instances are tracked even where they hold nothing but their class.
  let flags = TypeFlags.HEAPTYPE | TypeFlags.BASETYPE | TypeFlags.HAVE_GC;
  const baseFlags = typeFlags(base);
  let size = ld32(base + PyTypeObject.tp_basicsize);
  const itemsize = ld32(base + PyTypeObject.tp_itemsize);
  stSsize(cls + PyTypeObject.tp_itemsize, itemsize);

  // Slot members.
  for (let i = 0; i < nslots; i++) {
    const m = slotMembers(cls) + i * PyMemberDef.size;
    zero(m, PyMemberDef.size);
    const s = layout.slots[i]!;
    const bytes = utf8Bytes(s);
    const text = malloc(bytes.length + 1);
    writeBytes(text, bytes);
    st8(text + bytes.length, 0);
    stPtr(m + PyMemberDef.name, text);
    st32(m + PyMemberDef.type, 16);
    stSsize(m + PyMemberDef.offset, size);
    size += 8;
  }
  if (nslots > 0) {
    stPtr(cls + PyHeapTypeObject.ht_slots, newTuple(...layout.slots));
  } else {
    for (const s of layout.slots) decref(s);
    if (dictGetStr(dict, intern('__slots__')) !== 0) stPtr(cls + PyHeapTypeObject.ht_slots, newTuple());
  }
  let managed = (baseFlags & TypeFlags.MANAGED_DICT) !== 0;
  // The pre-header holds the dict: a managed type has word -3 even where items make inline values impossible.
  if (layout.addDict) managed = true;
  if (managed) flags |= TypeFlags.MANAGED_DICT;
  if (layout.addWeak) {
    stSsize(cls + PyTypeObject.tp_weaklistoffset, size);
    size += 8;
  } else stSsize(cls + PyTypeObject.tp_weaklistoffset, ld32(base + PyTypeObject.tp_weaklistoffset));
  // CPython's figures: behind items the dict's word is the last of the instance, else it is counted from the end of the fields.
  if (!layout.addDict) stSsize(cls + PyTypeObject.tp_dictoffset, ldSsize(base + PyTypeObject.tp_dictoffset));
  else if (itemsize === 0) stSsize(cls + PyTypeObject.tp_dictoffset, -size - 24);
  else {
    stSsize(cls + PyTypeObject.tp_dictoffset, -8);
    size += 8;
  }
  stSsize(cls + PyTypeObject.tp_basicsize, size);
  st32(cls + PyTypeObject.tp_flags, flags);
  stPtr(cls + PyTypeObject.tp_traverse, CoreFunctions.subtype_traverse);
  stPtr(cls + PyTypeObject.tp_clear, CoreFunctions.subtype_clear);
  stPtr(cls + PyTypeObject.tp_dealloc, CoreFunctions.subtype_dealloc);
  stPtr(cls + PyTypeObject.tp_free, CoreFunctions.object_free);
  stPtr(cls + PyTypeObject.tp_alloc, CoreFunctions.generic_alloc);

  if (fillDict(cls, dict, name, layout) < 0) {
    decref(cls);
    return NULL;
  }
  inheritSpecial(cls, base);
  if (setMro(cls) < 0) {
    decref(cls);
    return NULL;
  }
  const mro = ldPtr(cls + PyTypeObject.tp_mro);
  for (let i = 1; i < tupleLength(mro); i++) {
    const b = tupleItem(mro, i);
    if (isInstance(b, T.type)) inheritSlots(cls, b);
  }
  // A class that defines __eq__ alone is unhashable.
  if (dictGetStr(dict, intern('__hash__')) === 0 && dictGetStr(dict, intern('__eq__')) !== 0)
    dictSet(dict, intern('__hash__'), None);
  if (managed && itemsize === 0) newShapeTree(cls);
  st32(cls + PyTypeObject.tp_flags, typeFlags(cls) | TypeFlags.READY);
  // Several bases may define slots apart from the primary one.
  vectorcallOfClass(cls, base);
  addToBases(cls);
  fixupSlots(cls);
  return cls;
}

/** Instances of a subclass of a vectorcallable type keep its vectorcall only while `__call__` is the base's. */
function vectorcallOfClass(cls: Borrowed, base: Borrowed): void {
  const offset = ld32(base + PyTypeObject.tp_vectorcall_offset);
  stSsize(cls + PyTypeObject.tp_vectorcall_offset, offset);
}

function allocClass(meta: Borrowed, nslots: number): Owned {
  const size = ld32(meta + PyTypeObject.tp_basicsize) + nslots * PyMemberDef.size;
  let cls: Owned;
  if (meta === T.type || ld32(meta + PyTypeObject.tp_basicsize) === PyHeapTypeObject.size) {
    if (hasFlag(meta, TypeFlags.MANAGED_DICT)) cls = allocInstance(meta, nslots);
    else {
      cls = newGcVar(meta, size, nslots);
      zero(cls + PyObject.size, size - PyObject.size);
      stSsize(cls + PyVarObject.ob_size, nslots);
      if (hasFlag(meta, TypeFlags.HEAPTYPE)) incref(meta);
    }
  } else cls = allocInstance(meta, nslots);
  gcTrack(cls);
  return cls;
}

function setName(cls: Borrowed, name: Borrowed): void {
  const bytes = utf8Bytes(name);
  const at = malloc(bytes.length + 1);
  writeBytes(at, bytes);
  st8(at + bytes.length, 0);
  stPtr(cls + PyHeapTypeObject._ht_tpname, at);
  stPtr(cls + PyTypeObject.tp_name, at);
}

/** `__module__`, `__qualname__`, `__doc__`, implicit static and class methods, the class cell, descriptors of slots. 0 or -1. */
function fillDict(cls: Borrowed, dict: Borrowed, name: Borrowed, layout: Layout): number {
  if (dictGetStr(dict, intern('__module__')) === 0) {
    const globals = currentGlobals();
    if (globals !== 0) {
      const mod = dictGet(globals, intern('__name__'));
      if (mod !== 0) dictSet(dict, intern('__module__'), mod);
      else if (errOccurred()) return -1;
    }
  }
  const qual = dictGetStr(dict, intern('__qualname__'));
  if (qual !== 0) {
    if (!isInstance(qual, T.str)) {
      typeError(`type __qualname__ must be a str, not ${typeName(qual)}`);
      return -1;
    }
    stPtr(cls + PyHeapTypeObject.ht_qualname, newRef(qual));
    dictDel(dict, intern('__qualname__'));
  } else stPtr(cls + PyHeapTypeObject.ht_qualname, newRef(name));

  const newMethod = dictGetStr(dict, intern('__new__'));
  if (newMethod !== 0 && typeOf(newMethod) === T.function) {
    const s = newStaticMethodObject(newMethod);
    dictSet(dict, intern('__new__'), s);
    decref(s);
  }
  for (const special of ['__init_subclass__', '__class_getitem__']) {
    const m = dictGetStr(dict, intern(special));
    if (m !== 0 && typeOf(m) === T.function) {
      const c = newClassMethodObject(m);
      dictSet(dict, intern(special), c);
      decref(c);
    }
  }
  if (setClassCell(cls, dict) < 0) return -1;
  const n = ld32(cls + PyVarObject.ob_size);
  for (let i = 0; i < n; i++) {
    const m = slotMembers(cls) + i * PyMemberDef.size;
    const slot = tupleItem(ldPtr(cls + PyHeapTypeObject.ht_slots), i);
    const d = newMemberDescr(cls, slot, m);
    dictSet(dict, slot, d);
    decref(d);
  }
  if (layout.addDict && dictGetStr(dict, intern('__dict__')) === 0) {
    const d = newGetSetDescr(cls, intern('__dict__'), dictGetSetDef());
    dictSet(dict, intern('__dict__'), d);
    decref(d);
  }
  if (layout.addWeak && dictGetStr(dict, intern('__weakref__')) === 0) {
    const d = newGetSetDescr(cls, intern('__weakref__'), weakrefGetSetDef());
    dictSet(dict, intern('__weakref__'), d);
    decref(d);
  }
  const doc = dictGetStr(dict, intern('__doc__'));
  if (doc === 0) dictSet(dict, intern('__doc__'), None);
  else if (isInstance(doc, T.str) && strKind(doc) > 1) {
    // CPython keeps it in UTF-8, which has no lone surrogates.
    const bytes = callMethod(doc, 'encode');
    if (bytes === 0) return -1;
    decref(bytes);
  }
  return 0;
}

/** `__classcell__` is what the zero-argument super() and `__class__` of the methods refer to. 0 or -1. */
function setClassCell(cls: Borrowed, dict: Borrowed): number {
  const cell = dictGetStr(dict, intern('__classcell__'));
  if (cell === 0) return 0;
  if (typeOf(cell) !== T.cell) {
    typeError(`__classcell__ must be a nonlocal cell, not <class '${tpName(typeOf(cell))}'>`);
    return -1;
  }
  const old = ldPtr(cell + PyCellObject.ob_ref);
  incref(cls);
  stPtr(cell + PyCellObject.ob_ref, cls);
  xdecref(old);
  dictDel(dict, intern('__classcell__'));
  return 0;
}

/** Calls `__set_name__` of everything in the class's dict that has it. 0 or -1. */
function setNames(cls: Borrowed): number {
  const copy = dictCopy(ldPtr(cls + PyTypeObject.tp_dict));
  for (let c = dictNext(copy, 0); c !== 0; c = dictNext(copy, c)) {
    const key = dictEntryKey();
    const value = dictEntryValue();
    const f = lookupSpecial(value, '__set_name__');
    if (f === 0) {
      if (errOccurred()) {
        decref(copy);
        return -1;
      }
      continue;
    }
    const r = call(f, cls, key);
    decref(f);
    if (r === 0) {
      replacePending(
        T.RuntimeError,
        `Error calling __set_name__ on '${typeName(value)}' instance '${jsStr(key)}' in '${tpName(cls)}'`,
      );
      decref(copy);
      return -1;
    }
    decref(r);
  }
  decref(copy);
  return 0;
}

/** `super(cls, cls).__init_subclass__(**kwargs)`. 0 or -1. */
function initSubclass(cls: Borrowed, kwargs: Borrowed): number {
  const s = call(T.super, cls, cls);
  if (s === 0) return -1;
  const f = getAttr(s, intern('__init_subclass__'));
  decref(s);
  if (f === 0) return -1;
  const none = newTuple();
  const r = callObject(f, none, kwargs);
  decref(none);
  decref(f);
  if (r === 0) return -1;
  decref(r);
  return 0;
}

setAfterBasesChanged(updateAllSlots);
setBaseChooser(bestBase, compatibleForAssignment, computeMro);
