/** The checks of an `except*` clause's type. */
import type { Borrowed } from '@tyston/memory';
import { isExceptionClass, typeError } from '../core/errors.js';
import { isInstance, isSubtypeByMro } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';

/** True when `type` may stand behind `except*`; else TypeError is pending. */
export function isExceptStarType(type: Borrowed): boolean {
  const all: Borrowed[] = [];
  if (isInstance(type, T.tuple)) for (let i = 0; i < tupleLength(type); i++) all.push(tupleItem(type, i));
  else all.push(type);
  for (const t of all) {
    if (!isExceptionClass(t)) {
      typeError('catching classes that do not inherit from BaseException is not allowed');
      return false;
    }
  }
  for (const t of all) {
    if (isSubtypeByMro(t, T.BaseExceptionGroup)) {
      typeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
      return false;
    }
  }
  return true;
}
