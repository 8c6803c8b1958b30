/**
 * Ints as BigInts and back.
 *
 * The host's BigInt multiplies, divides and converts big numbers subquadratically, so everything that costs more than a
 * pass over the digits is done there. The way over is what has to be cheap: two digits of 30 bits make one 60-bit
 * word, and words are joined by halves; on the way back, six characters of base 32 are exactly one digit.
 */
import { type Borrowed, type Owned, PyLongObject, PyVarObject, st32, stSsize, views } from '@tyston/memory';
import { setErrorNone } from '../core/errors.js';
import { intSize, newInt, newIntBuffer } from '../core/int.js';
import { typeOf } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

const DIGITS = PyLongObject.ob_digit;
const MASK = 0x3fffffff;

const word = new BigUint64Array(1);
const half = new Uint32Array(word.buffer);

/** The digits at indices [from, to) of the view, least first. */
function join(I32: Int32Array, from: number, to: number): bigint {
  if (to - from <= 32) {
    const last = from + ((to - from - 1) & ~1);
    let v = 0n;
    for (let i = last; i >= from; i -= 2) {
      const hi = i + 1 < to ? I32[i + 1]! : 0;
      half[0] = I32[i]! | (hi << 30);
      half[1] = hi >>> 2;
      v = i === last ? word[0]! : (v << 60n) | word[0]!;
    }
    return v;
  }
  const middle = from + (((to - from) >> 1) & ~1);
  return (join(I32, middle, to) << BigInt(30 * (middle - from))) | join(I32, from, middle);
}
function joined(p: Borrowed, n: number): bigint {
  const from = (p + DIGITS) >>> 2;
  return join(views().I32, from, from + n);
}

/** The magnitude of an int. */
export function magnitude(p: Borrowed): bigint {
  const n = Math.abs(intSize(p));
  return n === 0 ? 0n : joined(p, n);
}

/** The value of an int (or of an instance of a subclass). */
export function toBigInt(p: Borrowed): bigint {
  const size = intSize(p);
  if (size >= 0) return size === 0 ? 0n : joined(p, size);
  return -joined(p, -size);
}

const VALUE32 = new Uint8Array(128);
for (let i = 0; i < 32; i++) VALUE32[i.toString(32).charCodeAt(0)] = i;

const MAX_SAFE = 0x1fffffffffffffn;

/** A new int. */
export function fromBigInt(v: bigint): Owned {
  if (v <= MAX_SAFE && v >= -MAX_SAFE) return newInt(Number(v));
  const negative = v < 0n;
  if (negative) v = -v;
  if (v >> 480n === 0n) return fromWords(v, negative);
  const text = v.toString(32);
  const n = Math.ceil(text.length / 6);
  const p = newIntBuffer(n);
  const { I32 } = views();
  let at = (p + DIGITS) >>> 2;
  let end = text.length;
  for (; end >= 6; end -= 6, at++)
    I32[at] =
      VALUE32[text.charCodeAt(end - 1)]! |
      (VALUE32[text.charCodeAt(end - 2)]! << 5) |
      (VALUE32[text.charCodeAt(end - 3)]! << 10) |
      (VALUE32[text.charCodeAt(end - 4)]! << 15) |
      (VALUE32[text.charCodeAt(end - 5)]! << 20) |
      (VALUE32[text.charCodeAt(end - 6)]! << 25);
  if (end > 0) {
    let top = 0;
    for (let i = 0; i < end; i++) top = (top << 5) | VALUE32[text.charCodeAt(i)]!;
    I32[at] = top;
  }
  if (negative) stSsize(p + PyVarObject.ob_size, -n);
  return p;
}

/** A new int of up to 480 bits, 60 at a time. */
function fromWords(v: bigint, negative: boolean): Owned {
  let n = 0;
  for (let rest = v; rest !== 0n; rest >>= 60n) {
    word[0] = rest;
    scratch[n++] = half[0]! & MASK;
    scratch[n++] = ((half[0]! >>> 30) | (half[1]! << 2)) & MASK;
  }
  if (scratch[n - 1] === 0) n--;
  const p = newIntBuffer(n);
  for (let i = 0; i < n; i++) st32(p + DIGITS + i * 4, scratch[i]!);
  if (negative) stSsize(p + PyVarObject.ob_size, -n);
  return p;
}
const scratch = new Int32Array(18);

/** MemoryError where `f` wants a BigInt beyond what the host has. */
export function orMemoryError(f: () => Owned): Owned {
  try {
    return f();
  } catch (e) {
    if (e instanceof RangeError) return setErrorNone(T.MemoryError);
    throw e;
  }
}

/** True for an int that is no instance of a subclass. */
export function isExactInt(p: Borrowed): boolean {
  return typeOf(p) === T.int;
}
