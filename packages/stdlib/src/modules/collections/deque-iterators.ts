/** The iterators of deques, forward and backward. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  asSsize,
  checkPositional,
  errOccurred,
  gcTrack,
  type HeapTypeSpec,
  isInstance,
  lengthHintMethod,
  newCount,
  newInt,
  newRef,
  newTuple,
  reduceMethod,
  selfIter,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';
import { heapFieldSlots } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';
import { dequeItem, dequeLength, dequeState } from './deque-object.js';

const DequeIterator = struct('dequeiterobject', PyObject, {
  deque: 'ptr',
  index: 'ssize',
  state: 'ssize',
  /** Items left; 0 once the deque has been changed. */
  counter: 'ssize',
  unused: 'ssize',
});
const { deque: DEQUE, index: INDEX, state: STATE, counter: COUNTER } = DequeIterator;

/** An iterator that has already given out `skip` items. */
export function newDequeIterator(type: Borrowed, d: Borrowed, skip: number): Owned {
  const it = allocInstance(type, 0);
  const n = dequeLength(d);
  const from = Math.min(Math.max(skip, 0), n);
  stPtr(it + DEQUE, newRef(d));
  stSsize(it + INDEX, from);
  stSsize(it + STATE, dequeState(d));
  stSsize(it + COUNTER, n - from);
  gcTrack(it);
  return it;
}
function next(backward: boolean) {
  return (it: Borrowed): Owned => {
    const d = ldPtr(it + DEQUE);
    if (dequeState(d) !== ld32(it + STATE)) {
      stSsize(it + COUNTER, 0);
      return setError(T.RuntimeError, 'deque mutated during iteration');
    }
    const left = ld32(it + COUNTER);
    if (left === 0) return NULL;
    const i = ld32(it + INDEX);
    stSsize(it + INDEX, i + 1);
    stSsize(it + COUNTER, left - 1);
    return newRef(dequeItem(d, backward ? left - 1 : i));
  };
}
function iteratorType(name: '_deque_iterator' | '_deque_reverse_iterator', backward: boolean): HeapTypeSpec {
  return {
    name,
    tpName: `_collections.${name}`,
    basicsize: DequeIterator.size,
    flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
    slots: {
      ...heapFieldSlots(DEQUE),
      tp_iter: selfIter,
      tp_iternext: next(backward),
      tp_new: (type: Borrowed, args: Borrowed) => {
        const n = tupleLength(args);
        if (!checkPositional(name, n, 1, 2)) return NULL;
        const d = tupleItem(args, 0);
        if (!isInstance(d, kept('_collections.deque')))
          return typeError(`argument 1 must be collections.deque, not ${typeName(d)}`);
        let skip = 0;
        if (n > 1) {
          skip = asSsize(tupleItem(args, 1), T.OverflowError);
          if (skip === -1 && errOccurred()) return NULL;
        }
        return newDequeIterator(type, d, skip);
      },
    },
    methods: [
      lengthHintMethod((it) => newCount(ld32(it + COUNTER))),
      reduceMethod((it) => {
        const d = ldPtr(it + DEQUE);
        return newTuple(newRef(typeOf(it)), newTuple(newRef(d), newInt(dequeLength(d) - ld32(it + COUNTER))));
      }),
    ],
  };
}
export const dequeIteratorTypes: readonly HeapTypeSpec[] = [
  iteratorType('_deque_iterator', false),
  iteratorType('_deque_reverse_iterator', true),
];
