/** Sizes of bytes that no window holds. */
import type { Owned } from '@tyston/memory';
import { BIGGEST_SSIZE } from '../../core/abstract.js';
import { setError, setErrorNone } from '../../core/errors.js';
import { T } from '../../core/wellknown.js';

/** More need not be tried. */
export const MOST_BYTES = 0xffff_0000;

/** Refuses `n` > MOST_BYTES as CPython does: not even the size of the object could be written, or there is no memory for it. NULL. */
export function refuseBytes(n: number): Owned {
  return n >= BIGGEST_SSIZE
    ? setError(T.OverflowError, 'byte string is too large')
    : setErrorNone(T.MemoryError);
}
