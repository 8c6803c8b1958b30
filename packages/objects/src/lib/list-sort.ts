/**
 * `list.sort`: keys, the cheapest comparison that will do, timsort, and what happens when the list is touched meanwhile.
 *
 * Keys that are all short ints, all floats or all strs are compared without running Python code, and then their values
 * are sorted instead of the objects. (The idea of looking at all keys beforehand is Elliot Gorokhovsky's, CPython 3.7.)
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldF64,
  ldPtr,
  type Owned,
  PyFloatObject,
  PyListObject,
  PyLongObject,
  PyTypeObject,
  PyVarObject,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { isTrue, Py_LT, richCompare } from '../core/abstract.js';
import { call } from '../core/call.js';
import { keysEqual } from '../core/dict-lookup.js';
import { valueError } from '../core/errors.js';
import { call3 } from '../core/functions.js';
import { free, malloc } from '../core/heap.js';
import { listItem, listLength } from '../core/list.js';
import { decref, typeOf } from '../core/refcount.js';
import { readChar, strCompare, strData, strKind, strLength } from '../core/str.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { False, NotImplemented, T, True } from '../core/wellknown.js';
import { type Less, timsort } from './timsort.js';

const asBorrowed = (p: number) => p as Borrowed;

/** Truth of a comparison's result, which is released. */
function truth(r: Owned): number {
  if (r === 0) return -1;
  if (r === True || r === False) {
    decref(r);
    return r === True ? 1 : 0;
  }
  const t = isTrue(r);
  decref(r);
  return t;
}
const lessObjects: Less = (a, b) => truth(richCompare(asBorrowed(a), asBorrowed(b), Py_LT));
const lessStr: Less = (a, b) => (strCompare(asBorrowed(a), asBorrowed(b)) < 0 ? 1 : 0);
const lessNumber: Less = (a, b) => (a < b ? 1 : 0);

/** Objects of one type that has tp_richcompare: asks the slot directly, and everything else when it has no answer. */
function lessBySlot(tp: Borrowed): Less {
  const slot = ld32(tp + PyTypeObject.tp_richcompare);
  return (a, b) => {
    // A comparison may change the class of its operands or the class itself.
    if (typeOf(asBorrowed(a)) !== tp || ld32(tp + PyTypeObject.tp_richcompare) !== slot)
      return lessObjects(a, b);
    const r = call3(slot, a, b, Py_LT) as Owned;
    if (r !== NotImplemented) return truth(r);
    decref(r);
    return lessObjects(a, b);
  };
}
/** Tuples: the first items that are not equal decide. */
const lessTuple: Less = (a, b) => {
  const x = asBorrowed(a);
  const y = asBorrowed(b);
  const n = Math.min(tupleLength(x), tupleLength(y));
  for (let i = 0; i < n; i++) {
    const p = tupleItem(x, i);
    const q = tupleItem(y, i);
    const eq = p === q ? 1 : keysEqual(p, q);
    if (eq < 0) return -1;
    if (eq === 0) return lessObjects(p, q);
  }
  return tupleLength(x) < tupleLength(y) ? 1 : 0;
};

type Kind = 'int' | 'float' | 'str' | 'slot' | 'mixed';
/** What all of these objects are. */
function kindOf(n: number, item: (i: number) => Borrowed): Kind {
  const tp = typeOf(item(0));
  let short = true;
  for (let i = 0; i < n; i++) {
    const x = item(i);
    if (typeOf(x) !== tp) return 'mixed';
    if (tp === T.int && short) {
      const size = ld32(x + PyVarObject.ob_size);
      short = size >= -1 && size <= 1;
    }
  }
  if (tp === T.int && short) return 'int';
  if (tp === T.float) return 'float';
  if (tp === T.str) return 'str';
  return ld32(tp + PyTypeObject.tp_richcompare) !== 0 ? 'slot' : 'mixed';
}
function shortInt(p: Borrowed): number {
  return ld32(p + PyVarObject.ob_size) * ld32(p + PyLongObject.ob_digit);
}

/** Bits that the position takes beside a short int of 31 bits in a double. */
const POSITION_BITS = 21;
/** Sorts handles by their short ints, stably: value and position together make one exact double. */
function sortShortInts(keys: Int32Array, values: Int32Array | null): void {
  const n = keys.length;
  const packed = new Float64Array(n);
  const scale = 2 ** POSITION_BITS;
  let sorted = true;
  let last = -Infinity;
  for (let i = 0; i < n; i++) {
    const v = shortInt(asBorrowed(keys[i]!));
    if (v < last) sorted = false;
    last = v;
    packed[i] = v * scale + i;
  }
  if (sorted) return;
  packed.sort();
  const what = (values ?? keys).slice();
  const to = values ?? keys;
  for (let i = 0; i < n; i++) {
    const p = packed[i]!;
    to[i] = what[p - Math.floor(p / scale) * scale]!;
  }
}

/**
 * Sorts handles by a number that each of them has, and by `tie` where the numbers are equal: most comparisons then are of two
 * doubles. False when `tie` failed.
 */
function sortByRank(keys: Int32Array, values: Int32Array | null, rank: Float64Array, tie: Less): boolean {
  const n = keys.length;
  const handles = keys.slice();
  const order = Int32Array.from(keys, (_, i) => i);
  const ok = timsort(order, null, (i, k) => {
    const x = rank[i]!;
    const y = rank[k]!;
    return x !== y ? (x < y ? 1 : 0) : tie(handles[i]!, handles[k]!);
  });
  const what = values ? values.slice() : handles;
  const to = values ?? keys;
  for (let i = 0; i < n; i++) to[i] = what[order[i]!]!;
  return ok;
}
/** The beginnings of strs as numbers in the order of the strs: six characters of Latin-1, or two of any kind. */
function strRanks(n: number, item: (i: number) => Borrowed): Float64Array {
  const ranks = new Float64Array(n);
  let wide = false;
  for (let i = 0; i < n && !wide; i++) wide = strKind(item(i)) !== 1;
  const chars = wide ? 2 : 6;
  const scale = wide ? 2 ** 21 : 256;
  for (let i = 0; i < n; i++) {
    const s = item(i);
    const kind = strKind(s);
    const data = strData(s);
    const length = strLength(s);
    let rank = 0;
    for (let c = 0; c < chars; c++) rank = rank * scale + (c < length ? readChar(kind, data, c) : 0);
    ranks[i] = rank;
  }
  return ranks;
}
/** The first items of tuples as numbers that decide unless they are equal; null where there are no such numbers. */
function firstItemRanks(n: number, item: (i: number) => Borrowed): Float64Array | null {
  for (let i = 0; i < n; i++) if (tupleLength(item(i)) === 0) return null;
  const first = (i: number) => tupleItem(item(i), 0);
  switch (kindOf(n, first)) {
    case 'int':
      return Float64Array.from({ length: n }, (_, i) => shortInt(first(i)));
    case 'str':
      return strRanks(n, first);
    case 'float': {
      const ranks = Float64Array.from({ length: n }, (_, i) => ldF64(first(i) + PyFloatObject.ob_fval));
      // A NaN is unequal to itself, but the same object counts as equal within a tuple.
      return ranks.some((x) => Number.isNaN(x)) ? null : ranks;
    }
    default:
      return null;
  }
}

/** Sorts `keys` (handles) in place, `values` along with them: false when a comparison failed. */
function sortHandles(keys: Int32Array, values: Int32Array | null): boolean {
  const n = keys.length;
  if (n < 2) return true;
  const item = (i: number) => asBorrowed(keys[i]!);
  const kind = kindOf(n, item);
  if (kind === 'int') {
    if (n <= 2 ** POSITION_BITS) {
      sortShortInts(keys, values);
      return true;
    }
    return timsort(
      Float64Array.from(keys, (p) => shortInt(asBorrowed(p))),
      values ?? keys,
      lessNumber,
    );
  }
  if (kind === 'float') {
    const numbers = Float64Array.from(keys, (p) => ldF64(p + PyFloatObject.ob_fval));
    return timsort(numbers, values ?? keys, lessNumber);
  }
  if (kind === 'str') return sortByRank(keys, values, strRanks(n, item), lessStr);
  if (kind === 'mixed') return timsort(keys, values, lessObjects);
  const tp = typeOf(item(0));
  if (tp !== T.tuple) return timsort(keys, values, lessBySlot(tp));
  const ranks = firstItemRanks(n, item);
  return ranks ? sortByRank(keys, values, ranks, lessTuple) : timsort(keys, values, lessTuple);
}

/** Up to so many strs or short ints are sorted where they are, by insertion. */
const FEW = 12;
/** Sorts `n` strs or short ints at `items`, where nothing can be seen of comparisons; false, with nothing done, when they are not all such. */
function sortFew(items: Addr, n: number, reverse: boolean): boolean {
  const kind = kindOf(n, (i) => ldPtr(items + i * 8));
  if (kind !== 'int' && kind !== 'str') return false;
  for (let i = 1; i < n; i++) {
    const x = ldPtr(items + i * 8);
    let at = items + i * 8;
    for (; at > items; at -= 8) {
      const y = ldPtr(at - 8);
      const order = kind === 'int' ? shortInt(x) - shortInt(y) : strCompare(x, y);
      if (reverse ? order <= 0 : order >= 0) break;
      stPtr(at, y);
    }
    stPtr(at, x);
  }
  return true;
}

/**
 * `list.sort(key=key, reverse=reverse)`; `key` 0 for none. 0, or -1 with an exception; the list then is a permutation of
 * what it was. While it sorts, the list is seen empty; ValueError when somebody changed it.
 */
export function listSort(list: Borrowed, key: Borrowed, reverse: boolean): 0 | -1 {
  const items = ldAddr(list + PyListObject.ob_item);
  const n = listLength(list);
  if (key === 0 && n > 1 && n <= FEW && sortFew(items, n, reverse)) return 0;
  const allocated = ld32(list + PyListObject.allocated);
  stPtr(list + PyListObject.ob_item, 0);
  stSsize(list + PyVarObject.ob_size, 0);
  stSsize(list + PyListObject.allocated, -1);

  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) values[i] = ld32(items + i * 8);
  let ok = true;
  let keys: Int32Array | null = null;
  let made = 0;
  // Objects that only a JavaScript array holds would be lost to whoever looks at memory: keys live in a block of their own.
  let keyBlock = 0;
  if (key !== 0 && n > 0) {
    keyBlock = malloc(n * 8);
    for (; made < n; made++) {
      const k = call(key, asBorrowed(values[made]!));
      if (k === 0) {
        ok = false;
        break;
      }
      stPtr(keyBlock + made * 8, k);
    }
    if (ok) keys = Int32Array.from({ length: n }, (_, i) => ld32(keyBlock + i * 8));
  }
  if (ok && n > 1) {
    // A stable descending sort: reverse, sort ascending, reverse.
    if (reverse) {
      values.reverse();
      keys?.reverse();
    }
    ok = sortHandles(keys ?? values, keys ? values : null);
    if (reverse) values.reverse();
  }
  for (let i = 0; i < made; i++) decref(ldPtr(keyBlock + i * 8));
  free(keyBlock);
  if (ok && ld32(list + PyListObject.allocated) !== -1) {
    valueError('list modified during sort');
    ok = false;
  }
  for (let i = 0; i < n; i++) stPtr(items + i * 8, values[i]!);
  // What others put into the list meanwhile goes.
  const strangers = ldAddr(list + PyListObject.ob_item);
  const count = listLength(list);
  const gone: Owned[] = [];
  for (let i = 0; i < count; i++) gone.push(listItem(list, i) as Owned);
  stPtr(list + PyListObject.ob_item, items);
  stSsize(list + PyVarObject.ob_size, n);
  stSsize(list + PyListObject.allocated, allocated);
  for (const p of gone) decref(p);
  if (strangers !== 0) free(strangers);
  return ok ? 0 : -1;
}
