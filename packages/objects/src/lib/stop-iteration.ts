/** StopIteration with a value, as generators raise it. */
import { NULL, type Owned } from '@tyston/memory';
import { call } from '../core/call.js';
import { errRestore, isExceptionInstance } from '../core/errors.js';
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
