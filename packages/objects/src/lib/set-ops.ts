/** The algebra of sets: what methods, operators and dict views share. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { getIter, iterNext } from '../core/abstract.js';
import {
  dictEntryHash,
  dictEntryHashHigh,
  dictEntryKey,
  dictGetHashed,
  dictLength,
  dictNext,
  keyHash,
  keyHashHigh,
} from '../core/dict.js';
import { errOccurred } from '../core/errors.js';
import { decref, incref, newRef, typeOf } from '../core/refcount.js';
import {
  newSetOf,
  setAddHashed,
  setClear,
  setCompact,
  setContains,
  setContainsHashed,
  setDiscardHashed,
  setLength,
  setMerge,
  setMergeDict,
  setNext,
  setNextHash,
  setNextHashHigh,
  setNextKey,
} from '../core/set.js';
import { isInstance } from '../core/subtype.js';
import { T } from '../core/wellknown.js';

/** True for sets, frozensets and their subclasses (PyAnySet_Check). */
export function isAnySet(o: Borrowed): boolean {
  const tp = typeOf(o);
  return tp === T.set || tp === T.frozenset || isInstance(o, T.set) || isInstance(o, T.frozenset);
}
/** `set` or `frozenset`: what results of operations on `s` are. */
export function baseSetType(s: Borrowed): Borrowed {
  return isInstance(s, T.set) ? T.set : T.frozenset;
}

/** Calls `each` with every item of an iterable; stops on a result below 0. 0, or -1 with an exception. */
export function forEachItem(iterable: Borrowed, each: (item: Borrowed) => number): 0 | -1 {
  const it = getIter(iterable);
  if (it === 0) return -1;
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    const r = each(item);
    decref(item);
    if (r < 0) {
      decref(it);
      return -1;
    }
  }
  decref(it);
  return errOccurred() ? -1 : 0;
}
/** Calls `each` with every key of a set and its hash; stops on a result other than 0, and returns it. */
function forEachKey(s: Borrowed, each: (key: Borrowed, low: number, high: number) => number): number {
  for (let c = setNext(s, 0); c !== 0; c = setNext(s, c)) {
    const key = setNextKey();
    incref(key);
    const r = each(key, setNextHash(), setNextHashHigh());
    decref(key);
    if (r !== 0) return r;
  }
  return 0;
}
/** The same for the keys of a dict. */
function forEachDictKey(d: Borrowed, each: (key: Borrowed, low: number, high: number) => number): number {
  for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c)) {
    const key = dictEntryKey();
    incref(key);
    const r = each(key, dictEntryHash(d, c), dictEntryHashHigh(d, c));
    decref(key);
    if (r !== 0) return r;
  }
  return 0;
}
function withHash(key: Borrowed, f: (low: number, high: number) => number): number {
  const low = keyHash(key);
  const high = keyHashHigh();
  return low === -1 && high === -1 ? -1 : f(low, high);
}
/** Turns "1 when something was done" into "0 to go on". */
const goOn = (r: number) => (r < 0 ? -1 : 0);

/** `s |= iterable`: 0, or -1 with an exception. */
export function setUpdate(s: Borrowed, other: Borrowed): 0 | -1 {
  if (isAnySet(other)) return setMerge(s, other);
  if (typeOf(other) === T.dict) return setMergeDict(s, other);
  return forEachItem(other, (item) => withHash(item, (low, high) => setAddHashed(s, item, low, high)));
}
/** A new set of a type with the items of an iterable (0 for none). NULL with an exception. */
export function makeSet(type: Borrowed, iterable: Borrowed): Owned {
  const s = newSetOf(type);
  if (iterable !== 0 && setUpdate(s, iterable) < 0) {
    decref(s);
    return NULL;
  }
  return s;
}
function finish(result: Owned, status: number): Owned {
  if (status >= 0) return result;
  decref(result);
  return NULL;
}

/** A new set of the base type with the keys that are in both. */
export function setIntersection(s: Borrowed, other: Borrowed): Owned {
  if (s === other) return makeSet(baseSetType(s), s);
  const result = newSetOf(baseSetType(s));
  let status: number;
  if (isAnySet(other)) {
    let small = other;
    let large = s;
    if (setLength(other) > setLength(s)) [small, large] = [s, other];
    status = forEachKey(small, (key, low, high) => {
      const there = setContainsHashed(large, key, low, high);
      return there > 0 ? goOn(setAddHashed(result, key, low, high)) : there;
    });
  } else {
    status = forEachItem(other, (key) =>
      withHash(key, (low, high) => {
        const there = setContainsHashed(s, key, low, high);
        return there > 0 ? setAddHashed(result, key, low, high) : there;
      }),
    );
  }
  return finish(result, status);
}
/** `s -= other`. */
export function setDifferenceUpdate(s: Borrowed, other: Borrowed): 0 | -1 {
  if (s === other) {
    setClear(s);
    return 0;
  }
  let status: number;
  if (isAnySet(other)) {
    // A much larger set is better asked for what there is to take out.
    const from = setLength(other) >> 3 > setLength(s) ? setIntersection(s, other) : newRef(other);
    if (from === 0) return -1;
    status = forEachKey(from, (key, low, high) => goOn(setDiscardHashed(s, key, low, high)));
    decref(from);
  } else {
    status = forEachItem(other, (key) => withHash(key, (low, high) => setDiscardHashed(s, key, low, high)));
  }
  if (status < 0) return -1;
  setCompact(s);
  return 0;
}
/** `s - other` as a new set of the base type. */
export function setDifference(s: Borrowed, other: Borrowed): Owned {
  const dict = typeOf(other) === T.dict;
  const size = isAnySet(other) ? setLength(other) : dict ? dictLength(other) : -1;
  if (size < 0 || setLength(s) >> 2 > size) {
    const result = makeSet(baseSetType(s), s);
    return result === 0 ? NULL : finish(result, setDifferenceUpdate(result, other));
  }
  const result = newSetOf(baseSetType(s));
  const status = forEachKey(s, (key, low, high) => {
    let there: number;
    if (dict) there = dictGetHashed(other, key, low, high) !== 0 ? 1 : errOccurred() ? -1 : 0;
    else there = setContainsHashed(other, key, low, high);
    return there === 0 ? goOn(setAddHashed(result, key, low, high)) : goOn(there);
  });
  return finish(result, status);
}
/** `s ^= other`. */
export function setSymmetricUpdate(s: Borrowed, other: Borrowed): 0 | -1 {
  if (s === other) {
    setClear(s);
    return 0;
  }
  const toggle = (key: Borrowed, low: number, high: number): number => {
    const r = setDiscardHashed(s, key, low, high);
    return r === 0 ? goOn(setAddHashed(s, key, low, high)) : goOn(r);
  };
  if (typeOf(other) === T.dict) return forEachDictKey(other, toggle) < 0 ? -1 : 0;
  const from = isAnySet(other) ? newRef(other) : makeSet(baseSetType(s), other);
  if (from === 0) return -1;
  const status = forEachKey(from, toggle);
  decref(from);
  return status < 0 ? -1 : 0;
}
/** `s ^ other` as a new set of the base type. */
export function setSymmetricDifference(s: Borrowed, other: Borrowed): Owned {
  const result = makeSet(baseSetType(s), other);
  return result === 0 ? NULL : finish(result, setSymmetricUpdate(result, s));
}
/** `s <= other`: 1, 0, or -1 with an exception. */
export function setIsSubset(s: Borrowed, other: Borrowed): number {
  if (!isAnySet(other)) {
    const both = setIntersection(s, other);
    if (both === 0) return -1;
    const r = setLength(both) === setLength(s) ? 1 : 0;
    decref(both);
    return r;
  }
  if (setLength(s) > setLength(other)) return 0;
  const r = forEachKey(s, (key, low, high) => {
    const there = setContainsHashed(other, key, low, high);
    return there === 1 ? 0 : there === 0 ? 2 : -1;
  });
  return r === 0 ? 1 : r === 2 ? 0 : -1;
}
/** `s >= other`. */
export function setIsSuperset(s: Borrowed, other: Borrowed): number {
  if (isAnySet(other)) return setIsSubset(other, s);
  let missing = false;
  const status = forEachItem(other, (key) => {
    const there = setContains(s, key);
    if (there !== 0) return there;
    missing = true;
    return -1;
  });
  return missing ? 0 : status < 0 ? -1 : 1;
}
/** `s.isdisjoint(other)`. */
export function setIsDisjoint(s: Borrowed, other: Borrowed): number {
  if (s === other) return setLength(s) === 0 ? 1 : 0;
  if (typeOf(other) === T.set || typeOf(other) === T.frozenset) {
    let small = other;
    let large = s;
    if (setLength(other) > setLength(s)) [small, large] = [s, other];
    const r = forEachKey(small, (key, low, high) => {
      const there = setContainsHashed(large, key, low, high);
      return there === 0 ? 0 : there === 1 ? 2 : -1;
    });
    return r === 0 ? 1 : r === 2 ? 0 : -1;
  }
  let found = false;
  const status = forEachItem(other, (key) => {
    const there = setContains(s, key);
    if (there !== 1) return there;
    found = true;
    return -1;
  });
  return found ? 0 : status < 0 ? -1 : 1;
}
