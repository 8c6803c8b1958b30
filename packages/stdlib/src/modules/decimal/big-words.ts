/** BigInts in memory: coefficients as 64-bit words, least first, and exponents as signed 64-bit numbers. */
import { type Addr, ld32, st32 } from '@tyston/memory';

const word = new BigUint64Array(1);
const signed = new BigInt64Array(word.buffer);
const half = new Int32Array(word.buffer);

function loadWord(at: Addr): bigint {
  half[0] = ld32(at);
  half[1] = ld32(at + 4);
  return word[0]!;
}
function storeWord(at: Addr, v: bigint): void {
  word[0] = v;
  st32(at, half[0]!);
  st32(at + 4, half[1]!);
}

/** The number of `n` words. Long ones are joined from halves, so that no step copies what many have copied. */
export function loadWords(at: Addr, n: number): bigint {
  if (n > 16) {
    const middle = n >> 1;
    return (loadWords(at + middle * 8, n - middle) << BigInt(middle * 64)) | loadWords(at, middle);
  }
  let v = loadWord(at + (n - 1) * 8);
  for (let i = n - 2; i >= 0; i--) v = (v << 64n) | loadWord(at + i * 8);
  return v;
}
/** Writes v, not negative, to `n` words. */
export function storeWords(at: Addr, v: bigint, n: number): void {
  if (n > 16) {
    const middle = n >> 1;
    storeWords(at, BigInt.asUintN(middle * 64, v), middle);
    storeWords(at + middle * 8, v >> BigInt(middle * 64), n - middle);
    return;
  }
  for (let i = 0; i < n; i++) {
    storeWord(at + i * 8, BigInt.asUintN(64, v));
    v >>= 64n;
  }
}
/** Words that v, not negative, takes. */
export function wordCount(v: bigint): number {
  return v < 0x1_0000_0000_0000_0000n ? 1 : Math.ceil(v.toString(16).length / 16);
}

export function loadExponent(at: Addr): bigint {
  const low = ld32(at);
  const high = ld32(at + 4);
  if (high === low >> 31) return BigInt(low);
  half[0] = low;
  half[1] = high;
  return signed[0]!;
}
export function storeExponent(at: Addr, v: bigint): void {
  signed[0] = v;
  st32(at, half[0]!);
  st32(at + 4, half[1]!);
}
