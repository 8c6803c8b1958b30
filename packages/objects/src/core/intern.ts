/** Interned strings: one object for each text that is a name, so that names compare by address. */
import { type Borrowed, ld32, ldPtr, type Owned, PyASCIIObject, st32, UnicodeState } from '@tyston/memory';
import { dictGetStr, dictSet } from './dict.js';
import { dealloc, incref, newRef, typeOf } from './refcount.js';
import { State } from './state.js';
import { newStr } from './str.js';
import { T } from './wellknown.js';

const known = new Map<string, Borrowed>();

/** The interned str of a constant text, immortal, borrowed. A per-isolate cache in front of the window's table. */
export function intern(text: string): Borrowed {
  let p = known.get(text);
  if (p === undefined) {
    p = internInPlace(newStr(text));
    known.set(text, p);
  }
  return p;
}

/** Forgets what the previous window's addresses were. */
export function resetInternCache(): void {
  known.clear();
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
  st32(p + PyASCIIObject.state, ld32(p + PyASCIIObject.state) | 1);
  return p;
}

/** An interned str from a JavaScript string. New reference. */
export function newInterned(text: string): Owned {
  return newRef(intern(text));
}
