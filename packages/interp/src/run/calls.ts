/**
 * Calls out of bytecode. A call of a Python function, of a bound method of one, or of a class with a Python `__init__`
 * pushes a frame and says PUSHED: the loop goes on in it. Any other callable is called through the space.
 *
 *     base       callable        consumed
 *     base + 1   self or empty   consumed
 *     base + 2 … arguments       consumed: moved into the new frame, or released after the call
 *
 * `dst` is what a return will do to this frame: see frames.ts.
 */
import { type Addr, FrameFlags } from '@tyston/memory';
import { CallKind, type Handle, type Index, TraceEvent } from '../space.js';
import type { Binder } from './bind.js';
import { type Frames, HEADER } from './frames.js';
import { CO, CO_SIMPLE, type Machine, W } from './machine.js';
import { TRACING, type Tracing } from './tracing.js';

/** Instead of a result: a frame has been pushed. (No handle is −1: objects are aligned.) */
export const PUSHED = -1;

export interface Calls {
  /** CALL: the result, PUSHED, or 0. */
  call(base: Index, argc: number, cache: Index, dst: number): Handle;
  /** CALL_KW: the last arguments have the names in the tuple `kwnames`. */
  callKeywords(base: Index, argc: number, kwnames: Handle, cache: Index, dst: number): Handle;
  /** CALL_EX: arguments in an iterable at base + 2 and a dict (or empty) at base + 3. */
  callEx(base: Index, dst: number): Handle;
  /** Pushes a frame for a vectorcall (arguments borrowed) of a Python function: the frame, or 0. */
  enter(func: Handle, at: Index, n: number, kwnames: Handle, flags: number): Addr;
  /** The same with a tuple and a dict (or 0). */
  enterEx(func: Handle, args: Handle, kwargs: Handle, dst: number, flags: number): Addr;
}

export function makeCalls(machine: Machine, frames: Frames, binder: Binder, tracing: Tracing): Calls {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref, isFunction } = space;
  const { push, pop, release, vregs } = frames;
  const T_FRAME = (machine.thread >>> 2) + W.thread.frame;
  const T_FLAGS = (machine.thread >>> 2) + W.thread.flags;
  const FUNC_CODE = W.func.func_code;
  const SIMPLE = CO_SIMPLE >> 2;
  const VREG0 = HEADER;
  const SIZE = W.variable.ob_size;
  const ITEM = W.tuple.ob_item;
  const IM_FUNC = W.method.im_func;
  const IM_SELF = W.method.im_self;
  const { INIT } = FrameFlags;

  function call(base: Index, argc: number, cache: Index, dst: number): Handle {
    const f = I32[base]!;
    if (!isFunction(f)) return callOther(f, base, argc, 0, cache, dst);
    const code = I32[(f >>> 2) + FUNC_CODE]!;
    let at = base + 4;
    let n = argc;
    if (I32[base + 2] !== 0) {
      at = base + 2;
      n = argc + 1;
    }
    if (I32[(code >>> 2) + SIMPLE] !== n) return callGeneral(f, code, at, n, 0, base, dst, 0, 0);
    const frame = push(f, code, n, dst, 0);
    if (frame === 0) {
      release(base, base + 4 + 2 * argc);
      return 0;
    }
    I32[base] = 0;
    let to = (frame >>> 2) + VREG0;
    const end = to + 2 * n;
    while (to < end) {
      I32[to] = I32[at]!;
      I32[at] = 0;
      to += 2;
      at += 2;
    }
    return PUSHED;
  }

  /** A function over the code of a module or class: its names are those of the function's globals. */
  function useGlobals(frame: Addr, code: Handle): void {
    if ((I32[(code >>> 2) + W.code.co_flags]! & CO.OPTIMIZED) !== 0) return;
    const f = frame >>> 2;
    const globals = I32[f + W.frame.globals]!;
    incref(globals);
    I32[f + W.frame.locals] = globals;
    I32[f + W.frame.flags] = I32[f + W.frame.flags]! | FrameFlags.NAMESPACE;
  }

  /**
   * A Python function whose arguments need binding. `instance` (owned, or 0) is the new instance of an `__init__`; the function
   * is at `base`, or borrowed where there is an instance (`base` then holds the class).
   */
  function callGeneral(
    func: Handle,
    code: Handle,
    at: Index,
    n: number,
    kwnames: Handle,
    base: Index,
    dst: number,
    flags: number,
    instance: Handle,
  ): Handle {
    const frame = push(func, code, 0, dst, flags);
    const count = kwnames === 0 ? n : n + I32[(kwnames >>> 2) + SIZE]!;
    if (frame === 0) {
      if (instance !== 0) {
        decref(func);
        decref(instance);
      }
      release(base, at + 2 * count);
      return 0;
    }
    const locals = (frame >>> 2) + VREG0;
    if (instance === 0) I32[base] = 0;
    else {
      I32[locals + 2 * vregs(code)] = instance;
      const cls = I32[base]!;
      I32[base] = 0;
      decref(cls);
    }
    if (I32[(code >>> 2) + SIMPLE] === n && kwnames === 0) {
      for (let i = 0; i < 2 * n; i += 2) {
        I32[locals + i] = I32[at + i]!;
        I32[at + i] = 0;
      }
      return PUSHED;
    }
    useGlobals(frame, code);
    if (binder.bind(func, at, n, kwnames, locals, true) === 0) return PUSHED;
    pop(frame);
    return 0;
  }

  function callOther(
    f: Handle,
    base: Index,
    argc: number,
    kwnames: Handle,
    cache: Index,
    dst: number,
  ): Handle {
    const named = kwnames === 0 ? 0 : I32[(kwnames >>> 2) + SIZE]!;
    const free = I32[base + 2] === 0;
    if (free) {
      const kind = space.callKind(f, cache);
      if (kind === CallKind.METHOD) {
        const func = I32[(f >>> 2) + IM_FUNC]!;
        const self = I32[(f >>> 2) + IM_SELF]!;
        incref(func);
        incref(self);
        I32[base] = func;
        I32[base + 2] = self;
        decref(f);
        if (isFunction(func)) {
          const code = I32[(func >>> 2) + FUNC_CODE]!;
          return callGeneral(func, code, base + 2, argc + 1 - named, kwnames, base, dst, 0, 0);
        }
        return callOther(func, base, argc, kwnames, cache, dst);
      }
      if (kind === CallKind.CLASS) return construct(f, base, argc, kwnames, named, cache, dst);
      if (kind === CallKind.INSTANCE) {
        const func = space.calledFunction();
        incref(func);
        I32[base] = func;
        I32[base + 2] = f;
        const code = I32[(func >>> 2) + FUNC_CODE]!;
        return callGeneral(func, code, base + 2, argc + 1 - named, kwnames, base, dst, 0, 0);
      }
    }
    const at = free ? base + 4 : base + 2;
    const n = (free ? argc : argc + 1) - named;
    const result =
      (I32[T_FLAGS]! & TRACING) === 0
        ? space.call(f, at, n, kwnames, cache)
        : callReported(f, at, n, kwnames);
    release(base, base + 4 + 2 * argc);
    return result;
  }

  /** A call through the space while there is a profile function. */
  function callReported(f: Handle, at: Index, n: number, kwnames: Handle): Handle {
    const frame = I32[T_FRAME]!;
    if (tracing.report(frame, TraceEvent.C_CALL, f) < 0) return 0;
    const result = space.call(f, at, n, kwnames, 0);
    const event = result === 0 ? TraceEvent.C_EXCEPTION : TraceEvent.C_RETURN;
    if (tracing.report(frame, event, f) === 0 || result === 0) return result;
    decref(result);
    return 0;
  }

  /** `C(…)` by object.__new__ and a Python `__init__`. */
  function construct(
    cls: Handle,
    base: Index,
    argc: number,
    kwnames: Handle,
    named: number,
    cache: Index,
    dst: number,
  ): Handle {
    const init = space.initOf(cls, cache);
    incref(init);
    const instance = space.newInstance(cls);
    if (instance === 0) {
      decref(init);
      release(base, base + 4 + 2 * argc);
      return 0;
    }
    incref(instance);
    I32[base + 2] = instance;
    const code = I32[(init >>> 2) + FUNC_CODE]!;
    return callGeneral(init, code, base + 2, argc + 1 - named, kwnames, base, dst, INIT, instance);
  }

  function callKeywords(base: Index, argc: number, kwnames: Handle, cache: Index, dst: number): Handle {
    const f = I32[base]!;
    if (!isFunction(f)) return callOther(f, base, argc, kwnames, cache, dst);
    const code = I32[(f >>> 2) + FUNC_CODE]!;
    const positional = argc - I32[(kwnames >>> 2) + SIZE]!;
    return I32[base + 2] !== 0
      ? callGeneral(f, code, base + 2, positional + 1, kwnames, base, dst, 0, 0)
      : callGeneral(f, code, base + 4, positional, kwnames, base, dst, 0, 0);
  }

  /** A tuple of `first` and the items of `args`. */
  function prepend(first: Handle, args: Handle): Handle {
    const n = I32[(args >>> 2) + SIZE]!;
    // Room above the stack's top: nothing else runs while it is in use.
    const scratch = frames.scratch(n + 1);
    if (scratch === 0) return 0;
    I32[scratch] = first;
    const from = (args >>> 2) + ITEM;
    for (let i = 0; i < n; i++) I32[scratch + 2 + 2 * i] = I32[from + 2 * i]!;
    return space.tupleOf(scratch, n + 1);
  }

  function callEx(base: Index, dst: number): Handle {
    const result = callExParts(base, dst);
    release(base, base + 8);
    return result;
  }

  function callExParts(base: Index, dst: number): Handle {
    const f = I32[base]!;
    const args = space.starArgs(I32[base + 4]!, f);
    if (args === 0) return 0;
    const old = I32[base + 4]!;
    I32[base + 4] = args;
    decref(old);
    const kwargs = I32[base + 6]!;
    if (isFunction(f)) return enterEx(f, args, kwargs, dst, 0) === 0 ? 0 : PUSHED;
    const kind = space.callKind(f, 0);
    if (kind === CallKind.METHOD) {
      const func = I32[(f >>> 2) + IM_FUNC]!;
      if (isFunction(func)) return callExWith(func, I32[(f >>> 2) + IM_SELF]!, args, kwargs, dst, 0);
    } else if (kind === CallKind.CLASS) {
      const init = space.initOf(f, 0);
      incref(init);
      const instance = space.newInstance(f);
      const result = instance === 0 ? 0 : callExWith(init, instance, args, kwargs, dst, INIT);
      decref(init);
      if (instance !== 0) decref(instance);
      return result;
    }
    return space.callEx(f, args, kwargs);
  }

  /** A Python function with one more argument in front. */
  function callExWith(
    func: Handle,
    first: Handle,
    args: Handle,
    kwargs: Handle,
    dst: number,
    flags: number,
  ): Handle {
    const all = prepend(first, args);
    if (all === 0) return 0;
    const frame = enterEx(func, all, kwargs, dst, flags);
    decref(all);
    if (frame === 0) return 0;
    if ((flags & INIT) !== 0) {
      incref(first);
      I32[(frame >>> 2) + VREG0 + 2 * vregs(I32[(func >>> 2) + FUNC_CODE]!)] = first;
    }
    return PUSHED;
  }

  function enter(func: Handle, at: Index, n: number, kwnames: Handle, flags: number): Addr {
    const code = I32[(func >>> 2) + FUNC_CODE]!;
    const simple = I32[(code >>> 2) + SIMPLE] === n && kwnames === 0;
    incref(func);
    const frame = push(func, code, simple ? n : 0, 0, flags);
    if (frame === 0) {
      decref(func);
      return 0;
    }
    const locals = (frame >>> 2) + VREG0;
    if (simple) {
      for (let i = 0; i < 2 * n; i += 2) {
        const x = I32[at + i]!;
        incref(x);
        I32[locals + i] = x;
      }
      return frame;
    }
    useGlobals(frame, code);
    if (binder.bind(func, at, n, kwnames, locals, false) === 0) return frame;
    pop(frame);
    return 0;
  }

  function enterEx(func: Handle, args: Handle, kwargs: Handle, dst: number, flags: number): Addr {
    incref(func);
    const frame = push(func, I32[(func >>> 2) + FUNC_CODE]!, 0, dst, flags);
    if (frame === 0) {
      decref(func);
      return 0;
    }
    const at = (args >>> 2) + ITEM;
    const n = I32[(args >>> 2) + SIZE]!;
    const locals = (frame >>> 2) + VREG0;
    useGlobals(frame, I32[(func >>> 2) + FUNC_CODE]!);
    if (binder.bindDict(func, at, n, kwargs, locals) === 0) return frame;
    pop(frame);
    return 0;
  }

  return { call, callKeywords, callEx, enter, enterEx };
}
