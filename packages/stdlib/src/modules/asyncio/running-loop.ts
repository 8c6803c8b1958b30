/** The event loop that runs: known to the process that began to run it, not to its children. */
import { type Borrowed, ldPtr, ldSsize, NULL, type Owned, stSsize } from '@tyston/memory';
import { call, callMethod, decref, method, None, newRef, setError, T } from '@tyston/objects';
import { os } from '../../host.js';
import { importAttribute } from '../../lib/import-attribute.js';
import { StdlibState, setStateObject } from '../../lib/state.js';

/** The running loop, borrowed, or 0. */
function runningLoop(): Borrowed {
  const loop = ldPtr(StdlibState.ASYNCIO_LOOP);
  if (loop === 0 || loop === None) return NULL;
  return ldSsize(StdlibState.ASYNCIO_LOOP_PROCESS) === os().getpid() ? loop : NULL;
}
/** The running loop, or else the one that the policy has for the thread. NULL with an exception. */
export function eventLoop(): Owned {
  const loop = runningLoop();
  if (loop !== 0) return newRef(loop);
  const policyOf = importAttribute('asyncio.events', 'get_event_loop_policy');
  if (policyOf === 0) return NULL;
  const policy = call(policyOf);
  decref(policyOf);
  if (policy === 0) return NULL;
  const r = callMethod(policy, 'get_event_loop');
  decref(policy);
  return r;
}

export const loopFunctions = [
  method(
    'get_event_loop',
    '($module, /)',
    eventLoop,
    'Return an asyncio event loop.\n\nWhen called from a coroutine or a callback (e.g. scheduled with\ncall_soon or similar API), this function will always return the\nrunning event loop.\n\nIf there is no running event loop set, the function will return\nthe result of `get_event_loop_policy().get_event_loop()` call.',
  ),
  method('_get_event_loop', '($module, /, stacklevel: int = 3)', eventLoop),
  method(
    'get_running_loop',
    '($module, /)',
    () => {
      const loop = runningLoop();
      return loop === 0 ? setError(T.RuntimeError, 'no running event loop') : newRef(loop);
    },
    'Return the running event loop.  Raise a RuntimeError if there is none.\n\nThis function is thread-specific.',
  ),
  method(
    '_get_running_loop',
    '($module, /)',
    () => {
      const loop = runningLoop();
      return newRef(loop === 0 ? None : loop);
    },
    'Return the running event loop or None.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.',
  ),
  method(
    '_set_running_loop',
    '($module, loop, /)',
    (_module: Borrowed, loop: Borrowed) => {
      setStateObject(StdlibState.ASYNCIO_LOOP, newRef(loop));
      stSsize(StdlibState.ASYNCIO_LOOP_PROCESS, os().getpid());
      return newRef(None);
    },
    'Set the running event loop.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.',
  ),
];
