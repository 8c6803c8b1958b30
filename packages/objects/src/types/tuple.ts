/** The type `tuple`. */
import { type Borrowed, ldPtr, NULL, type Owned, PyTupleObject, stPtr, TypeFlags } from '@tyston/memory';
import {
  compareBool,
  hasIndex,
  Py_EQ,
  Py_NE,
  richCompare,
  sequenceTuple,
  sliceIndices,
  typeName,
} from '../core/abstract.js';
import { allocInstance, freeObject, typeFlags } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { method, type TypeSpec } from '../core/define.js';
import { setError, typeError, valueError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { tupleHash } from '../core/hash.js';
import { newBool, newInt } from '../core/int.js';
import { newList } from '../core/list.js';
import { copyRefs, decref, newRef, typeOf } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import {
  newTuple,
  newTupleBuffer,
  tupleInit,
  tupleItem,
  tupleItems,
  tupleLength,
  tupleSlice,
} from '../core/tuple.js';
import { EmptyTuple, NotImplemented, T } from '../core/wellknown.js';
import { classGetItem } from '../lib/class-getitem.js';
import { compareNumbers } from '../lib/compare-sizes.js';
import { newIndexIterator } from '../lib/index-iterator.js';
import { listExtend, MAX_ITEMS } from '../lib/list-ops.js';
import { itemsEqual } from '../lib/quick-equal.js';
import { guardedRepr, writeItems } from '../lib/repr-items.js';
import { BAD_INDEX, keyIndex, sliceArgument } from '../lib/ssize-argument.js';
import { noStrayKeywords } from '../lib/stray-keywords.js';

function item(self: Borrowed, i: number): Owned {
  if (i < 0 || i >= tupleLength(self)) return setError(T.IndexError, 'tuple index out of range');
  return newRef(tupleItem(self, i));
}
function subscript(self: Borrowed, key: Borrowed): Owned {
  if (hasIndex(key)) {
    const i = keyIndex(key);
    if (i === BAD_INDEX) return NULL;
    return item(self, i < 0 ? i + tupleLength(self) : i);
  }
  if (typeOf(key) !== T.slice)
    return typeError(`tuple indices must be integers or slices, not ${typeName(key)}`);
  const n = tupleLength(self);
  const s = sliceIndices(key, n);
  if (s === null) return NULL;
  if (s.count <= 0) return newRef(EmptyTuple);
  if (s.step === 1) {
    if (s.count === n && typeOf(self) === T.tuple) return newRef(self);
    return tupleSlice(self, s.start, s.start + s.count);
  }
  const result = newTupleBuffer(s.count);
  for (let i = 0; i < s.count; i++) tupleInit(result, i, newRef(tupleItem(self, s.start + i * s.step)));
  gcTrack(result);
  return result;
}

function concat(self: Borrowed, other: Borrowed): Owned {
  if (tupleLength(self) === 0 && typeOf(other) === T.tuple) return newRef(other);
  if (!isInstance(other, T.tuple))
    return typeError(`can only concatenate tuple (not "${typeName(other)}") to tuple`);
  const n = tupleLength(self);
  const m = tupleLength(other);
  if (m === 0 && typeOf(self) === T.tuple) return newRef(self);
  if (n + m === 0) return newRef(EmptyTuple);
  const result = newTupleBuffer(n + m);
  copyRefs(tupleItems(result), tupleItems(self), n);
  copyRefs(tupleItems(result) + n * 8, tupleItems(other), m);
  gcTrack(result);
  return result;
}
function repeat(self: Borrowed, times: number): Owned {
  const n = tupleLength(self);
  if ((n === 0 || times === 1) && typeOf(self) === T.tuple) return newRef(self);
  if (n === 0 || times <= 0) return newRef(EmptyTuple);
  if (n * times > MAX_ITEMS) return setError(T.MemoryError, '');
  const result = newTupleBuffer(n * times);
  for (let k = 0; k < times; k++) copyRefs(tupleItems(result) + k * n * 8, tupleItems(self), n);
  gcTrack(result);
  return result;
}
function contains(self: Borrowed, x: Borrowed): number {
  const n = tupleLength(self);
  for (let i = 0; i < n; i++) {
    const r = itemsEqual(tupleItem(self, i), x);
    if (r !== 0) return r;
  }
  return 0;
}
function compare(self: Borrowed, other: Borrowed, op: number): Owned {
  if (!isInstance(self, T.tuple) || !isInstance(other, T.tuple)) return newRef(NotImplemented);
  const n = tupleLength(self);
  const m = tupleLength(other);
  let i = 0;
  for (; i < n && i < m; i++) {
    const eq = itemsEqual(tupleItem(self, i), tupleItem(other, i));
    if (eq < 0) return NULL;
    if (eq === 0) break;
  }
  if (i >= n || i >= m) return compareNumbers(n, m, op);
  if (op === Py_EQ || op === Py_NE) return newBool(op === Py_NE);
  return richCompare(tupleItem(self, i), tupleItem(other, i), op);
}

function index(self: Borrowed, value: Borrowed, start: Borrowed, stop: Borrowed): Owned {
  let from = sliceArgument(start, 0);
  if (from === null) return NULL;
  let to = sliceArgument(stop, Number.MAX_SAFE_INTEGER);
  if (to === null) return NULL;
  const n = tupleLength(self);
  if (from < 0) from = Math.max(0, from + n);
  if (to < 0) to += n;
  if (to > n) to = n;
  for (let i = from; i < to; i++) {
    const eq = compareBool(tupleItem(self, i), value, Py_EQ);
    if (eq > 0) return newInt(i);
    if (eq < 0) return NULL;
  }
  return valueError('tuple.index(x): x not in tuple');
}
function count(self: Borrowed, value: Borrowed): Owned {
  let n = 0;
  for (let i = 0; i < tupleLength(self); i++) {
    const eq = itemsEqual(tupleItem(self, i), value);
    if (eq > 0) n++;
    else if (eq < 0) return NULL;
  }
  return newInt(n);
}

/** The items of an iterable, which is asked for a hint of their number. */
function itemsOf(iterable: Borrowed): Owned {
  const tp = typeOf(iterable);
  if (tp === T.tuple || tp === T.list) return sequenceTuple(iterable);
  const list = newList();
  const items = listExtend(list, iterable) < 0 ? NULL : sequenceTuple(list);
  decref(list);
  return items;
}
/** `type(iterable)`; `iterable` 0 for none. */
function make(type: Borrowed, iterable: Borrowed): Owned {
  if (type === T.tuple) return iterable === 0 ? newRef(EmptyTuple) : itemsOf(iterable);
  const items = iterable === 0 ? newRef(EmptyTuple) : itemsOf(iterable);
  if (items === 0) return NULL;
  const n = tupleLength(items);
  const self = allocInstance(type, n);
  copyRefs(tupleItems(self), tupleItems(items), n);
  decref(items);
  gcTrack(self);
  return self;
}
function dealloc(self: Borrowed): void {
  gcUntrack(self);
  for (let i = tupleLength(self) - 1; i >= 0; i--) {
    const p = tupleItem(self, i);
    if (p !== 0) decref(p);
  }
  freeObject(self, typeFlags(typeOf(self)));
}

export const tupleType: TypeSpec = {
  type: 'tuple',
  basicsize: PyTupleObject.ob_item,
  itemsize: 8,
  flags:
    TypeFlags.HAVE_GC |
    TypeFlags.BASETYPE |
    TypeFlags.TUPLE_SUBCLASS |
    TypeFlags.MATCH_SELF |
    TypeFlags.SEQUENCE,
  doc:
    'Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\n' +
    "If iterable is specified the tuple is initialized from iterable's items.\n\n" +
    'If the argument is a tuple, the return value is the same object.',
  textSignature: '(iterable=(), /)',
  slots: {
    tp_dealloc: dealloc,
    tp_repr: (self: Borrowed) => {
      const n = tupleLength(self);
      if (n === 0) return newStr('()');
      return guardedRepr(self, '(...)', (w) => {
        w.text('(');
        if (
          !writeItems(
            w,
            () => n,
            (i) => tupleItem(self, i),
          )
        )
          return false;
        w.text(n === 1 ? ',)' : ')');
        return true;
      });
    },
    tp_hash: tupleHash,
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => {
      for (let i = tupleLength(self) - 1; i >= 0; i--) {
        const p = tupleItem(self, i);
        if (p !== 0) visit(p);
      }
    },
    tp_richcompare: compare,
    tp_iter: (self: Borrowed) => newIndexIterator(T.tuple_iterator, self, 0),
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('tuple', type, kwargs)) return NULL;
      const n = tupleLength(args);
      if (!checkPositional('tuple', n, 0, 1)) return NULL;
      return make(type, n === 1 ? tupleItem(args, 0) : NULL);
    },
    tp_vectorcall: (type: Borrowed, args: number, n: number, kwnames: Borrowed) => {
      if (!noKeywords('tuple', kwnames) || !checkPositional('tuple', n, 0, 1)) return NULL;
      return make(type, n === 1 ? ldPtr(args) : NULL);
    },
    sq_length: tupleLength,
    sq_concat: concat,
    sq_repeat: repeat,
    sq_item: item,
    sq_contains: contains,
    mp_length: tupleLength,
    mp_subscript: subscript,
  },
  methods: [
    method('__getnewargs__', '($self, /)', (self: Borrowed) =>
      newTuple(tupleSlice(self, 0, tupleLength(self))),
    ),
    method(
      'index',
      '($self, value, start=0, stop=sys.maxsize, /)',
      index,
      'Return first index of value.\n\nRaises ValueError if the value is not present.',
    ),
    method('count', '($self, value, /)', count, 'Return number of occurrences of value.'),
    classGetItem,
  ],
};
