/** How long the text of one formatted value may be. */
import { setErrorNone } from '../core/errors.js';
import { T } from '../core/wellknown.js';

/** V8's strings have at most 2^29 - 24 characters; some stay free for signs, exponents and prefixes. */
const LONGEST_TEXT = 2 ** 29 - 1024;

/**
 * True, with MemoryError, for a width or a precision that makes too long a text. It is asked before anything is allocated: who runs out
 * of memory in the middle of its work (`OutOfMemory`) does not give back what it holds.
 */
export function tooLong(length: number): boolean {
  if (length <= LONGEST_TEXT) return false;
  setErrorNone(T.MemoryError);
  return true;
}
