/**
 * Recursion that goes through TypeScript: Python → built-in → Python. Each level takes JavaScript stack, so it counts
 * against a budget computed from the real stack as well as against sys.getrecursionlimit().
 */
import { ld32, PyThreadState, Roots, st32, ThreadState } from '@tyston/memory';
import { setError } from './errors.js';
import { T } from './wellknown.js';

const TS = Roots.MAIN_THREAD;
const REMAINING = TS + PyThreadState.recursion_remaining;
const REENTRIES = TS + ThreadState.js_reentries_left;

/**
 * Enters a level of recursion. False: too deep, RecursionError is pending. `where` continues CPython's sentence, as in
 * " while calling a Python object".
 */
export function enterRecursive(where: string): boolean {
  const remaining = ld32(REMAINING) - 1;
  const reentries = ld32(REENTRIES) - 1;
  if (remaining < 0 || reentries < 0) {
    setError(T.RecursionError, `maximum recursion depth exceeded${where}`);
    return false;
  }
  st32(REMAINING, remaining);
  st32(REENTRIES, reentries);
  return true;
}
export function leaveRecursive(): void {
  st32(REMAINING, ld32(REMAINING) + 1);
  st32(REENTRIES, ld32(REENTRIES) + 1);
}
