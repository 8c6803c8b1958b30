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
      case /* MAKE_CELL */ 8: {
        // The content moves into the cell: nothing of the local's is left to release.
        const v = space.newCell(I32[fp + a]!);
        I32[fp + a] = 0;
        return v;
      }
      case /* COPY_FREE_VARS */ 9: {
        ops.copyFreeVars((fp - VREG0) << 2, a >> 1);
        return NEXT;
      }
      case /* DELETE_DEREF */ 12: {
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
      case /* LOAD_CLASSDEREF */ 13: {
        return ops.loadClassDeref((fp - VREG0) << 2, fp + b);
      }
      case /* STORE_GLOBAL */ 15: {
        const s = space.storeGlobal(I32[fp + GLOBALS]!, I32[np + a]!, I32[fp + b]!, pc + 1);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* DELETE_GLOBAL */ 16: {
        const s = space.deleteGlobal(I32[fp + GLOBALS]!, I32[np + a]!);
        return s < 0 ? 0 : NEXT;
      }
      case /* DELETE_NAME */ 19: {
        const s = space.deleteName(I32[fp + LOCALS]!, I32[np + a]!);
        return s < 0 ? 0 : NEXT;
      }
      case /* LOAD_SPECIAL */ 20: {
        let v = 0;
        if (b === 0) v = space.loadBuildClass(I32[fp + BUILTINS]!);
        else {
          v = space.AssertionError;
          incref(v);
        }
        return v;
      }
      case /* SETUP_ANNOTATIONS */ 21: {
        const s = space.setupAnnotations(I32[fp + LOCALS]!);
        return s < 0 ? 0 : NEXT;
      }
      case /* IMPORT_NAME */ 22: {
        return ops.importName((fp - VREG0) << 2, I32[np + b]!, fp + c);
      }
      case /* IMPORT_FROM */ 23: {
        return space.importFrom(I32[fp + b]!, I32[np + c]!);
      }
      case /* IMPORT_STAR */ 24: {
        const s = space.importStar(I32[fp + a]!, I32[fp + LOCALS]!);
        if (fp + a >= tp) consume(fp + a);
        return s < 0 ? 0 : NEXT;
      }
      case /* PRINT_EXPR */ 25: {
        const s = space.printExpression(I32[fp + a]!);
        if (fp + a >= tp) consume(fp + a);
        return s < 0 ? 0 : NEXT;
      }
      case /* DELETE_ATTR */ 28: {
        const s = space.deleteAttr(I32[fp + a]!, I32[np + b]!);
        if (fp + a >= tp) consume(fp + a);
        return s < 0 ? 0 : NEXT;
      }
      case /* DELETE_SUBSCR */ 34: {
        const s = space.deleteItem(I32[fp + a]!, I32[fp + b]!);
        if (fp + a >= tp) consume(fp + a);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* BUILD_SLICE */ 35: {
        return ops.buildSlice(fp + b, c >> 1);
      }
      case /* STORE_SLICE */ 37: {
        const s = space.setSlice(I32[fp + a]!, I32[fp + b]!, I32[fp + b + 2]!, I32[fp + c]!);
        if (fp + a >= tp) consume(fp + a);
        release(fp + b, fp + b + 4);
        if (fp + c >= tp) consume(fp + c);
        return s < 0 ? 0 : NEXT;
      }
      case /* POSITIVE */ 39: {
        const x = I32[fp + b]!;
        let own = a === b ? 4 : 0;
        if (fp + b >= tp) {
          I32[fp + b] = 0;
          own = 1;
        }
        const v = positive(x, own);
        return v;
      }
      case /* INVERT */ 40: {
        const x = I32[fp + b]!;
        let own = a === b ? 4 : 0;
        if (fp + b >= tp) {
          I32[fp + b] = 0;
          own = 1;
        }
        const v = invert(x, own);
        return v;
      }
      case /* POW */ 48: {
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
      case /* POW_K */ 60: {
        const l = I32[fp + b]!;
        let own = 0;
        if (fp + b >= tp) {
          I32[fp + b] = 0;
          own = 1;
        } else if (a === b) own = 4;
        const v = power(l, I32[kp + c]!, own);
        return v;
      }
      case /* BINARY_OP */ 70: {
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
      case /* BINARY_OP_K */ 71: {
        const l = I32[fp + b]!;
        let own = 0;
        if (fp + b >= tp) {
          I32[fp + b] = 0;
          own = 1;
        } else if (a === b) own = 4;
        const v = ops.binary(I32[pc + 1]!, l, I32[kp + c]!, own);
        return v;
      }
      case /* GET_YIELD_FROM_ITER */ 106: {
        const v = ops.yieldFromIter((fp - VREG0) << 2, I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return v;
      }
      case /* GET_AITER */ 107: {
        const v = space.getAsyncIter(I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return v;
      }
      case /* GET_ANEXT */ 108: {
        return space.getAsyncNext(I32[fp + b]!);
      }
      case /* GET_AWAITABLE */ 109: {
        const v = space.getAwaitable(I32[fp + b]!, c >> 1);
        if (fp + b >= tp) consume(fp + b);
        return v;
      }
      case /* END_ASYNC_FOR */ 110: {
        const exc = I32[fp + a]!;
        if (fp + a >= tp) I32[fp + a] = 0;
        else incref(exc);
        if (!ops.endAsyncFor(exc)) {
          return AGAIN;
        }
        consume(fp + b);
        return NEXT;
      }
      case /* UNPACK_EX */ 113: {
        const s = ops.unpackEx(fp + b, tp, c >> 1, I32[pc + 1]!, fp + a);
        return s < 0 ? 0 : NEXT;
      }
      case /* BUILD_SET */ 116: {
        return space.buildSet(fp + b, c >> 1);
      }
      case /* BUILD_MAP */ 117: {
        return space.buildMap(fp + b, c >> 1);
      }
      case /* BUILD_CONST_KEY_MAP */ 118: {
        return space.buildConstKeyMap(fp + b, c >> 1, I32[kp + 2 * I32[pc + 1]!]!);
      }
      case /* BUILD_STRING */ 119: {
        return space.buildString(fp + b, c >> 1);
      }
      case /* LIST_EXTEND */ 121: {
        const s = space.listExtend(I32[fp + a]!, I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* LIST_TO_TUPLE */ 122: {
        const v = space.listToTuple(I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return v;
      }
      case /* SET_ADD */ 123: {
        const s = space.setAdd(I32[fp + a]!, I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* SET_UPDATE */ 124: {
        const s = space.setUpdate(I32[fp + a]!, I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* MAP_ADD */ 125: {
        const s = space.dictSet(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
        if (fp + b >= tp) consume(fp + b);
        if (fp + c >= tp) consume(fp + c);
        return s < 0 ? 0 : NEXT;
      }
      case /* DICT_UPDATE */ 126: {
        const s = space.dictUpdate(I32[fp + a]!, I32[fp + b]!);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* DICT_MERGE */ 127: {
        const s = space.dictMerge(I32[fp + a]!, I32[fp + b]!, I32[fp + c]!);
        if (fp + b >= tp) consume(fp + b);
        return s < 0 ? 0 : NEXT;
      }
      case /* FORMAT_VALUE */ 128: {
        const v = space.formatValue(I32[fp + b]!, c >> 1, 0);
        if (fp + b >= tp) consume(fp + b);
        return v;
      }
      case /* FORMAT_VALUE_SPEC */ 129: {
        const v = space.formatValue(I32[fp + b]!, c >> 1, I32[fp + b + 2]!);
        release(fp + b, fp + b + 4);
        return v;
      }
      case /* MAKE_FUNCTION */ 130: {
        return ops.makeFunction((fp - VREG0) << 2, fp + b, c >> 1, I32[kp + 2 * I32[pc + 1]!]!);
      }
      case /* ASYNC_GEN_WRAP */ 139: {
        const x = I32[fp + b]!;
        if (fp + b >= tp) I32[fp + b] = 0;
        else incref(x);
        const v = space.wrapAsyncYield(x);
        return v;
      }
      case /* RAISE */ 140: {
        space.raise(I32[fp + a]!, 0);
        if (fp + a >= tp) consume(fp + a);
        return 0;
      }
      case /* RAISE_FROM */ 141: {
        space.raise(I32[fp + a]!, I32[fp + b]!);
        if (fp + a >= tp) consume(fp + a);
        if (fp + b >= tp) consume(fp + b);
        return 0;
      }
      case /* RAISE_AGAIN */ 142: {
        return ops.raiseAgain() ? AGAIN : 0;
      }
      case /* RERAISE */ 143: {
        const exc = I32[fp + a]!;
        if (fp + a >= tp) I32[fp + a] = 0;
        else incref(exc);
        space.restoreException(exc);
        return AGAIN;
      }
      case /* PUSH_EXC_INFO */ 144: {
        return ops.pushExcInfo(I32[fp + b]!);
      }
      case /* POP_EXCEPT */ 145: {
        const previous = I32[fp + a]!;
        if (fp + a >= tp) I32[fp + a] = 0;
        else incref(previous);
        ops.popExcept(previous);
        return NEXT;
      }
      case /* MATCH_EXC_GROUP */ 147: {
        const classes = I32[fp + b]!;
        // They may be in one of the temporaries to be filled.
        if (fp + b >= tp) I32[fp + b] = 0;
        const s = ops.matchExcGroup(fp + a, classes);
        if (fp + b >= tp) decref(classes);
        return s < 0 ? 0 : NEXT;
      }
      case /* PREP_RERAISE_STAR */ 148: {
        const v = space.prepareReraiseStar(I32[fp + b]!, I32[fp + c]!);
        if (fp + b >= tp) consume(fp + b);
        if (fp + c >= tp) consume(fp + c);
        return v;
      }
      case /* BEFORE_WITH */ 149:
      case /* BEFORE_ASYNC_WITH */ 150: {
        return enterWith(
          I32[fp + c]!,
          op === /* BEFORE_ASYNC_WITH */ 150,
          fp + b,
          ((pc + 1 - start) << 24) | a,
          fp + c >= tp ? fp + c : 0,
        );
      }
      case /* WITH_EXCEPT_START */ 151: {
        return ops.exitWith(I32[fp + b]!, I32[fp + c]!);
      }
      case /* GET_LEN */ 154: {
        return space.length(I32[fp + b]!);
      }
      case /* MATCH_KEYS */ 155: {
        return space.matchKeys(I32[fp + b]!, I32[fp + c]!);
      }
      case /* MATCH_CLASS */ 156: {
        const v = space.matchClass(I32[fp + b]!, I32[fp + b + 2]!, c >> 1, I32[fp + b + 4]!);
        release(fp + b, fp + b + 6);
        return v;
      }

      default:
        throw new Error(`no such opcode: ${op}`);
    }
  };
}
