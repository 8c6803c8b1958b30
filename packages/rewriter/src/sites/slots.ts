/** Slots as records: made, put into order, taken apart. What decides about them is in `caches.ts`. */
import { patchJump } from '@tyston/asm-x64';
import {
  type Addr,
  type Allocator,
  ld32,
  ldAddr,
  ldU32,
  readBytes,
  st32,
  stPtr,
  writeBytes,
} from '@tyston/memory';
import { setEntry } from './cell.js';
import type { CodePool } from './pool.js';
import { Assumption, Dependency, Site, Slot, SlotFlags } from './records.js';

/** The elements of a chain of records, from its head. */
export function chain(head: Addr, next: number): Addr[] {
  const found: Addr[] = [];
  for (let at = head; at !== 0; at = ldAddr(at + next)) found.push(at);
  return found;
}
export const slotsOf = (site: Addr): Addr[] => chain(ldAddr(site + Site.slots), Slot.next);

/** Puts the slots of a site into this order: records and jumps. */
export function order(pool: CodePool, site: Addr, slots: readonly Addr[]): void {
  const cell = ldU32(site + Site.cell);
  let [after, target] = [0, cell];
  for (const slot of [...slots].reverse()) {
    const code = ldU32(slot + Slot.code);
    const jump = ld32(slot + Slot.jump);
    if (jump >= 0) patchJump(pool.bytesAt(code, ldU32(slot + Slot.code_bytes)), jump, target - code);
    stPtr(slot + Slot.next, after);
    [after, target] = [slot, code];
  }
  stPtr(site + Site.slots, after);
  st32(site + Site.slot_count, slots.length);
  setEntry(pool, cell, target);
}

/** Keeps the dump of the slot's trace, which is ASCII. */
export function keepText(heap: Allocator, slot: Addr, text: string): void {
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  const at = heap.alloc(bytes.length);
  writeBytes(at, bytes);
  stPtr(slot + Slot.text, at);
  st32(slot + Slot.text_bytes, bytes.length);
}
export function textOf(slot: Addr): string {
  const at = ldAddr(slot + Slot.text);
  const bytes = at === 0 ? [] : readBytes(at, ldU32(slot + Slot.text_bytes));
  return Array.from(bytes, (b) => String.fromCharCode(b)).join('');
}

/** Keeps the objects that the code mentions; the caller has taken a reference to each. */
export function keepRefs(heap: Allocator, slot: Addr, objects: readonly Addr[]): void {
  if (objects.length === 0) return;
  const at = heap.alloc(8 * objects.length);
  objects.forEach((object, k) => {
    stPtr(at + 8 * k, object);
  });
  stPtr(slot + Slot.refs, at);
  st32(slot + Slot.ref_count, objects.length);
}
export function refsOf(slot: Addr): Addr[] {
  const at = ldAddr(slot + Slot.refs);
  return Array.from({ length: ldU32(slot + Slot.ref_count) }, (_, k) => ldAddr(at + 8 * k));
}

export function addDependency(heap: Allocator, slot: Addr, assumption: Addr): void {
  const dep = heap.calloc(Dependency.size);
  stPtr(dep + Dependency.slot, slot);
  stPtr(dep + Dependency.assumption, assumption);
  stPtr(dep + Dependency.next_of_slot, ldAddr(slot + Slot.deps));
  stPtr(dep + Dependency.next_of_assumption, ldAddr(assumption + Assumption.first));
  stPtr(slot + Slot.deps, dep);
  stPtr(assumption + Assumption.first, dep);
}
/** Takes the slot out of the lists of all that it assumed. */
export function dropDependencies(heap: Allocator, slot: Addr): void {
  for (const dep of chain(ldAddr(slot + Slot.deps), Dependency.next_of_slot)) {
    const assumption = ldAddr(dep + Dependency.assumption);
    let link = assumption + Assumption.first;
    while (ldAddr(link) !== dep) link = ldAddr(link) + Dependency.next_of_assumption;
    stPtr(link, ldAddr(dep + Dependency.next_of_assumption));
    heap.free(dep);
  }
}

export const hasCalls = (slot: Addr): boolean => (ldU32(slot + Slot.flags) & SlotFlags.CALLS) !== 0;

/** Gives the memory of a slot back, code and records. The references it kept are the caller's to give back. */
export function freeSlot(heap: Allocator, pool: CodePool, slot: Addr): void {
  pool.free(ldU32(slot + Slot.code), ldU32(slot + Slot.code_bytes));
  heap.free(ldAddr(slot + Slot.refs));
  heap.free(ldAddr(slot + Slot.text));
  heap.free(slot);
}
