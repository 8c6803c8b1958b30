/** The arguments of `throw(type, value, traceback)` of generators and coroutines. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { call, callObject } from '../core/abstract.js';
import { isExceptionClass, isExceptionInstance, typeError } from '../core/errors.js';
import { setExceptionTraceback } from '../core/exception.js';
import { typeName } from '../core/names.js';
import { newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { None, T } from '../core/wellknown.js';

/** They become an exception instance with its traceback, or NULL with CPython's TypeErrors. 0 stands for an absent argument. */
export function makeThrown(type: Borrowed, value: Borrowed, traceback: Borrowed): Owned {
  let tb = traceback;
  if (tb === None) tb = NULL;
  else if (tb !== 0 && typeOf(tb) !== T.traceback)
    return typeError('throw() third argument must be a traceback object');
  let e: Owned;
  if (isExceptionClass(type)) {
    if (value === 0 || value === None) e = call(type);
    else if (isExceptionInstance(value) && isInstance(value, type)) e = newRef(value);
    else if (isInstance(value, T.tuple)) e = callObject(type, value, NULL);
    else e = call(type, value);
    if (e === 0) return NULL;
  } else if (isExceptionInstance(type)) {
    if (value !== 0 && value !== None) return typeError('instance exception may not have a separate value');
    e = newRef(type);
  } else
    return typeError(
      `exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`,
    );
  if (tb !== 0) setExceptionTraceback(e, newRef(tb));
  return e;
}
