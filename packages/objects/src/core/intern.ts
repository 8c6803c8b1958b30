/**
 * Interned strings: one object for each text that is a name, so that names compare by address.
 *
 * The table's own references to a string do not count: a name that nobody else has dies as any other string, and its
 * dealloc takes it out of the table and of the caches that know names by their address.
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyASCIIObject,
  st32,
  stPtr,
  UnicodeState,
} from '@tyston/memory';
import { dictDel, dictEntryKey, dictGetStr, dictNext, dictSet } from './dict.js';
import { dealloc, decref, incref, newRef, typeOf } from './refcount.js';
import { State } from './state.js';
import { newStr } from './str.js';
import { T } from './wellknown.js';

const known = new Map<string, Borrowed>();

/** References of the table: each string is its own key and value. */
const OF_TABLE = 2;

/** The interned str of a constant text, immortal, borrowed. A per-isolate cache in front of the window's table. */
export function intern(text: string): Borrowed {
  let p = known.get(text);
  if (p === undefined) {
    p = internInPlace(newStr(text));
    known.set(text, p);
  }
  return p;
}

/** A name whose interned str is looked for once: for what is asked all the time. */
export interface ConstantName {
  readonly text: string;
  handle: number;
}
const constantNames: ConstantName[] = [];
export function constantName(text: string): ConstantName {
  const name = { text, handle: 0 };
  constantNames.push(name);
  return name;
}
/** Its interned str, borrowed. */
export function handleOf(name: ConstantName): Borrowed {
  return (name.handle !== 0 ? name.handle : (name.handle = intern(name.text))) as Borrowed;
}

/** Forgets what the previous window's addresses were. */
export function resetInternCache(): void {
  known.clear();
  for (const name of constantNames) name.handle = 0;
}

/** Ends the table, when nothing needs names any more: constants die, and whoever else has a name keeps it as a plain string. */
export function endInterning(): void {
  for (const p of known.values()) decref(p);
  resetInternCache();
  const table = ldPtr(State.INTERNED);
  for (let at = dictNext(table, 0); at !== 0; at = dictNext(table, at)) {
    const p = dictEntryKey();
    st32(p, ld32(p) + OF_TABLE);
    st32(p + PyASCIIObject.state, ld32(p + PyASCIIObject.state) & ~UnicodeState.INTERNED_MASK);
  }
  stPtr(State.INTERNED, 0);
  decref(table);
}

export function isInterned(p: Borrowed): boolean {
  return (ld32(p + PyASCIIObject.state) & UnicodeState.INTERNED_MASK) !== 0;
}

/** The interned equal of a str: steals `p` and returns a new reference. Not for subclasses, which stay as they are. */
export function internInPlace(p: Owned): Owned {
  if (typeOf(p) !== T.str || isInterned(p)) return p;
  const table = ldPtr(State.INTERNED);
  const old = dictGetStr(table, p);
  if (old !== 0) {
    incref(old);
    // The caller's reference to the duplicate goes.
    const n = ld32(p) - 1;
    if (n > 0) st32(p, n);
    else dealloc(p);
    return old as Owned;
  }
  dictSet(table, p, p);
  st32(p, ld32(p) - OF_TABLE);
  st32(p + PyASCIIObject.state, ld32(p + PyASCIIObject.state) | 1);
  return p;
}

/** What caches names by their address: the bit that says so in a name, and how the cache forgets one. */
const CACHES = { types: UnicodeState.CACHED_BY_TYPES, sites: UnicodeState.CACHED_BY_SITES } as const;
type Cache = keyof typeof CACHES;
const forgetters = new Map<Cache, (name: Borrowed) => void>();
export function onNameDeath(cache: Cache, forget: (name: Borrowed) => void): void {
  forgetters.set(cache, forget);
}
/** A cache has taken in the address of a name. */
export function markCached(name: Borrowed, cache: Cache): void {
  const at = name + PyASCIIObject.state;
  st32(at, ld32(at) | CACHES[cache]);
}
/** An interned string dies: its dealloc calls this before the memory goes. */
export function forgetInterned(p: Borrowed): void {
  const state = ld32(p + PyASCIIObject.state);
  for (const [cache, forget] of forgetters) if (state & CACHES[cache]) forget(p);
  st32(p + PyASCIIObject.state, state & ~UnicodeState.INTERNED_MASK);
  // One more than the table's, so that the table does not destroy it again.
  st32(p, OF_TABLE + 1);
  dictDel(ldPtr(State.INTERNED), p);
  st32(p, 0);
}

/** An interned str from a JavaScript string. New reference. */
export function newInterned(text: string): Owned {
  return newRef(intern(text));
}
