/** The type `list`. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyListObject,
  PyTypeObject,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import { hasIndex, Py_EQ, Py_NE, repr, richCompare, sliceIndices, typeName } from '../core/abstract.js';
import { allocInstance, freeObject, typeFlags } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { type MethodSpec, method, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { setError, typeError, valueError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { free } from '../core/heap.js';
import { newBool, newInt } from '../core/int.js';
import {
  listAppend,
  listInit,
  listItem,
  listItems,
  listLength,
  newListBuffer,
  newListFrom,
} from '../core/list.js';
import { copyRefs, decref, decrefLater, incref, newRef, refcount, typeOf } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { None, NotImplemented, T } from '../core/wellknown.js';
import { classGetItem } from '../lib/class-getitem.js';
import { compareNumbers } from '../lib/compare-sizes.js';
import { fastItems, fastLength, fastSequence } from '../lib/fast-sequence.js';
import { newIndexIterator } from '../lib/index-iterator.js';
import {
  listClear,
  listExtend,
  listInsert,
  listReplace,
  listSetLength,
  listTake,
  MAX_ITEMS,
} from '../lib/list-ops.js';
import { listSort } from '../lib/list-sort.js';
import { heldItemEqual } from '../lib/quick-equal.js';
import { guardedRepr, writeItems } from '../lib/repr-items.js';
import { BAD_INDEX, keyIndex, sliceArgument } from '../lib/ssize-argument.js';

const none = () => newRef(None);

// -- items and slices ------------------------------------------------------------------------------------------

function item(self: Borrowed, i: number): Owned {
  if (i < 0 || i >= listLength(self)) return setError(T.IndexError, 'list index out of range');
  return newRef(listItem(self, i));
}
function assignItem(self: Borrowed, i: number, value: Borrowed): number {
  if (i < 0 || i >= listLength(self)) {
    setError(T.IndexError, 'list assignment index out of range');
    return -1;
  }
  if (value === 0) {
    decref(listTake(self, i));
    return 0;
  }
  const at = listItems(self) + i * 8;
  const old = ldPtr(at);
  incref(value);
  stPtr(at, value);
  decref(old);
  return 0;
}
function badIndex(key: Borrowed): Owned {
  return typeError(`list indices must be integers or slices, not ${typeName(key)}`);
}
function subscript(self: Borrowed, key: Borrowed): Owned {
  if (typeOf(key) !== T.slice && hasIndex(key)) {
    const i = keyIndex(key);
    if (i === BAD_INDEX) return NULL;
    return item(self, i < 0 ? i + listLength(self) : i);
  }
  if (typeOf(key) !== T.slice) return badIndex(key);
  const s = sliceIndices(key, listLength(self));
  if (s === null) return NULL;
  if (s.step === 1) return newListFrom(listItems(self) + s.start * 8, s.count);
  const result = newListBuffer(s.count);
  if (s.count > 0) {
    let from = listItems(self) + s.start * 8;
    const to = listItems(result);
    for (let i = 0; i < s.count; i++, from += s.step * 8) stPtr(to + i * 8, newRef(ldPtr(from)));
  }
  return result;
}
/** Items of `value` as a list or tuple, a new reference; a copy where it is the list itself. NULL with an exception. */
function itemsOf(self: Borrowed, value: Borrowed, message: string): Owned {
  if (value === self) return newListFrom(listItems(self), listLength(self));
  return fastSequence(value, message);
}
function assignSubscript(self: Borrowed, key: Borrowed, value: Borrowed): number {
  if (typeOf(key) !== T.slice && hasIndex(key)) {
    const i = keyIndex(key);
    if (i === BAD_INDEX) return -1;
    return assignItem(self, i < 0 ? i + listLength(self) : i, value);
  }
  if (typeOf(key) !== T.slice) {
    badIndex(key);
    return -1;
  }
  const s = sliceIndices(key, listLength(self));
  if (s === null) return -1;
  if (s.step === 1) return assignSlice(self, s.start, Math.max(s.start, s.stop), value);
  return value === 0
    ? deleteExtended(self, s.start, s.step, s.count)
    : assignExtended(self, s.start, s.step, s.count, value);
}
/** `self[low:high] = value`, the bounds within the list and in order; value 0 deletes. 0 or -1. */
export function assignSlice(self: Borrowed, low: number, high: number, value: Borrowed): number {
  if (value === 0) {
    listReplace(self, low, high, 0, 0);
    return 0;
  }
  const items = itemsOf(self, value, 'can only assign an iterable');
  if (items === 0) return -1;
  // Making the items may have changed the list.
  const n = listLength(self);
  listReplace(self, Math.min(low, n), Math.min(high, n), fastItems(items), fastLength(items));
  decref(items);
  return 0;
}
function deleteExtended(self: Borrowed, first: number, step: number, count: number): number {
  if (count <= 0) return 0;
  let start = first;
  if (step < 0) {
    start = first + step * (count - 1);
    step = -step;
  }
  const size = listLength(self);
  const items = listItems(self);
  let waiting: Owned[] | null = null;
  let to = start;
  for (let i = start, next = start; i < size; i++) {
    if (i === next && i - to < count) {
      waiting = decrefLater(ldPtr(items + i * 8) as Owned, waiting);
      next += step;
    } else stPtr(items + to++ * 8, ldPtr(items + i * 8));
  }
  listSetLength(self, size - count);
  if (waiting !== null) for (const p of waiting) decref(p);
  return 0;
}
function assignExtended(self: Borrowed, start: number, step: number, count: number, value: Borrowed): number {
  const items = itemsOf(self, value, 'must assign iterable to extended slice');
  if (items === 0) return -1;
  const n = fastLength(items);
  if (n !== count) {
    valueError(`attempt to assign sequence of size ${n} to extended slice of size ${count}`);
    decref(items);
    return -1;
  }
  const from = fastItems(items);
  let waiting: Owned[] | null = null;
  let at = listItems(self) + start * 8;
  for (let i = 0; i < count; i++, at += step * 8) {
    const old = ldPtr(at) as Owned;
    stPtr(at, newRef(ldPtr(from + i * 8)));
    waiting = decrefLater(old, waiting);
  }
  if (waiting !== null) for (const p of waiting) decref(p);
  decref(items);
  return 0;
}

// -- arithmetic and comparison ---------------------------------------------------------------------------------

function concat(self: Borrowed, other: Borrowed): Owned {
  if (!isInstance(other, T.list))
    return typeError(`can only concatenate list (not "${typeName(other)}") to list`);
  const n = listLength(self);
  const m = listLength(other);
  const result = newListBuffer(n + m);
  copyRefs(listItems(result), listItems(self), n);
  copyRefs(listItems(result) + n * 8, listItems(other), m);
  return result;
}
function repeat(self: Borrowed, times: number): Owned {
  const n = listLength(self);
  const total = times <= 0 ? 0 : n * times;
  if (total > MAX_ITEMS) return setError(T.MemoryError, '');
  const result = newListBuffer(total);
  if (total > 0) {
    const from = listItems(self);
    const to = listItems(result);
    for (let i = 0; i < n; i++) addReferences(ldPtr(from + i * 8), times);
    copy(to, from, n * 8);
    fillByDoubling(to, n, total);
  }
  return result;
}
function addReferences(p: Borrowed, n: number): void {
  stSsize(p, refcount(p) + n);
}
/** Repeats the first `n` pointers up to `total` of them. */
function fillByDoubling(items: Addr, n: number, total: number): void {
  for (let done = n; done < total; done *= 2) copy(items + done * 8, items, Math.min(done, total - done) * 8);
}
function inplaceConcat(self: Borrowed, other: Borrowed): Owned {
  return listExtend(self, other) < 0 ? NULL : newRef(self);
}
function inplaceRepeat(self: Borrowed, times: number): Owned {
  const n = listLength(self);
  if (n === 0 || times === 1) return newRef(self);
  if (times < 1) {
    listClear(self);
    return newRef(self);
  }
  if (n * times > MAX_ITEMS) return setError(T.MemoryError, '');
  listSetLength(self, n * times);
  const items = listItems(self);
  for (let i = 0; i < n; i++) addReferences(ldPtr(items + i * 8), times - 1);
  fillByDoubling(items, n, n * times);
  return newRef(self);
}
function contains(self: Borrowed, x: Borrowed): number {
  for (let i = 0; i < listLength(self); i++) {
    const r = heldItemEqual(listItem(self, i), x);
    if (r !== 0) return r;
  }
  return 0;
}
function compare(self: Borrowed, other: Borrowed, op: number): Owned {
  if (!isInstance(self, T.list) || !isInstance(other, T.list)) return newRef(NotImplemented);
  if ((op === Py_EQ || op === Py_NE) && listLength(self) !== listLength(other)) return newBool(op === Py_NE);
  let i = 0;
  for (; i < listLength(self) && i < listLength(other); i++) {
    const a = listItem(self, i);
    const b = listItem(other, i);
    if (a === b) continue;
    incref(b);
    const eq = heldItemEqual(a, b);
    decref(b);
    if (eq < 0) return NULL;
    if (eq === 0) break;
  }
  if (i >= listLength(self) || i >= listLength(other))
    return compareNumbers(listLength(self), listLength(other), op);
  if (op === Py_EQ || op === Py_NE) return newBool(op === Py_NE);
  const a = newRef(listItem(self, i));
  const b = newRef(listItem(other, i));
  const r = richCompare(a, b, op);
  decref(a);
  decref(b);
  return r;
}

// -- methods ---------------------------------------------------------------------------------------------------

function index(self: Borrowed, value: Borrowed, start: Borrowed, stop: Borrowed): Owned {
  let from = sliceArgument(start, 0);
  if (from === null) return NULL;
  let to = sliceArgument(stop, Number.MAX_SAFE_INTEGER);
  if (to === null) return NULL;
  if (from < 0) from = Math.max(0, from + listLength(self));
  if (to < 0) to = Math.max(0, to + listLength(self));
  for (let i = from; i < to && i < listLength(self); i++) {
    const eq = heldItemEqual(listItem(self, i), value);
    if (eq > 0) return newInt(i);
    if (eq < 0) return NULL;
  }
  const text = repr(value);
  if (text === 0) return NULL;
  valueError(`${jsStr(text)} is not in list`);
  decref(text);
  return NULL;
}
function count(self: Borrowed, value: Borrowed): Owned {
  let n = 0;
  for (let i = 0; i < listLength(self); i++) {
    const eq = heldItemEqual(listItem(self, i), value);
    if (eq > 0) n++;
    else if (eq < 0) return NULL;
  }
  return newInt(n);
}
function remove(self: Borrowed, value: Borrowed): Owned {
  for (let i = 0; i < listLength(self); i++) {
    const eq = heldItemEqual(listItem(self, i), value);
    if (eq < 0) return NULL;
    if (eq > 0) {
      if (i < listLength(self)) listReplace(self, i, i + 1, 0, 0);
      return none();
    }
  }
  return valueError('list.remove(x): x not in list');
}
function pop(self: Borrowed, at: number): Owned {
  const n = listLength(self);
  if (n === 0) return setError(T.IndexError, 'pop from empty list');
  const i = at < 0 ? at + n : at;
  if (i < 0 || i >= n) return setError(T.IndexError, 'pop index out of range');
  return listTake(self, i);
}
function reverse(self: Borrowed): Owned {
  const items = listItems(self);
  for (let lo = items, hi = items + (listLength(self) - 1) * 8; lo < hi; lo += 8, hi -= 8) {
    const p = ldPtr(lo);
    stPtr(lo, ldPtr(hi));
    stPtr(hi, p);
  }
  return none();
}

const methods: readonly MethodSpec[] = [
  method('__getitem__', '($self, index, /)', subscript, 'x.__getitem__(y) <==> x[y]', {
    coexist: true,
    noTextSignature: true,
  }),
  method(
    '__reversed__',
    '($self, /)',
    (self: Borrowed) => newIndexIterator(T.list_reverseiterator, self, listLength(self) - 1),
    'Return a reverse iterator over the list.',
  ),
  method(
    '__sizeof__',
    '($self, /)',
    (self: Borrowed) =>
      newInt(
        PyListObject.size +
          (ld32(self + PyListObject.ob_item) === 0 ? 0 : ld32(self + PyListObject.allocated) * 8),
      ),
    'Return the size of the list in memory, in bytes.',
  ),
  method(
    'clear',
    '($self, /)',
    (self: Borrowed) => {
      listClear(self);
      return none();
    },
    'Remove all items from list.',
  ),
  method(
    'copy',
    '($self, /)',
    (self: Borrowed) => newListFrom(listItems(self), listLength(self)),
    'Return a shallow copy of the list.',
  ),
  method(
    'append',
    '($self, object, /)',
    (self: Borrowed, o: Borrowed) => {
      listAppend(self, o);
      return none();
    },
    'Append object to the end of the list.',
  ),
  method(
    'insert',
    '($self, index: ssize, object, /)',
    (self: Borrowed, i: number, o: Borrowed) => {
      listInsert(self, i, o);
      return none();
    },
    'Insert object before index.',
  ),
  method(
    'extend',
    '($self, iterable, /)',
    (self: Borrowed, o: Borrowed) => (listExtend(self, o) < 0 ? NULL : none()),
    'Extend list by appending elements from the iterable.',
  ),
  method(
    'pop',
    '($self, index: ssize = -1, /)',
    pop,
    'Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.',
  ),
  method(
    'remove',
    '($self, value, /)',
    remove,
    'Remove first occurrence of value.\n\nRaises ValueError if the value is not present.',
  ),
  method(
    'index',
    '($self, value, start=0, stop=sys.maxsize, /)',
    index,
    'Return first index of value.\n\nRaises ValueError if the value is not present.',
  ),
  method('count', '($self, value, /)', count, 'Return number of occurrences of value.'),
  method('reverse', '($self, /)', reverse, 'Reverse *IN PLACE*.'),
  method(
    'sort',
    '($self, /, *, key=None, reverse: int = False)',
    (self: Borrowed, key: Borrowed, descending: number) =>
      listSort(self, key === None ? NULL : key, Boolean(descending)) < 0 ? NULL : none(),
    'Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\n' +
      'order of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\n' +
      'ascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.',
  ),
  classGetItem,
];

// -- life ------------------------------------------------------------------------------------------------------

function create(type: Borrowed): Owned {
  if (type === T.list) return newListBuffer(0);
  const self = allocInstance(type, 0);
  gcTrack(self);
  return self;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  // A subclass whose own `__new__` takes them may have keywords.
  const plainNew = ldAddr(typeOf(self) + PyTypeObject.tp_new) === ldAddr(T.list + PyTypeObject.tp_new);
  if (plainNew && kwargs !== 0 && dictLength(kwargs) !== 0) {
    typeError('list() takes no keyword arguments');
    return -1;
  }
  const n = tupleLength(args);
  if (!checkPositional('list', n, 0, 1)) return -1;
  listClear(self);
  return n === 1 ? listExtend(self, tupleItem(args, 0)) : 0;
}
function vectorcall(type: Borrowed, args: number, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('list', kwnames) || !checkPositional('list', n, 0, 1)) return NULL;
  const self = create(type);
  if (n === 1 && listExtend(self, ldPtr(args)) < 0) {
    decref(self);
    return NULL;
  }
  return self;
}
function dealloc(self: Borrowed): void {
  gcUntrack(self);
  const items = ldAddr(self + PyListObject.ob_item);
  if (items !== 0) {
    for (let at = items + (listLength(self) - 1) * 8; at >= items; at -= 8) decref(ldPtr(at));
    free(items);
  }
  freeObject(self, typeFlags(typeOf(self)));
}

export const listType: TypeSpec = {
  type: 'list',
  basicsize: PyListObject.size,
  flags:
    TypeFlags.HAVE_GC |
    TypeFlags.BASETYPE |
    TypeFlags.LIST_SUBCLASS |
    TypeFlags.MATCH_SELF |
    TypeFlags.SEQUENCE,
  doc: 'Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.',
  textSignature: '(iterable=(), /)',
  slots: {
    tp_dealloc: dealloc,
    tp_repr: (self: Borrowed) => {
      if (listLength(self) === 0) return newStr('[]');
      return guardedRepr(self, '[...]', (w) => {
        w.text('[');
        if (
          !writeItems(
            w,
            () => listLength(self),
            (i) => listItem(self, i),
          )
        )
          return false;
        w.text(']');
        return true;
      });
    },
    tp_hash: null,
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => {
      for (let i = listLength(self) - 1; i >= 0; i--) visit(listItem(self, i));
    },
    tp_clear: (self: Borrowed) => {
      listClear(self);
      return 0;
    },
    tp_richcompare: compare,
    tp_iter: (self: Borrowed) => newIndexIterator(T.list_iterator, self, 0),
    tp_new: create,
    tp_init: init,
    tp_vectorcall: vectorcall,
    sq_length: listLength,
    sq_concat: concat,
    sq_repeat: repeat,
    sq_item: item,
    sq_ass_item: assignItem,
    sq_contains: contains,
    sq_inplace_concat: inplaceConcat,
    sq_inplace_repeat: inplaceRepeat,
    mp_length: listLength,
    mp_subscript: subscript,
    mp_ass_subscript: assignSubscript,
  },
  methods,
};
