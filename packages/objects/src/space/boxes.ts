/**
 * Boxes of small ints and floats, made and given back without a call into the allocator: both take blocks of one size class,
 * whose free list is popped and pushed here as `alloc.ts` does it.
 */
import {
  type Borrowed,
  PyFloatObject,
  PyLongObject,
  PyObject,
  PyVarObject,
  Roots,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import { newFloat } from '../core/float.js';
import { newInt } from '../core/int.js';
import { dealloc } from '../core/refcount.js';
import { SMALL_INT_MAX, SMALL_INT_MIN, smallInt, T } from '../core/wellknown.js';

/** Size class of 32-byte blocks: an int of one or two digits (28, 32 bytes) and a float (24) all take one. */
const CLASS_32 = 2;
/** What a digit of an int is below. */
const BASE = 1073741824;

export interface Boxes {
  /** A new int; |v| < 2^53. */
  int(v: number): number;
  float(v: number): number;
  /** Makes an int of at most two digits, which nobody else sees, one of another value: 2^53 > |v|. */
  setInt(p: number, v: number): void;
  /** decref, with the deaths of small ints and floats at hand. */
  release(p: number): void;
  /** What `release` does when the count has come to 0. */
  freed(p: number): void;
}

export function makeBoxes(): Boxes {
  const { I32, U32, U8, F64 } = views();
  const PAGE_CLASS = Roots.PAGE_CLASS;
  const FREE = (Roots.FREE_LISTS >>> 2) + CLASS_32 * 2;
  const INT = T.int as number;
  const FLOAT = T.float as number;
  const TYPE = PyObject.ob_type;
  const SIZE = PyVarObject.ob_size;
  const DIGIT = PyLongObject.ob_digit;
  const FVAL = PyFloatObject.ob_fval;
  const SMALL0 = smallInt(0) as number;

  function int(v: number): number {
    if (v >= SMALL_INT_MIN && v <= SMALL_INT_MAX) {
      const p = (SMALL0 + v * 32) | 0;
      I32[p >>> 2] = I32[p >>> 2]! + 1;
      return p;
    }
    const p = I32[FREE]!;
    if (p === 0) return newInt(v);
    const i = p >>> 2;
    I32[FREE] = I32[i]!;
    I32[i] = 1;
    I32[i + 1] = 0;
    I32[i + (TYPE >> 2)] = INT;
    I32[i + (TYPE >> 2) + 1] = WINDOW_HIGH;
    setInt(p, v);
    return p;
  }
  function setInt(p: number, v: number): void {
    const i = p >>> 2;
    if (v > -BASE && v < BASE) {
      if (v < 0) {
        I32[i + (SIZE >> 2)] = -1;
        I32[i + (SIZE >> 2) + 1] = -1;
        I32[i + (DIGIT >> 2)] = -v;
      } else {
        I32[i + (SIZE >> 2)] = 1;
        I32[i + (SIZE >> 2) + 1] = 0;
        I32[i + (DIGIT >> 2)] = v;
      }
    } else setTwo(i, v);
  }
  function setTwo(i: number, v: number): void {
    const a = v < 0 ? -v : v;
    const high = Math.floor(a / BASE);
    I32[i + (SIZE >> 2)] = v < 0 ? -2 : 2;
    I32[i + (SIZE >> 2) + 1] = v < 0 ? -1 : 0;
    I32[i + (DIGIT >> 2)] = a - high * BASE;
    I32[i + (DIGIT >> 2) + 1] = high;
  }
  function float(v: number): number {
    const p = I32[FREE]!;
    if (p === 0) return newFloat(v);
    const i = p >>> 2;
    I32[FREE] = I32[i]!;
    I32[i] = 1;
    I32[i + 1] = 0;
    I32[i + (TYPE >> 2)] = FLOAT;
    I32[i + (TYPE >> 2) + 1] = WINDOW_HIGH;
    F64[(p + FVAL) >>> 3] = v;
    return p;
  }
  function release(p: number): void {
    const n = I32[p >>> 2]! - 1;
    if (n !== 0) I32[p >>> 2] = n;
    else freed(p);
  }
  function freed(p: number): void {
    const i = p >>> 2;
    const t = I32[i + (TYPE >> 2)]!;
    if (t === FLOAT || (t === INT && (U32[i + (SIZE >> 2)]! + 1) >>> 0 < 3)) {
      I32[i] = I32[FREE]!;
      I32[FREE] = p;
      I32[FREE + 1] = WINDOW_HIGH;
    } else if (
      t === INT &&
      (U32[i + (SIZE >> 2)]! + 2) >>> 0 < 5 &&
      U8[PAGE_CLASS + (p >>> 16)] === CLASS_32
    ) {
      // (Two digits may also be what is left in a larger block.)
      I32[i] = I32[FREE]!;
      I32[FREE] = p;
      I32[FREE + 1] = WINDOW_HIGH;
    } else dealloc(p as Borrowed);
  }
  return { int, float, setInt, release, freed };
}
