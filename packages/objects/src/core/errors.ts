/**
 * The pending exception. It is the thread state's curexc_type, curexc_value and curexc_traceback, as in CPython, and may
 * be un-normalised: a type with a str, a tuple or nothing as its value, made an instance when somebody looks.
 *
 * Functions that fail set it and return NULL (or -1). Nothing here runs Python code but the release of old values.
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyThreadState,
  PyTypeObject,
  Roots,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { hasFlag } from './alloc.js';
import { newRef, typeOf, xdecref, xnewRef } from './refcount.js';
import { newStr } from './str.js';
import { isSubtypeByMro } from './subtype.js';
import { T } from './wellknown.js';

const TS = Roots.MAIN_THREAD;
const TYPE = TS + PyThreadState.curexc_type;
const VALUE = TS + PyThreadState.curexc_value;
const TRACEBACK = TS + PyThreadState.curexc_traceback;

/** The pending exception's type, borrowed, or NULL when none is pending. */
export function errOccurred(): Borrowed {
  return ldPtr(TYPE);
}
/** Makes an exception pending; steals all three. Releases what was pending. */
export function errRestore(type: Owned, value: Owned, traceback: Owned): void {
  const t = ldPtr(TYPE);
  const v = ldPtr(VALUE);
  const b = ldPtr(TRACEBACK);
  stPtr(TYPE, type);
  stPtr(VALUE, value);
  stPtr(TRACEBACK, traceback);
  xdecref(t);
  xdecref(v);
  xdecref(b);
}
export interface PendingError {
  type: Owned;
  value: Owned;
  traceback: Owned;
}
/** Takes the pending exception (all NULL when none is): none is pending afterwards. */
export function errFetch(): PendingError {
  const e = {
    type: ldPtr(TYPE) as Owned,
    value: ldPtr(VALUE) as Owned,
    traceback: ldPtr(TRACEBACK) as Owned,
  };
  stPtr(TYPE, 0);
  stPtr(VALUE, 0);
  stPtr(TRACEBACK, 0);
  return e;
}
export function errClear(): void {
  errRestore(NULL, NULL, NULL);
}
/** Makes `type(value)` pending; borrows both. Returns NULL, so that one can `return setErrorObject(…)`. */
export function setErrorObject(type: Borrowed, value: Borrowed): Owned {
  errRestore(newRef(type), xnewRef(value), NULL);
  return NULL;
}
/** Makes `type(message)` pending. Returns NULL. */
export function setError(type: Borrowed, message: string): Owned {
  errRestore(newRef(type), newStr(message), NULL);
  return NULL;
}
/** Makes `type()` pending, without arguments. Returns NULL. */
export function setErrorNone(type: Borrowed): Owned {
  errRestore(newRef(type), NULL, NULL);
  return NULL;
}
/** True when the pending exception is of `type` or a subclass of it (no tuples here). */
export function errMatches(type: Borrowed): boolean {
  const t = ldPtr(TYPE);
  return t !== 0 && isSubtypeByMro(t, type);
}
/** TypeError. Returns NULL. */
export function typeError(message: string): Owned {
  return setError(T.TypeError, message);
}
/** ValueError. Returns NULL. */
export function valueError(message: string): Owned {
  return setError(T.ValueError, message);
}
/** True for an exception class. */
export function isExceptionClass(p: Borrowed): boolean {
  return (
    hasFlag(typeOf(p), TypeFlags.TYPE_SUBCLASS) &&
    (ld32(p + PyTypeObject.tp_flags) & TypeFlags.BASE_EXC_SUBCLASS) !== 0
  );
}
/** True for an exception instance. */
export function isExceptionInstance(p: Borrowed): boolean {
  return hasFlag(typeOf(p), TypeFlags.BASE_EXC_SUBCLASS);
}
