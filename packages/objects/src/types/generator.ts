/** Generators and coroutines, and the iterator that `coroutine.__await__` makes. */
import {
  type Borrowed,
  ld8,
  ldI8,
  ldPtr,
  NULL,
  type Owned,
  PyGenObject,
  PyObject,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { addressHex, typeName } from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { checkPositional, noKeywords } from '../core/args.js';
import { finalizeAsyncGen } from '../core/async-gen-hook.js';
import { type GetSetSpec, type MethodSpec, method, type SlotTable, type TypeSpec } from '../core/define.js';
import { errFetch, errOccurred, errRestore, typeError } from '../core/errors.js';
import { gcIsTracked, gcTrack, gcUntrack } from '../core/gc-list.js';
import { generatorMachine } from '../core/generator-hook.js';
import { clearWeakReferences, finalizeFromDealloc, finishDealloc } from '../core/instance.js';
import { newBool } from '../core/int.js';
import { decref, incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { writeUnraisable } from '../core/unraisable.js';
import { None, T } from '../core/wellknown.js';
import { frameObjectOf } from '../lib/frame-object.js';
import { warnUnawaited } from '../lib/unawaited.js';

export const G = PyGenObject;
/** gi_frame_state. */
export const FrameState = { CREATED: -2, SUSPENDED: -1, EXECUTING: 0, COMPLETED: 1, CLEARED: 4 } as const;
export const frameState = (g: Borrowed) => ldI8(g + G.gi_frame_state);
const frameIn = (g: Borrowed) => g + G.gi_iframe;

/** A generator dies or is collected while it could still run: closes it, so that its `finally` clauses run. */
export function finalizeGenerator(g: Borrowed): void {
  const state = frameState(g);
  if (state >= FrameState.COMPLETED) return;
  if (typeOf(g) === T.async_generator && finalizeAsyncGen(g)) return;
  const pending = errFetch();
  if (typeOf(g) === T.coroutine && state === FrameState.CREATED) warnUnawaited(g);
  else {
    const r = generatorMachine().generatorClose(g) as Owned;
    if (r === 0) {
      if (errOccurred()) writeUnraisable(g);
    } else decref(r);
  }
  errRestore(pending.type, pending.value, pending.traceback);
}
export function deallocGenerator(g: Borrowed): void {
  gcUntrack(g);
  if (ldPtr(g + G.gi_weakreflist) !== 0) clearWeakReferences(g);
  // A generator that has ended has nothing to finalize.
  if (frameState(g) < FrameState.COMPLETED) {
    gcTrack(g);
    if (finalizeFromDealloc(g)) return;
    if (gcIsTracked(g)) gcUntrack(g);
  }
  generatorMachine().releaseGenerator(g);
  const extra = ldPtr(g + G.gi_origin_or_finalizer);
  stPtr(g + G.gi_origin_or_finalizer, 0);
  xdecref(extra);
  finishDealloc(g);
}
export function traverseGenerator(g: Borrowed, visit: (p: Borrowed) => void): void {
  generatorMachine().traverseGenerator(g, visit as (x: number) => void);
}
export const generatorSlots: SlotTable = {
  tp_dealloc: deallocGenerator,
  tp_traverse: traverseGenerator,
  tp_finalize: finalizeGenerator,
};

export function send(g: Borrowed, value: Borrowed): Owned {
  return generatorMachine().generatorSend(g, value) as Owned;
}
/** `throw(type[, value[, traceback]])`. */
export function throwInto(g: Borrowed, args: number, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords(`${typeName(g)}.throw`, kwnames) || !checkPositional('throw', n, 1, 3)) return NULL;
  const a = (i: number) => (i < n ? ldPtr(args + i * 8) : (0 as Borrowed));
  return generatorMachine().generatorThrow(g, a(0), a(1), a(2)) as Owned;
}
export function close(g: Borrowed): Owned {
  return generatorMachine().generatorClose(g) as Owned;
}
export const GENERATOR_METHODS = {
  throw: (doc: string): MethodSpec =>
    method('throw', '(value, /)', throwInto, doc, { raw: true, noTextSignature: true }),
  close: (doc: string): MethodSpec => method('close', '($self, /)', close, doc, { noTextSignature: true }),
  send: (doc: string): MethodSpec =>
    method('send', '($self, value, /)', send, doc, { noTextSignature: true }),
};

function stringSetter(offset: number, attr: string) {
  return (g: Borrowed, v: Borrowed): number => {
    if (v === 0 || !isInstance(v, T.str)) {
      typeError(`${attr} must be set to a string object`);
      return -1;
    }
    const old = ldPtr(g + offset);
    incref(v);
    stPtr(g + offset, v);
    decref(old);
    return 0;
  };
}
const NOUNS = { gi: 'generator', cr: 'coroutine', ag: 'async generator' };

/** The getters that all three kinds share, under their prefixes (gi, cr, ag). */
export function generatorGetters(prefix: 'gi' | 'cr' | 'ag'): readonly GetSetSpec[] {
  return [
    {
      name: '__name__',
      get: (g) => newRef(ldPtr(g + G.gi_name)),
      set: stringSetter(G.gi_name, '__name__'),
      doc: `name of the ${NOUNS[prefix]}`,
    },
    {
      name: '__qualname__',
      get: (g) => newRef(ldPtr(g + G.gi_qualname)),
      set: stringSetter(G.gi_qualname, '__qualname__'),
      doc: `qualified name of the ${NOUNS[prefix]}`,
    },
    {
      name: `${prefix}_running`,
      get: (g) =>
        newBool(prefix === 'ag' ? ld8(g + G.gi_running_async) !== 0 : frameState(g) === FrameState.EXECUTING),
    },
    {
      name: `${prefix}_frame`,
      get: (g) => (frameState(g) >= FrameState.COMPLETED ? newRef(None) : frameObjectOf(frameIn(g))),
    },
    { name: `${prefix}_code`, get: (g) => newRef(ldPtr(g + G.gi_code)) },
    ...(prefix === 'ag'
      ? []
      : [
          {
            name: `${prefix}_suspended`,
            get: (g: Borrowed) => newBool(frameState(g) === FrameState.SUSPENDED),
          },
        ]),
    {
      name: prefix === 'gi' ? 'gi_yieldfrom' : `${prefix}_await`,
      get: (g) => {
        const y = generatorMachine().generatorAwaits(g) as Owned;
        return y === 0 ? newRef(None) : y;
      },
    },
  ];
}
const reprOf =
  (kind: string) =>
  (g: Borrowed): Owned =>
    newStr(`<${kind} object ${jsStr(ldPtr(g + G.gi_qualname))} at 0x${addressHex(g)}>`);
/** am_send: 0 returned, 1 yielded, -1 failed; the value goes to `*result`. */
export const generatorReprs = {
  generator: reprOf('generator'),
  coroutine: reprOf('coroutine'),
  async_generator: reprOf('async_generator'),
};

export const generatorType: TypeSpec = {
  type: 'generator',
  basicsize: G.gi_iframe,
  weaklistoffset: G.gi_weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...generatorSlots,
    tp_repr: generatorReprs.generator,
    tp_iter: (g: Borrowed) => newRef(g),
    tp_iternext: (g: Borrowed) => generatorMachine().generatorNext(g) as Owned,
  },
  methods: [
    GENERATOR_METHODS.send(
      "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
    ),
    GENERATOR_METHODS.throw(
      'throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.',
    ),
    GENERATOR_METHODS.close('close() -> raise GeneratorExit inside generator.'),
  ],
  getset: generatorGetters('gi'),
};

const Wrapper = struct('PyCoroWrapper', PyObject, { cw_coroutine: 'ptr' });
function awaitCoroutine(c: Borrowed): Owned {
  const w = newGc(T.coroutine_wrapper, Wrapper.size);
  stPtr(w + Wrapper.cw_coroutine, newRef(c));
  gcTrack(w);
  return w;
}
const wrapped = (w: Borrowed) => ldPtr(w + Wrapper.cw_coroutine);

export const coroutineType: TypeSpec = {
  type: 'coroutine',
  basicsize: G.gi_iframe,
  weaklistoffset: G.gi_weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...generatorSlots,
    tp_repr: generatorReprs.coroutine,
    am_await: awaitCoroutine,
  },
  methods: [
    GENERATOR_METHODS.send(
      "send(arg) -> send 'arg' into coroutine,\nreturn next yielded value or raise StopIteration.",
    ),
    GENERATOR_METHODS.throw(
      'throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next yielded value or raise\nStopIteration.',
    ),
    GENERATOR_METHODS.close('close() -> raise GeneratorExit inside coroutine.'),
  ],
  getset: [
    ...generatorGetters('cr'),
    {
      name: 'cr_origin',
      get: (g) => {
        const o = ldPtr(g + G.gi_origin_or_finalizer);
        return newRef(o === 0 ? None : o);
      },
    },
  ],
}; // prettier-ignore

export const coroutineWrapperType: TypeSpec = {
  type: 'coroutine_wrapper',
  basicsize: Wrapper.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  doc: 'A wrapper object implementing __await__ for coroutines.',
  slots: {
    tp_dealloc: (w: Borrowed) => {
      gcUntrack(w);
      const c = wrapped(w);
      finishDealloc(w);
      xdecref(c);
    },
    tp_traverse: (w: Borrowed, visit: (p: Borrowed) => void) => visit(wrapped(w)),
    tp_iter: (w: Borrowed) => newRef(w),
    tp_iternext: (w: Borrowed) => send(wrapped(w), None),
  },
  methods: [
    method(
      'send',
      '($self, value, /)',
      (w: Borrowed, v: Borrowed) => send(wrapped(w), v),
      "send(arg) -> send 'arg' into coroutine,\nreturn next yielded value or raise StopIteration.",
      { noTextSignature: true },
    ),
    method(
      'throw',
      '(value, /)',
      (w: Borrowed, args: number, n: number, kw: Borrowed) => throwInto(wrapped(w), args, n, kw),
      'throw(value)',
      { raw: true, noTextSignature: true },
    ),
    method(
      'close',
      '($self, /)',
      (w: Borrowed) => close(wrapped(w)),
      'close() -> raise GeneratorExit inside coroutine.',
      { noTextSignature: true },
    ),
  ],
}; // prettier-ignore
