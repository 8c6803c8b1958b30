/**
 * Generators, coroutines and asynchronous generators: frames that live in an object.
 *
 *     PyGenObject   header, gi_code … gi_frame_state
 *     gi_iframe     a frame as on the stack: header, then vregs (every high word WINDOW_HIGH)
 *
 * While it runs, the frame is linked into the chain by `back`, and the generator's exc_info item is the innermost. While it is
 * suspended, `back` is empty, `pc` is at the instruction that suspended it, and `dst` says how to go on: words
 * to skip << 24 and twice the vreg that gets the value sent (DROP: one word, and the value is dropped).
 *
 * Resumed by FOR_ITER, YIELD_FROM or from outside, a generator's frame is entered by the loop that is running; only the last
 * recurses in JavaScript. A `yield from` (or `await`) of another generator enters it with DELEGATE: what it yields makes the
 * frames below it suspend too, down to the first that was resumed otherwise.
 */
import { type Addr, FrameFlags, PyFrameObject, PyGenObject, WINDOW_HIGH } from '@tyston/memory';
import { GeneratorKind, type Handle, type Index } from '../space.js';
import { type Frames, HEADER } from './frames.js';
import { CO, FrameState, type Machine, W } from './machine.js';

/** `dst` of a generator that has not begun, or has been moved (run/jumps.ts): the value sent is dropped and one word (RETURN_GENERATOR) is skipped. */
export const DROP = -1;

/** What `texts` calls each kind. */
const NOUN = ['generator', 'coroutine', 'async generator'];

export interface Generators {
  /** RETURN_GENERATOR: moves the innermost frame into a new object, and off the stack. 0: it stays. */
  create(frame: Addr): Handle;
  /** One of GeneratorKind. */
  kindOf(gen: Handle): number;
  /** What to call it in an error. */
  nounOf(gen: Handle): string;
  /** Makes a suspended generator's frame the innermost. Steals `value` (0 when an exception is thrown in). False: RecursionError. */
  enter(gen: Handle, value: Handle, dst: number, flags: number): boolean;
  /** The innermost frame suspends; `dst` as above. Returns its flags; a caller with DELEGATE must suspend as well. */
  suspend(frame: Addr, dst: number): number;
  /** The innermost frame has returned: takes it off and clears it. */
  finish(frame: Addr): void;
  /** An exception leaves the innermost frame: the same, and StopIteration becomes RuntimeError (PEP 479). */
  fail(frame: Addr): void;
}

export function makeGenerators(machine: Machine, frames: Frames): Generators {
  const { I32, I8 } = machine.views;
  const { space } = machine;
  const { incref, decref } = space;
  const T = machine.thread >>> 2;
  const T_FRAME = T + W.thread.frame;
  const T_TOP = T + W.thread.stack_top;
  const T_EXC_INFO = T + W.thread.exc_info;
  const IFRAME = PyGenObject.gi_iframe;
  const STATE = PyGenObject.gi_frame_state;
  const EXC_STATE = PyGenObject.gi_exc_state;
  const EXC_VALUE = EXC_STATE >> 2;
  const PREVIOUS = EXC_VALUE + 2;
  const BACK = W.frame.back;
  const PC = W.frame.pc;
  const DST = W.frame.dst;
  const FLAGS = W.frame.flags;
  const VREG0 = HEADER;
  const { SUSPENDED, EXECUTING, CLEARED, CREATED } = FrameState;
  const { GENERATOR, NAMESPACE } = FrameFlags;

  function kindOf(gen: Handle): number {
    const flags = I32[(I32[(gen >>> 2) + W.gen.gi_code]! >>> 2) + W.code.co_flags]!;
    if ((flags & CO.COROUTINE) !== 0) return GeneratorKind.COROUTINE;
    return (flags & CO.ASYNC_GENERATOR) !== 0 ? GeneratorKind.ASYNC_GENERATOR : GeneratorKind.GENERATOR;
  }

  function nounOf(gen: Handle): string {
    return NOUN[kindOf(gen)]!;
  }

  /** Stores a new reference to `x` in a field of the object whose index is `at`. */
  function keep(at: Index, x: Handle): void {
    incref(x);
    I32[at] = x;
    I32[at + 1] = WINDOW_HIGH;
  }

  function create(frame: Addr): Handle {
    const f = frame >>> 2;
    const code = I32[f + W.frame.code]!;
    const func = I32[f + W.frame.func]! >>> 2;
    const words = HEADER + 2 * frames.vregs(code);
    const flags = I32[(code >>> 2) + W.code.co_flags]!;
    const kind =
      (flags & CO.COROUTINE) !== 0
        ? GeneratorKind.COROUTINE
        : (flags & CO.ASYNC_GENERATOR) !== 0
          ? GeneratorKind.ASYNC_GENERATOR
          : GeneratorKind.GENERATOR;
    const gen = space.allocGenerator(kind, IFRAME + words * 4);
    if (gen === 0) return 0;
    const g = gen >>> 2;
    keep(g + W.gen.gi_code, code);
    // A module's code that awaits is run without a function.
    keep(g + W.gen.gi_name, func === 0 ? I32[(code >>> 2) + W.code.co_name]! : I32[func + W.func.func_name]!);
    keep(
      g + W.gen.gi_qualname,
      func === 0 ? I32[(code >>> 2) + W.code.co_qualname]! : I32[func + W.func.func_qualname]!,
    );
    if (kind === GeneratorKind.COROUTINE && I32[T + W.thread.coroutine_origin_tracking_depth]! > 0) {
      const origin = space.coroutineOrigin(
        I32[f + BACK]!,
        I32[T + W.thread.coroutine_origin_tracking_depth]!,
      );
      if (origin === 0) {
        decref(gen);
        return 0;
      }
      I32[g + W.gen.gi_origin_or_finalizer] = origin;
      I32[g + W.gen.gi_origin_or_finalizer + 1] = WINDOW_HIGH;
    }
    const to = (gen + IFRAME) >>> 2;
    for (let i = 0; i < words; i += 2) {
      I32[to + i] = I32[f + i]!;
      I32[to + i + 1] = WINDOW_HIGH;
    }
    I32[to + BACK] = 0;
    I32[to + FLAGS] = GENERATOR | (I32[f + FLAGS]! & NAMESPACE);
    I32[to + DST] = DROP;
    I8[(gen + STATE) >>> 0] = CREATED;
    const object = I32[f + W.frame.frame_obj]!;
    if (object !== 0) I32[(object + PyFrameObject.f_frame) >>> 2] = gen + IFRAME;
    I32[T_FRAME] = I32[f + BACK]!;
    I32[T_TOP] = frame;
    frames.leaveRecursion();
    space.track(gen);
    return gen;
  }

  function enter(gen: Handle, value: Handle, dst: number, flags: number): boolean {
    if (!frames.enterRecursion()) {
      if (value !== 0) decref(value);
      return false;
    }
    const frame = gen + IFRAME;
    const f = frame >>> 2;
    const resume = I32[f + DST]!;
    I32[f + BACK] = I32[T_FRAME]!;
    I32[f + DST] = dst;
    // What lies above the flags is for tracing: the place of the last instruction.
    I32[f + FLAGS] = GENERATOR | flags | (I32[f + FLAGS]! & (~255 | NAMESPACE));
    I8[(gen + STATE) >>> 0] = EXECUTING;
    I32[(gen >>> 2) + PREVIOUS] = I32[T_EXC_INFO]!;
    I32[(gen >>> 2) + PREVIOUS + 1] = WINDOW_HIGH;
    I32[T_EXC_INFO] = gen + EXC_STATE;
    I32[T_FRAME] = frame;
    if (value === 0) return true;
    if (resume === DROP) {
      I32[f + PC] = I32[f + PC]! + 4;
      decref(value);
    } else {
      I32[f + PC] = I32[f + PC]! + ((resume >>> 24) << 2);
      const slot = f + VREG0 + (resume & 0xffffff);
      const old = I32[slot]!;
      I32[slot] = value;
      if (old !== 0) decref(old);
    }
    return true;
  }

  /** Takes the innermost frame, a generator's, off the chain. */
  function unlink(frame: Addr, state: number): void {
    const gen = frame - IFRAME;
    const previous = (gen >>> 2) + PREVIOUS;
    I8[(gen + STATE) >>> 0] = state;
    I32[T_EXC_INFO] = I32[previous]!;
    I32[previous] = 0;
    I32[previous + 1] = 0;
    I32[T_FRAME] = I32[(frame >>> 2) + BACK]!;
    I32[(frame >>> 2) + BACK] = 0;
    frames.leaveRecursion();
  }

  function suspend(frame: Addr, dst: number): number {
    const flags = I32[(frame >>> 2) + FLAGS]!;
    I32[(frame >>> 2) + DST] = dst;
    unlink(frame, SUSPENDED);
    return flags;
  }

  function finish(frame: Addr): void {
    const gen = frame - IFRAME;
    unlink(frame, FrameState.COMPLETED);
    const handled = (gen >>> 2) + EXC_VALUE;
    const exc = I32[handled]!;
    I32[handled] = 0;
    I32[handled + 1] = 0;
    if (exc !== 0) decref(exc);
    frames.clear(frame);
    I8[(gen + STATE) >>> 0] = CLEARED;
  }

  function fail(frame: Addr): void {
    const gen = frame - IFRAME;
    // The generator may go with the frame that holds it: ask what it is first.
    const kind = kindOf(gen);
    finish(frame);
    if (space.pendingIs('StopIteration')) space.replaceByRuntimeError(`${NOUN[kind]} raised StopIteration`);
    else if (kind === GeneratorKind.ASYNC_GENERATOR && space.pendingIs('StopAsyncIteration'))
      space.replaceByRuntimeError('async generator raised StopAsyncIteration');
  }

  return { create, kindOf, nounOf, enter, suspend, finish, fail };
}
