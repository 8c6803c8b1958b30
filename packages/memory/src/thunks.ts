/**
 * Thunks: the C-callable addresses of functions written in TypeScript.
 *
 * An address is a thunk if and only if it lies in the thunk region. Its index (module number × row, from the tables of
 * built-ins) is stored in the word in front of it and follows from the address by arithmetic alone, so TypeScript calls
 * the function directly without reading memory. On the Linux host the bytes at the address are machine code that asks
 * TypeScript to run function `index`; on the portable host the header is all there is.
 */
import type { Addr } from './ptr.js';
import { THUNKS } from './regions.js';

/** Bytes a thunk takes: 4 unused, the index word, then up to 24 bytes of code. */
export const THUNK_STRIDE = 32;
const CODE_OFFSET = 8;
export const MAX_THUNKS = (THUNKS.end - THUNKS.start) / THUNK_STRIDE;

/** The address of the thunk of function `index`. */
export function thunkAddress(index: number): Addr {
  return THUNKS.start + index * THUNK_STRIDE + CODE_OFFSET;
}

/** The function index of a thunk's address, or -1 for an address that is not a thunk. */
export function thunkIndex(address: Addr): number {
  return address >= THUNKS.start && address < THUNKS.end
    ? (address - THUNKS.start - CODE_OFFSET) / THUNK_STRIDE
    : -1;
}
