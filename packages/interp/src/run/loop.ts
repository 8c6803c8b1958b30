/**
 * The interpreter loop.
 *
 * `run` takes the thread's innermost frame and executes its code word by word. What it knows of that frame is in a few integers:
 *
 *     pc   index (in words) of the instruction being executed
 *     fp   index of vreg 0; the frame's header lies below, its `pc` field at fp + SAVED_PC
 *     tp   index of the first temporary: an operand at or above it is consumed, one below is a local and borrowed
 *     kp   index of the first constant
 *     np   index of the first name
 *
 * Operands are decoded doubled, since a vreg, a constant and a name are two words each: `fp + a` is a vreg's index.
 *
 * Each case does one of three things. It leaves a new reference in `v` and breaks: the common end of the loop stores it in
 * the vreg `a`. It breaks with `v` 0: an exception is pending. Or it continues, having moved `pc` itself. A case that
 * has pushed or taken off a frame goes to `frame:`, where the registers are loaded from the innermost frame.
 *
 * V8 optimises no function with more than 60 KB of bytecode, and dispatches by a table only where the case labels are small
 * literals: so a case is labelled with the number itself, and its name in a comment (a test compares them with the opcode table,
 * `scripts/number-loop.mjs` writes them anew), holds only the fast path, and a test measures the length of it all.
 */
import { Frame, isOutOfMemory, WINDOW_HIGH } from '@tyston/memory';
import { STOPPED } from '../interpreter.js';
import type { MachineTier } from '../machine-tier.js';
import { GENERATOR, type Handle } from '../space.js';
import { CONTINUE, HEAT, HOP, LEFT, NO_ENTRY, RAISE, RAISE_AGAIN, STALE } from '../translate/translate.js';
import { type Calls, PUSHED } from './calls.js';
import { AGAIN, type Cold, LENGTH, NEXT } from './cold.js';
import type { Frames } from './frames.js';
import type { Generators } from './generators.js';
import { type Machine, W } from './machine.js';
import type { Ops } from './ops.js';
import { GO, type Resume } from './resume.js';
import { TRAP } from './tracing.js';
import { INTERPRET, makeTranslations, NEVER, type Translations } from './translated.js';
import type { Unwinder } from './unwind.js';

export interface Parts {
  readonly frames: Frames;
  readonly calls: Calls;
  readonly generators: Generators;
  readonly resume: Resume;
  readonly unwinder: Unwinder;
  readonly ops: Ops;
  readonly cold: Cold;
}

/** The loop: see `Interpreter.run`. `raising`: an exception is pending in the innermost frame, and is raised there first. */
export type Run = (raising: boolean) => Handle;

export interface Loop {
  readonly run: Run;
  /** A JavaScript exception has come up: makes it the pending exception, or throws it on. */
  thrown(e: unknown): void;
  readonly translations: Translations;
}

/** `hot`: turns of the loop after which code is translated, or NEVER. `tier`: machine code beside translations. */
export function makeLoop(machine: Machine, parts: Parts, hot: number, tier: MachineTier | null): Loop {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref, None, True, False } = space;
  const { loadAttr, storeAttr, loadMethod, loadGlobal, getItem, setItem, next, truth } = space;
  const { add, subtract, multiply, trueDivide, floorDivide, modulo, leftShift, rightShift } = space;
  const { inplaceAdd, inplaceSubtract, inplaceMultiply, compare, contains } = space;
  const { and, or, xor, negative, listAppend, buildTuple, buildList } = space;
  const { lessTruth, lessEqualTruth, equalTruth, notEqualTruth, greaterTruth, greaterEqualTruth } = space;
  const { call, callKeywords, callEx } = parts.calls;
  const { yielded, returned, started, resumeFor, resumeFrom, takeResult, trap, poll } = parts.resume;
  const { unwind } = parts.unwinder;
  const { ops, cold } = parts;
  const { release, leaveRecursion } = parts.frames;

  const T = machine.thread >>> 2;
  const T_FRAME = T + W.thread.frame;
  const T_TOP = T + W.thread.stack_top;
  const T_PENDING = T + W.thread.curexc_type;
  const T_BREAKER = T + W.thread.eval_breaker;
  const VREG0 = Frame.size >> 2;
  const F_BACK = W.frame.back;
  const F_CODE = W.frame.code;
  const F_FUNC = W.frame.func;
  const F_FRAME_OBJ = W.frame.frame_obj;
  const F_PC = W.frame.pc;
  const F_DST = W.frame.dst;
  const F_FLAGS = W.frame.flags;
  /** From vreg 0 back to fields of the header. */
  const SAVED_PC = F_PC - VREG0;
  const FLAGS = F_FLAGS - VREG0;
  const FRAME_OBJ = F_FRAME_OBJ - VREG0;
  const GLOBALS = W.frame.globals - VREG0;
  const BUILTINS = W.frame.builtins - VREG0;
  const LOCALS = W.frame.locals - VREG0;
  const CO_NLOCALSPLUS = W.code.co_nlocalsplus;
  const CO_CONSTS = W.code.co_consts;
  const CO_NAMES = W.code.co_names;
  const ITEM = W.tuple.ob_item;
  const OB_REF = W.cell.ob_ref;
  const HIGH = WINDOW_HIGH;
  const CODE = F_CODE - VREG0;

  function consume(i: number): void {
    const x = I32[i]!;
    I32[i] = 0;
    decref(x);
  }

  function bool(value: boolean): Handle {
    const x = value ? True : False;
    incref(x);
    return x;
  }

  /** An ordinary function's frame returns: it is taken off, and the caller's vreg gets the result. */
  function leave(fp: number, tp: number, v: Handle): void {
    const f = fp - VREG0;
    const back = I32[f + F_BACK]!;
    const dst = I32[f + F_DST]!;
    I32[T_FRAME] = back;
    leaveRecursion();
    if (I32[f + F_FRAME_OBJ] !== 0) space.leaveFrame(f << 2);
    for (let i = fp; i < tp; i += 2) {
      const x = I32[i]!;
      if (x !== 0) {
        I32[i] = 0;
        decref(x);
      }
    }
    decref(I32[f + F_FUNC]!);
    decref(I32[f + F_CODE]!);
    I32[T_TOP] = f << 2;
    const g = back >>> 2;
    I32[g + F_PC] = I32[g + F_PC]! + ((dst >>> 24) << 2);
    const to = g + VREG0 + (dst & 0xffffff);
    const old = I32[to]!;
    I32[to] = v;
    if (old !== 0) decref(old);
  }

  /** A JavaScript exception has come up: what does not fit is a MemoryError, anything else is an error of ours. */
  function thrown(e: unknown): void {
    if (!isOutOfMemory(e)) throw e;
    space.setError('MemoryError', '');
  }

  /** What the cases refer to: the translations close over it. */
  const environment = {
    I32,
    space,
    ops,
    cold,
    incref,
    decref,
    freed: space.freed,
    consume,
    release,
    bool,
    leave,
    None,
    True,
    False,
    loadAttr,
    storeAttr,
    loadMethod,
    loadGlobal,
    getItem,
    setItem,
    next,
    truth,
    add,
    subtract,
    multiply,
    trueDivide,
    floorDivide,
    modulo,
    leftShift,
    rightShift,
    inplaceAdd,
    inplaceSubtract,
    inplaceMultiply,
    compare,
    contains,
    and,
    or,
    xor,
    negative,
    listAppend,
    buildTuple,
    buildList,
    lessTruth,
    lessEqualTruth,
    equalTruth,
    notEqualTruth,
    greaterTruth,
    greaterEqualTruth,
    call,
    callKeywords,
    callEx,
    yielded,
    returned,
    started,
    resumeFor,
    resumeFrom,
    takeResult,
    T_PENDING,
    T_BREAKER,
    VREG0,
    SAVED_PC,
    CODE,
    FLAGS,
    FRAME_OBJ,
    GLOBALS,
    BUILTINS,
    LOCALS,
    OB_REF,
    HIGH,
    GENERATOR,
    PUSHED,
    GO,
    NEXT,
    AGAIN,
    CONTINUE,
    RAISE,
    RAISE_AGAIN,
    NO_ENTRY,
    STALE,
    LEFT,
    HOP,
  };
  const translations = makeTranslations(machine, parts.resume, parts.unwinder, environment, tier);
  const { drive, warm } = translations;
  const HOT = hot;

  function run(raising: boolean): Handle {
    let failures = 0;
    for (;;) {
      try {
        if (raising) {
          // The second time in a row that memory fails, do without a traceback entry.
          if (!unwind(failures > 1)) return 0;
          raising = false;
          failures = 0;
        }
        frame: for (;;) {
          if (I32[T_BREAKER] !== 0) {
            const s = poll();
            if (s === STOPPED) return STOPPED;
            if (s < 0) {
              if (!unwind(false)) return 0;
              continue;
            }
          }
          let code = I32[(I32[T_FRAME]! >>> 2) + F_CODE]! >>> 2;
          if (I32[code + HEAT]! < 0) {
            const result = drive();
            if (result !== INTERPRET) return result;
            code = I32[(I32[T_FRAME]! >>> 2) + F_CODE]! >>> 2;
          }
          const heat = I32[code + HEAT]!;
          if (heat >= 0 && heat < NEVER) {
            if (heat < HOT) I32[code + HEAT] = heat + 1;
            else {
              warm(code << 2);
              if (I32[code + HEAT]! < 0) continue;
            }
          }
          const fp = (I32[T_FRAME]! >>> 2) + VREG0;
          const tp = fp + 2 * I32[code + CO_NLOCALSPLUS]!;
          const kp = (I32[code + CO_CONSTS]! >>> 2) + ITEM;
          const np = (I32[code + CO_NAMES]! >>> 2) + ITEM;
          let pc = I32[fp + SAVED_PC]! >>> 2;
          let again = false;
          instruction: for (;;) {
            const start = pc;
            I32[fp + SAVED_PC] = pc << 2;
            const w = I32[pc]!;
            let op = w & 255;
            let a = (w >>> 7) & 510;
            let b = (w >>> 15) & 510;
            let c = (w >>> 23) & 510;
            let v = 0;
            // Scratch of the cases: shared, since V8 gives every declaration a register of its own.
            let own = 0;
            let l = 0;
            let r = 0;
            let x = 0;
            let t = 0;
            let s = 0;
            let at = 0;
            let old = 0;
            dispatch: for (;;) {
              switch (op) {
                case /* NOP */ 0: {
                  pc++;
                  continue instruction;
                }
                case /* WIDE */ 1: {
                  pc++;
                  x = I32[pc]!;
                  op = x & 255;
                  a = (a << 8) | ((x >>> 7) & 510);
                  b = (b << 8) | ((x >>> 15) & 510);
                  c = (c << 8) | ((x >>> 23) & 510);
                  continue;
                }
                case /* LOAD_CONST */ 2: {
                  v = I32[kp + b]!;
                  incref(v);
                  pc++;
                  break dispatch;
                }
                case /* MOVE */ 3: {
                  v = I32[fp + b]!;
                  if (fp + b >= tp) I32[fp + b] = 0;
                  else incref(v);
                  pc++;
                  break dispatch;
                }
                case /* MOVE2 */ 4: {
                  v = I32[fp + b]!;
                  if (fp + b >= tp) I32[fp + b] = 0;
                  else incref(v);
                  x = I32[fp + c]!;
                  if (fp + c >= tp) I32[fp + c] = 0;
                  else incref(x);
                  I32[fp + a + 2] = x;
                  pc++;
                  break dispatch;
                }
                case /* COPY */ 5: {
                  v = I32[fp + b]!;
                  incref(v);
                  pc++;
                  break dispatch;
                }
                case /* RELEASE */ 6: {
                  x = I32[fp + a]!;
                  I32[fp + a] = 0;
                  if (x !== 0) decref(x);
                  pc++;
                  continue instruction;
                }
                case /* CHECK_BOUND */ 7: {
                  if (I32[fp + a] === 0) {
                    ops.unbound((fp - VREG0) << 2, a >> 1);
                    break dispatch;
                  }
                  pc++;
                  continue instruction;
                }
                case /* LOAD_DEREF */ 10: {
                  v = I32[(I32[fp + b]! >>> 2) + OB_REF]!;
                  if (v !== 0) incref(v);
                  else ops.unbound((fp - VREG0) << 2, b >> 1);
                  pc++;
                  break dispatch;
                }
                case /* STORE_DEREF */ 11: {
                  x = I32[fp + b]!;
                  if (fp + b >= tp) I32[fp + b] = 0;
                  else incref(x);
                  at = (I32[fp + a]! >>> 2) + OB_REF;
                  old = I32[at]!;
                  I32[at] = x;
                  I32[at + 1] = HIGH;
                  if (old !== 0) decref(old);
                  pc++;
                  continue instruction;
                }
                case /* LOAD_GLOBAL */ 14: {
                  v = loadGlobal(I32[fp + GLOBALS]!, I32[fp + BUILTINS]!, I32[np + b]!, pc + 1);
                  pc += 5;
                  break dispatch;
                }
                case /* LOAD_NAME */ 17: {
                  v = space.loadName(
                    I32[fp + LOCALS]!,
                    I32[fp + GLOBALS]!,
                    I32[fp + BUILTINS]!,
                    I32[np + b]!,
                  );
                  pc++;
                  break dispatch;
                }
                case /* STORE_NAME */ 18: {
                  s = space.storeName(I32[fp + LOCALS]!, I32[np + a]!, I32[fp + b]!);
                  if (fp + b >= tp) consume(fp + b);
                  if (s < 0) break dispatch;
                  pc++;
                  continue instruction;
                }
                case /* LOAD_ATTR */ 26: {
                  v = loadAttr(I32[fp + b]!, I32[np + c]!, pc + 1);
                  if (fp + b >= tp) consume(fp + b);
                  pc += 5;
                  break dispatch;
                }
                case /* STORE_ATTR */ 27: {
                  s = storeAttr(I32[fp + a]!, I32[np + b]!, I32[fp + c]!, pc + 1);
                  if (fp + a >= tp) consume(fp + a);
                  if (fp + c >= tp) consume(fp + c);
                  if (s < 0) break dispatch;
                  pc += 5;
                  continue instruction;
                }
                case /* LOAD_METHOD */ 29: {
                  x = I32[fp + b]!;
                  // The object may be in one of the temporaries to be filled.
                  if (fp + b >= tp) I32[fp + b] = 0;
                  s = loadMethod(x, I32[np + c]!, fp + a, pc + 1);
                  if (fp + b >= tp) decref(x);
                  if (s < 0) break dispatch;
                  pc += 5;
                  continue instruction;
                }
                case /* SUBSCR */ 30: {
                  v = getItem(I32[fp + b]!, I32[fp + c]!);
                  if (fp + b >= tp) consume(fp + b);
                  if (fp + c >= tp) consume(fp + c);
                  pc++;
                  break dispatch;
                }
                case /* SUBSCR_K */ 31: {
                  v = getItem(I32[fp + b]!, I32[kp + c]!);
                  if (fp + b >= tp) consume(fp + b);
                  pc++;
                  break dispatch;
                }
                case /* STORE_SUBSCR */ 32: {
                  s = setItem(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
                  if (fp + a >= tp) consume(fp + a);
                  if (fp + b >= tp) consume(fp + b);
                  if (fp + c >= tp) consume(fp + c);
                  if (s < 0) break dispatch;
                  pc++;
                  continue instruction;
                }
                case /* STORE_SUBSCR_K */ 33: {
                  s = setItem(I32[fp + a]!, I32[kp + b]!, I32[fp + c]!);
                  if (fp + a >= tp) consume(fp + a);
                  if (fp + c >= tp) consume(fp + c);
                  if (s < 0) break dispatch;
                  pc++;
                  continue instruction;
                }
                case /* LOAD_SLICE */ 36: {
                  v = space.getSlice(I32[fp + b]!, I32[fp + c]!, I32[fp + c + 2]!);
                  if (fp + b >= tp) consume(fp + b);
                  release(fp + c, fp + c + 4);
                  pc++;
                  break dispatch;
                }
                case /* NEGATIVE */ 38: {
                  x = I32[fp + b]!;
                  own = a === b ? 4 : 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  }
                  v = negative(x, own);
                  pc++;
                  break dispatch;
                }
                case /* NOT */ 41: {
                  x = I32[fp + b]!;
                  t = x === True ? 1 : x === False ? 0 : truth(x);
                  if (fp + b >= tp) consume(fp + b);
                  if (t >= 0) v = bool(t === 0);
                  pc++;
                  break dispatch;
                }
                case /* ADD */ 42: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = add(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* SUB */ 43: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = subtract(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* MUL */ 44: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = multiply(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* TRUEDIV */ 45: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = trueDivide(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* FLOORDIV */ 46: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = floorDivide(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* MOD */ 47: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = modulo(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* LSHIFT */ 49: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = leftShift(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* RSHIFT */ 50: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = rightShift(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* AND */ 51: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = and(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* OR */ 52: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = or(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* XOR */ 53: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = xor(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* ADD_K */ 54: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = add(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* SUB_K */ 55: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = subtract(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* MUL_K */ 56: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = multiply(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* TRUEDIV_K */ 57: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = trueDivide(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* FLOORDIV_K */ 58: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = floorDivide(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* MOD_K */ 59: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = modulo(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* LSHIFT_K */ 61: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = leftShift(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* RSHIFT_K */ 62: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = rightShift(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* AND_K */ 63: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = and(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* INPLACE_ADD */ 64: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = inplaceAdd(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* INPLACE_SUB */ 65: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = inplaceSubtract(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* INPLACE_MUL */ 66: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = inplaceMultiply(l, r, own);
                  pc++;
                  break dispatch;
                }
                case /* INPLACE_ADD_K */ 67: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = inplaceAdd(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* INPLACE_SUB_K */ 68: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = inplaceSubtract(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* INPLACE_MUL_K */ 69: {
                  l = I32[fp + b]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  } else if (a === b) own = 4;
                  v = inplaceMultiply(l, I32[kp + c]!, own);
                  pc++;
                  break dispatch;
                }
                case /* LT */ 72:
                case /* LE */ 73:
                case /* EQ */ 74:
                case /* NE */ 75:
                case /* GT */ 76:
                case /* GE */ 77: {
                  l = I32[fp + b]!;
                  r = I32[fp + c]!;
                  own = 0;
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own = 1;
                  }
                  if (fp + c >= tp) {
                    I32[fp + c] = 0;
                    own |= 2;
                  }
                  v = compare(l, r, op - /* LT */ 72, own);
                  pc++;
                  break dispatch;
                }
                case /* IS */ 78:
                case /* IS_NOT */ 79: {
                  v = bool((I32[fp + b] === I32[fp + c]) === (op === 78) /* IS */);
                  if (fp + b >= tp) consume(fp + b);
                  if (fp + c >= tp) consume(fp + c);
                  pc++;
                  break dispatch;
                }
                case /* IN */ 80:
                case /* NOT_IN */ 81: {
                  t = contains(I32[fp + c]!, I32[fp + b]!);
                  if (fp + b >= tp) consume(fp + b);
                  if (fp + c >= tp) consume(fp + c);
                  if (t >= 0) v = bool(t === (op === /* IN */ 80 ? 1 : 0));
                  pc++;
                  break dispatch;
                }
                case /* JUMP */ 82: {
                  pc += 1 + I32[pc + 1]!;
                  continue instruction;
                }
                case /* JUMP_BACK */ 83: {
                  pc += 1 + I32[pc + 1]!;
                  x = I32[code + HEAT]!;
                  if (I32[T_BREAKER] === 0 && x >= 0 && x !== HOT) {
                    if (x < HOT) I32[code + HEAT] = x + 1;
                    continue instruction;
                  }
                  // The safepoint, and the way into a translation, is at the head of `frame:`, with the jump already taken.
                  I32[fp + SAVED_PC] = pc << 2;
                  continue frame;
                }
                case /* JUMP_IF_TRUE */ 84: {
                  x = I32[fp + a]!;
                  t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                  if (fp + a >= tp) consume(fp + a);
                  if (t === 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_FALSE */ 85: {
                  x = I32[fp + a]!;
                  t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                  if (fp + a >= tp) consume(fp + a);
                  if (t === 0) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_TRUE_KEEP */ 86: {
                  x = I32[fp + a]!;
                  t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                  if (t === 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else {
                    consume(fp + a);
                    pc += 2;
                  }
                  continue instruction;
                }
                case /* JUMP_IF_FALSE_KEEP */ 87: {
                  x = I32[fp + a]!;
                  t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                  if (t === 0) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else {
                    consume(fp + a);
                    pc += 2;
                  }
                  continue instruction;
                }
                case /* JUMP_IF_NONE */ 88: {
                  x = I32[fp + a]!;
                  if (fp + a >= tp) consume(fp + a);
                  pc += x === None ? 1 + I32[pc + 1]! : 2;
                  continue instruction;
                }
                case /* JUMP_IF_NOT_NONE */ 89: {
                  x = I32[fp + a]!;
                  if (fp + a >= tp) consume(fp + a);
                  pc += x !== None ? 1 + I32[pc + 1]! : 2;
                  continue instruction;
                }
                case /* JUMP_IF_LT */ 90: {
                  l = I32[fp + a]!;
                  r = I32[fp + b]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own |= 2;
                  }
                  t = lessTruth(l, r, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_LE */ 91: {
                  l = I32[fp + a]!;
                  r = I32[fp + b]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own |= 2;
                  }
                  t = lessEqualTruth(l, r, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_EQ */ 92: {
                  l = I32[fp + a]!;
                  r = I32[fp + b]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own |= 2;
                  }
                  t = equalTruth(l, r, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_NE */ 93: {
                  l = I32[fp + a]!;
                  r = I32[fp + b]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own |= 2;
                  }
                  t = notEqualTruth(l, r, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_GT */ 94: {
                  l = I32[fp + a]!;
                  r = I32[fp + b]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own |= 2;
                  }
                  t = greaterTruth(l, r, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_GE */ 95: {
                  l = I32[fp + a]!;
                  r = I32[fp + b]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  if (fp + b >= tp) {
                    I32[fp + b] = 0;
                    own |= 2;
                  }
                  t = greaterEqualTruth(l, r, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_LT_K */ 96: {
                  l = I32[fp + a]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  t = lessTruth(l, I32[kp + b]!, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_LE_K */ 97: {
                  l = I32[fp + a]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  t = lessEqualTruth(l, I32[kp + b]!, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_EQ_K */ 98: {
                  l = I32[fp + a]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  t = equalTruth(l, I32[kp + b]!, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_NE_K */ 99: {
                  l = I32[fp + a]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  t = notEqualTruth(l, I32[kp + b]!, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_GT_K */ 100: {
                  l = I32[fp + a]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  t = greaterTruth(l, I32[kp + b]!, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_GE_K */ 101: {
                  l = I32[fp + a]!;
                  own = 0;
                  if (fp + a >= tp) {
                    I32[fp + a] = 0;
                    own = 1;
                  }
                  t = greaterEqualTruth(l, I32[kp + b]!, own);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_IS */ 102: {
                  t = I32[fp + a] === I32[fp + b] ? 1 : 0;
                  if (fp + a >= tp) consume(fp + a);
                  if (fp + b >= tp) consume(fp + b);
                  pc += t === c >> 1 ? 1 + I32[pc + 1]! : 2;
                  continue instruction;
                }
                case /* JUMP_IF_IN */ 103: {
                  t = contains(I32[fp + b]!, I32[fp + a]!);
                  if (fp + a >= tp) consume(fp + a);
                  if (fp + b >= tp) consume(fp + b);
                  if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* GET_ITER */ 104: {
                  v = space.iter(I32[fp + b]!);
                  if (fp + b >= tp) consume(fp + b);
                  pc++;
                  break dispatch;
                }
                case /* FOR_ITER */ 105: {
                  x = I32[fp + b]!;
                  v = next(x);
                  if (v === 0) {
                    if (I32[T_PENDING] !== 0) break dispatch;
                    I32[fp + b] = 0;
                    decref(x);
                    pc += 1 + I32[pc + 1]!;
                    continue instruction;
                  }
                  if (v === GENERATOR) {
                    v = resumeFor(x, ((pc + 2 - start) << 24) | a);
                    if (v === PUSHED) continue frame;
                    if (v === 0) break dispatch;
                    // GO: it is exhausted.
                    I32[fp + b] = 0;
                    decref(x);
                    pc += 1 + I32[pc + 1]!;
                    continue instruction;
                  }
                  pc += 2;
                  break dispatch;
                }
                case /* UNPACK_2 */ 111: {
                  s = ops.unpack2(I32[fp + c]!, fp + a, fp + b, fp + c >= tp ? fp + c : 0);
                  if (s < 0) break dispatch;
                  pc++;
                  continue instruction;
                }
                case /* UNPACK_SEQUENCE */ 112: {
                  s = ops.unpackSequence(fp + b, tp, c >> 1, fp + a);
                  if (s < 0) break dispatch;
                  pc++;
                  continue instruction;
                }
                case /* BUILD_TUPLE */ 114: {
                  v = buildTuple(fp + b, c >> 1);
                  pc++;
                  break dispatch;
                }
                case /* BUILD_LIST */ 115: {
                  v = buildList(fp + b, c >> 1);
                  pc++;
                  break dispatch;
                }
                case /* LIST_APPEND */ 120: {
                  x = I32[fp + b]!;
                  if (fp + b >= tp) I32[fp + b] = 0;
                  else incref(x);
                  if (listAppend(I32[fp + a]!, x) < 0) break dispatch;
                  pc++;
                  continue instruction;
                }
                case /* CALL */ 131: {
                  v = call(fp + b, c >> 1, pc + 1, ((pc + 3 - start) << 24) | a);
                  if (v === PUSHED) continue frame;
                  pc += 3;
                  break dispatch;
                }
                case /* CALL_KW */ 132: {
                  v = callKeywords(
                    fp + b,
                    c >> 1,
                    I32[kp + 2 * I32[pc + 1]!]!,
                    pc + 2,
                    ((pc + 4 - start) << 24) | a,
                  );
                  if (v === PUSHED) continue frame;
                  pc += 4;
                  break dispatch;
                }
                case /* CALL_EX */ 133: {
                  v = callEx(fp + b, ((pc + 1 - start) << 24) | a);
                  if (v === PUSHED) continue frame;
                  pc++;
                  break dispatch;
                }
                case /* RETURN */ 134: {
                  v = I32[fp + a]!;
                  if (fp + a >= tp) I32[fp + a] = 0;
                  // A local's reference can be the result's: the frame goes, unless somebody holds its frame object.
                  else if (I32[fp + FRAME_OBJ] === 0) I32[fp + a] = 0;
                  else incref(v);
                  if (I32[fp + FLAGS] === 0) {
                    leave(fp, tp, v);
                    continue frame;
                  }
                  v = returned((fp - VREG0) << 2, v);
                  if (v === GO) continue frame;
                  if (v !== 0) return v;
                  break dispatch;
                }
                case /* RETURN_CONST */ 135: {
                  v = I32[kp + a]!;
                  incref(v);
                  if (I32[fp + FLAGS] === 0) {
                    leave(fp, tp, v);
                    continue frame;
                  }
                  v = returned((fp - VREG0) << 2, v);
                  if (v === GO) continue frame;
                  if (v !== 0) return v;
                  break dispatch;
                }
                case /* RETURN_GENERATOR */ 136: {
                  v = started((fp - VREG0) << 2);
                  if (v === GO) continue frame;
                  if (v !== 0) return v;
                  break dispatch;
                }
                case /* YIELD_VALUE */ 137: {
                  v = I32[fp + b]!;
                  if (fp + b >= tp) I32[fp + b] = 0;
                  else incref(v);
                  v = yielded((fp - VREG0) << 2, v, ((pc + 1 - start) << 24) | a);
                  if (v === GO) continue frame;
                  if (v !== 0) return v;
                  break dispatch;
                }
                case /* YIELD_FROM */ 138: {
                  x = I32[fp + c]!;
                  if (fp + c >= tp) I32[fp + c] = 0;
                  else incref(x);
                  v = resumeFrom(I32[fp + b]!, x, ((pc + 1 - start) << 24) | a);
                  if (v === PUSHED) continue frame;
                  if (v === 0) break dispatch;
                  if (v === GO) {
                    // It has returned; the result is where `resumeFrom` left it.
                    v = takeResult();
                    consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                  v = yielded((fp - VREG0) << 2, v, c);
                  if (v === GO) continue frame;
                  if (v !== 0) return v;
                  break dispatch;
                }
                case /* JUMP_IF_NOT_EXC */ 146: {
                  t = space.exceptionMatches(I32[fp + a]!, I32[fp + b]!);
                  if (fp + b >= tp) consume(fp + b);
                  if (t === 0) pc += 1 + I32[pc + 1]!;
                  else if (t < 0) break dispatch;
                  else pc += 2;
                  continue instruction;
                }
                case /* JUMP_IF_NOT_SEQUENCE */ 152: {
                  pc += space.isSequence(I32[fp + a]!) ? 2 : 1 + I32[pc + 1]!;
                  continue instruction;
                }
                case /* JUMP_IF_NOT_MAPPING */ 153: {
                  pc += space.isMapping(I32[fp + a]!) ? 2 : 1 + I32[pc + 1]!;
                  continue instruction;
                }
                default: {
                  if (op === TRAP) {
                    v = trap((fp - VREG0) << 2, start);
                    if (v === GO) continue frame;
                    if (v === 0) break dispatch;
                    op = v - 1;
                    v = 0;
                    continue;
                  }
                  v = cold(op, pc, start, fp, tp, a, b, c);
                  if (v === NEXT) {
                    pc += LENGTH[op]!;
                    continue instruction;
                  }
                  if (v === PUSHED) continue frame;
                  if (v === AGAIN) {
                    again = true;
                    v = 0;
                  } else pc += LENGTH[op]!;
                  break dispatch;
                }
              }
            }
            // The end of every instruction that leaves a value, or has failed.
            if (v !== 0) {
              at = fp + a;
              old = I32[at]!;
              I32[at] = v;
              if (old !== 0) decref(old);
              continue;
            }
            if (!unwind(again)) return 0;
            continue frame;
          }
        }
      } catch (e) {
        thrown(e);
        raising = true;
        failures++;
      }
    }
  }

  return { run, thrown, translations };
}
