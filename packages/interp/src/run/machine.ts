/**
 * What every part of the interpreter closes over: the views, the thread state and the object space; and where the
 * fields of the interpreter's own structs are, as offsets in words.
 *
 * Hot factories copy these constants into their own closures: V8 folds a closure's constants into the code that it
 * optimises, but reads an imported binding from memory each time.
 */
import {
  type Addr,
  Frame,
  PyCellObject,
  PyCodeObject,
  PyFunctionObject,
  PyGenObject,
  PyMethodObject,
  PyObject,
  PyTupleObject,
  PyVarObject,
  ThreadState,
  type Views,
} from '@tyston/memory';
import type { ObjectSpace } from '../space.js';

export interface Machine {
  readonly views: Views;
  /** The ThreadState of the thread that this isolate runs. */
  readonly thread: Addr;
  readonly space: ObjectSpace;
  /** Makes memory of the Python stack accessible; false when the system refuses. */
  readonly commit: (start: number, bytes: number) => boolean;
}

/** Bytes to 32-bit words, for every offset of a layout. */
function words<L extends object>(layout: L): { readonly [K in keyof L]: number } {
  const out: Record<string, number> = {};
  for (const [name, offset] of Object.entries(layout))
    if (typeof offset === 'number') out[name] = offset >> 2;
  return Object.freeze(out) as { readonly [K in keyof L]: number };
}

/** Offsets in 32-bit words. */
export const W = Object.freeze({
  frame: words(Frame),
  thread: words(ThreadState),
  object: words(PyObject),
  variable: words(PyVarObject),
  tuple: words(PyTupleObject),
  cell: words(PyCellObject),
  code: words(PyCodeObject),
  func: words(PyFunctionObject),
  method: words(PyMethodObject),
  gen: words(PyGenObject),
});

/** Bits of `co_flags`. */
export const CO = Object.freeze({
  OPTIMIZED: 0x1,
  NEWLOCALS: 0x2,
  VARARGS: 0x4,
  VARKEYWORDS: 0x8,
  NESTED: 0x10,
  GENERATOR: 0x20,
  COROUTINE: 0x80,
  ITERABLE_COROUTINE: 0x100,
  ASYNC_GENERATOR: 0x200,
});

/** `gi_frame_state`: CPython's PyFrameState. */
export const FrameState = Object.freeze({
  CREATED: -2,
  SUSPENDED: -1,
  EXECUTING: 0,
  COMPLETED: 1,
  CLEARED: 4,
});

/** Where `simpleArguments` of a code object is kept. */
export const CO_SIMPLE = PyCodeObject._co_firsttraceable;
