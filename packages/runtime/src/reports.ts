/**
 * What is in the window: references, objects and blocks, by walking the allocator's pages and free lists. `-X check-refs`, `-X
 * heap-report` and `-X stats` print from here.
 */
import type { BaselineCounters } from '@tyston/jit/facts';
import { AllocState, type Borrowed, ld8, ld32, Roots, regionMap, SIZE_OF_CLASS, views } from '@tyston/memory';
import {
  collect,
  Ellipsis,
  EmptyBytes,
  EmptyStr,
  EmptyTuple,
  False,
  generationObjects,
  IMMORTAL_REFCOUNT,
  isInstance,
  latin1Char,
  None,
  NotImplemented,
  reprText,
  smallInt,
  T,
  True,
  typeOf,
} from '@tyston/objects';

const PAGE = 65536;
const SPAN_START = 254;

export interface HeapFacts {
  /** Sum of the reference counts of preallocated and of tracked objects. */
  readonly refs: number;
  /** Objects that the cycle collector tracks. */
  readonly objects: number;
  /** Blocks of the heap in use, and their bytes. */
  readonly blocks: number;
  readonly bytes: number;
  /** Blocks in use by size of their class; 0 stands for spans of pages. */
  readonly byClass: ReadonlyMap<number, number>;
}

/** Preallocated objects: their counts move with every reference, so that a lost one shows. */
function preallocated(): Borrowed[] {
  const list: Borrowed[] = [
    None,
    True,
    False,
    Ellipsis,
    NotImplemented,
    EmptyStr,
    EmptyBytes,
    EmptyTuple,
    ...Object.values(T),
  ];
  for (let i = -5; i <= 256; i++) list.push(smallInt(i));
  for (let c = 0; c < 256; c++) list.push(latin1Char(c));
  return list;
}

export function heapFacts(): HeapFacts {
  const byClass = new Map<number, number>();
  const state = Roots.ALLOC_STATE;
  const top = ld32(state + AllocState.TOP_PAGE);
  const add = (size: number, n: number) => byClass.set(size, (byClass.get(size) ?? 0) + n);
  let bytes = 0;
  const first = regionMap(views().U8.buffer.byteLength).heap.start >>> 16;
  for (let page = first; page < top; page++) {
    const c = ld8(Roots.PAGE_CLASS + page);
    if (c === SPAN_START) {
      add(0, 1);
      bytes += ld32(Roots.SPAN_LENGTH + page * 4) * PAGE;
    } else if (c > 0 && c < SPAN_START) add(SIZE_OF_CLASS[c]!, Math.floor(PAGE / SIZE_OF_CLASS[c]!));
  }
  SIZE_OF_CLASS.forEach((size, c) => {
    if (c === 0) return;
    // What of the current page has not been carved yet, and what is on the free list.
    const at = ld32(Roots.BUMP + c * 16);
    if (at !== 0) add(size, -Math.floor((ld32(Roots.BUMP + c * 16 + 8) - at) / size));
    let free = 0;
    for (let p = ld32(Roots.FREE_LISTS + c * 8); p !== 0; p = ld32(p)) free++;
    add(size, -free);
    bytes += (byClass.get(size) ?? 0) * size;
  });
  let refs = 0;
  let objects = 0;
  for (const o of preallocated()) {
    const n = ld32(o);
    refs += n > IMMORTAL_REFCOUNT >> 1 ? n - IMMORTAL_REFCOUNT : n;
  }
  for (let g = 0; g < 4; g++)
    for (const o of generationObjects(g)) {
      objects++;
      refs += ld32(o);
    }
  let blocks = 0;
  for (const n of byClass.values()) blocks += n;
  return { refs, objects, blocks, bytes, byClass };
}

/** The same after all garbage is gone. */
export function settledFacts(): HeapFacts {
  while (collect(2).collected > 0);
  return heapFacts();
}

/** Calls `each` with every block of the heap that is in use, and its size. */
function usedBlocks(each: (block: number, size: number) => void): void {
  const free = new Set<number>();
  SIZE_OF_CLASS.forEach((_, c) => {
    if (c > 0) for (let p = ld32(Roots.FREE_LISTS + c * 8); p !== 0; p = ld32(p)) free.add(p >>> 0);
  });
  const top = ld32(Roots.ALLOC_STATE + AllocState.TOP_PAGE);
  const first = regionMap(views().U8.buffer.byteLength).heap.start >>> 16;
  for (let page = first; page < top; page++) {
    const c = ld8(Roots.PAGE_CLASS + page);
    const start = page * PAGE;
    if (c === SPAN_START) each(start, ld32(Roots.SPAN_LENGTH + page * 4) * PAGE);
    if (c === 0 || c >= SPAN_START) continue;
    const size = SIZE_OF_CLASS[c]!;
    // Of the page that blocks are being carved from, those that are not yet.
    const bump = ld32(Roots.BUMP + c * 16) >>> 0;
    const uncarved = bump >= start && bump < start + PAGE ? bump : start + PAGE;
    for (let block = start; block + size <= uncarved; block += size) if (!free.has(block)) each(block, size);
  }
}
const GC_HEAD = 16;

/** What the bytes of the heap are for: the objects by type, and the rest: tables of dicts, items of lists, buffers, code. */
export function heapReport(): string {
  const facts = settledFacts();
  const types = new Map<number, string>();
  const add = (o: Borrowed) => types.set(o >>> 0, reprText(o));
  for (const o of Object.values(T)) if (o !== 0 && typeOf(o) !== 0) add(o);
  for (let g = 0; g < 4; g++)
    for (const o of generationObjects(g)) {
      add(typeOf(o));
      if (isInstance(o, T.type)) add(o);
    }
  const rows = new Map<string, { bytes: number; blocks: number }>();
  const objects = { bytes: 0, blocks: 0 };
  const rest = { bytes: 0, blocks: 0 };
  const count = (to: { bytes: number; blocks: number }, size: number) => {
    to.bytes += size;
    to.blocks++;
  };
  // An object is known by its looks: its count, which is small where a table has pointers or hashes, and then its type.
  const typeAt = (o: number) => (ld32(o) > 0 && ld32(o + 4) === 0 ? types.get(ld32(o + 8) >>> 0) : undefined);
  usedBlocks((block, size) => {
    // What is tracked has a head of the collector's in front.
    const type = typeAt(block) ?? typeAt(block + GC_HEAD);
    if (type === undefined) return count(rest, size);
    count(objects, size);
    if (!rows.has(type)) rows.set(type, { bytes: 0, blocks: 0 });
    count(rows.get(type)!, size);
  });
  const line = ({ bytes, blocks }: { bytes: number; blocks: number }, name: string) =>
    `${String(bytes).padStart(12)} ${String(blocks).padStart(9)}  ${name}`;
  const lines = [
    '       bytes    blocks',
    line(objects, 'objects'),
    line(rest, 'tables, items, buffers and code of objects'),
    line({ bytes: facts.bytes, blocks: facts.blocks }, 'the heap'),
    '',
    'objects by type:',
    ...[...rows].sort(([, a], [, b]) => b.bytes - a.bytes).map(([name, row]) => line(row, name)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The counters: `compiled` are those of machine code, where there is any. */
export function stats(json: boolean, compiled: BaselineCounters | undefined): string {
  const { refs, objects, blocks, bytes } = heapFacts();
  const usage = process.resourceUsage();
  const facts = {
    heap: { blocks, bytes, objects, refs },
    time: { user: usage.userCPUTime / 1e6, system: usage.systemCPUTime / 1e6 },
    maxrss: usage.maxRSS,
    ...(compiled === undefined ? {} : { machine: compiled }),
  };
  if (json) return `${JSON.stringify(facts)}\n`;
  const lines = (prefix: string, o: object): string[] =>
    Object.entries(o).flatMap(([name, x]) =>
      typeof x === 'object' ? lines(`${prefix}${name}.`, x) : [`${prefix}${name} ${x}`],
    );
  return `${lines('', facts).join('\n')}\n`;
}
