/**
 * Attribute lookup along the MRO, with a cache.
 *
 * A type with a valid version tag is known not to have changed, nor any of its bases: the cache maps (tag, name) to what
 * was found. Changing a type takes away its tag and those of its subclasses. The cache is per isolate and can be
 * rebuilt; the tags are in the window.
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  PyTupleObject,
  PyTypeObject,
  PyVarObject,
  PyWeakReference,
  st32,
  TypeFlags,
} from '@tyston/memory';
import { typeFlags } from './alloc.js';
import { dictEntryValue, dictGetStr, dictNext } from './dict.js';
import { isInterned, markCached, onNameDeath } from './intern.js';
import { decref, incref } from './refcount.js';
import { State } from './state.js';
import { None } from './wellknown.js';

/** The cache is a square: what is known about a name is in one row, so that a name that dies is soon forgotten. */
const SIDE_BITS = 6;
const SIDE = 1 << SIDE_BITS;
const cacheVersion = new Int32Array(SIDE * SIDE);
const cacheName = new Int32Array(SIDE * SIDE);
const cacheValue = new Int32Array(SIDE * SIDE);
function rowOf(name: Borrowed): number {
  return ((name >>> 4) & (SIDE - 1)) << SIDE_BITS;
}
function placeOf(version: number, name: Borrowed): number {
  return rowOf(name) | ((version ^ (name >>> (4 + SIDE_BITS))) & (SIDE - 1));
}

export function resetMethodCache(): void {
  cacheVersion.fill(0);
}
onNameDeath('types', (name) => {
  const row = rowOf(name);
  for (let i = row; i < row + SIDE; i++) if (cacheName[i] === name) cacheVersion[i] = 0;
});

/** Gives the type (and its bases) a valid version tag if it can have one. */
export function assignVersionTag(tp: Borrowed): boolean {
  const flags = typeFlags(tp);
  if (flags & TypeFlags.VALID_VERSION_TAG) return true;
  if (!(flags & TypeFlags.READY)) return false;
  const next = ld32(State.NEXT_TYPE_VERSION);
  if (next < 0) return false;
  // The bases and not the MRO: a class may have any MRO, itself behind a subclass of it too.
  const bases = ldPtr(tp + PyTypeObject.tp_bases);
  const n = bases === 0 ? 0 : ld32(bases + PyVarObject.ob_size);
  for (let i = 0; i < n; i++) {
    const base = ldPtr(bases + PyTupleObject.ob_item + i * 8);
    if (!(typeFlags(base) & TypeFlags.VALID_VERSION_TAG) && !assignVersionTag(base)) return false;
  }
  const version = ld32(State.NEXT_TYPE_VERSION);
  st32(State.NEXT_TYPE_VERSION, version + 1);
  st32(tp + PyTypeObject.tp_version_tag, version);
  st32(tp + PyTypeObject.tp_flags, typeFlags(tp) | TypeFlags.VALID_VERSION_TAG);
  return true;
}

/** The type has changed: takes away its tag and its subclasses'. */
export function typeModified(tp: Borrowed): void {
  if (!(typeFlags(tp) & TypeFlags.VALID_VERSION_TAG)) return;
  const subclasses = ldPtr(tp + PyTypeObject.tp_subclasses);
  if (subclasses !== 0) {
    const live: Borrowed[] = [];
    for (let c = dictNext(subclasses, 0); c !== 0; c = dictNext(subclasses, c)) {
      const sub = ldPtr(dictEntryValue() + PyWeakReference.wr_object);
      if (sub !== None) live.push(sub);
    }
    for (const sub of live) typeModified(sub);
  }
  st32(tp + PyTypeObject.tp_flags, typeFlags(tp) & ~TypeFlags.VALID_VERSION_TAG);
  st32(tp + PyTypeObject.tp_version_tag, 0);
}

/** The type's valid version tag, or 0. */
export function versionTag(tp: Borrowed): number {
  return typeFlags(tp) & TypeFlags.VALID_VERSION_TAG ? ld32(tp + PyTypeObject.tp_version_tag) : 0;
}

function findInMro(tp: Borrowed, name: Borrowed): Borrowed {
  const mro = ldPtr(tp + PyTypeObject.tp_mro);
  if (mro === 0) return 0 as Borrowed;
  const n = ld32(mro + PyVarObject.ob_size);
  // A key that is no str may run code when it is compared, which may give the class another MRO.
  incref(mro);
  let v = 0 as Borrowed;
  for (let i = 0; i < n && v === 0; i++) {
    const base = ldPtr(mro + PyTupleObject.ob_item + i * 8);
    v = dictGetStr(ldPtr(base + PyTypeObject.tp_dict), name);
  }
  decref(mro);
  return v;
}

/** The attribute `name` (a str) of a type, looked up along its MRO without binding: borrowed, or 0 without an error. */
export function typeLookup(tp: Borrowed, name: Borrowed): Borrowed {
  let version = versionTag(tp);
  if (version !== 0) {
    const i = placeOf(version, name);
    if (cacheVersion[i] === version && cacheName[i] === name) return cacheValue[i] as Borrowed;
  }
  const found = findInMro(tp, name);
  if (isInterned(name) && assignVersionTag(tp)) {
    version = ld32(tp + PyTypeObject.tp_version_tag);
    const i = placeOf(version, name);
    cacheVersion[i] = version;
    cacheName[i] = name;
    markCached(name, 'types');
    cacheValue[i] = found;
  }
  return found;
}
