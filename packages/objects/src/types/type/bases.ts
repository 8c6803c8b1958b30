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
import { decref, newRef, xdecref, xnewRef } from '../../core/refcount.js';
import { isInstance, isSubtypeByBase, isSubtypeByMro } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
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
let computeMro: (cls: Borrowed) => Owned | null = () => null;
export function setBaseChooser(f: typeof chooseBase, c: typeof compatible, m: typeof computeMro): void {
  chooseBase = f;
  compatible = c;
  computeMro = m;
}

/** A class whose MRO was replaced; `before` and `after` are held (0: it had none). */
interface Replaced {
  readonly cls: Owned;
  readonly before: Owned;
  readonly after: Owned;
}

/**
 * Computes the MROs of a class and of those below it. A metaclass's `mro()` may assign to `__bases__` itself: where it has set the
 * class's MRO meanwhile, that one counts, and those below have been seen to.
 */
function refreshMros(cls: Borrowed, replaced: Replaced[]): boolean {
  const before = xnewRef(ldPtr(cls + PyTypeObject.tp_mro));
  const after = computeMro(cls);
  if (after === null) {
    xdecref(before);
    return false;
  }
  if (ldPtr(cls + PyTypeObject.tp_mro) !== before) {
    xdecref(before);
    decref(after);
    return true;
  }
  stPtr(cls + PyTypeObject.tp_mro, newRef(after));
  xdecref(before);
  replaced.push({ cls: newRef(cls), before, after });
  const below = liveSubclassesOf(cls).map((sub) => newRef(sub));
  const ok = below.every((sub) => refreshMros(sub, replaced));
  for (const sub of below) decref(sub);
  return ok;
}
function restoreMros(replaced: readonly Replaced[]): void {
  for (const { cls, before, after } of replaced) {
    if (ldPtr(cls + PyTypeObject.tp_mro) !== after) continue;
    stPtr(cls + PyTypeObject.tp_mro, xnewRef(before));
    decref(after);
  }
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
    // Its MRO may not know yet of bases that are being assigned to it.
    if (isSubtypeByMro(b, cls) || (ldPtr(b + PyTypeObject.tp_mro) !== 0 && isSubtypeByBase(b, cls))) {
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
  const replaced: Replaced[] = [];
  const ok = refreshMros(cls, replaced);
  // A mro() that assigned to __bases__ has had the last word.
  const own = ldPtr(cls + PyTypeObject.tp_bases) === bases;
  if (!ok) {
    restoreMros(replaced);
    if (own) {
      stPtr(cls + PyTypeObject.tp_bases, newRef(oldBases));
      stPtr(cls + PyTypeObject.tp_base, newRef(oldBase));
      decref(bases);
      decref(base);
    }
  } else if (own) {
    for (let i = 0; i < tupleLength(oldBases); i++) removeSubclass(tupleItem(oldBases, i), cls);
    addToBases(cls);
    typeModified(cls);
    afterBasesChanged(cls);
  }
  for (const { cls: c, before, after } of replaced) {
    decref(c);
    xdecref(before);
    decref(after);
  }
  decref(oldBases);
  decref(oldBase);
  return ok ? 0 : -1;
}
