/** Puts the interpreter together: the parts close over one machine, and `run` over the parts. */
import { type Addr, FrameFlags, PyErr_StackItem, PyThreadState, views, WINDOW_HIGH } from '@tyston/memory';
import type { Interpreter } from '../interpreter.js';
import type { MachineTier, MachineTierMaker } from '../machine-tier.js';
import type { Handle, Index, ObjectSpace } from '../space.js';
import { makeBinder } from './bind.js';
import { makeCalls } from './calls.js';
import { makeCold } from './cold.js';
import { makeFrames } from './frames.js';
import { makeFunctions } from './functions.js';
import { makeGeneratorApi } from './generator-api.js';
import { makeGenerators } from './generators.js';
import { makeJumps } from './jumps.js';
import { type Lines, makeLines } from './lines.js';
import { makeLoop } from './loop.js';
import { CO, type Machine, W } from './machine.js';
import { makeMaterialiser } from './materialise.js';
import { makeOps } from './ops.js';
import { makeResume } from './resume.js';
import { makeTracing } from './tracing.js';
import { INTERPRET, NEVER } from './translated.js';
import { makeUnwinder } from './unwind.js';

export interface InterpreterOptions {
  /** The ThreadState of this isolate's thread. */
  readonly thread: Addr;
  readonly space: ObjectSpace;
  /**
   * Calls of a code object, turns of its loops and the like, after which it is translated to JavaScript (translate/): 50; 0 is
   * never.
   */
  readonly translateAfter?: number;
  /** Code that becomes hot gets machine code too, and all code is hot when it first runs if `eager`. */
  readonly machineTier?: { readonly make: MachineTierMaker; readonly eager: boolean };
  /** Makes a part of the Python stack's region accessible; not needed where all of it is. */
  readonly commit?: (start: number, bytes: number) => boolean;
}

/** Lays out a new thread's state: an empty Python stack in the region [start, end), limits, no exception. */
export function initThread(
  thread: Addr,
  stack: { readonly start: number; readonly end: number },
  limits: { readonly recursion?: number; readonly reentries?: number } = {},
): void {
  const { I32 } = views();
  const t = thread >>> 2;
  const address = (field: number, a: number): void => {
    I32[t + field] = a | 0;
    I32[t + field + 1] = WINDOW_HIGH;
  };
  address(W.thread.stack_top, stack.start);
  address(W.thread.stack_limit, stack.start);
  address(W.thread.stack_end, stack.end);
  address(W.thread.exc_info, thread + PyThreadState.exc_state);
  I32[(thread + PyThreadState.exc_state + PyErr_StackItem.exc_value) >>> 2] = 0;
  const recursion = limits.recursion ?? 1000;
  I32[t + W.thread.recursion_limit] = recursion;
  I32[t + W.thread.recursion_remaining] = recursion;
  I32[t + W.thread.recursion_headroom] = 0;
  I32[t + W.thread.js_reentries_left] = limits.reentries ?? 150;
  I32[t + W.thread.frame] = 0;
  I32[t + W.thread.eval_breaker] = 0;
}

/** Turns after which code is hot. */
function hotAfter({ translateAfter, machineTier }: InterpreterOptions): number {
  if (translateAfter === 0) return NEVER;
  return machineTier?.eager ? 0 : (translateAfter ?? 50);
}

/** The tier of machine code, where one is asked for and the space counts references in place. */
function machineTier({ thread, space, machineTier }: InterpreterOptions, lines: Lines): MachineTier | null {
  const { freed } = space;
  if (freed === undefined || machineTier === undefined) return null;
  const { I32 } = views();
  return machineTier.make({
    thread,
    freed,
    nameOf: (code) => space.text(I32[(code >>> 2) + W.code.co_qualname]!),
    lineOf: (code, word) => lines.positionAt(code, word).line,
  });
}

/** The interpreter of one isolate. Make it once: its closures are what V8 specialises on. */
export function makeInterpreter(options: InterpreterOptions): Interpreter {
  const { thread, space } = options;
  const machine: Machine = { views: views(), thread, space, commit: options.commit ?? (() => true) };
  const { I32 } = machine.views;
  const T = thread >>> 2;
  const T_REENTRIES = T + W.thread.js_reentries_left;
  const { ENTRY } = FrameFlags;

  const frames = makeFrames(machine);
  const binder = makeBinder(machine);
  const lines = makeLines(machine);
  const tracing = makeTracing(machine, lines, (code) => translations.forget(code));
  const calls = makeCalls(machine, frames, binder, tracing);
  const functions = makeFunctions(machine);
  const generators = makeGenerators(machine, frames);
  const unwinder = makeUnwinder(machine, frames, generators, tracing);
  const ops = makeOps(machine, frames, functions);
  const jumps = makeJumps(machine, lines, tracing, ops);
  const resume = makeResume(machine, frames, generators, calls, tracing);
  const cold = makeCold(machine, frames, ops, resume);
  const {
    run: loop,
    thrown,
    translations,
  } = makeLoop(
    machine,
    { frames, calls, generators, resume, unwinder, ops, cold },
    hotAfter(options),
    machineTier(options, lines),
  );
  const materialiser = makeMaterialiser(machine, frames);

  /** Has the JavaScript stack room for one more loop? If not: RecursionError. Asked before a frame is pushed for `run`. */
  function hasRoom(): boolean {
    if (I32[T_REENTRIES]! > 0) return true;
    space.setError('RecursionError', 'maximum recursion depth exceeded while calling a Python object');
    return false;
  }

  /** Runs the innermost frame: translated ones without the large loop, whose entry alone costs more than many a frame. */
  function goOn(): Handle {
    let result: Handle;
    try {
      result = translations.drive();
    } catch (e) {
      thrown(e);
      return loop(true);
    }
    return result === INTERPRET ? loop(false) : result;
  }

  function run(raising: boolean): Handle {
    I32[T_REENTRIES] = I32[T_REENTRIES]! - 1;
    const result = raising ? loop(true) : goOn();
    I32[T_REENTRIES] = I32[T_REENTRIES]! + 1;
    return result;
  }

  const api = makeGeneratorApi(machine, frames, generators, tracing, hasRoom, run);

  function callFunction(func: Handle, at: Index, n: number, kwnames: Handle): Handle {
    return hasRoom() && calls.enter(func, at, n, kwnames, ENTRY) !== 0 ? run(false) : 0;
  }

  function callFunctionEx(func: Handle, args: Handle, kwargs: Handle): Handle {
    return hasRoom() && calls.enterEx(func, args, kwargs, 0, ENTRY) !== 0 ? run(false) : 0;
  }

  function evalCode(
    code: Handle,
    globals: Handle,
    builtins: Handle,
    locals: Handle,
    closure: Handle,
  ): Handle {
    if (!hasRoom()) return 0;
    const optimized = (I32[(code >>> 2) + W.code.co_flags]! & CO.OPTIMIZED) !== 0;
    if (closure === 0 && !optimized)
      return frames.pushNamespace(code, globals, builtins, locals, ENTRY) === 0 ? 0 : run(false);
    const func = functions.newFunction(code, globals, builtins);
    if (func === 0) return 0;
    if (closure !== 0) {
      space.incref(closure);
      I32[(func >>> 2) + W.func.func_closure] = closure;
      I32[(func >>> 2) + W.func.func_closure + 1] = WINDOW_HIGH;
    }
    // The code of a function keeps its variables in vregs, and may have parameters to fill from nothing.
    const result = optimized ? callFunction(func, 0, 0, 0) : callClassBody(func, locals);
    space.decref(func);
    return result;
  }

  function callClassBody(func: Handle, locals: Handle): Handle {
    if (!hasRoom()) return 0;
    space.incref(func);
    const code = I32[(func >>> 2) + W.func.func_code]!;
    const frame = frames.push(func, code, 0, 0, ENTRY | FrameFlags.NAMESPACE);
    if (frame === 0) {
      space.decref(func);
      return 0;
    }
    space.incref(locals);
    I32[(frame >>> 2) + W.frame.locals] = locals;
    return run(false);
  }

  return {
    run: () => run(false),
    callFunction,
    callFunctionEx,
    evalCode,
    callClassBody,
    ...functions,
    ...materialiser,
    releaseCode: (code) => {
      translations.forget(code);
      materialiser.releaseCode(code);
    },
    ...api,
    lineOfFrame: lines.lineOfFrame,
    lastiOfFrame: (frame) => {
      const word = lines.wordOfFrame(frame);
      return word < 0 ? -1 : 2 * word;
    },
    findJump: jumps.find,
    performJump: jumps.perform,
    setTracing: tracing.setTracing,
    locations: lines.locations,
    positionAt: lines.positionAt,
  };
}
