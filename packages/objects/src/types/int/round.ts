/** int.__round__. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { indexInt } from '../../core/abstract.js';
import { intFitsNumber, intSize, intToNumber, newInt } from '../../core/int.js';
import { decref } from '../../core/refcount.js';
import { fromBigInt, toBigInt } from '../../lib/bigint.js';
import { intExact } from '../../lib/int-arith.js';
import { intBitLength } from '../../lib/int-bits.js';
import { divmodNear } from '../../lib/int-divide.js';

/** Rounded to a multiple of 10^-ndigits, half to even; `ndigits` is 0 where it was not given. */
export function intRound(self: Borrowed, ndigits: Borrowed): Owned {
  if (ndigits === 0) return intExact(self);
  const index = indexInt(ndigits);
  if (index === 0) return NULL;
  const places = -intToNumber(index);
  const exact = intFitsNumber(index);
  decref(index);
  if (places <= 0 || intSize(self) === 0) return intExact(self);
  // More digits than there are.
  if (!exact || places > intBitLength(self) * 0.302 + 2) return newInt(0);
  const v = toBigInt(self);
  const [, rest] = divmodNear(v, 10n ** BigInt(places));
  return fromBigInt(v - rest);
}
