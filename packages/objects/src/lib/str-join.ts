/** str.join. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import { sequenceList } from '../core/abstract.js';
import { errMatches, typeError } from '../core/errors.js';
import { listItems, listLength } from '../core/list.js';
import { typeName } from '../core/names.js';
import { decref, typeOf } from '../core/refcount.js';
import { getSlot, slotPlace } from '../core/slot-offsets.js';
import { strJoinAll } from '../core/str-build.js';
import { isInstance } from '../core/subtype.js';
import { tupleItems, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';

/** sep.join(iterable). */
export function strJoin(sep: Borrowed, iterable: Borrowed): Owned {
  const type = typeOf(iterable);
  let held = NULL;
  let items: Addr;
  let n: number;
  if (type === T.tuple) {
    n = tupleLength(iterable);
    items = tupleItems(iterable);
  } else {
    let list = iterable;
    if (type !== T.list) {
      held = sequenceList(iterable);
      if (held === 0) {
        if (errMatches(T.TypeError) && !hasIter(iterable)) return typeError('can only join an iterable');
        return NULL;
      }
      list = held;
    }
    n = listLength(list);
    items = n === 0 ? 0 : listItems(list);
  }
  let r = NULL;
  for (let i = 0; ; i++) {
    if (i === n) {
      r = strJoinAll(sep, items, n);
      break;
    }
    const item = ldPtr(items + i * 8);
    if (typeOf(item) !== T.str && !isInstance(item, T.str)) {
      typeError(`sequence item ${i}: expected str instance, ${typeName(item)} found`);
      break;
    }
  }
  if (held !== 0) decref(held);
  return r;
}

const TP_ITER = slotPlace('tp_iter');
const SQ_ITEM = slotPlace('sq_item');
function hasIter(o: Borrowed): boolean {
  return getSlot(typeOf(o), TP_ITER) !== 0 || getSlot(typeOf(o), SQ_ITEM) !== 0;
}
