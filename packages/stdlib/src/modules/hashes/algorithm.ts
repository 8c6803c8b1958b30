/**
 * Hashes built as Merkle and Damgård did: blocks are compressed into a state, the last one padded with the message's length. The
 * state lies in the window, behind an object's header:
 *
 *     +0 the state's words  +64 bytes taken in so far (a double)  +72 the unfinished block
 */
import { type Addr, copy, ld32, ldF64, st8, st32, stF64, zero } from '@tyston/memory';

export interface Algorithm {
  readonly digestSize: number;
  readonly blockSize: number;
  /** Size of the length at the end of the padding. */
  readonly lengthBytes: number;
  /** Words of input and output start with their highest byte. */
  readonly bigEndian: boolean;
  start(): readonly number[];
  compress(state: Addr, block: Addr): void;
}

const COUNT = 64;
const BLOCK = 72;
export const STATE_BYTES = BLOCK + 128;

/** Turns the bytes of a word round. */
export function swap32(x: number): number {
  return (x << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24);
}

export function begin(algorithm: Algorithm, state: Addr): void {
  algorithm.start().forEach((word, i) => {
    st32(state + 4 * i, word | 0);
  });
  stF64(state + COUNT, 0);
}

export function absorb(algorithm: Algorithm, state: Addr, data: Addr, length: number): void {
  const size = algorithm.blockSize;
  const count = ldF64(state + COUNT);
  stF64(state + COUNT, count + length);
  let filled = count % size;
  let at = data;
  let left = length;
  if (filled > 0) {
    const n = Math.min(size - filled, left);
    copy(state + BLOCK + filled, at, n);
    at += n;
    left -= n;
    filled += n;
    if (filled < size) return;
    algorithm.compress(state, state + BLOCK);
  }
  for (; left >= size; at += size, left -= size) {
    // A block is read by words, which lie at multiples of four: one that lies elsewhere is moved first.
    if (at & 3) copy(state + BLOCK, at, size);
    algorithm.compress(state, at & 3 ? state + BLOCK : at);
  }
  if (left > 0) copy(state + BLOCK, at, left);
}

/** Ends the message and leaves the digest at the start of the state, which is of no other use afterwards. */
export function finishDigest(algorithm: Algorithm, state: Addr): void {
  const size = algorithm.blockSize;
  const count = ldF64(state + COUNT);
  const block = state + BLOCK;
  let filled = count % size;
  st8(block + filled++, 0x80);
  if (filled > size - algorithm.lengthBytes) {
    zero(block + filled, size - filled);
    algorithm.compress(state, block);
    filled = 0;
  }
  zero(block + filled, size - filled);
  const low = (count * 8) | 0;
  const high = Math.floor(count / 2 ** 29) | 0;
  if (algorithm.bigEndian) {
    st32(block + size - 8, swap32(high));
    st32(block + size - 4, swap32(low));
  } else {
    st32(block + size - 8, low);
    st32(block + size - 4, high);
  }
  algorithm.compress(state, block);
  if (algorithm.bigEndian) for (let i = 0; i < 64; i += 4) st32(state + i, swap32(ld32(state + i)));
}
