/** The module `_bisect`: binary search and insertion in sorted sequences. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asSsize,
  call,
  callMethod,
  compareBool,
  decref,
  errOccurred,
  hasIndex,
  length,
  listInsert,
  type ModuleSpec,
  method,
  None,
  newInt,
  newRef,
  Py_LT,
  sequenceGetItem,
  T,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';

/**
 * Where `x` belongs in `a`, between lo and hi: right of equal items, or left of them. -1 with an exception. Only `<` is asked: x < item to the
 * right, item < x to the left.
 */
function search(a: Borrowed, x: Borrowed, lo: number, hi: number, key: Borrowed, right: boolean): number {
  if (lo < 0) {
    valueError('lo must be non-negative');
    return -1;
  }
  let end = hi;
  if (hi === -1) {
    end = length(a);
    if (end < 0) return -1;
  }
  while (lo < end) {
    const mid = Math.floor((lo + end) / 2);
    let item = sequenceGetItem(a, mid);
    if (item === 0) return -1;
    if (key !== None) {
      const k = call(key, item);
      decref(item);
      if (k === 0) return -1;
      item = k;
    }
    const r = right ? compareBool(x, item, Py_LT) : compareBool(item, x, Py_LT);
    decref(item);
    if (r < 0) return -1;
    if ((r === 1) === right) end = mid;
    else lo = mid + 1;
  }
  return lo;
}
/** `hi`: None or absent is the end, a number by `__index__`. -2 with an exception. */
function highEnd(hi: Borrowed): number {
  if (hi === 0 || hi === None) return -1;
  if (!hasIndex(hi)) {
    typeError(`argument should be integer or None, not '${typeName(hi)}'`);
    return -2;
  }
  const v = asSsize(hi, T.OverflowError);
  return v === -1 && errOccurred() ? -2 : v;
}
type Call = (m: Borrowed, a: Borrowed, x: Borrowed, lo: number, hi: Borrowed, key: Borrowed) => Owned;
const bisect =
  (right: boolean): Call =>
  (_m, a, x, lo, hiObject, keyObject) => {
    const hi = highEnd(hiObject);
    if (hi === -2) return NULL;
    const i = search(a, x, lo, hi, keyObject === 0 ? None : keyObject, right);
    return i < 0 ? NULL : newInt(i);
  };
const insort =
  (right: boolean): Call =>
  (_m, a, x, lo, hiObject, keyObject) => {
    const hi = highEnd(hiObject);
    if (hi === -2) return NULL;
    const key = keyObject === 0 ? None : keyObject;
    // The item's own key is what is looked for.
    const wanted = key === None ? newRef(x) : call(key, x);
    if (wanted === 0) return NULL;
    const i = search(a, wanted, lo, hi, key, right);
    decref(wanted);
    if (i < 0) return NULL;
    if (typeOf(a) === T.list) listInsert(a, i, x);
    else {
      const at = newInt(i);
      const r = callMethod(a, 'insert', at, x);
      decref(at);
      if (r === 0) return NULL;
      decref(r);
    }
    return newRef(None);
  };

const SIGNATURE = '($module, /, a, x, lo: ssize = 0, hi=None, *, key=None)';
const BOUNDS =
  '\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.';
export const bisectModule: ModuleSpec = {
  name: '_bisect',
  doc: 'Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort the list after each insertion. For long lists of items with\nexpensive comparison operations, this can be an improvement over the more\ncommon approach.\n',
  functions: [
    method(
      'bisect_right',
      SIGNATURE,
      bisect(true),
      `Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e <= x, and all e in\na[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\ninsert just after the rightmost x already there.${BOUNDS}`,
    ),
    method(
      'insort_right',
      SIGNATURE,
      insort(true),
      `Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x.${BOUNDS}`,
    ),
    method(
      'bisect_left',
      SIGNATURE,
      bisect(false),
      `Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e < x, and all e in\na[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\ninsert just before the leftmost x already there.${BOUNDS}`,
    ),
    method(
      'insort_left',
      SIGNATURE,
      insort(false),
      `Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x.${BOUNDS}`,
    ),
  ],
};
