/** Views of dicts: `dict_keys`, `dict_values`, `dict_items`. Keys and items have the algebra of sets. */
import { type Borrowed, ldPtr, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  callMethod,
  compareBool,
  contains,
  getIter,
  iterNext,
  length,
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
} from '../core/abstract.js';
import { type MethodSpec, method, type SlotTable, type TypeSpec } from '../core/define.js';
import {
  dictContains,
  dictCopy,
  dictDelHashed,
  dictEntryHash,
  dictEntryHashHigh,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictGetHashed,
  dictLength,
  dictNext,
} from '../core/dict.js';
import { errOccurred } from '../core/errors.js';
import { newBool } from '../core/int.js';
import { listItem, listLength, newList } from '../core/list.js';
import { newMappingProxy } from '../core/mappingproxy.js';
import { tpName } from '../core/names.js';
import { decref, incref, newRef, typeOf } from '../core/refcount.js';
import { newSet, setAdd } from '../core/set.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { NotImplemented, T } from '../core/wellknown.js';
import {
  DictView,
  newDictView,
  newItemIterator,
  newKeyIterator,
  newReverseItemIterator,
  newReverseKeyIterator,
  newReverseValueIterator,
  newValueIterator,
} from '../lib/dict-objects.js';
import { listExtend } from '../lib/list-ops.js';
import { fieldSlots } from '../lib/object-life.js';
import { guardedRepr, writeItems } from '../lib/repr-items.js';
import {
  forEachItem,
  isAnySet,
  makeSet,
  setDifferenceUpdate,
  setSymmetricUpdate,
  setUpdate,
} from '../lib/set-ops.js';

const dictOf = (view: Borrowed): Borrowed => ldPtr(view + DictView.dv_dict);
const viewLength = (view: Borrowed): number => dictLength(dictOf(view));
const isKeys = (o: Borrowed) => isInstance(o, T.dict_keys);
const isItems = (o: Borrowed) => isInstance(o, T.dict_items);
/** PyDictViewSet_Check. */
const isSetView = (o: Borrowed) => isKeys(o) || isItems(o);

function keysContain(view: Borrowed, key: Borrowed): number {
  return dictContains(dictOf(view), key);
}
function itemsContain(view: Borrowed, item: Borrowed): number {
  if (!isInstance(item, T.tuple) || tupleLength(item) !== 2) return 0;
  const found = dictGet(dictOf(view), tupleItem(item, 0));
  if (found === 0) return errOccurred() ? -1 : 0;
  incref(found);
  const r = compareBool(found, tupleItem(item, 1), Py_EQ);
  decref(found);
  return r;
}
const containsOf = (view: Borrowed) => (isKeys(view) ? keysContain : itemsContain);

function repr(view: Borrowed): Owned {
  return guardedRepr(view, '...', (w) => {
    const items = newList();
    if (listExtend(items, view) < 0) {
      decref(items);
      return false;
    }
    w.text(`${tpName(typeOf(view))}([`);
    const ok = writeItems(
      w,
      () => listLength(items),
      (i) => listItem(items, i),
    );
    decref(items);
    w.text('])');
    return ok;
  });
}

// -- comparison ------------------------------------------------------------------------------------------------

/** True when every item of `a` is in `b`: 1, 0, -1. */
function allContained(a: Borrowed, b: Borrowed): number {
  let missing = false;
  const status = forEachItem(a, (item) => {
    const r = contains(b, item);
    if (r !== 0) return r;
    missing = true;
    return -1;
  });
  return missing ? 0 : status < 0 ? -1 : 1;
}
function compare(view: Borrowed, other: Borrowed, op: number): Owned {
  if (!isAnySet(other) && !isSetView(other)) return newRef(NotImplemented);
  const n = length(view);
  if (n < 0) return NULL;
  const m = length(other);
  if (m < 0) return NULL;
  let r = 0;
  switch (op) {
    case Py_EQ:
    case Py_NE:
      if (n === m) r = allContained(view, other);
      if (op === Py_NE && r >= 0) r = 1 - r;
      break;
    case Py_LT:
      if (n < m) r = allContained(view, other);
      break;
    case Py_LE:
      if (n <= m) r = allContained(view, other);
      break;
    case Py_GT:
      if (n > m) r = allContained(other, view);
      break;
    case Py_GE:
      if (n >= m) r = allContained(other, view);
      break;
  }
  return r < 0 ? NULL : newBool(r === 1);
}

// -- algebra ---------------------------------------------------------------------------------------------------

/** A new set of the items of an operand; of the dict itself where that is the same and quicker. */
function toSet(o: Borrowed): Owned {
  const source = isKeys(o) && typeOf(dictOf(o)) === T.dict ? dictOf(o) : o;
  return makeSet(T.set, source);
}
function withSet(set: Owned, change: (set: Owned) => number): Owned {
  if (set === 0) return NULL;
  if (change(set) >= 0) return set;
  decref(set);
  return NULL;
}
function intersect(left: Borrowed, right: Borrowed): Owned {
  // The view may be the right operand.
  let view = left;
  let other = right;
  if (!isSetView(left)) [view, other] = [right, left];
  const n = viewLength(view);
  if (typeOf(other) === T.set && n <= length(other)) return callMethod(other, 'intersection', view);
  if (isSetView(other) && viewLength(other) > n) [view, other] = [other, view];
  const has = containsOf(view);
  return withSet(newSet(), (result) =>
    forEachItem(other, (item) => {
      const there = has(view, item);
      return there > 0 ? setAdd(result, item) : there;
    }),
  );
}
/** Items of two dicts that differ, without a set of all pairs of either. */
function itemsXor(left: Borrowed, right: Borrowed): Owned {
  const a = dictCopy(dictOf(left));
  const b = dictOf(right);
  const result = newSet();
  let status = 0;
  for (let c = dictNext(b, 0); c !== 0 && status >= 0; c = dictNext(b, c)) {
    const key = newRef(dictEntryKey());
    const value = newRef(dictEntryValue());
    const low = dictEntryHash(b, c);
    const high = dictEntryHashHigh(b, c);
    const mine = dictGetHashed(a, key, low, high);
    let same = 0;
    if (mine !== 0) {
      incref(mine);
      same = compareBool(mine, value, Py_EQ);
      decref(mine);
    } else if (errOccurred()) same = -1;
    if (same < 0) status = -1;
    else if (same > 0) status = dictDelHashed(a, key, low, high);
    else {
      const pair = newTuple(newRef(key), newRef(value));
      status = setAdd(result, pair);
      decref(pair);
    }
    decref(key);
    decref(value);
  }
  if (status >= 0) {
    const rest = newDictView(T.dict_items, a);
    status = setUpdate(result, rest);
    decref(rest);
  }
  decref(a);
  if (status >= 0) return result;
  decref(result);
  return NULL;
}
const algebra: SlotTable = {
  nb_subtract: (l: Borrowed, r: Borrowed) => withSet(toSet(l), (s) => setDifferenceUpdate(s, r)),
  nb_and: intersect,
  nb_or: (l: Borrowed, r: Borrowed) => withSet(toSet(l), (s) => setUpdate(s, r)),
  nb_xor: (l: Borrowed, r: Borrowed) =>
    isItems(l) && isItems(r) ? itemsXor(l, r) : withSet(toSet(l), (s) => setSymmetricUpdate(s, r)),
};
function isDisjoint(view: Borrowed, other: Borrowed): Owned {
  if (view === other) return newBool(viewLength(view) === 0);
  let small = other;
  let large = view;
  // Only of a set, or the like, is it cheap to ask what it contains.
  if (typeOf(other) === T.set || typeOf(other) === T.frozenset || isSetView(other)) {
    const m = length(other);
    if (m < 0) return NULL;
    if (m > viewLength(view)) [small, large] = [view, other];
  }
  const it = getIter(small);
  if (it === 0) return NULL;
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    const there = contains(large, item);
    decref(item);
    if (there !== 0) {
      decref(it);
      return there < 0 ? NULL : newBool(false);
    }
  }
  decref(it);
  return errOccurred() ? NULL : newBool(true);
}

// -- the types -------------------------------------------------------------------------------------------------

const flags = TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION;
const life = { ...fieldSlots(DictView.dv_dict), tp_repr: repr };
const mapping = {
  name: 'mapping',
  get: (view: Borrowed) => newMappingProxy(dictOf(view)),
  doc: 'dictionary that this view refers to',
};
const isDisjointMethod: MethodSpec = method(
  'isdisjoint',
  '($self, other, /)',
  isDisjoint,
  'Return True if the view and the given iterable have a null intersection.',
  { noTextSignature: true },
);
function reversedMethod(what: string, make: (d: Borrowed) => Owned): MethodSpec {
  return method(
    '__reversed__',
    '($self, /)',
    (view: Borrowed) => make(dictOf(view)),
    `Return a reverse iterator over the dict ${what}.`,
    { noTextSignature: true },
  );
}

export const dictKeysType: TypeSpec = {
  type: 'dict_keys',
  basicsize: DictView.size,
  flags,
  slots: {
    ...life,
    ...algebra,
    tp_hash: null,
    tp_richcompare: compare,
    tp_iter: (view: Borrowed) => newKeyIterator(dictOf(view)),
    sq_length: viewLength,
    sq_contains: keysContain,
  },
  methods: [isDisjointMethod, reversedMethod('keys', newReverseKeyIterator)],
  getset: [mapping],
};
export const dictItemsType: TypeSpec = {
  type: 'dict_items',
  basicsize: DictView.size,
  flags,
  slots: {
    ...life,
    ...algebra,
    tp_hash: null,
    tp_richcompare: compare,
    tp_iter: (view: Borrowed) => newItemIterator(dictOf(view)),
    sq_length: viewLength,
    sq_contains: itemsContain,
  },
  methods: [isDisjointMethod, reversedMethod('items', newReverseItemIterator)],
  getset: [mapping],
};
export const dictValuesType: TypeSpec = {
  type: 'dict_values',
  basicsize: DictView.size,
  flags,
  slots: { ...life, tp_iter: (view: Borrowed) => newValueIterator(dictOf(view)), sq_length: viewLength },
  methods: [reversedMethod('values', newReverseValueIterator)],
  getset: [mapping],
};
