/**
 * The hash of a tuple: xxHash's rounds (Yann Collet, XXH64) over the items' hashes, one 64-bit lane each, as CPython 3.8
 * and later do. 64-bit arithmetic on pairs of 32-bit words: a BigInt a lane would cost ten times as much.
 */
import { mulHigh } from './u64.js';

/** Constants of XXH64 as high and low words. */
const P1H = 0x9e3779b1 | 0;
const P1L = 0x85ebca87 | 0;
const P2H = 0xc2b2ae3d | 0;
const P2L = 0x27d4eb4f | 0;
const P5H = 0x27d4eb2f | 0;
const P5L = 0x165667c5 | 0;

export class TupleHash {
  private low = P5L;
  high = P5H;

  /** Adds the 64-bit hash of an item. */
  add(laneLow: number, laneHigh: number): void {
    // acc += lane * P2
    let pl = Math.imul(laneLow, P2L);
    let ph = (mulHigh(laneLow, P2L) + Math.imul(laneLow, P2H) + Math.imul(laneHigh, P2L)) | 0;
    let l = (this.low + pl) | 0;
    const carry = l >>> 0 < pl >>> 0 ? 1 : 0;
    let h = (this.high + ph + carry) | 0;
    // rotate left by 31
    const rl = (l << 31) | (h >>> 1);
    const rh = (h << 31) | (l >>> 1);
    l = rl;
    h = rh;
    // acc *= P1
    pl = Math.imul(l, P1L);
    ph = (mulHigh(l, P1L) + Math.imul(l, P1H) + Math.imul(h, P1L)) | 0;
    this.low = pl;
    this.high = ph;
  }
  /** Mixes the length in: the low word; the high one is in `high`. Never -1. */
  finish(length: number): number {
    // acc += length ^ (P5 ^ 3527539)
    const xl = length ^ P5L ^ 3527539;
    const l = (this.low + xl) | 0;
    const carry = l >>> 0 < xl >>> 0 ? 1 : 0;
    const h = (this.high + P5H + carry) | 0;
    if (l === -1 && h === -1) {
      this.high = 0;
      return 1546275796;
    }
    this.high = h;
    return l;
  }
}
