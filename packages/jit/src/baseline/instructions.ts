/**
 * What is emitted for each opcode. An opcode that is not here, or one whose emitter says false, is the translation's: machine code leaves in
 * front of it.
 */

import { dword } from '@tyston/asm-x64';
import { BINARY_OPERATORS, type Instruction } from '@tyston/interp';
import { ThreadState } from '@tyston/memory';
import * as calls from './calls.js';
import * as containers from './containers.js';
import { THREAD } from './conventions.js';
import type { Emitter } from './emitter.js';
import * as iteration from './iteration.js';
import * as moves from './moves.js';
import * as names from './names.js';
import * as numbers from './numbers.js';

type Emit = (e: Emitter, i: Instruction) => unknown;

/** The safepoint of a loop: whoever set the breaker is served by the driver, with the jump taken. */
function jumpBack(e: Emitter, target: number): void {
  const { a } = e;
  e.turn();
  e.rarely(
    (to) => a.cmp(dword(THREAD, ThreadState.eval_breaker), 0).jne(to),
    () => {
      e.savePc(target);
      e.jumpToStub('exit_go_on');
    },
  );
  a.jmp(e.head(target));
}

const target = (e: Emitter, i: Instruction) => e.head(i.extra[0]!);

/** Names of operators by their signs. */
const BY_SIGN: Readonly<Record<string, string>> = {
  '+': 'ADD',
  '-': 'SUB',
  '*': 'MUL',
  '/': 'TRUEDIV',
  '//': 'FLOORDIV',
  '%': 'MOD',
  '<<': 'LSHIFT',
  '>>': 'RSHIFT',
  '&': 'AND',
  '|': 'OR',
  '^': 'XOR',
};

function arithmetic(): Record<string, Emit> {
  const table: Record<string, Emit> = {};
  const v = (n: number) => ({ vreg: n });
  for (const name of Object.values(BY_SIGN))
    for (const prefix of ['', 'INPLACE_']) {
      table[prefix + name] = (e, i) => numbers.binary(e, name, i.a, v(i.b), v(i.c));
      table[`${prefix + name}_K`] = (e, i) => withConstant(e, i, name);
    }
  const withConstant = (e: Emitter, i: Instruction, name: string) => {
    const right = numbers.constantOperand(e, i.c);
    return right !== null && numbers.binary(e, name, i.a, v(i.b), right);
  };
  // The same operators in place, and some others: ints and floats make no difference between the two.
  const nameOf = (i: Instruction) => BY_SIGN[BINARY_OPERATORS[i.extra[0]!]!.replace('=', '')] ?? '';
  table['BINARY_OP'] = (e, i) => numbers.binary(e, nameOf(i), i.a, v(i.b), v(i.c));
  table['BINARY_OP_K'] = (e, i) => withConstant(e, i, nameOf(i));
  for (const op of ['LT', 'LE', 'EQ', 'NE', 'GT', 'GE'] as const) {
    table[op] = (e, i) => numbers.compareValue(e, op, v(i.b), v(i.c), i.a);
    table[`JUMP_IF_${op}`] = (e, i) => numbers.compareJump(e, op, v(i.a), v(i.b), i.c === 1, target(e, i));
    table[`JUMP_IF_${op}_K`] = (e, i) => {
      const right = numbers.constantOperand(e, i.b);
      if (right === null) return false;
      numbers.compareJump(e, op, v(i.a), right, i.c === 1, target(e, i));
    };
  }
  return table;
}

const BOTH = { jumping: true, falling: true };
const FALLING = { jumping: false, falling: true };

export const EMIT: Readonly<Record<string, Emit>> = {
  ...arithmetic(),
  NOP: () => {},
  LOAD_CONST: (e, i) => moves.loadConstant(e, i.a, i.b),
  MOVE: (e, i) => moves.move(e, i.a, i.b),
  MOVE2: (e, i) => moves.move2(e, i.a, i.b, i.c),
  COPY: (e, i) => moves.copy(e, i.a, i.b),
  RELEASE: (e, i) => moves.release(e, i.a),
  CHECK_BOUND: (e, i) => moves.checkBound(e, i.a),
  LOAD_DEREF: (e, i) => moves.loadDeref(e, i.a, i.b),
  STORE_DEREF: (e, i) => moves.storeDeref(e, i.a, i.b),
  LOAD_GLOBAL: (e, i) => names.loadGlobal(e, i.a),
  LOAD_ATTR: (e, i) => names.loadAttr(e, i.a, i.b, i.c),
  STORE_ATTR: (e, i) => names.storeAttr(e, i.a, i.b, i.c),
  LOAD_METHOD: (e, i) => names.loadMethod(e, i.a, i.b, i.c),
  SUBSCR: (e, i) => containers.subscript(e, i.a, i.b, { vreg: i.c }),
  SUBSCR_K: (e, i) => {
    const key = containers.constantKey(e, i.c);
    if (key === null) return false;
    containers.subscript(e, i.a, i.b, key);
  },
  STORE_SUBSCR: (e, i) => containers.storeSubscript(e, i.a, { vreg: i.b }, i.c),
  STORE_SUBSCR_K: (e, i) => {
    const key = containers.constantKey(e, i.b);
    if (key === null) return false;
    containers.storeSubscript(e, i.a, key, i.c);
  },
  NEGATIVE: (e, i) => numbers.negative(e, i.a, i.b),
  NOT: (e, i) => moves.not(e, i.a, i.b),
  IS: (e, i) => moves.identity(e, i.a, i.b, i.c, true),
  IS_NOT: (e, i) => moves.identity(e, i.a, i.b, i.c, false),
  JUMP: (e, i) => {
    e.a.jmp(target(e, i));
  },
  JUMP_BACK: (e, i) => jumpBack(e, i.extra[0]!),
  JUMP_IF_TRUE: (e, i) => moves.jumpIfTruth(e, i.a, true, target(e, i), BOTH),
  JUMP_IF_FALSE: (e, i) => moves.jumpIfTruth(e, i.a, false, target(e, i), BOTH),
  JUMP_IF_TRUE_KEEP: (e, i) => moves.jumpIfTruth(e, i.a, true, target(e, i), FALLING),
  JUMP_IF_FALSE_KEEP: (e, i) => moves.jumpIfTruth(e, i.a, false, target(e, i), FALLING),
  JUMP_IF_NONE: (e, i) => moves.jumpIfNone(e, i.a, true, target(e, i)),
  JUMP_IF_NOT_NONE: (e, i) => moves.jumpIfNone(e, i.a, false, target(e, i)),
  JUMP_IF_IS: (e, i) => moves.identityJump(e, i.a, i.b, i.c === 1, target(e, i)),
  UNPACK_2: (e, i) => containers.unpackTwo(e, i.a, i.b, i.c),
  UNPACK_SEQUENCE: (e, i) => containers.unpack(e, i.a, i.b, i.c),
  CALL: (e, i) => calls.call(e, i.a, i.b, i.c),
  RETURN: (e, i) => calls.returnValue(e, i.a),
  RETURN_CONST: (e, i) => calls.returnConstant(e, i.a),
  GET_ITER: (e, i) => iteration.getIter(e, i.a, i.b),
  FOR_ITER: (e, i) => containers.forIter(e, i.a, i.b, i.extra[0]!),
};
