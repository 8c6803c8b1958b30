/**
 * Futures and tasks as they lie in memory. A task is a future with a coroutine.
 *
 * The first callback of a future stands in the future itself, as most have one only: the step of the task that awaits it. The others
 * are in `callbacks`, a list of callback, context, callback, context, …
 */
import { type Borrowed, ld32, ldPtr, PyObject, struct } from '@tyston/memory';
import { setError, T, typeOf } from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';

export const FUTURE = struct('FutureObj', PyObject, {
  loop: 'ptr',
  callback: 'ptr',
  context: 'ptr',
  callbacks: 'ptr',
  exception: 'ptr',
  exception_tb: 'ptr',
  result: 'ptr',
  source_tb: 'ptr',
  cancel_message: 'ptr',
  /** What the coroutine was left by when it was cancelled: raised once by who asks for the result. */
  cancelled_exc: 'ptr',
  state: 'i32',
  /** 1 while nobody has asked for the exception. */
  log_tb: 'i32',
  /** 1 from when it is awaited until the task knows. */
  blocking: 'i32',
  padding: 'i32',
  dict: 'ptr',
  weakreflist: 'ptr',
});
export const FUTURE_FIELDS = [
  FUTURE.loop,
  FUTURE.callback,
  FUTURE.context,
  FUTURE.callbacks,
  FUTURE.exception,
  FUTURE.exception_tb,
  FUTURE.result,
  FUTURE.source_tb,
  FUTURE.cancel_message,
  FUTURE.cancelled_exc,
] as const;

export const TASK = struct('TaskObj', FUTURE, {
  /** What the coroutine awaits, or 0 while a step is scheduled. */
  waiter: 'ptr',
  coro: 'ptr',
  name: 'ptr',
  run_context: 'ptr',
  must_cancel: 'i32',
  log_destroyed: 'i32',
  cancels: 'i32',
});
export const TASK_FIELDS = [...FUTURE_FIELDS, TASK.waiter, TASK.coro, TASK.name, TASK.run_context] as const;

export const STATE = { PENDING: 0, CANCELLED: 1, FINISHED: 2 } as const;
export const STATE_NAMES = ['PENDING', 'CANCELLED', 'FINISHED'] as const;

export const isPending = (future: Borrowed): boolean => ld32(future + FUTURE.state) === STATE.PENDING;

/** A Future or Task itself, no subclass: whose methods need no looking up. */
export function isPlainFuture(o: Borrowed): boolean {
  const type = typeOf(o);
  return type === stateObject(StdlibState.ASYNCIO_FUTURE) || type === stateObject(StdlibState.ASYNCIO_TASK);
}
export const UNINITIALIZED = 'Future object is not initialized.';
/** True when `__init__` has given the future a loop; else false with an exception. */
export function isReady(future: Borrowed): boolean {
  if (ldPtr(future + FUTURE.loop) !== 0) return true;
  setError(T.RuntimeError, UNINITIALIZED);
  return false;
}
