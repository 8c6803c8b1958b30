/** Ints as two's complement bytes in either byte order, and back (_PyLong_AsByteArray, _PyLong_FromByteArray). */
import { type Addr, type Borrowed, ldU32, type Owned, PyLongObject, st8, st32 } from '@tyston/memory';
import { intSize, newInt, newIntBuffer } from '../core/int.js';
import { normalizeInt } from './int-arith.js';
import { intBitLength, intTrailingZeros } from './int-bits.js';

const DIGITS = PyLongObject.ob_digit;

/** Bits that two's complement needs, the sign included; of a non-negative int without `signed`, no sign. */
export function bitsNeeded(p: Borrowed, signed: boolean): number {
  const size = intSize(p);
  if (size === 0) return 0;
  const bits = intBitLength(p);
  if (size > 0) return signed ? bits + 1 : bits;
  // -1 is all sign: CPython takes even no byte at all for it.
  if (bits === 1) return 0;
  return intTrailingZeros(p) === bits - 1 ? bits : bits + 1;
}

/** Writes the low `length` bytes of an int's two's complement. */
export function writeTwosComplement(p: Borrowed, to: Addr, length: number, little: boolean): void {
  const size = intSize(p);
  const n = Math.abs(size);
  const flip = size < 0 ? 255 : 0;
  let carry = size < 0 ? 1 : 0;
  let held = 0;
  let bits = 0;
  let digit = 0;
  for (let i = 0; i < length; i++) {
    if (bits < 8 && digit < n) {
      held += ldU32(p + DIGITS + digit * 4) * 2 ** bits;
      digit++;
      bits += 30;
    }
    const b = ((held % 256) ^ flip) + carry;
    carry = b >>> 8;
    st8(to + (little ? i : length - 1 - i), b);
    held = Math.floor(held / 256);
    bits = Math.max(0, bits - 8);
  }
}

/** An int from bytes, least first or last (_PyLong_FromByteArray). */
export function intFromBytes(bytes: Uint8Array, little: boolean, signed: boolean): Owned {
  const length = bytes.length;
  const at = (i: number) => bytes[little ? i : length - 1 - i]!;
  if (length <= 6) {
    let v = 0;
    for (let i = length - 1; i >= 0; i--) v = v * 256 + at(i);
    if (signed && length > 0 && at(length - 1) >= 128) v -= 2 ** (8 * length);
    return newInt(v);
  }
  const negative = signed && at(length - 1) >= 128;
  const n = Math.ceil((length * 8 + 1) / 30);
  const p = newIntBuffer(n);
  let held = 0;
  let bits = 0;
  let carry = negative ? 1 : 0;
  let to = p + DIGITS;
  const end = to + n * 4;
  for (let i = 0; i < length; i++) {
    let b = at(i);
    if (negative) {
      b = (b ^ 255) + carry;
      carry = b >>> 8;
      b &= 255;
    }
    held += b * 2 ** bits;
    bits += 8;
    if (bits >= 30) {
      st32(to, held % 0x40000000);
      to += 4;
      held = Math.floor(held / 0x40000000);
      bits -= 30;
    }
  }
  held += carry * 2 ** bits;
  for (; to < end; to += 4) {
    st32(to, held % 0x40000000);
    held = Math.floor(held / 0x40000000);
  }
  return normalizeInt(p, n, negative);
}
