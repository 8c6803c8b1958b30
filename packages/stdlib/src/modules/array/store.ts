/**
 * What an array holds and how: its fields, and one item of each type code.
 *
 *     +16 ob_size  +24 items  +32 allocated  +40 type code  +48 weak references  +56 exported buffers
 */
import {
  type Addr,
  type Borrowed,
  ld8,
  ld16,
  ld32,
  ldAddr,
  ldF32,
  ldF64,
  ldI8,
  ldI16,
  ldI64,
  ldSsize,
  ldU32,
  ldU64,
  NULL,
  type Owned,
  PyVarObject,
  st8,
  st16,
  st32,
  stF32,
  stF64,
  stI64,
  stPtr,
  stSsize,
  stU64,
} from '@tyston/memory';
import {
  asDouble,
  decref,
  errOccurred,
  free,
  fromBigInt,
  indexInt,
  intFitsNumber,
  intToNumber,
  isInstance,
  malloc,
  newChar,
  newFloat,
  newInt,
  realloc,
  setError,
  strChar,
  strLength,
  T,
  toBigInt,
  typeError,
  valueError,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { StdlibState, stateObject } from '../../lib/state.js';

export const ITEMS = PyVarObject.size;
export const ALLOCATED = ITEMS + 8;
export const TYPECODE = ITEMS + 16;
export const WEAKREFS = ITEMS + 24;
export const EXPORTS = ITEMS + 32;
export const BASIC_SIZE = ITEMS + 40;

export const isArray = (o: Borrowed): boolean => isInstance(o, stateObject(StdlibState.ARRAY_TYPE));
export const arrayLength = (a: Borrowed): number => ldSsize(a + PyVarObject.ob_size);
export const arrayItems = (a: Borrowed): Addr => ldAddr(a + ITEMS);
export const typeCode = (a: Borrowed): string => String.fromCharCode(ld32(a + TYPECODE));
export const itemSize = (a: Borrowed): number => CODES[typeCode(a)]!.size;
export const itemAddress = (a: Borrowed, i: number): Addr => arrayItems(a) + i * itemSize(a);

/** How one type code stores an item. */
export interface Code {
  readonly size: number;
  /** For pickles: the machine format's code (little-endian). */
  readonly machineFormat: number;
  readonly signed?: boolean;
  readonly integer?: boolean;
  /** The value, as a JavaScript one that compares as Python's do. */
  readonly read: (at: Addr) => number | bigint;
  readonly get: (at: Addr) => Owned;
  /** What to store for an object; null with an exception. It may run any code. */
  readonly convert: (v: Borrowed) => number | bigint | null;
  readonly store: (at: Addr, value: never) => void;
}

function overflow(message: string): number {
  setError(T.OverflowError, message);
  return Number.NaN;
}
/** An int by `__index__` through a C long: NaN with an exception. */
function asLong(v: Borrowed): number {
  const p = indexInt(v);
  if (p === 0) return Number.NaN;
  const n = intToNumber(p);
  // A double cannot tell -2^63 from what lies just below it.
  const fits = intFitsNumber(p) || BigInt.asIntN(64, toBigInt(p)) === toBigInt(p);
  decref(p);
  return fits ? n : overflow('Python int too large to convert to C long');
}
/** An integer between two bounds, with the texts of the parser of C arguments. */
function bounded(least: number, most: number, name: string): (v: Borrowed) => number {
  return (v) => {
    const n = asLong(v);
    if (n < least) return overflow(`${name} is less than minimum`);
    if (n > most) return overflow(`${name} is greater than maximum`);
    return n;
  };
}
const asShort = bounded(-32768, 32767, 'signed short integer');
const asInt = bounded(-2147483648, 2147483647, 'signed integer');
const asByte = bounded(0, 255, 'unsigned byte integer');

function asSignedChar(v: Borrowed): number {
  const n = asShort(v);
  if (n < -128) return overflow('signed char is less than minimum');
  return n > 127 ? overflow('signed char is greater than maximum') : n;
}
function asUnsignedShort(v: Borrowed): number {
  const n = asInt(v);
  if (n < 0) return overflow('unsigned short is less than minimum');
  return n > 65535 ? overflow('unsigned short is greater than maximum') : n;
}

/** A conversion that fails with NaN. */
const checked = (convert: (v: Borrowed) => number) => (v: Borrowed) => {
  const n = convert(v);
  return Number.isNaN(n) ? null : n;
};

/** Integers of 64 bits, and unsigned ones of 32: by the whole int. `words` are the errors below and above the range. */
function wide(size: number, signed: boolean, words: { negative: string; large: string; beyond: string }) {
  const bits = BigInt(size * 8);
  const least = signed ? -(1n << (bits - 1n)) : 0n;
  const most = signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  return (v: Borrowed): number | bigint | null => {
    const p = indexInt(v);
    if (p === 0) return null;
    const n = toBigInt(p);
    decref(p);
    if (n >= least && n <= most) return size === 8 ? n : Number(n);
    setError(T.OverflowError, n < least ? words.negative : n >> 64n !== 0n ? words.beyond : words.large);
    return null;
  };
}
const LONG = 'Python int too large to convert to C long';
const UNSIGNED = "can't convert negative value to unsigned int";
const UNSIGNED_LONG = 'Python int too large to convert to C unsigned long';
const BIG = 'int too big to convert';

const number = (read: (at: Addr) => number) => ({ read, get: (at: Addr) => newInt(read(at)) });
const big = (read: (at: Addr) => bigint) => ({ read, get: (at: Addr) => fromBigInt(read(at)) });
const float = (read: (at: Addr) => number) => ({ read, get: (at: Addr) => newFloat(read(at)) });

/** A NaN is a value here. */
function toFloat(v: Borrowed): number | null {
  const x = asDouble(v);
  return x === -1 && errOccurred() ? null : x;
}

function getChar(at: Addr): Owned {
  const c = ldU32(at);
  if (c > 0x10ffff) return valueError(`character U+${c.toString(16)} is not in range [U+0000; U+10ffff]`);
  return newChar(c);
}
function toChar(v: Borrowed): number | null {
  if (isInstance(v, T.str) && strLength(v) === 1) return strChar(v, 0);
  typeError('array item must be unicode character');
  return null;
}

const LONG_WORDS = { negative: LONG, large: LONG, beyond: LONG };
/** In the order in which pickles look for a code of a size. */
export const CODES: Readonly<Record<string, Code>> = {
  b: {
    size: 1,
    machineFormat: 1,
    integer: true,
    signed: true,
    ...number(ldI8),
    convert: checked(asSignedChar),
    store: st8,
  },
  B: { size: 1, machineFormat: 0, integer: true, ...number(ld8), convert: checked(asByte), store: st8 },
  u: { size: 4, machineFormat: 20, read: ldU32, get: getChar, convert: toChar, store: st32 },
  h: {
    size: 2,
    machineFormat: 4,
    integer: true,
    signed: true,
    ...number(ldI16),
    convert: checked(asShort),
    store: st16,
  },
  H: {
    size: 2,
    machineFormat: 2,
    integer: true,
    ...number(ld16),
    convert: checked(asUnsignedShort),
    store: st16,
  },
  i: {
    size: 4,
    machineFormat: 8,
    integer: true,
    signed: true,
    ...number(ld32),
    convert: checked(asInt),
    store: st32,
  },
  I: {
    size: 4,
    machineFormat: 6,
    integer: true,
    ...number(ldU32),
    convert: wide(4, false, {
      negative: UNSIGNED,
      large: 'unsigned int is greater than maximum',
      beyond: UNSIGNED_LONG,
    }),
    store: st32,
  },
  l: {
    size: 8,
    machineFormat: 12,
    integer: true,
    signed: true,
    ...big(ldI64),
    convert: wide(8, true, LONG_WORDS),
    store: stI64,
  },
  L: {
    size: 8,
    machineFormat: 10,
    integer: true,
    ...big(ldU64),
    convert: wide(8, false, { negative: UNSIGNED, large: UNSIGNED_LONG, beyond: UNSIGNED_LONG }),
    store: stU64,
  },
  q: {
    size: 8,
    machineFormat: 12,
    integer: true,
    signed: true,
    ...big(ldI64),
    convert: wide(8, true, { negative: BIG, large: BIG, beyond: BIG }),
    store: stI64,
  },
  Q: {
    size: 8,
    machineFormat: 10,
    integer: true,
    ...big(ldU64),
    convert: wide(8, false, { negative: "can't convert negative int to unsigned", large: BIG, beyond: BIG }),
    store: stU64,
  },
  f: { size: 4, machineFormat: 14, ...float(ldF32), convert: toFloat, store: stF32 },
  d: { size: 8, machineFormat: 16, ...float(ldF64), convert: toFloat, store: stF64 },
}; // prettier-ignore
export const TYPE_CODES = Object.keys(CODES).join('');

/** Item i as a new object. */
export function getItemAt(a: Borrowed, i: number): Owned {
  return CODES[typeCode(a)]!.get(itemAddress(a, i));
}
/** Converts and stores item i; false with an exception. */
export function setItemAt(a: Borrowed, i: number, v: Borrowed): boolean {
  const code = CODES[typeCode(a)]!;
  const value = code.convert(v);
  if (value === null) return false;
  // The conversion may have run code that made the array shorter.
  if (i >= arrayLength(a)) {
    setError(T.IndexError, 'array assignment index out of range');
    return false;
  }
  code.store(itemAddress(a, i), value as never);
  return true;
}

/** Sets the length, making room as CPython does: a sixteenth more than asked for. 0, or -1 with BufferError. */
export function resizeArray(a: Borrowed, n: number): number {
  const old = arrayLength(a);
  if (ld32(a + EXPORTS) > 0 && n !== old) {
    setError(T.BufferError, 'cannot resize an array that is exporting buffers');
    return -1;
  }
  if (ld32(a + ALLOCATED) >= n && old < n + 16 && arrayItems(a) !== 0) {
    stSsize(a + PyVarObject.ob_size, n);
    return 0;
  }
  if (n === 0) {
    free(arrayItems(a));
    stPtr(a + ITEMS, 0);
    stSsize(a + ALLOCATED, 0);
  } else {
    const room = (n >>> 4) + (old < 8 ? 3 : 7) + n;
    stPtr(a + ITEMS, realloc(arrayItems(a), room * itemSize(a)));
    stSsize(a + ALLOCATED, room);
  }
  stSsize(a + PyVarObject.ob_size, n);
  return 0;
}

/** A new array of `n` items, not initialised. NULL with an exception. */
export function newArray(type: Borrowed, code: string, n: number): Owned {
  const a = allocOf(type);
  if (a === 0) return NULL;
  stSsize(a + PyVarObject.ob_size, 0);
  st32(a + TYPECODE, code.charCodeAt(0));
  if (n > 0) {
    stPtr(a + ITEMS, malloc(n * CODES[code]!.size));
    stSsize(a + ALLOCATED, n);
    stSsize(a + PyVarObject.ob_size, n);
  }
  return a;
}
