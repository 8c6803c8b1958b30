/** Products of unsigned words, for hashes of 64 bits that are kept as two words each. */

/** High word of the 64-bit product of two unsigned 32-bit words. (All in unsigned words: V8 uses no doubles for it.) */
export function mulHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  // Neither sum exceeds 32 bits: (2^16 - 1)^2 + 2^16 - 1 < 2^32.
  const m = ((Math.imul(a0, b1) >>> 0) + (Math.imul(a0, b0) >>> 16)) >>> 0;
  const k = ((Math.imul(a1, b0) >>> 0) + (m & 0xffff)) >>> 0;
  return (Math.imul(a1, b1) + (m >>> 16) + (k >>> 16)) | 0;
}
