/** Position arguments of methods, as JavaScript numbers. */
import { type Borrowed, ld32, PyLongObject, PyVarObject } from '@tyston/memory';
import { asSsize, hasIndex } from '../core/abstract.js';
import { errOccurred, typeError } from '../core/errors.js';
import { typeOf } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

/** A start or stop argument of `index` methods: by `__index__`, clipped; `fallback` when absent. null with an exception. */
export function sliceArgument(v: Borrowed, fallback: number): number | null {
  if (v === 0) return fallback;
  if (!hasIndex(v)) {
    typeError('slice indices must be integers or have an __index__ method');
    return null;
  }
  const i = asSsize(v, 0);
  return i === -1 && errOccurred() ? null : i;
}
/** Not an index of any sequence: an exception is pending. */
export const BAD_INDEX = Number.NEGATIVE_INFINITY;
/** The position that `key`, which has `__index__`, means; IndexError when it is beyond 64 bits. */
export function keyIndex(key: Borrowed): number {
  if (typeOf(key) === T.int) {
    const size = ld32(key + PyVarObject.ob_size);
    if (size === 1) return ld32(key + PyLongObject.ob_digit);
    if (size === 0) return 0;
    if (size === -1) return -ld32(key + PyLongObject.ob_digit);
  }
  const i = asSsize(key, T.IndexError);
  return i === -1 && errOccurred() ? BAD_INDEX : i;
}
