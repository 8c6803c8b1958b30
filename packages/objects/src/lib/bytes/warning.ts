/** What -b and -bb warn of: bytes compared with str, and bytes made into str. */
import { type Borrowed, ld32 } from '@tyston/memory';
import { warn } from '../../core/abstract.js';
import { State } from '../../core/state.js';
import { isInstance } from '../../core/subtype.js';
import { T } from '../../core/wellknown.js';

const EQ = 2;
const NE = 3;

/** False when the comparison's warning became an exception. */
export function warnComparison(type: 'bytes' | 'bytearray', a: Borrowed, b: Borrowed, op: number): boolean {
  if (ld32(State.BYTES_WARNING) === 0 || (op !== EQ && op !== NE)) return true;
  const either = (t: Borrowed) => isInstance(a, t) || isInstance(b, t);
  if (either(T.str)) return warn(T.BytesWarning, `Comparison between ${type} and string`, 1) >= 0;
  if (type === 'bytes' && either(T.int))
    return warn(T.BytesWarning, 'Comparison between bytes and int', 1) >= 0;
  return true;
}
/** False when the warning of `str(b"")` became an exception. */
export function warnStr(type: 'bytes' | 'bytearray'): boolean {
  return ld32(State.BYTES_WARNING) === 0 || warn(T.BytesWarning, `str() on a ${type} instance`, 1) >= 0;
}
