/** What `await future` goes through: gives the future to the task once, then ends with its result. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st32,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  checkPositional,
  clearField,
  decref,
  errOccurred,
  type HeapTypeSpec,
  isExceptionClass,
  isExceptionInstance,
  method,
  None,
  newRef,
  noKeywords,
  setError,
  setStopIterationValue,
  setThrown,
  stopIteration,
  T,
  typeError,
  typeOf,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { resultOf } from './future-object.js';
import { FUTURE, isPending, isReady } from './layout.js';

/** `future` is 0 once the iterator has ended. */
const ITER = struct('futureiterobject', PyObject, { future: 'ptr' });

/** `iter(future)`, `future.__await__()`. */
export function iterate(future: Borrowed): Owned {
  if (!isReady(future)) return NULL;
  const it = newInstance(stateObject(StdlibState.ASYNCIO_FUTURE_ITER));
  stPtr(it + ITER.future, newRef(future));
  return it;
}
function next(it: Borrowed): Owned {
  const future = ldPtr(it + ITER.future);
  if (future === 0) return NULL;
  if (isPending(future)) {
    if (ld32(future + FUTURE.blocking) !== 0)
      return setError(T.RuntimeError, "await wasn't used with future");
    st32(future + FUTURE.blocking, 1);
    return newRef(future);
  }
  stPtr(it + ITER.future, 0);
  const result = resultOf(future);
  decref(future);
  if (result !== 0) setStopIterationValue(result);
  return NULL;
}
/** What the slot `tp_iternext` may leave out. */
function send(it: Borrowed): Owned {
  const yielded = next(it);
  if (yielded === 0 && !errOccurred()) return stopIteration();
  return yielded;
}
function throwInto(it: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('FutureIter.throw', kwnames) || !checkPositional('throw', n, 1, 3)) return NULL;
  const at = (i: number): Borrowed => (i < n ? ldPtr(args + i * 8) : NULL);
  const [type, value, traceback] = [at(0), at(1), at(2)];
  // Other words than those of generators.
  if (traceback !== 0 && traceback !== None && typeOf(traceback) !== T.traceback)
    return typeError('throw() third argument must be a traceback');
  if (!isExceptionClass(type) && !isExceptionInstance(type))
    return typeError('exceptions must be classes deriving BaseException or instances of such a class');
  if (setThrown(type, value, traceback) === 0) clearField(it, ITER.future);
  return NULL;
}

const hidden = { noTextSignature: true } as const;
export const futureIterType: HeapTypeSpec = {
  name: 'FutureIter',
  tpName: '_asyncio.FutureIter',
  basicsize: ITER.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...heapFieldSlots(ITER.future),
    tp_iter: (it: Borrowed) => newRef(it),
    tp_iternext: next,
  },
  methods: [
    method('send', '($self, value, /)', send, '', hidden),
    method('throw', '(value, /)', throwInto, '', { ...hidden, raw: true }),
    method(
      'close',
      '($self, /)',
      (it: Borrowed) => {
        clearField(it, ITER.future);
        return newRef(None);
      },
      '',
      hidden,
    ),
  ],
};
