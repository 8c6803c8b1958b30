/** Containers whose repr is under way, so that one that holds itself prints "..." instead of recursing for ever. */
import {
  type Borrowed,
  copy,
  ldPtr,
  type Owned,
  PyThreadState,
  PyVarObject,
  Roots,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { dictGetStr, dictSet, newDict } from './dict.js';
import { errFetch, errRestore } from './errors.js';
import { intern } from './intern.js';
import { listAppend, listItem, listItems, listLength, newList } from './list.js';
import { decref } from './refcount.js';

const DICT = Roots.MAIN_THREAD + PyThreadState.dict;

/** The list of objects under way (the thread's `Py_Repr`), borrowed; made on first use. */
function underWay(): Borrowed {
  let d = ldPtr(DICT);
  if (d === 0) {
    d = newDict();
    stPtr(DICT, d);
  }
  const key = intern('Py_Repr');
  const known = dictGetStr(d, key);
  if (known !== 0) return known;
  const list = newList();
  dictSet(d, key, list);
  decref(list);
  return list;
}
/** Says that `o`'s repr begins: 0, or 1 when it is under way already (then do not call reprLeave). */
export function reprEnter(o: Borrowed): 1 | 0 | -1 {
  const list = underWay();
  for (let i = listLength(list) - 1; i >= 0; i--) if (listItem(list, i) === o) return 1;
  listAppend(list, o);
  return 0;
}
/** Ends what reprEnter began. A pending exception stays. */
export function reprLeave(o: Borrowed): void {
  const list = underWay();
  const n = listLength(list);
  for (let i = n - 1; i >= 0; i--) {
    if (listItem(list, i) !== o) continue;
    const items = listItems(list);
    copy(items + i * 8, items + (i + 1) * 8, (n - 1 - i) * 8);
    stSsize(list + PyVarObject.ob_size, n - 1);
    const pending = errFetch();
    decref(o as Owned);
    errRestore(pending.type, pending.value, pending.traceback);
    return;
  }
}
