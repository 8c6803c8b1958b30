/** The type `_asyncio.Task`: a future that runs a coroutine. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  st32,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  decref,
  type HeapTypeSpec,
  isTrue,
  type MethodSpec,
  method,
  moduleType,
  None,
  newBool,
  newInt,
  newRef,
  newStr,
  parseTupleAndDict,
  setError,
  setField,
  str,
  T,
  typeError,
  typeOf,
} from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { copyContext } from '../contextvars.js';
import {
  fieldGetter,
  finalizeFuture,
  flagGetter,
  flagSetter,
  futureSlots,
  makeCancelledError,
  reprBy,
  sharedMethods,
  sharedProperties,
  tellLoop,
} from './future.js';
import { initFuture } from './future-object.js';
import { registerTask } from './known-tasks.js';
import { FUTURE, isPending, TASK, TASK_FIELDS } from './layout.js';
import { cancelWaiter, stepSoon, wakeup } from './task-step.js';
import { textOf } from './text-of.js';

/** `asyncio.iscoroutine(o)`: 1, 0, -1. */
function isCoroutine(o: Borrowed): number {
  if (typeOf(o) === T.coroutine) return 1;
  const f = importAttribute('asyncio.coroutines', 'iscoroutine');
  if (f === 0) return -1;
  const r = call(f, o);
  decref(f);
  if (r === 0) return -1;
  const truth = isTrue(r);
  decref(r);
  return truth;
}
function newName(): Owned {
  const n = ldSsize(StdlibState.ASYNCIO_NAMED) + 1;
  stSsize(StdlibState.ASYNCIO_NAMED, n);
  return newStr(`Task-${n}`);
}
function init(task: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const signature = '(coro, *, loop=None, name=None, context=None)';
  const values = parseTupleAndDict('Task', signature, args, kwargs);
  if (values === null) return -1;
  const [coro, loop, name, context] = values as [Borrowed, Borrowed, Borrowed, Borrowed];
  if (!initFuture(task, loop)) return -1;
  const fits = isCoroutine(coro);
  if (fits <= 0) {
    // A task that has never begun is destroyed without a word.
    st32(task + TASK.log_destroyed, 0);
    const text = fits < 0 ? null : textOf(coro);
    if (text !== null) typeError(`a coroutine was expected, got ${text}`);
    return -1;
  }
  setField(task, TASK.run_context, context === 0 || context === None ? copyContext() : newRef(context));
  setField(task, TASK.waiter, NULL);
  st32(task + TASK.must_cancel, 0);
  st32(task + TASK.log_destroyed, 1);
  st32(task + TASK.cancels, 0);
  setField(task, TASK.coro, newRef(coro));
  const own = name === 0 || name === None ? newName() : str(name);
  if (own === 0) return -1;
  setField(task, TASK.name, own);
  return stepSoon(task, NULL) && registerTask(task) ? 0 : -1;
}
function finalize(task: Borrowed): void {
  if (isPending(task) && ld32(task + TASK.log_destroyed) !== 0)
    tellLoop(task, 'Task was destroyed but it is pending!', { task });
  finalizeFuture(task);
}

function cancel(task: Borrowed, message: Borrowed): Owned {
  st32(task + FUTURE.log_tb, 0);
  if (!isPending(task)) return newBool(false);
  st32(task + TASK.cancels, ld32(task + TASK.cancels) + 1);
  const waiter = ldPtr(task + TASK.waiter);
  if (waiter !== 0) {
    newRef(waiter);
    const done = cancelWaiter(waiter, message);
    decref(waiter);
    // It may be a task that goes on all the same, to be cancelled again: the task still waits for it.
    if (done !== 0) return done < 0 ? NULL : newBool(true);
  }
  st32(task + TASK.must_cancel, 1);
  setField(task, FUTURE.cancel_message, newRef(message === 0 ? None : message));
  return newBool(true);
}
function uncancel(task: Borrowed): Owned {
  const n = ld32(task + TASK.cancels);
  if (n > 0) st32(task + TASK.cancels, n - 1);
  return newInt(ld32(task + TASK.cancels));
}
/** A method that is a function of asyncio.base_tasks. */
function byHelper(name: string) {
  return (task: Borrowed, ...given: Borrowed[]): Owned => {
    const f = importAttribute('asyncio.base_tasks', name);
    if (f === 0) return NULL;
    const r = call(f, task, ...given.map((o) => (o === 0 ? None : o)));
    decref(f);
    return r;
  };
}
const refused = (name: string): MethodSpec['impl'] => {
  const text = `Task does not support ${name} operation`;
  return () => setError(T.RuntimeError, text);
};

export const taskType: HeapTypeSpec = {
  name: 'Task',
  tpName: '_asyncio.Task',
  baseType: () => moduleType('_asyncio', 'Future'),
  basicsize: TASK.size,
  dictoffset: FUTURE.dict,
  weaklistoffset: FUTURE.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'A coroutine wrapped in a Future.',
  textSignature: '(coro, *, loop=None, name=None, context=None)',
  slots: {
    ...futureSlots(TASK_FIELDS, () => stateObject(StdlibState.ASYNCIO_TASK)),
    tp_init: init,
    tp_finalize: finalize,
    tp_repr: reprBy('asyncio.base_tasks', '_task_repr'),
  },
  methods: [
    ...sharedMethods,
    method('set_result', '($self, result, /)', refused('set_result')),
    method('set_exception', '($self, exception, /)', refused('set_exception')),
    method(
      'cancel',
      '($self, /, msg=None)',
      cancel,
      "Request that this task cancel itself.\n\nThis arranges for a CancelledError to be thrown into the\nwrapped coroutine on the next cycle through the event loop.\nThe coroutine then has a chance to clean up or even deny\nthe request using try/except/finally.\n\nUnlike Future.cancel, this does not guarantee that the\ntask will be cancelled: the exception might be caught and\nacted upon, delaying cancellation of the task or preventing\ncancellation completely.  The task may also return a value or\nraise a different exception.\n\nImmediately after this method is called, Task.cancelled() will\nnot return True (unless the task was already cancelled).  A\ntask will be marked as cancelled when the wrapped coroutine\nterminates with a CancelledError exception (even if cancel()\nwas not called).\n\nThis also increases the task's count of cancellation requests.",
    ),
    method(
      'cancelling',
      '($self, /)',
      (task: Borrowed) => newInt(ld32(task + TASK.cancels)),
      "Return the count of the task's cancellation requests.\n\nThis count is incremented when .cancel() is called\nand may be decremented using .uncancel().",
    ),
    method(
      'uncancel',
      '($self, /)',
      uncancel,
      "Decrement the task's count of cancellation requests.\n\nThis should be used by tasks that catch CancelledError\nand wish to continue indefinitely until they are cancelled again.\n\nReturns the remaining number of cancellation requests.",
    ),
    method(
      'get_stack',
      '($self, /, *, limit=None)',
      byHelper('_task_get_stack'),
      "Return the list of stack frames for this task's coroutine.\n\nIf the coroutine is not done, this returns the stack where it is\nsuspended.  If the coroutine has completed successfully or was\ncancelled, this returns an empty list.  If the coroutine was\nterminated by an exception, this returns the list of traceback\nframes.\n\nThe frames are always ordered from oldest to newest.\n\nThe optional limit gives the maximum number of frames to\nreturn; by default all available frames are returned.  Its\nmeaning differs depending on whether a stack or a traceback is\nreturned: the newest frames of a stack are returned, but the\noldest frames of a traceback are returned.  (This matches the\nbehavior of the traceback module.)\n\nFor reasons beyond our control, only one stack frame is\nreturned for a suspended coroutine.",
    ),
    method(
      'print_stack',
      '($self, /, *, limit=None, file=None)',
      byHelper('_task_print_stack'),
      "Print the stack or traceback for this task's coroutine.\n\nThis produces output similar to that of the traceback module,\nfor the frames retrieved by get_stack().  The limit argument\nis passed to get_stack().  The file argument is an I/O stream\nto which the output is written; by default output is written\nto sys.stderr.",
    ),
    makeCancelledError('Task'),
    method('get_name', '($self, /)', fieldGetter(TASK.name)),
    method('set_name', '($self, value, /)', (task: Borrowed, value: Borrowed) => {
      const name = str(value);
      if (name === 0) return NULL;
      setField(task, TASK.name, name);
      return newRef(None);
    }),
    method('get_coro', '($self, /)', fieldGetter(TASK.coro)),
    method('task_wakeup', '($self, future, /)', wakeup, '', { noTextSignature: true }),
  ],
  getset: [
    ...sharedProperties,
    {
      name: '_log_destroy_pending',
      get: flagGetter(TASK.log_destroyed),
      set: flagSetter(TASK.log_destroyed),
    },
    { name: '_must_cancel', get: flagGetter(TASK.must_cancel) },
    { name: '_coro', get: fieldGetter(TASK.coro) },
    { name: '_fut_waiter', get: fieldGetter(TASK.waiter) },
  ],
};
