/**
 * The hash table of sets, made once per isolate over the window's views.
 *
 * A PySetObject has CPython's layout and probing, so that sets iterate in CPython's order: open addressing, short linear
 * probes (LINEAR_PROBES further entries, when they lie within the table), then jumps by i*5 + 1 + perturb with all 64 bits
 * of the hash. A deleted entry holds a dummy key with hash -1; the last dummy on the way is used again by an insertion.
 */
import {
  type Addr,
  type Borrowed,
  type Owned,
  PyObject,
  PySetObject,
  setentry,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import { keysEqual } from './dict-lookup.js';
import { free, malloc } from './heap.js';
import { decref } from './refcount.js';
import { strEquals } from './str.js';
import { Ellipsis, T } from './wellknown.js';

const FILL = PySetObject.fill;
const USED = PySetObject.used;
const MASK = PySetObject.mask;
const TABLE = PySetObject.table;
const SMALL = PySetObject.smalltable;
const OB_TYPE = PyObject.ob_type;

const ENTRY_SHIFT = 4;
if (setentry.size !== 1 << ENTRY_SHIFT) throw new Error('setentry is not 16 bytes');
const LINEAR_PROBES = 9;
export const SET_MINSIZE = 8;
/** Key of deleted entries: no object, an address in the gap behind the object Ellipsis. */
export const SET_DUMMY: Addr = Ellipsis + 32;

export type SetCore = ReturnType<typeof makeSetCore>;

export function makeSetCore() {
  const { I32 } = views();
  let nextKey = 0;
  let nextLow = 0;
  let nextHigh = 0;

  /** Lays a set out as empty, in its small table. */
  function init(s: Addr): void {
    const at = s >>> 2;
    I32.fill(0, (s + FILL) >>> 2, (s + PySetObject.size) >>> 2);
    I32[at + (MASK >> 2)] = SET_MINSIZE - 1;
    I32[at + (TABLE >> 2)] = s + SMALL;
    I32[at + (TABLE >> 2) + 1] = WINDOW_HIGH;
    I32[at + (PySetObject.hash >> 2)] = -1;
    I32[at + (PySetObject.hash >> 2) + 1] = -1;
  }

  const ERROR = -1;
  const MISSING = 0;
  const CHANGED = 1;
  /** The address of the key's entry, MISSING, or ERROR with an exception. */
  function find(s: Addr, key: Addr, low: number, high: number): Addr {
    for (;;) {
      const entry = findOnce(s, key, low, high);
      if (entry !== CHANGED) return entry;
    }
  }
  function findOnce(s: Addr, key: Addr, low: number, high: number): Addr {
    const table = I32[(s + TABLE) >>> 2]!;
    const mask = I32[(s + MASK) >>> 2]!;
    let perturbLow = low;
    let perturbHigh = high;
    let i = low & mask;
    for (;;) {
      let entry = table + (i << ENTRY_SHIFT);
      let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
      do {
        const at = entry >>> 2;
        const k = I32[at]!;
        if (k === 0) return MISSING;
        if (I32[at + 2] === low && I32[at + 3] === high) {
          if (k === key) return entry;
          const eq = equal(k, key);
          if (eq < 0) return ERROR;
          if (I32[(s + TABLE) >>> 2] !== table || I32[at] !== k) return CHANGED;
          if (eq > 0) return entry;
        }
        entry += 1 << ENTRY_SHIFT;
      } while (probes-- > 0);
      // perturb >>= 5, all 64 bits
      perturbLow = (perturbLow >>> 5) | (perturbHigh << 27);
      perturbHigh >>>= 5;
      i = (i * 5 + 1 + (perturbLow >>> 0)) & mask;
    }
  }
  /** Equality of keys with equal hashes that are not identical. */
  function equal(k: Addr, key: Addr): number {
    if (I32[(k + OB_TYPE) >>> 2] === T.str && I32[(key + OB_TYPE) >>> 2] === T.str)
      return strEquals(k as Borrowed, key as Borrowed) ? 1 : 0;
    I32[k >>> 2] = I32[k >>> 2]! + 1;
    const r = keysEqual(k as Borrowed, key as Borrowed);
    decref(k as Borrowed);
    return r;
  }

  function put(entry: Addr, key: Addr, low: number, high: number): void {
    const at = entry >>> 2;
    I32[at] = key;
    I32[at + 1] = WINDOW_HIGH;
    I32[at + 2] = low;
    I32[at + 3] = high;
  }
  /** Puts a key that is not there into a table without dummies. */
  function insertClean(table: Addr, mask: number, key: Addr, low: number, high: number): void {
    let perturbLow = low;
    let perturbHigh = high;
    let i = low & mask;
    for (;;) {
      let entry = table + (i << ENTRY_SHIFT);
      let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
      do {
        if (I32[entry >>> 2] === 0) {
          put(entry, key, low, high);
          return;
        }
        entry += 1 << ENTRY_SHIFT;
      } while (probes-- > 0);
      perturbLow = (perturbLow >>> 5) | (perturbHigh << 27);
      perturbHigh >>>= 5;
      i = (i * 5 + 1 + (perturbLow >>> 0)) & mask;
    }
  }

  /** Gives the set a table with more than `minused` places and no dummies. */
  function resize(s: Addr, minused: number): void {
    let size = SET_MINSIZE;
    while (size <= minused) size *= 2;
    const old = I32[(s + TABLE) >>> 2]!;
    const oldMask = I32[(s + MASK) >>> 2]!;
    const small = s + SMALL;
    let from = old;
    let temporary = 0;
    let table: Addr;
    if (size === SET_MINSIZE) {
      table = small;
      if (old === small) {
        if (I32[(s + FILL) >>> 2] === I32[(s + USED) >>> 2]) return;
        temporary = malloc(SET_MINSIZE << ENTRY_SHIFT);
        I32.copyWithin(temporary >>> 2, small >>> 2, (small + (SET_MINSIZE << ENTRY_SHIFT)) >>> 2);
        from = temporary;
      }
    } else table = malloc(size << ENTRY_SHIFT);
    I32.fill(0, table >>> 2, (table + (size << ENTRY_SHIFT)) >>> 2);
    I32[(s + MASK) >>> 2] = size - 1;
    I32[(s + TABLE) >>> 2] = table;
    I32[(s + FILL) >>> 2] = I32[(s + USED) >>> 2]!;
    for (let at = from >>> 2, n = oldMask + 1; n > 0; n--, at += 4) {
      const k = I32[at]!;
      if (k !== 0 && k !== SET_DUMMY) insertClean(table, size - 1, k, I32[at + 2]!, I32[at + 3]!);
    }
    if (temporary !== 0) free(temporary);
    if (old !== small) free(old);
  }
  function grow(s: Addr): void {
    const used = I32[(s + USED) >>> 2]!;
    resize(s, used > 50000 ? used * 2 : used * 4);
  }

  /** Adds a key (a new reference to it): 1 when it was not there, 0 when it was, -1 with an exception. */
  function add(s: Addr, key: Addr, low: number, high: number): 1 | 0 | -1 {
    for (;;) {
      const r = addOnce(s, key, low, high);
      if (r !== CHANGED_ADD) return r as 1 | 0 | -1;
    }
  }
  const CHANGED_ADD = 2;
  function addOnce(s: Addr, key: Addr, low: number, high: number): number {
    const table = I32[(s + TABLE) >>> 2]!;
    const mask = I32[(s + MASK) >>> 2]!;
    let perturbLow = low;
    let perturbHigh = high;
    let i = low & mask;
    let dummy = 0;
    for (;;) {
      let entry = table + (i << ENTRY_SHIFT);
      let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
      do {
        const at = entry >>> 2;
        const k = I32[at]!;
        if (k === 0) {
          I32[key >>> 2] = I32[key >>> 2]! + 1;
          I32[(s + USED) >>> 2] = I32[(s + USED) >>> 2]! + 1;
          if (dummy !== 0) {
            put(dummy, key, low, high);
            return 1;
          }
          put(entry, key, low, high);
          const fill = I32[(s + FILL) >>> 2]! + 1;
          I32[(s + FILL) >>> 2] = fill;
          if (fill * 5 >= mask * 3) grow(s);
          return 1;
        }
        if (I32[at + 2] === low && I32[at + 3] === high) {
          if (k === key) return 0;
          const eq = equal(k, key);
          if (eq !== 0) return eq > 0 ? 0 : -1;
          if (I32[(s + TABLE) >>> 2] !== table || I32[at] !== k) return CHANGED_ADD;
        } else if (k === SET_DUMMY) dummy = entry;
        entry += 1 << ENTRY_SHIFT;
      } while (probes-- > 0);
      perturbLow = (perturbLow >>> 5) | (perturbHigh << 27);
      perturbHigh >>>= 5;
      i = (i * 5 + 1 + (perturbLow >>> 0)) & mask;
    }
  }

  /** Takes the key of an entry out: the reference is the caller's. */
  function takeEntry(s: Addr, entry: Addr): Owned {
    const at = entry >>> 2;
    const key = I32[at]!;
    I32[at] = SET_DUMMY;
    I32[at + 1] = WINDOW_HIGH;
    I32[at + 2] = -1;
    I32[at + 3] = -1;
    I32[(s + USED) >>> 2] = I32[(s + USED) >>> 2]! - 1;
    return key as Owned;
  }
  /** Takes a key out: 1, 0 when it was not there, -1 with an exception. */
  function discard(s: Addr, key: Addr, low: number, high: number): 1 | 0 | -1 {
    const entry = find(s, key, low, high);
    if (entry === MISSING) return 0;
    if (entry === ERROR) return -1;
    decref(takeEntry(s, entry));
    return 1;
  }
  function has(s: Addr, key: Addr, low: number, high: number): 1 | 0 | -1 {
    const entry = find(s, key, low, high);
    return entry === MISSING ? 0 : entry === ERROR ? -1 : 1;
  }

  /** Walks the table: the next cursor, 0 at the end; the key and its hash in the accessors below. */
  function next(s: Borrowed, cursor: number): number {
    const mask = I32[(s + MASK) >>> 2]!;
    let at = (I32[(s + TABLE) >>> 2]! + (cursor << ENTRY_SHIFT)) >>> 2;
    for (let i = cursor; i <= mask; i++, at += 4) {
      const k = I32[at]!;
      if (k !== 0 && k !== SET_DUMMY) {
        nextKey = k;
        nextLow = I32[at + 2]!;
        nextHigh = I32[at + 3]!;
        return i + 1;
      }
    }
    return 0;
  }

  return {
    init,
    find,
    add,
    discard,
    has,
    takeEntry,
    insertClean,
    resize,
    grow,
    next,
    key: () => nextKey as Borrowed,
    hashLow: () => nextLow,
    hashHigh: () => nextHigh,
  }; // prettier-ignore
}
