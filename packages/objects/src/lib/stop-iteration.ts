/** StopIteration with a value, as generators raise it. */
import { ldPtr, NULL, type Owned, PyStopIterationObject } from '@tyston/memory';
import { call } from '../core/call.js';
import { errMatches, errOccurred, errRestore, isExceptionInstance } from '../core/errors.js';
import { restoreRaised, takeRaised } from '../core/exception.js';
import { decref, newRef } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { None, T } from '../core/wellknown.js';

/** Makes StopIteration(value) pending; steals `value`. A tuple or an exception is wrapped, lest normalisation take it apart. */
export function setStopIterationValue(value: Owned): void {
  if (value === None) {
    decref(value);
    errRestore(newRef(T.StopIteration), NULL, NULL);
  } else if (isInstance(value, T.tuple) || isExceptionInstance(value)) {
    const e = call(T.StopIteration, value);
    decref(value);
    if (e !== 0) errRestore(newRef(T.StopIteration), e, NULL);
  } else errRestore(newRef(T.StopIteration), value, NULL);
}
/**
 * The value that an iterator returned: takes a pending StopIteration away and gives its value, None where nothing is pending. NULL
 * with what is pending where that is another exception.
 */
export function takeStopIterationValue(): Owned {
  if (errOccurred() === 0) return newRef(None);
  if (!errMatches(T.StopIteration)) return NULL;
  const e = takeRaised();
  if (!isInstance(e, T.StopIteration)) {
    restoreRaised(e);
    return NULL;
  }
  const value = ldPtr(e + PyStopIterationObject.value);
  const r = newRef(value === 0 ? None : value);
  decref(e);
  return r;
}
