/**
 * Steps of a task: the coroutine runs until it awaits something that is not there; the task adds itself to the callbacks of that, and
 * goes on when it is called back.
 *
 *     call_soon(TaskStepMethWrapper) ──► step ──► coro.send(None) ──► a future that is pending
 *                                          ▲                              │ add_done_callback
 *                                          └──────── task_wakeup ◄────────┘
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyMethodDescrObject,
  PyTypeObject,
  st32,
} from '@tyston/memory';
import {
  CoreFunctions,
  call,
  call1,
  callMethod,
  decref,
  errMatches,
  errOccurred,
  False,
  generatorMachine,
  getAttrString,
  intern,
  isInstance,
  isIterator,
  isTrue,
  lookupAttr,
  None,
  newCFunction,
  newRef,
  newStr,
  restoreRaised,
  setAttr,
  setExceptionContext,
  setField,
  T,
  takeRaised,
  takeStopIterationValue,
  typeOf,
} from '@tyston/objects';
import { callMethodWith } from '../../lib/call-keyword.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { addCallback, callSoon } from './callbacks.js';
import {
  cancelFuture,
  cancelledError,
  failureOf,
  invalidState,
  setException,
  setResult,
} from './future-object.js';
import { enterTask, leaveTask } from './known-tasks.js';
import { FUTURE, isPending, isPlainFuture, isReady, TASK } from './layout.js';
import { newStep } from './step-object.js';
import { textOf } from './text-of.js';

const noneIf = (ok: boolean): Owned => (ok ? newRef(None) : NULL);

// -- scheduling ---------------------------------------------------------------------------------------------------------------

/** The next step is scheduled, with an exception or 0: false with an exception. */
export function stepSoon(task: Borrowed, exception: Borrowed): boolean {
  const callback = newStep(task, exception);
  const ok = callSoon(ldPtr(task + FUTURE.loop), callback, ldPtr(task + TASK.run_context));
  decref(callback);
  return ok;
}
/** The next step raises RuntimeError in the coroutine. `text` is null with an exception. */
function failSoon(task: Borrowed, text: string | null): boolean {
  if (text === null) return false;
  const message = newStr(text);
  const e = call(T.RuntimeError, message);
  decref(message);
  if (e === 0) return false;
  const ok = stepSoon(task, e);
  decref(e);
  return ok;
}
/** `message` of the task and of what it was given; null with an exception. */
function complaint(
  task: Borrowed,
  given: Borrowed,
  message: (task: string, given: string) => string,
): string | null {
  const first = textOf(task);
  const second = first === null ? null : textOf(given);
  return first === null || second === null ? null : message(first, second);
}
/** The bound method `task_wakeup`, which no attribute of the task leads to. */
function wakeupOf(task: Borrowed): Owned {
  const descriptor = stateObject(StdlibState.ASYNCIO_WAKEUP);
  const definition: Addr = ldAddr(descriptor + PyMethodDescrObject.d_method);
  return newCFunction(definition, task, NULL, CoreFunctions.cfunction_vectorcall);
}

// -- what the coroutine did -------------------------------------------------------------------------------------------------

/** It has returned. */
function returned(task: Borrowed, value: Borrowed): boolean {
  if (ld32(task + TASK.must_cancel) === 0) return setResult(task, value);
  st32(task + TASK.must_cancel, 0);
  return cancelFuture(task, ldPtr(task + FUTURE.cancel_message)) >= 0;
}
/** It has raised what is pending. What is to end the program goes on. */
function raised(task: Borrowed): boolean {
  const cancelled = errMatches(stateObject(StdlibState.ASYNCIO_CANCELLED_ERROR));
  const e = takeRaised();
  if (cancelled) {
    setField(task, FUTURE.cancelled_exc, e);
    return cancelFuture(task, NULL) >= 0;
  }
  if (!setException(task, e)) {
    decref(e);
    return false;
  }
  if (isInstance(e, T.KeyboardInterrupt) || isInstance(e, T.SystemExit)) {
    restoreRaised(e);
    return false;
  }
  decref(e);
  return true;
}
/** The task waits for `future`, to whose callbacks it has been added; a cancellation that is due goes to that. */
function waitFor(task: Borrowed, future: Borrowed): boolean {
  setField(task, TASK.waiter, newRef(future));
  if (ld32(task + TASK.must_cancel) === 0) return true;
  const done = cancelWaiter(future, ldPtr(task + FUTURE.cancel_message));
  if (done > 0) st32(task + TASK.must_cancel, 0);
  return done >= 0;
}
/** `future.cancel(msg=message)`: its truth, or -1. */
export function cancelWaiter(future: Borrowed, message: Borrowed): number {
  const names = stateObject(StdlibState.ASYNCIO_MESSAGE_NAMES);
  const r = callMethodWith(future, 'cancel', names, message === 0 ? None : message);
  if (r === 0) return -1;
  const truth = isTrue(r);
  decref(r);
  return truth;
}
const otherLoop = (task: string, future: string): string =>
  `Task ${task} got Future ${future} attached to a different loop`;
const yieldedFuture = (task: string, future: string): string =>
  `yield was used instead of yield from in task ${task} with ${future}`;

/** It awaits a future of ours. */
function awaitsPlain(task: Borrowed, future: Borrowed): boolean {
  if (ldPtr(future + FUTURE.loop) !== ldPtr(task + FUTURE.loop))
    return failSoon(task, complaint(task, future, otherLoop));
  if (ld32(future + FUTURE.blocking) === 0) return failSoon(task, complaint(task, future, yieldedFuture));
  st32(future + FUTURE.blocking, 0);
  const wakeup = wakeupOf(task);
  const ok = addCallback(future, wakeup, ldPtr(task + TASK.run_context));
  decref(wakeup);
  return ok && waitFor(task, future);
}
/** The loop of something like a future: `get_loop()`, or the older `_loop`. NULL with an exception. */
function loopOf(future: Borrowed): Owned {
  const getLoop = lookupAttr(future, intern('get_loop'));
  if (getLoop === 0) return errOccurred() ? NULL : getAttrString(future, '_loop');
  const loop = call(getLoop);
  decref(getLoop);
  return loop;
}
/** It awaits something with the attribute of futures, whose value is `blocking`. */
function awaitsOther(task: Borrowed, future: Borrowed, blocking: Borrowed): boolean {
  const loop = loopOf(future);
  if (loop === 0) return false;
  decref(loop);
  if (loop !== ldPtr(task + FUTURE.loop)) return failSoon(task, complaint(task, future, otherLoop));
  const truth = isTrue(blocking);
  if (truth <= 0) return truth === 0 && failSoon(task, complaint(task, future, yieldedFuture));
  if (setAttr(future, intern('_asyncio_future_blocking'), False) < 0) return false;
  const wakeup = wakeupOf(task);
  const names = stateObject(StdlibState.ASYNCIO_CONTEXT_NAMES);
  const added = callMethodWith(future, 'add_done_callback', names, ldPtr(task + TASK.run_context), wakeup);
  decref(wakeup);
  if (added === 0) return false;
  decref(added);
  return waitFor(task, future);
}
/** It has given `what` to the event loop. */
function yielded(task: Borrowed, what: Borrowed): boolean {
  if (what === task) {
    const text = textOf(task);
    return failSoon(task, text === null ? null : `Task cannot await on itself: ${text}`);
  }
  if (isPlainFuture(what)) return awaitsPlain(task, what);
  if (what === None) return stepSoon(task, NULL);
  const blocking = lookupAttr(what, intern('_asyncio_future_blocking'));
  if (blocking === 0 && errOccurred()) return false;
  if (blocking !== 0) {
    const ok = blocking === None || awaitsOther(task, what, blocking);
    decref(blocking);
    if (blocking !== None) return ok;
  }
  if (typeOf(what) === T.generator)
    return failSoon(
      task,
      complaint(
        task,
        what,
        (t, g) => `yield was used instead of yield from for generator in task ${t} with ${g}`,
      ),
    );
  const text = textOf(what);
  return failSoon(task, text === null ? null : `Task got bad yield: ${text}`);
}

// -- a step -----------------------------------------------------------------------------------------------------------------

const isNative = (coro: Borrowed): boolean => typeOf(coro) === T.coroutine || typeOf(coro) === T.generator;

function send(coro: Borrowed): Owned {
  if (isNative(coro)) return generatorMachine().generatorSend(coro, None) as Owned;
  if (isIterator(coro)) return call1(ld32(typeOf(coro) + PyTypeObject.tp_iternext), coro) as Owned;
  return callMethod(coro, 'send', None);
}
function throwInto(coro: Borrowed, e: Borrowed): Owned {
  if (isNative(coro)) return generatorMachine().generatorThrow(coro, e, 0, 0) as Owned;
  return callMethod(coro, 'throw', e);
}
/** Runs the coroutine; steals `exception`, what is to be raised in it, or 0. */
function run(task: Borrowed, exception: Owned): boolean {
  const coro = newRef(ldPtr(task + TASK.coro));
  const what = exception === 0 ? send(coro) : throwInto(coro, exception);
  if (exception !== 0) decref(exception);
  decref(coro);
  if (what !== 0) {
    const ok = yielded(task, what);
    decref(what);
    return ok;
  }
  const value = takeStopIterationValue();
  if (value === 0) return raised(task);
  const ok = returned(task, value);
  decref(value);
  return ok;
}
/** What a step raises in the coroutine: `given`, or a CancelledError where one is due; 0 for nothing. False with an exception. */
function dueException(task: Borrowed, given: Borrowed): Owned | false {
  if (ld32(task + TASK.must_cancel) === 0) return given === 0 ? NULL : newRef(given);
  st32(task + TASK.must_cancel, 0);
  if (given !== 0 && isInstance(given, stateObject(StdlibState.ASYNCIO_CANCELLED_ERROR)))
    return newRef(given);
  const e = cancelledError(task);
  return e === 0 ? false : e;
}
function advance(task: Borrowed, given: Borrowed): boolean {
  if (!isPending(task)) {
    const text = complaint(task, given === 0 ? None : given, (t, e) => `_step(): already done: ${t} ${e}`);
    if (text !== null) invalidState(text);
    return false;
  }
  const exception = dueException(task, given);
  if (exception === false) return false;
  setField(task, TASK.waiter, NULL);
  return run(task, exception);
}
/** One step of a task, in which `exception` is raised unless it is 0. None, or NULL with an exception. */
export function step(task: Borrowed, exception: Borrowed): Owned {
  if (!isReady(task)) return NULL;
  const loop = newRef(ldPtr(task + FUTURE.loop));
  const ok = enterTask(loop, task) && endStep(loop, task, advance(task, exception));
  decref(loop);
  return noneIf(ok);
}
/** The loop leaves the task, with what is pending when the step has failed. */
function endStep(loop: Borrowed, task: Borrowed, ok: boolean): boolean {
  if (ok) return leaveTask(loop, task);
  const failure = takeRaised();
  if (leaveTask(loop, task)) restoreRaised(failure);
  else {
    const later = takeRaised();
    setExceptionContext(later, failure);
    restoreRaised(later);
  }
  return false;
}

/** `task_wakeup`: what the task has waited for is done. */
export function wakeup(task: Borrowed, future: Borrowed): Owned {
  let failure: Owned;
  if (isPlainFuture(future)) failure = failureOf(future);
  else {
    failure = callMethod(future, 'result');
    // The result itself comes to the coroutine by the iterator that it awaits with.
    if (failure !== 0) {
      decref(failure);
      return step(task, NULL);
    }
  }
  if (failure === 0) failure = takeRaised();
  const r = step(task, failure === None ? NULL : failure);
  decref(failure);
  return r;
}
