/** The life of a future: made pending, then done once, by a result, an exception or a cancellation. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, st32 } from '@tyston/memory';
import {
  call,
  callMethod,
  clearFields,
  decref,
  exceptionTraceback,
  isExceptionClass,
  isExceptionInstance,
  isTrue,
  None,
  newRef,
  raiseObject,
  setError,
  setExceptionTraceback,
  setField,
  T,
  typeError,
  typeOf,
  xnewRef,
} from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { scheduleCallbacks } from './callbacks.js';
import { FUTURE, FUTURE_FIELDS, isPending, isReady, STATE, UNINITIALIZED } from './layout.js';
import { eventLoop } from './running-loop.js';

/** The exceptions of asyncio are looked up when the first future is made: the package imports this module, not the other way. */
function findExceptions(): boolean {
  if (ldPtr(StdlibState.ASYNCIO_INVALID_STATE_ERROR) !== 0) return true;
  const cancelled = importAttribute('asyncio.exceptions', 'CancelledError');
  if (cancelled === 0) return false;
  setStateObject(StdlibState.ASYNCIO_CANCELLED_ERROR, cancelled);
  const invalid = importAttribute('asyncio.exceptions', 'InvalidStateError');
  if (invalid === 0) return false;
  setStateObject(StdlibState.ASYNCIO_INVALID_STATE_ERROR, invalid);
  return true;
}
/** InvalidStateError. NULL. */
export function invalidState(message: string): Owned {
  return findExceptions() ? setError(stateObject(StdlibState.ASYNCIO_INVALID_STATE_ERROR), message) : NULL;
}

/** `__init__`: false with an exception. `loop` is 0 or None for the event loop of here. */
export function initFuture(future: Borrowed, loop: Borrowed): boolean {
  if (!findExceptions()) return false;
  clearFields(future, FUTURE_FIELDS);
  for (const field of [FUTURE.state, FUTURE.log_tb, FUTURE.blocking]) st32(future + field, 0);
  const own = loop === 0 || loop === None ? eventLoop() : newRef(loop);
  if (own === 0) return false;
  setField(future, FUTURE.loop, own);
  const debug = callMethod(own, 'get_debug');
  if (debug === 0) return false;
  const debugging = isTrue(debug);
  decref(debug);
  return debugging === 0 || (debugging > 0 && rememberSource(future));
}
function rememberSource(future: Borrowed): boolean {
  const extract = importAttribute('traceback', 'extract_stack');
  if (extract === 0) return false;
  const stack = call(extract);
  decref(extract);
  if (stack === 0) return false;
  setField(future, FUTURE.source_tb, stack);
  return true;
}

/** False with an exception. */
export function setResult(future: Borrowed, result: Borrowed): boolean {
  if (!isReady(future)) return false;
  if (!isPending(future)) {
    invalidState('invalid state');
    return false;
  }
  setField(future, FUTURE.result, newRef(result));
  st32(future + FUTURE.state, STATE.FINISHED);
  return scheduleCallbacks(future);
}
/** The exception that a class or instance stands for: a new reference, or NULL with another. */
function exceptionOf(given: Borrowed): Owned {
  const e = isExceptionClass(given) ? call(given) : newRef(given);
  if (e === 0) return NULL;
  const problem = !isExceptionInstance(e)
    ? 'invalid exception object'
    : typeOf(e) === T.StopIteration
      ? 'StopIteration interacts badly with generators and cannot be raised into a Future'
      : null;
  if (problem === null) return e;
  decref(e);
  return typeError(problem);
}
/** False with an exception. */
export function setException(future: Borrowed, given: Borrowed): boolean {
  if (!isReady(future)) return false;
  if (!isPending(future)) {
    invalidState('invalid state');
    return false;
  }
  const e = exceptionOf(given);
  if (e === 0) return false;
  setField(future, FUTURE.exception, e);
  setField(future, FUTURE.exception_tb, xnewRef(exceptionTraceback(e)));
  st32(future + FUTURE.state, STATE.FINISHED);
  if (!scheduleCallbacks(future)) return false;
  st32(future + FUTURE.log_tb, 1);
  return true;
}
/** 1, 0 where the future was done already, -1 with an exception. `message` may be 0. */
export function cancelFuture(future: Borrowed, message: Borrowed): number {
  st32(future + FUTURE.log_tb, 0);
  if (!isPending(future)) return 0;
  st32(future + FUTURE.state, STATE.CANCELLED);
  setField(future, FUTURE.cancel_message, xnewRef(message));
  return scheduleCallbacks(future) ? 1 : -1;
}

/** The CancelledError of a cancelled future; the one that ended its coroutine is given out once. NULL with another exception. */
export function cancelledError(future: Borrowed): Owned {
  if (!findExceptions()) return NULL;
  const saved = ldPtr(future + FUTURE.cancelled_exc);
  if (saved !== 0) {
    const e = newRef(saved);
    setField(future, FUTURE.cancelled_exc, NULL);
    return e;
  }
  const type = stateObject(StdlibState.ASYNCIO_CANCELLED_ERROR);
  const message = ldPtr(future + FUTURE.cancel_message);
  return message === 0 || message === None ? call(type) : call(type, message);
}
/** What asking for the outcome of a future raises that was cancelled. NULL. */
function raiseCancelled(future: Borrowed): Owned {
  const e = cancelledError(future);
  if (e === 0) return NULL;
  raiseObject(typeOf(e), e);
  decref(e);
  return NULL;
}
const isFinished = (future: Borrowed): boolean => ld32(future + FUTURE.state) === STATE.FINISHED;

/** `result()`. */
export function resultOf(future: Borrowed): Owned {
  const e = failureOf(future);
  if (e === 0) return NULL;
  if (e === None) {
    decref(e);
    return newRef(ldPtr(future + FUTURE.result));
  }
  raiseObject(typeOf(e), e);
  decref(e);
  return NULL;
}
/** The exception that is to be raised by who asks for the result, with the traceback that it came with; or None. NULL with an exception. */
export function failureOf(future: Borrowed): Owned {
  const e = exceptionSet(future, 'Result is not set.');
  if (e === 0 || e === None) return e;
  setExceptionTraceback(e, xnewRef(ldPtr(future + FUTURE.exception_tb)));
  setField(future, FUTURE.exception_tb, NULL);
  return e;
}
/** `exception()`, with what is to be said where the future is pending. */
export function exceptionSet(future: Borrowed, unset = 'Exception is not set.'): Owned {
  if (ldPtr(future + FUTURE.loop) === 0) return invalidState(UNINITIALIZED);
  if (ld32(future + FUTURE.state) === STATE.CANCELLED) return raiseCancelled(future);
  if (!isFinished(future)) return invalidState(unset);
  st32(future + FUTURE.log_tb, 0);
  const e = ldPtr(future + FUTURE.exception);
  return newRef(e === 0 ? None : e);
}
