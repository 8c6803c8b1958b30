/** Where compiled code lives and how it is entered: an interface, implemented by a native host or the emulator. */

/** A stretch of memory: where machine code sees it, and where JavaScript writes it. */
export interface MemoryBlock {
  readonly address: bigint;
  /** The same bytes, writable. Code may be mapped twice: `address` need not be where these lie. */
  readonly bytes: Uint8Array;
}

/** Memory that machine code can run in. */
export interface ExecutableMemory {
  /** At least `size` bytes for code, aligned to 16. @throws RangeError when there is no more. */
  allocate(size: number): MemoryBlock;
  /** Takes a block of code back. The caller has filled it with `int3`. */
  free(block: MemoryBlock): void;
  /** At least `size` bytes for data, aligned to 16, that code can read and write. */
  data(size: number): MemoryBlock;
  /** Takes a block of data back. */
  freeData(block: MemoryBlock): void;
  /** Calls the code at `entry` as a C function of one pointer, by the System V convention. */
  invoke(entry: bigint, argument: bigint): void;
}
