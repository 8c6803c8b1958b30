/** `callable(o)`. */
import { type Borrowed, ld32, PyTypeObject } from '@tyston/memory';
import { typeOf } from '@tyston/objects';

export function isCallable(o: Borrowed): boolean {
  return ld32(typeOf(o) + PyTypeObject.tp_call) !== 0;
}
