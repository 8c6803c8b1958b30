/** "coroutine 'x' was never awaited". */
import { type Borrowed, ldPtr, PyGenObject } from '@tyston/memory';
import { call, lookupAttr, warn } from '../core/abstract.js';
import { errOccurred } from '../core/errors.js';
import { loadedModule } from '../core/import-hook.js';
import { intern } from '../core/intern.js';
import { decref } from '../core/refcount.js';
import { jsStr } from '../core/str.js';
import { writeUnraisable } from '../core/unraisable.js';
import { T } from '../core/wellknown.js';

/** Warns of a coroutine that dies without having run; through `warnings._warn_unawaited_coroutine` where that is loaded. */
export function warnUnawaited(coro: Borrowed): void {
  const warnings = loadedModule('warnings');
  if (warnings !== 0) {
    const f = lookupAttr(warnings, intern('_warn_unawaited_coroutine'));
    if (f !== 0) {
      const r = call(f, coro);
      decref(f);
      if (r === 0) writeUnraisable(coro);
      else decref(r);
      return;
    }
  }
  warn(T.RuntimeWarning, `coroutine '${jsStr(ldPtr(coro + PyGenObject.gi_qualname))}' was never awaited`, 1);
  if (errOccurred()) writeUnraisable(coro);
}
