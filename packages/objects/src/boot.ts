/**
 * Building the object model in a fresh window, or joining one that stands.
 *
 * What an isolate needs is registered every time: functions under their table indices, hooks between files. What lives in the
 * window is made once: singletons, then `object` and `type`, then the other types in order.
 */

import {
  type Allocator,
  type Borrowed,
  EvalBreaker,
  ld32,
  ldAddr,
  ldPtr,
  type Owned,
  PyASCIIObject,
  PyBytesObject,
  PyLongObject,
  PyObject,
  PyTypeObject,
  PyVarObject,
  PyWrapperDescrObject,
  st8,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
  UnicodeState,
  type WindowMemory,
  zero,
} from '@tyston/memory';
import { setNotImplementedNext } from './core/abstract.js';
import { allocTracked } from './core/alloc.js';
import { setStackCommit } from './core/call.js';
import { CoreFunctions, setCoreFunction } from './core/core-functions.js';
import type { TypeSpec } from './core/define.js';
import { attachDicts, newDict } from './core/dict.js';
import { registerDictGetters } from './core/dict-getset.js';
import { initEmptyKeys } from './core/dict-keys.js';
import { errFetch, errOccurred, errRestore, typeError } from './core/errors.js';
import { call3 } from './core/functions.js';
import { collectDue } from './core/gc.js';
import { GC_AGAIN, GC_APART, gcHead, initGcList } from './core/gc-list.js';
import {
  callDel,
  setFinalizer,
  setIsGenericGetAttrWrapper,
  setSlotSequenceIterator,
} from './core/generic-slots.js';
import { setHashHigh } from './core/hash-high.js';
import { attachHeap } from './core/heap.js';
import { initImmortal } from './core/immortal.js';
import { objectFree, subtypeClear, subtypeDealloc, subtypeTraverse } from './core/instance.js';
import { resetInternCache } from './core/intern.js';
import { resetMethodCache } from './core/lookup.js';
import { newStaticMethodObject } from './core/method-objects.js';
import { resetModuleTypes, setAddToBases } from './core/module-make.js';
import { c3 } from './core/mro.js';
import { typeName, tpName as typeNameOfType } from './core/names.js';
import { genericGetAttr, genericSetAttr, setGenericGetAttrAddress } from './core/object.js';
import { decref, IMMORTAL_REFCOUNT, newRef } from './core/refcount.js';
import { setSafepointServer } from './core/safepoint.js';
import { attachSets } from './core/set.js';
import { State } from './core/state.js';
import { isInstance, isSubtypeByMro } from './core/subtype.js';
import { newTuple, tupleItem, tupleLength, tupleSlice } from './core/tuple.js';
import {
  type ReadySpec,
  readyType,
  registerGenericSlots,
  registerTables,
  setMakeStaticMethod,
} from './core/type-ready.js';
import { writeUnraisable } from './core/unraisable.js';
import {
  Ellipsis,
  EmptyBytes,
  EmptyStr,
  EmptyTuple,
  False,
  latin1Char,
  None,
  NotImplemented,
  SMALL_INT_MAX,
  SMALL_INT_MIN,
  STATIC_TYPES,
  singleByte,
  smallInt,
  T,
  True,
} from './core/wellknown.js'; // prettier-ignore
import { newIndexIterator } from './lib/index-iterator.js';
import { cfunctionVectorcall } from './types/builtin-function.js';
import { methodDescrVectorcall } from './types/descriptors.js';
import { functionVectorcall, methodVectorcall } from './types/function.js';
import { builtinTypes } from './types/index.js';
import { objectNew } from './types/object.js';
import { addToBases } from './types/type/bases.js';

/** Registers what has no place in the window: functions by index and hooks. Once per isolate. */
function registerFunctions(): void {
  setCoreFunction('cfunction_vectorcall', cfunctionVectorcall);
  setCoreFunction('method_descr_vectorcall', methodDescrVectorcall);
  setCoreFunction('function_vectorcall', functionVectorcall);
  setCoreFunction('method_vectorcall', methodVectorcall);
  setCoreFunction('generic_getattr', (o: Borrowed, n: Borrowed) => genericGetAttr(o, n));
  setCoreFunction('generic_setattr', genericSetAttr);
  setCoreFunction('generic_alloc', allocTracked);
  setCoreFunction('generic_new', objectNew);
  setCoreFunction('object_free', objectFree);
  setCoreFunction('subtype_dealloc', subtypeDealloc);
  setCoreFunction('subtype_traverse', subtypeTraverse);
  setCoreFunction('subtype_clear', subtypeClear);
  setCoreFunction('hash_not_implemented', (o: Borrowed) => {
    setHashHigh(-1);
    typeError(`unhashable type: '${typeName(o)}'`);
    return -1;
  });
  setNotImplementedNext(
    setCoreFunction('next_not_implemented', (o: Borrowed) =>
      typeError(`'${typeName(o)}' object is not iterable`),
    ),
  );
  setCoreFunction('object_iter_self', (o: Borrowed) => newRef(o));
  setCoreFunction('new_wrapper', newWrapper);
  registerGenericSlots();
  setSafepointServer(EvalBreaker.COLLECT, collectDue);
  setAddToBases(addToBases);
  registerDictGetters();
  setMakeStaticMethod(newStaticMethodObject);
  setSlotSequenceIterator((o) => newIndexIterator(T.iterator, o, 0));
  setIsGenericGetAttrWrapper(
    (d) => ldAddr(d + PyWrapperDescrObject.d_wrapped) === ld32(T.object + PyTypeObject.tp_getattro),
  );
  setFinalizer((self) => {
    const pending = errFetch();
    const { raised, method } = callDel(self);
    if (raised) writeUnraisable(method);
    if (method !== 0) decref(method);
    else if (errOccurred()) writeUnraisable(self);
    errRestore(pending.type, pending.value, pending.traceback);
  });
  builtinTypes.forEach((spec) => {
    registerTables(STATIC_TYPES.indexOf(spec.type), 0, completed(spec));
  });
}

/** `T.__new__(cls, …)` of a built-in type T (tp_new_wrapper): checks that T's layout is cls's. */
function newWrapper(self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const name = typeNameOfType(self);
  if (tupleLength(args) < 1) return typeError(`${name}.__new__(): not enough arguments`);
  const cls = tupleItem(args, 0);
  if (!isInstance(cls, T.type))
    return typeError(`${name}.__new__(X): X is not a type object (${typeName(cls)})`);
  if (!isSubtypeByMro(cls, self)) {
    return typeError(
      `${name}.__new__(${typeNameOfType(cls)}): ${typeNameOfType(cls)} is not a subtype of ${name}`,
    );
  }
  // The most derived base that is not a Python class must be the one whose __new__ this is.
  let base = cls;
  while (
    base !== 0 &&
    ld32(base + PyTypeObject.tp_new) !== ld32(self + PyTypeObject.tp_new) &&
    ld32(base + PyTypeObject.tp_flags) & TypeFlags.HEAPTYPE
  ) {
    base = ldPtr(base + PyTypeObject.tp_base);
  }
  let solid = cls;
  while (
    solid !== 0 &&
    ld32(solid + PyTypeObject.tp_flags) & TypeFlags.HEAPTYPE &&
    ld32(solid + PyTypeObject.tp_dealloc) === CoreFunctions.subtype_dealloc
  ) {
    solid = ldPtr(solid + PyTypeObject.tp_base);
  }
  if (solid !== 0 && ld32(solid + PyTypeObject.tp_new) !== ld32(self + PyTypeObject.tp_new)) {
    return typeError(
      `${name}.__new__(${typeNameOfType(cls)}) is not safe, use ${typeNameOfType(solid)}.__new__()`,
    );
  }
  const rest = tupleSlice(args, 1, tupleLength(args));
  const r = call3(ld32(self + PyTypeObject.tp_new), cls, rest, kwargs) as Owned;
  decref(rest);
  return r;
}

/** A type's tables with the defaults that its declaration leaves out. */
function completed(spec: TypeSpec): TypeSpec {
  return spec;
}

function makeSingleton(p: Borrowed, type: Borrowed): void {
  stSsize(p, IMMORTAL_REFCOUNT);
  stPtr(p + PyObject.ob_type, type);
}
function makeSingletons(): void {
  makeSingleton(None, T.NoneType);
  makeSingleton(NotImplemented, T.NotImplementedType);
  makeSingleton(Ellipsis, T.ellipsis);
  for (const [p, v] of [
    [False, 0],
    [True, 1],
  ] as const) {
    makeSingleton(p, T.bool);
    stSsize(p + PyVarObject.ob_size, v);
    st32(p + PyLongObject.ob_digit, v);
  }
  zero(EmptyTuple - 16, 16);
  makeSingleton(EmptyTuple, T.tuple);
  stSsize(EmptyTuple + PyVarObject.ob_size, 0);
  makeSingleton(EmptyBytes, T.bytes);
  stSsize(EmptyBytes + PyVarObject.ob_size, 0);
  stSsize(EmptyBytes + PyBytesObject.ob_shash, -1);
  st8(EmptyBytes + PyBytesObject.ob_sval, 0);
  for (let b = 0; b < 256; b++) {
    const p = singleByte(b);
    makeSingleton(p, T.bytes);
    stSsize(p + PyVarObject.ob_size, 1);
    stSsize(p + PyBytesObject.ob_shash, -1);
    st8(p + PyBytesObject.ob_sval, b);
    st8(p + PyBytesObject.ob_sval + 1, 0);
  }
  for (let v = SMALL_INT_MIN; v <= SMALL_INT_MAX; v++) {
    const p = smallInt(v);
    makeSingleton(p, T.int);
    stSsize(p + PyVarObject.ob_size, Math.sign(v));
    st32(p + PyLongObject.ob_digit, Math.abs(v));
  }
  makeString(EmptyStr, -1);
  for (let c = 0; c < 256; c++) makeString(latin1Char(c), c);
}
/** A preallocated string of one Latin-1 character, or of none (-1). */
function makeString(p: Borrowed, c: number): void {
  const ascii = c < 128;
  const header = ascii ? PyASCIIObject.size : 72;
  zero(p, header + 8);
  makeSingleton(p, T.str);
  stSsize(p + PyASCIIObject.length, c < 0 ? 0 : 1);
  stSsize(p + PyASCIIObject.hash, -1);
  st32(
    p + PyASCIIObject.state,
    (1 << UnicodeState.KIND_SHIFT) |
      UnicodeState.COMPACT |
      UnicodeState.READY |
      (ascii ? UnicodeState.ASCII : 0),
  );
  if (c >= 0) st8(p + header, c);
}

function initState(): void {
  st32(State.NEXT_TYPE_VERSION, 1);
  st32(State.NEXT_DICT_VERSION, 1);
  st32(State.NEXT_KEYS_VERSION, 2);
  st32(State.NEXT_FUNC_VERSION, 1);
  for (let g = 0; g < 4; g++) initGcList(gcHead(g));
  initGcList(GC_APART);
  initGcList(GC_AGAIN);
  [700, 10, 10].forEach((n, i) => {
    st32(State.GC_THRESHOLDS + i * 8, n);
  });
  st32(State.GC_ENABLED, 1);
  st32(State.INT_MAX_STR_DIGITS, 4300);
}

function readyStatic(spec: TypeSpec): void {
  const tp = T[spec.type];
  stSsize(tp, IMMORTAL_REFCOUNT);
  stPtr(tp + PyObject.ob_type, T.type);
  const base = spec.type === 'object' ? (0 as Borrowed) : T[spec.base ?? 'object'];
  const ready: ReadySpec = { ...spec, name: spec.tpName ?? spec.type.replace(/^sys\./, 'sys.') };
  readyType(tp, ready, base, STATIC_TYPES.indexOf(spec.type), 0, TypeFlags.IMMUTABLETYPE);
  if (base !== 0) pendingBases.push(tp);
}
const pendingBases: Borrowed[] = [];

/** ExceptionGroup(BaseExceptionGroup, Exception): a class with two bases. */
function readyExceptionGroup(): void {
  const spec: TypeSpec = {
    type: 'ExceptionGroup',
    base: 'BaseExceptionGroup',
    basicsize: 0,
    flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
    slots: {},
  };
  readyStatic(spec);
  const tp = T.ExceptionGroup;
  decref(ldPtr(tp + PyTypeObject.tp_bases));
  stPtr(tp + PyTypeObject.tp_bases, newTuple(newRef(T.BaseExceptionGroup), newRef(T.Exception)));
  const mro = c3(tp);
  decref(ldPtr(tp + PyTypeObject.tp_mro));
  stPtr(tp + PyTypeObject.tp_mro, mro);
}

export interface BootOptions {
  readonly memory: WindowMemory;
  readonly allocator: Allocator;
  /** True for an empty window; false to join one in which the object model stands. */
  readonly fresh: boolean;
  /** The hash seed: 0 for a fixed key, undefined for a random one (16 bytes given as `hashKey`). */
  readonly hashKey?: Uint8Array;
  readonly commit?: (start: number, bytes: number) => boolean;
}

/** Attaches the object model to the window that memory has attached. */
export function boot(options: BootOptions): void {
  attachHeap(options.allocator);
  resetInternCache();
  resetModuleTypes();
  resetMethodCache();
  if (options.commit) setStackCommit(options.commit);
  if (!options.fresh) {
    attachDicts();
    attachSets();
    registerFunctions();
    setGenericGetAttrAddress(ld32(T.object + PyTypeObject.tp_getattro));
    return;
  }
  initState();
  initImmortal();
  initEmptyKeys();
  attachDicts();
  attachSets();
  registerFunctions();
  options.hashKey?.forEach((b, i) => {
    st8(State.HASH_SECRET + i, b);
  });
  makeSingletons();
  stPtr(State.INTERNED, newDict());
  for (const spec of builtinTypes) readyStatic(spec);
  readyExceptionGroup();
  setGenericGetAttrAddress(ld32(T.object + PyTypeObject.tp_getattro));
  // `__subclasses__` needs weak references, whose type has to stand first.
  for (const tp of pendingBases) addToBases(tp);
  pendingBases.length = 0;
  st32(State.READY, 1);
}
