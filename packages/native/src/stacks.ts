/**
 * Where a thread's machine stack lies. The region of machine stacks is cut into slots, one a thread:
 *
 *     slot + 0          guard: never committed, so that running over the end is a crash report and not corruption
 *     slot + 64 KiB     the machine stack, growing down from its top
 *     slot + 13 MiB     crash stack, 64 KiB: the report runs here
 *     slot + 14 MiB     scratch: what system calls read and write
 *     slot + 16 MiB
 */
import { MAILBOX_STRIDE, Mailbox, type RegionMap, Roots, st32, stPtr, zero } from '@tyston/memory';

const KIB = 1024;
const MIB = 1024 * KIB;
export const SLOT_BYTES = 16 * MIB;
const GUARD = 64 * KIB;
const STACK_TOP = 13 * MIB;
const CRASH_BYTES = 64 * KIB;
const SCRATCH = 14 * MIB;
export const SCRATCH_BYTES = 2 * MIB;
/** What machine code may not use: room for a signal handler or a libc function that does not ask. */
const MARGIN = 64 * KIB;

export interface ThreadMemory {
  /** What must be committed. */
  readonly start: number;
  readonly bytes: number;
  readonly mailbox: number;
  readonly crashStack: number;
  readonly crashBytes: number;
  readonly scratch: number;
  readonly stackTop: number;
  readonly stackLimit: number;
}

export function threadMemory(regions: RegionMap, slot: number): ThreadMemory | string {
  const { start, end } = regions.machineStacks;
  const count = Math.floor((end - start) / SLOT_BYTES);
  if (!Number.isInteger(slot) || slot < 0 || slot >= count)
    return `thread ${slot}: there is room for ${count} threads`;
  const base = start + slot * SLOT_BYTES;
  return {
    start: base + GUARD,
    bytes: SLOT_BYTES - GUARD,
    mailbox: Roots.MAILBOXES + slot * MAILBOX_STRIDE,
    crashStack: base + STACK_TOP,
    crashBytes: CRASH_BYTES,
    scratch: base + SCRATCH,
    stackTop: base + STACK_TOP,
    stackLimit: base + GUARD + MARGIN,
  };
}

/** Lays out an empty mailbox: nothing is suspended. */
export function initMailbox(memory: ThreadMemory, thread: number): void {
  zero(memory.mailbox, Mailbox.size);
  stPtr(memory.mailbox + Mailbox.sp, memory.stackTop | 0);
  stPtr(memory.mailbox + Mailbox.sp_limit, memory.stackLimit | 0);
  stPtr(memory.mailbox + Mailbox.thread, thread);
  st32(memory.mailbox + Mailbox.state, 0);
}
