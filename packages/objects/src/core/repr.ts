/** Py_ReprEnter: containers that contain themselves print as `[...]`. The objects being printed are listed in the thread's dict. */
import { type Borrowed, ldPtr, PyThreadState, Roots, stPtr } from '@tyston/memory';
import { dictGetStr, dictSet, newDict } from './dict.js';
import { intern } from './intern.js';
import { listAppend, listItem, listItems, listLength, listResize, newList } from './list.js';
import { decref } from './refcount.js';

const THREAD_DICT = Roots.MAIN_THREAD + PyThreadState.dict;

function active(): Borrowed {
  let d = ldPtr(THREAD_DICT);
  if (d === 0) {
    d = newDict();
    stPtr(THREAD_DICT, d);
  }
  let list = dictGetStr(d, intern('Py_Repr'));
  if (list === 0) {
    const l = newList();
    dictSet(d, intern('Py_Repr'), l);
    decref(l);
    list = l;
  }
  return list;
}
/** 1 when `o` is being printed already, 0 when it is now. */
export function reprEnter(o: Borrowed): number {
  const list = active();
  for (let i = listLength(list) - 1; i >= 0; i--) if (listItem(list, i) === o) return 1;
  listAppend(list, o);
  return 0;
}
export function reprLeave(o: Borrowed): void {
  const list = active();
  const n = listLength(list);
  for (let i = n - 1; i >= 0; i--) {
    if (listItem(list, i) !== o) continue;
    const items = listItems(list);
    for (let k = i; k < n - 1; k++) stPtr(items + k * 8, ldPtr(items + (k + 1) * 8));
    listResize(list, n - 1);
    decref(o);
    return;
  }
}
