/**
 * The objects of the module. Sizes are those of CPython's structs; what stands in them is ours.
 *
 * A Decimal's coefficient is kept in one of two ways:
 *
 *     words == 0   a double in `small`: every integer below 2^53 fits, and arithmetic on it needs no BigInt
 *     words  > 0   that many 64-bit words, least first, at `data`: in the object itself up to five, else on the heap
 *
 * The flag QUICK says that nothing special is about a number: finite, its coefficient in `small`, its exponent between
 * -400 and 400. Operations have a short way for such numbers (`quick.ts`); what it does not settle goes through Dec values.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldF64,
  ldPtr,
  type Owned,
  PyObject,
  st32,
  stF64,
  stPtr,
  struct,
  stSsize,
} from '@tyston/memory';
import { free, isInstance, malloc, newPlain } from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { StdlibState } from '../../lib/state.js';
import { loadExponent, loadWords, storeExponent, storeWords, wordCount } from './big-words.js';
import { type Dec, FINITE, SIGNALING } from './number.js';

export const DECIMAL = struct('PyDecObject', PyObject, {
  hash: 'i64',
  flags: 'u32',
  unused: 'u32',
  exponent: 'i64',
  small: 'f64',
  words: 'ssize',
  data: 'ptr',
  inside: ['u64', 5],
});
const { flags: FLAGS, exponent: EXPONENT, small: SMALL, words: WORDS, data: DATA, inside: INSIDE } = DECIMAL;
const INSIDE_WORDS = 5;

export const CONTEXT = struct('PyDecContextObject', PyObject, {
  prec: 'i64',
  emax: 'i64',
  emin: 'i64',
  traps: 'u32',
  status: 'u32',
  /** A Rounding. */
  rounding: 'u32',
  clamp: 'i32',
  capitals: 'i32',
  unused: 'i32',
  /** SignalDicts that show `traps` and `status`. */
  trapDict: 'ptr',
  flagDict: 'ptr',
  /** Results of short ways are good below this: 10^prec or 2^53; 0 where the context is too narrow for them. */
  limit: 'f64',
});
export const SIGNAL_DICT = struct('PyDecSignalDictObject', PyObject, {
  /** Where the bits are: in a context, or, when that is gone, in this object itself. */
  at: 'ptr',
  own: 'u32',
});
export const MANAGER = struct('PyDecContextManagerObject', PyObject, { local: 'ptr', global: 'ptr' });

export const MODULE = '_decimal';

// -- Decimal objects --------------------------------------------------------------------------------------------------------

/** Bits of `flags`: the sign, the kind in two bits, and what is said above. */
export const NEGATIVE = 1;
const KIND_SHIFT = 1;
export const QUICK = 8;
const QUICK_EXPONENT = 400;
const MAX_SMALL = 2 ** 53;

export const decimalType = (): Borrowed => ldPtr(StdlibState.DECIMAL_TYPE);
export const contextType = (): Borrowed => ldPtr(StdlibState.DECIMAL_CONTEXT_TYPE);
export const isDecimal = (o: Borrowed): boolean =>
  ldPtr(o + PyObject.ob_type) === ldPtr(StdlibState.DECIMAL_TYPE) || isInstance(o, decimalType());
export const isContext = (o: Borrowed): boolean => isInstance(o, contextType());

export const flagsOf = (d: Borrowed): number => ld32(d + FLAGS);
export const isNegative = (d: Borrowed): boolean => (ld32(d + FLAGS) & NEGATIVE) !== 0;
export const kindOf = (d: Borrowed): number => (ld32(d + FLAGS) >> KIND_SHIFT) & 3;
export const isQuick = (d: Borrowed): boolean => (ld32(d + FLAGS) & QUICK) !== 0;
/** Of a quick number. */
export const smallOf = (d: Borrowed): number => ldF64(d + SMALL);
export const quickExponent = (d: Borrowed): number => ld32(d + EXPONENT);

/** A quick number as an object: sign 0 or 1, coefficient below 2^53, an exponent of 32 bits. */
export function newQuick(sign: number, coefficient: number, exponent: number): Owned {
  const d = newPlain(decimalType(), DECIMAL.size);
  fillSmall(d, sign, coefficient, exponent);
  return d;
}
function fillSmall(d: Borrowed, flags: number, coefficient: number, exponent: number): void {
  const quick = exponent <= QUICK_EXPONENT && exponent >= -QUICK_EXPONENT && flags <= NEGATIVE ? QUICK : 0;
  stSsize(d + DECIMAL.hash, -1);
  st32(d + FLAGS, flags | quick);
  st32(d + EXPONENT, exponent);
  st32(d + EXPONENT + 4, exponent >> 31);
  stF64(d + SMALL, coefficient);
  stSsize(d + WORDS, 0);
  stPtr(d + DATA, 0);
}

/** The number as a value. */
export function valueIn(d: Borrowed): Dec {
  const flags = ld32(d + FLAGS);
  const n = ld32(d + WORDS);
  return {
    sign: (flags & NEGATIVE) as 0 | 1,
    kind: (flags >> KIND_SHIFT) & 3,
    coefficient: n === 0 ? BigInt(ldF64(d + SMALL)) : loadWords(ldAddr(d + DATA), n),
    exponent: loadExponent(d + EXPONENT),
  };
}

/** A value as an object of a type. NULL with an exception. */
export function newDecimal(v: Dec, type: Borrowed = decimalType()): Owned {
  const d = type === decimalType() ? newPlain(type, DECIMAL.size) : allocOf(type);
  if (d === 0) return d;
  const flags = v.sign | (v.kind << KIND_SHIFT);
  const { coefficient, exponent } = v;
  if (coefficient < MAX_SMALL && exponent >= -0x40000000n && exponent <= 0x40000000n) {
    fillSmall(d, flags, Number(coefficient), Number(exponent));
    return d;
  }
  fillSmall(d, flags, 0, 0);
  st32(d + FLAGS, flags);
  storeExponent(d + EXPONENT, exponent);
  if (coefficient < MAX_SMALL) {
    stF64(d + SMALL, Number(coefficient));
    return d;
  }
  const n = wordCount(coefficient);
  const at: Addr = n <= INSIDE_WORDS ? d + INSIDE : malloc(n * 8);
  storeWords(at, coefficient, n);
  stSsize(d + WORDS, n);
  stPtr(d + DATA, at);
  return d;
}
/** The same number as an object of another type. */
export function copyAs(d: Borrowed, type: Borrowed): Owned {
  return newDecimal(valueIn(d), type);
}
/** Releases what a Decimal has on the heap. */
export function freeCoefficient(d: Borrowed): void {
  if (ld32(d + WORDS) > INSIDE_WORDS) free(ldAddr(d + DATA));
}

/** Does the number have one of these kinds? */
export const isSpecial = (d: Borrowed): boolean => kindOf(d) !== FINITE;
export const isSignaling = (d: Borrowed): boolean => kindOf(d) === SIGNALING;
export const isZeroObject = (d: Borrowed): boolean =>
  kindOf(d) === FINITE && ld32(d + WORDS) === 0 && ldF64(d + SMALL) === 0;
