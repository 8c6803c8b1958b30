/**
 * Scratch memory for one system call at a time: paths, structs and arrays are laid one behind the other from its start. A
 * call begins with `reset`.
 */
import { type Addr, st8, stPtr, writeBytes, zero } from '@tyston/memory';

export interface Scratch {
  reset(): void;
  /** Zeroed room, 16-byte aligned. */
  take(bytes: number): Addr;
  /** A NUL-terminated copy; 0 when the bytes hold a NUL (the caller answers EINVAL). */
  cstring(bytes: Uint8Array): Addr;
  /** A NULL-terminated array of NUL-terminated copies; 0 likewise. */
  cstrings(list: readonly Uint8Array[]): Addr;
  /** Bytes still free: a request that does not fit is E2BIG or is done in parts. */
  left(): number;
}

/** The arguments do not fit into scratch memory: E2BIG. */
export class ScratchFull extends Error {}

export function makeScratch(start: number, bytes: number): Scratch {
  let at = start;
  const end = start + bytes;
  const self: Scratch = {
    reset() {
      at = start;
    },
    take(n) {
      const p = at;
      if (p + n > end) throw new ScratchFull();
      at += (n + 15) & ~15;
      zero(p, n);
      return p | 0;
    },
    cstring(from) {
      if (from.includes(0)) return 0;
      const p = self.take(from.length + 1);
      writeBytes(p, from);
      st8(p + from.length, 0);
      return p;
    },
    cstrings(list) {
      const array = self.take((list.length + 1) * 8);
      for (let i = 0; i < list.length; i++) {
        const p = self.cstring(list[i]!);
        if (p === 0) return 0;
        stPtr(array + i * 8, p);
      }
      return array;
    },
    left: () => end - at,
  };
  return self;
}
