/** Lists: making, reading and growing them. The methods of `list` are in types/list. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  type Owned,
  PyListObject,
  PyVarObject,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { newGcVar } from './alloc.js';
import { gcTrack } from './gc-list.js';
import { malloc, realloc } from './heap.js';
import { copyRefs, incref } from './refcount.js';
import { T } from './wellknown.js';

export function listLength(p: Borrowed): number {
  return ld32(p + PyVarObject.ob_size);
}
/** Address of the first item; changes whenever the list grows or shrinks. */
export function listItems(p: Borrowed): Addr {
  return ldAddr(p + PyListObject.ob_item);
}
/** Item `i`, borrowed: it may die as soon as anything else runs. */
export function listItem(p: Borrowed, i: number): Borrowed {
  return ldPtr(ldAddr(p + PyListObject.ob_item) + i * 8);
}
/** A new tracked list whose `n` places are not initialised: fill all of them with `listInit` before anything runs. */
export function newListBuffer(n: number): Owned {
  const p = newGcVar(T.list, PyListObject.size, n);
  stPtr(p + PyListObject.ob_item, n === 0 ? 0 : malloc(n * 8));
  stSsize(p + PyListObject.allocated, n);
  gcTrack(p);
  return p;
}
export function newList(): Owned {
  return newListBuffer(0);
}
/** Fills a place of a new list; steals `item`. */
export function listInit(p: Borrowed, i: number, item: Owned): void {
  stPtr(ldAddr(p + PyListObject.ob_item) + i * 8, item);
}
/** A list of new references to `n` pointers at `from`. */
export function newListFrom(from: Addr, n: number): Owned {
  const p = newListBuffer(n);
  copyRefs(listItems(p), from, n);
  return p;
}
/**
 * Sets the length, making room as CPython's lists do (an eighth more than asked for, rounded). New places are not
 * initialised; places cut off must have been released.
 */
export function listResize(p: Borrowed, n: number): void {
  const allocated = ld32(p + PyListObject.allocated);
  if (allocated >= n && n >= allocated >> 1) {
    stSsize(p + PyVarObject.ob_size, n);
    return;
  }
  const room = n === 0 ? 0 : (n + (n >>> 3) + 6) & ~3;
  stPtr(p + PyListObject.ob_item, realloc(ldAddr(p + PyListObject.ob_item), Math.max(room, 1) * 8));
  stSsize(p + PyListObject.allocated, room);
  stSsize(p + PyVarObject.ob_size, n);
}
/** Appends; steals `item`. */
export function listAppendOwned(p: Borrowed, item: Owned): void {
  const n = ld32(p + PyVarObject.ob_size);
  if (n < ld32(p + PyListObject.allocated)) stSsize(p + PyVarObject.ob_size, n + 1);
  else listResize(p, n + 1);
  stPtr(ldAddr(p + PyListObject.ob_item) + n * 8, item);
}
/** Appends a new reference to `item`. */
export function listAppend(p: Borrowed, item: Borrowed): void {
  incref(item);
  listAppendOwned(p, item as Owned);
}
