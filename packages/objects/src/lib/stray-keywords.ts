/** Keyword arguments for types whose `__new__` takes none. */
import { type Borrowed, ldAddr, PyTypeObject } from '@tyston/memory';
import { dictLength } from '../core/dict.js';
import { typeError } from '../core/errors.js';
import { T } from '../core/wellknown.js';

/**
 * For a `__new__` without keywords, of a type without an `__init__` of its own: TypeError when there are keywords, unless a
 * subclass has an `__init__` that takes them.
 */
export function noStrayKeywords(name: string, type: Borrowed, kwargs: Borrowed): boolean {
  if (kwargs === 0 || dictLength(kwargs) === 0) return true;
  if (ldAddr(type + PyTypeObject.tp_init) !== ldAddr(T.object + PyTypeObject.tp_init)) return true;
  typeError(`${name}() takes no keyword arguments`);
  return false;
}
