/** `__reduce__` of iterators: tuples that begin with a function of the builtins module. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { builtin } from '../core/builtin-hook.js';
import { newRef } from '../core/refcount.js';
import { newTuple } from '../core/tuple.js';

/** The tuple (builtins.name, *rest); steals `rest`. NULL with an exception. */
export function reduceBuiltin(name: string, ...rest: Owned[]): Owned {
  const f = builtin(name);
  return f === 0 ? NULL : newTuple(f, ...rest);
}
/** The tuple (builtins.name, (arg,), *state) with a new reference to `arg`; steals `state`. */
export function reduceBuiltinCall(name: string, arg: Borrowed, ...state: Owned[]): Owned {
  return reduceBuiltin(name, newTuple(newRef(arg)), ...state);
}
