/**
 * What is known of caches, as records in the window. Nothing of it is in JavaScript objects: an isolate that attaches, given the
 * address of `CacheState`, finds every site, slot and assumption.
 *
 *     CacheState ── sites ─► Site ─► Site …
 *                              └ slots ─► Slot ─► Slot …        in the order in which they are asked
 *                                           ├ refs: objects that the code mentions, kept alive
 *                                           ├ text: the trace's dump
 *                                           └ deps ─► Dependency ◄─ Assumption
 *     limbo ─► Slot …    out of use, but somebody may still be inside
 *
 * Offsets of code count from the start of the code space.
 */
import { struct } from '@tyston/memory';

/** Free lists of code, by blocks of 16 bytes; the last holds all that are larger. */
export const POOL_CLASSES = 64;

export const PoolState = struct('PoolState', null, {
  /** Where the part begins that was never handed out. */
  top: 'u32',
  /** How much of the space may be used. */
  limit: 'u32',
  /** Bytes in use. */
  used: 'u32',
  /** Heads of the free lists: offset + 1, or 0. A free block begins with its successor's offset + 1 and its size. */
  free: ['u32', POOL_CLASSES],
});

/** Counters, for statistics and tests. */
export const COUNTERS = [
  'attached',
  'replaced',
  'refused',
  'invalidated',
  'evicted',
  'megamorphic',
  'misses',
  'reclaimed',
] as const;
export type Counter = (typeof COUNTERS)[number];

export const CacheState = struct('CacheState', null, {
  pool: PoolState,
  sites: 'ptr',
  /** Slots whose code waits until nobody is inside. */
  limbo: 'ptr',
  /** Code that jumps to the generic function of each kind of site: offset + 1, or 0. */
  generic: ['u32', 64],
  counters: ['u32', COUNTERS.length],
});

export const Site = struct('Site', null, {
  next: 'ptr',
  slots: 'ptr',
  /** Offset of the site's cell. */
  cell: 'u32',
  /** Index into the kinds. */
  kind: 'u32',
  slot_count: 'u32',
  /** Traces that were attached here so far. */
  rewrites: 'u32',
  /** Calls of the generic function before the next attempt. */
  retry_in: 'u32',
  backoff: 'u32',
  misses: 'u32',
  flags: 'u32',
  /** What the owner of the site wants to find here. */
  owner: 'u64',
});
export const SiteFlags = Object.freeze({ MEGAMORPHIC: 1 });

export const Slot = struct('Slot', null, {
  next: 'ptr',
  site: 'ptr',
  deps: 'ptr',
  refs: 'ptr',
  text: 'ptr',
  ref_count: 'u32',
  text_bytes: 'u32',
  code: 'u32',
  code_bytes: 'u32',
  /** Offset in the code of the jump to the next slot; -1 if it never goes there. */
  jump: 'i32',
  /** Executions that passed the guards; halved when a slot is attached. */
  hits: 'u32',
  flags: 'u32',
});
export const SlotFlags = Object.freeze({
  /** Other code may be called from it, so that somebody may be inside. */
  CALLS: 1,
});

export const Assumption = struct('Assumption', null, {
  first: 'ptr',
  /** Changes whenever what was assumed may no longer hold. */
  version: 'u32',
});
export const Dependency = struct('Dependency', null, {
  slot: 'ptr',
  assumption: 'ptr',
  next_of_slot: 'ptr',
  next_of_assumption: 'ptr',
});
