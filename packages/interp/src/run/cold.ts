/**
 * The rarer instructions: the loop's `default`. They are no slower for being here but for one call, and `run` is compiled in half the time without
 * them: it is compiled again whenever an instruction occurs for the first time. Operands as in loop.ts (doubled); `tp` is the index of
 * the first temporary.
 */
import { Frame } from '@tyston/memory';
import { OPCODES } from '../opcodes.js';
import type { Handle, Index } from '../space.js';
import type { Frames } from './frames.js';
import { type Machine, W } from './machine.js';
import type { Ops } from './ops.js';
import type { Resume } from './resume.js';

/** Instead of a value: there is none, go on with the next instruction. */
export const NEXT = -5;
/** An exception is pending again, as it is. */
export const AGAIN = -7;

/** Words of each instruction without prefixes. */
export const LENGTH = Uint8Array.from(OPCODES, (row) => 1 + row.extra.length + row.cacheWords);

/**
 * Executes one of the rarer instructions: its value, 0 (an exception is pending), NEXT, AGAIN, or PUSHED. `pc` is the index of its word, `start`
 * that of its first prefix.
 */
export type Cold = (
  op: number,
  pc: Index,
  start: Index,
  fp: Index,
  tp: Index,
  a: number,
  b: number,
  c: number,
) => Handle;

export function makeCold(machine: Machine, frames: Frames, ops: Ops, resume: Resume): Cold {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref, positive, invert, power } = space;
  const { release } = frames;
  const { enterWith } = resume;
  const VREG0 = Frame.size >> 2;
  const CODE = W.frame.code - VREG0;
  const GLOBALS = W.frame.globals - VREG0;
  const BUILTINS = W.frame.builtins - VREG0;
  const LOCALS = W.frame.locals - VREG0;
  const ITEM = W.tuple.ob_item;
  const OB_REF = W.cell.ob_ref;
  const CO_CONSTS = W.code.co_consts;
  const CO_NAMES = W.code.co_names;

  function consume(i: number): void {
    const x = I32[i]!;
    I32[i] = 0;
    decref(x);
  }
  return (op, pc, start, fp, tp, a, b, c) => {
    const code = I32[fp + CODE]! >>> 2;
    const kp = (I32[code + CO_CONSTS]! >>> 2) + ITEM;
    const np = (I32[code + CO_NAMES]! >>> 2) + ITEM;
    switch (op) {
      case 8 /* MAKE_CELL */:
        {
          // The content moves into the cell: nothing of the local's is left to release.
          const v = space.newCell(I32[fp + a]!);
          I32[fp + a] = 0;
          return v;
        }
      case 9 /* COPY_FREE_VARS */:
        {
          ops.copyFreeVars((fp - VREG0) << 2, a >> 1);
          return NEXT;
        }
      case 12 /* DELETE_DEREF */:
        {
          const at = (I32[fp + a]! >>> 2) + OB_REF;
          const old = I32[at]!;
          if (old === 0) {
            ops.unbound((fp - VREG0) << 2, a >> 1);
            return 0;
          }
          I32[at] = 0;
          I32[at + 1] = 0;
          decref(old);
          return NEXT;
        }
      case 13 /* LOAD_CLASSDEREF */:
        {
          return ops.loadClassDeref((fp - VREG0) << 2, fp + b);
        }
      case 15 /* STORE_GLOBAL */:
        {
          const s = space.storeGlobal(I32[fp + GLOBALS]!, I32[np + a]!, I32[fp + b]!, pc + 1);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 16 /* DELETE_GLOBAL */:
        {
          const s = space.deleteGlobal(I32[fp + GLOBALS]!, I32[np + a]!);
          return s < 0 ? 0 : NEXT;
        }
      case 19 /* DELETE_NAME */:
        {
          const s = space.deleteName(I32[fp + LOCALS]!, I32[np + a]!);
          return s < 0 ? 0 : NEXT;
        }
      case 20 /* LOAD_SPECIAL */:
        {
          let v = 0;
          if (b === 0) v = space.loadBuildClass(I32[fp + BUILTINS]!);
          else {
            v = space.AssertionError;
            incref(v);
          }
          return v;
        }
      case 21 /* SETUP_ANNOTATIONS */:
        {
          const s = space.setupAnnotations(I32[fp + LOCALS]!);
          return s < 0 ? 0 : NEXT;
        }
      case 22 /* IMPORT_NAME */:
        {
          return ops.importName((fp - VREG0) << 2, I32[np + b]!, fp + c);
        }
      case 23 /* IMPORT_FROM */:
        {
          return space.importFrom(I32[fp + b]!, I32[np + c]!);
        }
      case 24 /* IMPORT_STAR */:
        {
          const s = space.importStar(I32[fp + a]!, I32[fp + LOCALS]!);
          if (fp + a >= tp) consume(fp + a);
          return s < 0 ? 0 : NEXT;
        }
      case 25 /* PRINT_EXPR */:
        {
          const s = space.printExpression(I32[fp + a]!);
          if (fp + a >= tp) consume(fp + a);
          return s < 0 ? 0 : NEXT;
        }
      case 28 /* DELETE_ATTR */:
        {
          const s = space.deleteAttr(I32[fp + a]!, I32[np + b]!);
          if (fp + a >= tp) consume(fp + a);
          return s < 0 ? 0 : NEXT;
        }
      case 34 /* DELETE_SUBSCR */:
        {
          const s = space.deleteItem(I32[fp + a]!, I32[fp + b]!);
          if (fp + a >= tp) consume(fp + a);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 35 /* BUILD_SLICE */:
        {
          return ops.buildSlice(fp + b, c >> 1);
        }
      case 37 /* STORE_SLICE */:
        {
          const s = space.setSlice(I32[fp + a]!, I32[fp + b]!, I32[fp + b + 2]!, I32[fp + c]!);
          if (fp + a >= tp) consume(fp + a);
          release(fp + b, fp + b + 4);
          if (fp + c >= tp) consume(fp + c);
          return s < 0 ? 0 : NEXT;
        }
      case 39 /* POSITIVE */:
        {
          const x = I32[fp + b]!;
          let own = a === b ? 4 : 0;
          if (fp + b >= tp) {
            I32[fp + b] = 0;
            own = 1;
          }
          const v = positive(x, own);
          return v;
        }
      case 40 /* INVERT */:
        {
          const x = I32[fp + b]!;
          let own = a === b ? 4 : 0;
          if (fp + b >= tp) {
            I32[fp + b] = 0;
            own = 1;
          }
          const v = invert(x, own);
          return v;
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
          const v = power(l, r, own);
          return v;
        }
      case 60 /* POW_K */:
        {
          const l = I32[fp + b]!;
          let own = 0;
          if (fp + b >= tp) {
            I32[fp + b] = 0;
            own = 1;
          } else if (a === b) own = 4;
          const v = power(l, I32[kp + c]!, own);
          return v;
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
          const v = ops.binary(I32[pc + 1]!, l, r, own);
          return v;
        }
      case 71 /* BINARY_OP_K */:
        {
          const l = I32[fp + b]!;
          let own = 0;
          if (fp + b >= tp) {
            I32[fp + b] = 0;
            own = 1;
          } else if (a === b) own = 4;
          const v = ops.binary(I32[pc + 1]!, l, I32[kp + c]!, own);
          return v;
        }
      case 106 /* GET_YIELD_FROM_ITER */:
        {
          const v = ops.yieldFromIter((fp - VREG0) << 2, I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return v;
        }
      case 107 /* GET_AITER */:
        {
          const v = space.getAsyncIter(I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return v;
        }
      case 108 /* GET_ANEXT */:
        {
          return space.getAsyncNext(I32[fp + b]!);
        }
      case 109 /* GET_AWAITABLE */:
        {
          const v = space.getAwaitable(I32[fp + b]!, c >> 1);
          if (fp + b >= tp) consume(fp + b);
          return v;
        }
      case 110 /* END_ASYNC_FOR */:
        {
          const exc = I32[fp + a]!;
          if (fp + a >= tp) I32[fp + a] = 0;
          else incref(exc);
          if (!ops.endAsyncFor(exc)) {
            return AGAIN;
          }
          consume(fp + b);
          return NEXT;
        }
      case 113 /* UNPACK_EX */:
        {
          const s = ops.unpackEx(fp + b, tp, c >> 1, I32[pc + 1]!, fp + a);
          return s < 0 ? 0 : NEXT;
        }
      case 116 /* BUILD_SET */:
        {
          return space.buildSet(fp + b, c >> 1);
        }
      case 117 /* BUILD_MAP */:
        {
          return space.buildMap(fp + b, c >> 1);
        }
      case 118 /* BUILD_CONST_KEY_MAP */:
        {
          return space.buildConstKeyMap(fp + b, c >> 1, I32[kp + 2 * I32[pc + 1]!]!);
        }
      case 119 /* BUILD_STRING */:
        {
          return space.buildString(fp + b, c >> 1);
        }
      case 121 /* LIST_EXTEND */:
        {
          const s = space.listExtend(I32[fp + a]!, I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 122 /* LIST_TO_TUPLE */:
        {
          const v = space.listToTuple(I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return v;
        }
      case 123 /* SET_ADD */:
        {
          const s = space.setAdd(I32[fp + a]!, I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 124 /* SET_UPDATE */:
        {
          const s = space.setUpdate(I32[fp + a]!, I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 125 /* MAP_ADD */:
        {
          const s = space.dictSet(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
          if (fp + b >= tp) consume(fp + b);
          if (fp + c >= tp) consume(fp + c);
          return s < 0 ? 0 : NEXT;
        }
      case 126 /* DICT_UPDATE */:
        {
          const s = space.dictUpdate(I32[fp + a]!, I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 127 /* DICT_MERGE */:
        {
          const s = space.dictMerge(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 128 /* FORMAT_VALUE */:
        {
          const v = space.formatValue(I32[fp + b]!, c >> 1, 0);
          if (fp + b >= tp) consume(fp + b);
          return v;
        }
      case 129 /* FORMAT_VALUE_SPEC */:
        {
          const v = space.formatValue(I32[fp + b]!, c >> 1, I32[fp + b + 2]!);
          release(fp + b, fp + b + 4);
          return v;
        }
      case 130 /* MAKE_FUNCTION */:
        {
          return ops.makeFunction((fp - VREG0) << 2, fp + b, c >> 1, I32[kp + 2 * I32[pc + 1]!]!);
        }
      case 139 /* ASYNC_GEN_WRAP */:
        {
          const x = I32[fp + b]!;
          if (fp + b >= tp) I32[fp + b] = 0;
          else incref(x);
          const v = space.wrapAsyncYield(x);
          return v;
        }
      case 140 /* RAISE */:
        {
          space.raise(I32[fp + a]!, 0);
          if (fp + a >= tp) consume(fp + a);
          return 0;
        }
      case 141 /* RAISE_FROM */:
        {
          space.raise(I32[fp + a]!, I32[fp + b]!);
          if (fp + a >= tp) consume(fp + a);
          if (fp + b >= tp) consume(fp + b);
          return 0;
        }
      case 142 /* RAISE_AGAIN */:
        {
          return ops.raiseAgain() ? AGAIN : 0;
        }
      case 143 /* RERAISE */:
        {
          const exc = I32[fp + a]!;
          if (fp + a >= tp) I32[fp + a] = 0;
          else incref(exc);
          space.restoreException(exc);
          return AGAIN;
        }
      case 144 /* PUSH_EXC_INFO */:
        {
          return ops.pushExcInfo(I32[fp + b]!);
        }
      case 145 /* POP_EXCEPT */:
        {
          const previous = I32[fp + a]!;
          if (fp + a >= tp) I32[fp + a] = 0;
          else incref(previous);
          ops.popExcept(previous);
          return NEXT;
        }
      case 147 /* MATCH_EXC_GROUP */:
        {
          const s = ops.matchExcGroup(fp + a, I32[fp + b]!);
          if (fp + b >= tp) consume(fp + b);
          return s < 0 ? 0 : NEXT;
        }
      case 148 /* PREP_RERAISE_STAR */:
        {
          const v = space.prepareReraiseStar(I32[fp + b]!, I32[fp + c]!);
          if (fp + b >= tp) consume(fp + b);
          if (fp + c >= tp) consume(fp + c);
          return v;
        }
      case 149 /* BEFORE_WITH */:
      case 150 /* BEFORE_ASYNC_WITH */:
        {
          return enterWith(
            I32[fp + c]!,
            op === 150 /* BEFORE_ASYNC_WITH */,
            fp + b,
            ((pc + 1 - start) << 24) | a,
            fp + c >= tp ? fp + c : 0,
          );
        }
      case 151 /* WITH_EXCEPT_START */:
        {
          return ops.exitWith(I32[fp + b]!, I32[fp + c]!);
        }
      case 154 /* GET_LEN */:
        {
          return space.length(I32[fp + b]!);
        }
      case 155 /* MATCH_KEYS */:
        {
          return space.matchKeys(I32[fp + b]!, I32[fp + c]!);
        }
      case 156 /* MATCH_CLASS */:
        {
          const v = space.matchClass(I32[fp + b]!, I32[fp + b + 2]!, c >> 1, I32[fp + b + 4]!);
          release(fp + b, fp + b + 6);
          return v;
        }

      default:
        throw new Error(`no such opcode: ${op}`);
    }
  };
}
