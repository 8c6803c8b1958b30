/** The type `collections.deque`. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  asSsize,
  call,
  callMethod,
  checkPositional,
  classGetItem,
  clearWeakReferences,
  compareNumbers,
  decref,
  EmptyTuple,
  errOccurred,
  forEachItem,
  gcUntrack,
  getIter,
  guardedRepr,
  type HeapTypeSpec,
  heldItemEqual,
  type Implementation,
  incref,
  isInstance,
  MAX_ITEMS,
  method,
  None,
  NotImplemented,
  newBool,
  newInt,
  newRef,
  newTuple,
  noKeywords,
  Py_EQ,
  Py_NE,
  parseTupleAndDict,
  reprText,
  richCompare,
  sequenceList,
  setError,
  shortName,
  sliceArgument,
  T,
  typeError,
  typeName,
  typeOf,
  valueError,
  writeRepr,
} from '@tyston/objects';
import { freeInstance } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';
import { newDequeIterator } from './deque-iterators.js';
import {
  clearDeque,
  Deque,
  dequeBlocks,
  dequeItem,
  dequeLength,
  dequeMaxlen,
  dequeReplace,
  dequeState,
  dequeSwap,
  newDeque,
  popLeft,
  popRight,
  pushLeft,
  pushRight,
  rotateRing,
  setDequeMaxlen,
  startBlocks,
} from './deque-object.js';

const none = () => newRef(None);
const isDeque = (o: Borrowed) => isInstance(o, kept('_collections.deque'));
const isExact = (o: Borrowed) => typeOf(o) === kept('_collections.deque');
const emptyError = () => setError(T.IndexError, 'pop from an empty deque');
const mutated = () => setError(T.RuntimeError, 'deque mutated during iteration');

// -- adding ----------------------------------------------------------------------------------------------------

/** Adds at an end and drops from the other what is beyond maxlen; steals. */
function append(d: Borrowed, item: Owned): void {
  pushRight(d, item);
  const max = dequeMaxlen(d);
  if (max >= 0 && dequeLength(d) > max) decref(popLeft(d));
}
function appendLeft(d: Borrowed, item: Owned): void {
  pushLeft(d, item);
  const max = dequeMaxlen(d);
  if (max >= 0 && dequeLength(d) > max) decref(popRight(d));
}
function extendWith(
  d: Borrowed,
  iterable: Borrowed,
  add: (d: Borrowed, item: Owned) => void,
  right: boolean,
): number {
  if (iterable === d) {
    const copy = sequenceList(iterable);
    if (copy === 0) return -1;
    const status = extendWith(d, copy, add, right);
    decref(copy);
    return status;
  }
  startBlocks(d, right);
  return forEachItem(iterable, (item) => {
    incref(item);
    add(d, item as Owned);
    return 0;
  });
}
const extend = (d: Borrowed, iterable: Borrowed) => extendWith(d, iterable, append, true);
const extendLeft = (d: Borrowed, iterable: Borrowed) => extendWith(d, iterable, appendLeft, false);

// -- copies and arithmetic -------------------------------------------------------------------------------------

/** A deque of the same type, items and maxlen. NULL with an exception. */
function copyOf(d: Borrowed): Owned {
  if (isExact(d)) {
    const result = newDeque(typeOf(d), dequeMaxlen(d));
    if (extend(result, d) === 0) return result;
    decref(result);
    return NULL;
  }
  const max = dequeMaxlen(d);
  let result: Owned;
  if (max < 0) result = call(typeOf(d), d);
  else {
    const n = newInt(max);
    result = call(typeOf(d), d, n);
    decref(n);
  }
  if (result !== 0 && !isDeque(result)) {
    typeError(`${shortName(typeOf(d))}() must return a deque, not ${typeName(result)}`);
    decref(result);
    return NULL;
  }
  return result;
}
function concat(d: Borrowed, other: Borrowed): Owned {
  if (!isDeque(other)) return typeError(`can only concatenate deque (not "${typeName(other)}") to deque`);
  const result = copyOf(d);
  if (result === 0 || extend(result, other) === 0) return result;
  decref(result);
  return NULL;
}
function repeatInPlace(d: Borrowed, times: number): number {
  const n = dequeLength(d);
  if (n === 0 || times === 1) return 0;
  if (times <= 0) {
    clearDeque(d);
    return 0;
  }
  const max = dequeMaxlen(d);
  // With a maxlen, only the last repetitions can be seen.
  let rounds = max >= 0 && n * times > max ? Math.ceil((max + n - 1) / n) : times;
  if (n * rounds > MAX_ITEMS) {
    setError(T.MemoryError, '');
    return -1;
  }
  const items = sequenceList(d);
  if (items === 0) return -1;
  let status = 0;
  for (rounds--; rounds > 0 && status === 0; rounds--) status = extend(d, items);
  decref(items);
  return status;
}
function repeat(d: Borrowed, times: number): Owned {
  const result = copyOf(d);
  if (result === 0 || repeatInPlace(result, times) === 0) return result;
  decref(result);
  return NULL;
}
function compare(d: Borrowed, other: Borrowed, op: number): Owned {
  if (!isDeque(d) || !isDeque(other)) return newRef(NotImplemented);
  const n = dequeLength(d);
  const m = dequeLength(other);
  if (d !== other && n !== m && (op === Py_EQ || op === Py_NE)) return newBool(op === Py_NE);
  const a = getIter(d);
  if (a === 0) return NULL;
  const b = getIter(other);
  if (b === 0) {
    decref(a);
    return NULL;
  }
  const r = compareItems(d, other, op);
  decref(a);
  decref(b);
  return r;
}
function compareItems(d: Borrowed, other: Borrowed, op: number): Owned {
  const stateA = dequeState(d);
  const stateB = dequeState(other);
  for (let i = 0; i < dequeLength(d) && i < dequeLength(other); i++) {
    const x = newRef(dequeItem(d, i));
    const y = newRef(dequeItem(other, i));
    const same = heldItemEqual(x, y);
    const r = same !== 0 || op === Py_EQ || op === Py_NE ? NULL : richCompare(x, y, op);
    decref(x);
    decref(y);
    if (same < 0) return NULL;
    if (same === 0) return op === Py_EQ || op === Py_NE ? newBool(op === Py_NE) : r;
    if (dequeState(d) !== stateA || dequeState(other) !== stateB) return mutated();
  }
  return compareNumbers(dequeLength(d), dequeLength(other), op);
}

// -- searching -------------------------------------------------------------------------------------------------

/** Position of the first item from `start` to `stop` that equals `x`; -1 when there is none, -2 with an exception. */
function find(d: Borrowed, x: Borrowed, start: number, stop: number): number {
  const state = dequeState(d);
  for (let i = start; i < stop; i++) {
    const same = heldItemEqual(dequeItem(d, i), x);
    if (same < 0) return -2;
    if (same > 0) return i;
    if (dequeState(d) !== state) {
      mutated();
      return -2;
    }
  }
  return -1;
}
function notIn(x: Borrowed): Owned {
  return valueError(`${reprText(x)} is not in deque`);
}
function index(d: Borrowed, x: Borrowed, startObject: Borrowed, stopObject: Borrowed): Owned {
  const n = dequeLength(d);
  let start = sliceArgument(startObject, 0);
  if (start === null) return NULL;
  let stop = sliceArgument(stopObject, n);
  if (stop === null) return NULL;
  if (start < 0) start = Math.max(0, start + n);
  if (stop < 0) stop = Math.max(0, stop + n);
  const i = find(d, x, start, Math.min(stop, n));
  if (i === -2) return NULL;
  return i < 0 ? notIn(x) : newInt(i);
}
function count(d: Borrowed, x: Borrowed): Owned {
  const state = dequeState(d);
  let n = 0;
  for (let i = 0; i < dequeLength(d); i++) {
    const same = heldItemEqual(dequeItem(d, i), x);
    if (same < 0) return NULL;
    n += same;
    if (dequeState(d) !== state) return mutated();
  }
  return newInt(n);
}
/** Takes item `i` out. */
function removeAt(d: Borrowed, i: number): void {
  rotateRing(d, -i);
  const old = popLeft(d);
  rotateRing(d, i);
  decref(old);
}
function remove(d: Borrowed, x: Borrowed): Owned {
  const state = dequeState(d);
  const n = dequeLength(d);
  for (let i = 0; i < n; i++) {
    const same = heldItemEqual(dequeItem(d, i), x);
    if (same < 0) return NULL;
    // A match too may have changed the deque: position i need not be there any more.
    if (dequeState(d) !== state) return setError(T.IndexError, 'deque mutated during iteration');
    if (same > 0) {
      removeAt(d, i);
      return none();
    }
  }
  return notIn(x);
}
function insert(d: Borrowed, at: number, item: Borrowed): Owned {
  const n = dequeLength(d);
  if (dequeMaxlen(d) === n) return setError(T.IndexError, 'deque already at its maximum size');
  if (at >= n) append(d, newRef(item));
  else if (at <= -n || at === 0) appendLeft(d, newRef(item));
  else {
    rotateRing(d, -at);
    if (at < 0) append(d, newRef(item));
    else appendLeft(d, newRef(item));
    rotateRing(d, at);
  }
  return none();
}

function rotate(d: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('deque.rotate', kwnames) || !checkPositional('deque.rotate', n, 0, 1)) return NULL;
  let steps = 1;
  if (n === 1) {
    steps = asSsize(ldPtr(args), T.OverflowError);
    if (steps === -1 && errOccurred()) return NULL;
  }
  rotateRing(d, steps);
  return none();
}

// -- the type --------------------------------------------------------------------------------------------------

function outOfRange(i: number, d: Borrowed): boolean {
  if (i >= 0 && i < dequeLength(d)) return false;
  setError(T.IndexError, 'deque index out of range');
  return true;
}
function init(d: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const p = parseTupleAndDict('deque', '(iterable=0, maxlen=0)', args, kwargs);
  if (p === null) return -1;
  const [iterable, maxlenObject] = p as [Borrowed, Borrowed];
  let max = -1;
  if (maxlenObject !== 0 && maxlenObject !== None) {
    if (!isInstance(maxlenObject, T.int)) {
      typeError('an integer is required');
      return -1;
    }
    max = asSsize(maxlenObject, T.OverflowError);
    if (max === -1 && errOccurred()) return -1;
    if (max < 0) {
      valueError('maxlen must be non-negative');
      return -1;
    }
  }
  setDequeMaxlen(d, max);
  if (dequeLength(d) > 0) clearDeque(d);
  return iterable === 0 ? 0 : extend(d, iterable);
}
function repr(d: Borrowed): Owned {
  return guardedRepr(d, '[...]', (w) => {
    const items = sequenceList(d);
    if (items === 0) return false;
    w.text(`${shortName(typeOf(d))}(`);
    const ok = writeRepr(w, items);
    decref(items);
    const max = dequeMaxlen(d);
    w.text(max >= 0 ? `, maxlen=${max})` : ')');
    return ok;
  });
}
function reduce(d: Borrowed): Owned {
  const state = callMethod(d, '__getstate__');
  if (state === 0) return NULL;
  const it = getIter(d);
  if (it === 0) {
    decref(state);
    return NULL;
  }
  const max = dequeMaxlen(d);
  const args = max < 0 ? newRef(EmptyTuple) : newTuple(newRef(EmptyTuple), newInt(max));
  return newTuple(newRef(typeOf(d)), args, state, it);
}

const hidden = { noTextSignature: true } as const;
const ended = (status: number) => (status < 0 ? NULL : none());
const m = (name: string, signature: string, doc: string, impl: Implementation) =>
  method(name, signature, impl, doc, hidden);

export const dequeType: HeapTypeSpec = {
  name: 'deque',
  tpName: 'collections.deque',
  basicsize: Deque.size,
  weaklistoffset: Deque.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.SEQUENCE | TypeFlags.IMMUTABLETYPE,
  doc: 'deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.',
  slots: {
    tp_dealloc: (d: Borrowed) => {
      gcUntrack(d);
      if (ldPtr(d + Deque.weakreflist) !== 0) clearWeakReferences(d);
      clearDeque(d);
      freeInstance(d);
    },
    tp_traverse: (d: Borrowed, visit: (p: Borrowed) => void) => {
      for (let i = 0; i < dequeLength(d); i++) visit(dequeItem(d, i));
    },
    tp_clear: (d: Borrowed) => {
      clearDeque(d);
      return 0;
    },
    tp_new: (type: Borrowed) => newDeque(type, -1),
    tp_init: init,
    tp_repr: repr,
    tp_hash: null,
    tp_richcompare: compare,
    tp_iter: (d: Borrowed) => newDequeIterator(kept('_collections._deque_iterator'), d, 0),
    sq_length: dequeLength,
    sq_concat: concat,
    sq_repeat: repeat,
    sq_item: (d: Borrowed, i: number) => (outOfRange(i, d) ? NULL : newRef(dequeItem(d, i))),
    sq_ass_item: (d: Borrowed, i: number, value: Borrowed) => {
      if (outOfRange(i, d)) return -1;
      if (value === 0) removeAt(d, i);
      else decref(dequeReplace(d, i, newRef(value)));
      return 0;
    },
    sq_contains: (d: Borrowed, x: Borrowed) => {
      const i = find(d, x, 0, dequeLength(d));
      return i === -2 ? -1 : i >= 0 ? 1 : 0;
    },
    sq_inplace_concat: (d: Borrowed, other: Borrowed) => (extend(d, other) < 0 ? NULL : newRef(d)),
    sq_inplace_repeat: (d: Borrowed, times: number) => (repeatInPlace(d, times) < 0 ? NULL : newRef(d)),
  },
  methods: [
    m(
      'append',
      '($self, x, /)',
      'Add an element to the right side of the deque.',
      (d: Borrowed, x: Borrowed) => {
        append(d, newRef(x));
        return none();
      },
    ),
    m(
      'appendleft',
      '($self, x, /)',
      'Add an element to the left side of the deque.',
      (d: Borrowed, x: Borrowed) => {
        appendLeft(d, newRef(x));
        return none();
      },
    ),
    m('clear', '($self, /)', 'Remove all elements from the deque.', (d) => {
      clearDeque(d);
      return none();
    }),
    m('__copy__', '($self, /)', 'Return a shallow copy of a deque.', copyOf),
    m('copy', '($self, /)', 'Return a shallow copy of a deque.', copyOf),
    m('count', '($self, x, /)', 'D.count(value) -> integer -- return number of occurrences of value', count),
    m(
      'extend',
      '($self, x, /)',
      'Extend the right side of the deque with elements from the iterable',
      (d: Borrowed, x: Borrowed) => ended(extend(d, x)),
    ),
    m(
      'extendleft',
      '($self, x, /)',
      'Extend the left side of the deque with elements from the iterable',
      (d: Borrowed, x: Borrowed) => ended(extendLeft(d, x)),
    ),
    m(
      'index',
      '($self, value, start=0, stop=0, /)',
      'D.index(value, [start, [stop]]) -> integer -- return first index of value.\nRaises ValueError if the value is not present.',
      index,
    ),
    m(
      'insert',
      '($self, index: ssize, object, /)',
      'D.insert(index, object) -- insert object before index',
      insert,
    ),
    m('pop', '($self, /)', 'Remove and return the rightmost element.', (d) =>
      dequeLength(d) === 0 ? emptyError() : popRight(d),
    ),
    m('popleft', '($self, /)', 'Remove and return the leftmost element.', (d) =>
      dequeLength(d) === 0 ? emptyError() : popLeft(d),
    ),
    m('__reduce__', '($self, /)', 'Return state information for pickling.', reduce),
    m('remove', '($self, value, /)', 'D.remove(value) -- remove first occurrence of value.', remove),
    m('__reversed__', '($self, /)', 'D.__reversed__() -- return a reverse iterator over the deque', (d) =>
      newDequeIterator(kept('_collections._deque_reverse_iterator'), d, 0),
    ),
    m('reverse', '($self, /)', 'D.reverse() -- reverse *IN PLACE*', (d) => {
      for (let i = 0, k = dequeLength(d) - 1; i < k; i++, k--) dequeSwap(d, i, k);
      return none();
    }),
    method(
      'rotate',
      '($self, n=1, /)',
      rotate,
      'Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.',
      {
        raw: true,
        noTextSignature: true,
      },
    ),
    m('__sizeof__', '($self, /)', 'D.__sizeof__() -- size of D in memory, in bytes', (d) =>
      newInt(Deque.size + dequeBlocks(d) * 66 * 8),
    ),
    classGetItem,
  ],
  getset: [
    {
      name: 'maxlen',
      get: (d: Borrowed) => (dequeMaxlen(d) < 0 ? none() : newInt(dequeMaxlen(d))),
      doc: 'maximum size of a deque or None if unbounded',
    },
  ],
};
