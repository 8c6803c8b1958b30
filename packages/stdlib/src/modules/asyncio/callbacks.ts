/** The callbacks of a future: kept until it is done, then handed to its loop. */
import { type Borrowed, ldPtr, NULL, type Owned, stPtr } from '@tyston/memory';
import {
  clearField,
  compareBool,
  decref,
  listAppend,
  listAppendOwned,
  listItem,
  listLength,
  None,
  newInt,
  newList,
  newRef,
  newTuple,
  Py_EQ,
} from '@tyston/objects';
import { callMethodWith } from '../../lib/call-keyword.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { FUTURE, isPending } from './layout.js';

/** `loop.call_soon(callback, *args, context=context)`: false with an exception. */
export function callSoon(
  loop: Borrowed,
  callback: Borrowed,
  context: Borrowed,
  ...args: readonly Borrowed[]
): boolean {
  const names = stateObject(StdlibState.ASYNCIO_CONTEXT_NAMES);
  const handle = callMethodWith(loop, 'call_soon', names, context, callback, ...args);
  if (handle === 0) return false;
  decref(handle);
  return true;
}
/** A future that is done has its callback scheduled at once. False with an exception. */
export function addCallback(future: Borrowed, callback: Borrowed, context: Borrowed): boolean {
  if (!isPending(future)) return callSoon(ldPtr(future + FUTURE.loop), callback, context, future);
  if (ldPtr(future + FUTURE.callback) === 0 && ldPtr(future + FUTURE.callbacks) === 0) {
    stPtr(future + FUTURE.callback, newRef(callback));
    stPtr(future + FUTURE.context, newRef(context));
    return true;
  }
  if (ldPtr(future + FUTURE.callbacks) === 0) stPtr(future + FUTURE.callbacks, newList());
  const more = ldPtr(future + FUTURE.callbacks);
  listAppend(more, callback);
  listAppend(more, context);
  return true;
}
/** All callbacks and their contexts in one list; 0 where there are none. */
function flatten(future: Borrowed): Owned {
  const first = ldPtr(future + FUTURE.callback);
  const more = ldPtr(future + FUTURE.callbacks);
  if (first === 0 && more === 0) return NULL;
  const all = newList();
  if (first !== 0) {
    listAppend(all, first);
    listAppend(all, ldPtr(future + FUTURE.context));
  }
  const n = more === 0 ? 0 : listLength(more);
  for (let i = 0; i < n; i++) listAppend(all, listItem(more, i));
  return all;
}
function clear(future: Borrowed): void {
  clearField(future, FUTURE.callback);
  clearField(future, FUTURE.context);
  clearField(future, FUTURE.callbacks);
}
/** The future is done: its loop is asked to call what waits for it, which is forgotten. False with an exception. */
export function scheduleCallbacks(future: Borrowed): boolean {
  const callback = ldPtr(future + FUTURE.callback);
  const context = ldPtr(future + FUTURE.context);
  const more = ldPtr(future + FUTURE.callbacks);
  if (callback === 0 && more === 0) return true;
  for (const field of [FUTURE.callback, FUTURE.context, FUTURE.callbacks]) stPtr(future + field, 0);
  const loop = newRef(ldPtr(future + FUTURE.loop));
  let ok = true;
  if (callback !== 0) {
    ok = callSoon(loop, callback, context, future);
    decref(callback);
    decref(context);
  }
  if (more !== 0) {
    for (let i = 0; ok && i < listLength(more); i += 2)
      ok = callSoon(loop, listItem(more, i), listItem(more, i + 1), future);
    decref(more);
  }
  decref(loop);
  return ok;
}
/** `_callbacks`: None, or a list of (callback, context). */
export function callbackList(future: Borrowed): Owned {
  const all = flatten(future);
  if (all === 0) return newRef(None);
  const pairs = newList();
  for (let i = 0; i < listLength(all); i += 2)
    listAppendOwned(pairs, newTuple(newRef(listItem(all, i)), newRef(listItem(all, i + 1))));
  decref(all);
  return pairs;
}
/** `remove_done_callback`: how many there were. A comparison may change the callbacks: what counts is what they were before. */
export function removeCallback(future: Borrowed, callback: Borrowed): Owned {
  const all = flatten(future);
  if (all === 0) return newInt(0);
  const left = newList();
  let removed = 0;
  for (let i = 0; i < listLength(all); i += 2) {
    const same = compareBool(listItem(all, i), callback, Py_EQ);
    if (same < 0) {
      decref(all);
      decref(left);
      return NULL;
    }
    if (same > 0) removed++;
    else {
      listAppend(left, listItem(all, i));
      listAppend(left, listItem(all, i + 1));
    }
  }
  decref(all);
  if (removed === 0) {
    decref(left);
    return newInt(0);
  }
  clear(future);
  if (listLength(left) === 0) decref(left);
  else stPtr(future + FUTURE.callbacks, left);
  return newInt(removed);
}
