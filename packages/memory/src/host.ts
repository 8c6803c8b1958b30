/** What a window needs from whoever provides its memory. Operating-system access is in `os.ts`. */
export interface WindowMemory {
  /** The whole window; its first byte is the window's first byte. */
  readonly buffer: ArrayBuffer;
  /** Bytes that may be committed as heap, at most (`-X heap-limit`). */
  readonly heapLimit: number;
  /** Makes [start, start + bytes) readable and writable, zero-filled. False when the system refuses. */
  commit(start: number, bytes: number): boolean;
}
