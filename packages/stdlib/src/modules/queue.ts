/** The module `_queue`: an unbounded queue. With one thread, what comes while a `get` waits is put there by the handler of a signal. */
import {
  type Borrowed,
  CLOCK,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  classGetItem,
  clearFields,
  clearWeakReferences,
  decref,
  dictLength,
  gcUntrack,
  type HeapTypeSpec,
  importModule,
  type ModuleSpec,
  method,
  None,
  newBool,
  newInt,
  newRef,
  setErrorNone,
  T,
  tupleLength,
  typeError,
  valueError,
} from '@tyston/objects';
import { os } from '../host.js';
import { freeInstance, heapFieldSlots, newInstance } from '../lib/heap-objects.js';
import { keepType, kept } from '../lib/kept-types.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { newException } from '../lib/new-exception.js';
import { handleSignals } from '../os-error.js';
import { dequeLength, newDeque, popLeft, pushRight } from './collections/deque-object.js';
import { duration } from './time/index.js';

const QUEUE = struct('simplequeueobject', PyObject, { items: 'ptr', weakreflist: 'ptr' });
const itemsOf = (queue: Borrowed): Borrowed => ldPtr(queue + QUEUE.items);
const isEmpty = (queue: Borrowed): boolean => dequeLength(itemsOf(queue)) === 0;

function put(queue: Borrowed, item: Borrowed): Owned {
  pushRight(itemsOf(queue), newRef(item));
  return newRef(None);
}
/** Waits until there is an item or it is `end`, in nanoseconds of the monotonic clock (null for never). False with an exception. */
function waitFor(queue: Borrowed, end: bigint | null): boolean {
  while (isEmpty(queue)) {
    const left = end === null ? null : end - os().clock(CLOCK.MONOTONIC);
    if (left !== null && left <= 0n) return true;
    if (left === null) os().pause();
    else os().sleep(left);
    if (!handleSignals()) return false;
  }
  return true;
}
function get(queue: Borrowed, block: boolean, timeout: Borrowed): Owned {
  let end: bigint | null = null;
  if (block && timeout !== 0 && timeout !== None) {
    const time = duration(timeout);
    if (time === null) return NULL;
    if (time < 0n) return valueError("'timeout' must be a non-negative number");
    end = os().clock(CLOCK.MONOTONIC) + time;
  }
  if (block && !waitFor(queue, end)) return NULL;
  return isEmpty(queue) ? setErrorNone(kept('_queue.Empty')) : popLeft(itemsOf(queue));
}

const queueType: HeapTypeSpec = {
  name: 'SimpleQueue',
  tpName: '_queue.SimpleQueue',
  basicsize: QUEUE.size,
  weaklistoffset: QUEUE.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'Simple, unbounded, reentrant FIFO queue.',
  textSignature: '()',
  slots: {
    ...heapFieldSlots(QUEUE.items),
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (type === kept('_queue.SimpleQueue')) {
        if (tupleLength(args) > 0) return typeError('SimpleQueue() takes no positional arguments');
        if (kwargs !== 0 && dictLength(kwargs) > 0)
          return typeError('SimpleQueue() takes no keyword arguments');
      }
      const queue = newInstance(type);
      stPtr(queue + QUEUE.items, newDeque(kept('_collections.deque'), -1));
      return queue;
    },
    tp_dealloc: (queue: Borrowed) => {
      gcUntrack(queue);
      if (ldPtr(queue + QUEUE.weakreflist) !== 0) clearWeakReferences(queue);
      clearFields(queue, [QUEUE.items]);
      freeInstance(queue);
    },
    // The deque is there as long as the queue; a cycle is broken by what clears the deque.
    tp_clear: null,
  },
  methods: [
    method(
      'empty',
      '($self, /)',
      (queue: Borrowed) => newBool(isEmpty(queue)),
      'Return True if the queue is empty, False otherwise (not reliable!).',
    ),
    method(
      'get',
      '($self, /, block: bool = True, timeout=None)',
      get,
      "Remove and return an item from the queue.\n\nIf optional args 'block' is true and 'timeout' is None (the default),\nblock if necessary until an item is available. If 'timeout' is\na non-negative number, it blocks at most 'timeout' seconds and raises\nthe Empty exception if no item was available within that time.\nOtherwise ('block' is false), return an item if one is immediately\navailable, else raise the Empty exception ('timeout' is ignored\nin that case).",
    ),
    method(
      'get_nowait',
      '($self, /)',
      (queue: Borrowed) => get(queue, false, NULL),
      'Remove and return an item from the queue without blocking.\n\nOnly get an item if one is immediately available. Otherwise\nraise the Empty exception.',
    ),
    method(
      'put',
      '($self, /, item, block: bool = True, timeout=None)',
      put,
      "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this method\nnever blocks.  They are provided for compatibility with the Queue class.",
    ),
    method(
      'put_nowait',
      '($self, /, item)',
      put,
      'Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is only provided\nfor compatibility with the Queue class.',
    ),
    method(
      'qsize',
      '($self, /)',
      (queue: Borrowed) => newInt(dequeLength(itemsOf(queue))),
      'Return the approximate size of the queue (not reliable!).',
    ),
    classGetItem,
  ],
};

export const queueModule: ModuleSpec = {
  name: '_queue',
  doc: 'C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.',
  types: [queueType],
  exec: (module) => {
    const collections = importModule('_collections');
    if (collections === 0) return -1;
    decref(collections);
    const doc = 'Exception raised by Queue.get(block=0)/get_nowait().';
    if (setModuleAttr(module, 'Empty', newException('_queue', 'Empty', T.Exception, doc)) < 0) return -1;
    keepType(module, '_queue.Empty');
    keepType(module, '_queue.SimpleQueue');
    return 0;
  },
};
