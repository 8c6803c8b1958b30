/**
 * The module `_heapq`: binary heaps in lists. Sifting goes all the way down to a leaf and then up again, which needs fewer comparisons
 * than stopping early, as items from the end mostly belong near the bottom (Knuth, volume 3, 5.2.3, exercise 18).
 */
import { type Borrowed, ldPtr, NULL, type Owned, stPtr } from '@tyston/memory';
import {
  badArgument,
  compareBool,
  decref,
  incref,
  isInstance,
  listAppend,
  listItem,
  listItems,
  listLength,
  listTake,
  type ModuleSpec,
  method,
  None,
  newRef,
  newStr,
  Py_LT,
  setError,
  T,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';

/** `a < b` of two items of a heap that may change meanwhile: 1, 0, -1. `down` turns the heap round. */
function before(heap: Borrowed, i: number, k: number, down: boolean): number {
  const a = newRef(listItem(heap, down ? k : i));
  const b = newRef(listItem(heap, down ? i : k));
  const r = compareBool(a, b, Py_LT);
  decref(a);
  decref(b);
  return r;
}
function swap(heap: Borrowed, i: number, k: number): void {
  const a = listItems(heap) + i * 8;
  const b = listItems(heap) + k * 8;
  const x = ldPtr(a);
  stPtr(a, ldPtr(b));
  stPtr(b, x);
}
/** False, with RuntimeError, when a comparison has changed the list's length. */
function unchanged(heap: Borrowed, n: number): boolean {
  if (listLength(heap) === n) return true;
  setError(T.RuntimeError, 'list changed size during iteration');
  return false;
}
/** Moves the item at `pos` towards `start` as far as it comes before its parents. False with an exception. */
function siftTowardsRoot(heap: Borrowed, start: number, pos: number, down: boolean): boolean {
  const n = listLength(heap);
  if (pos >= n) {
    setError(T.IndexError, 'index out of range');
    return false;
  }
  while (pos > start) {
    const parent = (pos - 1) >> 1;
    const r = before(heap, pos, parent, down);
    if (r < 0 || !unchanged(heap, n)) return false;
    if (r === 0) break;
    swap(heap, pos, parent);
    pos = parent;
  }
  return true;
}
/** Moves the item at `pos` down to a leaf, along the children that come first, and up again. */
function sift(heap: Borrowed, pos: number, down: boolean): boolean {
  const n = listLength(heap);
  const start = pos;
  const limit = n >> 1;
  while (pos < limit) {
    let child = 2 * pos + 1;
    if (child + 1 < n) {
      const r = before(heap, child, child + 1, down);
      if (r < 0) return false;
      child += r ^ 1;
      if (!unchanged(heap, n)) return false;
    }
    swap(heap, pos, child);
    pos = child;
  }
  return siftTowardsRoot(heap, start, pos, down);
}

/** TypeError unless it is a list; `which` is "argument" or "argument 1", as the function has one or two. */
function isList(name: string, which: string, heap: Borrowed): boolean {
  if (isInstance(heap, T.list)) return true;
  badArgument(name, which, 'list', heap);
  return false;
}
const indexError = () => setError(T.IndexError, 'index out of range');

function push(_m: Borrowed, heap: Borrowed, item: Borrowed): Owned {
  if (!isList('heappush', 'argument 1', heap)) return NULL;
  listAppend(heap, item);
  return siftTowardsRoot(heap, 0, listLength(heap) - 1, false) ? newRef(None) : NULL;
}
function pop(name: string, down: boolean) {
  return (_m: Borrowed, heap: Borrowed): Owned => {
    if (!isList(name, 'argument', heap)) return NULL;
    const n = listLength(heap);
    if (n === 0) return indexError();
    const last = listTake(heap, n - 1);
    if (n === 1) return last;
    const first = ldPtr(listItems(heap)) as Owned;
    stPtr(listItems(heap), last);
    if (sift(heap, 0, down)) return first;
    decref(first);
    return NULL;
  };
}
/** Puts an item in the place of the first: the old first. */
function replaceFirst(heap: Borrowed, item: Borrowed, down: boolean): Owned {
  const first = ldPtr(listItems(heap)) as Owned;
  incref(item);
  stPtr(listItems(heap), item);
  if (sift(heap, 0, down)) return first;
  decref(first);
  return NULL;
}
function replace(name: string, down: boolean) {
  return (_m: Borrowed, heap: Borrowed, item: Borrowed): Owned => {
    if (!isList(name, 'argument 1', heap)) return NULL;
    return listLength(heap) === 0 ? indexError() : replaceFirst(heap, item, down);
  };
}
function pushPop(_m: Borrowed, heap: Borrowed, item: Borrowed): Owned {
  if (!isList('heappushpop', 'argument 1', heap)) return NULL;
  if (listLength(heap) === 0) return newRef(item);
  const first = newRef(listItem(heap, 0));
  const r = compareBool(first, item, Py_LT);
  decref(first);
  if (r < 0) return NULL;
  if (r === 0) return newRef(item);
  return listLength(heap) === 0 ? indexError() : replaceFirst(heap, item, false);
}
function heapify(name: string, down: boolean) {
  return (_m: Borrowed, heap: Borrowed): Owned => {
    if (!isList(name, 'argument', heap)) return NULL;
    const n = listLength(heap);
    for (const i of heapifyOrder(n)) if (!sift(heap, i, down)) return NULL;
    return newRef(None);
  };
}
/** Subtrees in an order that keeps the cache warm in large heaps: each parent soon after its children (CPython's order). */
function* heapifyOrder(n: number): Iterable<number> {
  if (n <= 2500) {
    for (let i = (n >> 1) - 1; i >= 0; i--) yield i;
    return;
  }
  // Leftmost parents of the lowest level first.
  const m = n >> 1;
  let leftmost = 1;
  while (leftmost * 2 <= m + 1) leftmost *= 2;
  leftmost -= 1;
  const half = m >> 1;
  for (let i = leftmost - 1; i >= half; i--) yield* upward(i);
  for (let i = m - 1; i >= leftmost; i--) yield* upward(i);
}
function* upward(i: number): Iterable<number> {
  for (let k = i; ; k = k >> 1) {
    yield k;
    if ((k & 1) === 0) return;
  }
}

export const heapqModule: ModuleSpec = {
  name: '_heapq',
  doc: 'Heap queue algorithm (a.k.a. priority queue).\n\nHeaps are arrays for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for\nall k, counting elements from 0.  For the sake of comparison,\nnon-existing elements are considered to be infinite.  The interesting\nproperty of a heap is that a[0] is always its smallest element.\n',
  functions: [
    method(
      'heappush',
      '($module, heap, item, /)',
      push,
      'Push item onto heap, maintaining the heap invariant.',
    ),
    method(
      'heappushpop',
      '($module, heap, item, /)',
      pushPop,
      'Push item on the heap, then pop and return the smallest item from the heap.\n\nThe combined action runs more efficiently than heappush() followed by\na separate call to heappop().',
    ),
    method(
      'heappop',
      '($module, heap, /)',
      pop('heappop', false),
      'Pop the smallest item off the heap, maintaining the heap invariant.',
    ),
    method(
      'heapreplace',
      '($module, heap, item, /)',
      replace('heapreplace', false),
      'Pop and return the current smallest value, and add the new item.\n\nThis is more efficient than heappop() followed by heappush(), and can be\nmore appropriate when using a fixed-size heap.  Note that the value\nreturned may be larger than item!  That constrains reasonable uses of\nthis routine unless written as part of a conditional replacement:\n\n    if item > heap[0]:\n        item = heapreplace(heap, item)',
    ),
    method(
      'heapify',
      '($module, heap, /)',
      heapify('heapify', false),
      'Transform list into a heap, in-place, in O(len(heap)) time.',
    ),
    method('_heappop_max', '($module, heap, /)', pop('_heappop_max', true), 'Maxheap variant of heappop.'),
    method(
      '_heapify_max',
      '($module, heap, /)',
      heapify('_heapify_max', true),
      'Maxheap variant of heapify.',
    ),
    method(
      '_heapreplace_max',
      '($module, heap, item, /)',
      replace('_heapreplace_max', true),
      'Maxheap variant of heapreplace.',
    ),
  ],
  exec: (module) => setModuleAttr(module, '__about__', newStr('Heap queues')),
};
