/** Calls and the interpreter's own objects: what it cannot do for itself. */

import { CallKind, type Calls, GeneratorKind } from '@tyston/interp';
import {
  type Borrowed,
  Frame,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyCFunctionObject,
  PyCodeObject,
  PyDescrObject,
  PyFunctionObject,
  PyHeapTypeObject,
  PyMethodDef,
  PyMethodDescrObject,
  PyObject,
  PyThreadState,
  PyTypeObject,
  PyVarObject,
  Roots,
  stPtr,
  stSsize,
  ThreadState,
  TypeFlags,
  thunkIndex,
  views,
  WINDOW_HIGH,
  zero,
} from '@tyston/memory'; // prettier-ignore
import { callObject, str, vectorcall } from '../core/abstract.js';
import { allocInstance, hasFlag, newGc, newPlain } from '../core/alloc.js';
import { checkResult, Meth } from '../core/call.js';
import { newCell } from '../core/cell.js';
import { CoreFunctions } from '../core/core-functions.js';
import { dictGetStr } from '../core/dict.js';
import { frameInfo } from '../core/frame-info-hook.js';
import { functions } from '../core/functions.js';
import { gcCountAllocation, gcHead, gcTrack } from '../core/gc-list.js';
import { genericAddress } from '../core/generic-slots.js';
import { heap } from '../core/heap.js';
import { newInt } from '../core/int.js';
import { intern } from '../core/intern.js';
import { typeLookup } from '../core/lookup.js';
import { ModuleObject } from '../core/module-object.js';
import { newRef, typeOf } from '../core/refcount.js';
import { Shape } from '../core/shape-root.js';
import { State } from '../core/state.js';
import { isInstance } from '../core/subtype.js';
import { newTuple } from '../core/tuple.js';
import { T } from '../core/wellknown.js';
import { leaveFrameObject } from '../lib/frame-object.js';
import { C_FUNCTION, C_METHOD, C_TYPE, conventionOf, takes } from './call-caches.js';

/** A tuple of (file, line, name), innermost first. */
function coroutineOrigin(innermost: number, depth: number): number {
  const entries: Owned[] = [];
  for (let f = innermost; f !== 0 && entries.length < depth; f = ld32(f + Frame.back)) {
    const code = ldPtr(f + Frame.code);
    entries.push(
      newTuple(
        newRef(ldPtr(code + PyCodeObject.co_filename)),
        newInt(frameInfo().lineOfFrame(f)),
        newRef(ldPtr(code + PyCodeObject.co_name)),
      ),
    );
  }
  return newTuple(...entries);
}

export function makeCalls(): Calls {
  const { I32 } = views();
  const TYPE = PyObject.ob_type;
  const VERSION = PyTypeObject.tp_version_tag;
  const FUNCTION = T.function as number;
  const METHOD = T.method as number;
  const TYPE_TYPE = T.type as number;
  const B = (p: number) => p as Borrowed;
  const objectNew = ld32(T.object + PyTypeObject.tp_new);
  const genericInit = genericAddress('tp_init');
  const genericAlloc = CoreFunctions.generic_alloc;
  const genericCall = genericAddress('tp_call');
  const CALL = intern('__call__');
  const INIT = intern('__init__');
  const NAME = intern('__name__');

  function isPlainClass(cls: number): boolean {
    return (
      I32[(cls + PyTypeObject.tp_new) >>> 2] === objectNew &&
      I32[(cls + PyTypeObject.tp_init) >>> 2] === genericInit &&
      I32[(cls + PyTypeObject.tp_alloc) >>> 2] === genericAlloc &&
      (I32[(cls + PyTypeObject.tp_flags) >>> 2]! & TypeFlags.IS_ABSTRACT) === 0
    );
  }
  let called = 0;
  function isCalledByFunction(t: number): boolean {
    if (I32[(t + PyTypeObject.tp_call) >>> 2] !== genericCall) return false;
    called = typeLookup(B(t), CALL);
    return called !== 0 && typeOf(B(called)) === T.function;
  }
  /**
   * The cache of a call keeps the version of the class that was called there last, if it is constructed by a Python `__init__`, and that
   * function (borrowed: the version goes when the class loses it). Of what is called through `call` it keeps: call-caches.ts.
   */
  function callKind(f: number, cache: number): number {
    const t = I32[(f + TYPE) >>> 2];
    if (t === FUNCTION) return CallKind.FUNCTION;
    if (t === METHOD) return CallKind.METHOD;
    if (t !== TYPE_TYPE) return isCalledByFunction(t!) ? CallKind.INSTANCE : CallKind.OTHER;
    if (!isPlainClass(f)) return CallKind.OTHER;
    const version = I32[(f + VERSION) >>> 2]!;
    if (cache !== 0 && version !== 0 && I32[cache] === version) return CallKind.CLASS;
    const init = typeLookup(B(f), INIT);
    if (init === 0 || typeOf(init) !== T.function) return CallKind.OTHER;
    if (cache !== 0) {
      I32[cache] = I32[(f + VERSION) >>> 2]!;
      I32[cache + 1] = init;
    }
    return CallKind.CLASS;
  }
  function initOf(cls: number, cache: number): number {
    const version = I32[(cls + VERSION) >>> 2]!;
    return cache !== 0 && version !== 0 && I32[cache] === version
      ? I32[cache + 1]!
      : typeLookup(B(cls), INIT);
  }

  const { alloc } = heap();
  const CACHED_KEYS = PyHeapTypeObject.ht_cached_keys;
  const HEAD = gcHead(0);
  /** allocInstance and gcTrack in one, for a class whose instances have a shape. */
  function newInstance(cls: number): number {
    const root = I32[(cls + CACHED_KEYS) >>> 2]!;
    if (root === 0 || I32[(cls + PyTypeObject.tp_itemsize) >>> 2] !== 0) {
      const o = allocInstance(B(cls), 0);
      if (hasFlag(B(cls), TypeFlags.HAVE_GC)) gcTrack(o);
      return o;
    }
    const size = I32[(cls + PyTypeObject.tp_basicsize) >>> 2]! + I32[(root + Shape.capacity) >>> 2]! * 8;
    const block = alloc(32 + size);
    const p = block + 32;
    const i = p >>> 2;
    I32[i - 8] = root;
    I32[i - 7] = WINDOW_HIGH;
    I32[i - 6] = 0;
    I32[i - 5] = 0;
    // Into the youngest generation's list, at its end.
    const last = I32[(HEAD - 8) >>> 2]! & ~3;
    I32[(last - 16) >>> 2] = p;
    I32[i - 4] = HEAD;
    I32[i - 3] = WINDOW_HIGH;
    I32[i - 2] = last;
    I32[i - 1] = WINDOW_HIGH;
    I32[(HEAD - 8) >>> 2] = p | (I32[(HEAD - 8) >>> 2]! & 3);
    I32[i] = 1;
    I32[i + 1] = 0;
    I32[i + 2] = cls;
    I32[i + 3] = WINDOW_HIGH;
    for (let k = i + 4; k < i + (size >> 2); k++) I32[k] = 0;
    I32[cls >>> 2] = I32[cls >>> 2]! + 1;
    gcCountAllocation();
    return p;
  }

  const STR = T.str as number;
  const INT = T.int as number;
  const CFUNCTION = T.builtin_function_or_method as number;
  const METHOD_DESCRIPTOR = T.method_descriptor as number;
  const TS = Roots.MAIN_THREAD;
  const REMAINING = (TS + PyThreadState.recursion_remaining) >>> 2;
  const REENTRIES = (TS + ThreadState.js_reentries_left) >>> 2;

  /** `vectorcall` without keywords; built-in functions and methods that fit are called at once, and the cache told of them. */
  function callPositional(callable: number, at: number, n: number, cache: number): number {
    const t = I32[(callable + TYPE) >>> 2]!;
    const remaining = I32[REMAINING]!;
    const reentries = I32[REENTRIES]!;
    let def = 0;
    let self = 0;
    let from = at;
    let count = n;
    let kind = 0;
    if (t === CFUNCTION) {
      def = I32[(callable + PyCFunctionObject.m_ml) >>> 2]!;
      self = I32[(callable + PyCFunctionObject.m_self) >>> 2]!;
      kind = C_FUNCTION;
    } else if (t === TYPE_TYPE) {
      if ((I32[(callable + PyTypeObject.tp_flags) >>> 2]! & TypeFlags.HEAPTYPE) === 0 && cache !== 0) {
        I32[cache] = 0;
        I32[cache + 1] = callable | C_TYPE;
      }
      // `str(i)` of an exact int: nothing of it can be overridden.
      if (
        callable === STR &&
        n === 1 &&
        I32[(I32[at]! + TYPE) >>> 2] === INT &&
        remaining > 0 &&
        reentries > 0
      )
        return str(B(I32[at]!));
    } else if (t === METHOD_DESCRIPTOR && n > 0) {
      self = I32[at]!;
      // A subclass's instance goes the long way, which asks the MRO.
      if (I32[(self + TYPE) >>> 2] === I32[(callable + PyDescrObject.d_type) >>> 2])
        def = I32[(callable + PyMethodDescrObject.d_method) >>> 2]!;
      kind = C_METHOD;
      from += 2;
      count--;
    }
    const f = def === 0 ? -1 : thunkIndex(I32[(def + PyMethodDef.ml_meth) >>> 2]!);
    if (f < 0 || remaining <= 0 || reentries <= 0) return vectorcall(B(callable), at * 4, n, NULL);
    const convention = conventionOf(I32[(def + PyMethodDef.ml_flags) >>> 2]!);
    if (!takes(convention, count)) return vectorcall(B(callable), at * 4, n, NULL);
    if (cache !== 0) {
      I32[cache] = 0;
      I32[cache + 1] = def | kind;
    }
    I32[REMAINING] = remaining - 1;
    I32[REENTRIES] = reentries - 1;
    const r: number =
      convention === Meth.O
        ? functions[f]!(self, I32[from]!)
        : convention === Meth.NOARGS
          ? functions[f]!(self, 0)
          : functions[f]!(self, from * 4, count, 0);
    // (Counted back, not set back: the limit may have been changed meanwhile.)
    I32[REMAINING] = I32[REMAINING]! + 1;
    I32[REENTRIES] = I32[REENTRIES]! + 1;
    return r !== 0 ? r : checkResult(NULL, B(callable));
  }

  return {
    callKind,
    calledFunction: () => called,
    isFunction: (x) => I32[(x + TYPE) >>> 2] === FUNCTION,
    isMethod: (x) => I32[(x + TYPE) >>> 2] === METHOD,
    initOf,
    newInstance,
    call: (callable, at, n, kwnames, cache) =>
      kwnames === 0 ? callPositional(callable, at, n, cache) : vectorcall(B(callable), at * 4, n, B(kwnames)),
    callEx: (callable, args, kwargs) => callObject(B(callable), B(args), B(kwargs)),
    allocCode: (bytes) => {
      const p = newPlain(T.code, bytes);
      zero(p + PyObject.size, bytes - PyObject.size);
      stSsize(p + PyVarObject.ob_size, (bytes - PyCodeObject.co_code_adaptive) >> 2);
      return p;
    },
    allocFunction: () => {
      const f = newGc(T.function, PyFunctionObject.size);
      zero(f + PyObject.size, PyFunctionObject.size - PyObject.size);
      stPtr(f + PyFunctionObject.vectorcall, CoreFunctions.function_vectorcall);
      return f;
    },
    coroutineOrigin,
    allocGenerator: (kind, bytes) => {
      const tp =
        kind === GeneratorKind.GENERATOR
          ? T.generator
          : kind === GeneratorKind.COROUTINE
            ? T.coroutine
            : T.async_generator;
      const g = newGc(tp, bytes);
      zero(g + PyObject.size, bytes - PyObject.size);
      return g;
    },
    newCell: (content) => newCell(content as Owned),
    track: (x) => gcTrack(B(x)),
    functionModule: (globals) => {
      const v = dictGetStr(B(globals), NAME);
      return v === 0 ? NULL : newRef(v);
    },
    builtinsOf: (globals) => {
      const b = dictGetStr(B(globals), intern('__builtins__'));
      if (b === 0) return ldPtr(State.BUILTINS_DICT);
      return isInstance(b, T.module) ? ldPtr(b + ModuleObject.md_dict) : b;
    },
    leaveFrame: leaveFrameObject,
  };
}
