/** The type `collections.OrderedDict`. Its order is the underlying dict's: see lib/ordered-dict-object. */
import { type Addr, type Borrowed, ld32, ldPtr, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  callMethod,
  compareBool,
  contains,
  getItem,
  getIter,
  iterNext,
  Py_EQ,
  Py_NE,
  sequenceList,
  setItem,
} from '../core/abstract.js';
import { allocInstance, freeObject, typeFlags } from '../core/alloc.js';
import { call } from '../core/call.js';
import { method, type TypeSpec } from '../core/define.js';
import {
  dictClear,
  dictEntryHash,
  dictEntryHashHigh,
  dictEntryKey,
  dictEntryValue,
  dictFirst,
  dictGetHashed,
  dictKeys,
  dictLastCursor,
  dictLength,
  dictNext,
  dictPrevious,
  dictRelease,
  dictSet,
  dictSetDefault,
  dictSetHashed,
  dictTake,
  dictTakeEntry,
  dictTakeHashed,
  dictTakeLast,
  dictTraverse,
  initDict,
  keyHash,
  keyHashHigh,
  takenKey,
} from '../core/dict.js';
import { EMPTY_KEYS, KIND_STR, keysKind, keysLog2, usableFraction } from '../core/dict-keys.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { clearWeakReferences } from '../core/instance.js';
import { newBool, newInt } from '../core/int.js';
import { setKeyError } from '../core/key-error.js';
import { listAppendOwned, listItem, listLength, newList } from '../core/list.js';
import { shortName } from '../core/names.js';
import { instanceDict, setInstanceDict } from '../core/object.js';
import { decref, incref, newRef, typeOf } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyTuple, None, NotImplemented, T } from '../core/wellknown.js';
import { newDictView } from '../lib/dict-objects.js';
import { keywordsAreStrings } from '../lib/mapping-update.js';
import { clearField } from '../lib/object-life.js';
import { OrderedDict } from '../lib/ordered-dict-object.js';
import { ITER_KEYS, newOrderedIterator } from '../lib/ordered-iterator-object.js';
import { addDictItems, mutableMappingUpdate } from '../lib/pairs-update.js';
import { guardedRepr, writeItems } from '../lib/repr-items.js';

const none = () => newRef(None);
const hidden = { noTextSignature: true } as const;
const isExact = (o: Borrowed) => typeOf(o) === T.OrderedDict;

// -- order -----------------------------------------------------------------------------------------------------

function popItem(od: Borrowed, last: boolean): Owned {
  if (dictLength(od) === 0) return setError(T.KeyError, 'dictionary is empty');
  if (last) {
    const value = dictTakeLast(od);
    return newTuple(takenKey(), value);
  }
  const c = dictFirst(od);
  const key = newRef(dictEntryKey());
  const value = dictTakeHashed(od, key, dictEntryHash(od, c), dictEntryHashHigh(od, c));
  if (value === 0) {
    decref(key);
    return errOccurred() ? NULL : setError(T.KeyError, 'dictionary is empty');
  }
  return newTuple(key, value);
}
function moveToEnd(od: Borrowed, key: Borrowed, last: boolean): Owned {
  if (dictLength(od) === 0) return setKeyError(key);
  const low = keyHash(key);
  const high = keyHashHigh();
  if (low === -1 && high === -1) return NULL;
  if (isAtEnd(od, key, last)) return none();
  // The entry's own key object stays, not the equal one that was given.
  const value = dictTakeEntry(od, key, low, high);
  if (value === 0) return errOccurred() ? NULL : setKeyError(key);
  const own = takenKey();
  let status: number;
  if (last) status = dictSetHashed(od, own, low, high, value);
  else status = putInFront(od, own, low, high, value);
  decref(own);
  decref(value);
  return status < 0 ? NULL : none();
}
/** Whether the very key is where it is to go. */
function isAtEnd(od: Borrowed, key: Borrowed, last: boolean): boolean {
  if (last) dictPrevious(od, dictLastCursor(od));
  else dictFirst(od);
  return dictEntryKey() === key;
}
/** Rebuilds the dict with an entry in front of all others: the one operation that a dict's order does not offer. */
function putInFront(od: Borrowed, key: Borrowed, low: number, high: number, value: Borrowed): number {
  const rest: [Owned, number, number, Owned][] = [];
  for (let c = dictNext(od, 0); c !== 0; c = dictNext(od, c))
    rest.push([
      newRef(dictEntryKey()),
      dictEntryHash(od, c),
      dictEntryHashHigh(od, c),
      newRef(dictEntryValue()),
    ]);
  dictClear(od);
  let status: number = dictSetHashed(od, key, low, high, value);
  for (const [k, l, h, v] of rest) {
    if (status >= 0) status = dictSetHashed(od, k, l, h, v);
    decref(k);
    decref(v);
  }
  return status;
}

// -- comparison, union, text -----------------------------------------------------------------------------------

/** True when two dicts of one length have the same keys in the same order: 1, 0, -1. */
function sameOrder(a: Borrowed, b: Borrowed): number {
  let cb = 0;
  for (let ca = dictNext(a, 0); ca !== 0; ca = dictNext(a, ca)) {
    const x = newRef(dictEntryKey());
    cb = dictNext(b, cb);
    const y = cb === 0 ? NULL : newRef(dictEntryKey());
    const same = y === 0 ? 0 : compareBool(x, y, Py_EQ);
    decref(x);
    if (y !== 0) decref(y);
    if (same <= 0) return same;
  }
  return 1;
}
function equal(od: Borrowed, other: Borrowed): number {
  if (dictLength(od) !== dictLength(other)) return 0;
  for (let c = dictNext(od, 0); c !== 0; c = dictNext(od, c)) {
    const key = newRef(dictEntryKey());
    const value = newRef(dictEntryValue());
    const theirs = dictGetHashed(other, key, dictEntryHash(od, c), dictEntryHashHigh(od, c));
    let same = 0;
    if (theirs !== 0) {
      incref(theirs);
      same = compareBool(theirs, value, Py_EQ);
      decref(theirs);
    } else if (errOccurred()) same = -1;
    decref(key);
    decref(value);
    if (same <= 0) return same;
  }
  return isInstance(other, T.OrderedDict) ? sameOrder(od, other) : 1;
}
function compare(od: Borrowed, other: Borrowed, op: number): Owned {
  if (!isInstance(od, T.OrderedDict) || !isInstance(other, T.dict) || (op !== Py_EQ && op !== Py_NE))
    return newRef(NotImplemented);
  const r = equal(od, other);
  return r < 0 ? NULL : newBool((r === 1) === (op === Py_EQ));
}
function union(left: Borrowed, right: Borrowed): Owned {
  const ordered = isInstance(left, T.OrderedDict) ? left : right;
  if (!isInstance(ordered === left ? right : left, T.dict)) return newRef(NotImplemented);
  const result = call(typeOf(ordered), left);
  if (result === 0) return NULL;
  if (mutableMappingUpdate(result, right) === 0) return result;
  decref(result);
  return NULL;
}
/** The items as a list: of an exact OrderedDict directly, else by its `items()`. */
function itemList(od: Borrowed): Owned {
  if (!isExact(od)) {
    const items = callMethod(od, 'items');
    if (items === 0) return NULL;
    const list = sequenceList(items);
    decref(items);
    return list;
  }
  const list = newList();
  for (let c = dictNext(od, 0); c !== 0; c = dictNext(od, c))
    listAppendOwned(list, newTuple(newRef(dictEntryKey()), newRef(dictEntryValue())));
  return list;
}
function reprOf(od: Borrowed): Owned {
  const name = shortName(typeOf(od));
  if (dictLength(od) === 0) return newStr(`${name}()`);
  return guardedRepr(od, '...', (w) => {
    const items = itemList(od);
    if (items === 0) return false;
    w.text(`${name}([`);
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

// -- methods ---------------------------------------------------------------------------------------------------

function updateFast(od: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n > 1) return typeError(`update() takes at most 1 positional argument (${n} given)`);
  if (n === 1 && mutableMappingUpdate(od, ldPtr(args)) < 0) return NULL;
  const k = kwnames === 0 ? 0 : tupleLength(kwnames);
  for (let i = 0; i < k; i++)
    if (setItem(od, tupleItem(kwnames, i), ldPtr(args + (n + i) * 8)) < 0) return NULL;
  return none();
}
function setDefault(od: Borrowed, key: Borrowed, given: Borrowed): Owned {
  const fallback = given === 0 ? None : given;
  if (isExact(od)) {
    const value = dictSetDefault(od, key, fallback);
    return value === 0 ? NULL : newRef(value);
  }
  const there = contains(od, key);
  if (there < 0) return NULL;
  if (there > 0) return getItem(od, key);
  return setItem(od, key, fallback) < 0 ? NULL : newRef(fallback);
}
function pop(od: Borrowed, key: Borrowed, fallback: Borrowed): Owned {
  const low = keyHash(key);
  if (low === -1 && keyHashHigh() === -1) return NULL;
  const value = dictTake(od, key);
  if (value !== 0 || errOccurred()) return value;
  return fallback !== 0 ? newRef(fallback) : setKeyError(key);
}
function copy(od: Borrowed): Owned {
  const result = call(typeOf(od));
  if (result === 0) return NULL;
  const exact = isExact(od);
  let status = 0;
  for (let c = dictNext(od, 0); c !== 0 && status >= 0; c = dictNext(od, c)) {
    const key = newRef(dictEntryKey());
    const value = exact ? newRef(dictEntryValue()) : getItem(od, key);
    status = value === 0 ? -1 : exact ? dictSet(result, key, value) : setItem(result, key, value);
    if (value !== 0) decref(value);
    decref(key);
  }
  if (status >= 0) return result;
  decref(result);
  return NULL;
}
function reduce(od: Borrowed): Owned {
  const state = callMethod(od, '__getstate__');
  if (state === 0) return NULL;
  const items = callMethod(od, 'items');
  const it = items === 0 ? NULL : getIter(items);
  if (items !== 0) decref(items);
  if (it === 0) {
    decref(state);
    return NULL;
  }
  return newTuple(newRef(typeOf(od)), newRef(EmptyTuple), state, none(), it);
}
function fromKeys(type: Borrowed, iterable: Borrowed, given: Borrowed): Owned {
  const value = given === 0 ? None : given;
  const od = call(type);
  if (od === 0) return NULL;
  const it = getIter(iterable);
  if (it !== 0) {
    for (;;) {
      const key = iterNext(it);
      if (key === 0) break;
      const status = setItem(od, key, value);
      decref(key);
      if (status < 0) break;
    }
    decref(it);
  }
  if (!errOccurred()) return od;
  decref(od);
  return NULL;
}
/** Bytes as CPython counts them, a node of 32 bytes for each key and a pointer for each place of the table included. */
function sizeOf(od: Borrowed): number {
  const keys = dictKeys(od);
  if (keys === EMPTY_KEYS) return OrderedDict.size;
  const log2 = keysLog2(keys);
  const index = log2 < 8 ? 1 : log2 < 16 ? 2 : 4;
  const entry = keysKind(keys) === KIND_STR ? 16 : 24;
  return (
    OrderedDict.size +
    32 +
    (1 << log2) * index +
    usableFraction(log2) * entry +
    (8 << log2) +
    dictLength(od) * 32
  );
}

export const orderedDictType: TypeSpec = {
  type: 'OrderedDict',
  tpName: 'collections.OrderedDict',
  base: 'dict',
  basicsize: OrderedDict.size,
  dictoffset: OrderedDict.od_inst_dict,
  weaklistoffset: OrderedDict.od_weakreflist,
  flags:
    TypeFlags.HAVE_GC |
    TypeFlags.BASETYPE |
    TypeFlags.DICT_SUBCLASS |
    TypeFlags.MAPPING |
    TypeFlags.MATCH_SELF,
  doc: 'Dictionary that remembers insertion order',
  slots: {
    tp_dealloc: (od: Borrowed) => {
      gcUntrack(od);
      clearField(od, OrderedDict.od_inst_dict);
      if (ldPtr(od + OrderedDict.od_weakreflist) !== 0) clearWeakReferences(od);
      dictRelease(od);
      freeObject(od, typeFlags(typeOf(od)));
    },
    tp_repr: reprOf,
    tp_hash: null,
    tp_traverse: (od: Borrowed, visit: (p: Borrowed) => void) => {
      if (ld32(od + OrderedDict.od_inst_dict) !== 0) visit(ldPtr(od + OrderedDict.od_inst_dict));
      dictTraverse(od, visit);
    },
    tp_clear: (od: Borrowed) => {
      clearField(od, OrderedDict.od_inst_dict);
      dictClear(od);
      return 0;
    },
    tp_richcompare: compare,
    tp_iter: (od: Borrowed) => newOrderedIterator(od, ITER_KEYS, false),
    tp_new: (type: Borrowed) => {
      const od = allocInstance(type, 0);
      initDict(od);
      gcTrack(od);
      return od;
    },
    tp_init: (od: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const n = tupleLength(args);
      if (n > 1) {
        typeError(`expected at most 1 arguments, got ${n}`);
        return -1;
      }
      if (n === 1 && mutableMappingUpdate(od, tupleItem(args, 0)) < 0) return -1;
      if (kwargs === 0) return 0;
      return keywordsAreStrings(kwargs) ? addDictItems(od, kwargs) : -1;
    },
    nb_or: union,
    nb_inplace_or: (od: Borrowed, other: Borrowed) =>
      mutableMappingUpdate(od, other) < 0 ? NULL : newRef(od),
    mp_ass_subscript: (od: Borrowed, key: Borrowed, value: Borrowed) => {
      if (value !== 0) return dictSet(od, key, value);
      const old = dictTake(od, key);
      if (old !== 0) {
        decref(old);
        return 0;
      }
      if (!errOccurred()) setKeyError(key);
      return -1;
    },
  },
  getset: [
    {
      name: '__dict__',
      get: (od: Borrowed) => newRef(instanceDict(od)),
      set: (od: Borrowed, value: Borrowed) => setInstanceDict(od, value),
    },
  ],
  methods: [
    method(
      'fromkeys',
      '($type, /, iterable, value=None)',
      fromKeys,
      'Create a new ordered dictionary with keys from iterable and values set to value.',
      { kind: 'classmethod' },
    ),
    method('__sizeof__', '($self, /)', (od: Borrowed) => newInt(sizeOf(od)), '', hidden),
    method('__reduce__', '($self, /)', reduce, 'Return state information for pickling', hidden),
    method(
      'setdefault',
      '($self, /, key, default=None)',
      setDefault,
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
    ),
    method(
      'pop',
      '($self, /, key, default=<unrepresentable>)',
      pop,
      'od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.',
    ),
    method(
      'popitem',
      '($self, /, last: bool = True)',
      popItem,
      'Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.',
    ),
    method('keys', '($self, /)', (od: Borrowed) => newDictView(T.odict_keys, od), '', hidden),
    method('values', '($self, /)', (od: Borrowed) => newDictView(T.odict_values, od), '', hidden),
    method('items', '($self, /)', (od: Borrowed) => newDictView(T.odict_items, od), '', hidden),
    method('update', '($self, *args, **kwargs)', updateFast, '', { raw: true, noTextSignature: true }),
    method(
      'clear',
      '($self, /)',
      (od: Borrowed) => {
        dictClear(od);
        return none();
      },
      'od.clear() -> None.  Remove all items from od.',
      hidden,
    ),
    method('copy', '($self, /)', copy, 'od.copy() -> a shallow copy of od', hidden),
    method(
      '__reversed__',
      '($self, /)',
      (od: Borrowed) => newOrderedIterator(od, ITER_KEYS, true),
      'od.__reversed__() <==> reversed(od)',
      hidden,
    ),
    method(
      'move_to_end',
      '($self, /, key, last: bool = True)',
      moveToEnd,
      'Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.',
    ),
  ],
};
