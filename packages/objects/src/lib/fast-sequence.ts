/** PySequence_Fast: the items of any iterable as a list or tuple that can be indexed. */
import { type Addr, type Borrowed, ld32, type Owned, PyVarObject } from '@tyston/memory';
import { getIter, sequenceList } from '../core/abstract.js';
import { errMatches, typeError } from '../core/errors.js';
import { listItems } from '../core/list.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { tupleItems } from '../core/tuple.js';
import { T } from '../core/wellknown.js';

/** The object itself when it is exactly a list or tuple, else a new list. TypeError `message` when it is not iterable. */
export function fastSequence(o: Borrowed, message: string): Owned {
  const tp = typeOf(o);
  if (tp === T.list || tp === T.tuple) return newRef(o);
  const it = getIter(o);
  if (it === 0) return errMatches(T.TypeError) ? typeError(message) : it;
  const list = sequenceList(it);
  decref(it);
  return list;
}
/** Length of a list or tuple. */
export function fastLength(seq: Borrowed): number {
  return ld32(seq + PyVarObject.ob_size);
}
/** Address of the first item of a list or tuple. */
export function fastItems(seq: Borrowed): Addr {
  return isInstance(seq, T.list) ? listItems(seq) : tupleItems(seq);
}
