import { beforeEach, describe, expect, test } from 'vitest';
import { type Allocator, makeAllocator, OutOfMemory, SIZE_OF_CLASS } from './alloc.js';
import type { WindowMemory } from './host.js';
import type { Addr } from './ptr.js';
import { regionMap } from './regions.js';
import { attachWindow, fillBytes, ld8, ld32, readBytes } from './window.js';

const MIB = 1024 * 1024;
const SIZE = 64 * MIB;
const regions = regionMap(SIZE);
const HEAP = SIZE - regions.heap.start;

function window(heapLimit = SIZE): { memory: WindowMemory; committed: number[] } {
  const buffer = new ArrayBuffer(SIZE);
  const committed: number[] = [];
  attachWindow(buffer);
  return {
    committed,
    memory: {
      buffer,
      heapLimit,
      commit(start, bytes) {
        committed.push(start, bytes);
        return start + bytes <= SIZE;
      },
    },
  };
}

describe('blocks', () => {
  let heap: Allocator;
  let committed: number[];
  beforeEach(() => {
    const w = window();
    committed = w.committed;
    heap = makeAllocator(w.memory, regions, true);
  });

  test('are aligned, large enough and inside the heap', () => {
    for (const bytes of [0, 1, 15, 16, 17, 511, 512, 513, 640, 641, 16384, 16385, 65536, 65537, MIB]) {
      const p = heap.alloc(bytes);
      expect((p >>> 0) % 16).toBe(0);
      expect(heap.usable(p)).toBeGreaterThanOrEqual(bytes);
      expect(p >>> 0).toBeGreaterThanOrEqual(regions.heap.start);
      expect((p >>> 0) + bytes).toBeLessThanOrEqual(regions.heap.end);
    }
  });

  test('of every class size waste nothing', () => {
    for (const size of SIZE_OF_CLASS.slice(1)) expect(heap.usable(heap.alloc(size))).toBe(size);
  });

  test('that their content has outgrown are reused after the one freed last', () => {
    const [a, b] = [heap.alloc(64), heap.alloc(64)];
    heap.free(a);
    heap.realloc(b, 128);
    expect(heap.alloc(64)).toBe(a);
    expect(heap.alloc(64)).toBe(b);
  });

  test('are reused, last freed first', () => {
    const a = heap.alloc(40);
    const b = heap.alloc(40);
    heap.free(a);
    heap.free(b);
    expect(heap.alloc(33)).toBe(b);
    expect(heap.alloc(48)).toBe(a);
  });

  test('of a free list are linked by full pointers, as machine code pops them', () => {
    const a = heap.alloc(16);
    heap.free(a);
    const b = heap.alloc(16);
    expect(b).toBe(a);
    heap.free(0);
  });

  test('from calloc are zero, even where they were used', () => {
    const p = heap.alloc(100);
    fillBytes(p, 0xff, 100);
    heap.free(p);
    const q = heap.calloc(100);
    expect(q).toBe(p);
    expect(readBytes(q, 100).every((x) => x === 0)).toBe(true);
  });

  test('realloc keeps the content, in place where it can', () => {
    const p = heap.alloc(100);
    for (let i = 0; i < 100; i++) fillBytes(p + i, i, 1);
    expect(heap.realloc(p, 101)).toBe(p);
    const q = heap.realloc(p, 5000);
    const r = heap.realloc(q, 50);
    expect(r).not.toBe(q);
    expect([...readBytes(r, 50)]).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(heap.realloc(0, 20)).not.toBe(0);
  });

  test('spans coalesce, and the last one grows in place', () => {
    const spans = Array.from({ length: 4 }, () => heap.alloc(100_000));
    const after = heap.alloc(100_000);
    const used = heap.usage().usedPages;
    for (const p of [spans[1]!, spans[3]!, spans[0]!, spans[2]!]) heap.free(p);
    expect(heap.usage().usedPages).toBe(used - 8);
    expect(heap.alloc(400_000)).toBe(spans[0]);
    const grown = heap.realloc(after, 1_000_000);
    expect(grown).toBe(after);
    expect(heap.usable(grown)).toBeGreaterThanOrEqual(1_000_000);
  });

  test('a shrunk span gives its pages back', () => {
    const p = heap.alloc(10 * 65536);
    heap.alloc(65536 * 2);
    expect(heap.realloc(p, 6 * 65536)).toBe(p);
    expect(heap.alloc(4 * 65536) >>> 0).toBe((p >>> 0) + 6 * 65536);
  });

  test('commit grows with use only', () => {
    heap.alloc(16);
    const first = committed.length;
    expect(first).toBe(2);
    for (let i = 0; i < 1000; i++) heap.alloc(16);
    expect(committed.length).toBe(first);
    heap.alloc(20 * MIB);
    expect(committed.length).toBe(first + 2);
  });
});

describe('the limit', () => {
  test('raises OutOfMemory and leaves the heap usable', () => {
    const heap = makeAllocator(window(2 * MIB).memory, regions, true);
    const blocks: Addr[] = [];
    expect(() => {
      for (;;) blocks.push(heap.alloc(1000));
    }).toThrow(OutOfMemory);
    expect(blocks.length).toBeGreaterThan(1900);
    expect(() => heap.alloc(65536)).toThrow(OutOfMemory);
    for (const p of blocks) heap.free(p);
    for (let i = 0; i < blocks.length; i++) heap.alloc(1000);
  });

  test('holds for sizes that no window has', () => {
    const heap = makeAllocator(window().memory, regions, true);
    for (const bytes of [HEAP + 1, 0xffff_ffff, 2 ** 40])
      expect(() => heap.alloc(bytes)).toThrow(OutOfMemory);
    const p = heap.alloc(100_000);
    expect(() => heap.realloc(p, 2 ** 33)).toThrow(OutOfMemory);
    expect(heap.usable(p)).toBe(131072);
    heap.free(p);
  });

  test('a system that refuses memory is one', () => {
    const { memory } = window();
    const heap = makeAllocator({ ...memory, commit: () => false }, regions, true);
    expect(() => heap.alloc(1)).toThrow(OutOfMemory);
  });
});

test('a second attach goes on with the same heap', () => {
  const { memory } = window();
  const heap = makeAllocator(memory, regions, true);
  const kept = heap.alloc(64);
  fillBytes(kept, 7, 64);
  const freed = heap.alloc(64);
  const span = heap.alloc(200_000);
  heap.free(freed);
  attachWindow(memory.buffer);
  const again = makeAllocator(memory, regions, false);
  expect(again.usage()).toEqual(heap.usage());
  expect(again.alloc(64)).toBe(freed);
  expect(again.alloc(64)).not.toBe(kept);
  expect(ld8(kept + 63)).toBe(7);
  again.free(span);
  expect(again.alloc(200_000)).toBe(span);
});

/** A small generator with a seed (mulberry32), so that a failure can be run again. */
function random(seed: number): (n: number) => number {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

describe('any sequence of calls', () => {
  test.each([1, 2, 3, 4, 5, 6])('seed %i', (seed) => {
    const pick = random(seed);
    const heap = makeAllocator(window(8 * MIB).memory, regions, true);
    interface Block {
      p: Addr;
      bytes: number;
      mark: number;
    }
    const live: Block[] = [];
    let refused = 0;
    const size = () => {
      const kind = pick(10);
      return kind < 6 ? pick(200) : kind < 8 ? pick(5000) : kind < 9 ? pick(70_000) : pick(700_000);
    };
    const paint = (b: Block) => {
      // The whole of what was asked for, by its mark: an overlap would repaint somebody else's.
      fillBytes(b.p, b.mark, b.bytes);
    };
    const intact = (b: Block, bytes: number) => {
      for (let i = 0; i < bytes; i += Math.max(1, bytes >> 6)) if (ld8(b.p + i) !== b.mark) return false;
      return bytes === 0 || ld8(b.p + bytes - 1) === b.mark;
    };
    for (let turn = 0; turn < 6000; turn++) {
      const action = pick(10);
      try {
        if (action < 5 || live.length === 0) {
          const bytes = size();
          const block = { p: heap.alloc(bytes), bytes, mark: turn & 255 };
          paint(block);
          live.push(block);
        } else if (action < 8) {
          const [block] = live.splice(pick(live.length), 1) as [Block];
          expect(intact(block, block.bytes)).toBe(true);
          heap.free(block.p);
        } else {
          const block = live[pick(live.length)]!;
          const bytes = size();
          const p = heap.realloc(block.p, bytes);
          block.p = p;
          expect(intact(block, Math.min(bytes, block.bytes))).toBe(true);
          block.bytes = bytes;
          paint(block);
        }
      } catch (error) {
        if (!(error instanceof OutOfMemory)) throw error;
        refused++;
        for (const block of live.splice(0, live.length >> 1)) heap.free(block.p);
      }
    }
    const order = live.sort((x, y) => (x.p >>> 0) - (y.p >>> 0));
    for (let i = 0; i < order.length; i++) {
      const block = order[i]!;
      expect(intact(block, block.bytes)).toBe(true);
      if (i > 0) expect((order[i - 1]!.p >>> 0) + order[i - 1]!.bytes).toBeLessThanOrEqual(block.p >>> 0);
    }
    expect(refused).toBeGreaterThan(0);
    for (const block of live) heap.free(block.p);
    const { usedPages } = heap.usage();
    // What is left is the pages of the size classes: all spans are gone.
    expect(usedPages).toBeLessThanOrEqual(128);
    expect(ld32(0x10000)).toBe(0);
  });
});
