/** The callback by which a task's next step is scheduled. */
import { type Borrowed, ldPtr, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import {
  dictLength,
  type HeapTypeSpec,
  None,
  newRef,
  tupleLength,
  typeError,
  xnewRef,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { step } from './task-step.js';

/** `exception` is what the step raises in the coroutine, or 0. */
const STEP = struct('TaskStepMethWrapper', PyObject, { task: 'ptr', exception: 'ptr' });

export function newStep(task: Borrowed, exception: Borrowed): Owned {
  const self = newInstance(stateObject(StdlibState.ASYNCIO_STEP));
  stPtr(self + STEP.task, newRef(task));
  stPtr(self + STEP.exception, xnewRef(exception));
  return self;
}
export const stepType: HeapTypeSpec = {
  name: 'TaskStepMethWrapper',
  basicsize: STEP.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...heapFieldSlots(STEP.task, STEP.exception),
    tp_call: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (kwargs !== 0 && dictLength(kwargs) > 0) return typeError('function takes no keyword arguments');
      if (tupleLength(args) > 0) return typeError('function takes no positional arguments');
      return step(ldPtr(self + STEP.task), ldPtr(self + STEP.exception));
    },
  },
  getset: [
    {
      name: '__self__',
      get: (self) => {
        const task = ldPtr(self + STEP.task);
        return newRef(task === 0 ? None : task);
      },
    },
  ],
};
