/** Start and end arguments, as `str.find` and its kind take them: None, or anything with `__index__`, clipped. */
import { type Addr, type Borrowed, ldPtr } from '@tyston/memory';
import { asSsize } from '../core/abstract.js';
import { errOccurred, typeError } from '../core/errors.js';
import { intFitsNumber, intSize, intToNumber } from '../core/int.js';
import { typeOf } from '../core/refcount.js';
import { getSlot, slotPlace } from '../core/slot-offsets.js';
import { isInstance } from '../core/subtype.js';
import { tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';

const NB_INDEX = slotPlace('nb_index');
const FAR = Number.MAX_SAFE_INTEGER;

/** The value of a slice bound, clipped to what JavaScript counts exactly; NaN with an exception on error. */
export function clippedIndex(o: Borrowed, whenNone: number): number {
  if (o === 0 || o === None) return whenNone;
  if (isInstance(o, T.int)) {
    if (intFitsNumber(o)) return intToNumber(o);
    return intSize(o) < 0 ? -FAR : FAR;
  }
  if (getSlot(typeOf(o), NB_INDEX) === 0) {
    typeError('slice indices must be integers or None or have an __index__ method');
    return Number.NaN;
  }
  const v = asSsize(o, 0 as Borrowed);
  return v === -1 && errOccurred() !== 0 ? Number.NaN : v;
}

let argument = 0 as Borrowed;
let argumentStart = 0;
let argumentEnd = 0;

/** What the last `parseFindArgs` found: the first argument, borrowed, and the bounds, not adjusted to a length yet. */
export function findArgument(): Borrowed {
  return argument;
}
export function findStart(): number {
  return argumentStart;
}
export function findEnd(): number {
  return argumentEnd;
}

/**
 * Parses (sub[, start[, end]]) of `name`. The results are read with the functions above before anything else runs. False with
 * an exception when the arguments are wrong.
 */
export function parseFindArgs(
  name: string,
  owner: string,
  args: Addr,
  n: number,
  kwnames: Borrowed,
): boolean {
  if (kwnames !== 0 && tupleLength(kwnames) > 0) {
    typeError(`${owner}.${name}() takes no keyword arguments`);
    return false;
  }
  if (n < 1) {
    typeError(`${name}() takes at least 1 argument (0 given)`);
    return false;
  }
  if (n > 3) {
    typeError(`${name}() takes at most 3 arguments (${n} given)`);
    return false;
  }
  const start = n > 1 ? clippedIndex(ldPtr(args + 8), 0) : 0;
  if (Number.isNaN(start)) return false;
  const end = n > 2 ? clippedIndex(ldPtr(args + 16), FAR) : FAR;
  if (Number.isNaN(end)) return false;
  argument = ldPtr(args);
  argumentStart = start;
  argumentEnd = end;
  return true;
}

/** A bound counted from the end where it is negative; the end is also cut to the length. */
export function adjustStart(start: number, length: number): number {
  return start < 0 ? Math.max(0, start + length) : start;
}
export function adjustEnd(end: number, length: number): number {
  return end > length ? length : end < 0 ? Math.max(0, end + length) : end;
}
