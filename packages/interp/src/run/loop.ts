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
import { Frame, OutOfMemory, WINDOW_HIGH } from '@tyston/memory';
import { STOPPED } from '../interpreter.js';
import { GENERATOR, type Handle } from '../space.js';
import { type Calls, PUSHED } from './calls.js';
import type { Frames } from './frames.js';
import type { Generators } from './generators.js';
import { type Machine, W } from './machine.js';
import type { Ops } from './ops.js';
import { GO, type Resume } from './resume.js';
import type { Unwinder } from './unwind.js';

export interface Parts {
  readonly frames: Frames;
  readonly calls: Calls;
  readonly generators: Generators;
  readonly resume: Resume;
  readonly unwinder: Unwinder;
  readonly ops: Ops;
}

/** The loop: see `Interpreter.run`. `raising`: an exception is pending in the innermost frame, and is raised there first. */
export type Run = (raising: boolean) => Handle;

export function makeLoop(machine: Machine, parts: Parts): Run {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref, None, True, False } = space;
  const { loadAttr, storeAttr, loadMethod, loadGlobal, getItem, setItem, next, truth } = space;
  const { add, subtract, multiply, trueDivide, floorDivide, modulo, power, leftShift, rightShift } = space;
  const { inplaceAdd, inplaceSubtract, inplaceMultiply, compare, contains } = space;
  const { and, or, xor, negative, positive, invert, listAppend, buildTuple, buildList } = space;
  const { lessTruth, lessEqualTruth, equalTruth, notEqualTruth, greaterTruth, greaterEqualTruth } = space;
  const { call, callKeywords, callEx } = parts.calls;
  const { yielded, returned, started, resumeFor, resumeFrom, takeResult, enterWith, trap, poll } =
    parts.resume;
  const { unwind } = parts.unwinder;
  const { ops } = parts;
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

  /** A JavaScript exception has come up: an exhausted window is a MemoryError, anything else is an error of ours. */
  function thrown(e: unknown): void {
    if (!(e instanceof OutOfMemory)) throw e;
    space.setError('MemoryError', '');
  }

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
          const fp = (I32[T_FRAME]! >>> 2) + VREG0;
          const code = I32[fp - VREG0 + F_CODE]! >>> 2;
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
            dispatch: for (;;) {
              switch (op) {
                case 0 /* NOP */:
                  {
                    pc++;
                    continue instruction;
                  }
                case 1 /* WIDE */:
                  {
                    pc++;
                    const next = I32[pc]!;
                    op = next & 255;
                    a = (a << 8) | ((next >>> 7) & 510);
                    b = (b << 8) | ((next >>> 15) & 510);
                    c = (c << 8) | ((next >>> 23) & 510);
                    continue;
                  }
                case 2 /* LOAD_CONST */:
                  {
                    v = I32[kp + b]!;
                    incref(v);
                    pc++;
                    break dispatch;
                  }
                case 3 /* MOVE */:
                  {
                    v = I32[fp + b]!;
                    if (fp + b >= tp) I32[fp + b] = 0;
                    else incref(v);
                    pc++;
                    break dispatch;
                  }
                case 4 /* MOVE2 */:
                  {
                    v = I32[fp + b]!;
                    if (fp + b >= tp) I32[fp + b] = 0;
                    else incref(v);
                    const x = I32[fp + c]!;
                    if (fp + c >= tp) I32[fp + c] = 0;
                    else incref(x);
                    I32[fp + a + 2] = x;
                    pc++;
                    break dispatch;
                  }
                case 5 /* COPY */:
                  {
                    v = I32[fp + b]!;
                    incref(v);
                    pc++;
                    break dispatch;
                  }
                case 6 /* RELEASE */:
                  {
                    const x = I32[fp + a]!;
                    I32[fp + a] = 0;
                    if (x !== 0) decref(x);
                    pc++;
                    continue instruction;
                  }
                case 7 /* CHECK_BOUND */:
                  {
                    if (I32[fp + a] === 0) {
                      ops.unbound((fp - VREG0) << 2, a >> 1);
                      break dispatch;
                    }
                    pc++;
                    continue instruction;
                  }
                case 8 /* MAKE_CELL */:
                  {
                    // The content moves into the cell: nothing of the local's is left to release.
                    v = space.newCell(I32[fp + a]!);
                    I32[fp + a] = 0;
                    pc++;
                    break dispatch;
                  }
                case 9 /* COPY_FREE_VARS */:
                  {
                    ops.copyFreeVars((fp - VREG0) << 2, a >> 1);
                    pc++;
                    continue instruction;
                  }
                case 10 /* LOAD_DEREF */:
                  {
                    v = I32[(I32[fp + b]! >>> 2) + OB_REF]!;
                    if (v !== 0) incref(v);
                    else ops.unbound((fp - VREG0) << 2, b >> 1);
                    pc++;
                    break dispatch;
                  }
                case 11 /* STORE_DEREF */:
                  {
                    const x = I32[fp + b]!;
                    if (fp + b >= tp) I32[fp + b] = 0;
                    else incref(x);
                    const at = (I32[fp + a]! >>> 2) + OB_REF;
                    const old = I32[at]!;
                    I32[at] = x;
                    I32[at + 1] = HIGH;
                    if (old !== 0) decref(old);
                    pc++;
                    continue instruction;
                  }
                case 12 /* DELETE_DEREF */:
                  {
                    const at = (I32[fp + a]! >>> 2) + OB_REF;
                    const old = I32[at]!;
                    if (old === 0) {
                      ops.unbound((fp - VREG0) << 2, a >> 1);
                      break dispatch;
                    }
                    I32[at] = 0;
                    I32[at + 1] = 0;
                    decref(old);
                    pc++;
                    continue instruction;
                  }
                case 13 /* LOAD_CLASSDEREF */:
                  {
                    v = ops.loadClassDeref((fp - VREG0) << 2, fp + b);
                    pc++;
                    break dispatch;
                  }
                case 14 /* LOAD_GLOBAL */:
                  {
                    v = loadGlobal(I32[fp + GLOBALS]!, I32[fp + BUILTINS]!, I32[np + b]!, pc + 1);
                    pc += 5;
                    break dispatch;
                  }
                case 15 /* STORE_GLOBAL */:
                  {
                    const s = space.storeGlobal(I32[fp + GLOBALS]!, I32[np + a]!, I32[fp + b]!, pc + 1);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc += 5;
                    continue instruction;
                  }
                case 16 /* DELETE_GLOBAL */:
                  {
                    const s = space.deleteGlobal(I32[fp + GLOBALS]!, I32[np + a]!);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 17 /* LOAD_NAME */:
                  {
                    v = space.loadName(
                      I32[fp + LOCALS]!,
                      I32[fp + GLOBALS]!,
                      I32[fp + BUILTINS]!,
                      I32[np + b]!,
                    );
                    pc++;
                    break dispatch;
                  }
                case 18 /* STORE_NAME */:
                  {
                    const s = space.storeName(I32[fp + LOCALS]!, I32[np + a]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 19 /* DELETE_NAME */:
                  {
                    const s = space.deleteName(I32[fp + LOCALS]!, I32[np + a]!);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 20 /* LOAD_SPECIAL */:
                  {
                    if (b === 0) v = space.loadBuildClass(I32[fp + BUILTINS]!);
                    else {
                      v = space.AssertionError;
                      incref(v);
                    }
                    pc++;
                    break dispatch;
                  }
                case 21 /* SETUP_ANNOTATIONS */:
                  {
                    const s = space.setupAnnotations(I32[fp + LOCALS]!);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 22 /* IMPORT_NAME */:
                  {
                    v = ops.importName((fp - VREG0) << 2, I32[np + b]!, fp + c);
                    pc++;
                    break dispatch;
                  }
                case 23 /* IMPORT_FROM */:
                  {
                    v = space.importFrom(I32[fp + b]!, I32[np + c]!);
                    pc++;
                    break dispatch;
                  }
                case 24 /* IMPORT_STAR */:
                  {
                    const s = space.importStar(I32[fp + a]!, I32[fp + LOCALS]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 25 /* PRINT_EXPR */:
                  {
                    const s = space.printExpression(I32[fp + a]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 26 /* LOAD_ATTR */:
                  {
                    v = loadAttr(I32[fp + b]!, I32[np + c]!, pc + 1);
                    if (fp + b >= tp) consume(fp + b);
                    pc += 5;
                    break dispatch;
                  }
                case 27 /* STORE_ATTR */:
                  {
                    const s = storeAttr(I32[fp + a]!, I32[np + b]!, I32[fp + c]!, pc + 1);
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + c >= tp) consume(fp + c);
                    if (s < 0) break dispatch;
                    pc += 5;
                    continue instruction;
                  }
                case 28 /* DELETE_ATTR */:
                  {
                    const s = space.deleteAttr(I32[fp + a]!, I32[np + b]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 29 /* LOAD_METHOD */:
                  {
                    const x = I32[fp + b]!;
                    // The object may be in one of the temporaries to be filled.
                    if (fp + b >= tp) I32[fp + b] = 0;
                    const s = loadMethod(x, I32[np + c]!, fp + a, pc + 1);
                    if (fp + b >= tp) decref(x);
                    if (s < 0) break dispatch;
                    pc += 5;
                    continue instruction;
                  }
                case 30 /* SUBSCR */:
                  {
                    v = getItem(I32[fp + b]!, I32[fp + c]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (fp + c >= tp) consume(fp + c);
                    pc++;
                    break dispatch;
                  }
                case 31 /* SUBSCR_K */:
                  {
                    v = getItem(I32[fp + b]!, I32[kp + c]!);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 32 /* STORE_SUBSCR */:
                  {
                    const s = setItem(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + b >= tp) consume(fp + b);
                    if (fp + c >= tp) consume(fp + c);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 33 /* STORE_SUBSCR_K */:
                  {
                    const s = setItem(I32[fp + a]!, I32[kp + b]!, I32[fp + c]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + c >= tp) consume(fp + c);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 34 /* DELETE_SUBSCR */:
                  {
                    const s = space.deleteItem(I32[fp + a]!, I32[fp + b]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 35 /* BUILD_SLICE */:
                  {
                    v = ops.buildSlice(fp + b, c >> 1);
                    pc++;
                    break dispatch;
                  }
                case 36 /* LOAD_SLICE */:
                  {
                    v = space.getSlice(I32[fp + b]!, I32[fp + c]!, I32[fp + c + 2]!);
                    if (fp + b >= tp) consume(fp + b);
                    release(fp + c, fp + c + 4);
                    pc++;
                    break dispatch;
                  }
                case 37 /* STORE_SLICE */:
                  {
                    const s = space.setSlice(I32[fp + a]!, I32[fp + b]!, I32[fp + b + 2]!, I32[fp + c]!);
                    if (fp + a >= tp) consume(fp + a);
                    release(fp + b, fp + b + 4);
                    if (fp + c >= tp) consume(fp + c);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 38 /* NEGATIVE */:
                  {
                    const x = I32[fp + b]!;
                    let own = a === b ? 4 : 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    }
                    v = negative(x, own);
                    pc++;
                    break dispatch;
                  }
                case 39 /* POSITIVE */:
                  {
                    const x = I32[fp + b]!;
                    let own = a === b ? 4 : 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    }
                    v = positive(x, own);
                    pc++;
                    break dispatch;
                  }
                case 40 /* INVERT */:
                  {
                    const x = I32[fp + b]!;
                    let own = a === b ? 4 : 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    }
                    v = invert(x, own);
                    pc++;
                    break dispatch;
                  }
                case 41 /* NOT */:
                  {
                    const x = I32[fp + b]!;
                    const t = x === True ? 1 : x === False ? 0 : truth(x);
                    if (fp + b >= tp) consume(fp + b);
                    if (t >= 0) v = bool(t === 0);
                    pc++;
                    break dispatch;
                  }
                case 42 /* ADD */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 43 /* SUB */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 44 /* MUL */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 45 /* TRUEDIV */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 46 /* FLOORDIV */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 47 /* MOD */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 48 /* POW */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    if (fp + c >= tp) {
                      I32[fp + c] = 0;
                      own |= 2;
                    }
                    v = power(l, r, own);
                    pc++;
                    break dispatch;
                  }
                case 49 /* LSHIFT */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 50 /* RSHIFT */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 51 /* AND */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 52 /* OR */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 53 /* XOR */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 54 /* ADD_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = add(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 55 /* SUB_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = subtract(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 56 /* MUL_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = multiply(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 57 /* TRUEDIV_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = trueDivide(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 58 /* FLOORDIV_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = floorDivide(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 59 /* MOD_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = modulo(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 60 /* POW_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = power(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 61 /* LSHIFT_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = leftShift(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 62 /* RSHIFT_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = rightShift(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 63 /* AND_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = and(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 64 /* INPLACE_ADD */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 65 /* INPLACE_SUB */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 66 /* INPLACE_MUL */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
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
                case 67 /* INPLACE_ADD_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = inplaceAdd(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 68 /* INPLACE_SUB_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = inplaceSubtract(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 69 /* INPLACE_MUL_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = inplaceMultiply(l, I32[kp + c]!, own);
                    pc++;
                    break dispatch;
                  }
                case 70 /* BINARY_OP */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    if (fp + c >= tp) {
                      I32[fp + c] = 0;
                      own |= 2;
                    }
                    v = ops.binary(I32[pc + 1]!, l, r, own);
                    pc += 2;
                    break dispatch;
                  }
                case 71 /* BINARY_OP_K */:
                  {
                    const l = I32[fp + b]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    } else if (a === b) own = 4;
                    v = ops.binary(I32[pc + 1]!, l, I32[kp + c]!, own);
                    pc += 2;
                    break dispatch;
                  }
                case 72 /* LT */:
                case 73 /* LE */:
                case 74 /* EQ */:
                case 75 /* NE */:
                case 76 /* GT */:
                case 77 /* GE */:
                  {
                    const l = I32[fp + b]!;
                    const r = I32[fp + c]!;
                    let own = 0;
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own = 1;
                    }
                    if (fp + c >= tp) {
                      I32[fp + c] = 0;
                      own |= 2;
                    }
                    v = compare(l, r, op - 72 /* LT */, own);
                    pc++;
                    break dispatch;
                  }
                case 78 /* IS */:
                case 79 /* IS_NOT */:
                  {
                    v = bool((I32[fp + b] === I32[fp + c]) === (op === 78) /* IS */);
                    if (fp + b >= tp) consume(fp + b);
                    if (fp + c >= tp) consume(fp + c);
                    pc++;
                    break dispatch;
                  }
                case 80 /* IN */:
                case 81 /* NOT_IN */:
                  {
                    const t = contains(I32[fp + c]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (fp + c >= tp) consume(fp + c);
                    if (t >= 0) v = bool(t === (op === 80 /* IN */ ? 1 : 0));
                    pc++;
                    break dispatch;
                  }
                case 82 /* JUMP */:
                  {
                    pc += 1 + I32[pc + 1]!;
                    continue instruction;
                  }
                case 83 /* JUMP_BACK */:
                  {
                    pc += 1 + I32[pc + 1]!;
                    if (I32[T_BREAKER] === 0) continue instruction;
                    // The safepoint is at the head of `frame:`, with the jump already taken.
                    I32[fp + SAVED_PC] = pc << 2;
                    continue frame;
                  }
                case 84 /* JUMP_IF_TRUE */:
                  {
                    const x = I32[fp + a]!;
                    const t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                    if (fp + a >= tp) consume(fp + a);
                    if (t === 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 85 /* JUMP_IF_FALSE */:
                  {
                    const x = I32[fp + a]!;
                    const t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                    if (fp + a >= tp) consume(fp + a);
                    if (t === 0) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 86 /* JUMP_IF_TRUE_KEEP */:
                  {
                    const x = I32[fp + a]!;
                    const t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                    if (t === 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else {
                      consume(fp + a);
                      pc += 2;
                    }
                    continue instruction;
                  }
                case 87 /* JUMP_IF_FALSE_KEEP */:
                  {
                    const x = I32[fp + a]!;
                    const t = x === True ? 1 : x === False || x === None ? 0 : truth(x);
                    if (t === 0) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else {
                      consume(fp + a);
                      pc += 2;
                    }
                    continue instruction;
                  }
                case 88 /* JUMP_IF_NONE */:
                  {
                    const x = I32[fp + a]!;
                    if (fp + a >= tp) consume(fp + a);
                    pc += x === None ? 1 + I32[pc + 1]! : 2;
                    continue instruction;
                  }
                case 89 /* JUMP_IF_NOT_NONE */:
                  {
                    const x = I32[fp + a]!;
                    if (fp + a >= tp) consume(fp + a);
                    pc += x !== None ? 1 + I32[pc + 1]! : 2;
                    continue instruction;
                  }
                case 90 /* JUMP_IF_LT */:
                  {
                    const l = I32[fp + a]!;
                    const r = I32[fp + b]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own |= 2;
                    }
                    const t = lessTruth(l, r, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 91 /* JUMP_IF_LE */:
                  {
                    const l = I32[fp + a]!;
                    const r = I32[fp + b]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own |= 2;
                    }
                    const t = lessEqualTruth(l, r, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 92 /* JUMP_IF_EQ */:
                  {
                    const l = I32[fp + a]!;
                    const r = I32[fp + b]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own |= 2;
                    }
                    const t = equalTruth(l, r, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 93 /* JUMP_IF_NE */:
                  {
                    const l = I32[fp + a]!;
                    const r = I32[fp + b]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own |= 2;
                    }
                    const t = notEqualTruth(l, r, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 94 /* JUMP_IF_GT */:
                  {
                    const l = I32[fp + a]!;
                    const r = I32[fp + b]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own |= 2;
                    }
                    const t = greaterTruth(l, r, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 95 /* JUMP_IF_GE */:
                  {
                    const l = I32[fp + a]!;
                    const r = I32[fp + b]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    if (fp + b >= tp) {
                      I32[fp + b] = 0;
                      own |= 2;
                    }
                    const t = greaterEqualTruth(l, r, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 96 /* JUMP_IF_LT_K */:
                  {
                    const l = I32[fp + a]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    const t = lessTruth(l, I32[kp + b]!, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 97 /* JUMP_IF_LE_K */:
                  {
                    const l = I32[fp + a]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    const t = lessEqualTruth(l, I32[kp + b]!, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 98 /* JUMP_IF_EQ_K */:
                  {
                    const l = I32[fp + a]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    const t = equalTruth(l, I32[kp + b]!, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 99 /* JUMP_IF_NE_K */:
                  {
                    const l = I32[fp + a]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    const t = notEqualTruth(l, I32[kp + b]!, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 100 /* JUMP_IF_GT_K */:
                  {
                    const l = I32[fp + a]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    const t = greaterTruth(l, I32[kp + b]!, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 101 /* JUMP_IF_GE_K */:
                  {
                    const l = I32[fp + a]!;
                    let own = 0;
                    if (fp + a >= tp) {
                      I32[fp + a] = 0;
                      own = 1;
                    }
                    const t = greaterEqualTruth(l, I32[kp + b]!, own);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 102 /* JUMP_IF_IS */:
                  {
                    const same = I32[fp + a] === I32[fp + b];
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + b >= tp) consume(fp + b);
                    pc += same === (c !== 0) ? 1 + I32[pc + 1]! : 2;
                    continue instruction;
                  }
                case 103 /* JUMP_IF_IN */:
                  {
                    const t = contains(I32[fp + b]!, I32[fp + a]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + b >= tp) consume(fp + b);
                    if (t === c >> 1) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 104 /* GET_ITER */:
                  {
                    v = space.iter(I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 105 /* FOR_ITER */:
                  {
                    const iterator = I32[fp + b]!;
                    v = next(iterator);
                    if (v === 0) {
                      if (I32[T_PENDING] !== 0) break dispatch;
                      I32[fp + b] = 0;
                      decref(iterator);
                      pc += 1 + I32[pc + 1]!;
                      continue instruction;
                    }
                    if (v === GENERATOR) {
                      v = resumeFor(iterator, ((pc + 2 - start) << 24) | a);
                      if (v === PUSHED) continue frame;
                      if (v === 0) break dispatch;
                      // GO: it is exhausted.
                      I32[fp + b] = 0;
                      decref(iterator);
                      pc += 1 + I32[pc + 1]!;
                      continue instruction;
                    }
                    pc += 2;
                    break dispatch;
                  }
                case 106 /* GET_YIELD_FROM_ITER */:
                  {
                    v = ops.yieldFromIter((fp - VREG0) << 2, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 107 /* GET_AITER */:
                  {
                    v = space.getAsyncIter(I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 108 /* GET_ANEXT */:
                  {
                    v = space.getAsyncNext(I32[fp + b]!);
                    pc++;
                    break dispatch;
                  }
                case 109 /* GET_AWAITABLE */:
                  {
                    v = space.getAwaitable(I32[fp + b]!, c >> 1);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 110 /* END_ASYNC_FOR */:
                  {
                    const exc = I32[fp + a]!;
                    if (fp + a >= tp) I32[fp + a] = 0;
                    else incref(exc);
                    if (!ops.endAsyncFor(exc)) {
                      again = true;
                      break dispatch;
                    }
                    consume(fp + b);
                    pc++;
                    continue instruction;
                  }
                case 111 /* UNPACK_2 */:
                  {
                    const s = ops.unpack2(I32[fp + c]!, fp + a, fp + b, fp + c >= tp ? fp + c : 0);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 112 /* UNPACK_SEQUENCE */:
                  {
                    const s = ops.unpackSequence(fp + b, tp, c >> 1, fp + a);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 113 /* UNPACK_EX */:
                  {
                    const s = ops.unpackEx(fp + b, tp, c >> 1, I32[pc + 1]!, fp + a);
                    if (s < 0) break dispatch;
                    pc += 2;
                    continue instruction;
                  }
                case 114 /* BUILD_TUPLE */:
                  {
                    v = buildTuple(fp + b, c >> 1);
                    pc++;
                    break dispatch;
                  }
                case 115 /* BUILD_LIST */:
                  {
                    v = buildList(fp + b, c >> 1);
                    pc++;
                    break dispatch;
                  }
                case 116 /* BUILD_SET */:
                  {
                    v = space.buildSet(fp + b, c >> 1);
                    pc++;
                    break dispatch;
                  }
                case 117 /* BUILD_MAP */:
                  {
                    v = space.buildMap(fp + b, c >> 1);
                    pc++;
                    break dispatch;
                  }
                case 118 /* BUILD_CONST_KEY_MAP */:
                  {
                    v = space.buildConstKeyMap(fp + b, c >> 1, I32[kp + 2 * I32[pc + 1]!]!);
                    pc += 2;
                    break dispatch;
                  }
                case 119 /* BUILD_STRING */:
                  {
                    v = space.buildString(fp + b, c >> 1);
                    pc++;
                    break dispatch;
                  }
                case 120 /* LIST_APPEND */:
                  {
                    const x = I32[fp + b]!;
                    if (fp + b >= tp) I32[fp + b] = 0;
                    else incref(x);
                    if (listAppend(I32[fp + a]!, x) < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 121 /* LIST_EXTEND */:
                  {
                    const s = space.listExtend(I32[fp + a]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 122 /* LIST_TO_TUPLE */:
                  {
                    v = space.listToTuple(I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 123 /* SET_ADD */:
                  {
                    const s = space.setAdd(I32[fp + a]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 124 /* SET_UPDATE */:
                  {
                    const s = space.setUpdate(I32[fp + a]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 125 /* MAP_ADD */:
                  {
                    const s = space.dictSet(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (fp + c >= tp) consume(fp + c);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 126 /* DICT_UPDATE */:
                  {
                    const s = space.dictUpdate(I32[fp + a]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 127 /* DICT_MERGE */:
                  {
                    const s = space.dictMerge(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 128 /* FORMAT_VALUE */:
                  {
                    v = space.formatValue(I32[fp + b]!, c >> 1, 0);
                    if (fp + b >= tp) consume(fp + b);
                    pc++;
                    break dispatch;
                  }
                case 129 /* FORMAT_VALUE_SPEC */:
                  {
                    v = space.formatValue(I32[fp + b]!, c >> 1, I32[fp + b + 2]!);
                    release(fp + b, fp + b + 4);
                    pc++;
                    break dispatch;
                  }
                case 130 /* MAKE_FUNCTION */:
                  {
                    v = ops.makeFunction((fp - VREG0) << 2, fp + b, c >> 1, I32[kp + 2 * I32[pc + 1]!]!);
                    pc += 2;
                    break dispatch;
                  }
                case 131 /* CALL */:
                  {
                    v = call(fp + b, c >> 1, ((pc + 3 - start) << 24) | a);
                    if (v === PUSHED) continue frame;
                    pc += 3;
                    break dispatch;
                  }
                case 132 /* CALL_KW */:
                  {
                    v = callKeywords(
                      fp + b,
                      c >> 1,
                      I32[kp + 2 * I32[pc + 1]!]!,
                      ((pc + 4 - start) << 24) | a,
                    );
                    if (v === PUSHED) continue frame;
                    pc += 4;
                    break dispatch;
                  }
                case 133 /* CALL_EX */:
                  {
                    v = callEx(fp + b, ((pc + 1 - start) << 24) | a);
                    if (v === PUSHED) continue frame;
                    pc++;
                    break dispatch;
                  }
                case 134 /* RETURN */:
                  {
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
                case 135 /* RETURN_CONST */:
                  {
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
                case 136 /* RETURN_GENERATOR */:
                  {
                    v = started((fp - VREG0) << 2);
                    if (v === GO) continue frame;
                    if (v !== 0) return v;
                    break dispatch;
                  }
                case 137 /* YIELD_VALUE */:
                  {
                    v = I32[fp + b]!;
                    if (fp + b >= tp) I32[fp + b] = 0;
                    else incref(v);
                    v = yielded((fp - VREG0) << 2, v, ((pc + 1 - start) << 24) | a);
                    if (v === GO) continue frame;
                    if (v !== 0) return v;
                    break dispatch;
                  }
                case 138 /* YIELD_FROM */:
                  {
                    const x = I32[fp + c]!;
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
                case 139 /* ASYNC_GEN_WRAP */:
                  {
                    const x = I32[fp + b]!;
                    if (fp + b >= tp) I32[fp + b] = 0;
                    else incref(x);
                    v = space.wrapAsyncYield(x);
                    pc++;
                    break dispatch;
                  }
                case 140 /* RAISE */:
                  {
                    space.raise(I32[fp + a]!, 0);
                    if (fp + a >= tp) consume(fp + a);
                    break dispatch;
                  }
                case 141 /* RAISE_FROM */:
                  {
                    space.raise(I32[fp + a]!, I32[fp + b]!);
                    if (fp + a >= tp) consume(fp + a);
                    if (fp + b >= tp) consume(fp + b);
                    break dispatch;
                  }
                case 142 /* RAISE_AGAIN */:
                  {
                    again = ops.raiseAgain();
                    break dispatch;
                  }
                case 143 /* RERAISE */:
                  {
                    const exc = I32[fp + a]!;
                    if (fp + a >= tp) I32[fp + a] = 0;
                    else incref(exc);
                    space.restoreException(exc);
                    again = true;
                    break dispatch;
                  }
                case 144 /* PUSH_EXC_INFO */:
                  {
                    v = ops.pushExcInfo(I32[fp + b]!);
                    pc++;
                    break dispatch;
                  }
                case 145 /* POP_EXCEPT */:
                  {
                    const previous = I32[fp + a]!;
                    if (fp + a >= tp) I32[fp + a] = 0;
                    else incref(previous);
                    ops.popExcept(previous);
                    pc++;
                    continue instruction;
                  }
                case 146 /* JUMP_IF_NOT_EXC */:
                  {
                    const t = space.exceptionMatches(I32[fp + a]!, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (t === 0) pc += 1 + I32[pc + 1]!;
                    else if (t < 0) break dispatch;
                    else pc += 2;
                    continue instruction;
                  }
                case 147 /* MATCH_EXC_GROUP */:
                  {
                    const s = ops.matchExcGroup(fp + a, I32[fp + b]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (s < 0) break dispatch;
                    pc++;
                    continue instruction;
                  }
                case 148 /* PREP_RERAISE_STAR */:
                  {
                    v = space.prepareReraiseStar(I32[fp + b]!, I32[fp + c]!);
                    if (fp + b >= tp) consume(fp + b);
                    if (fp + c >= tp) consume(fp + c);
                    pc++;
                    break dispatch;
                  }
                case 149 /* BEFORE_WITH */:
                case 150 /* BEFORE_ASYNC_WITH */:
                  {
                    v = enterWith(
                      I32[fp + c]!,
                      op === 150 /* BEFORE_ASYNC_WITH */,
                      fp + b,
                      ((pc + 1 - start) << 24) | a,
                      fp + c >= tp ? fp + c : 0,
                    );
                    if (v === PUSHED) continue frame;
                    pc++;
                    break dispatch;
                  }
                case 151 /* WITH_EXCEPT_START */:
                  {
                    v = ops.exitWith(I32[fp + b]!, I32[fp + c]!);
                    pc++;
                    break dispatch;
                  }
                case 152 /* JUMP_IF_NOT_SEQUENCE */:
                  {
                    pc += space.isSequence(I32[fp + a]!) ? 2 : 1 + I32[pc + 1]!;
                    continue instruction;
                  }
                case 153 /* JUMP_IF_NOT_MAPPING */:
                  {
                    pc += space.isMapping(I32[fp + a]!) ? 2 : 1 + I32[pc + 1]!;
                    continue instruction;
                  }
                case 154 /* GET_LEN */:
                  {
                    v = space.length(I32[fp + b]!);
                    pc++;
                    break dispatch;
                  }
                case 155 /* MATCH_KEYS */:
                  {
                    v = space.matchKeys(I32[fp + b]!, I32[fp + c]!);
                    pc++;
                    break dispatch;
                  }
                case 156 /* MATCH_CLASS */:
                  {
                    v = space.matchClass(I32[fp + b]!, I32[fp + b + 2]!, c >> 1, I32[fp + b + 4]!);
                    release(fp + b, fp + b + 6);
                    pc++;
                    break dispatch;
                  }

                default: {
                  v = trap((fp - VREG0) << 2, start);
                  if (v === GO) continue frame;
                  if (v === 0) break dispatch;
                  op = v - 1;
                  v = 0;
                }
              }
            }
            // The end of every instruction that leaves a value, or has failed.
            if (v !== 0) {
              const at = fp + a;
              const old = I32[at]!;
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

  return run;
}
