/** Memory of the window for the length of one call. */
import { type Addr, st8, writeBytes, zero } from '@tyston/memory';
import { free, malloc } from '@tyston/objects';

/** Calls `use` with `n` zeroed bytes, 16-byte aligned. */
export function withMemory<R>(n: number, use: (at: Addr) => R): R {
  const at = malloc(n);
  zero(at, n);
  try {
    return use(at);
  } finally {
    free(at);
  }
}
/** Calls `use` with C strings made of bytes; 0 for null. */
export function withStrings<R>(strings: readonly (Uint8Array | null)[], use: (...at: Addr[]) => R): R {
  const size = strings.reduce((n, s) => n + (s === null ? 0 : s.length + 1), 0);
  const block = malloc(Math.max(size, 1));
  let next = block;
  const at = strings.map((s) => {
    if (s === null) return 0;
    const here = next;
    writeBytes(here, s);
    st8(here + s.length, 0);
    next += s.length + 1;
    return here;
  });
  try {
    return use(...at);
  } finally {
    free(block);
  }
}
