/**
 * Asynchronous generators (PEP 525) and the awaitables that drive them.
 *
 * Inside, an asynchronous generator is a generator that yields two kinds of things: what it awaits, passed on as it is, and
 * its own values, wrapped. `asend` and `athrow` make awaitables whose iterators send or throw and take the wrapping off: a
 * wrapped value ends the await with StopIteration(value).
 */
import {
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyGenObject,
  PyObject,
  PyThreadState,
  PyTypeObject,
  Roots,
  st8,
  st32,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import { setAnextAwaitable } from '../builtins/functions.js';
import { call, callMethod, isIterator } from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { setFinalizeAsyncGen } from '../core/async-gen-hook.js';
import { WrappedValue, wrappedValue } from '../core/async-gen-wrap.js';
import { type MethodSpec, method, type TypeSpec } from '../core/define.js';
import {
  errClear,
  errFetch,
  errMatches,
  errOccurred,
  errRestore,
  setError,
  setErrorNone,
} from '../core/errors.js';
import { call1 } from '../core/functions.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { generatorMachine } from '../core/generator-hook.js';
import { finishDealloc } from '../core/instance.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { writeUnraisable } from '../core/unraisable.js';
import { None, T } from '../core/wellknown.js';
import { awaitableIter } from '../lib/awaitable.js';
import { setStopIterationValue } from '../lib/stop-iteration.js';
import { FrameState, frameState, generatorGetters, generatorReprs, generatorSlots } from './generator.js';

const G = PyGenObject;
const TS = Roots.MAIN_THREAD;
const INIT = 0;
const ITER = 1;
const CLOSED = 2;

/** Tells the hooks of sys.set_asyncgen_hooks about a generator that is iterated for the first time. 0 or -1. */
function initHooks(g: Borrowed): number {
  if (ld8(g + G.gi_hooks_inited)) return 0;
  st8(g + G.gi_hooks_inited, 1);
  const finalizer = ldPtr(TS + PyThreadState.async_gen_finalizer);
  if (finalizer !== 0) stPtr(g + G.gi_origin_or_finalizer, newRef(finalizer));
  const firstiter = ldPtr(TS + PyThreadState.async_gen_firstiter);
  if (firstiter !== 0) {
    newRef(firstiter);
    const r = call(firstiter, g);
    decref(firstiter);
    if (r === 0) return -1;
    decref(r);
  }
  return 0;
}
/** The finalizer hook of an event loop closes the generator later, in the loop. */
setFinalizeAsyncGen((g) => {
  const finalizer = ldPtr(g + G.gi_origin_or_finalizer);
  if (finalizer === 0 || ld8(g + G.gi_closed)) return false;
  const pending = errFetch();
  const r = call(finalizer, g);
  if (r === 0) writeUnraisable(g);
  else decref(r);
  errRestore(pending.type, pending.value, pending.traceback);
  return true;
});

/** What a resumed generator gave: its own value ends the await; anything else is passed on. */
function unwrap(g: Borrowed, result: Owned): Owned {
  if (result === 0) {
    if (!errOccurred()) setErrorNone(T.StopAsyncIteration);
    if (errMatches(T.StopAsyncIteration) || errMatches(T.GeneratorExit)) st8(g + G.gi_closed, 1);
    st8(g + G.gi_running_async, 0);
    return NULL;
  }
  if (typeOf(result) === T.async_generator_wrapped_value) {
    setStopIterationValue(newRef(wrappedValue(result)));
    decref(result);
    st8(g + G.gi_running_async, 0);
    return NULL;
  }
  return result;
}

// -- asend and anext ---------------------------------------------------------------------------------------------------

const S = struct('PyAsyncGenASend', PyObject, { ags_gen: 'ptr', ags_sendval: 'ptr', ags_state: 'i32' });
function newASend(g: Borrowed, value: Borrowed): Owned {
  const o = newGc(T.async_generator_asend, S.size);
  stPtr(o + S.ags_gen, newRef(g));
  stPtr(o + S.ags_sendval, newRef(value));
  st32(o + S.ags_state, INIT);
  gcTrack(o);
  return o;
}
function asendSend(o: Borrowed, arg: Borrowed): Owned {
  const g = ldPtr(o + S.ags_gen);
  if (ld32(o + S.ags_state) === CLOSED) {
    return setError(T.RuntimeError, 'cannot reuse already awaited __anext__()/asend()');
  }
  let value = arg;
  if (ld32(o + S.ags_state) === INIT) {
    if (ld8(g + G.gi_running_async))
      return setError(T.RuntimeError, 'anext(): asynchronous generator is already running');
    if (value === 0 || value === None) value = ldPtr(o + S.ags_sendval);
    st32(o + S.ags_state, ITER);
  }
  st8(g + G.gi_running_async, 1);
  const r = unwrap(g, generatorMachine().generatorSend(g, value) as Owned);
  if (r === 0) st32(o + S.ags_state, CLOSED);
  return r;
}
function asendThrow(o: Borrowed, args: number, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('throw', kwnames) || !checkPositional('throw', n, 1, 3)) return NULL;
  if (ld32(o + S.ags_state) === CLOSED)
    return setError(T.RuntimeError, 'cannot reuse already awaited __anext__()/asend()');
  const g = ldPtr(o + S.ags_gen);
  const r = unwrap(g, throwArgs(g, args, n, true));
  if (r === 0) st32(o + S.ags_state, CLOSED);
  return r;
}
function throwArgs(g: Borrowed, args: number, n: number, closeOnExit: boolean): Owned {
  const a = (i: number) => (i < n ? ldPtr(args + i * 8) : (0 as Borrowed));
  return generatorMachine().generatorThrow(g, a(0), a(1), a(2), closeOnExit) as Owned;
}
const noText = { noTextSignature: true } as const;
const awaitableMethods = (
  send: (o: Borrowed, v: Borrowed) => Owned,
  thrower: (o: Borrowed, a: number, n: number, k: Borrowed) => Owned,
  stateAt: number,
): MethodSpec[] => [
  method(
    'send',
    '($self, value, /)',
    send,
    "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
    noText,
  ),
  method('throw', '(value, /)', thrower, 'throw(value)', { raw: true, noTextSignature: true }),
  method(
    'close',
    '($self, /)',
    (o: Borrowed) => {
      st32(o + stateAt, CLOSED);
      return newRef(None);
    },
    'close() -> raise GeneratorExit inside generator.',
    noText,
  ),
]; // prettier-ignore
const objectSlots = (fields: readonly number[]) => ({
  tp_dealloc: (o: Borrowed) => {
    gcUntrack(o);
    for (const f of fields) xdecref(ldPtr(o + f));
    finishDealloc(o);
  },
  tp_traverse: (o: Borrowed, visit: (p: Borrowed) => void) => {
    for (const f of fields) {
      const v = ldPtr(o + f);
      if (v !== 0) visit(v);
    }
  },
});
export const asyncGenASendType: TypeSpec = {
  type: 'async_generator_asend',
  basicsize: S.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...objectSlots([S.ags_gen, S.ags_sendval]),
    am_await: (o: Borrowed) => newRef(o),
    tp_iter: (o: Borrowed) => newRef(o),
    tp_iternext: (o: Borrowed) => asendSend(o, 0 as Borrowed),
  },
  methods: awaitableMethods(asendSend, asendThrow, S.ags_state),
};

// -- athrow and aclose ---------------------------------------------------------------------------------------------------

const A = struct('PyAsyncGenAThrow', PyObject, {
  agt_gen: 'ptr',
  agt_typ: 'ptr',
  agt_val: 'ptr',
  agt_tb: 'ptr',
  agt_state: 'i32',
});
/** `typ` 0 makes an aclose(). */
function newAThrow(g: Borrowed, typ: Borrowed, val: Borrowed, tb: Borrowed): Owned {
  const o = newGc(T.async_generator_athrow, A.size);
  stPtr(o + A.agt_gen, newRef(g));
  for (const [f, v] of [
    [A.agt_typ, typ],
    [A.agt_val, val],
    [A.agt_tb, tb],
  ] as const)
    stPtr(o + f, v === 0 ? 0 : newRef(v));
  st32(o + A.agt_state, INIT);
  gcTrack(o);
  return o;
}
const isClose = (o: Borrowed) => ldPtr(o + A.agt_typ) === 0;
function close(o: Borrowed): void {
  st8(ldPtr(o + A.agt_gen) + G.gi_running_async, 0);
  st32(o + A.agt_state, CLOSED);
}
/** How an aclose ends: GeneratorExit or StopAsyncIteration out of the generator means that it is closed. */
function closeEnded(o: Borrowed): Owned {
  close(o);
  if (errMatches(T.StopAsyncIteration) || errMatches(T.GeneratorExit)) {
    if (isClose(o)) {
      errClear();
      setErrorNone(T.StopIteration);
    }
  }
  return NULL;
}
function ignoredExit(o: Borrowed): Owned {
  close(o);
  return setError(T.RuntimeError, 'async generator ignored GeneratorExit');
}
function athrowSend(o: Borrowed, arg: Borrowed): Owned {
  const g = ldPtr(o + A.agt_gen);
  const what = isClose(o) ? 'aclose' : 'athrow';
  if (ld32(o + A.agt_state) === CLOSED)
    return setError(T.RuntimeError, 'cannot reuse already awaited aclose()/athrow()');
  if (frameState(g) >= FrameState.COMPLETED) {
    st32(o + A.agt_state, CLOSED);
    return setErrorNone(T.StopIteration);
  }
  if (ld32(o + A.agt_state) === INIT) {
    if (ld8(g + G.gi_running_async)) {
      st32(o + A.agt_state, CLOSED);
      return setError(T.RuntimeError, `${what}(): asynchronous generator is already running`);
    }
    if (ld8(g + G.gi_closed)) {
      st32(o + A.agt_state, CLOSED);
      return setErrorNone(T.StopAsyncIteration);
    }
    if (arg !== 0 && arg !== None)
      return setError(T.RuntimeError, `can't send non-None value to a just-started async generator`);
    st32(o + A.agt_state, ITER);
    st8(g + G.gi_running_async, 1);
    let r: Owned;
    if (isClose(o)) {
      st8(g + G.gi_closed, 1);
      r = generatorMachine().generatorThrow(g, T.GeneratorExit, 0, 0, false) as Owned;
      if (r !== 0 && typeOf(r) === T.async_generator_wrapped_value) {
        decref(r);
        return ignoredExit(o);
      }
    } else {
      const [type, value, tb] = [A.agt_typ, A.agt_val, A.agt_tb].map((at) => ldPtr(o + at));
      r = unwrap(g, generatorMachine().generatorThrow(g, type!, value!, tb!, false) as Owned);
    }
    return r === 0 ? closeEnded(o) : r;
  }
  const r = generatorMachine().generatorSend(g, arg === 0 ? None : arg) as Owned;
  if (!isClose(o)) {
    const u = unwrap(g, r);
    if (u === 0) st32(o + A.agt_state, CLOSED);
    return u;
  }
  if (r !== 0) {
    if (typeOf(r) === T.async_generator_wrapped_value) {
      decref(r);
      return ignoredExit(o);
    }
    return r;
  }
  return closeEnded(o);
}
function athrowThrow(o: Borrowed, args: number, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('throw', kwnames) || !checkPositional('throw', n, 1, 3)) return NULL;
  if (ld32(o + A.agt_state) === CLOSED)
    return setError(T.RuntimeError, 'cannot reuse already awaited aclose()/athrow()');
  const g = ldPtr(o + A.agt_gen);
  const r = throwArgs(g, args, n, true);
  if (!isClose(o)) return unwrap(g, r);
  if (r !== 0 && typeOf(r) === T.async_generator_wrapped_value) {
    decref(r);
    return ignoredExit(o);
  }
  return r === 0 ? closeEnded(o) : r;
}
export const asyncGenAThrowType: TypeSpec = {
  type: 'async_generator_athrow',
  basicsize: A.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...objectSlots([A.agt_gen, A.agt_typ, A.agt_val, A.agt_tb]),
    am_await: (o: Borrowed) => newRef(o),
    tp_iter: (o: Borrowed) => newRef(o),
    tp_iternext: (o: Borrowed) => athrowSend(o, None),
  },
  methods: awaitableMethods(athrowSend, athrowThrow, A.agt_state),
};

export const asyncGenWrappedValueType: TypeSpec = {
  type: 'async_generator_wrapped_value',
  basicsize: WrappedValue.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: objectSlots([WrappedValue.agw_val]),
};

// -- the generator -----------------------------------------------------------------------------------------------------------

export const asyncGeneratorType: TypeSpec = {
  type: 'async_generator',
  basicsize: G.gi_iframe,
  weaklistoffset: G.gi_weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...generatorSlots,
    tp_repr: generatorReprs.async_generator,
    am_aiter: (g: Borrowed) => newRef(g),
    am_anext: (g: Borrowed) => (initHooks(g) < 0 ? NULL : newASend(g, None)),
  },
  methods: [
    method(
      'asend',
      '($self, value, /)',
      (g: Borrowed, v: Borrowed) => (initHooks(g) < 0 ? NULL : newASend(g, v)),
      "asend(v) -> send 'v' in generator.",
      noText,
    ),
    method(
      'athrow',
      '(typ, val=None, tb=None, /)',
      (g: Borrowed, args: number, n: number, kw: Borrowed) => {
        if (
          !noKeywords('async_generator.athrow', kw) ||
          !checkPositional('athrow', n, 1, 3) ||
          initHooks(g) < 0
        )
          return NULL;
        const a = (i: number) => (i < n ? ldPtr(args + i * 8) : (0 as Borrowed));
        return newAThrow(g, a(0), a(1), a(2));
      },
      'athrow(value)',
      { raw: true, noTextSignature: true },
    ),
    method(
      'aclose',
      '($self, /)',
      (g: Borrowed) => (initHooks(g) < 0 ? NULL : newAThrow(g, NULL, NULL, NULL)),
      'aclose() -> raise GeneratorExit inside generator.',
      noText,
    ),
    method(
      '__class_getitem__',
      '($type, item, /)',
      (cls: Borrowed, item: Borrowed) => call(T.GenericAlias, cls, item),
      'See PEP 585',
      { kind: 'classmethod', noTextSignature: true },
    ),
  ],
  getset: generatorGetters('ag'),
}; // prettier-ignore

// -- anext(it, default) --------------------------------------------------------------------------------------------------------

const N = struct('anextawaitableobject', PyObject, { wrapped: 'ptr', default_value: 'ptr' });
setAnextAwaitable((awaitable, fallback) => {
  const o = newGc(T.anext_awaitable, N.size);
  stPtr(o + N.wrapped, newRef(awaitable));
  stPtr(o + N.default_value, newRef(fallback));
  gcTrack(o);
  return o;
});
/** What steps an awaitable: a coroutine has no __next__ of its own, so its __await__ is asked. */
function anextIter(awaitable: Borrowed): Owned {
  const it = awaitableIter(awaitable);
  if (it === 0 || isIterator(it)) return it;
  const stepper = callMethod(it, '__await__');
  decref(it);
  return stepper;
}
/** Runs a step of the wrapped awaitable; StopAsyncIteration becomes the default. */
function anextStep(o: Borrowed, step: (it: Borrowed) => Owned): Owned {
  const it = anextIter(ldPtr(o + N.wrapped));
  if (it === 0) return NULL;
  const r = step(it);
  decref(it);
  if (r !== 0) return r;
  if (errMatches(T.StopAsyncIteration)) {
    errClear();
    setStopIterationValue(newRef(ldPtr(o + N.default_value)));
  }
  return NULL;
}
export const anextAwaitableType: TypeSpec = {
  type: 'anext_awaitable',
  basicsize: N.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...objectSlots([N.wrapped, N.default_value]),
    am_await: (o: Borrowed) => newRef(o),
    tp_iter: (o: Borrowed) => newRef(o),
    tp_iternext: (o: Borrowed) =>
      anextStep(o, (it) => call1(ld32(typeOf(it) + PyTypeObject.tp_iternext), it) as Owned),
  },
  methods: [
    method(
      'send',
      '($self, value, /)',
      (o: Borrowed, v: Borrowed) => anextStep(o, (it) => callMethod(it, 'send', v)),
      "send(arg) -> send 'arg' into the wrapped iterator,\nreturn next yielded value or raise StopIteration.",
      noText,
    ),
    method(
      'throw',
      '(value, /)',
      (o: Borrowed, args: number, n: number) =>
        anextStep(o, (it) => {
          const a: Borrowed[] = [];
          for (let i = 0; i < n; i++) a.push(ldPtr(args + i * 8));
          return callMethod(it, 'throw', ...a);
        }),
      'throw(value)',
      { raw: true, noTextSignature: true },
    ),
    method(
      'close',
      '($self, /)',
      (o: Borrowed) => anextStep(o, (it) => callMethod(it, 'close')),
      'close() -> raise GeneratorExit inside generator.',
      noText,
    ),
  ],
}; // prettier-ignore
