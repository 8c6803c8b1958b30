/** The type `dict`. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, PyDictObject, TypeFlags } from '@tyston/memory';
import { compareBool, getIter, iterNext, lookupSpecial, Py_EQ, Py_NE, setItem } from '../core/abstract.js';
import { allocInstance, freeObject, typeFlags } from '../core/alloc.js';
import { checkPositional } from '../core/args.js';
import { call } from '../core/call.js';
import { method, type TypeSpec } from '../core/define.js';
import {
  dictClear,
  dictContains,
  dictCopy,
  dictDel,
  dictEntryHash,
  dictEntryHashHigh,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictGetHashed,
  dictKeys,
  dictLength,
  dictNext,
  dictRelease,
  dictSet,
  dictSetDefault,
  dictSetHashed,
  dictTake,
  dictTakeLast,
  dictTraverse,
  initDict,
  newDict,
  takenKey,
} from '../core/dict.js';
import { EMPTY_KEYS, KIND_STR, keysKind, keysLog2, usableFraction } from '../core/dict-keys.js';
import { errOccurred, setError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { newBool, newInt } from '../core/int.js';
import { setKeyError } from '../core/key-error.js';
import { decref, incref, newRef, typeOf } from '../core/refcount.js';
import { setNext, setNextHash, setNextHashHigh, setNextKey } from '../core/set.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { None, NotImplemented, T } from '../core/wellknown.js';
import { classGetItem } from '../lib/class-getitem.js';
import { newDictView, newKeyIterator, newReverseKeyIterator } from '../lib/dict-objects.js';
import { keywordsAreStrings, updateFrom, updateFromMapping } from '../lib/mapping-update.js';
import { guardedRepr, writeRepr } from '../lib/repr-items.js';

const none = () => newRef(None);
const hidden = { noTextSignature: true } as const;

// -- items -----------------------------------------------------------------------------------------------------

function subscript(self: Borrowed, key: Borrowed): Owned {
  const value = dictGet(self, key);
  if (value !== 0) return newRef(value);
  if (errOccurred()) return NULL;
  if (typeOf(self) !== T.dict) {
    const missing = lookupSpecial(self, '__missing__');
    if (missing !== 0) {
      const r = call(missing, key);
      decref(missing);
      return r;
    }
    if (errOccurred()) return NULL;
  }
  return setKeyError(key);
}
function assign(self: Borrowed, key: Borrowed, value: Borrowed): number {
  return value === 0 ? dictDel(self, key) : dictSet(self, key, value);
}

// -- comparison and union --------------------------------------------------------------------------------------

/** 1, 0, -1. */
function equal(a: Borrowed, b: Borrowed): number {
  if (dictLength(a) !== dictLength(b)) return 0;
  for (let c = dictNext(a, 0); c !== 0; c = dictNext(a, c)) {
    const key = newRef(dictEntryKey());
    const value = newRef(dictEntryValue());
    const other = dictGetHashed(b, key, dictEntryHash(a, c), dictEntryHashHigh(a, c));
    let same = 0;
    if (other !== 0) {
      incref(other);
      same = compareBool(other, value, Py_EQ);
      decref(other);
    } else if (errOccurred()) same = -1;
    decref(key);
    decref(value);
    if (same <= 0) return same;
  }
  return 1;
}
function compare(self: Borrowed, other: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || !isInstance(self, T.dict) || !isInstance(other, T.dict))
    return newRef(NotImplemented);
  const r = equal(self, other);
  return r < 0 ? NULL : newBool((r === 1) === (op === Py_EQ));
}
function union(self: Borrowed, other: Borrowed): Owned {
  if (!isInstance(self, T.dict) || !isInstance(other, T.dict)) return newRef(NotImplemented);
  const result = dictCopy(self);
  if (updateFrom(result, other) === 0) return result;
  decref(result);
  return NULL;
}
function inplaceUnion(self: Borrowed, other: Borrowed): Owned {
  return updateFrom(self, other) < 0 ? NULL : newRef(self);
}

// -- methods ---------------------------------------------------------------------------------------------------

/** What `dict(…)` and `update(…)` do: an optional mapping or iterable, then keywords (a dict, or 0). */
function updateCommon(self: Borrowed, arg: Borrowed, kwargs: Borrowed): number {
  if (arg !== 0 && updateFrom(self, arg) < 0) return -1;
  if (kwargs === 0) return 0;
  return keywordsAreStrings(kwargs) ? updateFromMapping(self, kwargs, 1) : -1;
}
/** The same for a vectorcall: keywords by names and consecutive values. */
function updateFast(self: Borrowed, args: Addr, n: number, kwnames: Borrowed): number {
  if (n === 1 && updateFrom(self, ldPtr(args)) < 0) return -1;
  const names = kwnames === 0 ? 0 : tupleLength(kwnames);
  for (let i = 0; i < names; i++)
    if (dictSet(self, tupleItem(kwnames, i), ldPtr(args + (n + i) * 8)) < 0) return -1;
  return 0;
}
const isPlainContainer = (o: Borrowed) =>
  typeOf(o) === T.dict || typeOf(o) === T.set || typeOf(o) === T.frozenset;
/** Takes the keys of a dict or set into an empty dict with the hashes that are known there. */
function fillFromHashed(d: Borrowed, keys: Borrowed, value: Borrowed): 0 | -1 {
  const dict = typeOf(keys) === T.dict;
  let cursor = 0;
  for (;;) {
    cursor = dict ? dictNext(keys, cursor) : setNext(keys, cursor);
    if (cursor === 0) return 0;
    const low = dict ? dictEntryHash(keys, cursor) : setNextHash();
    const high = dict ? dictEntryHashHigh(keys, cursor) : setNextHashHigh();
    const key = newRef(dict ? dictEntryKey() : setNextKey());
    const status = dictSetHashed(d, key, low, high, value);
    decref(key);
    if (status < 0) return -1;
  }
}
function fromKeys(type: Borrowed, iterable: Borrowed, given: Borrowed): Owned {
  const value = given === 0 ? None : given;
  const d = call(type);
  if (d === 0) return NULL;
  const plain = typeOf(d) === T.dict;
  if (plain && dictLength(d) === 0 && isPlainContainer(iterable)) {
    if (fillFromHashed(d, iterable, value) === 0) return d;
    decref(d);
    return NULL;
  }
  const it = getIter(iterable);
  if (it === 0) {
    decref(d);
    return NULL;
  }
  for (;;) {
    const key = iterNext(it);
    if (key === 0) break;
    const status = plain ? dictSet(d, key, value) : setItem(d, key, value);
    decref(key);
    if (status < 0) break;
  }
  decref(it);
  if (!errOccurred()) return d;
  decref(d);
  return NULL;
}
function pop(self: Borrowed, key: Borrowed, fallback: Borrowed): Owned {
  const value = dictTake(self, key);
  if (value !== 0 || errOccurred()) return value;
  return fallback !== 0 ? newRef(fallback) : setKeyError(key);
}
function popItem(self: Borrowed): Owned {
  const value = dictTakeLast(self);
  if (value === 0) return setError(T.KeyError, 'popitem(): dictionary is empty');
  return newTuple(takenKey(), value);
}
/** Bytes as CPython counts them: its keys block has a header of 32 bytes. */
function sizeOf(self: Borrowed): number {
  const keys = dictKeys(self);
  if (keys === EMPTY_KEYS) return PyDictObject.size;
  const log2 = keysLog2(keys);
  const index = log2 < 8 ? 1 : log2 < 16 ? 2 : 4;
  return (
    PyDictObject.size +
    32 +
    (1 << log2) * index +
    usableFraction(log2) * (keysKind(keys) === KIND_STR ? 16 : 24)
  );
}
function repr(self: Borrowed): Owned {
  return guardedRepr(self, '{...}', (w) => {
    w.text('{');
    let first = true;
    for (let c = dictNext(self, 0); c !== 0; c = dictNext(self, c)) {
      const key = newRef(dictEntryKey());
      const value = newRef(dictEntryValue());
      if (!first) w.text(', ');
      first = false;
      let ok = writeRepr(w, key);
      if (ok) {
        w.text(': ');
        ok = writeRepr(w, value);
      }
      decref(key);
      decref(value);
      if (!ok) return false;
    }
    w.text('}');
    return true;
  });
}

// -- life ------------------------------------------------------------------------------------------------------

function create(type: Borrowed): Owned {
  if (type === T.dict) return newDict();
  const self = allocInstance(type, 0);
  initDict(self);
  // Instances of subclasses may hold more than the dict does: they are tracked at once.
  gcTrack(self);
  return self;
}

export const dictType: TypeSpec = {
  type: 'dict',
  basicsize: PyDictObject.size,
  flags:
    TypeFlags.HAVE_GC |
    TypeFlags.BASETYPE |
    TypeFlags.DICT_SUBCLASS |
    TypeFlags.MATCH_SELF |
    TypeFlags.MAPPING,
  doc:
    "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\n" +
    'dict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\n' +
    'dict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)',
  slots: {
    tp_dealloc: (self: Borrowed) => {
      gcUntrack(self);
      dictRelease(self);
      freeObject(self, typeFlags(typeOf(self)));
    },
    tp_repr: repr,
    tp_hash: null,
    tp_traverse: dictTraverse,
    tp_clear: (self: Borrowed) => {
      dictClear(self);
      return 0;
    },
    tp_richcompare: compare,
    tp_iter: newKeyIterator,
    tp_new: create,
    tp_init: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const n = tupleLength(args);
      if (!checkPositional('dict', n, 0, 1)) return -1;
      return updateCommon(self, n === 1 ? tupleItem(args, 0) : NULL, kwargs);
    },
    tp_vectorcall: (type: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
      if (!checkPositional('dict', n, 0, 1)) return NULL;
      const self = create(type);
      if (updateFast(self, args, n, kwnames) === 0) return self;
      decref(self);
      return NULL;
    },
    nb_or: union,
    nb_inplace_or: inplaceUnion,
    sq_contains: dictContains,
    mp_length: dictLength,
    mp_subscript: subscript,
    mp_ass_subscript: assign,
  },
  methods: [
    method(
      '__contains__',
      '($self, key, /)',
      (self: Borrowed, key: Borrowed) => {
        const r = dictContains(self, key);
        return r < 0 ? NULL : newBool(r === 1);
      },
      'True if the dictionary has the specified key, else False.',
      { coexist: true },
    ),
    method('__getitem__', '($self, key, /)', subscript, 'x.__getitem__(y) <==> x[y]', {
      coexist: true,
      noTextSignature: true,
    }),
    method(
      '__sizeof__',
      '($self, /)',
      (self: Borrowed) => newInt(sizeOf(self)),
      'D.__sizeof__() -> size of D in memory, in bytes',
      hidden,
    ),
    method(
      'get',
      '($self, key, default=None, /)',
      (self: Borrowed, key: Borrowed, fallback: Borrowed) => {
        const value = dictGet(self, key);
        if (value !== 0) return newRef(value);
        if (errOccurred()) return NULL;
        return newRef(fallback === 0 ? None : fallback);
      },
      'Return the value for key if key is in the dictionary, else default.',
    ),
    method(
      'setdefault',
      '($self, key, default=None, /)',
      (self: Borrowed, key: Borrowed, fallback: Borrowed) => {
        const value = dictSetDefault(self, key, fallback === 0 ? None : fallback);
        return value === 0 ? NULL : newRef(value);
      },
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
    ),
    method(
      'pop',
      '($self, key, default=<unrepresentable>, /)',
      pop,
      'D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.',
    ),
    method(
      'popitem',
      '($self, /)',
      popItem,
      'Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.',
    ),
    method(
      'keys',
      '($self, /)',
      (self: Borrowed) => newDictView(T.dict_keys, self),
      "D.keys() -> a set-like object providing a view on D's keys",
      hidden,
    ),
    method(
      'items',
      '($self, /)',
      (self: Borrowed) => newDictView(T.dict_items, self),
      "D.items() -> a set-like object providing a view on D's items",
      hidden,
    ),
    method(
      'values',
      '($self, /)',
      (self: Borrowed) => newDictView(T.dict_values, self),
      "D.values() -> an object providing a view on D's values",
      hidden,
    ),
    method(
      'update',
      '($self, *args, **kwargs)',
      (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (!checkPositional('update', n, 0, 1)) return NULL;
        return updateFast(self, args, n, kwnames) < 0 ? NULL : none();
      },
      'D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]',
      { raw: true, noTextSignature: true },
    ),
    method(
      'fromkeys',
      '($type, iterable, value=None, /)',
      fromKeys,
      'Create a new dictionary with keys from iterable and values set to value.',
      { kind: 'classmethod' },
    ),
    method(
      'clear',
      '($self, /)',
      (self: Borrowed) => {
        dictClear(self);
        return none();
      },
      'D.clear() -> None.  Remove all items from D.',
      hidden,
    ),
    method('copy', '($self, /)', dictCopy, 'D.copy() -> a shallow copy of D', hidden),
    method(
      '__reversed__',
      '($self, /)',
      newReverseKeyIterator,
      'Return a reverse iterator over the dict keys.',
    ),
    classGetItem,
  ],
};
