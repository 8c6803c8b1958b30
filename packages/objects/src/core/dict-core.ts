/**
 * The hot half of dicts: lookup, insertion, replacement, removal and iteration, made once per isolate over the window's views
 * (through accessors the same code takes twice the time: 17 against 8 ns for a lookup). dict.ts exports what is public.
 */
import {
  type Addr,
  type Borrowed,
  type Owned,
  PyASCIIObject,
  PyDictObject,
  PyGC_Head,
  PyLongObject,
  PyObject,
  PyTypeObject,
  PyVarObject,
  TypeFlags,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import {
  DictKeys,
  EMPTY_KEYS,
  freeKeys,
  GENERAL_ENTRY,
  INDEX_DUMMY,
  INDEX_EMPTY,
  KIND_GENERAL,
  KIND_STR,
  log2For,
  MIN_LOG2,
  newKeys,
  STR_ENTRY,
  usableFraction,
} from './dict-keys.js';
import {
  genericKeyHash,
  genericKeyHashHigh,
  LOOKUP_ERROR,
  lookupGeneric,
  lookupMissPlace,
} from './dict-lookup.js';
import { gcTrack } from './gc-list.js';
import { strHash } from './hash-str.js';
import { dealloc } from './refcount.js';
import { State } from './state.js';
import { strEquals } from './str.js';
import { T } from './wellknown.js';

const USED = PyDictObject.ma_used;
const TAG = PyDictObject.ma_version_tag;
const KEYS = PyDictObject.ma_keys;
const OB_TYPE = PyObject.ob_type;
const OB_SIZE = PyVarObject.ob_size;
const OB_DIGIT = PyLongObject.ob_digit;
const STR_HASH = PyASCIIObject.hash;
const GC_NEXT = -PyGC_Head.size + PyGC_Head._gc_next;
const TP_FLAGS = PyTypeObject.tp_flags;

const INDEX = DictKeys.size;
const VERSION = DictKeys.version;
const USABLE = DictKeys.usable;
const NENTRIES = DictKeys.nentries;
const STR = T.str;
const INT = T.int;

export type DictCore = ReturnType<typeof makeDictCore>;

export function makeDictCore() {
  const { I8, I16, I32 } = views();
  const NEXT_VERSION = State.NEXT_DICT_VERSION >>> 2;

  /** Where the last search that failed ended, the hash of the last key that was hashed, and the last entry removed or visited. */
  let missPlace = 0;
  let hashHigh = 0;
  let removedKey = 0;
  let pairAddress = 0;

  /** The first word of a keys block: log2 of its size, of its index in bytes, and its kind, a byte each. */
  function index(keys: Addr, log2: number, i: number): number {
    const at = keys + INDEX;
    return log2 < 8 ? I8[(at + i) >>> 0]! : log2 < 16 ? I16[(at + i * 2) >>> 1]! : I32[(at + i * 4) >>> 2]!;
  }
  function setIndex(keys: Addr, log2: number, i: number, ix: number): void {
    const at = keys + INDEX;
    if (log2 < 8) I8[(at + i) >>> 0] = ix;
    else if (log2 < 16) I16[(at + i * 2) >>> 1] = ix;
    else I32[(at + i * 4) >>> 2] = ix;
  }

  /** Gives the dict a version tag that no dict has had. */
  function changed(d: Addr): void {
    const low = (I32[NEXT_VERSION]! + 1) | 0;
    I32[NEXT_VERSION] = low;
    if (low === 0) I32[NEXT_VERSION + 1] = I32[NEXT_VERSION + 1]! + 1;
    const at = (d + TAG) >>> 2;
    I32[at] = low;
    I32[at + 1] = I32[NEXT_VERSION + 1]!;
  }
  function release(p: Addr): void {
    const n = I32[p >>> 2]! - 1;
    if (n !== 0) I32[p >>> 2] = n;
    else dealloc(p as Borrowed);
  }

  // -- hashing and searching -----------------------------------------------------------------------------------

  /** Low word of a key's hash, the high one in `hashHigh`; both -1 with an exception on error. */
  function hash(key: Addr): number {
    const tp = I32[(key + OB_TYPE) >>> 2]!;
    if (tp === STR) {
      let low = I32[(key + STR_HASH) >>> 2]!;
      if (low === -1) low = strHash(key as Borrowed);
      hashHigh = I32[((key + STR_HASH) >>> 2) + 1]!;
      return low;
    }
    if (tp === INT) {
      const size = I32[(key + OB_SIZE) >>> 2]!;
      if (size === 1) {
        hashHigh = 0;
        return I32[(key + OB_DIGIT) >>> 2]!;
      }
      if (size === 0) {
        hashHigh = 0;
        return 0;
      }
      if (size === 2) {
        // Less than 2^60: its own hash. Addresses (`id`) are such ints.
        const d1 = I32[(key + OB_DIGIT + 4) >>> 2]!;
        hashHigh = d1 >>> 2;
        return I32[(key + OB_DIGIT) >>> 2]! | (d1 << 30);
      }
      if (size === -1) {
        hashHigh = -1;
        const v = -I32[(key + OB_DIGIT) >>> 2]!;
        return v === -1 ? -2 : v;
      }
    }
    const low = genericKeyHash(key as Borrowed);
    hashHigh = genericKeyHashHigh();
    return low;
  }

  /** The number of the entry of an exact str in an all-str table, or -1. Runs no Python code. */
  function findStr(keys: Addr, key: Addr, low: number): number {
    const word = I32[keys >>> 2]!;
    const log2 = word & 255;
    const mask = (1 << log2) - 1;
    const entries = keys + INDEX + (1 << (word >> 8));
    let i = low & mask;
    let ix = index(keys, log2, i);
    if (ix >= 0) {
      if (I32[(entries + ix * STR_ENTRY) >>> 2] === key) return ix;
    } else if (ix === INDEX_EMPTY) {
      missPlace = i;
      return -1;
    }
    let perturb = low ^ I32[((key + STR_HASH) >>> 2) + 1]!;
    for (;;) {
      if (ix >= 0) {
        const k = I32[(entries + ix * STR_ENTRY) >>> 2]!;
        if (k === key) return ix;
        if (I32[(k + STR_HASH) >>> 2] === low && strEquals(k as Borrowed, key as Borrowed)) return ix;
      } else if (ix === INDEX_EMPTY) {
        missPlace = i;
        return -1;
      }
      perturb >>>= 5;
      i = (i * 5 + perturb + 1) & mask;
      ix = index(keys, log2, i);
    }
  }

  /**
   * The number of the entry of any key in a general table, or -1; through lookupGeneric as soon as a comparison is needed that could run Python code.
   */
  function findGeneral(d: Addr, keys: Addr, key: Addr, low: number, high: number): number {
    const word = I32[keys >>> 2]!;
    const log2 = word & 255;
    const mask = (1 << log2) - 1;
    const entries = keys + INDEX + (1 << ((word >> 8) & 255));
    let i = low & mask;
    let perturb = low ^ high;
    for (;;) {
      const ix = index(keys, log2, i);
      if (ix >= 0) {
        const at = (entries + ix * GENERAL_ENTRY) >>> 2;
        const k = I32[at + 2]!;
        if (k === key) return ix;
        if (I32[at] === low && I32[at + 1] === high) {
          const tp = I32[(k + OB_TYPE) >>> 2]!;
          if (tp !== I32[(key + OB_TYPE) >>> 2]) return generic(d, key, low, high);
          if (tp === INT) {
            const size = I32[(key + OB_SIZE) >>> 2]!;
            if (size > 2 || size < -1) return generic(d, key, low, high);
            // Equal hashes of one digit, or two with a plus sign, are equal numbers, but for -1 and -2.
            if (
              size === I32[(k + OB_SIZE) >>> 2] &&
              I32[(k + OB_DIGIT) >>> 2] === I32[(key + OB_DIGIT) >>> 2]
            )
              return ix;
          } else if (tp === STR) {
            if (strEquals(k as Borrowed, key as Borrowed)) return ix;
          } else return generic(d, key, low, high);
        }
      } else if (ix === INDEX_EMPTY) {
        missPlace = i;
        return -1;
      }
      perturb >>>= 5;
      i = (i * 5 + perturb + 1) & mask;
    }
  }
  function generic(d: Addr, key: Addr, low: number, high: number): number {
    const ix = lookupGeneric(d as Borrowed, key as Borrowed, low, high);
    if (ix === -1) missPlace = lookupMissPlace();
    return ix;
  }
  /** The entry's number, -1 when there is none, LOOKUP_ERROR with an exception. */
  function find(d: Addr, key: Addr, low: number, high: number): number {
    const keys = I32[(d + KEYS) >>> 2]!;
    if (I32[keys >>> 2]! >> 16 !== KIND_STR) return findGeneral(d, keys, key, low, high);
    return I32[(key + OB_TYPE) >>> 2] === STR ? findStr(keys, key, low) : generic(d, key, low, high);
  }

  function pairOf(keys: Addr, ix: number): Addr {
    const word = I32[keys >>> 2]!;
    const entries = keys + INDEX + (1 << ((word >> 8) & 255));
    return word >> 16 === KIND_STR ? entries + ix * STR_ENTRY : entries + ix * GENERAL_ENTRY + 8;
  }
  function freePlace(keys: Addr, log2: number, low: number, high: number): number {
    const mask = (1 << log2) - 1;
    let perturb = low ^ high;
    let i = low & mask;
    while (index(keys, log2, i) >= 0) {
      perturb >>>= 5;
      i = (i * 5 + perturb + 1) & mask;
    }
    return i;
  }

  // -- reading -------------------------------------------------------------------------------------------------

  function getStr(d: Borrowed, key: Borrowed): Borrowed {
    const keys = I32[(d + KEYS) >>> 2]!;
    let low = I32[(key + STR_HASH) >>> 2]!;
    if (low === -1) low = strHash(key);
    const word = I32[keys >>> 2]!;
    if (word >> 16 !== KIND_STR) return getHashed(d, key, low, I32[((key + STR_HASH) >>> 2) + 1]!);
    const ix = findStr(keys, key, low);
    if (ix < 0) return 0 as Borrowed;
    return I32[(keys + INDEX + (1 << (word >> 8)) + ix * STR_ENTRY + 8) >>> 2]! as Borrowed;
  }
  function getHashed(d: Borrowed, key: Borrowed, low: number, high: number): Borrowed {
    const ix = find(d, key, low, high);
    if (ix < 0) return 0 as Borrowed;
    return I32[(pairOf(I32[(d + KEYS) >>> 2]!, ix) + 8) >>> 2]! as Borrowed;
  }
  function get(d: Borrowed, key: Borrowed): Borrowed {
    const low = hash(key);
    if (low === -1 && hashHigh === -1) return 0 as Borrowed;
    return getHashed(d, key, low, hashHigh);
  }
  function contains(d: Borrowed, key: Borrowed): 1 | 0 | -1 {
    const low = hash(key);
    if (low === -1 && hashHigh === -1) return -1;
    const ix = find(d, key, low, hashHigh);
    return ix >= 0 ? 1 : ix === LOOKUP_ERROR ? -1 : 0;
  }

  // -- writing -------------------------------------------------------------------------------------------------

  /** False for objects that can never be part of a cycle as they are (_PyObject_GC_MAY_BE_TRACKED). */
  function mayBeTracked(p: Addr): boolean {
    const tp = I32[(p + OB_TYPE) >>> 2]!;
    const flags = I32[(tp + TP_FLAGS) >>> 2]!;
    if ((flags & TypeFlags.HAVE_GC) === 0) return false;
    if (tp === T.tuple) return I32[(p + GC_NEXT) >>> 2] !== 0;
    if (flags & TypeFlags.TYPE_SUBCLASS) return (I32[(p + TP_FLAGS) >>> 2]! & TypeFlags.HEAPTYPE) !== 0;
    return true;
  }

  /** Replaces the keys block by one of 2^log2 places without deleted entries, general if `general`. References move. */
  function resize(d: Addr, log2: number, general: boolean): void {
    const old = I32[(d + KEYS) >>> 2]!;
    const oldStr = I32[old >>> 2]! >> 16 === KIND_STR;
    const kind = general || !oldStr ? KIND_GENERAL : KIND_STR;
    const keys = newKeys(log2, kind);
    const n = I32[(old + NENTRIES) >>> 2]!;
    const used = I32[(d + USED) >>> 2]!;
    let from = pairOf(old, 0) >>> 2;
    let to = pairOf(keys, 0) >>> 2;
    const fromStep = (oldStr ? STR_ENTRY : GENERAL_ENTRY) >> 2;
    const toStep = (kind === KIND_STR ? STR_ENTRY : GENERAL_ENTRY) >> 2;
    for (let ix = 0; ix < n; ix++, from += fromStep) {
      const key = I32[from]!;
      if (key === 0) continue;
      if (kind === KIND_GENERAL) {
        const hashAt = oldStr ? (key + STR_HASH) >>> 2 : from - 2;
        I32[to - 2] = I32[hashAt]!;
        I32[to - 1] = I32[hashAt + 1]!;
      }
      I32[to] = key;
      I32[to + 1] = WINDOW_HIGH;
      I32[to + 2] = I32[from + 2]!;
      I32[to + 3] = WINDOW_HIGH;
      to += toStep;
    }
    I32[(keys + NENTRIES) >>> 2] = used;
    I32[(keys + USABLE) >>> 2] = usableFraction(log2) - used;
    fillIndex(keys, log2, kind, used);
    I32[(d + KEYS) >>> 2] = keys;
    freeKeys(old);
  }
  /** Enters `n` live entries into an empty index. */
  function fillIndex(keys: Addr, log2: number, kind: number, n: number): void {
    const step = (kind === KIND_STR ? STR_ENTRY : GENERAL_ENTRY) >> 2;
    let at = pairOf(keys, 0) >>> 2;
    for (let ix = 0; ix < n; ix++, at += step) {
      const hashAt = kind === KIND_STR ? (I32[at]! + STR_HASH) >>> 2 : at - 2;
      setIndex(keys, log2, freePlace(keys, log2, I32[hashAt]!, I32[hashAt + 1]!), ix);
    }
  }
  /** Releases all keys and values of a block that no dict has any more. */
  function releaseEntries(keys: Addr): void {
    const step = (I32[keys >>> 2]! >> 16 === KIND_STR ? STR_ENTRY : GENERAL_ENTRY) >> 2;
    let at = pairOf(keys, 0) >>> 2;
    for (let n = I32[(keys + NENTRIES) >>> 2]!; n > 0; n--, at += step) {
      const key = I32[at]!;
      if (key === 0) continue;
      release(key);
      const value = I32[at + 2]!;
      if (value !== 0) release(value);
    }
  }

  /** Adds a key that is absent, at `place` of the index unless the table must grow; takes new references. */
  function insertNew(d: Addr, key: Addr, low: number, high: number, value: Addr, place: number): void {
    let keys = I32[(d + KEYS) >>> 2]!;
    let word = I32[keys >>> 2]!;
    const general = I32[(key + OB_TYPE) >>> 2] !== STR;
    if (I32[(keys + USABLE) >>> 2]! <= 0 || (general && word >> 16 === KIND_STR)) {
      if (keys === EMPTY_KEYS) I32[(d + KEYS) >>> 2] = newKeys(MIN_LOG2, general ? KIND_GENERAL : KIND_STR);
      else resize(d, log2For(I32[(d + USED) >>> 2]! * 3), general);
      keys = I32[(d + KEYS) >>> 2]!;
      word = I32[keys >>> 2]!;
      place = freePlace(keys, word & 255, low, high);
    }
    if (I32[(d + GC_NEXT) >>> 2] === 0 && (mayBeTracked(value) || mayBeTracked(key))) gcTrack(d as Borrowed);
    const ix = I32[(keys + NENTRIES) >>> 2]!;
    setIndex(keys, word & 255, place, ix);
    let at = (keys + INDEX + (1 << ((word >> 8) & 255))) >>> 2;
    if (word >> 16 === KIND_STR) at += ix * (STR_ENTRY >> 2);
    else {
      at += ix * (GENERAL_ENTRY >> 2);
      I32[at] = low;
      I32[at + 1] = high;
      at += 2;
    }
    I32[key >>> 2] = I32[key >>> 2]! + 1;
    I32[value >>> 2] = I32[value >>> 2]! + 1;
    I32[at] = key;
    I32[at + 1] = WINDOW_HIGH;
    I32[at + 2] = value;
    I32[at + 3] = WINDOW_HIGH;
    I32[(keys + VERSION) >>> 2] = 0;
    I32[(keys + NENTRIES) >>> 2] = ix + 1;
    I32[(keys + USABLE) >>> 2] = I32[(keys + USABLE) >>> 2]! - 1;
    I32[(d + USED) >>> 2] = I32[(d + USED) >>> 2]! + 1;
    changed(d);
  }
  /** Replaces the value of entry `ix`; takes a new reference. */
  function replaceValue(d: Addr, ix: number, value: Addr): void {
    const at = (pairOf(I32[(d + KEYS) >>> 2]!, ix) + 8) >>> 2;
    const old = I32[at]!;
    changed(d);
    if (old === value) return;
    if (I32[(d + GC_NEXT) >>> 2] === 0 && mayBeTracked(value)) gcTrack(d as Borrowed);
    I32[value >>> 2] = I32[value >>> 2]! + 1;
    I32[at] = value;
    I32[at + 1] = WINDOW_HIGH;
    release(old);
  }

  function set(d: Borrowed, key: Borrowed, value: Borrowed): 0 | -1 {
    const low = hash(key);
    if (low === -1 && hashHigh === -1) return -1;
    return setHashed(d, key, low, hashHigh, value);
  }
  function setHashed(d: Borrowed, key: Borrowed, low: number, high: number, value: Borrowed): 0 | -1 {
    const ix = find(d, key, low, high);
    if (ix >= 0) replaceValue(d, ix, value);
    else if (ix === LOOKUP_ERROR) return -1;
    else insertNew(d, key, low, high, value, missPlace);
    return 0;
  }
  /** One step of a merge: like setHashed, but a key that is there stays as it is. 1 when it was there. */
  function addHashed(d: Borrowed, key: Borrowed, low: number, high: number, value: Borrowed): 1 | 0 | -1 {
    const ix = find(d, key, low, high);
    if (ix >= 0) return 1;
    if (ix === LOOKUP_ERROR) return -1;
    insertNew(d, key, low, high, value, missPlace);
    return 0;
  }
  function setDefault(d: Borrowed, key: Borrowed, value: Borrowed): Borrowed {
    const low = hash(key);
    if (low === -1 && hashHigh === -1) return 0 as Borrowed;
    const high = hashHigh;
    const ix = find(d, key, low, high);
    if (ix >= 0) return I32[(pairOf(I32[(d + KEYS) >>> 2]!, ix) + 8) >>> 2]! as Borrowed;
    if (ix === LOOKUP_ERROR) return 0 as Borrowed;
    insertNew(d, key, low, high, value, missPlace);
    return value;
  }

  /** Takes entry `ix` out: returns its value, and leaves its key in `removedKey`; both references are the caller's. */
  function remove(d: Addr, ix: number, low: number, high: number): Owned {
    const keys = I32[(d + KEYS) >>> 2]!;
    const log2 = I32[keys >>> 2]! & 255;
    const mask = (1 << log2) - 1;
    let perturb = low ^ high;
    let i = low & mask;
    while (index(keys, log2, i) !== ix) {
      perturb >>>= 5;
      i = (i * 5 + perturb + 1) & mask;
    }
    setIndex(keys, log2, i, INDEX_DUMMY);
    const at = pairOf(keys, ix) >>> 2;
    removedKey = I32[at]!;
    const value = I32[at + 2]!;
    I32[at] = 0;
    I32[at + 1] = 0;
    I32[at + 2] = 0;
    I32[at + 3] = 0;
    I32[(keys + VERSION) >>> 2] = 0;
    I32[(d + USED) >>> 2] = I32[(d + USED) >>> 2]! - 1;
    changed(d);
    return value as Owned;
  }
  /** Takes a key out: its value; NULL without an error when it is missing, with one when comparing failed. */
  function takeHashed(d: Borrowed, key: Borrowed, low: number, high: number): Owned {
    const ix = find(d, key, low, high);
    if (ix < 0) return 0 as Owned;
    const value = remove(d, ix, low, high);
    release(removedKey);
    return value;
  }

  // -- iterating -----------------------------------------------------------------------------------------------

  function next(d: Borrowed, cursor: number): number {
    const keys = I32[(d + KEYS) >>> 2]!;
    const n = I32[(keys + NENTRIES) >>> 2]!;
    if (cursor >= n) return 0;
    const word = I32[keys >>> 2]!;
    const entries = keys + INDEX + (1 << ((word >> 8) & 255));
    const step = word >> 16 === KIND_STR ? STR_ENTRY : GENERAL_ENTRY;
    let at = entries + cursor * step + (step - STR_ENTRY);
    while (I32[at >>> 2] === 0) {
      if (++cursor === n) return 0;
      at += step;
    }
    pairAddress = at;
    return cursor + 1;
  }
  function previous(d: Borrowed, cursor: number): number {
    const keys = I32[(d + KEYS) >>> 2]!;
    const n = I32[(keys + NENTRIES) >>> 2]!;
    if (cursor > n + 1) cursor = n + 1;
    for (let ix = cursor - 2; ix >= 0; ix--) {
      const at = pairOf(keys, ix);
      if (I32[at >>> 2] !== 0) {
        pairAddress = at;
        return ix + 1;
      }
    }
    return 0;
  }
  function entryKey(): Borrowed {
    return I32[pairAddress >>> 2]! as Borrowed;
  }
  function entryValue(): Borrowed {
    return I32[(pairAddress + 8) >>> 2]! as Borrowed;
  }

  return {
    hash,
    hashHigh: () => hashHigh,
    find,
    pairOf,
    changed,
    resize,
    get,
    getStr,
    getHashed,
    contains,
    set,
    setHashed,
    addHashed,
    setDefault,
    releaseEntries,
    remove,
    removedKey: () => removedKey as Owned,
    takeHashed,
    next,
    previous,
    entryKey,
    entryValue,
  }; // prettier-ignore
}
