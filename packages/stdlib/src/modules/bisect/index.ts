/** The module `_bisect`: binary search and insertion in sorted sequences. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asSsize,
  call,
  callMethod,
  compareBool,
  decref,
  errOccurred,
  getItem,
  hasIndex,
  intToNumber,
  largeSsize,
  length,
  listInsert,
  type ModuleSpec,
  method,
  None,
  newInt,
  newIntFromBigInt,
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
 * Where `x` belongs in `a`, between lo and end: right of equal items, or left of them. -1 with an exception. Only `<` is asked:
 * x < item to the right, item < x to the left.
 */
function search(s: Search, lo: number, end: number): number {
  while (lo < end) {
    const mid = Math.floor((lo + end) / 2);
    const below = goesBelow(s, sequenceGetItem(s.a, mid));
    if (below < 0) return -1;
    if (below === 1) end = mid;
    else lo = mid + 1;
  }
  return lo;
}
/** The same in sequences that are longer than JavaScript's numbers are exact. */
function searchFar(s: Search, lo: bigint, end: bigint): bigint {
  while (lo < end) {
    const mid = (lo + end) >> 1n;
    const index = newIntFromBigInt(mid);
    const below = goesBelow(s, getItem(s.a, index));
    decref(index);
    if (below < 0) return -1n;
    if (below === 1) end = mid;
    else lo = mid + 1n;
  }
  return lo;
}
interface Search {
  readonly a: Borrowed;
  readonly x: Borrowed;
  readonly key: Borrowed;
  readonly right: boolean;
}
/** Does `x` belong in front of an item? 1, 0, or -1 with an exception. Steals the item (NULL: there is an exception). */
function goesBelow({ x, key, right }: Search, item: Owned): number {
  if (item !== 0 && key !== None) {
    const k = call(key, item);
    decref(item);
    item = k;
  }
  if (item === 0) return -1;
  const r = right ? compareBool(x, item, Py_LT) : compareBool(item, x, Py_LT);
  decref(item);
  return r < 0 ? -1 : (r === 1) === right ? 1 : 0;
}
/** The place as an int, between the arguments `lo` and `hi`. NULL with an exception. */
function place(s: Search, lo: number, hi: Borrowed): Owned {
  const from = Number.isSafeInteger(lo) ? BigInt(lo) : largeSsize();
  if (lo < 0) return valueError('lo must be non-negative');
  let end: number;
  if (hi === 0 || hi === None) end = length(s.a);
  else if (!hasIndex(hi)) return typeError(`argument should be integer or None, not '${typeName(hi)}'`);
  else end = asSsize(hi, T.OverflowError);
  if (end === -1 && errOccurred()) return NULL;
  // An explicit -1 is the end too.
  if (end === -1) end = length(s.a);
  if (end < 0 && errOccurred()) return NULL;
  if (Number.isSafeInteger(end)) {
    const i = search(s, lo, end);
    return i < 0 ? NULL : newInt(i);
  }
  const i = searchFar(s, from, largeSsize());
  return i < 0n ? NULL : newIntFromBigInt(i);
}
type Call = (m: Borrowed, a: Borrowed, x: Borrowed, lo: number, hi: Borrowed, key: Borrowed) => Owned;
const bisect =
  (right: boolean): Call =>
  (_m, a, x, lo, hiObject, keyObject) => {
    const key = keyObject === 0 ? None : keyObject;
    return place({ a, x, key, right }, lo, hiObject);
  };
const insort =
  (right: boolean): Call =>
  (_m, a, x, lo, hiObject, keyObject) => {
    const key = keyObject === 0 ? None : keyObject;
    // The item's own key is what is looked for.
    const wanted = key === None ? newRef(x) : call(key, x);
    if (wanted === 0) return NULL;
    const at = place({ a, x: wanted, key, right }, lo, hiObject);
    decref(wanted);
    if (at === 0) return NULL;
    if (typeOf(a) === T.list) {
      listInsert(a, intToNumber(at), x);
      decref(at);
    } else {
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
