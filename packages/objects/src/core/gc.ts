/**
 * The cycle collector: CPython's, generation by generation.
 *
 * A collection takes the objects of a generation (and all younger ones), notes their reference counts, and subtracts the
 * references that come from among them. What keeps a count above zero is referenced from outside, and so is whatever it
 * reaches. The rest is garbage: weak references to it are cleared, finalizers run (which may resurrect it, so the question is
 * asked again), and `tp_clear` breaks the cycles; reference counting does the rest.
 *
 * (The algorithm is Neil Schemenauer's and Tim Peters', described in CPython's developer guide; PEP 442 is the finalizers' order.)
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyGC_Head,
  PyTypeObject,
  PyWeakReference,
  regionMap,
  st32,
  stPtr,
  TypeFlags,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import { hasFlag } from './alloc.js';
import { errFetch, errRestore } from './errors.js';
import { call1, functionAt } from './functions.js';
import {
  GC_AGAIN,
  GC_APART,
  GC_COLLECTING,
  GC_FINALIZED,
  gcFlags,
  gcHead,
  gcIsTracked,
  gcMove,
  gcNext,
  gcPrev,
  gcUntrack,
  setGcFlags,
  setGcNext,
  setGcPrev,
} from './gc-list.js';
import { listAppend } from './list.js';
import { decref, incref, refcount, typeOf } from './refcount.js';
import { State } from './state.js';
import { callWeakrefCallback, clearWeakref, weaklistAddress } from './weakref-object.js';
import { T } from './wellknown.js';

export const GENERATIONS = 3;
/** The generation of objects that `gc.freeze` has put aside. */
export const PERMANENT = 3;

const DEBUG_SAVEALL = 32;

/** Objects of a generation, oldest first. */
export function generationObjects(generation: number): Borrowed[] {
  const out: Borrowed[] = [];
  const head = gcHead(generation);
  for (let p = gcNext(head); p !== head; p = gcNext(p)) out.push(p as Borrowed);
  return out;
}
/** Moves all objects of one generation behind those of another. */
export function mergeGenerations(from: number, to: number): void {
  mergeLists(gcHead(from), gcHead(to));
}
function mergeLists(f: Addr, t: Addr): void {
  const first = gcNext(f);
  if (first === f) return;
  const last = gcPrev(f);
  const tail = gcPrev(t);
  setGcNext(tail, first);
  setGcPrev(first, tail);
  setGcNext(last, t);
  setGcPrev(t, last);
  setGcNext(f, f);
  setGcPrev(f, f);
}

/** True for an object whose type has a collector's head in front of it. */
export function isGcObject(p: Borrowed): boolean {
  const tp = typeOf(p);
  if (!hasFlag(tp, TypeFlags.HAVE_GC)) return false;
  const f = ld32(tp + PyTypeObject.tp_is_gc);
  return f === 0 || call1(f, p) !== 0;
}
/** Calls `visit` for each object that `p` holds. */
export function traverse(p: Borrowed, visit: (q: Borrowed) => void): void {
  const f = ld32(typeOf(p) + PyTypeObject.tp_traverse);
  if (f !== 0) functionAt(f)(p, visit);
}

/** An Int32Array whose elements are taken for what they are: borrowed references. */
interface Addresses extends Int32Array {
  [Symbol.iterator](): ArrayIterator<Borrowed>;
}

function listLength(head: Addr): number {
  let n = 0;
  for (let p = gcNext(head); p !== head; p = gcNext(p)) n++;
  return n;
}
function addressesIn(head: Addr): Addresses {
  const out = new Int32Array(listLength(head));
  let n = 0;
  for (let p = gcNext(head); p !== head; p = gcNext(p)) out[n++] = p;
  return out as Addresses;
}

/**
 * The high word of gc_prev, the same in all links, is the collector's note while an object is among those asked about: how many
 * references to it are not accounted for, and whether it looks unreachable so far. (So a collection takes no memory of its own.)
 */
const NOTE = -PyGC_Head.size + PyGC_Head._gc_prev + 4;
const ASKED = 0x80000000 | 0;
const APART = 0x40000000;
const COUNT = APART - 1;

/** What a traversal does with each object that it visits. */
const SUBTRACT = 0;
const REACH = 1;
const LOOK = 2;
let work = SUBTRACT;
/** REACH: the list that is asked about. */
let asked: Addr = 0;
/** Where the heap begins: what stands in front of an object outside of it may look like a note. */
let heapStart = 0;
/** LOOK: whether an object has been visited that may be part of a cycle. */
let looked = false;

/** Visits an object. One function for all work, so that V8 knows whom `tp_traverse` calls, and puts it there. */
function visit(q: Borrowed): void {
  if (work === LOOK) {
    looked ||= mayBeTracked(q);
    return;
  }
  const note = ld32(q + NOTE);
  if (note >= 0 || q >>> 0 < heapStart || !hasFlag(typeOf(q), TypeFlags.HAVE_GC)) return;
  if (work === SUBTRACT) {
    if (note & COUNT) st32(q + NOTE, note - 1);
    return;
  }
  if (note & APART) gcMove(q, asked);
  if (note & APART || (note & COUNT) === 0) st32(q + NOTE, ASKED | 1);
}

/**
 * Those of a list that nothing outside of it reaches; they end up at the end of the list, in its order.
 *
 * A pass over the list moves apart whatever has no reference from outside, and brings back what a reachable object reaches, to the end
 * of the list, where the pass will come to it.
 */
function unreachableIn(head: Addr): Addresses {
  heapStart = regionMap(views().I32.buffer.byteLength).heap.start;
  asked = head;
  for (let p = gcNext(head); p !== head; p = gcNext(p)) st32(p + NOTE, ASKED | (ld32(p) & COUNT));
  work = SUBTRACT;
  for (let p = gcNext(head); p !== head; p = gcNext(p)) traverse(p as Borrowed, visit);
  work = REACH;
  for (let p = gcNext(head) as Borrowed; p !== head; ) {
    if (ld32(p + NOTE) & COUNT) {
      st32(p + NOTE, WINDOW_HIGH);
      traverse(p, visit);
      p = gcNext(p) as Borrowed;
    } else {
      const next = gcNext(p) as Borrowed;
      gcMove(p, GC_APART);
      st32(p + NOTE, ASKED | APART);
      p = next;
    }
  }
  const found = addressesIn(GC_APART);
  for (const p of found) st32(p + NOTE, WINDOW_HIGH);
  mergeLists(GC_APART, head);
  return found;
}

/** While a collection is at work, its garbage is marked in front of it. */
function mark(garbage: Addresses, on: boolean): void {
  for (const p of garbage) setGcFlags(p, on ? gcFlags(p) | GC_COLLECTING : gcFlags(p) & ~GC_COLLECTING);
}
function isDying(p: Borrowed): boolean {
  return (gcFlags(p) & GC_COLLECTING) !== 0;
}

/** Weak references with callbacks that outlive their garbage referents: cleared now, called after all have been. The garbage is marked. */
function handleWeakrefs(garbage: Addresses): void {
  const toCall: [Owned, Owned][] = [];
  for (const p of garbage) {
    const head = weaklistAddress(p);
    if (head === 0) continue;
    for (let ref = ldPtr(head); ref !== 0; ref = ldPtr(head)) {
      const cb = ldPtr(ref + PyWeakReference.wr_callback);
      const callable = cb !== 0 && !isDying(ref);
      if (callable) {
        incref(ref);
        stPtr(ref + PyWeakReference.wr_callback, 0);
        clearWeakref(ref, true);
        toCall.push([ref as Owned, cb as Owned]);
      } else clearWeakref(ref, true);
    }
  }
  mark(garbage, false);
  for (const [ref, cb] of toCall) {
    callWeakrefCallback(ref, cb);
    decref(ref);
    decref(cb);
  }
}

/** Whether an object may be part of a cycle: an atomic one never, a tuple only while it is tracked. */
function mayBeTracked(p: Borrowed): boolean {
  return isGcObject(p) && (typeOf(p) !== T.tuple || gcIsTracked(p));
}
/** Tuples and dicts of a list whose contents cannot lead back to them need not be looked at again. */
function untrack(type: Borrowed, head: Addr): void {
  work = LOOK;
  for (let p = gcNext(head) as Borrowed; p !== head; ) {
    const next = gcNext(p) as Borrowed;
    if (typeOf(p) === type && !isDying(p)) {
      looked = false;
      traverse(p, visit);
      if (!looked) gcUntrack(p);
    }
    p = next;
  }
}

export interface CollectResult {
  collected: number;
  uncollectable: number;
}

/** What a collection runs (finalizers, callbacks) must not start another. */
function alone(work: () => CollectResult): CollectResult {
  if (ld32(State.GC_COLLECTING) !== 0) return { collected: 0, uncollectable: 0 };
  st32(State.GC_COLLECTING, 1);
  const result = work();
  st32(State.GC_COLLECTING, 0);
  return result;
}

/** Collects a generation and all younger ones. The pending exception is kept. */
export function collect(generation: number): CollectResult {
  return alone(() => collectKeepingError(generation));
}
function collectKeepingError(generation: number): CollectResult {
  const pending = errFetch();
  const result = collectGeneration(generation);
  errRestore(pending.type, pending.value, pending.traceback);
  return result;
}

function collectGeneration(generation: number): CollectResult {
  if (generation + 1 < GENERATIONS)
    st32(State.GC_COUNTS + (generation + 1) * 8, ld32(State.GC_COUNTS + (generation + 1) * 8) + 1);
  for (let g = 0; g <= generation; g++) st32(State.GC_COUNTS + g * 8, 0);
  for (let g = 0; g < generation; g++) mergeGenerations(g, generation);
  const head = gcHead(generation);
  const next = Math.min(generation + 1, GENERATIONS - 1);
  let garbage = unreachableIn(head);
  const stats = State.GC_STATS + generation * 24;
  st32(stats, ld32(stats) + 1);
  mark(garbage, true);
  untrack(T.tuple, head);
  // A dict is tracked again when something that counts is put into it: looking through all of them is for full collections.
  if (next === generation) untrack(T.dict, head);
  else mergeGenerations(generation, next);
  if (garbage.length === 0) return { collected: 0, uncollectable: 0 };
  // They stay alive until each has been finalized and cleared.
  for (const p of garbage) incref(p);
  handleWeakrefs(garbage);
  let finalized = false;
  for (const p of garbage) {
    const f = ld32(typeOf(p) + PyTypeObject.tp_finalize);
    if (f !== 0 && !(gcFlags(p) & GC_FINALIZED)) {
      setGcFlags(p, gcFlags(p) | GC_FINALIZED);
      call1(f, p);
      finalized = true;
    }
  }
  const all = garbage;
  if (finalized) {
    // A finalizer may have made something reachable again: that and all that it reaches live on.
    for (const p of all) {
      if (gcIsTracked(p)) gcMove(p, GC_AGAIN);
      st32(p, refcount(p) - 1);
    }
    garbage = unreachableIn(GC_AGAIN);
    mergeLists(GC_AGAIN, gcHead(next));
    for (const p of all) incref(p);
    const dead = new Set<number>(garbage);
    for (const p of all) if (!dead.has(p)) decref(p);
  }
  // Objects with the legacy tp_del cannot be cleared safely.
  const canBeCleared = (p: number) => ld32(typeOf(p as Borrowed) + PyTypeObject.tp_del) === 0;
  const uncollectable = garbage.filter((p) => !canBeCleared(p)) as Addresses;
  const clearable = uncollectable.length === 0 ? garbage : (garbage.filter(canBeCleared) as Addresses);
  const saveAll = (ld32(State.GC_DEBUG) & DEBUG_SAVEALL) !== 0;
  for (const p of uncollectable) listAppend(ldPtr(State.GC_GARBAGE), p);
  for (const p of clearable) {
    if (saveAll) listAppend(ldPtr(State.GC_GARBAGE), p);
    else {
      const f = ld32(typeOf(p) + PyTypeObject.tp_clear);
      if (f !== 0) call1(f, p);
    }
  }
  for (const p of garbage) decref(p);
  st32(stats + 8, ld32(stats + 8) + clearable.length);
  st32(stats + 16, ld32(stats + 16) + uncollectable.length);
  return { collected: clearable.length, uncollectable: uncollectable.length };
}

/** Collects what is due, by the counts and thresholds of the generations; what a safepoint runs. 0 or -1. */
export function collectDue(): number {
  if (ld32(State.GC_ENABLED) === 0) return 0;
  for (let g = GENERATIONS - 1; g >= 0; g--) {
    if (ld32(State.GC_COUNTS + g * 8) <= ld32(State.GC_THRESHOLDS + g * 8)) continue;
    // A full collection only pays when enough has survived since the last (long_lived_pending against a quarter of the total).
    if (g === GENERATIONS - 1 && ld32(State.GC_LONG_LIVED_PENDING) < ld32(State.GC_LONG_LIVED_TOTAL) / 4)
      continue;
    collectWithCallbacks(g);
    if (g === GENERATIONS - 1) {
      st32(State.GC_LONG_LIVED_PENDING, 0);
      st32(State.GC_LONG_LIVED_TOTAL, listLength(gcHead(g)));
    } else if (g === 1)
      st32(State.GC_LONG_LIVED_PENDING, ld32(State.GC_LONG_LIVED_PENDING) + ld32(State.GC_THRESHOLDS));
    break;
  }
  return 0;
}
let callbacks: (phase: 'start' | 'stop', generation: number, result: CollectResult) => void = () => {};
/** Installed by the `gc` module: calls `gc.callbacks`. */
export function setGcCallbacks(f: typeof callbacks): void {
  callbacks = f;
}
export function collectWithCallbacks(generation: number): CollectResult {
  return alone(() => {
    callbacks('start', generation, { collected: 0, uncollectable: 0 });
    const r = collectKeepingError(generation);
    callbacks('stop', generation, r);
    return r;
  });
}
