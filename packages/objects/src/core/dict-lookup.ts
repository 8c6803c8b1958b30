/**
 * Finding keys of any type: hashes of keys, and comparison that may run Python code.
 *
 * `__eq__` may change the very dict that is being searched. As in CPython, a search notices (the block was replaced, or the
 * entry holds another key) and begins anew.
 *
 * The dict core stands below calls and rich comparison, so both are handed in once by the file that knows them.
 */
import {
  type Addr,
  type Borrowed,
  ld8,
  ld32,
  ldAddr,
  ldPtr,
  PyASCIIObject,
  PyDictObject,
  PyLongObject,
  PyObject,
  PyVarObject,
} from '@tyston/memory';
import {
  DictKeys,
  entryHashHigh,
  GENERAL_ENTRY,
  INDEX_EMPTY,
  KIND_STR,
  keysEntries,
  readIndex,
  STR_ENTRY,
} from './dict-keys.js';
import { decref, incref } from './refcount.js';
import { strEquals } from './str.js';
import { T } from './wellknown.js';

const OB_TYPE = PyObject.ob_type;
const OB_SIZE = PyVarObject.ob_size;
const OB_DIGIT = PyLongObject.ob_digit;
const STR_HASH = PyASCIIObject.hash;
const MA_KEYS = PyDictObject.ma_keys;

const missing = (): never => {
  throw new Error('setGenericHash and setGenericEquality have not been called');
};
let genericHash: (o: Borrowed) => number = missing;
let genericHashHigh: () => number = missing;
let genericEquality: (a: Borrowed, b: Borrowed) => number = missing;

/** Installs hash(o): `low` returns the low word and `high` then the other one; both -1 with an exception on error. */
export function setGenericHash(low: (o: Borrowed) => number, high: () => number): void {
  genericHash = low;
  genericHashHigh = high;
}
/** Installs `a == b` with Python's semantics: 1, 0, or -1 with an exception. */
export function setGenericEquality(eq: (a: Borrowed, b: Borrowed) => number): void {
  genericEquality = eq;
}
/** Low word of the hash of a key of any type. */
export function genericKeyHash(key: Borrowed): number {
  return genericHash(key);
}
/** High word of that hash. */
export function genericKeyHashHigh(): number {
  return genericHashHigh();
}

/**
 * Equality of two keys with equal hashes, neither identical: 1, 0 or -1. Exact strs and exact one-digit ints run no code.
 */
export function keysEqual(a: Borrowed, b: Borrowed): number {
  const tp = ld32(a + OB_TYPE);
  if (tp === ld32(b + OB_TYPE)) {
    if (tp === T.str) return strEquals(a, b) ? 1 : 0;
    if (tp === T.int) {
      const size = ld32(a + OB_SIZE);
      if (size >= -1 && size <= 1)
        return ld32(b + OB_SIZE) === size && ld32(a + OB_DIGIT) === ld32(b + OB_DIGIT) ? 1 : 0;
    }
  }
  return genericEquality(a, b);
}

const RESTART = -4;
export const LOOKUP_ERROR = -3;

let missPlace = 0;
/** The place of the index where the last search ended without finding its key: a new key with that hash belongs there. */
export function lookupMissPlace(): number {
  return missPlace;
}

/** Looks any key up in a table of either kind; RESTART when a comparison changed the dict. */
function findGeneric(d: Borrowed, keys: Addr, key: Borrowed, low: number, highWord: number): number {
  const log2 = ld8(keys + DictKeys.log2_size);
  const mask = (1 << log2) - 1;
  const str = ld8(keys + DictKeys.kind) === KIND_STR;
  const entries = keysEntries(keys);
  let perturb = low ^ highWord;
  let i = low & mask;
  for (;;) {
    const ix = readIndex(keys, log2, i);
    if (ix >= 0) {
      const entry = str ? entries + ix * STR_ENTRY : entries + ix * GENERAL_ENTRY + 8;
      const k = ldPtr(entry);
      if (k === key) return ix;
      const same = str
        ? ld32(k + STR_HASH) === low && entryHashHigh(keys, ix) === highWord
        : ld32(entry - 8) === low && ld32(entry - 4) === highWord;
      if (same) {
        incref(k);
        const eq = keysEqual(k, key);
        decref(k);
        if (eq < 0) return LOOKUP_ERROR;
        if (ldAddr(d + MA_KEYS) !== keys || ldPtr(entry) !== k) return RESTART;
        if (eq > 0) return ix;
      }
    } else if (ix === INDEX_EMPTY) {
      missPlace = i;
      return -1;
    }
    perturb >>>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

/** Looks any key up by its hash: the entry's number, -1 when there is none, LOOKUP_ERROR with an exception. */
export function lookupGeneric(d: Borrowed, key: Borrowed, low: number, highWord: number): number {
  let ix: number;
  do ix = findGeneric(d, ldAddr(d + MA_KEYS), key, low, highWord);
  while (ix === RESTART);
  return ix;
}
