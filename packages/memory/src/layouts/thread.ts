/** The thread state: CPython's public fields, then ours. Pending and handled exceptions live here and nowhere else. */
import { struct } from '../layout.js';
import { PyObject } from './object.js';

export const PyErr_StackItem = struct('_PyErr_StackItem', null, { exc_value: 'ptr', previous_item: 'ptr' });
export const PyCFrame = struct('_PyCFrame', null, {
  use_tracing: 'u8',
  current_frame: 'ptr',
  previous: 'ptr',
});
const PyTraceInfo = struct('PyTraceInfo', null, {
  code: 'ptr',
  bounds: [
    struct('PyCodeAddressRange', null, {
      ar_start: 'i32',
      ar_end: 'i32',
      ar_line: 'i32',
      opaque: ['ptr', 3],
    }),
    1,
  ],
}); // prettier-ignore

export const PyThreadState = struct('PyThreadState', null, {
  prev: 'ptr',
  next: 'ptr',
  interp: 'ptr',
  _initialized: 'i32',
  _static: 'i32',
  recursion_remaining: 'i32',
  recursion_limit: 'i32',
  recursion_headroom: 'i32',
  tracing: 'i32',
  tracing_what: 'i32',
  cframe: 'ptr',
  c_profilefunc: 'ptr',
  c_tracefunc: 'ptr',
  c_profileobj: 'ptr',
  c_traceobj: 'ptr',
  curexc_type: 'ptr',
  curexc_value: 'ptr',
  curexc_traceback: 'ptr',
  exc_info: 'ptr',
  dict: 'ptr',
  gilstate_counter: 'i32',
  async_exc: 'ptr',
  thread_id: 'u64',
  native_thread_id: 'u64',
  trash_delete_nesting: 'i32',
  trash_delete_later: 'ptr',
  on_delete: 'ptr',
  on_delete_data: 'ptr',
  coroutine_origin_tracking_depth: 'i32',
  async_gen_firstiter: 'ptr',
  async_gen_finalizer: 'ptr',
  context: 'ptr',
  context_ver: 'u64',
  id: 'u64',
  trace_info: PyTraceInfo,
  datastack_chunk: 'ptr',
  datastack_top: 'ptr',
  datastack_limit: 'ptr',
  exc_state: PyErr_StackItem,
  root_cframe: PyCFrame,
});

/** What Tyston keeps for a thread, directly behind CPython's fields. */
export const ThreadState = struct('ThreadState', PyThreadState, {
  /** The innermost frame (layout `Frame`), or NULL: the head of the frame chain. */
  frame: 'ptr',
  /** Where the next frame goes on this thread's Python stack, and how far the stack has been made ready. */
  stack_top: 'ptr',
  stack_limit: 'ptr',
  /** Non-zero asks the next safepoint to look: a signal, a pending call, a request to stop or to collect. */
  eval_breaker: 'i32',
  /** JavaScript re-entries left before a RecursionError (DESIGN: the JavaScript stack is a budget). */
  js_reentries_left: 'i32',
  /** Keeps `previous_item` chains of generators apart from the thread's own. */
  flags: 'i32',
  /** The end of this thread's Python stack. */
  stack_end: 'ptr',
});

/** Bits of `eval_breaker`. */
export const EvalBreaker = Object.freeze({
  SIGNAL: 1,
  PENDING_CALL: 2,
  COLLECT: 4,
  STOP: 8,
  ASYNC_EXC: 16,
  /** Stays set while there is a trace or profile function. */
  TRACE: 32,
});

export const PyGenObject = struct('PyGenObject', PyObject, {
  gi_code: 'ptr',
  gi_weakreflist: 'ptr',
  gi_name: 'ptr',
  gi_qualname: 'ptr',
  gi_exc_state: PyErr_StackItem,
  gi_origin_or_finalizer: 'ptr',
  gi_hooks_inited: 'u8',
  gi_closed: 'u8',
  gi_running_async: 'u8',
  gi_frame_state: 'i8',
  gi_iframe: ['ptr', 1],
});
