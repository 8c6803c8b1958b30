/** Names of the builtins module, for `__reduce__` of iterators. */
import { type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import { dictGetStr } from '../core/dict.js';
import { setError } from '../core/errors.js';
import { intern } from '../core/intern.js';
import { newRef } from '../core/refcount.js';
import { State } from '../core/state.js';
import { newTuple } from '../core/tuple.js';
import { T } from '../core/wellknown.js';

/** `builtins.name`: a new reference, or NULL with AttributeError. */
export function builtin(name: string): Owned {
  const v = dictGetStr(ldPtr(State.BUILTINS_DICT), intern(name));
  return v === 0 ? setError(T.AttributeError, name) : newRef(v);
}
/** The tuple (builtins.name, *rest); steals `rest`. NULL with an exception. */
export function reduceBuiltin(name: string, ...rest: Owned[]): Owned {
  const f = builtin(name);
  return f === 0 ? NULL : newTuple(f, ...rest);
}
/** The tuple (builtins.name, (arg,), *state) with a new reference to `arg`; steals `state`. */
export function reduceBuiltinCall(name: string, arg: Borrowed, ...state: Owned[]): Owned {
  return reduceBuiltin(name, newTuple(newRef(arg)), ...state);
}
