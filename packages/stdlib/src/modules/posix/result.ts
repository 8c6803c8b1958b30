/** Results of system calls as Python objects, and their failures as exceptions. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asSsize,
  errOccurred,
  hasIndex,
  None,
  newInt,
  newRef,
  setError,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { raiseOsError, retry } from '../../os-error.js';

/** None, or OSError. */
export function done(r: number, filename: Borrowed | 0 = 0, filename2: Borrowed | 0 = 0): Owned {
  return r < 0 ? raiseOsError(r, filename, filename2) : newRef(None);
}
/** An int, or OSError. */
export function count(r: number, filename: Borrowed | 0 = 0): Owned {
  return r < 0 ? raiseOsError(r, filename) : newInt(r);
}
/** The same for calls that signals may interrupt. */
export function retryDone(f: () => number, filename: Borrowed | 0 = 0): Owned {
  const r = retry(f);
  return r === null ? NULL : done(r, filename);
}
export function retryCount(f: () => number, filename: Borrowed | 0 = 0): Owned {
  const r = retry(f);
  return r === null ? NULL : count(r, filename);
}
/** A 64-bit file position or size; null with an exception. */
export function offset(o: Borrowed): number | null {
  const n = asSsize(o, T.OverflowError);
  return n === -1 && errOccurred() ? null : n;
}
/** A user or group id: -1 means "leave it"; null with an exception. `what` is "uid" or "gid". */
export function id(o: Borrowed, what: string): number | null {
  if (!hasIndex(o)) {
    typeError(`${what} should be integer, not ${typeName(o)}`);
    return null;
  }
  const n = asSsize(o, 0);
  if (n === -1) return errOccurred() ? null : -1;
  // What fits a C long and no id is "less", too.
  if (n < 0 || (n > 0xffffffff && n < 2 ** 63)) {
    setError(T.OverflowError, `${what} is less than minimum`);
    return null;
  }
  if (n > 0xffffffff) {
    setError(T.OverflowError, `${what} is greater than maximum`);
    return null;
  }
  return n;
}
