/** OSError from error numbers, and calls that signals interrupt (PEP 475). */
import { type Borrowed, EvalBreaker, ld32, type Owned, Roots, ThreadState } from '@tyston/memory';
import { call, decref, None, newInt, newRef, newStr, restoreRaised, runSafepoint, T } from '@tyston/objects';
import { os } from './host.js';

/** Makes OSError(errno, strerror[, filename[, None, filename2]]) pending. NULL. */
export function raiseOsError(
  failure: number,
  filename: Borrowed | 0 = 0,
  filename2: Borrowed | 0 = 0,
): Owned {
  const errno = newInt(-failure);
  const text = newStr(os().strerror(-failure));
  let e: Owned;
  if (filename2 !== 0) {
    const none = newRef(None);
    e = call(T.OSError, errno, text, filename as Borrowed, none, filename2 as Borrowed);
    decref(none);
  } else if (filename !== 0) e = call(T.OSError, errno, text, filename as Borrowed);
  else e = call(T.OSError, errno, text);
  decref(errno);
  decref(text);
  if (e !== 0) restoreRaised(e);
  return 0 as Owned;
}

const BREAKER = Roots.MAIN_THREAD + ThreadState.eval_breaker;
const EINTR = -4;

/** Runs signal handlers that are due: false when one raised. */
export function handleSignals(): boolean {
  const bits = ld32(BREAKER) & EvalBreaker.SIGNAL;
  return bits === 0 || runSafepoint(bits) >= 0;
}

/**
 * Makes a system call again while signals interrupt it, running their handlers in between. Returns the call's result (which
 * may be another failure), or null when a handler raised: an exception is pending.
 */
export function retry(f: () => number): number | null {
  for (;;) {
    const r = f();
    if (r !== EINTR) return r;
    if (!handleSignals()) return null;
  }
}
/** The same behind a first call that was interrupted: its signals' handlers run before the next one waits. */
export function retryInterrupted(f: () => number): number | null {
  return handleSignals() ? retry(f) : null;
}
