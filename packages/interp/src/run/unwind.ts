/**
 * Unwinding: from a pending exception to the handler that takes it, frame by frame.
 *
 * The exception table of a code object stands in CPython's compact encoding in `co_exceptiontable`; for searching, its ranges
 * also stand as plain words directly behind the code: their number, then start, end, handler and depth of each, in order
 * (offsets in words). So unwinding needs nothing outside the window, and a search is a bisection.
 */
import { type Addr, Frame, FrameFlags, PyCodeObject } from '@tyston/memory';
import { RANGE_WORDS } from '../code-object.js';
import { Op } from '../opcodes.js';
import { type Handle, type Index, TraceEvent } from '../space.js';
import type { Frames } from './frames.js';
import type { Generators } from './generators.js';
import { type Machine, W } from './machine.js';
import { TRACED, type Tracing } from './tracing.js';

export interface Unwinder {
  /**
   * An exception is pending in the innermost frame. True: a handler has been found, and the innermost frame goes on at its `pc`.
   * False: the entry frame has been left, the exception still pending. `again`: the exception is raised again as it is, so this
   * frame gets no new traceback entry.
   */
  unwind(again: boolean): boolean;
}

export function makeUnwinder(
  machine: Machine,
  frames: Frames,
  generators: Generators,
  tracing: Tracing,
): Unwinder {
  const { I32 } = machine.views;
  const { space } = machine;
  const { decref } = space;
  const T_FRAME = (machine.thread >>> 2) + W.thread.frame;

  /** Index of the first word of the range that covers the word `at`, or 0. */
  function findRange(code: Handle, at: number): number {
    const count =
      (((code + PyCodeObject.co_code_adaptive) >>> 2) + I32[(code >>> 2) + W.variable.ob_size]!) | 0;
    let low = 0;
    let high = I32[count]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (I32[count + 1 + middle * RANGE_WORDS]! <= at) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    const range = count + 1 + (low - 1) * RANGE_WORDS;
    return at < I32[range + 1]! ? range : 0;
  }

  /** Releases temporaries from the last one down to a depth, whose place is returned, while the frame is still the current one. */
  function releaseTemporaries(frame: Addr, depth: number): Index {
    const f = frame >>> 2;
    const code = I32[f + W.frame.code]!;
    const temporaries = f + (Frame.size >> 2) + 2 * I32[(code >>> 2) + W.code.co_nlocalsplus]!;
    const slot = temporaries + 2 * depth;
    for (let i = temporaries + 2 * I32[(code >>> 2) + W.code.co_stacksize]! - 2; i >= slot; i -= 2) {
      const x = I32[i]!;
      if (x === 0) continue;
      I32[i] = 0;
      decref(x);
    }
    return slot;
  }

  /** Enters the handler, if this frame has one for its current instruction. */
  function handle(frame: Addr): boolean {
    const f = frame >>> 2;
    const code = I32[f + W.frame.code]!;
    const first = code + PyCodeObject.co_code_adaptive;
    const range = findRange(code, (I32[f + W.frame.pc]! - first) >>> 2);
    if (range === 0) return false;
    const slot = releaseTemporaries(frame, I32[range + 3]!);
    I32[slot] = space.takeException();
    I32[f + W.frame.pc] = first + (I32[range + 2]! << 2);
    return true;
  }

  /** RERAISE with place 1 leaves the frame at the instruction that the exception comes from. */
  function standWhereItArose(frame: Addr): void {
    const f = frame >>> 2;
    const code = I32[f + W.frame.code]!;
    let pc = I32[f + W.frame.pc]! >>> 2;
    while (tracing.opAt(code, pc) === Op.WIDE) pc++;
    if (tracing.opAt(code, pc) !== Op.RERAISE || ((I32[pc]! >>> 16) & 255) === 0) return;
    const word = space.tracebackWord(frame);
    if (word >= 0) I32[f + W.frame.pc] = code + PyCodeObject.co_code_adaptive + 4 * word;
  }

  function unwind(again: boolean): boolean {
    for (;;) {
      const frame = I32[T_FRAME]!;
      let flags = I32[(frame >>> 2) + W.frame.flags]!;
      if (!again) {
        space.addTraceback(frame);
        // A generator that an exception is thrown into is called, too.
        if ((flags & TRACED) === 0 && (flags & FrameFlags.GENERATOR) !== 0) tracing.called(frame);
        if ((I32[(frame >>> 2) + W.frame.flags]! & TRACED) !== 0)
          tracing.report(frame, TraceEvent.EXCEPTION, 0);
        flags = I32[(frame >>> 2) + W.frame.flags]!;
      }
      if (handle(frame)) return true;
      releaseTemporaries(frame, 0);
      if (again) standWhereItArose(frame);
      again = false;
      if ((flags & TRACED) !== 0) tracing.report(frame, TraceEvent.RETURN, 0);
      if ((flags & FrameFlags.GENERATOR) !== 0) generators.fail(frame);
      else frames.pop(frame);
      if ((flags & FrameFlags.ENTRY) !== 0) return false;
    }
  }

  return { unwind };
}
