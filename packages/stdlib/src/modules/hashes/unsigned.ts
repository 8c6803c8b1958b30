/** Arguments that are C's unsigned integers of 64 bits. */
import type { Borrowed } from '@tyston/memory';
import { intSign, isInstance, setError, T, toBigInt, typeError, valueError } from '@tyston/objects';

/** An int from 0 to 2**64 - 1; null with an exception, whose text is `tooLarge` beyond that. */
export function unsigned64(
  o: Borrowed,
  tooLarge = 'Python int too large to convert to C unsigned long',
): bigint | null {
  if (!isInstance(o, T.int)) {
    typeError('an integer is required');
    return null;
  }
  if (intSign(o) < 0) {
    valueError('value must be positive');
    return null;
  }
  const v = toBigInt(o);
  if (v >> 64n === 0n) return v;
  setError(T.OverflowError, tooLarge);
  return null;
}
