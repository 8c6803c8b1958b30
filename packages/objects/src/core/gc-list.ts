/**
 * The collector's lists: every tracked container is linked through the PyGC_Head in front of it into the list of its
 * generation. `gc_next` is 0 in an untracked object. The two low bits of `gc_prev` are flags.
 */
import {
  type Addr,
  type Borrowed,
  EvalBreaker,
  ld32,
  PyGC_Head,
  Roots,
  st32,
  stPtr,
  ThreadState,
  WINDOW_HIGH,
} from '@tyston/memory';
import { State } from './state.js';

const NEXT = -PyGC_Head.size + PyGC_Head._gc_next;
const PREV = -PyGC_Head.size + PyGC_Head._gc_prev;

/** Flags in the low bits of gc_prev. */
export const GC_FINALIZED = 1;
export const GC_COLLECTING = 2;
const PREV_MASK = ~3;

/** The list head of a generation, as if it were an object: its links are in front of this address. */
export function gcHead(generation: number): Addr {
  return State.GC_HEADS + generation * 16 + 16;
}
/** Lists that hold something only while a collection works: what looks unreachable so far; garbage that is asked about again. */
export const GC_APART = State.GC_WORK_HEADS + 16;
export const GC_AGAIN = State.GC_WORK_HEADS + 32;

export function gcNext(p: Addr): Addr {
  return ld32(p + NEXT);
}
export function gcPrev(p: Addr): Addr {
  return ld32(p + PREV) & PREV_MASK;
}
export function setGcNext(p: Addr, q: Addr): void {
  stPtr(p + NEXT, q);
}
/** Sets the back link and keeps the flags. */
export function setGcPrev(p: Addr, q: Addr): void {
  st32(p + PREV, q | (ld32(p + PREV) & 3));
  st32(p + PREV + 4, WINDOW_HIGH);
}
export function gcFlags(p: Addr): number {
  return ld32(p + PREV) & 3;
}
export function setGcFlags(p: Addr, flags: number): void {
  st32(p + PREV, (ld32(p + PREV) & PREV_MASK) | flags);
}
export function initGcList(head: Addr): void {
  stPtr(head + NEXT, head);
  st32(head + PREV, head);
  st32(head + PREV + 4, WINDOW_HIGH);
}

export function gcIsTracked(p: Borrowed): boolean {
  return ld32(p + NEXT) !== 0;
}

/** Puts a container whose fields are all valid under the collector's eyes. It must not be tracked yet. */
export function gcTrack(p: Borrowed): void {
  const head = gcHead(0);
  const last = gcPrev(head);
  st32(last + NEXT, p);
  st32(p + PREV, last | (ld32(p + PREV) & 3));
  st32(p + PREV + 4, WINDOW_HIGH);
  st32(p + NEXT, head);
  st32(p + NEXT + 4, WINDOW_HIGH);
  st32(head + PREV, p | (ld32(head + PREV) & 3));
}
/** Takes a container out of its list; does nothing to one that is in none. */
export function gcUntrack(p: Borrowed): void {
  const next = gcNext(p);
  if (next === 0) return;
  const prev = gcPrev(p);
  // Both are links in use: their high words are right.
  st32(prev + NEXT, next);
  st32(next + PREV, prev | (ld32(next + PREV) & 3));
  st32(p + NEXT, 0);
  st32(p + NEXT + 4, 0);
  // The finalized flag stays: an object is finalized once.
  st32(p + PREV, ld32(p + PREV) & GC_FINALIZED);
  st32(p + PREV + 4, 0);
}

/** Moves a tracked container to the end of another list. Its flags stay, and the high word of its back link. */
export function gcMove(p: Borrowed, head: Addr): void {
  const next = gcNext(p);
  const prev = gcPrev(p);
  st32(prev + NEXT, next);
  st32(next + PREV, prev | (ld32(next + PREV) & 3));
  const last = gcPrev(head);
  st32(last + NEXT, p);
  st32(p + PREV, last | (ld32(p + PREV) & 3));
  st32(p + NEXT, head);
  st32(head + PREV, p | (ld32(head + PREV) & 3));
}

/** Counts an allocation of a container; asks the next safepoint to collect when the young generation is full. */
export function gcCountAllocation(): void {
  const n = ld32(State.GC_COUNTS) + 1;
  st32(State.GC_COUNTS, n);
  if (n > ld32(State.GC_THRESHOLDS) && ld32(State.GC_ENABLED) !== 0 && ld32(State.GC_THRESHOLDS) !== 0) {
    const breaker = Roots.MAIN_THREAD + ThreadState.eval_breaker;
    st32(breaker, ld32(breaker) | EvalBreaker.COLLECT);
  }
}
export function gcCountRelease(): void {
  const n = ld32(State.GC_COUNTS);
  if (n > 0) st32(State.GC_COUNTS, n - 1);
}
