/**
 * Frames: pushing, leaving, clearing.
 *
 * A thread's Python stack grows upward from `stack_top`; the part below `stack_limit` has been made ready (committed, high
 * words set), the rest up to `stack_end` has not. A frame is `Frame.size` bytes of header, then nlocalsplus + co_stacksize
 * vregs, then, in a frame of an `__init__` that was called by a class, one more: the new instance.
 *
 * The header keeps what is needed to go on: `pc` is the address of the instruction being executed (its first WIDE
 * prefix, if it has any), or of the next one after a return; `dst` says what a return does to the caller: the number of words of
 * the calling instruction << 24, and twice the number of the vreg that gets the result.
 */

import { type Addr, Frame, FrameFlags, PyCodeObject, WINDOW_HIGH } from '@tyston/memory';
import { UNSOUND } from '../code-object.js';
import type { Handle, Index } from '../space.js';
import { type Machine, W } from './machine.js';

/** Words of a frame's header: vreg 0 is this far behind the frame. */
export const HEADER = Frame.size >> 2;

export interface Frames {
  /**
   * A frame for `func` over `code`, innermost from now on, with its first `filled` vregs left for the caller to write. Takes over the
   * caller's reference to `func` only. 0 when the recursion limit or the stack's end is reached: RecursionError.
   */
  push(func: Handle, code: Handle, filled: number, dst: number, flags: number): Addr;
  /** The same for code without a function: borrows everything. */
  pushNamespace(code: Handle, globals: Handle, builtins: Handle, locals: Handle, flags: number): Addr;
  /** Takes the innermost frame, one on the Python stack, off: the frame chain first, then what it holds. */
  pop(frame: Addr): void;
  /** Releases everything that a frame holds: vregs, function, code, namespace. */
  clear(frame: Addr): void;
  /** Releases the vregs from index `from` up to `to`. */
  release(from: Index, to: Index): void;
  /** Index of n vregs above the stack's top, free until anything else runs; 0: RecursionError. */
  scratch(n: number): Index;
  /** Number of vregs of a frame over `code`. */
  vregs(code: Handle): number;
  /** Counts down the recursion limit; false: RecursionError. */
  enterRecursion(): boolean;
  leaveRecursion(): void;
}

export function makeFrames(machine: Machine): Frames {
  const { I32 } = machine.views;
  const { space, commit } = machine;
  const { incref, decref } = space;
  const T = machine.thread >>> 2;
  const T_FRAME = T + W.thread.frame;
  const T_TOP = T + W.thread.stack_top;
  const T_LIMIT = T + W.thread.stack_limit;
  const T_END = T + W.thread.stack_end;
  const T_REMAINING = T + W.thread.recursion_remaining;
  const T_HEADROOM = T + W.thread.recursion_headroom;
  const BACK = W.frame.back;
  const CODE = W.frame.code;
  const FUNC = W.frame.func;
  const GLOBALS = W.frame.globals;
  const BUILTINS = W.frame.builtins;
  const LOCALS = W.frame.locals;
  const FRAME_OBJ = W.frame.frame_obj;
  const PC = W.frame.pc;
  const DST = W.frame.dst;
  const FLAGS = W.frame.flags;
  const VREG0 = Frame.size >> 2;
  const FUNC_GLOBALS = W.func.func_globals;
  const FUNC_BUILTINS = W.func.func_builtins;
  const NLOCALSPLUS = W.code.co_nlocalsplus;
  const STACKSIZE = W.code.co_stacksize;
  const FIRST_WORD = PyCodeObject.co_code_adaptive;
  const INIT = FrameFlags.INIT;

  function vregs(code: Handle): number {
    return I32[(code >>> 2) + NLOCALSPLUS]! + I32[(code >>> 2) + STACKSIZE]!;
  }

  /** The limit or below (remaining <= 0): RecursionError, with room for the code that handles it (_Py_CheckRecursiveCall). */
  function recursionError(): boolean {
    if (I32[T_HEADROOM]! > 0 && I32[T_REMAINING]! >= -50) return true;
    I32[T_REMAINING] = I32[T_REMAINING]! + 1;
    I32[T_HEADROOM] = I32[T_HEADROOM]! + 1;
    space.setError('RecursionError', 'maximum recursion depth exceeded');
    I32[T_HEADROOM] = I32[T_HEADROOM]! - 1;
    return false;
  }

  function enterRecursion(): boolean {
    const left = I32[T_REMAINING]!;
    I32[T_REMAINING] = left - 1;
    return left > 0 || recursionError();
  }

  function leaveRecursion(): void {
    I32[T_REMAINING] = I32[T_REMAINING]! + 1;
  }

  /** Makes more of the stack ready, so that it reaches `end`. */
  function growStack(end: Addr): boolean {
    const limit = I32[T_LIMIT]! >>> 0;
    const chunk = 64 * 1024;
    const stop = Math.min(Math.ceil((end >>> 0) / chunk) * chunk, I32[T_END]! >>> 0);
    if (end >>> 0 > stop || !commit(limit, stop - limit)) {
      if ((end >>> 0) - limit > UNSOUND) space.setError('SystemError', 'unknown opcode');
      else space.setError('RecursionError', 'maximum recursion depth exceeded');
      return false;
    }
    for (let i = limit >>> 2; i < stop >>> 2; i += 2) {
      I32[i] = 0;
      I32[i + 1] = WINDOW_HIGH;
    }
    I32[T_LIMIT] = stop | 0;
    return true;
  }

  function push(func: Handle, code: Handle, filled: number, dst: number, flags: number): Addr {
    const left = I32[T_REMAINING]!;
    I32[T_REMAINING] = left - 1;
    if (left <= 0 && !recursionError()) return 0;
    const frame = I32[T_TOP]!;
    const f = frame >>> 2;
    const c = code >>> 2;
    const first = f + VREG0;
    let end = first + 2 * (I32[c + NLOCALSPLUS]! + I32[c + STACKSIZE]!);
    if ((flags & INIT) !== 0) end += 2;
    if (end > I32[T_LIMIT]! >>> 2 && !growStack(end << 2)) {
      I32[T_REMAINING] = left;
      return 0;
    }
    I32[f + BACK] = I32[T_FRAME]!;
    I32[f + CODE] = code;
    I32[f + FUNC] = func;
    I32[f + GLOBALS] = I32[(func >>> 2) + FUNC_GLOBALS]!;
    I32[f + BUILTINS] = I32[(func >>> 2) + FUNC_BUILTINS]!;
    I32[f + LOCALS] = 0;
    I32[f + FRAME_OBJ] = 0;
    I32[f + PC] = code + FIRST_WORD;
    I32[f + DST] = dst;
    I32[f + FLAGS] = flags;
    for (let i = first + 2 * filled; i < end; i += 2) I32[i] = 0;
    incref(code);
    I32[T_TOP] = end << 2;
    I32[T_FRAME] = frame;
    return frame;
  }

  function pushNamespace(
    code: Handle,
    globals: Handle,
    builtins: Handle,
    locals: Handle,
    flags: number,
  ): Addr {
    if (!enterRecursion()) return 0;
    const frame = I32[T_TOP]!;
    const f = frame >>> 2;
    const end = f + VREG0 + 2 * vregs(code);
    if (end > I32[T_LIMIT]! >>> 2 && !growStack(end << 2)) {
      leaveRecursion();
      return 0;
    }
    I32[f + BACK] = I32[T_FRAME]!;
    I32[f + CODE] = code;
    I32[f + FUNC] = 0;
    I32[f + GLOBALS] = globals;
    I32[f + BUILTINS] = builtins;
    I32[f + LOCALS] = locals;
    I32[f + FRAME_OBJ] = 0;
    I32[f + PC] = code + FIRST_WORD;
    I32[f + DST] = 0;
    I32[f + FLAGS] = flags | FrameFlags.NAMESPACE;
    for (let i = f + VREG0; i < end; i += 2) I32[i] = 0;
    incref(code);
    incref(globals);
    incref(builtins);
    if (locals !== 0) incref(locals);
    I32[T_TOP] = end << 2;
    I32[T_FRAME] = frame;
    return frame;
  }

  function scratch(n: number): Index {
    const at = I32[T_TOP]! >>> 2;
    return at + 2 * n > I32[T_LIMIT]! >>> 2 && !growStack((at + 2 * n) << 2) ? 0 : at;
  }

  function release(from: Index, to: Index): void {
    for (let i = from; i < to; i += 2) {
      const x = I32[i]!;
      if (x !== 0) {
        I32[i] = 0;
        decref(x);
      }
    }
  }

  function clearSlot(i: Index): void {
    const x = I32[i]!;
    I32[i] = 0;
    if (x !== 0) decref(x);
  }

  function clear(frame: Addr): void {
    const f = frame >>> 2;
    if (I32[f + FRAME_OBJ] !== 0) {
      space.leaveFrame(frame);
      I32[f + FRAME_OBJ] = 0;
    }
    const code = I32[f + CODE]!;
    const first = f + VREG0;
    const count = vregs(code) + ((I32[f + FLAGS]! & INIT) !== 0 ? 1 : 0);
    release(first, first + 2 * count);
    clearSlot(f + LOCALS);
    if (I32[f + FUNC] === 0) {
      clearSlot(f + GLOBALS);
      clearSlot(f + BUILTINS);
    } else clearSlot(f + FUNC);
    I32[f + CODE] = 0;
    decref(code);
  }

  function pop(frame: Addr): void {
    I32[T_FRAME] = I32[(frame >>> 2) + BACK]!;
    I32[T_REMAINING] = I32[T_REMAINING]! + 1;
    clear(frame);
    I32[T_TOP] = frame;
  }

  return { push, pushNamespace, pop, clear, release, scratch, vregs, enterRecursion, leaveRecursion };
}
