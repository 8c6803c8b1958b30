/** Packing and unpacking one value of a format. */
import { type Addr, type Borrowed, copy, ld8, type Owned, readBytes, st8, zero } from '@tyston/memory';
import {
  asDouble,
  bytearrayData,
  bytearrayLength,
  bytesData,
  bytesLength,
  decref,
  errOccurred,
  hasIndex,
  indexInt,
  intFitsNumber,
  intFromBytes,
  intToNumber,
  isInstance,
  isTrue,
  newBool,
  newBytes,
  newFloat,
  newInt,
  setError,
  T,
  toBigInt,
  writeTwosComplement,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { fromHalf, toHalf } from './half.js';

/** struct.error. Returns false for `packValue`. */
export function structError(message: string): Owned {
  return setError(stateObject(StdlibState.STRUCT_ERROR), message);
}
function fail(message: string): false {
  structError(message);
  return false;
}

const scratch = new DataView(new ArrayBuffer(8));

function writeScratch(to: Addr, size: number, little: boolean): void {
  for (let i = 0; i < size; i++) st8(to + i, scratch.getUint8(little ? size - 1 - i : i));
}
function readScratch(from: Addr, size: number, little: boolean): void {
  for (let i = 0; i < size; i++) scratch.setUint8(little ? size - 1 - i : i, ld8(from + i));
}

/** The least and largest value of an integer format. */
function bounds(size: number, signed: boolean): [bigint, bigint] {
  const bits = BigInt(size * 8);
  return signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}
const NAMED: Readonly<Record<string, string>> = { b: 'byte', B: 'ubyte', h: 'short', H: 'ushort' };
const LONG = bounds(8, true);
const UNSIGNED_LONG = bounds(8, false);

/** Integers: what the C type between takes is told first, then the range of the format. */
function packInteger(code: string, size: number, little: boolean, v: Borrowed, to: Addr): boolean {
  if (!isInstance(v, T.int) && !hasIndex(v)) return fail('required argument is not an integer');
  const p = indexInt(v);
  if (p === 0) return false;
  const ok = packIndex(code, size, little, p, to);
  decref(p);
  return ok;
}
function packIndex(code: string, size: number, little: boolean, p: Borrowed, to: Addr): boolean {
  const signed = isSigned(code);
  if (!(intFitsNumber(p) && inRange(intToNumber(p), size, signed))) {
    const v = toBigInt(p);
    if (code === 'P') {
      if (v < LONG[0] || v > UNSIGNED_LONG[1]) return fail('int too large to convert');
    } else {
      // The machine's own formats (little-endian ones among them) take b, B, h and H through a long, other unsigned ones
      // through an unsigned long; big-endian formats differ in the texts.
      const [low, high] = bounds(size, signed);
      if (size === 8 && !little && (v < low || v > high)) return fail('int too large to convert');
      const [least, most] = signed || size < (little ? 4 : 2) ? LONG : UNSIGNED_LONG;
      if (v < least || v > most) return fail('argument out of range');
      if (v < low || v > high) {
        const name = (little || size === 1 ? NAMED[code] : undefined) ?? `'${code}'`;
        return fail(`${name} format requires ${low} <= number <= ${high}`);
      }
    }
  }
  writeTwosComplement(p, to, size, little);
  return true;
}
/** Small letters are signed formats. */
function isSigned(code: string): boolean {
  return code > 'Z';
}
/** How many values so many bytes have. (A power is a call of C's `pow` to V8.) */
const SPANS = Array.from({ length: 9 }, (_, size) => 2 ** (size * 8));
function inRange(v: number, size: number, signed: boolean): boolean {
  const span = SPANS[size]!;
  return signed ? v >= -span / 2 && v < span / 2 : v >= 0 && v < span;
}

function packFloat(
  code: string,
  size: number,
  little: boolean,
  native: boolean,
  v: Borrowed,
  to: Addr,
): boolean {
  const x = asDouble(v);
  if (x === -1 && errOccurred()) return fail('required argument is not a float');
  if (code === 'd') scratch.setFloat64(0, x);
  else if (code === 'f') {
    const f = Math.fround(x);
    if (!native && !Number.isFinite(f) && Number.isFinite(x)) {
      setError(T.OverflowError, 'float too large to pack with f format');
      return false;
    }
    scratch.setFloat32(0, f);
  } else {
    const h = toHalf(x);
    if (h < 0) {
      setError(T.OverflowError, 'float too large to pack with e format');
      return false;
    }
    scratch.setUint16(0, h);
  }
  writeScratch(to, size, little);
  return true;
}

/** `s` and `p`: bytes cut off or filled up with zeros; `p` has its length in front. */
function packBytes(code: string, size: number, v: Borrowed, to: Addr): boolean {
  let data: Addr;
  let length: number;
  if (isInstance(v, T.bytes)) {
    data = bytesData(v);
    length = bytesLength(v);
  } else if (isInstance(v, T.bytearray)) {
    data = bytearrayData(v);
    length = bytearrayLength(v);
  } else return fail(`argument for '${code}' must be a bytes object`);
  if (size === 0) return true;
  const front = code === 'p' ? 1 : 0;
  const n = Math.min(length, size - front);
  if (front) st8(to, Math.min(n, 255));
  copy(to + front, data, n);
  zero(to + front + n, size - front - n);
  return true;
}

/** Packs a value at `to`; false with an exception. */
export function packValue(
  code: string,
  size: number,
  little: boolean,
  native: boolean,
  v: Borrowed,
  to: Addr,
): boolean {
  switch (code) {
    case 's':
    case 'p':
      return packBytes(code, size, v, to);
    case 'c':
      if (!isInstance(v, T.bytes) || bytesLength(v) !== 1)
        return fail('char format requires a bytes object of length 1');
      st8(to, ld8(bytesData(v)));
      return true;
    case '?': {
      const t = isTrue(v);
      if (t < 0) return false;
      st8(to, t);
      return true;
    }
    case 'e':
    case 'f':
    case 'd':
      return packFloat(code, size, little, native, v, to);
    default:
      return packInteger(code, size, little, v, to);
  }
}

/** The value at `from`, a new reference. */
export function unpackValue(code: string, size: number, little: boolean, from: Addr): Owned {
  switch (code) {
    case 'b':
      return newInt((ld8(from) << 24) >> 24);
    case 'B':
      return newInt(ld8(from));
    case 's':
      return newBytes(readBytes(from, size));
    case 'p': {
      const n = size === 0 ? 0 : Math.min(ld8(from), size - 1);
      return newBytes(readBytes(from + 1, n));
    }
    case 'c':
      return newBytes(readBytes(from, 1));
    case '?':
      return newBool(ld8(from) !== 0);
    case 'e':
      readScratch(from, 2, little);
      return newFloat(fromHalf(scratch.getUint16(0)));
    case 'f':
      readScratch(from, 4, little);
      return newFloat(scratch.getFloat32(0));
    case 'd':
      readScratch(from, 8, little);
      return newFloat(scratch.getFloat64(0));
  }
  const signed = isSigned(code);
  if (size <= 4) {
    let v = 0;
    for (let i = 0; i < size; i++) v = v * 256 + ld8(from + (little ? size - 1 - i : i));
    const span = SPANS[size]!;
    return newInt(signed && v >= span / 2 ? v - span : v);
  }
  readScratch(from, 8, little);
  const high = signed ? scratch.getInt32(0) : scratch.getUint32(0);
  if (high < 0x200000 && high >= -0x200000) return newInt(high * 0x1_0000_0000 + scratch.getUint32(4));
  return intFromBytes(readBytes(from, size), little, signed);
}
