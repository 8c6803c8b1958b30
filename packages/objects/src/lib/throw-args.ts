/** The arguments of `throw(type, value, traceback)` of generators and coroutines. */
import { type Borrowed, ldPtr, NULL, PyBaseExceptionObject } from '@tyston/memory';
import { errRestore, isExceptionClass, isExceptionInstance, typeError } from '../core/errors.js';
import { normalize } from '../core/exception.js';
import { typeName } from '../core/names.js';
import { newRef, typeOf, xnewRef } from '../core/refcount.js';
import { None, T } from '../core/wellknown.js';

/**
 * They become the pending exception (what fails while it is made takes its place): 0; or -1 with CPython's TypeError, where they
 * are no arguments of throw. 0 stands for an absent argument.
 */
export function setThrown(type: Borrowed, value: Borrowed, traceback: Borrowed): number {
  const tb = traceback === None ? (0 as Borrowed) : traceback;
  if (tb !== 0 && typeOf(tb) !== T.traceback) {
    typeError('throw() third argument must be a traceback object');
    return -1;
  }
  if (isExceptionClass(type)) {
    const e = normalize(newRef(type), value === None ? NULL : xnewRef(value), xnewRef(tb));
    // None: see contextualizePending.
    errRestore(e.type, e.value, e.traceback === 0 ? newRef(None) : e.traceback);
    return 0;
  }
  if (!isExceptionInstance(type)) {
    typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`);
    return -1;
  }
  if (value !== 0 && value !== None) {
    typeError('instance exception may not have a separate value');
    return -1;
  }
  const own = ldPtr(type + PyBaseExceptionObject.traceback);
  errRestore(newRef(typeOf(type)), newRef(type), newRef(tb !== 0 ? tb : own !== 0 ? own : None));
  return 0;
}
