/**
 * Dicts: making, reading and changing them. The methods of `dict` are in types/dict; dict-keys.ts explains the keys block,
 * dict-core.ts has what must be fast.
 *
 * A PyDictObject has CPython's layout; `ma_values` is always NULL. `ma_version_tag` changes at every mutation. A dict is
 * tracked by the collector once it holds something that the collector knows.
 */
import {
  type Addr,
  type Allocator,
  type Borrowed,
  ld8,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyDictObject,
  st32,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { newGc } from './alloc.js';
import { type DictCore, makeDictCore } from './dict-core.js';
import {
  cloneKeys,
  DictKeys,
  EMPTY_KEYS,
  entryHash,
  entryHashHigh,
  entryPair,
  freeKeys,
  GENERAL_ENTRY,
  initEmptyKeys,
  KIND_GENERAL,
  KIND_STR,
  keysEntries,
  keysNentries,
  log2ForEntries,
  MIN_LOG2,
  newKeys,
  STR_ENTRY,
  usableFraction,
} from './dict-keys.js';
import { LOOKUP_ERROR } from './dict-lookup.js';
import { setError } from './errors.js';
import { gcIsTracked, gcTrack } from './gc-list.js';
import { strHash, strHashHigh } from './hash-str.js';
import { heap } from './heap.js';
import { setKeyError } from './key-error.js';
import { decref, incref } from './refcount.js';
import { State } from './state.js';
import { T } from './wellknown.js';

export { setGenericEquality, setGenericHash } from './dict-lookup.js';

const USED = PyDictObject.ma_used;
const KEYS = PyDictObject.ma_keys;

let attachedTo: Allocator | null = null;
let core: DictCore;

/**
 * Makes the hot functions for the attached window. Done by the first dict that is made or looked into; call it when an isolate
 * attaches to another window in which all dicts stand already.
 */
export function attachDicts(): void {
  core = makeDictCore();
  attachedTo = heap();
  if (ld8(EMPTY_KEYS + DictKeys.log2_index_bytes) === 0) initEmptyKeys();
  dictGet = core.get;
  dictGetStr = core.getStr;
  dictGetHashed = core.getHashed;
  dictContains = core.contains;
  dictSet = core.set;
  dictSetHashed = core.setHashed;
  dictAddHashed = core.addHashed;
  dictSetDefault = core.setDefault;
  dictNext = core.next;
  dictPrevious = core.previous;
  dictEntryKey = core.entryKey;
  dictEntryValue = core.entryValue;
  dictTakeHashed = core.takeHashed;
  takenKey = core.removedKey;
  keyHash = core.hash;
  keyHashHigh = core.hashHigh;
}

/** Lays a dict object, of `dict` or a subclass, out as an empty dict. */
export function initDict(d: Borrowed): void {
  if (attachedTo !== heap()) attachDicts();
  stSsize(d + USED, 0);
  stPtr(d + KEYS, EMPTY_KEYS);
  stPtr(d + PyDictObject.ma_values, 0);
  core.changed(d);
}
/** An empty dict. */
export function newDict(): Owned {
  const d = newGc(T.dict, PyDictObject.size);
  initDict(d);
  return d;
}
/** An empty dict with room for `n` entries; all-str if the keys will be exact strs. */
export function newDictSized(n: number, str: boolean): Owned {
  const d = newDict();
  if (n > usableFraction(MIN_LOG2))
    stPtr(d + KEYS, newKeys(log2ForEntries(n), str ? KIND_STR : KIND_GENERAL));
  return d;
}
export function dictLength(d: Borrowed): number {
  return ld32(d + USED);
}
/** The keys block, for inline caches: see dict-keys.ts. */
export function dictKeys(d: Borrowed): Addr {
  return ldAddr(d + KEYS);
}

// -- reading ---------------------------------------------------------------------------------------------------

/** The value of a key, borrowed; 0 without an error when it is missing, with one when hashing or comparing failed. */
export let dictGet = (d: Borrowed, key: Borrowed): Borrowed => {
  attachDicts();
  return core.get(d, key);
};
/** The same for an exact str: no error and no Python code, unless a key of another type has the very same hash. */
export let dictGetStr = (d: Borrowed, key: Borrowed): Borrowed => {
  attachDicts();
  return core.getStr(d, key);
};
/** The same with the hash given. */
export let dictGetHashed = (d: Borrowed, key: Borrowed, low: number, high: number): Borrowed => {
  attachDicts();
  return core.getHashed(d, key, low, high);
};
/** `key in d`: 1, 0, or -1 with an exception. */
export let dictContains = (d: Borrowed, key: Borrowed): 1 | 0 | -1 => {
  attachDicts();
  return core.contains(d, key);
};
/** Low word of a key's hash, high word in `keyHashHigh()`; both -1 with an exception on error. Quick for strs and short ints. */
export let keyHash = (key: Borrowed): number => {
  attachDicts();
  return core.hash(key);
};
/** High word of what `keyHash` hashed last. */
export let keyHashHigh = (): number => core.hashHigh();

// -- writing ---------------------------------------------------------------------------------------------------

/** `d[key] = value`; takes new references. 0, or -1 with an exception. */
export let dictSet = (d: Borrowed, key: Borrowed, value: Borrowed): 0 | -1 => {
  attachDicts();
  return core.set(d, key, value);
};
/** The same with the hash given. */
export let dictSetHashed = (
  d: Borrowed,
  key: Borrowed,
  low: number,
  high: number,
  value: Borrowed,
): 0 | -1 => {
  attachDicts();
  return core.setHashed(d, key, low, high, value);
};
/** Like dictSetHashed, but a key that is there keeps its value: then 1. */
export let dictAddHashed = (
  d: Borrowed,
  key: Borrowed,
  low: number,
  high: number,
  value: Borrowed,
): 1 | 0 | -1 => {
  attachDicts();
  return core.addHashed(d, key, low, high, value);
};
/** `d.setdefault(key, value)`: the value that the key has afterwards, borrowed; NULL with an exception. */
export let dictSetDefault = (d: Borrowed, key: Borrowed, value: Borrowed): Borrowed => {
  attachDicts();
  return core.setDefault(d, key, value);
};

/** `del d[key]`: 0, or -1 with KeyError or what hashing and comparing raised. */
export function dictDel(d: Borrowed, key: Borrowed): 0 | -1 {
  const low = keyHash(key);
  if (low === -1 && keyHashHigh() === -1) return -1;
  return dictDelHashed(d, key, low, keyHashHigh());
}
/** The same with the hash given. */
export function dictDelHashed(d: Borrowed, key: Borrowed, low: number, high: number): 0 | -1 {
  const ix = core.find(d, key, low, high);
  if (ix < 0) {
    if (ix !== LOOKUP_ERROR) setKeyError(key);
    return -1;
  }
  const value = core.remove(d, ix, low, high);
  const oldKey = core.removedKey();
  decref(oldKey);
  decref(value);
  return 0;
}
/** Takes a key out: its value; NULL without an error when it is missing, with one when hashing or comparing failed. */
export function dictTake(d: Borrowed, key: Borrowed): Owned {
  // CPython asks an empty dict without hashing the key.
  if (ld32(d + USED) === 0) return NULL;
  const low = keyHash(key);
  if (low === -1 && keyHashHigh() === -1) return NULL;
  return dictTakeHashed(d, key, low, keyHashHigh());
}
/** The same with the hash given. */
export let dictTakeHashed = (d: Borrowed, key: Borrowed, low: number, high: number): Owned => {
  attachDicts();
  return core.takeHashed(d, key, low, high);
};
/**
 * Takes an entry out: its value, and its key object in `takenKey()`; both references are the caller's. NULL as dictTakeHashed.
 */
export function dictTakeEntry(d: Borrowed, key: Borrowed, low: number, high: number): Owned {
  const ix = core.find(d, key, low, high);
  return ix < 0 ? NULL : core.remove(d, ix, low, high);
}
/**
 * Takes the last entry out: its value, and its key in `takenKey()`; both references are the caller's. NULL for an empty
 * dict.
 */
export function dictTakeLast(d: Borrowed): Owned {
  if (ld32(d + USED) === 0) return NULL;
  const keys = ldAddr(d + KEYS);
  let ix = keysNentries(keys) - 1;
  while (ldPtr(entryPair(keys, ix)) === 0) ix--;
  const value = core.remove(d, ix, entryHash(keys, ix), entryHashHigh(keys, ix));
  // The entries behind it are free again; `usable` is not given back, as the index keeps a dummy.
  st32(keys + DictKeys.nentries, ix);
  return value;
}
export let takenKey = (): Owned => core.removedKey();

// -- iterating -------------------------------------------------------------------------------------------------

/**
 * Walks the entries in insertion order: `for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c))`, with the entry in
 * `dictEntryKey()` and `dictEntryValue()`. The dict may change on the way if one can live with what is then seen.
 */
export let dictNext = (d: Borrowed, cursor: number): number => {
  attachDicts();
  return core.next(d, cursor);
};
/**
 * The cursor of the first entry (0 in an empty dict), as dictNext(d, 0), but without walking over deleted entries again and
 * again: for taking entries out at the front.
 */
export function dictFirst(d: Borrowed): number {
  const keys = ldAddr(d + KEYS);
  const c = dictNext(d, ld32(keys + DictKeys.first));
  if (c > 1) st32(keys + DictKeys.first, c - 1);
  return c;
}
/** Walks backwards: `for (let c = dictPrevious(d, dictLastCursor(d)); c !== 0; c = dictPrevious(d, c))`. */
export let dictPrevious = (d: Borrowed, cursor: number): number => {
  attachDicts();
  return core.previous(d, cursor);
};
/** The cursor behind the last entry. */
export function dictLastCursor(d: Borrowed): number {
  return keysNentries(ldAddr(d + KEYS)) + 1;
}
/** Key of the entry that dictNext or dictPrevious found last, borrowed. */
export let dictEntryKey = (): Borrowed => core.entryKey();
/** Value of that entry, borrowed. */
export let dictEntryValue = (): Borrowed => core.entryValue();
/** Low word of the hash of the entry that dictNext (or dictPrevious) returned this cursor for. */
export function dictEntryHash(d: Borrowed, cursor: number): number {
  return entryHash(ldAddr(d + KEYS), cursor - 1);
}
/** High word of that hash. */
export function dictEntryHashHigh(d: Borrowed, cursor: number): number {
  return entryHashHigh(ldAddr(d + KEYS), cursor - 1);
}

// -- the whole -------------------------------------------------------------------------------------------------

/** Releases all references of a keys block that no dict has any more, and the block. */
function releaseKeys(keys: Addr): void {
  if (keys === EMPTY_KEYS) return;
  core.releaseEntries(keys);
  freeKeys(keys);
}
/** Takes everything out. */
export function dictClear(d: Borrowed): void {
  const keys = ldAddr(d + KEYS);
  if (keys === EMPTY_KEYS) return;
  stPtr(d + KEYS, EMPTY_KEYS);
  stSsize(d + USED, 0);
  core.changed(d);
  releaseKeys(keys);
}
/** Releases what a dying dict holds. */
export function dictRelease(d: Borrowed): void {
  const keys = ldAddr(d + KEYS);
  if (keys === 0) return;
  stPtr(d + KEYS, EMPTY_KEYS);
  stSsize(d + USED, 0);
  releaseKeys(keys);
}
/** tp_traverse: visits keys and values. */
export function dictTraverse(d: Borrowed, visit: (p: Borrowed) => void): void {
  const keys = ldAddr(d + KEYS);
  if (keys === 0) return;
  const n = keysNentries(keys);
  const str = ld8(keys + DictKeys.kind) === KIND_STR;
  for (let ix = 0; ix < n; ix++) {
    const pair = entryPair(keys, ix);
    const key = ldPtr(pair);
    if (key === 0) continue;
    if (!str) visit(key);
    const value = ldPtr(pair + 8);
    if (value !== 0) visit(value);
  }
}

/** Gives the empty dict `d` a copy of the keys block of `from`, with new references. */
function takeClone(d: Borrowed, from: Borrowed): void {
  const keys = cloneKeys(ldAddr(from + KEYS));
  const n = keysNentries(keys);
  const step = ld8(keys + DictKeys.kind) === KIND_STR ? STR_ENTRY : GENERAL_ENTRY;
  let pair = keysEntries(keys) + (step - STR_ENTRY);
  for (let ix = 0; ix < n; ix++, pair += step) {
    if (ld32(pair) === 0) continue;
    incref(ldPtr(pair));
    incref(ldPtr(pair + 8));
  }
  stPtr(d + KEYS, keys);
  st32(d + USED, ld32(from + USED));
  core.changed(d);
  if (gcIsTracked(from) && !gcIsTracked(d)) gcTrack(d);
}
/** A plain dict with the same entries. */
export function dictCopy(d: Borrowed): Owned {
  const copy = newDict();
  const used = ld32(d + USED);
  if (used === 0) return copy;
  // Sparse tables are copied entry by entry, so that the copy is dense.
  if (used >= Math.trunc((keysNentries(ldAddr(d + KEYS)) * 2) / 3)) takeClone(copy, d);
  else dictMerge(copy, d, 1);
  return copy;
}
/**
 * Adds the entries of the dict `b` (its own entries: methods that a subclass overrides are not asked) to `a`. Where a key is
 * in both, `override` says what happens: 1 b's value wins, 0 a's stays, 2 KeyError. 0, or -1 with an exception. For
 * mappings of any type there is lib/mapping-update.ts.
 */
export function dictMerge(a: Borrowed, b: Borrowed, override: number): 0 | -1 {
  if (a === b || ld32(b + USED) === 0) return 0;
  const bKeys = ldAddr(b + KEYS);
  const n = keysNentries(bKeys);
  const used = ld32(b + USED);
  if (ld32(a + USED) === 0 && n === used) {
    const log2 = ld8(bKeys + DictKeys.log2_size);
    if (ldAddr(a + KEYS) === EMPTY_KEYS && (log2 === MIN_LOG2 || usableFraction(log2 - 1) < used)) {
      takeClone(a, b);
      return 0;
    }
  }
  // Room for all at once, when they are not nearly all the same keys.
  const aKeys = ldAddr(a + KEYS);
  if (usableFraction(ld8(aKeys + DictKeys.log2_size)) < used) {
    const general = ld8(bKeys + DictKeys.kind) !== KIND_STR;
    if (aKeys === EMPTY_KEYS)
      stPtr(a + KEYS, newKeys(log2ForEntries(used), general ? KIND_GENERAL : KIND_STR));
    else core.resize(a, log2ForEntries(ld32(a + USED) + used), general);
  }
  for (let ix = 0; ix < n; ix++) {
    const pair = entryPair(bKeys, ix);
    const key = ldPtr(pair);
    if (key === 0) continue;
    const value = ldPtr(pair + 8);
    incref(key);
    incref(value);
    const status = mergeOne(a, key, entryHash(bKeys, ix), entryHashHigh(bKeys, ix), value, override);
    decref(value);
    decref(key);
    if (status < 0) return -1;
    if (ldAddr(b + KEYS) !== bKeys || keysNentries(bKeys) !== n) return mutatedDuringUpdate();
  }
  return 0;
}
function mergeOne(
  a: Borrowed,
  key: Borrowed,
  low: number,
  high: number,
  value: Borrowed,
  override: number,
): 0 | -1 {
  if (override === 1) return dictSetHashed(a, key, low, high, value);
  const there = dictAddHashed(a, key, low, high, value);
  if (there === 1 && override === 2) {
    setKeyError(key);
    return -1;
  }
  return there < 0 ? -1 : 0;
}
function mutatedDuringUpdate(): -1 {
  setError(T.RuntimeError, 'dict mutated during update');
  return -1;
}

// -- inline caches ---------------------------------------------------------------------------------------------

/**
 * Address of the word that holds the value of an exact str key, or 0 when it is missing or the dict is not all-str. It is stable
 * until the keys block is replaced.
 */
export function dictEntryAddressStr(d: Borrowed, key: Borrowed): Addr {
  const keys = ldAddr(d + KEYS);
  if (ld8(keys + DictKeys.kind) !== KIND_STR) return 0;
  const ix = core.find(d, key, strHash(key), strHashHigh(key));
  return ix < 0 ? 0 : keysEntries(keys) + ix * STR_ENTRY + 8;
}
/**
 * A number that stands for the present set of keys with their entries, never 0 (but 0 when no numbers are left): it is gone
 * when a key is added or deleted or the block is replaced. Values may change under it.
 */
export function dictKeysVersion(d: Borrowed): number {
  const keys = ldAddr(d + KEYS);
  // Shared by all empty dicts, and never changed: nothing could take the number away.
  if (keys === EMPTY_KEYS) stPtr(d + KEYS, newKeys(MIN_LOG2, KIND_STR));
  const own = ldAddr(d + KEYS);
  const version = ld32(own + DictKeys.version);
  if (version !== 0) return version;
  const next = (ld32(State.NEXT_KEYS_VERSION) + 1) | 0;
  if (next === 0) return 0;
  st32(State.NEXT_KEYS_VERSION, next);
  st32(own + DictKeys.version, next);
  return next;
}
