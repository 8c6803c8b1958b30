/** Built-in functions by name, for `__reduce__` and the like. */
import { type Borrowed, ldPtr, type Owned } from '@tyston/memory';
import { dictGetStr } from './dict.js';
import { setError } from './errors.js';
import { intern } from './intern.js';
import { newRef } from './refcount.js';
import { State } from './state.js';
import { T } from './wellknown.js';

/** `builtins.name` as a new reference; AttributeError when the program took it away. */
export function builtin(name: string): Owned {
  const v = dictGetStr(ldPtr(State.BUILTINS_DICT), intern(name));
  return v === 0 ? setError(T.AttributeError, name) : newRef(v);
}
/** The dict of the builtins module, borrowed. */
export function ldBuiltinsDict(): Borrowed {
  return ldPtr(State.BUILTINS_DICT);
}
