/** What the list type and others do to whole stretches of a list: room, extension, slices. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  type Owned,
  PyListObject,
  PyVarObject,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { BIGGEST_SSIZE, getIter, iterNext, lengthHint } from '../core/abstract.js';
import { dictEntryKey, dictLength, dictNext } from '../core/dict.js';
import { errOccurred, setError } from '../core/errors.js';
import { free, malloc, realloc } from '../core/heap.js';
import { intFitsNumber, intToNumber, newInt } from '../core/int.js';
import { listAppend, listItems, listLength } from '../core/list.js';
import { copyRefs, decref, decrefLater, incref, typeOf } from '../core/refcount.js';
import { setLength, setNext, setNextKey } from '../core/set.js';
import { tupleItems, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';
import { RangeObject } from './range-object.js';

const ALLOCATED = PyListObject.allocated;
const ITEMS = PyListObject.ob_item;
const SIZE = PyVarObject.ob_size;

/** The most items that a list in the window can have. */
export const MAX_ITEMS = 0x1fff_ffff;

/** Makes room for `n` items in all, with CPython's over-allocation; sets the length. New places are not initialised. */
export function listSetLength(p: Borrowed, n: number): void {
  const allocated = ld32(p + ALLOCATED);
  if (allocated >= n && n >= allocated >> 1) {
    stSsize(p + SIZE, n);
    return;
  }
  let room = (n + (n >>> 3) + 6) & ~3;
  // A jump beyond what over-allocation gives: only round up.
  if (n - ld32(p + SIZE) > room - n) room = (n + 3) & ~3;
  if (n === 0) {
    free(ldAddr(p + ITEMS));
    stPtr(p + ITEMS, 0);
    room = 0;
  } else stPtr(p + ITEMS, realloc(ldAddr(p + ITEMS), room * 8));
  stSsize(p + ALLOCATED, room);
  stSsize(p + SIZE, n);
}
/** Empties a list. */
export function listClear(p: Borrowed): void {
  const items = ldAddr(p + ITEMS);
  if (items === 0) return;
  const n = listLength(p);
  stPtr(p + ITEMS, 0);
  stSsize(p + ALLOCATED, 0);
  stSsize(p + SIZE, 0);
  for (let i = n - 1; i >= 0; i--) decref(ldPtr(items + i * 8));
  free(items);
}
/** Appends new references to `n` pointers at `from`, which may be the list's own items. */
function extendFrom(p: Borrowed, from: Addr, n: number, own: boolean): void {
  if (n === 0) return;
  const m = listLength(p);
  if (ld32(p + ITEMS) === 0) preallocate(p, n);
  listSetLength(p, m + n);
  const items = listItems(p);
  const source = own ? items : from;
  copyRefs(items + m * 8, source, n);
}
/** Gives a list without memory room for exactly `n` items (rounded to an even number, as CPython rounds to 16 bytes). */
function preallocate(p: Borrowed, n: number): void {
  const room = (n + 1) & ~1;
  stPtr(p + ITEMS, malloc(room * 8));
  stSsize(p + ALLOCATED, room);
}

/** Makes room for `n` more items, as for an iterable that says how many there are. */
function reserve(p: Borrowed, n: number): void {
  const m = listLength(p);
  if (ld32(p + ITEMS) === 0) {
    if (n > 0) preallocate(p, n);
  } else {
    listSetLength(p, m + n);
    stSsize(p + SIZE, m);
  }
}
/** Extends by the items of a range, dict or set without making an iterator: nothing can run in between. True when done. */
function extendQuickly(p: Borrowed, tp: Borrowed, iterable: Borrowed): boolean {
  if (tp === T.range) {
    const length = ldPtr(iterable + RangeObject.length);
    const first = ldPtr(iterable + RangeObject.start);
    const stride = ldPtr(iterable + RangeObject.step);
    if (!intFitsNumber(length) || !intFitsNumber(first) || !intFitsNumber(stride)) return false;
    const n = intToNumber(length);
    const step = intToNumber(stride);
    let v = intToNumber(first);
    if (n > MAX_ITEMS || Math.abs(v) + Math.abs(step) * n > Number.MAX_SAFE_INTEGER) return false;
    const m = listLength(p);
    reserve(p, n);
    for (let i = 0; i < n; i++, v += step) {
      stPtr(listItems(p) + (m + i) * 8, newInt(v));
      stSsize(p + SIZE, m + i + 1);
    }
  } else if (tp === T.dict) {
    reserve(p, dictLength(iterable));
    for (let c = dictNext(iterable, 0); c !== 0; c = dictNext(iterable, c)) listAppend(p, dictEntryKey());
  } else if (tp === T.set || tp === T.frozenset) {
    reserve(p, setLength(iterable));
    for (let c = setNext(iterable, 0); c !== 0; c = setNext(iterable, c)) listAppend(p, setNextKey());
  } else return false;
  if (listLength(p) < ld32(p + ALLOCATED)) listSetLength(p, listLength(p));
  return true;
}

/** `list.extend(iterable)`: 0, or -1 with an exception (items added before it stay). */
export function listExtend(p: Borrowed, iterable: Borrowed): 0 | -1 {
  const tp = typeOf(iterable);
  if (tp === T.list) {
    extendFrom(p, listItems(iterable), listLength(iterable), iterable === p);
    return 0;
  }
  if (tp === T.tuple) {
    extendFrom(p, tupleItems(iterable), tupleLength(iterable), false);
    return 0;
  }
  if (extendQuickly(p, tp, iterable)) return 0;
  const it = getIter(iterable);
  if (it === 0) return -1;
  const hint = lengthHint(iterable, 8);
  if (hint < 0) {
    decref(it);
    return -1;
  }
  const m = listLength(p);
  // A length that could not be is taken for a lie, where there are items already.
  const lie = m > 0 && hint === BIGGEST_SSIZE;
  if (hint > MAX_ITEMS && !lie) {
    decref(it);
    setError(T.MemoryError, '');
    return -1;
  }
  if (ld32(p + ITEMS) === 0) {
    if (hint > 0) preallocate(p, hint);
  } else if (!lie) {
    listSetLength(p, m + hint);
    stSsize(p + SIZE, m);
  }
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    const n = listLength(p);
    if (n < ld32(p + ALLOCATED)) {
      stSsize(p + SIZE, n + 1);
      stPtr(listItems(p) + n * 8, item);
    } else {
      listSetLength(p, n + 1);
      stPtr(listItems(p) + n * 8, item);
    }
  }
  decref(it);
  // The guess may have been too large.
  if (listLength(p) < ld32(p + ALLOCATED)) listSetLength(p, listLength(p));
  return errOccurred() ? -1 : 0;
}

/**
 * Replaces items [low, high) by `n` new references to pointers at `from` (memory that stays valid while destructors run).
 * `from` must not lie in the list.
 */
export function listReplace(p: Borrowed, low: number, high: number, from: Addr, n: number): void {
  const size = listLength(p);
  const removed = high - low;
  const d = n - removed;
  if (size + d === 0) {
    listClear(p);
    return;
  }
  if (d > 0) {
    listSetLength(p, size + d);
    const after = listItems(p) + high * 8;
    copy(after + d * 8, after, (size - high) * 8);
  }
  const items = listItems(p);
  // The new items' references first: what is removed may be the same objects.
  for (let i = 0; i < n; i++) incref(ldPtr(from + i * 8));
  let waiting: Owned[] | null = null;
  for (let i = low; i < high; i++) waiting = decrefLater(ldPtr(items + i * 8) as Owned, waiting);
  if (d < 0) {
    copy(items + (high + d) * 8, items + high * 8, (size - high) * 8);
    listSetLength(p, size + d);
  }
  if (n > 0) copy(listItems(p) + low * 8, from, n * 8);
  if (waiting !== null) for (let i = waiting.length - 1; i >= 0; i--) decref(waiting[i]!);
}

/** Inserts a new reference before `index`, clipped to the list; negative indices count from the end. */
export function listInsert(p: Borrowed, index: number, item: Borrowed): void {
  const n = listLength(p);
  let i = index < 0 ? index + n : index;
  i = i < 0 ? 0 : Math.min(i, n);
  listSetLength(p, n + 1);
  const items = listItems(p);
  if (i < n) copy(items + (i + 1) * 8, items + i * 8, (n - i) * 8);
  incref(item);
  stPtr(items + i * 8, item);
}
/** Takes item `i` out: the list's reference becomes the caller's. */
export function listTake(p: Borrowed, i: number): Owned {
  const n = listLength(p);
  const items = listItems(p);
  const item = ldPtr(items + i * 8) as Owned;
  if (n === 1) {
    stPtr(p + ITEMS, 0);
    stSsize(p + ALLOCATED, 0);
    stSsize(p + SIZE, 0);
    free(items);
    return item;
  }
  if (i < n - 1) copy(items + i * 8, items + (i + 1) * 8, (n - 1 - i) * 8);
  listSetLength(p, n - 1);
  return item;
}
