/**
 * sys.settrace and sys.setprofile, at no cost while they are not used.
 *
 * While tracing is on, a bit in the eval breaker makes the loop look at each frame that it is about to run: the frame's
 * code is *instrumented*, that is, the opcode byte of every instruction (of its first prefix, if it has any) is replaced by TRAP, and
 * the original code is kept in `_co_code`, where `co_code` looks for it. The loop has no case for TRAP: it calls `trap`, which reports
 * what is to be reported and returns the original opcode. Once tracing is off, the next trap in a code object restores it.
 *
 * A frame whose call has been reported carries TRACED in its flags, and the place of its previous instruction above them; so returns,
 * which are fast only for frames without flags, come by as well.
 */
import { type Addr, EvalBreaker, PyCodeObject } from '@tyston/memory';
import { OPCODES } from '../opcodes.js';
import { type Handle, type Index, TraceEvent } from '../space.js';
import type { Lines } from './lines.js';
import { type Machine, W } from './machine.js';

/** An opcode that the table does not have. */
export const TRAP = 255;

/** A flag of traced frames, beside FrameFlags; bits 8 to 31 hold the word of the previous instruction plus one. */
export const TRACED = 128;
const PREVIOUS_SHIFT = 8;

/** Bit of ThreadState.flags: there is a trace or profile function. */
export const TRACING = 1;

/** Results of `trap` that are no opcodes. */
export const FAILED = -1;
export const JUMPED = -2;

export interface Tracing {
  setTracing(on: boolean): void;
  /** Before a frame runs while tracing is on. */
  instrument(code: Handle): void;
  /** The instruction at word index `pc` of the frame is about to be executed: its opcode, FAILED, or JUMPED (the frame's pc has been set). */
  trap(frame: Addr, pc: Index): number;
  /** The opcode of the word at `pc` in this code, whether or not a trap stands there. */
  opAt(code: Handle, pc: Index): number;
  /** The words of the code without traps. */
  wordsOf(code: Handle): Int32Array;
  /** The frame has been moved to the instruction at `word`, whose line is not reported. */
  jumped(frame: Addr, word: number): void;
  /** Reports the call of a frame whose first instruction is not come to. The exception that is pending stays so, or is replaced. */
  called(frame: Addr): void;
  /** Reports that the frame returns or yields `value` (0: an exception leaves it), or that an exception is pending in it. 0 or -1. */
  report(frame: Addr, event: number, value: Handle): number;
}

/** Words of an instruction without prefixes. */
const LENGTH = OPCODES.map((row) => 1 + row.extra.length + row.cacheWords);
const named = (name: string): number => OPCODES.findIndex((row) => row.name === name);
const WIDE = named('WIDE');
const YIELD_FROM = named('YIELD_FROM');
/** What CPython has before RESUME, with which a call begins as far as tracing goes. */
const PROLOGUE = new Set(['COPY_FREE_VARS', 'MAKE_CELL', 'RETURN_GENERATOR'].map(named));

/** `forget`: the code changes under its translation. */
export function makeTracing(machine: Machine, lines: Lines, forget: (code: Handle) => void): Tracing {
  const { I32, I16, U8 } = machine.views;
  const { space } = machine;
  const T = machine.thread >>> 2;
  const T_FLAGS = T + W.thread.flags;
  const T_BREAKER = T + W.thread.eval_breaker;
  const T_TRACING = T + W.thread.tracing;
  const FIRST_WORD = PyCodeObject.co_code_adaptive;
  const ORIGINAL = W.code._co_code;
  /** co_warmup is otherwise unused: 1 while the code is instrumented. */
  const isInstrumented = (code: Handle): boolean => I16[(code + PyCodeObject.co_warmup) >>> 1] === 1;

  /** Calls `visit` with the index of the first word of each instruction of the (original) code. */
  function eachInstruction(code: Handle, visit: (at: Index) => void): void {
    const first = (code + FIRST_WORD) >>> 2;
    const end = first + I32[(code >>> 2) + W.variable.ob_size]!;
    for (let pc = first; pc < end; ) {
      const at = pc;
      while (opAt(code, pc) === WIDE) pc++;
      pc += LENGTH[opAt(code, pc)]!;
      visit(at);
    }
  }

  function original(code: Handle, pc: Index): number {
    const bytes = space.bytesAddress(I32[(code >>> 2) + ORIGINAL]!) >>> 0;
    return U8[bytes + ((pc << 2) - (code + FIRST_WORD))]!;
  }

  function opAt(code: Handle, pc: Index): number {
    const op = I32[pc]! & 255;
    return op === TRAP ? original(code, pc) : op;
  }

  function wordsOf(code: Handle): Int32Array {
    const first = (code + FIRST_WORD) >>> 2;
    const words = I32.slice(first, first + I32[(code >>> 2) + W.variable.ob_size]!);
    if (isInstrumented(code))
      for (let i = 0; i < words.length; i++) words[i] = (words[i]! & ~255) | opAt(code, first + i);
    return words;
  }

  function jumped(frame: Addr, word: number): void {
    const flags = (frame >>> 2) + W.frame.flags;
    I32[flags] = (I32[flags]! & 255) | ((word + 1) << PREVIOUS_SHIFT);
  }

  function instrument(code: Handle): void {
    if (isInstrumented(code)) return;
    forget(code);
    if (I32[(code >>> 2) + ORIGINAL] === 0) {
      const start = (code + FIRST_WORD) >>> 0;
      const bytes = space.newBytes(U8.slice(start, start + 4 * I32[(code >>> 2) + W.variable.ob_size]!));
      I32[(code >>> 2) + ORIGINAL] = bytes;
      I32[(code >>> 2) + ORIGINAL + 1] = I32[(code >>> 2) + W.code.co_name + 1]!;
    }
    const starts: Index[] = [];
    eachInstruction(code, (at) => starts.push(at));
    for (const at of starts) I32[at] = (I32[at]! & ~255) | TRAP;
    I16[(code + PyCodeObject.co_warmup) >>> 1] = 1;
  }

  function restore(code: Handle): void {
    eachInstruction(code, (at) => {
      I32[at] = (I32[at]! & ~255) | original(code, at);
    });
    I16[(code + PyCodeObject.co_warmup) >>> 1] = 0;
  }

  function setTracing(on: boolean): void {
    if (on === ((I32[T_FLAGS]! & TRACING) !== 0)) return;
    I32[T_FLAGS] = I32[T_FLAGS]! ^ TRACING;
    if (!on) {
      I32[T_BREAKER] = I32[T_BREAKER]! & ~EvalBreaker.TRACE;
      return;
    }
    I32[T_BREAKER] = I32[T_BREAKER]! | EvalBreaker.TRACE;
    // The frames that run already were called before anybody asked.
    for (let frame = I32[T + W.thread.frame]!; frame !== 0; frame = I32[(frame >>> 2) + W.frame.back]!) {
      const flags = (frame >>> 2) + W.frame.flags;
      I32[flags] = (I32[flags]! & 255) | TRACED | ((lines.wordOfFrame(frame) + 1) << PREVIOUS_SHIFT);
    }
  }

  function report(frame: Addr, event: number, value: Handle): number {
    if ((I32[T_FLAGS]! & TRACING) === 0 || I32[T_TRACING]! > 0) return 0;
    return space.trace(frame, event, value);
  }

  function called(frame: Addr): void {
    if ((I32[T_FLAGS]! & TRACING) === 0 || I32[T_TRACING]! > 0) return;
    const flags = (frame >>> 2) + W.frame.flags;
    I32[flags] = (I32[flags]! & 255) | TRACED | ((lines.wordOfFrame(frame) + 1) << PREVIOUS_SHIFT);
    space.trace(frame, TraceEvent.CALL, 0);
  }

  function trap(frame: Addr, pc: Index): number {
    const f = frame >>> 2;
    const code = I32[f + W.frame.code]!;
    const op = original(code, pc);
    if ((I32[T_FLAGS]! & TRACING) === 0) {
      restore(code);
      return op;
    }
    if (I32[T_TRACING]! > 0 || PROLOGUE.has(op)) return op;
    const flags = I32[f + W.frame.flags]!;
    const word = ((pc << 2) - (code + FIRST_WORD)) >> 2;
    const previous = (flags >>> PREVIOUS_SHIFT) - 1;
    if ((flags & TRACED) === 0) {
      I32[f + W.frame.flags] = flags | TRACED;
      // A call stands at the `def` (before the first word), a generator that goes on at its `yield`.
      I32[f + W.frame.pc] = code + FIRST_WORD + 4 * previous;
      const status = space.trace(frame, TraceEvent.CALL, 0);
      I32[f + W.frame.pc] = pc << 2;
      if (status < 0) return FAILED;
    }
    I32[f + W.frame.flags] = (I32[f + W.frame.flags]! & 255) | ((word + 1) << PREVIOUS_SHIFT);
    const line = lines.lineAt(code, word);
    // maybe_call_line_trace: a new line, or a jump backwards.
    const backwards = word < previous && op !== YIELD_FROM;
    if (line >= 0 && (backwards || previous < 0 || line !== lines.lineAt(code, previous))) {
      if (space.trace(frame, TraceEvent.LINE, 0) < 0) return FAILED;
    }
    if (space.trace(frame, TraceEvent.OPCODE, 0) < 0) return FAILED;
    return I32[f + W.frame.pc] === pc << 2 ? op : JUMPED;
  }

  return { setTracing, instrument, trap, opAt, wordsOf, jumped, called, report };
}
