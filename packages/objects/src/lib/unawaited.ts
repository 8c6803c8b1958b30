/** "coroutine 'x' was never awaited". */
import { type Borrowed, ldPtr, NULL, PyGenObject } from '@tyston/memory';
import { call, lookupAttr, warn } from '../core/abstract.js';
import { errMatches, errOccurred } from '../core/errors.js';
import { loadedModule } from '../core/import-hook.js';
import { intern } from '../core/intern.js';
import { decref, xdecref } from '../core/refcount.js';
import { jsStr } from '../core/str.js';
import { writeUnraisable } from '../core/unraisable.js';
import { T } from '../core/wellknown.js';

/**
 * Warns of a coroutine that dies without having run; through `warnings._warn_unawaited_coroutine` where that is loaded and works.
 */
export function warnUnawaited(coro: Borrowed): void {
  const warnings = loadedModule('warnings');
  const f = warnings === 0 ? NULL : lookupAttr(warnings, intern('_warn_unawaited_coroutine'));
  let warned = false;
  if (f !== 0) {
    const r = call(f, coro);
    decref(f);
    warned = r !== 0 || errMatches(T.RuntimeWarning);
    xdecref(r);
  }
  if (errOccurred()) writeUnraisable(coro);
  if (warned) return;
  warn(T.RuntimeWarning, `coroutine '${jsStr(ldPtr(coro + PyGenObject.gi_qualname))}' was never awaited`, 1);
  if (errOccurred()) writeUnraisable(coro);
}
