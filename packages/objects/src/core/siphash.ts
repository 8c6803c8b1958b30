/**
 * SipHash-1-3 (Aumasson and Bernstein), the hash of str, bytes and memoryview (PEP 456, with CPython 3.11's choice of rounds).
 *
 * 64-bit words are kept as two 32-bit halves, because BigInt arithmetic allocates. The key stands in the
 * window (State.HASH_SECRET), so every isolate and every image that attaches hashes alike.
 */
import { type Addr, ld8, ld32, st8, zero } from '@tyston/memory';
import { State } from './state.js';

const KEY = State.HASH_SECRET;

let resultLow = 0;
let resultHigh = 0;

/** The two halves of the last hash, as signed words. */
export function sipLow(): number {
  return resultLow;
}
export function sipHigh(): number {
  return resultHigh;
}

function word(a: Addr): number {
  return ld8(a) | (ld8(a + 1) << 8) | (ld8(a + 2) << 16) | (ld8(a + 3) << 24);
}

/** Hashes `n` bytes at `addr`. The result is in `sipLow()` and `sipHigh()`. */
export function sipHash13(addr: Addr, n: number): void {
  const k0l = ld32(KEY);
  const k0h = ld32(KEY + 4);
  const k1l = ld32(KEY + 8);
  const k1h = ld32(KEY + 12);
  let v0l = k0l ^ 0x70736575;
  let v0h = k0h ^ 0x736f6d65;
  let v1l = k1l ^ 0x6e646f6d;
  let v1h = k1h ^ 0x646f7261;
  let v2l = k0l ^ 0x6e657261;
  let v2h = k0h ^ 0x6c796765;
  let v3l = k1l ^ 0x79746573;
  let v3h = k1h ^ 0x74656462;
  const blocks = n >>> 3;
  const aligned = (addr & 3) === 0;
  // One round for every whole word, one for the last bytes with the length, three to finish.
  for (let round = 0; round < blocks + 4; round++) {
    let ml = 0;
    let mh = 0;
    if (round < blocks) {
      const a = addr + round * 8;
      ml = aligned ? ld32(a) : word(a);
      mh = aligned ? ld32(a + 4) : word(a + 4);
    } else if (round === blocks) {
      const a = addr + round * 8;
      const rest = n & 7;
      for (let i = 0; i < rest && i < 4; i++) ml |= ld8(a + i) << (i * 8);
      for (let i = 4; i < rest; i++) mh |= ld8(a + i) << ((i - 4) * 8);
      mh |= n << 24;
    } else if (round === blocks + 1) v2l ^= 0xff;
    v3l ^= ml;
    v3h ^= mh;
    let t = 0;
    // v0 += v1; v2 += v3
    t = (v0l + v1l) | 0;
    v0h = (v0h + v1h + (t >>> 0 < v0l >>> 0 ? 1 : 0)) | 0;
    v0l = t;
    t = (v2l + v3l) | 0;
    v2h = (v2h + v3h + (t >>> 0 < v2l >>> 0 ? 1 : 0)) | 0;
    v2l = t;
    // v1 = (v1 <<< 13) ^ v0; v3 = (v3 <<< 16) ^ v2; v0 <<<= 32
    t = ((v1l << 13) | (v1h >>> 19)) ^ v0l;
    v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
    v1l = t;
    t = ((v3l << 16) | (v3h >>> 16)) ^ v2l;
    v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
    v3l = t;
    t = v0l;
    v0l = v0h;
    v0h = t;
    // v2 += v1; v0 += v3
    t = (v2l + v1l) | 0;
    v2h = (v2h + v1h + (t >>> 0 < v2l >>> 0 ? 1 : 0)) | 0;
    v2l = t;
    t = (v0l + v3l) | 0;
    v0h = (v0h + v3h + (t >>> 0 < v0l >>> 0 ? 1 : 0)) | 0;
    v0l = t;
    // v1 = (v1 <<< 17) ^ v2; v3 = (v3 <<< 21) ^ v0; v2 <<<= 32
    t = ((v1l << 17) | (v1h >>> 15)) ^ v2l;
    v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
    v1l = t;
    t = ((v3l << 21) | (v3h >>> 11)) ^ v0l;
    v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
    v3l = t;
    t = v2l;
    v2l = v2h;
    v2h = t;
    v0l ^= ml;
    v0h ^= mh;
  }
  resultLow = v0l ^ v1l ^ v2l ^ v3l;
  resultHigh = v0h ^ v1h ^ v2h ^ v3h;
}

/**
 * The key that `PYTHONHASHSEED=seed` means: zeros for 0, else bytes of the linear congruential generator that CPython
 * uses, so that hashes (and the order of sets of strings) are the same numbers.
 */
export function setHashSeed(seed: number): void {
  zero(KEY, 16);
  if (seed === 0) return;
  let x = seed >>> 0;
  for (let i = 0; i < 16; i++) {
    x = (Math.imul(x, 214013) + 2531011) >>> 0;
    st8(KEY + i, (x >>> 16) & 0xff);
  }
}
