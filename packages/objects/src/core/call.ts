/**
 * Calling. Everything goes through vectorcall: a callable, consecutive arguments in the window, a tuple of keyword
 * names. Arguments that TypeScript passes are pushed on top of the thread's Python stack, whose high words are always
 * right (see memory's frame layout).
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  OutOfMemory,
  type Owned,
  PyCFunctionObject,
  PyMethodDef,
  PyTupleObject,
  PyTypeObject,
  PyVarObject,
  Roots,
  st32,
  ThreadState,
  TypeFlags,
  thunkIndex,
  WINDOW_HIGH,
} from '@tyston/memory'; // prettier-ignore
import { typeFlags } from './alloc.js';
import { dictEntryKey, dictEntryValue, dictLength, dictNext, dictSet, newDict } from './dict.js';
import { errOccurred, setError, typeError } from './errors.js';
import { callPythonFunction } from './function-hook.js';
import { call3, call4, functions } from './functions.js';
import { gcTrack } from './gc-list.js';
import { typeName } from './names.js';
import { enterRecursive, leaveRecursive } from './recursion.js';
import { decref, incref, typeOf } from './refcount.js';
import { isInstance } from './subtype.js';
import { newTupleBuffer, newTupleFrom, tupleInit, tupleItem, tupleLength } from './tuple.js';
import { T } from './wellknown.js';

const STACK_TOP = Roots.MAIN_THREAD + ThreadState.stack_top;
const STACK_LIMIT = Roots.MAIN_THREAD + ThreadState.stack_limit;
const STACK_END = Roots.MAIN_THREAD + ThreadState.stack_end;

/**
 * Reserves `n` words for arguments on top of the Python stack, plus one in front that a callee may use for a bound
 * self. Returns the address of the first argument. Give them back with `popArgs(args)`, last in, first out.
 */
export function pushArgs(n: number): Addr {
  const top = ld32(STACK_TOP);
  const end = top + 8 + n * 8;
  if (end >>> 0 > ld32(STACK_LIMIT) >>> 0) growStack(end);
  st32(top, 0);
  st32(STACK_TOP, end);
  return top + 8;
}

let commit: (start: number, bytes: number) => boolean = () => true;
/** How memory of the Python stack is made accessible; handed in at attach. */
export function setStackCommit(f: typeof commit): void {
  commit = f;
}
/** Makes the Python stack ready up to `end`: accessible, with its high words set (as the interpreter does for frames). */
function growStack(end: Addr): void {
  const limit = ld32(STACK_LIMIT) >>> 0;
  const stop = Math.min(Math.ceil((end >>> 0) / 65536) * 65536, ld32(STACK_END) >>> 0);
  if (end >>> 0 > stop || !commit(limit, stop - limit)) throw new OutOfMemory();
  for (let a = limit; a < stop; a += 8) {
    st32(a, 0);
    st32(a + 4, WINDOW_HIGH);
  }
  st32(STACK_LIMIT, stop);
}
export function popArgs(args: Addr): void {
  st32(STACK_TOP, args - 8);
}
/** Writes argument `i` (the high word of a stack word is always right). */
export function setArg(args: Addr, i: number, v: Borrowed): void {
  st32(args + i * 8, v);
}

/** METH_* flags. */
export const Meth = Object.freeze({
  VARARGS: 1,
  KEYWORDS: 2,
  NOARGS: 4,
  O: 8,
  CLASS: 0x10,
  STATIC: 0x20,
  COEXIST: 0x40,
  FASTCALL: 0x80,
  METHOD: 0x200,
});

/** Calls the C-level function of a method definition with `self`. `name` is asked for only in errors. */
export function callMethodDef(
  def: Addr,
  self: Borrowed,
  args: Addr,
  n: number,
  kwnames: Borrowed,
  name: () => string,
): Owned {
  const meth = ld32(def + PyMethodDef.ml_meth);
  const flags = ld32(def + PyMethodDef.ml_flags);
  const i = thunkIndex(meth);
  const kind = flags & ~(Meth.CLASS | Meth.STATIC | Meth.COEXIST);
  if (i >= 0 && kind === (Meth.FASTCALL | Meth.KEYWORDS)) return functions[i]!(self, args, n, kwnames);
  if (kwnames !== 0 && tupleLength(kwnames) !== 0) {
    if (kind === (Meth.FASTCALL | Meth.KEYWORDS)) return foreign4(meth, self, args, n, kwnames);
    if (kind === (Meth.VARARGS | Meth.KEYWORDS)) return callVarargs(meth, self, args, n, kwnames);
    return typeError(`${name()}() takes no keyword arguments`);
  }
  switch (kind) {
    case Meth.NOARGS:
      if (n !== 0) return typeError(`${name()}() takes no arguments (${n} given)`);
      return (i >= 0 ? functions[i]!(self, 0) : call3(meth, self, 0, 0)) as Owned;
    case Meth.O:
      if (n !== 1) return typeError(`${name()}() takes exactly one argument (${n} given)`);
      return (i >= 0 ? functions[i]!(self, ld32(args)) : call3(meth, self, ld32(args), 0)) as Owned;
    case Meth.FASTCALL:
      return call3(meth, self, args, n) as Owned;
    case Meth.FASTCALL | Meth.KEYWORDS:
      return foreign4(meth, self, args, n, 0 as Borrowed);
    default:
      return callVarargs(meth, self, args, n, kwnames);
  }
}

function foreign4(f: Addr, self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  return call4(f, self, args, n, kwnames) as Owned;
}
function callVarargs(f: Addr, self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const tuple = newTupleFrom(args, n);
  const kwargs = kwnames === 0 || tupleLength(kwnames) === 0 ? NULL : kwargsDict(args + n * 8, kwnames);
  const r = call3(f, self, tuple, kwargs) as Owned;
  decref(tuple);
  if (kwargs !== 0) decref(kwargs);
  return r;
}

/** A dict of keyword arguments: names from a tuple, values from consecutive words. New reference. */
export function kwargsDict(values: Addr, kwnames: Borrowed): Owned {
  const d = newDict();
  const n = tupleLength(kwnames);
  for (let i = 0; i < n; i++) dictSet(d, tupleItem(kwnames, i), ldPtr(values + i * 8));
  return d;
}

/** Address of the vectorcall function that `callable` carries, or 0. */
export function vectorcallOf(callable: Borrowed): Addr {
  const tp = typeOf(callable);
  if (!(typeFlags(tp) & TypeFlags.HAVE_VECTORCALL)) return 0;
  return ld32(callable + ld32(tp + PyTypeObject.tp_vectorcall_offset));
}

/** Set in nargsf when args[-1] may be overwritten during the call. TypeScript passes plain counts: it always may. */
export const ARGUMENTS_OFFSET = 0;

/**
 * Calls `callable` with `n` positional arguments at `args` and one for each name in the tuple `kwnames` (or 0). All are
 * borrowed; the word in front of `args` may be used during the call. New reference or NULL.
 */
export function vectorcall(callable: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const tp = typeOf(callable);
  // Its frame counts against the limits of recursion itself.
  if (tp === T.function) return callPythonFunction(callable, args, n, kwnames);
  if (tp === T.builtin_function_or_method) {
    const def = ldAddr(callable + PyCFunctionObject.m_ml);
    if (!enterRecursive(' while calling a Python object')) return NULL;
    const r = callMethodDef(def, ldPtr(callable + PyCFunctionObject.m_self), args, n, kwnames, () =>
      qualifiedName(callable),
    );
    leaveRecursive();
    return checkResult(r, callable);
  }
  const f = vectorcallOf(callable);
  if (f !== 0) {
    if (!enterRecursive(' while calling a Python object')) return NULL;
    const r = call4(f, callable, args, n, kwnames) as Owned;
    leaveRecursive();
    return checkResult(r, callable);
  }
  return callByTuple(callable, args, n, kwnames);
}

/** The same through tp_call, for what has no vectorcall, or leaves this call to the general way. */
export function callByTuple(callable: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const tuple = newTupleFrom(args, n);
  const kwargs = kwnames === 0 || tupleLength(kwnames) === 0 ? NULL : kwargsDict(args + n * 8, kwnames);
  const r = callSlot(callable, tuple, kwargs);
  decref(tuple);
  if (kwargs !== 0) decref(kwargs);
  return r;
}

/** The name that CPython's error texts give a built-in function: `list.append`, `len`, … */
let qualifiedName: (callable: Borrowed) => string = () => '?';
export function setQualifiedName(f: typeof qualifiedName): void {
  qualifiedName = f;
}

/** What a call has returned: NULL must come with an exception. */
export function checkResult(r: Owned, callable: Borrowed): Owned {
  if (r === 0 && errOccurred() === 0)
    return setError(T.SystemError, `${typeName(callable)} returned NULL without setting an exception`);
  return r;
}

function callSlot(callable: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const f = ld32(typeOf(callable) + PyTypeObject.tp_call);
  if (f === 0) return typeError(`'${typeName(callable)}' object is not callable`);
  if (!enterRecursive(' while calling a Python object')) return NULL;
  const r = call3(f, callable, args, kwargs) as Owned;
  leaveRecursive();
  return checkResult(r, callable);
}

/** `callable(*args, **kwargs)`; `args` a tuple, `kwargs` a dict or 0. New reference. */
export function callObject(callable: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (typeOf(callable) !== T.builtin_function_or_method && vectorcallOf(callable) === 0)
    return callSlot(callable, args, kwargs);
  const n = ld32(args + PyVarObject.ob_size);
  const k = kwargs === 0 ? 0 : dictLength(kwargs);
  const at = pushArgs(n + k);
  for (let i = 0; i < n; i++) setArg(at, i, ldPtr(args + PyTupleObject.ob_item + i * 8));
  let kwnames = NULL;
  if (k > 0) {
    kwnames = newTupleBuffer(k);
    let i = 0;
    for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c), i++) {
      const key = dictEntryKey();
      if (!isInstance(key, T.str)) {
        popArgs(at);
        gcTrack(kwnames);
        decref(kwnames);
        return typeError('keywords must be strings');
      }
      incref(key);
      tupleInit(kwnames, i, key as Owned);
      // A reference, for the callee may change the dict.
      const v = dictEntryValue();
      incref(v);
      setArg(at, n + i, v);
    }
    gcTrack(kwnames);
  }
  const r = vectorcall(callable, at, n, kwnames);
  for (let i = n; i < n + k; i++) decref(ldPtr(at + i * 8));
  popArgs(at);
  if (kwnames !== 0) decref(kwnames);
  return r;
}

/** Calls with positional arguments, all borrowed. New reference or NULL. */
export function call(callable: Borrowed, ...args: Borrowed[]): Owned {
  const at = pushArgs(args.length);
  for (let i = 0; i < args.length; i++) setArg(at, i, args[i]!);
  const r = vectorcall(callable, at, args.length, 0 as Borrowed);
  popArgs(at);
  return r;
}

/** Calls a vectorcall function with (args tuple, kwargs dict or 0). */
export function kwargsToVector(
  callable: Borrowed,
  args: Borrowed,
  kwargs: Borrowed,
  f: (callable: Borrowed, args: Addr, n: number, kwnames: Borrowed) => Owned,
): Owned {
  const n = tupleLength(args);
  const k = kwargs === 0 ? 0 : dictLength(kwargs);
  const at = pushArgs(n + k);
  for (let i = 0; i < n; i++) setArg(at, i, tupleItem(args, i));
  let kwnames = NULL;
  if (k > 0) {
    kwnames = newTupleBuffer(k);
    let i = 0;
    for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c), i++) {
      const key = dictEntryKey();
      if (!isInstance(key, T.str)) {
        popArgs(at);
        gcTrack(kwnames);
        decref(kwnames);
        return typeError('keywords must be strings');
      }
      incref(key);
      tupleInit(kwnames, i, key as Owned);
      setArg(at, n + i, dictEntryValue());
    }
    gcTrack(kwnames);
  }
  const r = f(callable, at, n, kwnames);
  popArgs(at);
  if (kwnames !== 0) decref(kwnames);
  return r;
}
