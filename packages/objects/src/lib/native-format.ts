/**
 * Single items in native format, as memoryview reads and writes them: one of the letters of `struct` with native size and
 * byte order, at any address.
 */
import { type Addr, type Borrowed, ld8, type Owned, st8 } from '@tyston/memory';
import { asDouble, indexInt, isTrue } from '../core/abstract.js';
import { bytesData, bytesLength } from '../core/bytes.js';
import { errClear, errMatches, errOccurred, typeError, valueError } from '../core/errors.js';
import { newFloat } from '../core/float.js';
import { intFitsNumber, intToBigInt, intToNumber, newBool, newInt, newIntFromBigInt } from '../core/int.js';
import { decref, newRef } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { singleByte, T } from '../core/wellknown.js';

interface NativeFormat {
  readonly size: number;
  readonly kind: 'signed' | 'unsigned' | 'float' | 'char' | 'bool';
}
const signed = (size: number): NativeFormat => ({ size, kind: 'signed' });
const unsigned = (size: number): NativeFormat => ({ size, kind: 'unsigned' });
const FORMATS: Readonly<Record<string, NativeFormat>> = {
  c: { size: 1, kind: 'char' },
  b: signed(1),
  B: unsigned(1),
  h: signed(2),
  H: unsigned(2),
  i: signed(4),
  I: unsigned(4),
  l: signed(8),
  L: unsigned(8),
  q: signed(8),
  Q: unsigned(8),
  n: signed(8),
  N: unsigned(8),
  P: unsigned(8),
  f: { size: 4, kind: 'float' },
  d: { size: 8, kind: 'float' },
  '?': { size: 1, kind: 'bool' },
};

/** The letter of a native single-item format ("i" or "@i"), or null. */
export function nativeLetter(format: string): string | null {
  const letter = format[0] === '@' ? format.slice(1) : format;
  return letter.length === 1 && letter in FORMATS ? letter : null;
}
export function nativeSize(letter: string): number {
  return FORMATS[letter]!.size;
}

const scratch = new DataView(new ArrayBuffer(8));

function load(p: Addr, size: number): void {
  for (let i = 0; i < size; i++) scratch.setUint8(i, ld8(p + i));
}
function store(p: Addr, size: number): void {
  for (let i = 0; i < size; i++) st8(p + i, scratch.getUint8(i));
}

/** The item at `p`. New reference. */
export function unpackNative(p: Addr, letter: string): Owned {
  const { size, kind } = FORMATS[letter]!;
  if (size === 1) {
    const b = ld8(p);
    switch (kind) {
      case 'char':
        return newRef(singleByte(b));
      case 'bool':
        return newBool(b !== 0);
      case 'signed':
        return newInt((b << 24) >> 24);
      default:
        return newInt(b);
    }
  }
  load(p, size);
  if (kind === 'float')
    return newFloat(size === 4 ? scratch.getFloat32(0, true) : scratch.getFloat64(0, true));
  if (size === 2) return newInt(kind === 'signed' ? scratch.getInt16(0, true) : scratch.getUint16(0, true));
  if (size === 4) return newInt(kind === 'signed' ? scratch.getInt32(0, true) : scratch.getUint32(0, true));
  return newIntFromBigInt(kind === 'signed' ? scratch.getBigInt64(0, true) : scratch.getBigUint64(0, true));
}

function wrong(letter: string): number {
  // Whatever the conversion raised is said in memoryview's words: a type or a value that does not fit.
  if (errMatches(T.TypeError)) {
    errClear();
    typeError(`memoryview: invalid type for format '${letter}'`);
  } else if (errMatches(T.OverflowError) || errMatches(T.ValueError)) {
    errClear();
    valueError(`memoryview: invalid value for format '${letter}'`);
  }
  return -1;
}

/** Writes `item` at `p`. 0, or -1 with an exception. */
export function packNative(p: Addr, letter: string, item: Borrowed): number {
  const { size, kind } = FORMATS[letter]!;
  if (kind === 'char') {
    if (!isInstance(item, T.bytes)) {
      typeError("memoryview: invalid type for format 'c'");
      return -1;
    }
    if (bytesLength(item) !== 1) {
      valueError("memoryview: invalid value for format 'c'");
      return -1;
    }
    st8(p, ld8(bytesData(item)));
    return 0;
  }
  if (kind === 'bool') {
    const truth = isTrue(item);
    if (truth < 0) return -1;
    st8(p, truth);
    return 0;
  }
  if (kind === 'float') {
    const v = asDouble(item);
    if (v === -1 && errOccurred() !== 0) return wrong(letter);
    if (size === 4) scratch.setFloat32(0, v, true);
    else scratch.setFloat64(0, v, true);
    store(p, size);
    return 0;
  }
  const i = indexInt(item);
  if (i === 0) return wrong(letter);
  if (size < 8) {
    const v = intFitsNumber(i) ? intToNumber(i) : Number.NaN;
    decref(i);
    const bits = size * 8;
    const low = kind === 'signed' ? -(2 ** (bits - 1)) : 0;
    const high = kind === 'signed' ? 2 ** (bits - 1) : 2 ** bits;
    if (!(v >= low && v < high)) {
      valueError(`memoryview: invalid value for format '${letter}'`);
      return -1;
    }
    for (let k = 0; k < size; k++) st8(p + k, (v >> (k * 8)) & 255);
    return 0;
  }
  const v = intToBigInt(i);
  decref(i);
  const fits = kind === 'signed' ? BigInt.asIntN(64, v) === v : BigInt.asUintN(64, v) === v;
  if (!fits) {
    valueError(`memoryview: invalid value for format '${letter}'`);
    return -1;
  }
  scratch.setBigInt64(0, BigInt.asIntN(64, v), true);
  store(p, 8);
  return 0;
}
