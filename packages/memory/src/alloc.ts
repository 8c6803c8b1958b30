/**
 * The allocator: size classes with free lists in the window.
 *
 * The heap is a row of 64 KiB pages. A page belongs to one size class and is carved from its start on demand, so memory
 * that nobody used is never touched; a freed block goes to its class's free list, linked through its first word. Sizes
 * beyond the largest class take spans of whole pages. The class of a block follows from its page, so `free` needs
 * no size. All bookkeeping is in the roots: another isolate that attaches goes on with it, and machine code pops a
 * free list in three instructions.
 *
 * When memory is exhausted, allocation throws `OutOfMemory`, a JavaScript exception that the interpreter loop and the
 * wrappers of built-ins turn into MemoryError.
 */
import type { WindowMemory } from './host.js';
import type { Addr } from './ptr.js';
import { WINDOW_HIGH } from './ptr.js';
import { type RegionMap, Roots } from './regions.js';
import { views } from './window.js';

export class OutOfMemory extends Error {
  constructor() {
    super('the window is full');
    this.name = 'OutOfMemory';
  }
}
/** What V8 says when one of its own strings or buffers would be too long. */
const ENGINE_LIMITS = ['Invalid string length', 'Array buffer allocation failed'];
/** True for an exception that means that something does not fit, be it into the window or into what the engine has. */
export function isOutOfMemory(e: unknown): boolean {
  return e instanceof OutOfMemory || (e instanceof RangeError && ENGINE_LIMITS.includes(e.message));
}

const PAGE_SHIFT = 16;
const PAGE = 1 << PAGE_SHIFT;
/** Classes 1..32 are multiples of 16 bytes up to 512; then four to a doubling up to 16 KiB. Class 0 is no class. */
const SMALL_CLASSES = 32;
export const SIZE_OF_CLASS: readonly number[] = (() => {
  const sizes = [0];
  for (let i = 1; i <= SMALL_CLASSES; i++) sizes.push(i * 16);
  for (let base = 512; base < 16384; base *= 2)
    for (let q = 1; q <= 4; q++) sizes.push(base + (base / 4) * q);
  return Object.freeze(sizes);
})();
const LARGEST = SIZE_OF_CLASS[SIZE_OF_CLASS.length - 1]!;
const SPAN_START = 254;
const SPAN_REST = 255;
const PAGE_FREE = 0;
/** Up to this size `calloc` clears word by word. */
const FILL = 256;
/** Pages are committed this many at a time. */
const COMMIT_PAGES = 64;

/** Offsets in Roots.ALLOC_STATE. */
export const AllocState = Object.freeze({
  /** First page of the heap never handed out yet (index in the window). */
  TOP_PAGE: 0,
  /** First page not committed yet. */
  COMMITTED_PAGE: 4,
  /** Where the search for a free span starts. */
  SPAN_HINT: 8,
  /** Pages free below TOP_PAGE. */
  FREE_PAGES: 12,
  /** Pages that the heap may use in all. */
  LIMIT_PAGE: 16,
  /** Bytes in use, by blocks' sizes: u64 as two words. */
  LARGE_PAGES: 24,
});

export interface Allocator {
  /** A block of at least `bytes`, not zeroed, 16-byte aligned. */
  alloc(bytes: number): Addr;
  /** The same, zeroed. */
  calloc(bytes: number): Addr;
  /** Grows or shrinks a block, keeping its content up to the smaller size. `p` may be 0. */
  realloc(p: Addr, bytes: number): Addr;
  /** Gives a block back. 0 is allowed. */
  free(p: Addr): void;
  /** Bytes that the block at `p` really has. */
  usable(p: Addr): number;
  /** Pages in use, committed and free, for reports. */
  usage(): { usedPages: number; committedPages: number; freePages: number };
}

/** Makes the allocator of the attached window. `fresh` lays out an empty heap; else the heap is taken as it stands. */
export function makeAllocator(memory: WindowMemory, regions: RegionMap, fresh: boolean): Allocator {
  const { I32, U8, F64 } = views();
  const FREE = Roots.FREE_LISTS >>> 2;
  const BUMP = Roots.BUMP >>> 2;
  const CLASS = Roots.PAGE_CLASS;
  const SPAN = Roots.SPAN_LENGTH >>> 2;
  const STATE = Roots.ALLOC_STATE >>> 2;
  const TOP = STATE + (AllocState.TOP_PAGE >> 2);
  const COMMITTED = STATE + (AllocState.COMMITTED_PAGE >> 2);
  const HINT = STATE + (AllocState.SPAN_HINT >> 2);
  const FREE_PAGES = STATE + (AllocState.FREE_PAGES >> 2);
  const LIMIT = STATE + (AllocState.LIMIT_PAGE >> 2);

  const sizes = Int32Array.from(SIZE_OF_CLASS);
  /** Class of a size, by its count of 16-byte units. */
  const classOfUnits = new Uint8Array(LARGEST / 16 + 1);
  for (let c = 1, u = 0; c < sizes.length; c++) for (; u <= sizes[c]! / 16; u++) classOfUnits[u] = c;
  classOfUnits[0] = 1;

  const firstPage = regions.heap.start >>> PAGE_SHIFT;
  if (fresh) {
    const limit = Math.min(regions.heap.end, regions.heap.start + memory.heapLimit);
    I32[TOP] = firstPage;
    I32[COMMITTED] = firstPage;
    I32[HINT] = firstPage;
    I32[FREE_PAGES] = 0;
    I32[LIMIT] = limit >>> PAGE_SHIFT;
  }

  function commitUpTo(page: number): void {
    if (page <= I32[COMMITTED]!) return;
    if (page > I32[LIMIT]!) throw new OutOfMemory();
    const end = Math.min(I32[LIMIT]!, Math.max(page, I32[COMMITTED]! + COMMIT_PAGES));
    const from = I32[COMMITTED]!;
    if (!memory.commit(from * PAGE, (end - from) * PAGE)) throw new OutOfMemory();
    I32[COMMITTED] = end;
  }

  /** Index of the first of `count` consecutive free pages, taken and marked by nobody yet. */
  function takePages(count: number): number {
    if (I32[FREE_PAGES]! >= count) {
      const top = I32[TOP]!;
      let run = 0;
      for (let p = I32[HINT]!; p < top; p++) {
        run = U8[CLASS + p] === PAGE_FREE ? run + 1 : 0;
        if (run === count) {
          I32[FREE_PAGES] = I32[FREE_PAGES]! - count;
          const first = p - count + 1;
          if (first === I32[HINT]) I32[HINT] = p + 1;
          return first;
        }
      }
    }
    const first = I32[TOP]!;
    commitUpTo(first + count);
    I32[TOP] = first + count;
    return first;
  }

  function givePages(first: number, count: number): void {
    U8.fill(PAGE_FREE, CLASS + first, CLASS + first + count);
    I32[FREE_PAGES] = I32[FREE_PAGES]! + count;
    if (first < I32[HINT]!) I32[HINT] = first;
  }

  /** A block of class `c` when its free list is empty. */
  function refill(c: number): Addr {
    const i = BUMP + c * 4;
    const size = sizes[c]!;
    let at = I32[i]!;
    if (at === 0 || at >>> 0 > (I32[i + 2]! >>> 0) - size) {
      const page = takePages(1);
      U8[CLASS + page] = c;
      at = (page << PAGE_SHIFT) | 0;
      I32[i + 2] = (at + PAGE) | 0;
    }
    I32[i] = (at + size) | 0;
    return at;
  }

  function allocSpan(bytes: number): Addr {
    if (bytes > 0xf000_0000) throw new OutOfMemory();
    const count = Math.ceil(bytes / PAGE);
    const first = takePages(count);
    U8[CLASS + first] = SPAN_START;
    U8.fill(SPAN_REST, CLASS + first + 1, CLASS + first + count);
    I32[SPAN + first] = count;
    return (first << PAGE_SHIFT) | 0;
  }

  function alloc(bytes: number): Addr {
    if (bytes > LARGEST) return allocSpan(bytes);
    const c = classOfUnits[(bytes + 15) >>> 4]!;
    const head = I32[FREE + c * 2]!;
    if (head !== 0) {
      I32[FREE + c * 2] = I32[head >>> 2]!;
      return head;
    }
    return refill(c);
  }

  function calloc(bytes: number): Addr {
    const p = alloc(bytes);
    if (bytes > FILL) U8.fill(0, p >>> 0, (p >>> 0) + bytes);
    // Blocks are multiples of 16 bytes, so whole words may be cleared; a call of `fill` costs more than a few stores.
    else for (let i = p >>> 3, end = i + ((bytes + 7) >>> 3); i < end; i++) F64[i] = 0;
    return p;
  }

  function free(p: Addr): void {
    if (p === 0) return;
    const page = p >>> PAGE_SHIFT;
    const c = U8[CLASS + page]!;
    if (c < SPAN_START) {
      I32[p >>> 2] = I32[FREE + c * 2]!;
      I32[FREE + c * 2] = p;
      I32[FREE + c * 2 + 1] = WINDOW_HIGH;
    } else {
      const count = I32[SPAN + page]!;
      I32[SPAN + page] = 0;
      givePages(page, count);
    }
  }

  /**
   * Gives back a block that its content has grown out of. It goes behind the head of the free list: the block of the object
   * that died last stays the next one, so that an object made after another's death has its address, as in CPython.
   */
  function freeOutgrown(p: Addr): void {
    const c = U8[CLASS + (p >>> PAGE_SHIFT)]!;
    const head = c < SPAN_START ? I32[FREE + c * 2]! : 0;
    if (head === 0) return free(p);
    I32[p >>> 2] = I32[head >>> 2]!;
    I32[head >>> 2] = p;
  }

  function usable(p: Addr): number {
    const page = p >>> PAGE_SHIFT;
    const c = U8[CLASS + page]!;
    return c < SPAN_START ? sizes[c]! : I32[SPAN + page]! * PAGE;
  }

  function realloc(p: Addr, bytes: number): Addr {
    if (p === 0) return alloc(bytes);
    const have = usable(p);
    if (bytes <= have && have <= LARGEST && bytes * 2 >= have - 16) return p;
    if (bytes > LARGEST && have > LARGEST) {
      const page = p >>> PAGE_SHIFT;
      const want = Math.ceil(bytes / PAGE);
      const count = I32[SPAN + page]!;
      if (want <= count) {
        if (want < count) givePages(page + want, count - want);
        I32[SPAN + page] = want;
        return p;
      }
      if (page + count === I32[TOP]!) {
        commitUpTo(page + want);
        U8.fill(SPAN_REST, CLASS + page + count, CLASS + page + want);
        I32[TOP] = page + want;
        I32[SPAN + page] = want;
        return p;
      }
    }
    const to = alloc(bytes);
    U8.copyWithin(to >>> 0, p >>> 0, (p >>> 0) + Math.min(have, bytes));
    freeOutgrown(p);
    return to;
  }

  function usage() {
    const usedPages = I32[TOP]! - firstPage - I32[FREE_PAGES]!;
    return { usedPages, committedPages: I32[COMMITTED]! - firstPage, freePages: I32[FREE_PAGES]! };
  }

  return { alloc, calloc, realloc, free, usable, usage };
}
