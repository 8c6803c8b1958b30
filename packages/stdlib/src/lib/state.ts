/**
 * The modules' own words in the window: types and dicts that a module must find again without its namespace. Append-only: a word,
 * once given, stays. The references in them are owned.
 */
import { type Addr, type Borrowed, ldPtr, type Owned, stPtr } from '@tyston/memory';
import { decref, State } from '@tyston/objects';

let next = State.STDLIB;
function word(): Addr {
  const a = next;
  next += 8;
  return a;
}

export const StdlibState = Object.freeze({
  STRUCT_ERROR: word(),
  STRUCT_TYPE: word(),
  STRUCT_ITERATOR: word(),
  STRUCT_CACHE: word(),
  ARRAY_TYPE: word(),
  ARRAY_ITERATOR: word(),
  ARRAY_RECONSTRUCTOR: word(),
});

/** The object in a word, borrowed. */
export function stateObject(at: Addr): Borrowed {
  return ldPtr(at);
}
/** Puts an object into a word; steals it, and releases what was there. */
export function setStateObject(at: Addr, value: Owned): void {
  const old = ldPtr(at);
  stPtr(at, value);
  if (old !== 0) decref(old);
}
