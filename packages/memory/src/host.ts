/** What a host provides: the window's memory, the operating system and, where it can, machine code. */
import type { Machine } from './machine.js';
import type { Os } from './os.js';
import type { Addr } from './ptr.js';

/** What a window needs from whoever provides its memory. Operating-system access is in `os.ts`. */
export interface WindowMemory {
  /** The whole window; its first byte is the window's first byte. */
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  /** Bytes that may be committed as heap, at most (`-X heap-limit`). */
  readonly heapLimit: number;
  /** Makes [start, start + bytes) readable and writable, zero-filled. False when the system refuses. */
  commit(start: number, bytes: number): boolean;
}

/**
 * A region that machine code runs from. It is mapped twice: in the window readable and executable, elsewhere readable
 * and writable; no address is ever both writable and executable.
 */
export interface ExecutableMemory {
  /** Where the code runs: offset of the region in the window, and its end. */
  readonly start: Addr;
  readonly end: Addr;
  /** The writable mapping; byte 0 is what runs at `start`. Committed by the system as it is touched. */
  readonly writable: Uint8Array;
}

export interface Host {
  readonly kind: 'linux' | 'portable';
  readonly memory: WindowMemory;
  readonly os: Os;
  /** Null where there is no machine code: the portable host, or a system that refuses executable memory. */
  readonly code: ExecutableMemory | null;
  /**
   * Where thunks are written (byte 0 is the start of the thunk region) and what else a thunk needs besides its header.
   */
  readonly thunks: ThunkWriter;
  readonly machine: Machine | null;
  /** The C library's functions of doubles, where they can be called. */
  readonly libm: Libm | null;
}

/** What programs can tell from the nearest double: of the last place the C library decides. */
export interface Libm {
  pow(x: number, y: number): number;
}

export interface ThunkWriter {
  readonly writable: Uint8Array;
  /** Writes the code of the thunk whose code starts at `offset` of `writable`; nothing on the portable host. */
  emit(offset: number, index: number, signature: number): void;
}
