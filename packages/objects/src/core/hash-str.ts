/**
 * Hashes of str and bytes objects, computed once and kept in the object: a 64-bit number, whose low word these functions
 * return and whose high word is beside it in the object's hash field. A hash is never -1, which means "not computed yet".
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  PyASCIIObject,
  PyBytesObject,
  PyVarObject,
  st32,
} from '@tyston/memory';
import { sipHash13, sipHigh, sipLow } from './siphash.js';
import { strData, strKind, strLength } from './str.js';

const STR_HASH = PyASCIIObject.hash;
const BYTES_HASH = PyBytesObject.ob_shash;

/** Hashes `n` bytes at `from` and keeps the result in the 8-byte field at `field`. Returns the low word. */
export function hashInto(field: Addr, from: Addr, n: number): number {
  if (n === 0) {
    st32(field, 0);
    st32(field + 4, 0);
    return 0;
  }
  sipHash13(from, n);
  let low = sipLow();
  const high = sipHigh();
  if (low === -1 && high === -1) low = -2;
  st32(field, low);
  st32(field + 4, high);
  return low;
}

/** Low word of a str's hash. */
export function strHash(p: Borrowed): number {
  const low = ld32(p + STR_HASH);
  if (low !== -1 || ld32(p + STR_HASH + 4) !== -1) return low;
  return hashInto(p + STR_HASH, strData(p), strLength(p) * strKind(p));
}
/** High word of a str's hash, which `strHash` must have computed. */
export function strHashHigh(p: Borrowed): number {
  return ld32(p + STR_HASH + 4);
}
/** Low word of a bytes object's hash. */
export function bytesHash(p: Borrowed): number {
  const low = ld32(p + BYTES_HASH);
  if (low !== -1 || ld32(p + BYTES_HASH + 4) !== -1) return low;
  return hashInto(p + BYTES_HASH, p + PyBytesObject.ob_sval, ld32(p + PyVarObject.ob_size));
}
export function bytesHashHigh(p: Borrowed): number {
  return ld32(p + BYTES_HASH + 4);
}

export { hashHigh, setHashHigh } from './hash-high.js';
