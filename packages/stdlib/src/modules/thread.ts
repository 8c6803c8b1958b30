/** `_thread`, with the one thread there is: locks, identities, thread-local data. Starting another is refused with a clear error. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  PyTypeObject,
  st32,
  stPtr,
  struct,
  TypeFlags,
  zero,
} from '@tyston/memory';
import {
  addressHex,
  allocInstance,
  allocTracked,
  clearWeakReferences,
  decref,
  dictClear,
  dictLength,
  dictSet,
  finishDealloc,
  gcTrack,
  gcUntrack,
  intern,
  type MethodSpec,
  ModuleObject,
  type ModuleSpec,
  method,
  moduleType,
  None,
  newBool,
  newDict,
  newFloat,
  newInt,
  newRef,
  newStr,
  newTuple as newTupleOf,
  type StructSpec,
  setError,
  setErrorNone,
  structType,
  T,
  tupleLength,
  typeError,
  valueError,
  xdecref,
  xnewRef,
} from '@tyston/objects';
import { os } from '../host.js';
import { handleSignals } from '../os-error.js';

const L = struct('lockobject', PyObject, { weakreflist: 'ptr', locked: 'i32', count: 'i32' });
const LOCAL = struct('localobject', PyObject, { dict: 'ptr', weakreflist: 'ptr', args: 'ptr', kw: 'ptr' });

/** With one thread, waiting for a lock that is held can only end by a timeout. */
function waitFor(timeout: number): boolean {
  if (timeout < 0) {
    // Nobody can release it, but a signal handler may raise.
    for (;;) {
      os().pause();
      if (!handleSignals()) return false;
    }
  }
  os().sleep(BigInt(Math.round(timeout * 1e9)));
  return true;
}
function checkTimeout(blocking: boolean, timeout: number): boolean {
  if (!blocking && timeout !== -1) {
    valueError("can't specify a timeout for a non-blocking call");
    return false;
  }
  if (timeout < 0 && timeout !== -1) {
    valueError('timeout value must be a non-negative number');
    return false;
  }
  if (timeout > 9223372036) {
    setError(T.OverflowError, 'timeout value is too large');
    return false;
  }
  return true;
}
function acquire(l: Borrowed, blocking: boolean, timeout: number): Owned {
  if (!checkTimeout(blocking, timeout)) return NULL;
  if (ld32(l + L.locked) === 0) {
    st32(l + L.locked, 1);
    return newBool(true);
  }
  if (!blocking || timeout === 0) return newBool(false);
  if (!waitFor(timeout)) return NULL;
  return newBool(false);
}
function release(l: Borrowed): Owned {
  if (ld32(l + L.locked) === 0) return setError(T.RuntimeError, 'release unlocked lock');
  st32(l + L.locked, 0);
  return newRef(None);
}
function racquire(l: Borrowed, blocking: boolean, timeout: number): Owned {
  if (!checkTimeout(blocking, timeout)) return NULL;
  st32(l + L.count, ld32(l + L.count) + 1);
  st32(l + L.locked, 1);
  return newBool(true);
}
function rrelease(l: Borrowed): Owned {
  const n = ld32(l + L.count);
  if (n === 0) return setError(T.RuntimeError, 'cannot release un-acquired lock');
  st32(l + L.count, n - 1);
  if (n === 1) st32(l + L.locked, 0);
  return newRef(None);
}
const noText = { noTextSignature: true } as const;
const lockSlots = (name: string, recursive: boolean) => ({
  tp_dealloc: (l: Borrowed) => {
    gcUntrack(l);
    if (ldPtr(l + L.weakreflist) !== 0) clearWeakReferences(l);
    finishDealloc(l);
  },
  // A lock holds nothing.
  tp_traverse: () => {},
  tp_repr: (l: Borrowed) =>
    newStr(
      recursive
        ? `<${ld32(l + L.count) ? 'locked' : 'unlocked'} ${name} object owner=${ld32(l + L.count) ? mainId() : 0} count=${ld32(l + L.count)} at 0x${addressHex(l)}>`
        : `<${ld32(l + L.locked) ? 'locked' : 'unlocked'} ${name} object at 0x${addressHex(l)}>`,
    ),
  ...(recursive ? { tp_new: (tp: Borrowed) => newLockOf(tp) } : {}),
});
function newLockOf(tp: Borrowed): Owned {
  const l = allocTracked(tp, 0);
  zero(l + L.weakreflist, L.size - L.weakreflist);
  return l;
}
const ACQUIRE = '(blocking: bool = True, timeout: float = -1)';
const common = (recursive: boolean): MethodSpec[] => {
  const a = recursive ? racquire : acquire;
  const r = recursive ? rrelease : release;
  return [
    ...(recursive ? ['acquire'] : ['acquire_lock', 'acquire']).map((n) =>
      method(n, ACQUIRE, a, 'acquire(blocking=True, timeout=-1) -> bool', noText),
    ),
    ...(recursive ? ['release'] : ['release_lock', 'release']).map((n) =>
      method(n, '($self, /)', r, 'Release the lock.', noText),
    ),
    ...(recursive ? [] : ['locked_lock', 'locked']).map((n) =>
      method(
        n,
        '($self, /)',
        (l: Borrowed) => newBool(ld32(l + L.locked) !== 0),
        'Whether the lock is in the locked state.',
        noText,
      ),
    ),
    method('__enter__', '($self, /)', (l: Borrowed) => a(l, true, -1), 'Lock the lock.', noText),
    method('__exit__', '(type, value, traceback)', (l: Borrowed) => r(l), 'Release the lock.', noText),
    method(
      '_at_fork_reinit',
      '($self, /)',
      (l: Borrowed) => {
        st32(l + L.locked, 0);
        st32(l + L.count, 0);
        return newRef(None);
      },
      '',
      noText,
    ),
  ];
}; // prettier-ignore
const rlockExtra: MethodSpec[] = [
  method('_is_owned', '($self, /)', (l: Borrowed) => newBool(ld32(l + L.count) > 0), '', noText),
  method(
    '_acquire_restore',
    '($self, state, /)',
    (l: Borrowed, state: Borrowed) => {
      st32(l + L.count, ld32(ldPtr(state + 24) + 24) || 1);
      st32(l + L.locked, 1);
      return newRef(None);
    },
    '',
    noText,
  ),
  method(
    '_release_save',
    '($self, /)',
    (l: Borrowed) => {
      const n = ld32(l + L.count);
      if (n === 0) return setError(T.RuntimeError, 'cannot release un-acquired lock');
      st32(l + L.count, 0);
      st32(l + L.locked, 0);
      return newTupleOf(newInt(n), newInt(mainId()));
    },
    '',
    noText,
  ),
  method('_recursion_count', '($self, /)', (l: Borrowed) => newInt(ld32(l + L.count)), '', noText),
]; // prettier-ignore

/** The identity of the one thread. */
export function mainId(): number {
  return os().getpid() * 4096 + 1;
}

// -- thread-local data: with one thread, its own dict ---------------------------------------------------------------------

function localNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (
    ld32(tp + PyTypeObject.tp_init) === ld32(T.object + PyTypeObject.tp_init) &&
    (tupleLength(args) > 0 || (kwargs !== 0 && dictLength(kwargs) > 0))
  ) {
    return typeError('Initialization arguments are not supported');
  }
  const l = allocInstance(tp, 0);
  stPtr(l + LOCAL.dict, newDict());
  stPtr(l + LOCAL.args, newRef(args));
  stPtr(l + LOCAL.kw, xnewRef(kwargs));
  gcTrack(l);
  return l;
}

const EXCEPT_HOOK_ARGS: StructSpec = {
  name: '_thread._ExceptHookArgs',
  doc: 'ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.',
  fields: ['exc_type', 'exc_value', 'exc_traceback', 'thread'].map((name) => ({ name })),
  visible: 4,
};

export const threadModule: ModuleSpec = {
  name: '_thread',
  doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
  functions: [
    ...['start_new_thread', 'start_new'].map((n) =>
      method(
        n,
        '(*args)',
        () => setError(T.RuntimeError, "can't start new thread"),
        'start_new_thread(function, args[, kwargs])',
        noText,
      ),
    ),
    ...['allocate_lock', 'allocate'].map((n) =>
      method(
        n,
        '($module, /)',
        () => newLockOf(moduleType('_thread', 'lock')),
        'allocate_lock() -> lock object',
        noText,
      ),
    ),
    ...['exit_thread', 'exit'].map((n) =>
      method(n, '($module, /)', () => setErrorNone(T.SystemExit), 'exit()', noText),
    ),
    method(
      'interrupt_main',
      '($module, signum: int = 2, /)',
      (_m: Borrowed, n: number) => {
        if (n < 1 || n >= 65) return valueError('signal number out of range');
        os().raise(n);
        return newRef(None);
      },
      'Simulate the arrival of the given signal in the main thread.',
      noText,
    ),
    method('get_ident', '($module, /)', () => newInt(mainId()), 'get_ident() -> integer', noText),
    method(
      'get_native_id',
      '($module, /)',
      () => newInt(os().getpid()),
      'get_native_id() -> integer',
      noText,
    ),
    method('_count', '($module, /)', () => newInt(0), '_count() -> integer', noText),
    method(
      'stack_size',
      '($module, size: int = 0, /)',
      () => newInt(0),
      'stack_size([size]) -> size',
      noText,
    ),
    method(
      '_set_sentinel',
      '($module, /)',
      () => newLockOf(moduleType('_thread', 'lock')),
      '_set_sentinel() -> lock',
      noText,
    ),
    method(
      '_excepthook',
      '($module, args, /)',
      () => newRef(None),
      'excepthook(exc_type, exc_value, exc_traceback, thread)',
      noText,
    ),
    method('_is_main_interpreter', '($module, /)', () => newBool(true), '', noText),
  ],
  types: [
    {
      name: 'lock',
      tpName: '_thread.lock',
      basicsize: L.size,
      weaklistoffset: L.weakreflist,
      flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
      slots: lockSlots('_thread.lock', false),
      methods: common(false),
      hidden: true,
    },
    {
      name: 'RLock',
      tpName: '_thread.RLock',
      basicsize: L.size,
      weaklistoffset: L.weakreflist,
      flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
      slots: lockSlots('_thread.RLock', true),
      methods: [...common(true), ...rlockExtra],
    },
    {
      name: '_local',
      tpName: '_thread._local',
      basicsize: LOCAL.size,
      weaklistoffset: LOCAL.weakreflist,
      dictoffset: LOCAL.dict,
      flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
      doc: 'Thread-local data',
      slots: {
        tp_new: localNew,
        tp_dealloc: (l: Borrowed) => {
          gcUntrack(l);
          if (ldPtr(l + LOCAL.weakreflist) !== 0) clearWeakReferences(l);
          for (const f of [LOCAL.dict, LOCAL.args, LOCAL.kw]) xdecref(ldPtr(l + f));
          finishDealloc(l);
        },
        tp_traverse: (l: Borrowed, visit: (p: Borrowed) => void) => {
          for (const f of [LOCAL.dict, LOCAL.args, LOCAL.kw]) {
            const v = ldPtr(l + f);
            if (v !== 0) visit(v);
          }
        },
        tp_clear: (l: Borrowed) => {
          const d = ldPtr(l + LOCAL.dict);
          if (d !== 0) dictClear(d);
          return 0;
        },
      },
      getset: [{ name: '__dict__', get: (l) => newRef(ldPtr(l + LOCAL.dict)) }],
    },
    { ...structType(EXCEPT_HOOK_ARGS) },
  ],
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    const lock = moduleType('_thread', 'lock');
    dictSet(d, intern('LockType'), lock);
    dictSet(d, intern('error'), T.RuntimeError);
    const t = newFloat(9223372036);
    dictSet(d, intern('TIMEOUT_MAX'), t);
    decref(t);
    return 0;
  },
}; // prettier-ignore
