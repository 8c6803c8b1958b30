/** What the parts of the Linux `Os` share. */
import type { Addr, Machine, MachineCaller } from '@tyston/memory';
import { E, readBytes } from '@tyston/memory';
import type { Libc } from '../libc.js';
import { type Scratch, ScratchFull } from '../scratch.js';

export interface Context {
  readonly libc: Libc;
  readonly scratch: Scratch;
  readonly machine: Machine;
  readonly buffer: ArrayBuffer;
  readonly caller: MachineCaller;
  errno(): number;
}

/** Runs a call that lays its arguments into scratch memory. */
export function withScratch<T>(c: Context, call: (s: Scratch) => T): T | number {
  c.scratch.reset();
  try {
    return call(c.scratch);
  } catch (error) {
    if (error instanceof ScratchFull) return -E.E2BIG;
    throw error;
  }
}

/** A call on one path. */
export function withPath(c: Context, path: Uint8Array, call: (p: Addr, s: Scratch) => number): number {
  return withScratch(c, (s) => {
    const p = s.cstring(path);
    return p === 0 ? -E.EINVAL : call(p, s);
  });
}

/** The bytes of a NUL-terminated string in the window. */
export function stringAt(p: Addr, limit: number): Uint8Array {
  const bytes = readBytes(p, limit);
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** The bytes of a NUL-terminated string anywhere: a copy of foreign memory. */
export function foreignString(c: Context, address: bigint): Uint8Array {
  if (address === 0n) return new Uint8Array(0);
  const n = c.libc.strlen(address);
  const p = c.scratch.take(n + 1);
  c.libc.memcpy(p, address, n);
  return readBytes(p, n);
}
