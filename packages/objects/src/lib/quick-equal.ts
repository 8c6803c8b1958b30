/** `a == b` as containers ask it: identity first, then the frequent types without a call. */
import type { Borrowed } from '@tyston/memory';
import { keysEqual } from '../core/dict-lookup.js';
import { decref, incref } from '../core/refcount.js';

/** 1, 0, or -1 with an exception. Both must be kept alive by the caller. */
export function itemsEqual(a: Borrowed, b: Borrowed): number {
  return a === b ? 1 : keysEqual(a, b);
}
/** The same for an item of a container that may change while `__eq__` runs: holds a reference to it meanwhile. */
export function heldItemEqual(item: Borrowed, x: Borrowed): number {
  if (item === x) return 1;
  incref(item);
  const r = keysEqual(item, x);
  decref(item);
  return r;
}
