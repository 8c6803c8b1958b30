/**
 * `functools._lru_cache_wrapper`. A bounded cache is a dict whose order is the order of use: a hit takes its entry out and adds it
 * again at the end, and the first entry is the one to drop.
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  PyTypeObject,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  asSsize,
  call,
  callObject,
  clearFields,
  clearWeakReferences,
  decref,
  dictClear,
  dictEntryHash,
  dictEntryHashHigh,
  dictEntryKey,
  dictEntryValue,
  dictFirst,
  dictGetHashed,
  dictLength,
  dictNext,
  dictSetHashed,
  dictTakeEntry,
  dictTakeHashed,
  errOccurred,
  gcTrack,
  gcUntrack,
  getAttr,
  type HeapTypeSpec,
  hasIndex,
  intern,
  isTrue,
  keyHash,
  keyHashHigh,
  method,
  None,
  newDict,
  newInt,
  newMethod,
  newRef,
  newTupleBuffer,
  parseTupleAndDict,
  T,
  takenKey,
  tupleInit,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
} from '@tyston/objects';
import { freeInstance, heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { dictAttribute } from '../../lib/instance-dict.js';

const LruCache = struct('lru_cache_object', PyObject, {
  func: 'ptr',
  cache: 'ptr',
  cache_info_type: 'ptr',
  /** Separates positional arguments from keywords in a key. */
  kwd_mark: 'ptr',
  hits: 'ssize',
  misses: 'ssize',
  /** -1 for none. */
  maxsize: 'ssize',
  typed: 'ssize',
  unused: ['ssize', 7],
  dict: 'ptr',
  weakreflist: 'ptr',
});
const { func: FUNC, cache: CACHE, hits: HITS, misses: MISSES, maxsize: MAXSIZE } = LruCache;

/** The key for a call: the argument itself where there is one only, of a type that compares with nothing else. */
function makeKey(self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const n = tupleLength(args);
  const k = kwargs === 0 ? 0 : dictLength(kwargs);
  const typed = ld32(self + LruCache.typed) !== 0;
  if (!typed && k === 0) {
    if (n === 1) {
      const only = tupleItem(args, 0);
      if (typeOf(only) === T.str || typeOf(only) === T.int) return newRef(only);
    }
    return newRef(args);
  }
  const size = n + (k > 0 ? 1 + 2 * k : 0) + (typed ? n + k : 0);
  const key = newTupleBuffer(size);
  let at = 0;
  const add = (p: Borrowed) => tupleInit(key, at++, newRef(p));
  for (let i = 0; i < n; i++) add(tupleItem(args, i));
  if (k > 0) {
    add(ldPtr(self + LruCache.kwd_mark));
    for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c)) {
      add(dictEntryKey());
      add(dictEntryValue());
    }
  }
  if (typed) {
    for (let i = 0; i < n; i++) add(typeOf(tupleItem(args, i)));
    if (k > 0)
      for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c)) add(typeOf(dictEntryValue()));
  }
  if (size > 0) gcTrack(key);
  return key;
}
function count(self: Borrowed, field: number): void {
  stSsize(self + field, ldSsize(self + field) + 1);
}
function dropOldest(self: Borrowed): void {
  const cache = ldPtr(self + CACHE);
  const c = dictFirst(cache);
  if (c === 0) return;
  const key = newRef(dictEntryKey());
  const value = dictTakeHashed(cache, key, dictEntryHash(cache, c), dictEntryHashHigh(cache, c));
  decref(key);
  if (value !== 0) decref(value);
}
/** The cached result of a key, made the most recently used: a new reference; 0 without an error when there is none. */
function find(self: Borrowed, key: Borrowed, low: number, high: number): Owned {
  const cache = ldPtr(self + CACHE);
  if (ldSsize(self + MAXSIZE) < 0) {
    const value = dictGetHashed(cache, key, low, high);
    return value === 0 ? NULL : newRef(value);
  }
  const value = dictTakeEntry(cache, key, low, high);
  if (value === 0) return NULL;
  const own = takenKey();
  const status = dictSetHashed(cache, own, low, high, value);
  decref(own);
  if (status === 0) return value;
  decref(value);
  return NULL;
}
function callCached(self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const max = ldSsize(self + MAXSIZE);
  if (max === 0) {
    count(self, MISSES);
    return callObject(ldPtr(self + FUNC), args, kwargs);
  }
  const key = makeKey(self, args, kwargs);
  const low = keyHash(key);
  const high = keyHashHigh();
  if (low === -1 && high === -1) {
    decref(key);
    return NULL;
  }
  const cached = find(self, key, low, high);
  if (cached !== 0 || errOccurred()) {
    if (cached !== 0) count(self, HITS);
    decref(key);
    return cached;
  }
  count(self, MISSES);
  const result = callObject(ldPtr(self + FUNC), args, kwargs);
  if (result !== 0 && !remember(self, key, low, high, result, max)) {
    decref(result);
    decref(key);
    return NULL;
  }
  decref(key);
  return result;
}
/** Adds a result, dropping the oldest when the cache is full. False with an exception. */
function remember(
  self: Borrowed,
  key: Borrowed,
  low: number,
  high: number,
  result: Borrowed,
  max: number,
): boolean {
  const cache = ldPtr(self + CACHE);
  if (max > 0) {
    // The call may have come here too, with the same arguments.
    const there = dictGetHashed(cache, key, low, high);
    if (there !== 0) return true;
    if (errOccurred()) return false;
    if (dictLength(cache) >= max) dropOldest(self);
  }
  return dictSetHashed(cache, key, low, high, result) === 0;
}

function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const p = parseTupleAndDict('lru_cache', '(user_function, maxsize, typed, cache_info_type)', args, kwargs);
  if (p === null) return NULL;
  const [func, maxsize, typedObject, infoType] = p as [Borrowed, Borrowed, Borrowed, Borrowed];
  if (ld32(typeOf(func) + PyTypeObject.tp_call) === 0)
    return typeError('the first argument must be callable');
  const typed = isTrue(typedObject);
  if (typed < 0) return NULL;
  let max = -1;
  if (maxsize !== None) {
    if (!hasIndex(maxsize)) return typeError('maxsize should be integer or None');
    max = asSsize(maxsize, T.OverflowError);
    if (max === -1 && errOccurred()) return NULL;
    if (max < 0) max = 0;
  }
  const mark = call(T.object);
  if (mark === 0) return NULL;
  const self = newInstance(type);
  stPtr(self + FUNC, newRef(func));
  stPtr(self + CACHE, newDict());
  stPtr(self + LruCache.cache_info_type, newRef(infoType));
  stPtr(self + LruCache.kwd_mark, mark);
  stSsize(self + MAXSIZE, max);
  stSsize(self + LruCache.typed, typed);
  return self;
}
function cacheInfo(self: Borrowed): Owned {
  const max = ldSsize(self + MAXSIZE);
  const values = [
    newInt(ldSsize(self + HITS)),
    newInt(ldSsize(self + MISSES)),
    max < 0 ? newRef(None) : newInt(max),
    newInt(dictLength(ldPtr(self + CACHE))),
  ];
  const r = call(ldPtr(self + LruCache.cache_info_type), ...values);
  for (const v of values) decref(v);
  return r;
}

const fields = [FUNC, CACHE, LruCache.cache_info_type, LruCache.kwd_mark, LruCache.dict] as const;
const hidden = { noTextSignature: true } as const;
export const lruCacheType: HeapTypeSpec = {
  name: '_lru_cache_wrapper',
  tpName: 'functools._lru_cache_wrapper',
  basicsize: LruCache.size,
  dictoffset: LruCache.dict,
  weaklistoffset: LruCache.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.METHOD_DESCRIPTOR | TypeFlags.IMMUTABLETYPE,
  doc:
    'Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\n' +
    'typed:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n',
  slots: {
    ...heapFieldSlots(...fields),
    tp_dealloc: (self: Borrowed) => {
      gcUntrack(self);
      if (ldPtr(self + LruCache.weakreflist) !== 0) clearWeakReferences(self);
      clearFields(self, fields);
      freeInstance(self);
    },
    tp_new: create,
    tp_call: callCached,
    tp_descr_get: (self: Borrowed, o: Borrowed) =>
      o === 0 || o === None ? newRef(self) : newMethod(self, o),
  },
  methods: [
    method('cache_info', '($self, /)', cacheInfo, '', hidden),
    method(
      'cache_clear',
      '($self, /)',
      (self: Borrowed) => {
        stSsize(self + HITS, 0);
        stSsize(self + MISSES, 0);
        dictClear(ldPtr(self + CACHE));
        return newRef(None);
      },
      '',
      hidden,
    ),
    method('__reduce__', '($self, /)', (self: Borrowed) => getAttr(self, intern('__qualname__')), '', hidden),
    method('__copy__', '($self, /)', (self: Borrowed) => newRef(self), '', hidden),
    method('__deepcopy__', '($self, memo, /)', (self: Borrowed) => newRef(self), '', hidden),
  ],
  getset: [dictAttribute],
};
