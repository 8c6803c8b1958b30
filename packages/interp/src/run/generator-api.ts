/**
 * Generators from outside: `send`, `next`, `throw`, `close` as their types' methods call them (CPython's genobject.c). Each
 * runs the generator in a loop of its own.
 */
import { type Addr, FrameFlags, PyGenObject } from '@tyston/memory';
import type { Visit } from '../interpreter.js';
import { GeneratorKind, type Handle } from '../space.js';
import { type Frames, HEADER } from './frames.js';
import type { Generators } from './generators.js';
import { FrameState, type Machine, W } from './machine.js';
import { WIDE } from './resume.js';
import type { Tracing } from './tracing.js';

/** YIELD_FROM: a test compares it with the table. */
export const YIELD_FROM = 138;

export interface GeneratorApi {
  generatorSend(gen: Handle, value: Handle): Handle;
  generatorNext(gen: Handle): Handle;
  generatorThrow(
    gen: Handle,
    type: Handle,
    value: Handle,
    traceback: Handle,
    closeOnGeneratorExit?: boolean,
  ): Handle;
  generatorClose(gen: Handle): Handle;
  generatorAwaits(gen: Handle): Handle;
  releaseGenerator(gen: Handle): void;
  traverseGenerator(gen: Handle, visit: Visit): void;
  traverseFrame(frame: Addr, visit: Visit): void;
}

/** The arguments of `throw`, 0 where absent. */
type Thrown = readonly [type: Handle, value: Handle, traceback: Handle];

export function makeGeneratorApi(
  machine: Machine,
  frames: Frames,
  generators: Generators,
  tracing: Tracing,
  hasRoom: () => boolean,
  run: (raising: boolean) => Handle,
): GeneratorApi {
  const { I32, I8 } = machine.views;
  const { space } = machine;
  const { incref, decref, None } = space;
  const T_FRAME = (machine.thread >>> 2) + W.thread.frame;
  const STATE = PyGenObject.gi_frame_state;
  const IFRAME = PyGenObject.gi_iframe;
  const EXC_VALUE = PyGenObject.gi_exc_state >> 2;

  const stateOf = (gen: Handle): number => I8[(gen + STATE) >>> 0]!;
  const setState = (gen: Handle, state: number): void => {
    I8[(gen + STATE) >>> 0] = state;
  };

  /** gen_send_ex2. A return value, unlike what was yielded, leaves the generator completed. Borrows value. */
  function resume(gen: Handle, value: Handle): Handle {
    // NULL is what tp_iternext passes on; to the frame it would mean that an exception is thrown in.
    if (value === 0) value = None;
    const state = stateOf(gen);
    if (state === FrameState.CREATED && value !== None) {
      space.setError('TypeError', `can't send non-None value to a just-started ${generators.nounOf(gen)}`);
      return 0;
    }
    if (state === FrameState.EXECUTING) {
      space.setError('ValueError', `${generators.nounOf(gen)} already executing`);
      return 0;
    }
    if (state >= FrameState.COMPLETED) {
      if (generators.kindOf(gen) === GeneratorKind.COROUTINE) {
        space.setError('RuntimeError', 'cannot reuse already awaited coroutine');
        return 0;
      }
      incref(None);
      return None;
    }
    if (!hasRoom()) return 0;
    incref(value);
    return generators.enter(gen, value, 0, FrameFlags.ENTRY) ? run(false) : 0;
  }

  /** What `resume` returned, for callers to whom a return is StopIteration (gen_send_ex). */
  function stopped(gen: Handle, result: Handle): Handle {
    if (result === 0 || stateOf(gen) < FrameState.COMPLETED) return result;
    if (generators.kindOf(gen) === GeneratorKind.ASYNC_GENERATOR) {
      decref(result);
      space.setError('StopAsyncIteration', '');
    } else space.setStopIteration(result);
    return 0;
  }

  function generatorSend(gen: Handle, value: Handle): Handle {
    return stopped(gen, resume(gen, value));
  }

  function generatorNext(gen: Handle): Handle {
    const result = resume(gen, None);
    if (result === None && stateOf(gen) >= FrameState.COMPLETED) {
      if (generators.kindOf(gen) !== GeneratorKind.ASYNC_GENERATOR) {
        decref(result);
        return 0;
      }
    }
    return stopped(gen, result);
  }

  /** Resumes with the pending exception. */
  function raiseIn(gen: Handle, closing: boolean): Handle {
    const state = stateOf(gen);
    if (state === FrameState.EXECUTING) {
      decref(space.takeException());
      space.setError('ValueError', `${generators.nounOf(gen)} already executing`);
      return 0;
    }
    if (state >= FrameState.COMPLETED) {
      if (generators.kindOf(gen) === GeneratorKind.COROUTINE && !closing) {
        decref(space.takeException());
        space.setError('RuntimeError', 'cannot reuse already awaited coroutine');
      }
      return 0;
    }
    // Of what is handled outside it is the context where it arose there; of what the generator handles, in any case.
    space.contextualize();
    if (!hasRoom() || !generators.enter(gen, 0, 0, FrameFlags.ENTRY)) return 0;
    if (I32[(gen >>> 2) + EXC_VALUE] !== 0) space.chainContext();
    return stopped(gen, run(true));
  }

  /** The vreg of the iterator that a suspended YIELD_FROM waits for, or 0. */
  function awaitedAt(gen: Handle): number {
    if (stateOf(gen) !== FrameState.SUSPENDED) return 0;
    const f = (gen + IFRAME) >>> 2;
    let pc = I32[f + W.frame.pc]! >>> 2;
    const code = I32[f + W.frame.code]!;
    let b = (I32[pc]! >>> 16) & 255;
    while (tracing.opAt(code, pc) === WIDE) b = (b << 8) | ((I32[++pc]! >>> 16) & 255);
    return tracing.opAt(code, pc) === YIELD_FROM ? f + HEADER + 2 * b : 0;
  }

  function generatorAwaits(gen: Handle): Handle {
    const at = awaitedAt(gen);
    if (at === 0) return 0;
    incref(I32[at]!);
    return I32[at]!;
  }

  /** Runs `body`, which has to do with what `gen` waits for, while gen counts as executing and is the innermost frame. */
  function asExecuting<R>(gen: Handle, body: () => R): R {
    const frame = gen + IFRAME;
    const back = I32[T_FRAME]!;
    setState(gen, FrameState.EXECUTING);
    I32[(frame >>> 2) + W.frame.back] = back;
    I32[T_FRAME] = frame;
    const result = body();
    I32[T_FRAME] = back;
    I32[(frame >>> 2) + W.frame.back] = 0;
    setState(gen, FrameState.SUSPENDED);
    return result;
  }

  /** gen_close_iter. 0 or -1. */
  function closeAwaited(awaited: Handle): number {
    if (space.isGenerator(awaited)) {
      const result = generatorClose(awaited);
      if (result === 0) return -1;
      decref(result);
      return 0;
    }
    const method = lookupMethod(awaited, 'close');
    if (method === 0) {
      if (I32[(machine.thread >>> 2) + W.thread.curexc_type] !== 0) space.writeUnraisable(awaited);
      return 0;
    }
    const at = frames.scratch(1);
    const result = at === 0 ? 0 : space.call(method, at, 0, 0, 0);
    decref(method);
    if (result === 0) return -1;
    decref(result);
    return 0;
  }

  function lookupMethod(o: Handle, name: string): Handle {
    const key = space.intern(name);
    const method = space.lookupAttr(o, key);
    decref(key);
    return method;
  }

  /** The iterator of a suspended YIELD_FROM has returned (its value is taken from StopIteration) or failed: gen goes on. */
  function awaitedEnded(gen: Handle, at: number): Handle {
    const iterator = I32[at]!;
    I32[at] = 0;
    decref(iterator);
    const value =
      I32[(machine.thread >>> 2) + W.thread.curexc_type] === 0 ? noneValue() : space.takeStopIteration();
    if (value === 0) return raiseIn(gen, false);
    // The result goes where the YIELD_FROM would have put it, and execution goes on behind it.
    const f = (gen + IFRAME) >>> 2;
    const start = I32[f + W.frame.pc]! >>> 2;
    let pc = start;
    const code = I32[f + W.frame.code]!;
    let a = (I32[pc]! >>> 8) & 255;
    while (tracing.opAt(code, pc) === WIDE) a = (a << 8) | ((I32[++pc]! >>> 8) & 255);
    I32[f + W.frame.dst] = ((pc + 1 - start) << 24) | (2 * a);
    const result = resume(gen, value);
    decref(value);
    return stopped(gen, result);
  }

  function noneValue(): Handle {
    incref(None);
    return None;
  }

  function throwAwaited(gen: Handle, at: number, thrown: Thrown, closeOnExit: boolean): Handle {
    const awaited = I32[at]!;
    incref(awaited);
    if (closeOnExit && space.isGeneratorExit(thrown[0])) {
      const status = asExecuting(gen, () => closeAwaited(awaited));
      decref(awaited);
      return status === 0 ? throwHere(gen, thrown) : raiseIn(gen, false);
    }
    let result: Handle;
    if (space.isGenerator(awaited))
      result = asExecuting(gen, () => generatorThrow(awaited, ...thrown, closeOnExit));
    else {
      const method = lookupMethod(awaited, 'throw');
      if (method === 0) {
        decref(awaited);
        return I32[(machine.thread >>> 2) + W.thread.curexc_type] !== 0 ? 0 : throwHere(gen, thrown);
      }
      result = asExecuting(gen, () => callThrow(method, thrown));
      decref(method);
    }
    decref(awaited);
    return result !== 0 ? result : awaitedEnded(gen, at);
  }

  /** Any other iterator gets the arguments that were given, as they are. */
  function callThrow(method: Handle, thrown: Thrown): Handle {
    const absent = thrown.indexOf(0);
    const n = absent < 0 ? thrown.length : absent;
    const at = frames.scratch(n);
    if (at === 0) return 0;
    const top = (machine.thread >>> 2) + W.thread.stack_top;
    const saved = I32[top]!;
    for (let i = 0; i < n; i++) I32[at + 2 * i] = thrown[i]!;
    I32[top] = saved + 8 * n;
    const result = space.call(method, at, n, 0, 0);
    I32[top] = saved;
    return result;
  }

  /** Only here do the arguments become an exception: what fails then is raised in the generator too. */
  function throwHere(gen: Handle, thrown: Thrown): Handle {
    return space.setThrown(...thrown) < 0 ? 0 : raiseIn(gen, false);
  }

  function generatorThrow(
    gen: Handle,
    type: Handle,
    value: Handle,
    traceback: Handle,
    closeOnGeneratorExit = true,
  ): Handle {
    const thrown: Thrown = [type, value, traceback];
    const at = awaitedAt(gen);
    return at !== 0 ? throwAwaited(gen, at, thrown, closeOnGeneratorExit) : throwHere(gen, thrown);
  }

  function generatorClose(gen: Handle): Handle {
    const at = awaitedAt(gen);
    let status = 0;
    if (at !== 0) {
      const awaited = I32[at]!;
      incref(awaited);
      status = asExecuting(gen, () => closeAwaited(awaited));
      decref(awaited);
    }
    if (status === 0) space.setError('GeneratorExit', '');
    const result = raiseIn(gen, true);
    if (result !== 0) {
      decref(result);
      space.setError('RuntimeError', `${generators.nounOf(gen)} ignored GeneratorExit`);
      return 0;
    }
    if (!space.pendingIs('StopIteration') && !space.pendingIs('GeneratorExit')) return 0;
    decref(space.takeException());
    return noneValue();
  }

  const REFERENCES = [
    W.gen.gi_code,
    W.gen.gi_name,
    W.gen.gi_qualname,
    W.gen.gi_origin_or_finalizer,
    EXC_VALUE,
  ];

  function releaseGenerator(gen: Handle): void {
    if (stateOf(gen) < FrameState.EXECUTING) {
      setState(gen, FrameState.COMPLETED);
      frames.clear(gen + IFRAME);
      setState(gen, FrameState.CLEARED);
    }
    for (let i = 0; i < REFERENCES.length; i++) {
      const at = (gen >>> 2) + REFERENCES[i]!;
      const x = I32[at]!;
      if (x === 0) continue;
      I32[at] = 0;
      I32[at + 1] = 0;
      decref(x);
    }
  }

  function traverseFrame(frame: Addr, visit: Visit): void {
    const f = frame >>> 2;
    const code = I32[f + W.frame.code]!;
    if (code === 0) return;
    const first = f + HEADER;
    const end = first + 2 * frames.vregs(code);
    for (let i = first; i < end; i += 2) if (I32[i] !== 0) visit(I32[i]!);
    visit(code);
    const { func, locals, globals, builtins, frame_obj } = W.frame;
    if (I32[f + func] === 0) {
      visit(I32[f + globals]!);
      visit(I32[f + builtins]!);
    } else visit(I32[f + func]!);
    if (I32[f + locals] !== 0) visit(I32[f + locals]!);
    if (I32[f + frame_obj] !== 0) visit(I32[f + frame_obj]!);
  }

  function traverseGenerator(gen: Handle, visit: Visit): void {
    for (const field of REFERENCES) {
      const x = I32[(gen >>> 2) + field]!;
      if (x !== 0) visit(x);
    }
    // A running generator's frame is on the chain of frames, and counts as one there.
    if (stateOf(gen) < FrameState.COMPLETED) traverseFrame(gen + IFRAME, visit);
  }

  return {
    generatorSend,
    generatorNext,
    generatorThrow,
    generatorClose,
    generatorAwaits,
    releaseGenerator,
    traverseGenerator,
    traverseFrame,
  };
}
