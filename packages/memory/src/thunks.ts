/**
 * Thunks: the C-callable addresses of functions written in TypeScript.
 *
 * An address is a thunk if and only if it lies in the thunk region. Its index (module number × row, from the tables of
 * built-ins) is stored in the word in front of it and follows from the address by arithmetic alone, so TypeScript calls
 * the function directly without reading memory. On the Linux host the bytes at the address are machine code that asks
 * TypeScript to run function `index`; on the portable host the header is all there is.
 *
 *     region + 32 × index   +0  signature (signature.ts), one word, never 0
 *                           +4  index
 *                           +8  machine code, at most 24 bytes   ◄── the thunk's address
 *
 * The region is untouched memory until a thunk in it is defined.
 */
import type { ThunkWriter } from './host.js';
import type { Addr } from './ptr.js';
import { THUNKS } from './regions.js';
import { packSignature, RAW } from './signature.js';

/** Bytes a thunk takes: the signature, the index word, then up to 24 bytes of code. */
export const THUNK_STRIDE = 32;
const STRIDE_SHIFT = 5;
const CODE_OFFSET = 8;
export const THUNK_CODE_BYTES = THUNK_STRIDE - CODE_OFFSET;
export const MAX_THUNKS = (THUNKS.end - THUNKS.start) / THUNK_STRIDE;

/** The address of the thunk of function `index`. */
export function thunkAddress(index: number): Addr {
  return THUNKS.start + index * THUNK_STRIDE + CODE_OFFSET;
}

/** The function index of a thunk's address, or -1 for an address that is not a thunk. */
export function thunkIndex(address: Addr): number {
  return address >= THUNKS.start && address < THUNKS.end
    ? (address - THUNKS.start - CODE_OFFSET) >> STRIDE_SHIFT
    : -1;
}

export interface Thunks {
  /**
   * Makes the thunk of function `index` callable from machine code and returns its address. `signature` is text as in
   * signature.ts, or null where the function reads the mailbox itself. Defining it again with the same facts changes nothing.
   */
  define(index: number, signature: string | null): Addr;
  /** The packed signature of a thunk that has been defined, or -1. */
  signatureOf(index: number): number;
  /** Whether the header in front of the address says that a thunk has been defined there. */
  isDefined(address: Addr): boolean;
}

export function makeThunks(writer: ThunkWriter): Thunks {
  const bytes = writer.writable;
  if (bytes.length !== MAX_THUNKS * THUNK_STRIDE) throw new RangeError('the thunk region has another size');
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const wordOf = (index: number) => index * (THUNK_STRIDE >>> 2);
  const signatureOf = (index: number) =>
    index >= 0 && index < MAX_THUNKS && words[wordOf(index)] !== 0 ? words[wordOf(index)]! : -1;

  return {
    define(index, signature) {
      if (!Number.isInteger(index) || index < 0 || index >= MAX_THUNKS)
        throw new RangeError(`no thunk ${index}: there are ${MAX_THUNKS}`);
      const packed = signature === null ? RAW : packSignature(signature);
      const word = wordOf(index);
      if (words[word] !== packed) {
        words[word] = packed;
        words[word + 1] = index;
        writer.emit(index * THUNK_STRIDE + CODE_OFFSET, index, packed);
      }
      return thunkAddress(index);
    },
    signatureOf,
    isDefined(address) {
      const index = thunkIndex(address);
      return thunkAddress(index) === address && signatureOf(index) >= 0 && words[wordOf(index) + 1] === index;
    },
  };
}
