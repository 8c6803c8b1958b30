/** The type `_asyncio.Future`, and what tasks have from it. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, st32, TypeFlags } from '@tyston/memory';
import {
  call,
  classGetItem,
  clearFields,
  clearWeakReferences,
  decref,
  dictSet,
  errFetch,
  errRestore,
  finalizeFromDealloc,
  type GetSetSpec,
  gcUntrack,
  getAttr,
  type HeapTypeSpec,
  intern,
  isTrue,
  type MethodSpec,
  method,
  None,
  newBool,
  newDict,
  newRef,
  newStr,
  parseTupleAndDict,
  type SlotTable,
  setError,
  setField,
  shortName,
  T,
  typeOf,
  valueError,
  writeUnraisable,
} from '@tyston/objects';
import { freeInstance, newInstance } from '../../lib/heap-objects.js';
import { importAttribute } from '../../lib/import-attribute.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { copyContext } from '../contextvars.js';
import { addCallback, callbackList, removeCallback } from './callbacks.js';
import { iterate } from './future-iter.js';
import {
  cancelFuture,
  cancelledError,
  exceptionSet,
  initFuture,
  resultOf,
  setException,
  setResult,
} from './future-object.js';
import { FUTURE, FUTURE_FIELDS, isPending, isReady, STATE, STATE_NAMES } from './layout.js';

const noneIf = (ok: boolean): Owned => (ok ? newRef(None) : NULL);
const orNone = (o: Borrowed): Owned => newRef(o === 0 ? None : o);

// -- life and death ---------------------------------------------------------------------------------------------------------

/** tp_dealloc, tp_traverse and tp_clear of a type of futures with these references; `exact` is the type itself. */
export function futureSlots(fields: readonly number[], exact: () => Borrowed): SlotTable {
  const all = [...fields, FUTURE.dict];
  return {
    tp_dealloc: (future: Borrowed) => {
      // For a subclass's instance the finalizer has been called.
      if (typeOf(future) === exact() && finalizeFromDealloc(future)) return;
      gcUntrack(future);
      if (ldPtr(future + FUTURE.weakreflist) !== 0) clearWeakReferences(future);
      clearFields(future, all);
      freeInstance(future);
    },
    tp_traverse: (future: Borrowed, visit: (p: Borrowed) => void) => {
      for (const field of all) {
        const p = ldPtr(future + field);
        if (p !== 0) visit(p);
      }
    },
    tp_clear: (future: Borrowed) => {
      clearFields(future, all);
      return 0;
    },
    tp_new: newInstance,
    tp_iter: iterate,
    am_await: iterate,
  };
}
/** Tells the loop's exception handler of something in a finalizer: what is pending stays so, and what fails is reported. */
export function tellLoop(future: Borrowed, message: string, about: Readonly<Record<string, Borrowed>>): void {
  const pending = errFetch();
  const context = newDict();
  const text = newStr(message);
  const source = ldPtr(future + FUTURE.source_tb);
  const entries = { message: text, ...about, ...(source === 0 ? {} : { source_traceback: source }) };
  for (const [name, value] of Object.entries(entries)) dictSet(context, intern(name), value);
  decref(text);
  const handler = getAttr(ldPtr(future + FUTURE.loop), intern('call_exception_handler'));
  if (handler !== 0) {
    const r = call(handler, context);
    if (r === 0) writeUnraisable(handler);
    else decref(r);
    decref(handler);
  }
  decref(context);
  errRestore(pending.type, pending.value, pending.traceback);
}
export function finalizeFuture(future: Borrowed): void {
  if (ld32(future + FUTURE.log_tb) === 0) return;
  st32(future + FUTURE.log_tb, 0);
  tellLoop(future, `${shortName(typeOf(future))} exception was never retrieved`, {
    exception: ldPtr(future + FUTURE.exception),
    future,
  });
}
/** `repr` by a function of the Python half of asyncio. */
export function reprBy(module: string, name: string): (future: Borrowed) => Owned {
  return (future) => {
    if (!isReady(future)) return NULL;
    const f = importAttribute(module, name);
    if (f === 0) return NULL;
    const r = call(f, future);
    decref(f);
    return r;
  };
}

// -- what futures and tasks share -----------------------------------------------------------------------------------------

function addDoneCallback(future: Borrowed, callback: Borrowed, context: Borrowed): Owned {
  if (ldPtr(future + FUTURE.loop) === 0) return setError(T.RuntimeError, 'uninitialized Future object');
  const own = context === 0 ? copyContext() : newRef(context);
  const ok = addCallback(future, callback, own);
  decref(own);
  return noneIf(ok);
}
export const sharedMethods: readonly MethodSpec[] = [
  method(
    'result',
    '($self, /)',
    resultOf,
    "Return the result this future represents.\n\nIf the future has been cancelled, raises CancelledError.  If the\nfuture's result isn't yet available, raises InvalidStateError.  If\nthe future is done and has an exception set, this exception is raised.",
  ),
  method(
    'exception',
    '($self, /)',
    (future: Borrowed) => exceptionSet(future),
    "Return the exception that was set on this future.\n\nThe exception (or None if no exception was set) is returned only if\nthe future is done.  If the future has been cancelled, raises\nCancelledError.  If the future isn't done yet, raises\nInvalidStateError.",
  ),
  method(
    'add_done_callback',
    '($self, fn, /, *, context=<unrepresentable>)',
    addDoneCallback,
    'Add a callback to be run when the future becomes done.\n\nThe callback is called with a single argument - the future object. If\nthe future is already done when this is called, the callback is\nscheduled with call_soon.',
  ),
  method(
    'remove_done_callback',
    '($self, fn, /)',
    (future: Borrowed, callback: Borrowed) => (isReady(future) ? removeCallback(future, callback) : NULL),
    'Remove all instances of a callback from the "call when done" list.\n\nReturns the number of callbacks removed.',
  ),
  method(
    'cancelled',
    '($self, /)',
    (future: Borrowed) => newBool(ld32(future + FUTURE.state) === STATE.CANCELLED),
    'Return True if the future was cancelled.',
  ),
  method(
    'done',
    '($self, /)',
    (future: Borrowed) => newBool(!isPending(future)),
    'Return True if the future is done.\n\nDone means either that a result / exception are available, or that the\nfuture was cancelled.',
  ),
  method(
    'get_loop',
    '($self, /)',
    (future: Borrowed) => (isReady(future) ? newRef(ldPtr(future + FUTURE.loop)) : NULL),
    'Return the event loop the Future is bound to.',
  ),
  classGetItem,
];
export const makeCancelledError = (noun: string): MethodSpec =>
  method(
    '_make_cancelled_error',
    '($self, /)',
    cancelledError,
    `Create the CancelledError to raise if the ${noun} is cancelled.\n\nThis should only be called once when handling a cancellation since\nit erases the context exception value.`,
  );

/** A setter of a property that cannot be deleted. */
export function setter(set: (self: Borrowed, value: Borrowed) => number): NonNullable<GetSetSpec['set']> {
  return (self, value) => {
    if (value !== 0) return set(self, value);
    setError(T.AttributeError, 'cannot delete attribute');
    return -1;
  };
}
/** A property that is a flag in a field. */
export function flagSetter(field: number): NonNullable<GetSetSpec['set']> {
  return setter((self, value) => {
    const truth = isTrue(value);
    if (truth < 0) return -1;
    st32(self + field, truth);
    return 0;
  });
}
export const flagGetter = (field: number) => (self: Borrowed) => newBool(ld32(self + field) !== 0);
export const fieldGetter = (field: number) => (self: Borrowed) => orNone(ldPtr(self + field));
const ready =
  (get: (self: Borrowed) => Owned) =>
  (self: Borrowed): Owned =>
    isReady(self) ? get(self) : NULL;

const setBlocking = flagSetter(FUTURE.blocking);
export const sharedProperties: readonly GetSetSpec[] = [
  { name: '_state', get: ready((future) => newStr(STATE_NAMES[ld32(future + FUTURE.state)]!)) },
  {
    name: '_asyncio_future_blocking',
    get: flagGetter(FUTURE.blocking),
    set: (future, value) => (isReady(future) ? setBlocking(future, value) : -1),
  },
  { name: '_loop', get: fieldGetter(FUTURE.loop) },
  { name: '_callbacks', get: ready(callbackList) },
  { name: '_result', get: ready(fieldGetter(FUTURE.result)) },
  { name: '_exception', get: ready(fieldGetter(FUTURE.exception)) },
  {
    name: '_log_traceback',
    get: ready(flagGetter(FUTURE.log_tb)),
    set: setter((future, value) => {
      const truth = isTrue(value);
      if (truth > 0) valueError('_log_traceback can only be set to False');
      if (truth !== 0) return -1;
      st32(future + FUTURE.log_tb, 0);
      return 0;
    }),
  },
  { name: '_source_traceback', get: fieldGetter(FUTURE.source_tb) },
  {
    name: '_cancel_message',
    get: fieldGetter(FUTURE.cancel_message),
    set: setter((future, value) => {
      setField(future, FUTURE.cancel_message, newRef(value));
      return 0;
    }),
  },
];

// -- the type ---------------------------------------------------------------------------------------------------------------

export const futureType: HeapTypeSpec = {
  name: 'Future',
  tpName: '_asyncio.Future',
  basicsize: FUTURE.size,
  dictoffset: FUTURE.dict,
  weaklistoffset: FUTURE.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: "This class is *almost* compatible with concurrent.futures.Future.\n\n    Differences:\n\n    - result() and exception() do not take a timeout argument and\n      raise an exception when the future isn't done yet.\n\n    - Callbacks registered with add_done_callback() are always called\n      via the event loop's call_soon_threadsafe().\n\n    - This class is not compatible with the wait() and as_completed()\n      methods in the concurrent.futures package.",
  textSignature: '(*, loop=None)',
  slots: {
    ...futureSlots(FUTURE_FIELDS, () => stateObject(StdlibState.ASYNCIO_FUTURE)),
    tp_init: (future: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const values = parseTupleAndDict('Future', '(*, loop=None)', args, kwargs);
      return values !== null && initFuture(future, values[0] as Borrowed) ? 0 : -1;
    },
    tp_finalize: finalizeFuture,
    tp_repr: reprBy('asyncio.base_futures', '_future_repr'),
  },
  methods: [
    ...sharedMethods,
    method(
      'set_result',
      '($self, result, /)',
      (future: Borrowed, result: Borrowed) => noneIf(setResult(future, result)),
      'Mark the future done and set its result.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.',
    ),
    method(
      'set_exception',
      '($self, exception, /)',
      (future: Borrowed, e: Borrowed) => noneIf(setException(future, e)),
      'Mark the future done and set an exception.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.',
    ),
    method(
      'cancel',
      '($self, /, msg=None)',
      (future: Borrowed, message: Borrowed) => {
        if (!isReady(future)) return NULL;
        const done = cancelFuture(future, message);
        return done < 0 ? NULL : newBool(done > 0);
      },
      "Cancel the future and schedule callbacks.\n\nIf the future is already done or cancelled, return False.  Otherwise,\nchange the future's state to cancelled, schedule the callbacks and\nreturn True.",
    ),
    makeCancelledError('Future'),
  ],
  getset: sharedProperties,
};
