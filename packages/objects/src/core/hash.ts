/**
 * `hash(o)`: the exact types that are keys most often without a call through their slots, tuples of them included.
 *
 * The hash of a tuple is that of xxHash's rounds (Yann Collet, XXH64) over the items' hashes, one 64-bit lane each, as CPython 3.8 and
 * later do. 64-bit arithmetic is done on pairs of 32-bit words: a BigInt a lane would cost ten times as much.
 */
import { type Borrowed, ld32, PyLongObject, PyTypeObject, PyVarObject } from '@tyston/memory';
import { typeError } from './errors.js';
import { call1 } from './functions.js';
import { hashHigh, setHashHigh } from './hash-high.js';
import { strHash, strHashHigh } from './hash-str.js';
import { typeName } from './names.js';
import { typeOf } from './refcount.js';
import { tupleItem, tupleLength } from './tuple.js';
import { mulHigh } from './u64.js';
import { T } from './wellknown.js';

/** The low word; the high word is `hashHigh()`. On error -1 with both words -1 and an exception. */
export function hash(o: Borrowed): number {
  const tp = typeOf(o);
  if (tp === T.str) {
    const h = strHash(o);
    setHashHigh(strHashHigh(o));
    return h;
  }
  if (tp === T.int) {
    const size = ld32(o + PyVarObject.ob_size);
    if (size === 1 || size === 0) {
      setHashHigh(0);
      return size === 0 ? 0 : ld32(o + PyLongObject.ob_digit);
    }
    if (size === -1) {
      // −1 says that there is an error.
      const d = ld32(o + PyLongObject.ob_digit);
      setHashHigh(-1);
      return d === 1 ? -2 : -d;
    }
    if (size === 2) {
      // Less than 2^60: its own hash. Addresses (`id`) are such ints.
      const d1 = ld32(o + PyLongObject.ob_digit + 4);
      setHashHigh(d1 >>> 2);
      return ld32(o + PyLongObject.ob_digit) | (d1 << 30);
    }
  } else if (tp === T.tuple) return tupleHash(o);
  const f = ld32(tp + PyTypeObject.tp_hash);
  if (f !== 0) return call1(f, o);
  setHashHigh(-1);
  typeError(`unhashable type: '${typeName(o)}'`);
  return -1;
}

/** Constants of XXH64 as high and low words. */
const P1H = 0x9e3779b1 | 0;
const P1L = 0x85ebca87 | 0;
const P2H = 0xc2b2ae3d | 0;
const P2L = 0x27d4eb4f | 0;
const P5H = 0x27d4eb2f | 0;
const P5L = 0x165667c5 | 0;

/** hash(tuple). */
export function tupleHash(self: Borrowed): number {
  const n = tupleLength(self);
  let low = P5L;
  let high = P5H;
  for (let i = 0; i < n; i++) {
    const laneLow = hash(tupleItem(self, i));
    const laneHigh = hashHigh();
    if (laneLow === -1 && laneHigh === -1) return -1;
    // acc += lane * P2
    const pl = Math.imul(laneLow, P2L);
    const ph = mulHigh(laneLow, P2L) + Math.imul(laneLow, P2H) + Math.imul(laneHigh, P2L);
    const l = (low + pl) | 0;
    const h = (high + ph + (l >>> 0 < pl >>> 0 ? 1 : 0)) | 0;
    // Rotated left by 31, then acc *= P1.
    const rl = (l << 31) | (h >>> 1);
    const rh = (h << 31) | (l >>> 1);
    low = Math.imul(rl, P1L);
    high = (mulHigh(rl, P1L) + Math.imul(rl, P1H) + Math.imul(rh, P1L)) | 0;
  }
  // acc += n ^ (P5 ^ 3527539)
  const x = n ^ P5L ^ 3527539;
  const l = (low + x) | 0;
  const h = (high + P5H + (l >>> 0 < x >>> 0 ? 1 : 0)) | 0;
  if (l === -1 && h === -1) {
    setHashHigh(0);
    return 1546275796;
  }
  setHashHigh(h);
  return l;
}
