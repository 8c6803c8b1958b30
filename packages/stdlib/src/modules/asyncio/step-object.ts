/** The callback by which a task's next step is scheduled, as it lies in memory. */
import { type Borrowed, type Owned, PyObject, stPtr, struct } from '@tyston/memory';
import { newRef, xnewRef } from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { StdlibState, stateObject } from '../../lib/state.js';

/** `exception` is what the step raises in the coroutine, or 0. */
export const STEP = struct('TaskStepMethWrapper', PyObject, { task: 'ptr', exception: 'ptr' });

export function newStep(task: Borrowed, exception: Borrowed): Owned {
  const self = newInstance(stateObject(StdlibState.ASYNCIO_STEP));
  stPtr(self + STEP.task, newRef(task));
  stPtr(self + STEP.exception, xnewRef(exception));
  return self;
}
