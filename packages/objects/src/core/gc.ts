/**
 * The cycle collector: CPython's, generation by generation.
 *
 * A collection takes the objects of a generation (and all younger ones), copies their reference counts, and subtracts the
 * references that come from among them. What keeps a count above zero is referenced from outside, and so is whatever it
 * reaches. The rest is garbage: weak references to it are cleared, finalizers run (which may resurrect it, so the question is
 * asked again), and `tp_clear` breaks the cycles; reference counting does the rest.
 *
 * (The algorithm is Neil Schemenauer's and Tim Peters', described in CPython's developer guide; PEP 442 is the finalizers' order.)
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyGC_Head,
  PyTypeObject,
  PyWeakReference,
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
  GC_COLLECTING,
  GC_FINALIZED,
  gcFlags,
  gcHead,
  gcIsTracked,
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
  const f = gcHead(from);
  const t = gcHead(to);
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

/** The same as bare addresses: a collection of a million objects is to take little memory itself. */
function generationAddresses(generation: number): Int32Array {
  const head = gcHead(generation);
  let n = 0;
  for (let p = gcNext(head); p !== head; p = gcNext(p)) n++;
  const out = new Int32Array(n);
  n = 0;
  for (let p = gcNext(head); p !== head; p = gcNext(p)) out[n++] = p;
  return out;
}

/** An Int32Array whose elements are taken for what they are: borrowed references. */
interface Addresses extends Int32Array {
  [Symbol.iterator](): ArrayIterator<Borrowed>;
}

/** In the high word of a gc_prev while its object is among those asked about: this bit and the object's number. */
const NUMBERED = 0x80000000 | 0;
const NUMBER = -PyGC_Head.size + PyGC_Head._gc_prev + 4;

/**
 * Those of the tracked `objects` that nothing outside of them reaches. While it works, each carries its number in front of it:
 * whatever stands in front of another object, the number there does not lead back to it.
 */
function unreachableAmong(objects: Int32Array): Addresses {
  const { I32 } = views();
  const n = objects.length;
  const refs = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const p = objects[i] as Borrowed;
    refs[i] = I32[p >>> 2]!;
    I32[(p + NUMBER) >>> 2] = NUMBERED | i;
  }
  const subtract = (q: Borrowed) => {
    const i = I32[(q + NUMBER) >>> 2]! ^ NUMBERED;
    if (i >= 0 && i < n && objects[i] === q) refs[i] = refs[i]! - 1;
  };
  for (let i = 0; i < n; i++) traverse(objects[i] as Borrowed, subtract);
  let work = new Int32Array(1024);
  let waiting = 0;
  // From here on -1 marks what has been reached.
  const reach = (q: Borrowed) => {
    const i = I32[(q + NUMBER) >>> 2]! ^ NUMBERED;
    if (i >= 0 && i < n && objects[i] === q && refs[i] !== -1) {
      refs[i] = -1;
      if (waiting === work.length) {
        const larger = new Int32Array(2 * waiting);
        larger.set(work);
        work = larger;
      }
      work[waiting++] = q;
    }
  };
  for (let i = 0; i < n; i++) {
    if (refs[i]! <= 0) continue;
    refs[i] = -1;
    traverse(objects[i] as Borrowed, reach);
    while (waiting > 0) traverse(work[--waiting] as Borrowed, reach);
  }
  // The answer takes the places of counts that have been looked at.
  let count = 0;
  for (let i = 0; i < n; i++) {
    I32[(objects[i]! + NUMBER) >>> 2] = WINDOW_HIGH;
    if (refs[i] !== -1) refs[count++] = objects[i]!;
  }
  return refs.slice(0, count) as Addresses;
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
/** Tuples and dicts whose contents cannot lead back to them need not be looked at again. */
function untrack(type: Borrowed, objects: Int32Array): void {
  let tracked = false;
  const look = (q: Borrowed) => {
    tracked ||= mayBeTracked(q);
  };
  for (let i = 0; i < objects.length; i++) {
    const p = objects[i] as Borrowed;
    if (typeOf(p) !== type || !gcIsTracked(p) || isDying(p)) continue;
    tracked = false;
    traverse(p, look);
    if (!tracked) gcUntrack(p);
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
  const objects = generationAddresses(generation);
  const next = Math.min(generation + 1, GENERATIONS - 1);
  if (next !== generation) mergeGenerations(generation, next);
  let garbage = unreachableAmong(objects);
  const stats = State.GC_STATS + generation * 24;
  st32(stats, ld32(stats) + 1);
  mark(garbage, true);
  untrack(T.tuple, objects);
  // A dict is tracked again when something that counts is put into it: looking through all of them is for full collections.
  if (generation === GENERATIONS - 1) untrack(T.dict, objects);
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
    const still = all.filter((p) => gcIsTracked(p as Borrowed));
    for (const p of all) decrefQuietly(p);
    garbage = unreachableAmong(still);
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
function decrefQuietly(p: Borrowed): void {
  st32(p, refcount(p) - 1);
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
      st32(State.GC_LONG_LIVED_TOTAL, generationObjects(g).length);
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
