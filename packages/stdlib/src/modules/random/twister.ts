/**
 * The Mersenne Twister MT19937: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed uniform
 * pseudorandom number generator" (ACM TOMACS 8, 1998), with their initialisation of 2002. The state lies in the window: an index,
 * then 624 words.
 */
import { type Addr, ld32, ldU32, st32 } from '@tyston/memory';

export const N = 624;
const M = 397;
const MATRIX = 0x9908b0df | 0;
/** Bytes of the state: the index and the words. */
export const STATE_BYTES = 4 + N * 4;

/** Makes the next 624 words. */
function regenerate(words: Addr): void {
  for (let k = 0; k < N; k++) {
    const y = (ld32(words + k * 4) & 0x80000000) | (ld32(words + ((k + 1) % N) * 4) & 0x7fffffff);
    const v = ld32(words + ((k + M) % N) * 4) ^ (y >>> 1) ^ (y & 1 ? MATRIX : 0);
    st32(words + k * 4, v);
  }
}

/** The next 32 random bits, unsigned. */
export function next32(state: Addr): number {
  const words = state + 4;
  let i = ld32(state);
  if (i >= N) {
    regenerate(words);
    i = 0;
  }
  let y = ld32(words + i * 4);
  st32(state, i + 1);
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}

/** The next double in [0, 1), of 53 random bits. */
export function nextDouble(state: Addr): number {
  const a = next32(state) >>> 5;
  const b = next32(state) >>> 6;
  return (a * 67108864 + b) * (1 / 9007199254740992);
}

/** Seeds with one word. */
function seedWord(state: Addr, seed: number): void {
  const words = state + 4;
  st32(words, seed);
  for (let i = 1; i < N; i++) {
    const v = ldU32(words + (i - 1) * 4);
    st32(words + i * 4, Math.imul(1812433253, v ^ (v >>> 30)) + i);
  }
  st32(state, N);
}

/** Seeds with an array of words, which must not be empty. */
export function seedArray(state: Addr, key: Uint32Array): void {
  seedWord(state, 19650218);
  const words = state + 4;
  let i = 1;
  let j = 0;
  const mixed = (factor: number) => {
    const v = ld32(words + (i - 1) * 4);
    return ld32(words + i * 4) ^ Math.imul(v ^ (v >>> 30), factor);
  };
  const advance = () => {
    i++;
    if (i >= N) {
      st32(words, ld32(words + (N - 1) * 4));
      i = 1;
    }
  };
  for (let k = Math.max(N, key.length); k > 0; k--) {
    st32(words + i * 4, mixed(1664525) + key[j]! + j);
    advance();
    j = (j + 1) % key.length;
  }
  for (let k = N - 1; k > 0; k--) {
    st32(words + i * 4, mixed(1566083941) - i);
    advance();
  }
  st32(words, 0x80000000);
}
