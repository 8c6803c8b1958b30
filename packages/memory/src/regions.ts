/**
 * The map of the window. Offsets from its start, in bytes; the same on both hosts up to the heap, so that addresses of
 * built-in types and thunks are constants of the program.
 *
 *     0000_0000  unmapped: a NULL dereference faults
 *     0001_0000  roots: free-list heads, page table of the allocator, thread states, mailboxes, foreign table
 *     0020_0000  immortal objects: built-in types, singletons, method definitions
 *     0100_0000  thunks
 *     0180_0000  Python stack of the main thread
 *     ...        heap (to the end on the portable host)
 *     B000_0000  Python stacks of further threads
 *     C000_0000  machine stacks
 *     D000_0000  machine code (executable view; its writable view is elsewhere)
 *     E000_0000  extension images
 */
export interface Region {
  readonly start: number;
  readonly end: number;
}
export interface RegionMap {
  readonly roots: Region;
  readonly immortal: Region;
  readonly thunks: Region;
  readonly stack: Region;
  readonly heap: Region;
  /** Empty (start = end) on the portable host. */
  readonly threadStacks: Region;
  readonly machineStacks: Region;
  readonly code: Region;
  readonly extensions: Region;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const NULL_GUARD = 64 * KIB;
export const ROOTS: Region = { start: NULL_GUARD, end: 2 * MIB };
export const IMMORTAL: Region = { start: 2 * MIB, end: 16 * MIB };
export const THUNKS: Region = { start: 16 * MIB, end: 24 * MIB };
const STACK_START = 24 * MIB;

/** The region map of a window of `size` bytes. A full window (4 GiB) has room for machine code, a small one has not. */
export function regionMap(size: number): RegionMap {
  const full = size >= 0xffff_0000;
  const stackEnd = STACK_START + (full ? 104 * MIB : 16 * MIB);
  const none = { start: size, end: size };
  return {
    roots: ROOTS,
    immortal: IMMORTAL,
    thunks: THUNKS,
    stack: { start: STACK_START, end: stackEnd },
    heap: { start: stackEnd, end: full ? 0xb000_0000 : size },
    threadStacks: full ? { start: 0xb000_0000, end: 0xc000_0000 } : none,
    machineStacks: full ? { start: 0xc000_0000, end: 0xd000_0000 } : none,
    code: full ? { start: 0xd000_0000, end: 0xe000_0000 } : none,
    extensions: full ? { start: 0xe000_0000, end: 0xffff_0000 } : none,
  };
}

/**
 * The roots, a table of fixed addresses. Each entry is [address, bytes]; what an entry means is said where it is used.
 */
const PAGE_COUNT = 65536;
let next = ROOTS.start;
function root(bytes: number): number {
  const at = next;
  next += (bytes + 15) & ~15;
  if (next > ROOTS.end) throw new Error('the roots region is full');
  return at;
}
export const Roots = Object.freeze({
  /** Heads of the allocator's free lists, one pointer a size class. */
  FREE_LISTS: root(8 * 128),
  /** The unused rest of each class's newest page: current and end, two words a class. */
  BUMP: root(16 * 128),
  /** One byte a 64 KiB page: size class, or SPAN_START, SPAN_REST, PAGE_FREE. */
  PAGE_CLASS: root(PAGE_COUNT),
  /** One word a page: at the first page of a span, its length in pages; else 0. */
  SPAN_LENGTH: root(4 * PAGE_COUNT),
  /** Counters and cursors of the allocator: see alloc.ts. */
  ALLOC_STATE: root(256),
  /** The main thread's ThreadState. */
  MAIN_THREAD: root(1024),
  /** Interpreter-wide state of the object model (one word each, handed out by objects). */
  INTERP_STATE: root(64 * KIB),
  /** Mailboxes of the machine-code boundary. */
  MAILBOXES: root(64 * KIB),
  /** Foreign addresses (libc and others), refilled at attach. */
  FOREIGN: root(64 * KIB),
  /** Counters shown by `-X stats`, u64 each. */
  STATS: root(16 * KIB),
  /** Signals that wait for their Python handlers: see `SignalState` in layouts/signal.ts. */
  SIGNALS: root(64),
  /** One byte a signal: the `SignalKind` that the program chose. */
  SIGNAL_KINDS: root(80),
  /** What sites' attribute caches have held, by type and name: see objects/src/space/names.ts. */
  ATTRIBUTES: root(48 * KIB),
});
