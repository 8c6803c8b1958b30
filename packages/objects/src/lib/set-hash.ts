/**
 * The hash of a frozenset: an order-independent mix of its keys' hashes (CPython's, by Raymond Hettinger), in 64 bits kept as two
 * words.
 */
import type { Borrowed } from '@tyston/memory';
import { mulHigh } from '../core/u64.js';

/** low and high words of (h ^ 89869747 ^ (h << 16)) * 3644798167. */
const MULTIPLIER = 3644798167 | 0;

export function frozenHash(
  s: Borrowed,
  next: (s: Borrowed, cursor: number) => number,
  hashLow: () => number,
  hashHigh: () => number,
  length: number,
): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (let c = next(s, 0); c !== 0; c = next(s, c)) {
    const l = hashLow();
    const h = hashHigh();
    const sl = l ^ 89869747 ^ (l << 16);
    const sh = h ^ ((h << 16) | (l >>> 16));
    low ^= Math.imul(sl, MULTIPLIER);
    high ^= (mulHigh(sl, MULTIPLIER) + Math.imul(sh, MULTIPLIER)) | 0;
  }
  // ^= (length + 1) * 1927868237
  const n = length + 1;
  low ^= Math.imul(n, 1927868237);
  high ^= mulHigh(n, 1927868237);
  // ^= (hash >> 11) ^ (hash >> 25)
  const s11l = (low >>> 11) | (high << 21);
  const s25l = (low >>> 25) | (high << 7);
  const h11 = high >>> 11;
  const h25 = high >>> 25;
  low ^= s11l ^ s25l;
  high ^= h11 ^ h25;
  // * 69069 + 907133923
  const pl = Math.imul(low, 69069);
  const ph = (mulHigh(low, 69069) + Math.imul(high, 69069)) | 0;
  const rl = (pl + 907133923) | 0;
  const carry = rl >>> 0 < 907133923 ? 1 : 0;
  const rh = (ph + carry) | 0;
  if (rl === -1 && rh === -1) return { low: 590923713, high: 0 };
  return { low: rl, high: rh };
}
