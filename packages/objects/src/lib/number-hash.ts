/**
 * Hashes of numbers: equal numbers of any type hash alike, because a hash is the value modulo the prime 2^61 - 1.
 *
 * The functions return the low word of the hash and leave the high word in `hashHigh()`.
 */
import { type Borrowed, ld32, ldU32, PyLongObject, PyVarObject } from '@tyston/memory';
import { hashPointer } from '../core/abstract.js';
import { hashHigh, setHashHigh } from '../core/hash-high.js';
import { exponentOf, significandOf } from './float-bits.js';

const SIZE = PyVarObject.ob_size;
const DIGITS = PyLongObject.ob_digit;

/** A hash as low and high word from its 61 bits (high 31 and low 30) and its sign. */
function finish(high31: number, low30: number, negative: boolean): number {
  let lo = low30 | (high31 << 30) | 0;
  let hi = high31 >>> 2;
  if (negative) {
    lo = -lo | 0;
    hi = lo === 0 ? -hi | 0 : ~hi;
    if (lo === -1 && hi === -1) lo = -2;
  }
  setHashHigh(hi);
  return lo;
}

/** hash(p). */
export function intHash(p: Borrowed): number {
  const size = ld32(p + SIZE);
  switch (size) {
    case 0:
      setHashHigh(0);
      return 0;
    case 1:
      setHashHigh(0);
      return ld32(p + DIGITS);
    case -1: {
      setHashHigh(-1);
      const v = -ld32(p + DIGITS);
      return v === -1 ? -2 : v;
    }
  }
  // x = high * 2^30 + low modulo 2^61 - 1; a step is x * 2^30 + digit, a rotation of 61 bits by 30.
  let high = 0;
  let low = 0;
  for (let i = Math.abs(size) - 1; i >= 0; i--) {
    // Rotating left by 30: the upper 30 of 61 bits come to the bottom, the lower 31 go up.
    const upper30 = high >>> 1;
    const lower31 = (low + (high & 1) * 0x4000_0000) >>> 0;
    high = lower31;
    low = upper30 + ldU32(p + DIGITS + i * 4);
    if (low >= 0x4000_0000) {
      low -= 0x4000_0000;
      high += 1;
    }
    // Reduce: 2^61 = 1 (and the modulus itself is 0).
    if (high >= 0x8000_0000) {
      high -= 0x8000_0000;
      low += 1;
      if (low >= 0x4000_0000) {
        low -= 0x4000_0000;
        high += 1;
      }
    }
    if (high === 0x7fff_ffff && low === 0x3fff_ffff) {
      high = 0;
      low = 0;
    }
  }
  return finish(high, low, size < 0);
}

const INFINITY_HASH = 314159;
const LOW = 0x3fff_ffff;

/** hash of a double; a NaN hashes by the address of its object `p`. */
export function doubleHash(v: number, p: Borrowed): number {
  if ((v | 0) === v) {
    setHashHigh(v >> 31);
    return v === -1 ? -2 : v | 0;
  }
  if (!Number.isFinite(v)) {
    if (Number.isNaN(v)) return hashPointer(p);
    setHashHigh(v < 0 ? -1 : 0);
    return v < 0 ? -INFINITY_HASH : INFINITY_HASH;
  }
  // |v| = m * 2^e with an integral m of 53 bits: m, rotated left by e modulo 61.
  const m = Math.abs(significandOf(v)) * 9007199254740992;
  let e = (exponentOf(v) - 53) % 61;
  if (e < 0) e += 61;
  let high = Math.floor(m / 0x4000_0000);
  let low = m - high * 0x4000_0000;
  for (; e >= 30; e -= 30) {
    const upper = high >>> 1;
    high = (low + (high & 1) * 0x4000_0000) >>> 0;
    low = upper;
  }
  if (e > 0) {
    const top = high >>> (31 - e);
    high = ((high << e) & 0x7fff_ffff) | (low >>> (30 - e));
    low = ((low << e) & LOW) | top;
  }
  return finish(high, low, v < 0);
}

/** hash(complex): the parts' hashes, the imaginary one times 1000003, added modulo 2^64. */
export function complexHash(real: number, imag: number, p: Borrowed): number {
  const rl = doubleHash(real, p);
  const rh = hashHigh();
  const il = doubleHash(imag, p);
  const ih = hashHigh();
  // 64-bit imag * 1000003 by words of 16 bits of the multiplier's low word.
  const product = BigInt.asUintN(64, ((BigInt(ih) << 32n) | BigInt(il >>> 0)) * 1000003n);
  const sum = BigInt.asUintN(64, product + ((BigInt(rh) << 32n) | BigInt(rl >>> 0)));
  let low = Number(sum & 0xffffffffn) | 0;
  const high = Number(sum >> 32n) | 0;
  if (low === -1 && high === -1) low = -2;
  setHashHigh(high);
  return low;
}
