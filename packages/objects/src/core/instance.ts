/**
 * Instances of Python classes: how they are destroyed, traversed and cleared (subtype_dealloc and its kin). A Python class
 * inherits these in place of its built-in base's, and they call the base's own for what it laid out.
 */

import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  PreHeader,
  PyHeapTypeObject,
  PyMemberDef,
  PyObject,
  PyTypeObject,
  PyVarObject,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { freeObject, typeFlags } from './alloc.js';
import { CoreFunctions } from './core-functions.js';
import { call1, functionAt } from './functions.js';
import { GC_FINALIZED, gcFlags, gcIsTracked, gcTrack, gcUntrack, setGcFlags } from './gc-list.js';
import { dictAddress } from './object.js';
import { decref, typeOf } from './refcount.js';
import { clearInlineValues, inlineValues, Shape, shapeOf } from './shape.js';
import { T } from './wellknown.js';

/** PyHeapTypeObject's slot members (`__slots__`) lie behind the type as PyMemberDef records. */
export function slotMembers(tp: Borrowed): Addr {
  return tp + PyHeapTypeObject.size;
}

function clearSlots(tp: Borrowed, self: Borrowed): void {
  const n = ld32(tp + PyVarObject.ob_size);
  for (let i = 0; i < n; i++) {
    const m = slotMembers(tp) + i * PyMemberDef.size;
    const at = self + ld32(m + PyMemberDef.offset);
    const v = ldPtr(at);
    if (v !== 0) {
      stPtr(at, 0);
      decref(v);
    }
  }
}

let clearWeakrefs: (self: Borrowed) => void = () => {};
/** Installed by weakref's file: clears the weak references to a dying object and calls their callbacks. */
export function setClearWeakrefs(f: typeof clearWeakrefs): void {
  clearWeakrefs = f;
}
export function clearWeakReferences(self: Borrowed): void {
  clearWeakrefs(self);
}

/** Calls tp_finalize once for an object that dies. True when it was resurrected. */
export function finalizeFromDealloc(self: Borrowed): boolean {
  const tp = typeOf(self);
  const f = ld32(tp + PyTypeObject.tp_finalize);
  if (f === 0) return false;
  const gc = (typeFlags(tp) & TypeFlags.HAVE_GC) !== 0;
  if (gc && gcFlags(self) & GC_FINALIZED) return false;
  st32(self, 1);
  call1(f, self);
  if (gc) setGcFlags(self, gcFlags(self) | GC_FINALIZED);
  const n = ld32(self) - 1;
  st32(self, n);
  return n > 0;
}

/** The class and all its bases below `object` are Python classes (whose tp_dealloc is the same) without slots. */
function isPlain(tp: Borrowed): boolean {
  const own = ld32(tp + PyTypeObject.tp_dealloc);
  for (let t = tp; t !== T.object; t = ldPtr(t + PyTypeObject.tp_base))
    if (ld32(t + PyTypeObject.tp_dealloc) !== own || ld32(t + PyVarObject.ob_size) !== 0) return false;
  return true;
}

/** An instance of a class that derives from `object` alone and has neither finalizer nor slots: the usual case. */
function deallocPlain(self: Borrowed, tp: Borrowed, flags: number): void {
  gcUntrack(self);
  const weaklist = ld32(tp + PyTypeObject.tp_weaklistoffset);
  if (weaklist !== 0 && ld32(self + weaklist) !== 0) clearWeakrefs(self);
  if (shapeOf(self) !== 0) clearInlineValues(self, tp);
  const d = ldPtr(self + PreHeader.MANAGED_DICT);
  if (d !== 0) {
    stPtr(self + PreHeader.MANAGED_DICT, 0);
    decref(d);
  }
  freeObject(self, flags);
  decref(tp);
}

/** tp_dealloc of classes made by `class`. */
export function subtypeDealloc(self: Borrowed): void {
  const tp = typeOf(self);
  const flags = typeFlags(tp);
  if (
    ld32(tp + PyTypeObject.tp_finalize) === 0 &&
    ld32(tp + PyTypeObject.tp_del) === 0 &&
    flags & TypeFlags.MANAGED_DICT &&
    isPlain(tp)
  ) {
    deallocPlain(self, tp, flags);
    return;
  }
  const subtype = CoreFunctions.subtype_dealloc;
  const gc = (flags & TypeFlags.HAVE_GC) !== 0;
  // The nearest base that brings its own dealloc.
  let base = tp;
  while (ld32(base + PyTypeObject.tp_dealloc) === subtype) base = ldPtr(base + PyTypeObject.tp_base);
  if (gc) gcUntrack(self);
  if (ld32(tp + PyTypeObject.tp_finalize) !== 0) {
    if (gc) gcTrack(self);
    if (finalizeFromDealloc(self)) return;
    if (gc) gcUntrack(self);
  }
  if (ld32(tp + PyTypeObject.tp_del) !== 0) {
    st32(self, 1);
    call1(ld32(tp + PyTypeObject.tp_del), self);
    const n = ld32(self) - 1;
    st32(self, n);
    if (n > 0) {
      if (gc) gcTrack(self);
      return;
    }
  }
  const weaklist = ld32(tp + PyTypeObject.tp_weaklistoffset);
  if (weaklist !== 0 && ld32(base + PyTypeObject.tp_weaklistoffset) === 0) {
    if (ldPtr(self + weaklist) !== 0) {
      // Callbacks may look at the object: it must be whole and referenced by nobody new.
      clearWeakrefs(self);
    }
  }
  for (let t = tp; t !== base; t = ldPtr(t + PyTypeObject.tp_base))
    if (ld32(t + PyVarObject.ob_size) > 0) clearSlots(t, self);
  if (flags & TypeFlags.MANAGED_DICT) {
    clearInlineValues(self, tp);
    const d = ldPtr(self + PreHeader.MANAGED_DICT);
    if (d !== 0) {
      stPtr(self + PreHeader.MANAGED_DICT, 0);
      decref(d);
    }
  } else if (ld32(tp + PyTypeObject.tp_dictoffset) !== 0 && ld32(base + PyTypeObject.tp_dictoffset) === 0) {
    const at = dictAddress(self);
    const d = ldPtr(at);
    if (d !== 0) {
      stPtr(at, 0);
      decref(d);
    }
  }
  const baseGc = (typeFlags(base) & TypeFlags.HAVE_GC) !== 0;
  if (gc && baseGc && !gcIsTracked(self)) gcTrack(self);
  // tp_free of the derived type is what the base's dealloc uses, so the block's real start is known there.
  call1(ld32(base + PyTypeObject.tp_dealloc), self);
  if (!(typeFlags(base) & TypeFlags.HEAPTYPE)) decref(tp);
}

/** tp_traverse of classes made by `class`. */
export function subtypeTraverse(self: Borrowed, visit: (p: Borrowed) => void): void {
  const tp = typeOf(self);
  const subtype = CoreFunctions.subtype_traverse;
  let base = tp;
  while (ld32(base + PyTypeObject.tp_traverse) === subtype) {
    const n = ld32(base + PyVarObject.ob_size);
    for (let i = 0; i < n; i++) {
      const v = ldPtr(self + ld32(slotMembers(base) + i * PyMemberDef.size + PyMemberDef.offset));
      if (v !== 0) visit(v);
    }
    base = ldPtr(base + PyTypeObject.tp_base);
  }
  visitInstanceDict(self, tp, base, visit);
  visit(tp);
  const f = ld32(base + PyTypeObject.tp_traverse);
  if (f !== 0) functionAt(f)(self, visit);
}
function visitInstanceDict(self: Borrowed, tp: Borrowed, base: Borrowed, visit: (p: Borrowed) => void): void {
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) {
    const shape = shapeOf(self);
    if (shape !== 0) {
      const n = ld32(shape + Shape.count);
      const values = inlineValues(self, tp);
      for (let i = 0; i < n; i++) {
        const v = ldPtr(values + i * 8);
        if (v !== 0) visit(v);
      }
    }
    const d = ldPtr(self + PreHeader.MANAGED_DICT);
    if (d !== 0) visit(d);
  } else if (ldSsize(tp + PyTypeObject.tp_dictoffset) !== ldSsize(base + PyTypeObject.tp_dictoffset)) {
    const at = dictAddress(self);
    const d = at === 0 ? 0 : ldPtr(at);
    if (d !== 0) visit(d as Borrowed);
  }
}
/** tp_clear of classes made by `class`. */
export function subtypeClear(self: Borrowed): number {
  const tp = typeOf(self);
  const subtype = CoreFunctions.subtype_clear;
  let base = tp;
  while (ld32(base + PyTypeObject.tp_clear) === subtype) {
    if (ld32(base + PyVarObject.ob_size) > 0) clearSlots(base, self);
    base = ldPtr(base + PyTypeObject.tp_base);
  }
  if (typeFlags(tp) & TypeFlags.MANAGED_DICT) {
    clearInlineValues(self, tp);
    const d = ldPtr(self + PreHeader.MANAGED_DICT);
    if (d !== 0) {
      stPtr(self + PreHeader.MANAGED_DICT, 0);
      decref(d);
    }
  } else if (ldSsize(tp + PyTypeObject.tp_dictoffset) !== ldSsize(base + PyTypeObject.tp_dictoffset)) {
    const at = dictAddress(self);
    const d = at === 0 ? 0 : ldPtr(at);
    if (d !== 0) {
      stPtr(at, 0);
      decref(d as Borrowed);
    }
  }
  const f = ld32(base + PyTypeObject.tp_clear);
  return f !== 0 ? call1(f, self) : 0;
}

/** tp_free of everything: gives the block back by what the object's type says stands in front of it. */
export function objectFree(self: Borrowed): void {
  freeObject(self, typeFlags(ldPtr(self + PyObject.ob_type)));
}
/** Ends a built-in type's dealloc: frees the memory through the object's own type (which may be a subclass). */
export function finishDealloc(self: Borrowed): void {
  call1(ld32(typeOf(self) + PyTypeObject.tp_free), self);
}
