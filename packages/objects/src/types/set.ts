/** The types `set` and `frozenset`. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PySetObject,
  st32,
  TypeFlags,
} from '@tyston/memory';
import { callMethod, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE, setHashHigh } from '../core/abstract.js';
import { freeObject, typeFlags } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { type MethodSpec, method, type SlotTable, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { errClear, errMatches, setError, typeError } from '../core/errors.js';
import { gcUntrack } from '../core/gc-list.js';
import { clearWeakReferences } from '../core/instance.js';
import { newBool, newInt } from '../core/int.js';
import { setKeyError } from '../core/key-error.js';
import { listItem, listLength, newList } from '../core/list.js';
import { tpName } from '../core/names.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import {
  newSetOf,
  setAdd,
  setClear,
  setContains,
  setDiscard,
  setLength,
  setNext,
  setNextHash,
  setNextHashHigh,
  setPop,
  setRelease,
  setSwap,
  setTableBytes,
  setTraverse,
} from '../core/set.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { None, NotImplemented, T } from '../core/wellknown.js';
import { classGetItem } from '../lib/class-getitem.js';
import { listExtend } from '../lib/list-ops.js';
import { guardedRepr, writeItems } from '../lib/repr-items.js';
import { frozenHash } from '../lib/set-hash.js';
import { newSetIterator } from '../lib/set-iterator-object.js';
import {
  baseSetType,
  isAnySet,
  makeSet,
  setDifference,
  setDifferenceUpdate,
  setIntersection,
  setIsDisjoint,
  setIsSubset,
  setIsSuperset,
  setSymmetricDifference,
  setSymmetricUpdate,
  setUpdate,
} from '../lib/set-ops.js';
import { noStrayKeywords } from '../lib/stray-keywords.js';

const HASH = PySetObject.hash;
const none = () => newRef(None);
const truth = (r: number): Owned => (r < 0 ? NULL : newBool(r === 1));
const status = (r: number): Owned => (r < 0 ? NULL : none());

// -- single keys -----------------------------------------------------------------------------------------------

/**
 * Does something with a key; an unhashable set in its place is asked for as the frozenset that equals it. The result of
 * `ask` is -1 with an exception on error.
 */
function askFrozen(s: Borrowed, key: Borrowed, ask: (s: Borrowed, key: Borrowed) => number): number {
  const r = ask(s, key);
  if (r >= 0 || !isInstance(key, T.set) || !errMatches(T.TypeError)) return r;
  errClear();
  const frozen = makeSet(T.frozenset, key);
  if (frozen === 0) return -1;
  const again = ask(s, frozen);
  decref(frozen);
  return again;
}
function contains(s: Borrowed, key: Borrowed): number {
  return askFrozen(s, key, setContains);
}
function remove(s: Borrowed, key: Borrowed): Owned {
  const r = askFrozen(s, key, setDiscard);
  if (r < 0) return NULL;
  return r === 0 ? setKeyError(key) : none();
}

// -- methods ---------------------------------------------------------------------------------------------------

type Fold = (result: Owned, other: Borrowed) => Owned;
/** A method of any number of iterables: `first` makes the result, `fold` takes in one after the other. */
function many(
  type: string,
  name: string,
  doc: string,
  impl: (self: Borrowed, others: readonly Borrowed[]) => Owned,
): MethodSpec {
  const run = (self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!noKeywords(`${type}.${name}`, kwnames)) return NULL;
    const others: Borrowed[] = [];
    for (let i = 0; i < n; i++) others.push(ldPtr(args + i * 8));
    return impl(self, others);
  };
  return method(name, '($self, *others)', run, doc, { raw: true, noTextSignature: true });
}
/** Copies of plain frozensets are themselves. */
function copyOf(self: Borrowed): Owned {
  return typeOf(self) === T.frozenset ? newRef(self) : makeSet(baseSetType(self), self);
}
function union(self: Borrowed, others: readonly Borrowed[]): Owned {
  const result = makeSet(baseSetType(self), self);
  if (result === 0) return NULL;
  for (const other of others) {
    if (other !== self && setUpdate(result, other) < 0) {
      decref(result);
      return NULL;
    }
  }
  return result;
}
function foldAll(first: Owned, others: readonly Borrowed[], fold: Fold): Owned {
  let result = first;
  for (const other of others) {
    const next = fold(result, other);
    decref(result);
    if (next === 0) return NULL;
    result = next;
  }
  return result;
}
function intersection(self: Borrowed, others: readonly Borrowed[]): Owned {
  if (others.length === 0) return makeSet(baseSetType(self), self);
  return foldAll(newRef(self), others, setIntersection);
}
function difference(self: Borrowed, others: readonly Borrowed[]): Owned {
  if (others.length === 0) return makeSet(baseSetType(self), self);
  const result = setDifference(self, others[0]!);
  if (result === 0) return NULL;
  for (const other of others.slice(1)) {
    if (setDifferenceUpdate(result, other) < 0) {
      decref(result);
      return NULL;
    }
  }
  return result;
}
function updateAll(
  self: Borrowed,
  others: readonly Borrowed[],
  f: (s: Borrowed, other: Borrowed) => number,
): Owned {
  for (const other of others) if (f(self, other) < 0) return NULL;
  return none();
}
function replaceBy(self: Borrowed, result: Owned): number {
  if (result === 0) return -1;
  setSwap(self, result);
  decref(result);
  return 0;
}
function reduce(self: Borrowed): Owned {
  const items = newList();
  if (listExtend(items, self) < 0) {
    decref(items);
    return NULL;
  }
  const state = callMethod(self, '__getstate__');
  if (state === 0) {
    decref(items);
    return NULL;
  }
  return newTuple(newRef(typeOf(self)), newTuple(items), state);
}
const hidden = { noTextSignature: true } as const;
function commonMethods(type: string): MethodSpec[] {
  return [
    method(
      '__contains__',
      '($self, key, /)',
      (s: Borrowed, k: Borrowed) => truth(contains(s, k)),
      'x.__contains__(y) <==> y in x.',
      {
        coexist: true,
        noTextSignature: true,
      },
    ),
    method('copy', '($self, /)', copyOf, 'Return a shallow copy of a set.', hidden),
    many(
      type,
      'difference',
      'Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are in this set but not the others.)',
      difference,
    ),
    many(
      type,
      'intersection',
      'Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in both sets.)',
      intersection,
    ),
    method(
      'isdisjoint',
      '($self, other, /)',
      (s: Borrowed, o: Borrowed) => truth(setIsDisjoint(s, o)),
      'Return True if two sets have a null intersection.',
      hidden,
    ),
    method(
      'issubset',
      '($self, other, /)',
      (s: Borrowed, o: Borrowed) => truth(setIsSubset(s, o)),
      'Report whether another set contains this set.',
      hidden,
    ),
    method(
      'issuperset',
      '($self, other, /)',
      (s: Borrowed, o: Borrowed) => truth(setIsSuperset(s, o)),
      'Report whether this set contains another set.',
      hidden,
    ),
    method('__reduce__', '($self, /)', reduce, 'Return state information for pickling.', hidden),
    method(
      '__sizeof__',
      '($self, /)',
      (s: Borrowed) => newInt(PySetObject.size + setTableBytes(s)),
      'S.__sizeof__() -> size of S in memory, in bytes',
      hidden,
    ),
    method(
      'symmetric_difference',
      '($self, other, /)',
      setSymmetricDifference,
      'Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that are in exactly one of the sets.)',
      hidden,
    ),
    many(
      type,
      'union',
      'Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)',
      union,
    ),
    classGetItem,
  ];
}
const mutators: MethodSpec[] = [
  method(
    'add',
    '($self, key, /)',
    (s: Borrowed, k: Borrowed) => status(setAdd(s, k)),
    'Add an element to a set.\n\nThis has no effect if the element is already present.',
    hidden,
  ),
  method(
    'clear',
    '($self, /)',
    (s: Borrowed) => {
      setClear(s);
      return none();
    },
    'Remove all elements from this set.',
    hidden,
  ),
  method(
    'discard',
    '($self, key, /)',
    (s: Borrowed, k: Borrowed) => status(askFrozen(s, k, setDiscard)),
    'Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.',
    hidden,
  ),
  many('set', 'difference_update', 'Remove all elements of another set from this set.', (s, others) =>
    updateAll(s, others, setDifferenceUpdate),
  ),
  many(
    'set',
    'intersection_update',
    'Update a set with the intersection of itself and another.',
    (s, others) => status(replaceBy(s, intersection(s, others))),
  ),
  method(
    'pop',
    '($self, /)',
    (s: Borrowed) => {
      const key = setPop(s);
      return key === 0 ? setError(T.KeyError, 'pop from an empty set') : key;
    },
    'Remove and return an arbitrary set element.\nRaises KeyError if the set is empty.',
    hidden,
  ),
  method(
    'remove',
    '($self, key, /)',
    remove,
    'Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.',
    hidden,
  ),
  method(
    'symmetric_difference_update',
    '($self, other, /)',
    (s: Borrowed, o: Borrowed) => status(setSymmetricUpdate(s, o)),
    'Update a set with the symmetric difference of itself and another.',
    hidden,
  ),
  many('set', 'update', 'Update a set with the union of itself and others.', (s, others) =>
    updateAll(s, others, setUpdate),
  ),
];

// -- operators -------------------------------------------------------------------------------------------------

function compare(s: Borrowed, other: Borrowed, op: number): Owned {
  if (!isAnySet(other)) return newRef(NotImplemented);
  const n = setLength(s);
  const m = setLength(other);
  switch (op) {
    case Py_EQ:
    case Py_NE: {
      let equal = n !== m || differentHashes(s, other) ? 0 : setIsSubset(s, other);
      if (equal >= 0 && op === Py_NE) equal = 1 - equal;
      return truth(equal);
    }
    case Py_LE:
      return truth(setIsSubset(s, other));
    case Py_GE:
      return truth(setIsSuperset(s, other));
    case Py_LT:
      return n >= m ? newBool(false) : truth(setIsSubset(s, other));
    case Py_GT:
      return n <= m ? newBool(false) : truth(setIsSuperset(s, other));
    default:
      return newRef(NotImplemented);
  }
}
function cachedHash(s: Borrowed): boolean {
  return ld32(s + HASH) !== -1 || ld32(s + HASH + 4) !== -1;
}
function differentHashes(a: Borrowed, b: Borrowed): boolean {
  return (
    cachedHash(a) &&
    cachedHash(b) &&
    (ld32(a + HASH) !== ld32(b + HASH) || ld32(a + HASH + 4) !== ld32(b + HASH + 4))
  );
}
function operator(f: (s: Borrowed, other: Borrowed) => Owned) {
  return (l: Borrowed, r: Borrowed): Owned => (isAnySet(l) && isAnySet(r) ? f(l, r) : newRef(NotImplemented));
}
function inplace(f: (s: Borrowed, other: Borrowed) => number) {
  return (s: Borrowed, other: Borrowed): Owned => {
    if (!isAnySet(other)) return newRef(NotImplemented);
    return f(s, other) < 0 ? NULL : newRef(s);
  };
}
/** Operators give the base type's kind, as the left operand has it. */
const algebra: SlotTable = {
  nb_or: operator((l, r) => {
    const result = makeSet(baseSetType(l), l);
    if (result === 0 || l === r || setUpdate(result, r) === 0) return result;
    decref(result);
    return NULL;
  }),
  nb_and: operator(setIntersection),
  nb_subtract: operator(setDifference),
  nb_xor: operator(setSymmetricDifference),
};

// -- life ------------------------------------------------------------------------------------------------------

function dealloc(s: Borrowed): void {
  gcUntrack(s);
  if (ldPtr(s + PySetObject.weakreflist) !== 0) clearWeakReferences(s);
  setRelease(s);
  freeObject(s, typeFlags(typeOf(s)));
}
function repr(s: Borrowed): Owned {
  const name = tpName(typeOf(s));
  return guardedRepr(s, `${name}(...)`, (w) => {
    if (setLength(s) === 0) {
      w.text(`${name}()`);
      return true;
    }
    const items = newList();
    if (listExtend(items, s) < 0) {
      decref(items);
      return false;
    }
    const plain = typeOf(s) === T.set;
    w.text(plain ? '{' : `${name}({`);
    const ok = writeItems(
      w,
      () => listLength(items),
      (i) => listItem(items, i),
    );
    decref(items);
    w.text(plain ? '}' : '})');
    return ok;
  });
}
const life: SlotTable = {
  tp_dealloc: dealloc,
  tp_repr: repr,
  tp_traverse: setTraverse,
  tp_clear: (s: Borrowed) => {
    setClear(s);
    return 0;
  },
  tp_richcompare: compare,
  tp_iter: newSetIterator,
  sq_length: setLength,
  sq_contains: contains,
};
const flags = TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.MATCH_SELF;

export const setType: TypeSpec = {
  type: 'set',
  basicsize: PySetObject.size,
  weaklistoffset: PySetObject.weakreflist,
  flags,
  doc: 'set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.',
  slots: {
    ...life,
    ...algebra,
    tp_hash: null,
    tp_new: (type: Borrowed) => newSetOf(type),
    tp_init: (s: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (kwargs !== 0 && dictLength(kwargs) !== 0) {
        typeError('set() takes no keyword arguments');
        return -1;
      }
      const n = tupleLength(args);
      if (!checkPositional(tpName(typeOf(s)), n, 0, 1)) return -1;
      setClear(s);
      return n === 0 ? 0 : setUpdate(s, tupleItem(args, 0));
    },
    tp_vectorcall: (type: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
      if (!noKeywords('set', kwnames) || !checkPositional('set', n, 0, 1)) return NULL;
      return makeSet(type, n === 0 ? NULL : ldPtr(args));
    },
    nb_inplace_or: inplace(setUpdate),
    nb_inplace_and: inplace((s, other) => replaceBy(s, setIntersection(s, other))),
    nb_inplace_subtract: inplace(setDifferenceUpdate),
    nb_inplace_xor: inplace(setSymmetricUpdate),
  },
  methods: [...commonMethods('set'), ...mutators],
};

function makeFrozen(type: Borrowed, iterable: Borrowed): Owned {
  if (type === T.frozenset && iterable !== 0 && typeOf(iterable) === T.frozenset) return newRef(iterable);
  return makeSet(type, iterable);
}
export const frozensetType: TypeSpec = {
  type: 'frozenset',
  basicsize: PySetObject.size,
  weaklistoffset: PySetObject.weakreflist,
  flags,
  doc: 'frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of unique elements.',
  slots: {
    ...life,
    ...algebra,
    tp_hash: (s: Borrowed) => {
      if (!cachedHash(s)) {
        const low = frozenHash(s, setNext, setNextHash, setNextHashHigh, setLength(s));
        st32(s + HASH, low.low);
        st32(s + HASH + 4, low.high);
      }
      setHashHigh(ld32(s + HASH + 4));
      return ld32(s + HASH);
    },
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('frozenset', type, kwargs)) return NULL;
      const n = tupleLength(args);
      if (!checkPositional(tpName(type), n, 0, 1)) return NULL;
      return makeFrozen(type, n === 0 ? NULL : tupleItem(args, 0));
    },
    tp_vectorcall: (type: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
      if (!noKeywords('frozenset', kwnames) || !checkPositional('frozenset', n, 0, 1)) return NULL;
      return makeFrozen(type, n === 0 ? NULL : ldPtr(args));
    },
  },
  methods: commonMethods('frozenset'),
};
