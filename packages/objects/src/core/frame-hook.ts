/** What built-ins ask about the running Python code: globals, locals, builtins of the innermost frame. */
import { type Addr, type Borrowed, Frame, ld32, ldPtr, Roots, ThreadState } from '@tyston/memory';
import { State } from './state.js';

const FRAME = Roots.MAIN_THREAD + ThreadState.frame;

/** The innermost frame of the thread, or 0. */
export function currentFrame(): Addr {
  return ld32(FRAME);
}
/** The running code's globals, borrowed, or 0. */
export function currentGlobals(): Borrowed {
  const f = ld32(FRAME);
  return f === 0 ? (0 as Borrowed) : ldPtr(f + Frame.globals);
}
/** The running code's builtins dict, borrowed. */
export function currentBuiltins(): Borrowed {
  const f = ld32(FRAME);
  return f === 0 ? ldPtr(State.BUILTINS_DICT) : ldPtr(f + Frame.builtins);
}
