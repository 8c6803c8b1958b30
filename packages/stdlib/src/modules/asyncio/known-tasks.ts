/** Which tasks there are, and which one each loop is in. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  callMethod,
  decref,
  dictDel,
  dictGet,
  dictSet,
  errOccurred,
  type Implementation,
  method,
  None,
  newRef,
  setError,
  T,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { textOf } from './text-of.js';

/** False with an exception. */
function tell(name: 'add' | 'discard', task: Borrowed): boolean {
  const r = callMethod(stateObject(StdlibState.ASYNCIO_ALL_TASKS), name, task);
  if (r === 0) return false;
  decref(r);
  return true;
}
export const registerTask = (task: Borrowed): boolean => tell('add', task);

const current = (): Borrowed => stateObject(StdlibState.ASYNCIO_CURRENT_TASKS);

/** The loop begins a step of the task. False with an exception. */
export function enterTask(loop: Borrowed, task: Borrowed): boolean {
  const other = dictGet(current(), loop);
  if (other === 0) return errOccurred() === 0 && dictSet(current(), loop, task) === 0;
  const entering = textOf(task);
  const executed = entering === null ? null : textOf(other);
  if (executed !== null)
    setError(
      T.RuntimeError,
      `Cannot enter into task ${entering} while another task ${executed} is being executed.`,
    );
  return false;
}
/** The step ends. False with an exception. */
export function leaveTask(loop: Borrowed, task: Borrowed): boolean {
  const entered = dictGet(current(), loop);
  if (entered === 0 && errOccurred()) return false;
  if (entered === task) return dictDel(current(), loop) === 0;
  const leaving = textOf(task);
  const expected = leaving === null ? null : textOf(entered === 0 ? None : entered);
  if (expected !== null)
    setError(T.RuntimeError, `Leaving task ${leaving} does not match the current task ${expected}.`);
  return false;
}

const asFunction =
  (f: (a: Borrowed, b: Borrowed) => boolean): Implementation =>
  (_module: Borrowed, a: Borrowed, b: Borrowed): Owned =>
    f(a, b) ? newRef(None) : NULL;

export const taskFunctions = [
  method(
    '_register_task',
    '($module, /, task)',
    asFunction((task) => tell('add', task)),
    'Register a new task in asyncio as executed by loop.\n\nReturns None.',
  ),
  method(
    '_unregister_task',
    '($module, /, task)',
    asFunction((task) => tell('discard', task)),
    'Unregister a task.\n\nReturns None.',
  ),
  method(
    '_enter_task',
    '($module, /, loop, task)',
    asFunction(enterTask),
    'Enter into task execution or resume suspended task.\n\nTask belongs to loop.\n\nReturns None.',
  ),
  method(
    '_leave_task',
    '($module, /, loop, task)',
    asFunction(leaveTask),
    'Leave task execution or suspend a task.\n\nTask belongs to loop.\n\nReturns None.',
  ),
];
