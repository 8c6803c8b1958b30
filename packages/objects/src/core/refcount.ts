/**
 * Reference counts, and what happens when one reaches zero.
 *
 * Counts use the low word of ob_refcnt. Static objects start so high that they never die. Destruction may nest (a list
 * of lists of lists…): beyond a depth it is put off and done when the outermost destruction returns, so that no nesting
 * overflows the JavaScript stack.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyObject,
  PyTypeObject,
  st32,
  stPtr,
  TypeFlags,
  thunkIndex,
} from '@tyston/memory';
import { call1, functions } from './functions.js';
import { gcUntrack } from './gc-list.js';

/** The count that static objects start with. */
export const IMMORTAL_REFCOUNT = 1 << 28;

export function typeOf(p: Borrowed): Borrowed {
  return ldPtr(p + PyObject.ob_type);
}
export function refcount(p: Borrowed): number {
  return ld32(p);
}
export function incref(p: Borrowed): void {
  st32(p, ld32(p) + 1);
}
export function xincref(p: Borrowed): void {
  if (p !== 0) st32(p, ld32(p) + 1);
}
/** A new reference to `p`. */
export function newRef(p: Borrowed): Owned {
  st32(p, ld32(p) + 1);
  return p as Owned;
}
/** A new reference to `p`, or NULL for NULL. */
export function xnewRef(p: Borrowed): Owned {
  if (p !== 0) st32(p, ld32(p) + 1);
  return p as Owned;
}
/** Copies `n` pointers (8-byte words) to memory that holds none yet, and takes a reference to each. They must not overlap. */
export function copyRefs(to: Addr, from: Addr, n: number): void {
  for (let i = 0; i < n * 8; i += 8) {
    const p = ldPtr(from + i);
    st32(p, ld32(p) + 1);
    stPtr(to + i, p);
  }
}
/** Gives one reference back. */
export function decref(p: Borrowed): void {
  const n = ld32(p) - 1;
  if (n !== 0) st32(p, n);
  else dealloc(p);
}
/**
 * Gives a reference back in the midst of a change: at once where it is not the last, since that runs nothing; else it joins those that
 * wait until the change is complete. Returns those.
 */
export function decrefLater(p: Owned, waiting: Owned[] | null): Owned[] | null {
  const n = ld32(p) - 1;
  if (n !== 0) {
    st32(p, n);
    return waiting;
  }
  if (waiting === null) return [p];
  waiting.push(p);
  return waiting;
}
export function xdecref(p: Borrowed): void {
  if (p !== 0) decref(p);
}

const MAX_DEPTH = 50;
let depth = 0;
let postponed = 0 as Borrowed;

/** Destroys `p`, whose last reference has gone. */
export function dealloc(p: Borrowed): void {
  st32(p, 0);
  if (depth >= MAX_DEPTH) {
    const tp = typeOf(p);
    if (ld32(tp + PyTypeObject.tp_flags) & TypeFlags.HAVE_GC) {
      gcUntrack(p);
      st32(p, postponed);
      postponed = p;
      return;
    }
  }
  depth++;
  const tp = typeOf(p);
  const f = ld32(tp + PyTypeObject.tp_dealloc);
  const i = thunkIndex(f);
  if (i >= 0) functions[i]!(p);
  else call1(f, p);
  depth--;
  if (depth === 0) {
    while (postponed !== 0) {
      const q = postponed;
      postponed = ld32(q) as Borrowed;
      st32(q, 0);
      depth++;
      call1(ld32(typeOf(q) + PyTypeObject.tp_dealloc), q);
      depth--;
    }
  }
}
