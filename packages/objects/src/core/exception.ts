/**
 * Exceptions as the machinery sees them: normalising what is pending, chaining contexts, what is being handled.
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyBaseExceptionObject,
  PyErr_StackItem,
  PyThreadState,
  PyTypeObject,
  Roots,
  st8,
  stPtr,
} from '@tyston/memory';
import { call, callObject } from './abstract.js';
import { allocTracked } from './alloc.js';
import {
  errFetch,
  errRestore,
  isExceptionClass,
  isExceptionInstance,
  setError,
  typeError,
} from './errors.js';
import { functionAt } from './functions.js';
import { typeName } from './names.js';
import { closeHeadroom, openHeadroom } from './recursion.js';
import { decref, incref, newRef, typeOf, xdecref, xnewRef } from './refcount.js';
import { jsStr, newStr } from './str.js';
import { isInstance, isSubtypeByMro } from './subtype.js';
import { newTuple, tupleItem, tupleLength } from './tuple.js';
import { EmptyTuple, None, T } from './wellknown.js';

const TS = Roots.MAIN_THREAD;
const E = PyBaseExceptionObject;

/** The exception being handled (`sys.exception()`), borrowed, or 0: the first in the chain of exc_info that is set. */
export function handledException(): Borrowed {
  let item = ld32(TS + PyThreadState.exc_info);
  while (item !== 0) {
    const v = ldPtr(item + PyErr_StackItem.exc_value);
    if (v !== 0 && v !== None) return v;
    item = ld32(item + PyErr_StackItem.previous_item);
  }
  return 0 as Borrowed;
}

export function exceptionContext(e: Borrowed): Borrowed {
  return ldPtr(e + E.context);
}
/** Sets `__context__`; steals `context` (0 for none). */
export function setExceptionContext(e: Borrowed, context: Owned): void {
  const old = ldPtr(e + E.context);
  stPtr(e + E.context, context);
  xdecref(old);
}
/** Sets `__cause__` (0 for None) and `__suppress_context__`; steals `cause`. */
export function setExceptionCause(e: Borrowed, cause: Owned): void {
  const old = ldPtr(e + E.cause);
  stPtr(e + E.cause, cause);
  stSuppress(e, 1);
  xdecref(old);
}
function stSuppress(e: Borrowed, v: number): void {
  st8(e + E.suppress_context, v);
}
export function exceptionTraceback(e: Borrowed): Borrowed {
  return ldPtr(e + E.traceback);
}
/** Sets `__traceback__` (0 or None for none); steals `tb`. */
export function setExceptionTraceback(e: Borrowed, tb: Owned): void {
  const old = ldPtr(e + E.traceback);
  if (tb === None) {
    decref(tb);
    stPtr(e + E.traceback, 0);
  } else stPtr(e + E.traceback, tb);
  xdecref(old);
}

/** Failures to make an exception that are made exceptions in their turn, before one is raised that says so. */
const ATTEMPTS = 32;

/**
 * Makes an instance from a class and a value, as `raise` and the C API do. NULL with another exception pending. There is room to
 * do so at the recursion limit too.
 */
function instantiate(type: Borrowed, value: Borrowed): Owned {
  openHeadroom();
  const e = callClass(type, value);
  closeHeadroom();
  return e;
}
function callClass(type: Borrowed, value: Borrowed): Owned {
  if (isPlainClass(type)) return plainInstance(type, value);
  if (value === 0 || value === None) return call(type);
  if (isInstance(value, T.tuple)) return callObject(type, value, NULL);
  return call(type, value);
}

/** True for a class that is called as `type` calls and whose `__new__` and `__init__` are BaseException's: nothing can be seen of a call. */
function isPlainClass(type: Borrowed): boolean {
  return (
    typeOf(type) === T.type &&
    sameSlot(type, PyTypeObject.tp_new) &&
    sameSlot(type, PyTypeObject.tp_init) &&
    sameSlot(type, PyTypeObject.tp_alloc)
  );
}
/** True where a slot has BaseException's function. (Each built-in exception type has an address of its own for it.) */
function sameSlot(type: Borrowed, slot: number): boolean {
  const f = ld32(type + slot);
  const base = ld32(T.BaseException + slot);
  return f === base || functionAt(f) === functionAt(base);
}
function plainInstance(type: Borrowed, value: Borrowed): Owned {
  const e = allocTracked(type, 0);
  const args =
    value === 0 || value === None
      ? newRef(EmptyTuple)
      : isInstance(value, T.tuple)
        ? newRef(value)
        : newTuple(newRef(value));
  stPtr(e + E.args, args);
  return e;
}

/**
 * Normalises (type, value, traceback), all owned: the value becomes an instance, the type its class. When making the instance
 * fails, the failure takes its place.
 */
export function normalize(
  type: Owned,
  value: Owned,
  tb: Owned,
): { type: Owned; value: Owned; traceback: Owned } {
  let t = type;
  let v = value;
  let b = tb;
  for (let attempts = 1; ; attempts++) {
    if (t === 0) return { type: t, value: v, traceback: b };
    if (!isExceptionClass(t)) return { type: t, value: v, traceback: b };
    if (v !== 0 && isExceptionInstance(v) && isSubtypeByMro(typeOf(v), t)) {
      const cls = typeOf(v);
      if (cls !== t) {
        incref(cls);
        decref(t);
        t = cls as Owned;
      }
      return { type: t, value: v, traceback: b };
    }
    const made = instantiate(t, v);
    if (made !== 0 && !isExceptionInstance(made)) {
      typeError(
        `calling ${typeReprFull(t)} should have returned an instance of BaseException, not ${typeName(made)}`,
      );
      decref(made);
    } else if (made !== 0) {
      xdecref(v);
      v = made;
      continue;
    }
    decref(t);
    xdecref(v);
    if (attempts === ATTEMPTS)
      setError(T.RecursionError, 'maximum recursion depth exceeded while normalizing an exception');
    else if (attempts > ATTEMPTS + 2)
      throw new Error('Cannot recover from the recursive normalization of an exception.');
    const e = errFetch();
    t = e.type;
    v = e.value;
    if (e.traceback !== 0) {
      xdecref(b);
      b = e.traceback;
    }
  }
}

/** Takes the pending exception as a normalised instance with its traceback in it. Something must be pending. New reference. */
export function takeRaised(): Owned {
  const e = errFetch();
  const n = normalize(e.type, e.value, e.traceback);
  xdecref(n.type);
  if (n.traceback !== 0) setExceptionTraceback(n.value, n.traceback);
  return n.value;
}
/** Makes an exception instance pending with the traceback that it carries; steals it. */
export function restoreRaised(e: Owned): void {
  const tp = typeOf(e);
  errRestore(newRef(tp), e, xnewRef(ldPtr(e + E.traceback)));
}

/**
 * Sets `__context__` of what is about to be raised to what is being handled, cutting cycles (_PyErr_SetObject).
 */
export function chainHandled(e: Borrowed): void {
  const handled = handledException();
  if (handled === 0 || handled === e) return;
  // Break a cycle that would go through e. The slow pointer detects cycles among the others (Floyd).
  let o = handled;
  let slow = handled;
  let step = false;
  for (;;) {
    const c = ldPtr(o + E.context);
    if (c === 0) break;
    if (c === e) {
      setExceptionContext(o, NULL);
      break;
    }
    o = c;
    if (o === slow) break;
    if (step) slow = ldPtr(slow + E.context);
    step = !step;
  }
  setExceptionContext(e, newRef(handled));
}

/** Makes `type(value)` pending as a normalised instance with context: what `raise` in TypeScript comes to when handlers look on. */
export function raiseObject(type: Borrowed, value: Borrowed): Owned {
  const made = value !== 0 && isExceptionInstance(value) ? newRef(value) : instantiate(type, value);
  if (made === 0) return NULL;
  chainHandled(made);
  restoreRaised(made);
  return NULL;
}

/**
 * Gives the pending exception (normalising it) the context of what is handled, where it is new: it has no traceback yet. (None
 * instead of one: the exception is thrown into a generator, and what is handled outside of it is no context.)
 */
export function contextualizePending(): void {
  if (ldPtr(TS + PyThreadState.curexc_traceback) !== 0 || handledException() === 0) return;
  const e = takeRaised();
  if (ldPtr(e + E.context) === 0) chainHandled(e);
  restoreRaised(e);
}
/**
 * What is handled becomes the context of the pending exception, whatever it had; as in CPython (_PyErr_ChainStackItem), the
 * traceback is then the one that it has had itself.
 */
export function chainPending(): void {
  const pending = errFetch();
  const e = normalize(pending.type, pending.value, pending.traceback);
  xdecref(e.type);
  xdecref(e.traceback);
  chainHandled(e.value);
  restoreRaised(e.value);
}

/** Replaces the pending exception by `type(message)` with it as cause and context. */
export function replacePending(type: Borrowed, message: string): void {
  const cause = takeRaised();
  const text = newStr(message);
  const e = call(type, text);
  decref(text);
  if (e === 0) {
    decref(cause);
    return;
  }
  setExceptionCause(e, newRef(cause));
  setExceptionContext(e, cause);
  restoreRaised(e);
}

/** `raise exc from cause`: always leaves something pending. `exc` may be a class; 0 re-raises what is handled. */
export function doRaise(exc: Borrowed, cause: Borrowed): void {
  if (exc === 0) {
    const h = handledException();
    if (h === 0) {
      setError(T.RuntimeError, 'No active exception to reraise');
      return;
    }
    restoreRaised(newRef(h));
    return;
  }
  let value: Owned;
  if (isExceptionClass(exc)) {
    value = callClass(exc, NULL);
    if (value === 0) return;
    if (!isExceptionInstance(value)) {
      typeError(
        `calling ${typeReprFull(exc)} should have returned an instance of BaseException, not ${typeReprFull(typeOf(value))}`,
      );
      decref(value);
      return;
    }
  } else if (isExceptionInstance(exc)) value = newRef(exc);
  else {
    typeError('exceptions must derive from BaseException');
    return;
  }
  if (cause !== 0) {
    let fixed: Owned;
    if (isExceptionClass(cause)) {
      fixed = call(cause);
      if (fixed === 0) {
        decref(value);
        return;
      }
      if (!isExceptionInstance(fixed)) {
        typeError(
          `calling ${typeReprFull(cause)} should have returned an instance of BaseException, not ${typeReprFull(typeOf(fixed))}`,
        );
        decref(fixed);
        decref(value);
        return;
      }
    } else if (isExceptionInstance(cause)) fixed = newRef(cause);
    else if (cause === None) fixed = NULL;
    else {
      decref(value);
      typeError('exception causes must derive from BaseException');
      return;
    }
    setExceptionCause(value, fixed);
  }
  chainHandled(value);
  restoreRaised(value);
}
function typeReprFull(t: Borrowed): string {
  const r = call(T.str, t);
  if (r === 0) return '?';
  const s = jsStr(r);
  decref(r);
  return s;
}

const CANNOT_CATCH = 'catching classes that do not inherit from BaseException is not allowed';
/** PyErr_GivenExceptionMatches with the checks of an `except` clause: 1, 0, -1. `exc` is an instance (or a class). */
export function exceptionMatches(exc: Borrowed, type: Borrowed): number {
  if (isInstance(type, T.tuple)) {
    for (let i = 0; i < tupleLength(type); i++) {
      if (!isExceptionClass(tupleItem(type, i))) {
        typeError(CANNOT_CATCH);
        return -1;
      }
    }
  } else if (!isExceptionClass(type)) {
    typeError(CANNOT_CATCH);
    return -1;
  }
  return givenMatches(exc, type) ? 1 : 0;
}
export function givenMatches(exc: Borrowed, type: Borrowed): boolean {
  if (exc === 0 || type === 0) return false;
  if (isInstance(type, T.tuple)) {
    for (let i = 0; i < tupleLength(type); i++) if (givenMatches(exc, tupleItem(type, i))) return true;
    return false;
  }
  const cls = isExceptionInstance(exc) ? typeOf(exc) : exc;
  if (isExceptionClass(cls) && isExceptionClass(type)) return isSubtypeByMro(cls, type);
  return exc === type;
}
