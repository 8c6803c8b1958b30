/** Products of unsigned words, for hashes of 64 bits that are kept as two words each. */

/** High word of the 64-bit product of two unsigned 32-bit words. */
export function mulHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const m = a0 * b1 + ((a0 * b0) >>> 16);
  const k = a1 * b0 + (m % 0x10000);
  return (a1 * b1 + Math.floor(m / 0x10000) + Math.floor(k / 0x10000)) | 0;
}
