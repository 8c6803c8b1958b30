/** The type of the callbacks by which tasks' steps are scheduled. */
import { type Borrowed, ldPtr, TypeFlags } from '@tyston/memory';
import { dictLength, type HeapTypeSpec, None, newRef, tupleLength, typeError } from '@tyston/objects';
import { heapFieldSlots } from '../../lib/heap-objects.js';
import { STEP } from './step-object.js';
import { step } from './task-step.js';

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
