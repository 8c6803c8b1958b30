/**
 * How frames go on: returns that are not plain, yields, resumed generators, safepoints. What the loop calls when more
 * than one frame is concerned.
 */
import { type Addr, EvalBreaker, Frame, FrameFlags, PyGenObject } from '@tyston/memory';
import { STOPPED } from '../interpreter.js';
import { GeneratorKind, type Handle, type Index, TraceEvent } from '../space.js';
import { type Calls, PUSHED } from './calls.js';
import type { Frames } from './frames.js';
import { DROP, type Generators } from './generators.js';
import { FrameState, type Machine, W } from './machine.js';
import { FAILED, JUMPED, TRACED, type Tracing } from './tracing.js';

/** Instead of a result: the loop goes on in what is the innermost frame now. (No handle is −3.) */
export const GO = -3;

/** WIDE, the one opcode that must be known here: a test compares it with the table. */
export const WIDE = 1;

export interface Resume {
  /** A frame that is no plain function's returns `v`: GO; or v, which `run` must return; or 0 (an error in what is the innermost frame now). */
  returned(frame: Addr, v: Handle): Handle;
  /** RETURN_GENERATOR: the same with a new generator as the value. */
  started(frame: Addr): Handle;
  /** A generator's frame yields `v`; `dst` says how it goes on. GO; v, which `run` must return; or 0. */
  yielded(frame: Addr, v: Handle, dst: number): Handle;
  /** FOR_ITER over a generator: PUSHED; 0; GO: it is exhausted. */
  resumeFor(gen: Handle, dst: number): Handle;
  /** YIELD_FROM: PUSHED; what the iterator yields; GO: it returned (`takeResult`); 0. Steals value. */
  resumeFrom(iterator: Handle, value: Handle, dst: number): Handle;
  /** What the iterator returned (GO of `resumeFrom`). */
  takeResult(): Handle;
  /** BEFORE_WITH: binds `__exit__` into the vreg `exit` and calls `__enter__`: its result, PUSHED, or 0. `temporary`: the manager's vreg if it is to be consumed, else 0. */
  enterWith(manager: Handle, isAsync: boolean, exit: Index, dst: number, temporary: Index): Handle;
  /** What stands in the loop's way is a trap: see tracing.ts. GO: the frame's pc has changed; 0: failed; else the opcode + 1. */
  trap(frame: Addr, pc: Index): number;
  /** Serves the eval breaker: 0, -1 (an exception is pending), STOPPED. */
  poll(): number;
}

export function makeResume(
  machine: Machine,
  frames: Frames,
  generators: Generators,
  calls: Calls,
  tracing: Tracing,
): Resume {
  const { I32, I8 } = machine.views;
  const { space } = machine;
  const { incref, decref, None, isGenerator, isMethod, isFunction } = space;
  const T = machine.thread >>> 2;
  const T_FRAME = T + W.thread.frame;
  const T_BREAKER = T + W.thread.eval_breaker;
  const VREG0 = Frame.size >> 2;
  const BACK = W.frame.back;
  const CODE = W.frame.code;
  const PC = W.frame.pc;
  const DST = W.frame.dst;
  const FLAGS = W.frame.flags;
  const STATE = PyGenObject.gi_frame_state;
  const { ENTRY, GENERATOR, DELEGATE, INIT, YIELDING } = FrameFlags;
  let result = 0;

  /** Gives `v` to the frame that called: into its vreg, and on to the next instruction. */
  function deliver(back: Addr, dst: number, v: Handle): void {
    const g = back >>> 2;
    I32[g + PC] = I32[g + PC]! + ((dst >>> 24) << 2);
    const to = g + VREG0 + (dst & 0xffffff);
    const old = I32[to]!;
    I32[to] = v;
    if (old !== 0) decref(old);
  }

  /** Index of the last word of prefixes and opcode of the frame's current instruction. */
  function wordOf(frame: Addr): Index {
    let pc = I32[(frame >>> 2) + PC]! >>> 2;
    while (tracing.opAt(I32[(frame >>> 2) + CODE]!, pc) === WIDE) pc++;
    return pc;
  }

  /** Twice an operand of the frame's current instruction; `shift` is 8, 16 or 24 for a, b, c. */
  function operand(frame: Addr, shift: number): number {
    let pc = I32[(frame >>> 2) + PC]! >>> 2;
    const code = I32[(frame >>> 2) + CODE]!;
    let x = (I32[pc]! >>> shift) & 255;
    while (tracing.opAt(code, pc) === WIDE) x = (x << 8) | ((I32[++pc]! >>> shift) & 255);
    return x << 1;
  }

  /** A traced frame returns or yields v: false, and v is released, when the trace function raises. */
  function reported(frame: Addr, v: Handle): boolean {
    if (tracing.report(frame, TraceEvent.RETURN, v) === 0) return true;
    decref(v);
    return false;
  }

  function returned(frame: Addr, v: Handle): Handle {
    const f = frame >>> 2;
    const flags = I32[f + FLAGS]!;
    const back = I32[f + BACK]!;
    const dst = I32[f + DST]!;
    if ((flags & TRACED) !== 0 && !reported(frame, v)) return 0;
    if ((flags & GENERATOR) !== 0) return generatorReturned(frame, flags, back, dst, v);
    if ((flags & INIT) !== 0) {
      const hidden = f + VREG0 + 2 * frames.vregs(I32[f + CODE]!);
      const instance = I32[hidden]!;
      I32[hidden] = 0;
      frames.pop(frame);
      if (v !== None) {
        space.setError('TypeError', `__init__() should return None, not '${space.typeName(v)}'`);
        decref(v);
        decref(instance);
        return 0;
      }
      decref(v);
      v = instance;
    } else frames.pop(frame);
    if ((flags & ENTRY) !== 0) return v;
    deliver(back, dst, v);
    return GO;
  }

  function generatorReturned(frame: Addr, flags: number, back: Addr, dst: number, v: Handle): Handle {
    generators.finish(frame);
    if ((flags & ENTRY) !== 0) return v;
    // The iterator is operand b of FOR_ITER and of YIELD_FROM; the result may go into the same vreg.
    const at = (back >>> 2) + VREG0 + operand(back, 16);
    const iterator = I32[at]!;
    I32[at] = 0;
    if ((flags & DELEGATE) !== 0) {
      const told = toldOfReturn(back, iterator, v);
      if (told === 0) {
        decref(iterator);
        return 0;
      }
      deliver(back, dst, told);
    } else {
      const label = wordOf(back) + 1;
      I32[(back >>> 2) + PC] = (label + I32[label]!) << 2;
      decref(v);
    }
    decref(iterator);
    return GO;
  }

  /**
   * To a trace function it is StopIteration that brings a value back to `await` or `yield from`. Steals v; 0: the trace function
   * has failed.
   */
  function toldOfReturn(frame: Addr, iterator: Handle, v: Handle): Handle {
    if ((I32[(frame >>> 2) + FLAGS]! & TRACED) === 0) return v;
    if (v === None && generators.kindOf(iterator) !== GeneratorKind.COROUTINE) return v;
    space.setStopIteration(v);
    return tracing.report(frame, TraceEvent.EXCEPTION, 0) < 0 ? 0 : space.takeStopIteration();
  }

  function started(frame: Addr): Handle {
    const f = frame >>> 2;
    const flags = I32[f + FLAGS]!;
    const back = I32[f + BACK]!;
    const dst = I32[f + DST]!;
    const gen = generators.create(frame);
    if (gen === 0 || (flags & ENTRY) !== 0) return gen;
    deliver(back, dst, gen);
    return GO;
  }

  function yielded(frame: Addr, v: Handle, dst: number): Handle {
    for (;;) {
      const f = frame >>> 2;
      if ((I32[f + FLAGS]! & TRACED) !== 0) {
        const at = I32[f + PC]!;
        I32[f + FLAGS] = I32[f + FLAGS]! | YIELDING;
        const ok = reported(frame, v);
        I32[f + FLAGS] = I32[f + FLAGS]! & ~YIELDING;
        if (!ok) return 0;
        if (I32[f + PC] !== at) {
          // The trace function has moved it: it goes on there, whatever is sent.
          I32[f + PC] = I32[f + PC]! - 4;
          dst = DROP;
        }
      }
      const back = I32[f + BACK]!;
      const to = I32[f + DST]!;
      const flags = generators.suspend(frame, dst);
      if ((flags & ENTRY) !== 0) return v;
      if ((flags & DELEGATE) === 0) {
        deliver(back, to, v);
        return GO;
      }
      // The frame below waits in a YIELD_FROM, which runs again with what is sent next in its operand c.
      frame = back;
      dst = operand(back, 24);
    }
  }

  function resumeFor(gen: Handle, dst: number): Handle {
    const state = I8[(gen + STATE) >>> 0]!;
    if (state >= FrameState.COMPLETED) return GO;
    if (state === FrameState.EXECUTING) {
      space.setError('ValueError', 'generator already executing');
      return 0;
    }
    incref(None);
    return generators.enter(gen, None, dst, 0) ? PUSHED : 0;
  }

  /** What gen_send_ex2 refuses; GO when the generator is exhausted, else PUSHED. */
  function checkSend(gen: Handle, value: Handle): Handle {
    const state = I8[(gen + STATE) >>> 0]!;
    if (state === FrameState.SUSPENDED) return PUSHED;
    if (state === FrameState.CREATED) {
      if (value === None) return PUSHED;
      space.setError('TypeError', `can't send non-None value to a just-started ${generators.nounOf(gen)}`);
    } else if (state === FrameState.EXECUTING)
      space.setError('ValueError', `${generators.nounOf(gen)} already executing`);
    else if (generators.kindOf(gen) === GeneratorKind.COROUTINE)
      space.setError('RuntimeError', 'cannot reuse already awaited coroutine');
    else return GO;
    return 0;
  }

  function resumeFrom(iterator: Handle, value: Handle, dst: number): Handle {
    if (isGenerator(iterator)) {
      const status = checkSend(iterator, value);
      if (status === PUSHED) return generators.enter(iterator, value, dst, DELEGATE) ? PUSHED : 0;
      decref(value);
      if (status === GO) {
        incref(None);
        result = None;
      }
      return status;
    }
    const yieldedValue = space.send(iterator, value);
    decref(value);
    if (yieldedValue !== 0) return yieldedValue;
    const frame = I32[T_FRAME]!;
    if (
      (I32[(frame >>> 2) + FLAGS]! & TRACED) !== 0 &&
      space.pendingIs('StopIteration') &&
      tracing.report(frame, TraceEvent.EXCEPTION, 0) < 0
    )
      return 0;
    const returnedValue = space.takeStopIteration();
    if (returnedValue === 0) return 0;
    result = returnedValue;
    return GO;
  }

  function takeResult(): Handle {
    const x = result;
    result = 0;
    return x;
  }

  function enterWith(manager: Handle, isAsync: boolean, exit: Index, dst: number, temporary: Index): Handle {
    const enter = space.lookupEnter(manager, isAsync);
    const leave = enter === 0 ? 0 : space.lookupExit(manager, isAsync);
    if (temporary !== 0) I32[temporary] = 0;
    let v = 0;
    if (leave !== 0) {
      const old = I32[exit]!;
      I32[exit] = leave;
      if (old !== 0) decref(old);
      v = callEnter(enter, dst);
    }
    if (enter !== 0) decref(enter);
    if (temporary !== 0) decref(manager);
    return v;
  }

  function callEnter(enter: Handle, dst: number): Handle {
    if (isMethod(enter)) {
      const func = I32[(enter >>> 2) + W.method.im_func]!;
      if (isFunction(func)) {
        // The one argument is the method's self, where it stands.
        const frame = calls.enter(func, (enter >>> 2) + W.method.im_self, 1, 0, 0);
        if (frame === 0) return 0;
        I32[(frame >>> 2) + DST] = dst;
        return PUSHED;
      }
    }
    const at = frames.scratch(1);
    return at === 0 ? 0 : space.call(enter, at, 0, 0, 0);
  }

  /** Is the running loop the only one on the JavaScript stack? Then the innermost entry frame is the outermost frame. */
  function onlyLoop(): boolean {
    let frame = I32[T_FRAME]!;
    while ((I32[(frame >>> 2) + FLAGS]! & ENTRY) === 0) frame = I32[(frame >>> 2) + BACK]!;
    return I32[(frame >>> 2) + BACK] === 0;
  }

  function trap(frame: Addr, pc: Index): number {
    const op = tracing.trap(frame, pc);
    return op === FAILED ? 0 : op === JUMPED ? GO : op + 1;
  }

  function poll(): number {
    const bits = I32[T_BREAKER]!;
    if ((bits & EvalBreaker.STOP) !== 0 && onlyLoop()) {
      I32[T_BREAKER] = bits & ~EvalBreaker.STOP;
      return STOPPED;
    }
    if ((bits & EvalBreaker.TRACE) !== 0) tracing.instrument(I32[(I32[T_FRAME]! >>> 2) + CODE]!);
    const rest = bits & ~(EvalBreaker.STOP | EvalBreaker.TRACE);
    return rest !== 0 && space.safepoint(rest) < 0 ? -1 : 0;
  }

  return {
    returned,
    started,
    yielded,
    resumeFor,
    resumeFrom,
    takeResult,
    enterWith,
    trap,
    poll,
  };
}
