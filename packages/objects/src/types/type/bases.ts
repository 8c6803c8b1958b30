/** The links between classes: `__subclasses__`, and assignment to `__bases__`. */
import {
  type Borrowed,
  ldPtr,
  type Owned,
  PyTypeObject,
  PyWeakReference,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { hasFlag } from '../../core/alloc.js';
import { dictDel, dictEntryValue, dictGet, dictNext, dictSet, newDict } from '../../core/dict.js';
import { typeError } from '../../core/errors.js';
import { newInt } from '../../core/int.js';
import { typeModified } from '../../core/lookup.js';
import { tpName, typeName } from '../../core/names.js';
import { decref, incref, newRef, xdecref } from '../../core/refcount.js';
import { isInstance, isSubtypeByMro } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { setMro } from '../../core/type-ready.js';
import { newWeakref } from '../../core/weakref-object.js';
import { None, T } from '../../core/wellknown.js';

/** Subclasses that are alive, borrowed. */
export function liveSubclassesOf(cls: Borrowed): Borrowed[] {
  const subs = ldPtr(cls + PyTypeObject.tp_subclasses);
  const out: Borrowed[] = [];
  if (subs === 0) return out;
  for (let c = dictNext(subs, 0); c !== 0; c = dictNext(subs, c)) {
    const s = ldPtr(dictEntryValue() + PyWeakReference.wr_object);
    if (s !== None) out.push(s);
  }
  return out;
}
function addSubclass(base: Borrowed, cls: Borrowed): void {
  let subs = ldPtr(base + PyTypeObject.tp_subclasses);
  if (subs === 0) {
    subs = newDict();
    stPtr(base + PyTypeObject.tp_subclasses, subs);
  }
  const key = newInt(cls >>> 0);
  const ref = newWeakref(cls);
  dictSet(subs, key, ref);
  decref(key);
  decref(ref);
}
function removeSubclass(base: Borrowed, cls: Borrowed): void {
  const subs = ldPtr(base + PyTypeObject.tp_subclasses);
  if (subs === 0) return;
  const key = newInt(cls >>> 0);
  // A class that was not finished is in no base's list; what is raised must stay.
  if (dictGet(subs, key) !== 0) dictDel(subs, key);
  decref(key);
}
export function addToBases(cls: Borrowed): void {
  const bases = ldPtr(cls + PyTypeObject.tp_bases);
  for (let i = 0; i < tupleLength(bases); i++) addSubclass(tupleItem(bases, i), cls);
}
export function removeFromBases(cls: Borrowed): void {
  const bases = ldPtr(cls + PyTypeObject.tp_bases);
  if (bases !== 0) for (let i = 0; i < tupleLength(bases); i++) removeSubclass(tupleItem(bases, i), cls);
}

let afterBasesChanged: (cls: Borrowed) => void = () => {};
/** What recomputes the slots; installed from above, since it needs this file. */
export function setAfterBasesChanged(f: typeof afterBasesChanged): void {
  afterBasesChanged = f;
}
let chooseBase: (bases: Borrowed) => Borrowed = () => 0 as Borrowed;
let compatible: (a: Borrowed, b: Borrowed, attr: string) => boolean = () => true;
let computeMro: (cls: Borrowed) => number = setMro;
export function setBaseChooser(f: typeof chooseBase, c: typeof compatible, m: typeof computeMro): void {
  chooseBase = f;
  compatible = c;
  computeMro = m;
}

function refreshMros(cls: Borrowed, undo: [Borrowed, Owned][]): boolean {
  const old = ldPtr(cls + PyTypeObject.tp_mro);
  incref(old);
  undo.push([cls, old as Owned]);
  if (computeMro(cls) < 0) return false;
  for (const sub of liveSubclassesOf(cls)) if (!refreshMros(sub, undo)) return false;
  return true;
}

/** `cls.__bases__ = bases`. 0 or -1. */
export function setBases(cls: Borrowed, bases: Borrowed): number {
  if (hasFlag(cls, TypeFlags.IMMUTABLETYPE)) {
    typeError(`cannot set '__bases__' attribute of immutable type '${tpName(cls)}'`);
    return -1;
  }
  if (bases === 0) {
    typeError(`cannot delete '__bases__' attribute of type '${tpName(cls)}'`);
    return -1;
  }
  if (!isInstance(bases, T.tuple)) {
    typeError(`can only assign tuple to ${tpName(cls)}.__bases__, not ${typeName(bases)}`);
    return -1;
  }
  const n = tupleLength(bases);
  if (n === 0) {
    typeError(`can only assign non-empty tuple to ${tpName(cls)}.__bases__, not ()`);
    return -1;
  }
  for (let i = 0; i < n; i++) {
    const b = tupleItem(bases, i);
    if (!isInstance(b, T.type)) {
      typeError(`${tpName(cls)}.__bases__ must be tuple of classes, not '${typeName(b)}'`);
      return -1;
    }
    if (isSubtypeByMro(b, cls)) {
      typeError('a __bases__ item causes an inheritance cycle');
      return -1;
    }
  }
  const base = chooseBase(bases);
  if (base === 0) return -1;
  const oldBase = ldPtr(cls + PyTypeObject.tp_base);
  if (!compatible(oldBase, base, '__bases__')) return -1;
  const oldBases = ldPtr(cls + PyTypeObject.tp_bases);
  stPtr(cls + PyTypeObject.tp_bases, newRef(bases));
  stPtr(cls + PyTypeObject.tp_base, newRef(base));
  const undo: [Borrowed, Owned][] = [];
  if (!refreshMros(cls, undo)) {
    for (const [c, mro] of undo.reverse()) {
      const now = ldPtr(c + PyTypeObject.tp_mro);
      stPtr(c + PyTypeObject.tp_mro, mro);
      xdecref(now);
    }
    stPtr(cls + PyTypeObject.tp_bases, oldBases);
    stPtr(cls + PyTypeObject.tp_base, oldBase);
    decref(bases);
    decref(base);
    return -1;
  }
  for (const [, mro] of undo) decref(mro);
  for (let i = 0; i < tupleLength(oldBases); i++) removeSubclass(tupleItem(oldBases, i), cls);
  addToBases(cls);
  typeModified(cls);
  afterBasesChanged(cls);
  decref(oldBases);
  decref(oldBase);
  return 0;
}
