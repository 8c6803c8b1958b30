/** Sets: making, reading and changing them. The methods of `set` and `frozenset` are in types/set; the table is in set-core.ts. */
import {
  type Addr,
  type Allocator,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PySetObject,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { allocInstance, newGc, typeFlags } from './alloc.js';
import {
  dictEntryHash,
  dictEntryHashHigh,
  dictEntryKey,
  dictLength,
  dictNext,
  keyHash,
  keyHashHigh,
} from './dict.js';
import { gcTrack } from './gc-list.js';
import { free, heap, malloc } from './heap.js';
import { setKeyError } from './key-error.js';
import { decref, incref } from './refcount.js';
import { makeSetCore, SET_DUMMY, SET_MINSIZE, type SetCore } from './set-core.js';
import { T } from './wellknown.js';

export { setKeyError };

const FILL = PySetObject.fill;
const USED = PySetObject.used;
const MASK = PySetObject.mask;
const TABLE = PySetObject.table;
const SMALL = PySetObject.smalltable;
const HASH = PySetObject.hash;

let attachedTo: Allocator | null = null;
let core: SetCore;
function attach(): SetCore {
  if (attachedTo !== heap()) {
    core = makeSetCore();
    attachedTo = heap();
    setNext = core.next;
    setNextKey = core.key;
  }
  return core;
}
/** Makes the hot functions for the attached window: see attachDicts. */
export function attachSets(): void {
  attachedTo = null;
  attach();
}

/** An empty set of a type: `set`, `frozenset` or a subclass. */
export function newSetOf(type: Borrowed): Owned {
  const c = attach();
  const s = typeFlags(type) & TypeFlags.HEAPTYPE ? allocInstance(type, 0) : newGc(type, PySetObject.size);
  c.init(s);
  gcTrack(s);
  return s;
}
export function newSet(): Owned {
  return newSetOf(T.set);
}
export function newFrozenSet(): Owned {
  return newSetOf(T.frozenset);
}
export function setLength(s: Borrowed): number {
  return ld32(s + USED);
}
export function setMask(s: Borrowed): number {
  return ld32(s + MASK);
}
/** Bytes of the table where it is not in the object. */
export function setTableBytes(s: Borrowed): number {
  return ldAddr(s + TABLE) === s + SMALL ? 0 : (ld32(s + MASK) + 1) * 16;
}

// -- one key ---------------------------------------------------------------------------------------------------

/** Adds a key: 1 when it was new, 0 when it was there, -1 with an exception. */
export function setAdd(s: Borrowed, key: Borrowed): 1 | 0 | -1 {
  const low = keyHash(key);
  const high = keyHashHigh();
  if (low === -1 && high === -1) return -1;
  return attach().add(s, key, low, high);
}
export function setAddHashed(s: Borrowed, key: Borrowed, low: number, high: number): 1 | 0 | -1 {
  return core.add(s, key, low, high);
}
/** `key in s`: 1, 0, or -1 with an exception. */
export function setContains(s: Borrowed, key: Borrowed): 1 | 0 | -1 {
  const low = keyHash(key);
  const high = keyHashHigh();
  if (low === -1 && high === -1) return -1;
  return attach().has(s, key, low, high);
}
export function setContainsHashed(s: Borrowed, key: Borrowed, low: number, high: number): 1 | 0 | -1 {
  return attach().has(s, key, low, high);
}
/** Takes a key out: 1, 0 when it was not there, -1 with an exception. */
export function setDiscard(s: Borrowed, key: Borrowed): 1 | 0 | -1 {
  const low = keyHash(key);
  const high = keyHashHigh();
  if (low === -1 && high === -1) return -1;
  return attach().discard(s, key, low, high);
}
export function setDiscardHashed(s: Borrowed, key: Borrowed, low: number, high: number): 1 | 0 | -1 {
  return attach().discard(s, key, low, high);
}
/** Takes some key out, going round the table from where the last one was found. NULL without an error when the set is empty. */
export function setPop(s: Borrowed): Owned {
  if (ld32(s + USED) === 0) return NULL;
  const table = ldAddr(s + TABLE);
  const mask = ld32(s + MASK);
  let i = ld32(s + PySetObject.finger) & mask;
  for (;;) {
    const k = ldPtr(table + i * 16);
    if (k !== 0 && k !== SET_DUMMY) break;
    if (++i > mask) i = 0;
  }
  st32(s + PySetObject.finger, i + 1);
  return attach().takeEntry(s, table + i * 16);
}

// -- iterating -------------------------------------------------------------------------------------------------

/** Walks a set: `for (let c = setNext(s, 0); c !== 0; c = setNext(s, c))`, the key in `setNextKey()`, borrowed. */
export let setNext = (s: Borrowed, cursor: number): number => attach().next(s, cursor);
export let setNextKey = (): Borrowed => attach().key();
/** Words of the hash of that key. */
export function setNextHash(): number {
  return core.hashLow();
}
export function setNextHashHigh(): number {
  return core.hashHigh();
}

// -- the whole -------------------------------------------------------------------------------------------------

/** Takes everything out. */
export function setClear(s: Borrowed): void {
  attach();
  const table = ldAddr(s + TABLE);
  const mask = ld32(s + MASK);
  if (ld32(s + FILL) === 0 && table === s + SMALL) return;
  let from: Addr = table;
  if (table === s + SMALL) {
    from = malloc(SET_MINSIZE * 16);
    copy(from, table, SET_MINSIZE * 16);
  }
  // The weak references of the set stay.
  const weak = ldPtr(s + PySetObject.weakreflist);
  const finger = ld32(s + PySetObject.finger);
  core.init(s);
  st32(s + PySetObject.finger, finger);
  stPtr(s + PySetObject.weakreflist, weak);
  releaseKeys(from, mask);
  free(from);
}
function releaseKeys(table: Addr, mask: number): void {
  for (let i = 0, at = table; i <= mask; i++, at += 16) {
    const k = ldPtr(at);
    if (k !== 0 && k !== SET_DUMMY) decref(k);
  }
}
/** Releases what a dying set holds. */
export function setRelease(s: Borrowed): void {
  const table = ldAddr(s + TABLE);
  const mask = ld32(s + MASK);
  st32(s + USED, 0);
  releaseKeys(table, mask);
  if (table !== s + SMALL) free(table);
}
export function setTraverse(s: Borrowed, visit: (p: Borrowed) => void): void {
  const table = ldAddr(s + TABLE);
  const mask = ld32(s + MASK);
  for (let i = 0, at = table; i <= mask; i++, at += 16) {
    const k = ldPtr(at);
    if (k !== 0 && k !== SET_DUMMY) visit(k);
  }
}

/** Adds all keys of a set: 0, or -1 with an exception (set_merge). */
export function setMerge(s: Borrowed, other: Borrowed): 0 | -1 {
  if (other === s || ld32(other + USED) === 0) return 0;
  const c = attach();
  const otherUsed = ld32(other + USED);
  if ((ld32(s + FILL) + otherUsed) * 5 >= ld32(s + MASK) * 3) c.resize(s, (ld32(s + USED) + otherUsed) * 2);
  const mask = ld32(s + MASK);
  const otherMask = ld32(other + MASK);
  if (ld32(s + FILL) === 0) {
    const table = ldAddr(s + TABLE);
    const from = ldAddr(other + TABLE);
    // Tables of one size without dummies are the same, byte for byte.
    if (mask === otherMask && ld32(other + FILL) === otherUsed) {
      copy(table, from, (mask + 1) * 16);
      for (let i = 0, at = table; i <= mask; i++, at += 16) if (ld32(at) !== 0) incref(ldPtr(at));
    } else {
      for (let cursor = c.next(other, 0); cursor !== 0; cursor = c.next(other, cursor)) {
        incref(c.key());
        c.insertClean(table, mask, c.key(), c.hashLow(), c.hashHigh());
      }
    }
    st32(s + FILL, otherUsed);
    st32(s + USED, otherUsed);
    return 0;
  }
  for (let cursor = c.next(other, 0); cursor !== 0; cursor = c.next(other, cursor)) {
    const key = c.key();
    incref(key);
    const r = c.add(s, key, c.hashLow(), c.hashHigh());
    decref(key);
    if (r < 0) return -1;
  }
  return 0;
}
/** Adds all keys of an exact dict. */
export function setMergeDict(s: Borrowed, d: Borrowed): 0 | -1 {
  const c = attach();
  const n = dictLength(d);
  if ((ld32(s + FILL) + n) * 5 >= ld32(s + MASK) * 3) c.resize(s, (ld32(s + USED) + n) * 2);
  for (let cursor = dictNext(d, 0); cursor !== 0; cursor = dictNext(d, cursor)) {
    const key = dictEntryKey();
    // Comparing may take it out of the dict.
    incref(key);
    const r = c.add(s, key, dictEntryHash(d, cursor), dictEntryHashHigh(d, cursor));
    decref(key);
    if (r < 0) return -1;
  }
  return 0;
}
/** Drops the dummies when they are more than a quarter of the table. */
export function setCompact(s: Borrowed): void {
  if (ld32(s + FILL) - ld32(s + USED) > ld32(s + MASK) >> 2) attach().grow(s);
}

/** Exchanges the contents of two sets. Cached hashes go, unless both are frozensets. */
export function setSwap(a: Borrowed, b: Borrowed): void {
  const words = [FILL, USED, MASK] as const;
  for (const w of words) {
    const t = ld32(a + w);
    st32(a + w, ld32(b + w));
    st32(b + w, t);
  }
  const ta = ldAddr(a + TABLE);
  const tb = ldAddr(b + TABLE);
  const small = malloc(SET_MINSIZE * 16);
  if (ta === a + SMALL || tb === b + SMALL) {
    copy(small, a + SMALL, SET_MINSIZE * 16);
    copy(a + SMALL, b + SMALL, SET_MINSIZE * 16);
    copy(b + SMALL, small, SET_MINSIZE * 16);
  }
  free(small);
  stPtr(a + TABLE, tb === b + SMALL ? a + SMALL : tb);
  stPtr(b + TABLE, ta === a + SMALL ? b + SMALL : ta);
  for (const s of [a, b]) {
    st32(s + HASH, -1);
    st32(s + HASH + 4, -1);
  }
}
