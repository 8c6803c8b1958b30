/**
 * Dicts: making, reading and changing them. The methods of `dict` are in types/dict; the keys block is explained in dict-keys.ts.
 *
 * A PyDictObject has CPython's layout; `ma_values` is always NULL. `ma_version_tag` changes at every mutation. A dict is
 * tracked by the collector once it holds something that the collector knows.
 */
import {
  type Addr,
  type Borrowed,
  ld8,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyDictObject,
  PyObject,
  PyTypeObject,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import { newGc } from './alloc.js';
import {
  buildIndex,
  cloneKeys,
  DictKeys,
  EMPTY_KEYS,
  entryHash,
  entryHashHigh,
  entryPair,
  findFreePlace,
  findPlaceOf,
  findStr,
  freeKeys,
  GENERAL_ENTRY,
  INDEX_DUMMY,
  initEmptyKeys,
  KIND_GENERAL,
  KIND_STR,
  keysEntries,
  keysNentries,
  log2For,
  log2ForEntries,
  lookupMissPlace,
  MIN_LOG2,
  newKeys,
  STR_ENTRY,
  usableFraction,
  writeIndex,
} from './dict-keys.js';
import { hashFailed, keyHash, keyHashHigh, LOOKUP_ERROR, lookup } from './dict-lookup.js';
import { setError } from './errors.js';
import { gcIsTracked, gcTrack } from './gc-list.js';
import { strHash, strHashHigh } from './hash-str.js';
import { setKeyError } from './key-error.js';
import { decref, incref, newRef, xdecref } from './refcount.js';
import { State } from './state.js';
import { T } from './wellknown.js';

export { setGenericEquality, setGenericHash } from './dict-lookup.js';

const USED = PyDictObject.ma_used;
const TAG = PyDictObject.ma_version_tag;
const KEYS = PyDictObject.ma_keys;
const OB_TYPE = PyObject.ob_type;

/** Gives the dict a version tag that no dict has had. */
function changed(d: Borrowed): void {
  const low = (ld32(State.NEXT_DICT_VERSION) + 1) | 0;
  st32(State.NEXT_DICT_VERSION, low);
  if (low === 0) st32(State.NEXT_DICT_VERSION + 4, ld32(State.NEXT_DICT_VERSION + 4) + 1);
  st32(d + TAG, low);
  st32(d + TAG + 4, ld32(State.NEXT_DICT_VERSION + 4));
}

/** Makes a fresh (zeroed or not) dict object, of `dict` or a subclass, an empty dict. */
export function initDict(d: Borrowed): void {
  if (ld8(EMPTY_KEYS + DictKeys.log2_index_bytes) === 0) initEmptyKeys();
  stSsize(d + USED, 0);
  stPtr(d + KEYS, EMPTY_KEYS);
  stPtr(d + PyDictObject.ma_values, 0);
  changed(d);
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

// -- the collector ---------------------------------------------------------------------------------------------

/** False for objects that can never be part of a cycle as they are (_PyObject_GC_MAY_BE_TRACKED). */
function mayBeTracked(p: Borrowed): boolean {
  const tp = ldPtr(p + OB_TYPE);
  const flags = ld32(tp + PyTypeObject.tp_flags);
  if (!(flags & TypeFlags.HAVE_GC)) return false;
  if (tp === T.tuple) return gcIsTracked(p);
  if (flags & TypeFlags.TYPE_SUBCLASS) return (ld32(p + PyTypeObject.tp_flags) & TypeFlags.HEAPTYPE) !== 0;
  return true;
}
function trackFor(d: Borrowed, key: Borrowed, value: Borrowed): void {
  if (!gcIsTracked(d) && (mayBeTracked(value) || mayBeTracked(key))) gcTrack(d);
}

// -- growing ---------------------------------------------------------------------------------------------------

/** Replaces the keys block by one of 2^log2 places without deleted entries, general if `general`. References move. */
function resize(d: Borrowed, log2: number, general: boolean): void {
  const old = ldAddr(d + KEYS);
  const oldStr = ld8(old + DictKeys.kind) === KIND_STR;
  const kind = general || !oldStr ? KIND_GENERAL : KIND_STR;
  const keys = newKeys(log2, kind);
  const n = keysNentries(old);
  let to = keysEntries(keys);
  let from = keysEntries(old);
  const used = ld32(d + USED);
  const fromStep = oldStr ? STR_ENTRY : GENERAL_ENTRY;
  for (let ix = 0; ix < n; ix++, from += fromStep) {
    const pair = oldStr ? from : from + 8;
    const key = ldPtr(pair);
    if (key === 0) continue;
    if (kind === KIND_GENERAL) {
      st32(to, oldStr ? strHash(key) : ld32(from));
      st32(to + 4, oldStr ? strHashHigh(key) : ld32(from + 4));
      to += 8;
    }
    stPtr(to, key);
    stPtr(to + 8, ldPtr(pair + 8));
    to += 16;
  }
  st32(keys + DictKeys.nentries, used);
  st32(keys + DictKeys.usable, usableFraction(log2) - used);
  buildIndex(keys, used);
  stPtr(d + KEYS, keys);
  freeKeys(old);
}
/** Makes room for more: three times as many places as there are keys (GROWTH_RATE). */
function grow(d: Borrowed, general: boolean): void {
  resize(d, log2For(ld32(d + USED) * 3), general);
}

/** Adds a key that is known to be absent, at `place` of the index unless the table must grow; takes new references. */
function insertNew(
  d: Borrowed,
  key: Borrowed,
  low: number,
  high: number,
  value: Borrowed,
  place: number,
): void {
  let keys = ldAddr(d + KEYS);
  const general = ld32(key + OB_TYPE) !== T.str;
  if (ld32(keys + DictKeys.usable) <= 0 || (general && ld8(keys + DictKeys.kind) === KIND_STR)) {
    if (keys === EMPTY_KEYS) stPtr(d + KEYS, newKeys(MIN_LOG2, general ? KIND_GENERAL : KIND_STR));
    else grow(d, general);
    keys = ldAddr(d + KEYS);
    place = findFreePlace(keys, low, high);
  }
  trackFor(d, key, value);
  const ix = ld32(keys + DictKeys.nentries);
  writeIndex(keys, ld8(keys + DictKeys.log2_size), place, ix);
  let entry = keysEntries(keys);
  if (ld8(keys + DictKeys.kind) === KIND_STR) entry += ix * STR_ENTRY;
  else {
    entry += ix * GENERAL_ENTRY;
    st32(entry, low);
    st32(entry + 4, high);
    entry += 8;
  }
  incref(key);
  incref(value);
  stPtr(entry, key);
  stPtr(entry + 8, value);
  st32(keys + DictKeys.version, 0);
  st32(keys + DictKeys.nentries, ix + 1);
  st32(keys + DictKeys.usable, ld32(keys + DictKeys.usable) - 1);
  st32(d + USED, ld32(d + USED) + 1);
  changed(d);
}

/** Replaces the value of entry `ix`; takes a new reference. */
function replaceValue(d: Borrowed, ix: number, value: Borrowed): void {
  const at = entryPair(ldAddr(d + KEYS), ix) + 8;
  const old = ldPtr(at);
  if (old === value) {
    changed(d);
    return;
  }
  trackFor(d, value, value);
  incref(value);
  stPtr(at, value);
  changed(d);
  decref(old);
}

// -- reading ---------------------------------------------------------------------------------------------------

/** The value of a key, borrowed; 0 without an error when it is missing, with one when hashing or comparing failed. */
export function dictGet(d: Borrowed, key: Borrowed): Borrowed {
  if (ld32(key + OB_TYPE) === T.str && ld8(ldAddr(d + KEYS) + DictKeys.kind) === KIND_STR)
    return dictGetStr(d, key);
  const low = keyHash(key);
  if (hashFailed(low)) return NULL;
  return dictGetHashed(d, key, low, keyHashHigh());
}
/** The same for an exact str: no error and no Python code, unless a key of another type has the very same hash. */
export function dictGetStr(d: Borrowed, key: Borrowed): Borrowed {
  const keys = ldAddr(d + KEYS);
  const low = strHash(key);
  if (ld8(keys + DictKeys.kind) !== KIND_STR) return dictGetHashed(d, key, low, strHashHigh(key));
  const ix = findStr(keys, key, low);
  return ix < 0 ? NULL : ldPtr(keysEntries(keys) + ix * STR_ENTRY + 8);
}
/** The same with the hash given. */
export function dictGetHashed(d: Borrowed, key: Borrowed, low: number, high: number): Borrowed {
  const ix = lookup(d, key, low, high);
  return ix < 0 ? NULL : ldPtr(entryPair(ldAddr(d + KEYS), ix) + 8);
}
/** `key in d`: 1, 0, or -1 with an exception. */
export function dictContains(d: Borrowed, key: Borrowed): 1 | 0 | -1 {
  const low = keyHash(key);
  if (hashFailed(low)) return -1;
  const ix = lookup(d, key, low, keyHashHigh());
  return ix >= 0 ? 1 : ix === LOOKUP_ERROR ? -1 : 0;
}

// -- writing ---------------------------------------------------------------------------------------------------

/** `d[key] = value`; takes new references. 0, or -1 with an exception. */
export function dictSet(d: Borrowed, key: Borrowed, value: Borrowed): 0 | -1 {
  const low = keyHash(key);
  if (hashFailed(low)) return -1;
  return dictSetHashed(d, key, low, keyHashHigh(), value);
}
/** The same with the hash given. */
export function dictSetHashed(
  d: Borrowed,
  key: Borrowed,
  low: number,
  high: number,
  value: Borrowed,
): 0 | -1 {
  const ix = lookup(d, key, low, high);
  if (ix >= 0) replaceValue(d, ix, value);
  else if (ix === LOOKUP_ERROR) return -1;
  else insertNew(d, key, low, high, value, lookupMissPlace());
  return 0;
}
/** `d.setdefault(key, value)`: the value that the key has afterwards, borrowed; NULL with an exception. */
export function dictSetDefault(d: Borrowed, key: Borrowed, value: Borrowed): Borrowed {
  const low = keyHash(key);
  if (hashFailed(low)) return NULL;
  const high = keyHashHigh();
  const ix = lookup(d, key, low, high);
  if (ix >= 0) return ldPtr(entryPair(ldAddr(d + KEYS), ix) + 8);
  if (ix === LOOKUP_ERROR) return NULL;
  insertNew(d, key, low, high, value, lookupMissPlace());
  return value;
}

let removedKey: Owned = NULL;
/** Takes entry `ix` out: returns its value, and leaves its key in `removedKey`; both references are the caller's. */
function removeEntry(d: Borrowed, ix: number, low: number, high: number): Owned {
  const keys = ldAddr(d + KEYS);
  const pair = entryPair(keys, ix);
  writeIndex(keys, ld8(keys + DictKeys.log2_size), findPlaceOf(keys, ix, low, high), INDEX_DUMMY);
  removedKey = ldPtr(pair) as Owned;
  const value = ldPtr(pair + 8) as Owned;
  stPtr(pair, 0);
  stPtr(pair + 8, 0);
  st32(keys + DictKeys.version, 0);
  st32(d + USED, ld32(d + USED) - 1);
  changed(d);
  return value;
}

/** `del d[key]`: 0, or -1 with KeyError or what hashing and comparing raised. */
export function dictDel(d: Borrowed, key: Borrowed): 0 | -1 {
  const low = keyHash(key);
  if (hashFailed(low)) return -1;
  return dictDelHashed(d, key, low, keyHashHigh());
}
export function dictDelHashed(d: Borrowed, key: Borrowed, low: number, high: number): 0 | -1 {
  const ix = lookup(d, key, low, high);
  if (ix < 0) {
    if (ix !== LOOKUP_ERROR) setKeyError(key);
    return -1;
  }
  const value = removeEntry(d, ix, low, high);
  const oldKey = removedKey;
  decref(oldKey);
  decref(value);
  return 0;
}
/** Takes a key out: its value; NULL without an error when it is missing, with one when hashing or comparing failed. */
export function dictTake(d: Borrowed, key: Borrowed): Owned {
  // CPython asks an empty dict without hashing the key.
  if (ld32(d + USED) === 0) return NULL;
  const low = keyHash(key);
  if (hashFailed(low)) return NULL;
  return dictTakeHashed(d, key, low, keyHashHigh());
}
export function dictTakeHashed(d: Borrowed, key: Borrowed, low: number, high: number): Owned {
  const ix = lookup(d, key, low, high);
  if (ix < 0) return NULL;
  const value = removeEntry(d, ix, low, high);
  decref(removedKey);
  return value;
}
/**
 * Takes the last entry out: its value, and its key in `takenKey()`; both references are the caller's. NULL for an empty
 * dict. A later insertion may use the entry's place again.
 */
export function dictTakeLast(d: Borrowed): Owned {
  if (ld32(d + USED) === 0) return NULL;
  const keys = ldAddr(d + KEYS);
  let ix = keysNentries(keys) - 1;
  while (ldPtr(entryPair(keys, ix)) === 0) ix--;
  const value = removeEntry(d, ix, entryHash(keys, ix), entryHashHigh(keys, ix));
  // The entries behind it are free again; `usable` is not given back, as the index keeps a dummy.
  st32(keys + DictKeys.nentries, ix);
  return value;
}
export function takenKey(): Owned {
  return removedKey;
}

// -- iterating -------------------------------------------------------------------------------------------------

let nextPair: Addr = 0;
/**
 * Walks the entries in insertion order: `for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c))`, with the entry in
 * `dictEntryKey()` and `dictEntryValue()`. The dict may change on the way if one can live with what is then seen.
 */
export function dictNext(d: Borrowed, cursor: number): number {
  const keys = ldAddr(d + KEYS);
  const n = ld32(keys + DictKeys.nentries);
  if (cursor >= n) return 0;
  const step = ld8(keys + DictKeys.kind) === KIND_STR ? STR_ENTRY : GENERAL_ENTRY;
  let pair = keysEntries(keys) + cursor * step + (step - STR_ENTRY);
  while (ld32(pair) === 0) {
    if (++cursor === n) return 0;
    pair += step;
  }
  nextPair = pair;
  return cursor + 1;
}
/** Walks backwards: start with `dictLastCursor(d)`; 0 at the end. */
export function dictPrevious(d: Borrowed, cursor: number): number {
  const keys = ldAddr(d + KEYS);
  const n = ld32(keys + DictKeys.nentries);
  if (cursor > n + 1) cursor = n + 1;
  for (let ix = cursor - 2; ix >= 0; ix--) {
    const pair = entryPair(keys, ix);
    if (ld32(pair) !== 0) {
      nextPair = pair;
      return ix + 1;
    }
  }
  return 0;
}
/** The cursor behind the last entry. */
export function dictLastCursor(d: Borrowed): number {
  return keysNentries(ldAddr(d + KEYS)) + 1;
}
/** Key of the entry that `dictNext` found last, borrowed. */
export function dictEntryKey(): Borrowed {
  return ldPtr(nextPair);
}
/** Value of the entry that `dictNext` found last, borrowed. */
export function dictEntryValue(): Borrowed {
  return ldPtr(nextPair + 8);
}
/** Low and high words of the hash of the entry before the cursor. */
export function dictEntryHash(d: Borrowed, cursor: number): number {
  return entryHash(ldAddr(d + KEYS), cursor - 1);
}
export function dictEntryHashHigh(d: Borrowed, cursor: number): number {
  return entryHashHigh(ldAddr(d + KEYS), cursor - 1);
}

// -- the whole -------------------------------------------------------------------------------------------------

/** Releases all references of a keys block that no dict has any more, and the block. */
function releaseKeys(keys: Addr): void {
  if (keys === EMPTY_KEYS) return;
  const n = keysNentries(keys);
  const step = ld8(keys + DictKeys.kind) === KIND_STR ? STR_ENTRY : GENERAL_ENTRY;
  let pair = keysEntries(keys) + (step - STR_ENTRY);
  for (let ix = 0; ix < n; ix++, pair += step) {
    const key = ldPtr(pair);
    if (key === 0) continue;
    decref(key);
    xdecref(ldPtr(pair + 8));
  }
  freeKeys(keys);
}
/** Takes everything out. */
export function dictClear(d: Borrowed): void {
  const keys = ldAddr(d + KEYS);
  if (keys === EMPTY_KEYS) return;
  stPtr(d + KEYS, EMPTY_KEYS);
  stSsize(d + USED, 0);
  changed(d);
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
  changed(d);
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
    else resize(a, log2ForEntries(ld32(a + USED) + used), general);
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
  const ix = lookup(a, key, low, high);
  if (ix === LOOKUP_ERROR) return -1;
  if (ix < 0) insertNew(a, key, low, high, value, lookupMissPlace());
  else if (override === 1) replaceValue(a, ix, value);
  else if (override === 2) {
    setKeyError(key);
    return -1;
  }
  return 0;
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
  const ix = findStr(keys, key, strHash(key));
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
