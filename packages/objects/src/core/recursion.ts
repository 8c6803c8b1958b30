/**
 * Recursion that goes through TypeScript: Python → built-in → Python. Each level takes JavaScript stack, so it counts
 * against a budget computed from the real stack as well as against sys.getrecursionlimit().
 */
import { ld32, PyThreadState, Roots, st32, ThreadState } from '@tyston/memory';
import { setError } from './errors.js';
import { T } from './wellknown.js';

const TS = Roots.MAIN_THREAD;
const REMAINING = TS + PyThreadState.recursion_remaining;
const HEADROOM = TS + PyThreadState.recursion_headroom;
const REENTRIES = TS + ThreadState.js_reentries_left;
/** Levels beyond the limit for code that deals with an exception, such as one that says that the limit is reached. */
const SPARE = 50;

/**
 * Enters a level of recursion. False: too deep, RecursionError is pending. `where` continues CPython's sentence, as in
 * " while calling a Python object".
 */
export function enterRecursive(where: string): boolean {
  const remaining = ld32(REMAINING) - 1;
  const reentries = ld32(REENTRIES) - 1;
  if (remaining < 0 || reentries < 0) {
    const spare = ld32(HEADROOM) > 0 ? -SPARE : 0;
    if (remaining < spare || reentries < spare) {
      setError(T.RecursionError, `maximum recursion depth exceeded${where}`);
      return false;
    }
  }
  st32(REMAINING, remaining);
  st32(REENTRIES, reentries);
  return true;
}
export function leaveRecursive(): void {
  st32(REMAINING, ld32(REMAINING) + 1);
  st32(REENTRIES, ld32(REENTRIES) + 1);
}
/** Between these, exceptions can be made although the limit is reached. */
export function openHeadroom(): void {
  st32(HEADROOM, ld32(HEADROOM) + 1);
}
export function closeHeadroom(): void {
  st32(HEADROOM, ld32(HEADROOM) - 1);
}
