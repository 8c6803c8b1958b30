/**
 * The slow halves of instructions: what the loop calls for rather than holds. Operands arrive as indices of vregs; one
 * at or above `tp`, the index of the frame's first temporary, is consumed.
 */
import { type Addr, Frame, PyErr_StackItem, WINDOW_HIGH } from '@tyston/memory';
import type { Handle, Index } from '../space.js';
import type { Frames } from './frames.js';
import type { Functions } from './functions.js';
import { CO, type Machine, W } from './machine.js';

export interface Ops {
  binary(operator: number, l: Handle, r: Handle, own: number): Handle;
  /** UnboundLocalError or NameError for the empty variable at place `i`. */
  unbound(frame: Addr, i: number): void;
  loadClassDeref(frame: Addr, cell: Index): Handle;
  copyFreeVars(frame: Addr, count: number): void;
  /** IMPORT_NAME with level and fromlist at `args`. */
  importName(frame: Addr, name: Handle, args: Index): Handle;
  /** UNPACK_2 into two vregs; `temporary` is the vreg that holds x if it is to be consumed, else 0. 0 or -1. */
  unpack2(x: Handle, first: Index, second: Index, temporary: Index): number;
  unpackSequence(x: Index, tp: Index, n: number, at: Index): number;
  /**
   * UNPACK_SEQUENCE into the temporaries at `at`, and from there one by one into the vregs at `to`: `pc` is where the first store
   * stands, as the frame of `fp` is to say it.
   */
  unpackInto(fp: Index, x: Index, tp: Index, n: number, at: Index, to: Index, pc: Addr): number;
  unpackEx(x: Index, tp: Index, before: number, after: number, at: Index): number;
  yieldFromIter(frame: Addr, x: Handle): Handle;
  buildSlice(at: Index, count: number): Handle;
  makeFunction(frame: Addr, at: Index, flags: number, code: Handle): Handle;
  pushExcInfo(exc: Handle): Handle;
  /** Steals previous. */
  popExcept(previous: Handle): void;
  /** RAISE_AGAIN. True: the handled exception is pending again; false: RuntimeError is. */
  raiseAgain(): boolean;
  matchExcGroup(base: Index, classes: Handle): number;
  /** END_ASYNC_FOR: steals exc. True: it was StopAsyncIteration. */
  endAsyncFor(exc: Handle): boolean;
  exitWith(exit: Handle, exc: Handle): Handle;
}

export function makeOps(machine: Machine, frames: Frames, functions: Functions): Ops {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref, None } = space;
  const T = machine.thread >>> 2;
  const T_TOP = T + W.thread.stack_top;
  const T_EXC_INFO = T + W.thread.exc_info;
  const EXC_VALUE = PyErr_StackItem.exc_value >> 2;
  const PREVIOUS = PyErr_StackItem.previous_item >> 2;
  const ITEM = W.tuple.ob_item;
  const OB_REF = W.cell.ob_ref;
  const VREG0 = Frame.size >> 2;
  const SAVED_PC = W.frame.pc - VREG0;

  /** In CPython's NB_* order: BINARY_OPERATORS. */
  const operators: readonly ((l: Handle, r: Handle, own: number) => Handle)[] = [
    space.add,
    space.and,
    space.floorDivide,
    space.leftShift,
    space.matrixMultiply,
    space.multiply,
    space.modulo,
    space.or,
    space.power,
    space.rightShift,
    space.subtract,
    space.trueDivide,
    space.xor,
    space.inplaceAdd,
    space.inplaceAnd,
    space.inplaceFloorDivide,
    space.inplaceLeftShift,
    space.inplaceMatrixMultiply,
    space.inplaceMultiply,
    space.inplaceModulo,
    space.inplaceOr,
    space.inplacePower,
    space.inplaceRightShift,
    space.inplaceSubtract,
    space.inplaceTrueDivide,
    space.inplaceXor,
  ];

  function binary(operator: number, l: Handle, r: Handle, own: number): Handle {
    return operators[operator]!(l, r, own);
  }

  function codeOf(frame: Addr): number {
    return I32[(frame >>> 2) + W.frame.code]! >>> 2;
  }

  function unbound(frame: Addr, i: number): void {
    const code = codeOf(frame);
    const name = I32[(I32[code + W.code.co_localsplusnames]! >>> 2) + ITEM + 2 * i]!;
    const text = space.text(name);
    if (i >= I32[code + W.code.co_nlocalsplus]! - I32[code + W.code.co_nfreevars]!) {
      space.setNameError(
        'NameError',
        `cannot access free variable '${text}' where it is not associated with a value in enclosing scope`,
        name,
      );
    } else {
      space.setNameError(
        'UnboundLocalError',
        `cannot access local variable '${text}' where it is not associated with a value`,
        name,
      );
    }
  }

  function loadClassDeref(frame: Addr, cell: Index): Handle {
    const f = frame >>> 2;
    const i = (cell - f - VREG0) >> 1;
    const code = codeOf(frame);
    const name = I32[(I32[code + W.code.co_localsplusnames]! >>> 2) + ITEM + 2 * i]!;
    const value = space.lookupName(I32[f + W.frame.locals]!, name);
    if (value !== 0) return value;
    if (I32[T + W.thread.curexc_type] !== 0) return 0;
    const content = I32[(I32[cell]! >>> 2) + OB_REF]!;
    if (content === 0) unbound(frame, i);
    else incref(content);
    return content;
  }

  function copyFreeVars(frame: Addr, count: number): void {
    const f = frame >>> 2;
    const closure = (I32[(I32[f + W.frame.func]! >>> 2) + W.func.func_closure]! >>> 2) + ITEM;
    let to = f + VREG0 + 2 * (I32[codeOf(frame) + W.code.co_nlocalsplus]! - count);
    for (let i = 0; i < count; i++) {
      const cell = I32[closure + 2 * i]!;
      incref(cell);
      I32[to] = cell;
      to += 2;
    }
  }

  function importName(frame: Addr, name: Handle, args: Index): Handle {
    const f = frame >>> 2;
    const locals = I32[f + W.frame.locals]!;
    const result = space.importName(
      name,
      I32[f + W.frame.globals]!,
      locals === 0 ? None : locals,
      I32[f + W.frame.builtins]!,
      I32[args + 2]!,
      I32[args]!,
    );
    frames.release(args, args + 4);
    return result;
  }

  function unpack2(x: Handle, first: Index, second: Index, temporary: Index): number {
    // Both must have arrived before either variable changes: they come in above the stack's top.
    const at = frames.scratch(2);
    if (at === 0) return -1;
    const top = I32[T_TOP]!;
    I32[at] = 0;
    I32[at + 2] = 0;
    I32[T_TOP] = top + 16;
    const status = space.unpackSequence(x, 2, at);
    I32[T_TOP] = top;
    if (temporary !== 0) {
      I32[temporary] = 0;
      decref(x);
    }
    if (status < 0) return -1;
    const a = I32[at]!;
    const b = I32[at + 2]!;
    const oldA = I32[first]!;
    I32[first] = a;
    // A variable may be both targets, so the second old value is read after the first store.
    if (oldA !== 0) decref(oldA);
    const oldB = I32[second]!;
    I32[second] = b;
    if (oldB !== 0) decref(oldB);
    return 0;
  }

  function unpackSequence(x: Index, tp: Index, n: number, at: Index): number {
    const value = I32[x]!;
    // The value may be in one of the temporaries to be filled.
    if (x >= tp) I32[x] = 0;
    const status = space.unpackSequence(value, n, at);
    if (x >= tp) decref(value);
    return status;
  }

  function unpackInto(fp: Index, x: Index, tp: Index, n: number, at: Index, to: Index, pc: Addr): number {
    if (unpackSequence(x, tp, n, at) < 0) return -1;
    for (let i = 0; i < n; i++) {
      I32[fp + SAVED_PC] = pc + 4 * i;
      const old = I32[to + 2 * i]!;
      I32[to + 2 * i] = I32[at + 2 * i]!;
      I32[at + 2 * i] = 0;
      if (old !== 0) decref(old);
    }
    return 0;
  }

  function unpackEx(x: Index, tp: Index, before: number, after: number, at: Index): number {
    const value = I32[x]!;
    if (x >= tp) I32[x] = 0;
    const status = space.unpackEx(value, before, after, at);
    if (x >= tp) decref(value);
    return status;
  }

  function yieldFromIter(frame: Addr, x: Handle): Handle {
    const flags = I32[codeOf(frame) + W.code.co_flags]!;
    return space.yieldFromIter(x, (flags & (CO.COROUTINE | CO.ITERABLE_COROUTINE)) !== 0);
  }

  function buildSlice(at: Index, count: number): Handle {
    const result = space.buildSlice(I32[at]!, I32[at + 2]!, count === 3 ? I32[at + 4]! : 0);
    frames.release(at, at + 2 * count);
    return result;
  }

  /** Flags as MAKE_FUNCTION has them; each takes one temporary. */
  function makeFunction(frame: Addr, at: Index, flags: number, code: Handle): Handle {
    const func = functions.newFunction(
      code,
      I32[(frame >>> 2) + W.frame.globals]!,
      I32[(frame >>> 2) + W.frame.builtins]!,
    );
    const fields = [
      W.func.func_defaults,
      W.func.func_kwdefaults,
      W.func.func_annotations,
      W.func.func_closure,
    ];
    for (let bit = 0; bit < 4; bit++) {
      if ((flags & (1 << bit)) === 0) continue;
      const x = I32[at]!;
      I32[at] = 0;
      at += 2;
      if (func === 0) decref(x);
      else {
        I32[(func >>> 2) + fields[bit]!] = x;
        I32[(func >>> 2) + fields[bit]! + 1] = WINDOW_HIGH;
      }
    }
    return func;
  }

  function setHandled(exc: Handle): Handle {
    const at = (I32[T_EXC_INFO]! >>> 2) + EXC_VALUE;
    const old = I32[at]!;
    I32[at] = exc;
    I32[at + 1] = exc === 0 ? 0 : WINDOW_HIGH;
    return old;
  }

  function pushExcInfo(exc: Handle): Handle {
    incref(exc);
    const old = setHandled(exc);
    if (old !== 0) return old;
    incref(None);
    return None;
  }

  function popExcept(previous: Handle): void {
    const old = setHandled(previous === None ? 0 : previous);
    if (previous === None) decref(None);
    if (old !== 0) decref(old);
  }

  function raiseAgain(): boolean {
    let item = I32[T_EXC_INFO]! >>> 2;
    while (item !== 0) {
      const exc = I32[item + EXC_VALUE]!;
      if (exc !== 0 && exc !== None) {
        incref(exc);
        space.restoreException(exc);
        return true;
      }
      item = I32[item + PREVIOUS]! >>> 2;
    }
    space.setError('RuntimeError', 'No active exception to reraise');
    return false;
  }

  function matchExcGroup(base: Index, classes: Handle): number {
    const exc = I32[base]!;
    I32[base] = 0;
    const status = space.exceptionGroupMatch(exc, classes, base);
    decref(exc);
    if (status < 0) return -1;
    let match = I32[base]!;
    I32[base] = I32[base + 2]!;
    if (match !== 0) {
      incref(match);
      const old = setHandled(match);
      if (old !== 0) decref(old);
    } else {
      match = None;
      incref(None);
    }
    I32[base + 2] = match;
    return 0;
  }

  function endAsyncFor(exc: Handle): boolean {
    space.restoreException(exc);
    if (!space.pendingIs('StopAsyncIteration')) return false;
    decref(space.takeException());
    return true;
  }

  function exitWith(exit: Handle, exc: Handle): Handle {
    const at = frames.scratch(3);
    if (at === 0) return 0;
    const top = I32[T_TOP]!;
    I32[at] = space.typeOfException(exc);
    I32[at + 2] = exc;
    I32[at + 4] = space.tracebackOf(exc);
    I32[T_TOP] = top + 24;
    const result = space.call(exit, at, 3, 0, 0);
    I32[T_TOP] = top;
    decref(I32[at]!);
    decref(I32[at + 4]!);
    return result;
  }

  return {
    binary,
    unbound,
    loadClassDeref,
    copyFreeVars,
    importName,
    unpack2,
    unpackSequence,
    unpackInto,
    unpackEx,
    yieldFromIter,
    buildSlice,
    makeFunction,
    pushExcInfo,
    popExcept,
    raiseAgain,
    matchExcGroup,
    endAsyncFor,
    exitWith,
  };
}
