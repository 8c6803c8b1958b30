/** The module `_asyncio`: futures and tasks, and which loop and task run. The event loops are asyncio's own, in Python. */
import { type Borrowed, ldPtr, PyTypeObject } from '@tyston/memory';
import {
  call,
  decref,
  dictDel,
  dictGetStr,
  importModule,
  intern,
  type ModuleSpec,
  newDict,
  newRef,
  newTuple,
} from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { keepType } from '../../lib/own-types.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { futureType } from './future.js';
import { futureIterType } from './future-iter.js';
import { taskFunctions } from './known-tasks.js';
import { loopFunctions } from './running-loop.js';
import { stepType } from './step-type.js';
import { taskType } from './task.js';

/** Takes the descriptor of a method out of the type's dict: programs see it only bound, among the callbacks of a future. */
function takeMethod(type: Borrowed, name: string, word: number): void {
  const dict = ldPtr(type + PyTypeObject.tp_dict);
  setStateObject(word, newRef(dictGetStr(dict, intern(name))));
  dictDel(dict, intern(name));
}
function exec(module: Borrowed): number {
  // The contexts of callbacks are made by it.
  const contexts = importModule('_contextvars');
  if (contexts === 0) return -1;
  decref(contexts);
  keepType(module, 'FutureIter', StdlibState.ASYNCIO_FUTURE_ITER, true);
  keepType(module, 'TaskStepMethWrapper', StdlibState.ASYNCIO_STEP, true);
  keepType(module, 'Future', StdlibState.ASYNCIO_FUTURE, false);
  keepType(module, 'Task', StdlibState.ASYNCIO_TASK, false);
  takeMethod(stateObject(StdlibState.ASYNCIO_TASK), 'task_wakeup', StdlibState.ASYNCIO_WAKEUP);
  setStateObject(StdlibState.ASYNCIO_CONTEXT_NAMES, newTuple(newRef(intern('context'))));
  setStateObject(StdlibState.ASYNCIO_MESSAGE_NAMES, newTuple(newRef(intern('msg'))));
  const weakSet = importAttribute('weakref', 'WeakSet');
  if (weakSet === 0) return -1;
  const all = call(weakSet);
  decref(weakSet);
  if (all === 0) return -1;
  setStateObject(StdlibState.ASYNCIO_ALL_TASKS, all);
  setStateObject(StdlibState.ASYNCIO_CURRENT_TASKS, newDict());
  setModuleAttr(module, '_all_tasks', newRef(all));
  return setModuleAttr(module, '_current_tasks', newRef(stateObject(StdlibState.ASYNCIO_CURRENT_TASKS)));
}

export const asyncioModule: ModuleSpec = {
  name: '_asyncio',
  doc: 'Accelerator module for asyncio',
  functions: [...loopFunctions, ...taskFunctions],
  types: [futureType, taskType, futureIterType, stepType],
  exec,
};
