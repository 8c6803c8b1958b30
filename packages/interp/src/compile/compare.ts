/** Comparisons, boolean operations, conditional expressions, and jumping on them (language reference 6.10–6.13). */
import type { BoolOp, Compare, cmpop, expr, IfExp } from '@tyston/parser';
import { type Block, isTemp } from '../cfg/ir.js';
import type { Const } from '../code-unit.js';
import { Op } from '../opcodes.js';
import { ANY, type Compiler } from './compiler.js';
import { constantContainer } from './fold.js';
import { negatedCompare } from './operators.js';
import { truth } from './values.js';

interface CompareOpcodes {
  readonly value: number;
  readonly jump: number;
  readonly jumpConstant?: number;
  /** What the outcome of the opcode `jump` means: false for the negated operators. */
  readonly positive: boolean;
}

const COMPARE: Readonly<Record<cmpop, CompareOpcodes>> = {
  Lt: { value: Op.LT, jump: Op.JUMP_IF_LT, jumpConstant: Op.JUMP_IF_LT_K, positive: true },
  LtE: { value: Op.LE, jump: Op.JUMP_IF_LE, jumpConstant: Op.JUMP_IF_LE_K, positive: true },
  Eq: { value: Op.EQ, jump: Op.JUMP_IF_EQ, jumpConstant: Op.JUMP_IF_EQ_K, positive: true },
  NotEq: { value: Op.NE, jump: Op.JUMP_IF_NE, jumpConstant: Op.JUMP_IF_NE_K, positive: true },
  Gt: { value: Op.GT, jump: Op.JUMP_IF_GT, jumpConstant: Op.JUMP_IF_GT_K, positive: true },
  GtE: { value: Op.GE, jump: Op.JUMP_IF_GE, jumpConstant: Op.JUMP_IF_GE_K, positive: true },
  Is: { value: Op.IS, jump: Op.JUMP_IF_IS, positive: true },
  IsNot: { value: Op.IS_NOT, jump: Op.JUMP_IF_IS, positive: false },
  In: { value: Op.IN, jump: Op.JUMP_IF_IN, positive: true },
  NotIn: { value: Op.NOT_IN, jump: Op.JUMP_IF_IN, positive: false },
};

/** The container of `in` may be written as a display of constants: then it is a constant. */
function operand(c: Compiler, op: cmpop, e: expr): Const | undefined {
  return op === 'In' || op === 'NotIn' ? constantContainer(e, c) : c.constant(e);
}

/** PEP 8 and sense: `is` with a literal. One warning a comparison. */
function checkIs(c: Compiler, e: Compare): void {
  let left = isArgument(c, e.left);
  for (const [i, op] of e.ops.entries()) {
    const right = isArgument(c, e.comparators[i]!);
    if ((op === 'Is' || op === 'IsNot') && (!left || !right)) {
      c.warn(
        op === 'Is'
          ? '"is" with a literal. Did you mean "=="?'
          : '"is not" with a literal. Did you mean "!="?',
      );
      return;
    }
    left = right;
  }
}

/** A name, or one of the constants that exist once. */
function isArgument(c: Compiler, e: expr): boolean {
  const value = c.constant(e);
  return value === undefined || ['None', 'True', 'False', 'Ellipsis'].includes(value.type);
}

export function visitCompare(c: Compiler, e: Compare, want: number): number {
  checkIs(c, e);
  const { b } = c;
  if (e.ops.length === 1) return compareValue(c, e.ops[0]!, c.expr(e.left, ANY), e.comparators[0]!, want);
  // a < b < c: b is evaluated once; a false result ends the chain and is its value.
  const result = b.temp();
  const cleanup = b.newBlock();
  const end = b.newBlock();
  let left = c.expr(e.left, ANY);
  let middle = -1;
  for (let i = 0; i < e.ops.length - 1; i++) {
    const right = c.expr(e.comparators[i]!, ANY);
    const operand = copyIfTemp(c, right);
    b.emit(COMPARE[e.ops[i]!].value, result, left, operand);
    if (operand !== right) b.free(operand);
    left = lower(c, left, right);
    if (isTemp(left)) middle = left;
    b.jump(Op.JUMP_IF_FALSE_KEEP, cleanup, result);
  }
  const last = e.ops.length - 1;
  compareValue(c, e.ops[last]!, left, e.comparators[last]!, result);
  if (middle >= 0) {
    b.jump(Op.JUMP, end);
    b.use(cleanup);
    b.emit(Op.RELEASE, middle);
  } else {
    b.use(cleanup);
  }
  b.use(end);
  return c.settle(result, want);
}

/** A link of a chain needs its right operand once more. */
function copyIfTemp(c: Compiler, vreg: number): number {
  if (!isTemp(vreg)) return vreg;
  const copy = c.b.temp();
  c.b.emit(Op.COPY, copy, vreg);
  return copy;
}

/** `left` has been consumed; `right`, above it, becomes the left operand of the next link, in its place. */
function lower(c: Compiler, left: number, right: number): number {
  const { b } = c;
  if (!isTemp(left) || !isTemp(right)) {
    if (isTemp(left)) b.free(left);
    return right;
  }
  b.free(right);
  b.free(left);
  const place = b.temp();
  b.emit(Op.MOVE, place, right);
  return place;
}

/** `left op right` as a value: `left` is a vreg, freed here. */
function compareValue(c: Compiler, op: cmpop, left: number, right: expr, want: number): number {
  const { b } = c;
  const constant = operand(c, op, right);
  const value = constant === undefined ? c.expr(right, ANY) : loadAt(c, constant, right);
  b.free(value);
  b.free(left);
  const dst = c.dst(want);
  b.emit(COMPARE[op].value, dst, left, value);
  return dst;
}

function loadAt(c: Compiler, value: Const, where: expr): number {
  let vreg = -1;
  c.at(where, () => {
    vreg = c.loadConst(value, ANY);
  });
  return vreg;
}

/** Jumps to target if `left op right` is `sense`. */
function compareJump(c: Compiler, op: cmpop, left: number, right: expr, target: Block, sense: boolean): void {
  const { b } = c;
  const row = COMPARE[op];
  const constant = operand(c, op, right);
  if (constant?.type === 'None' && row.jump === Op.JUMP_IF_IS) {
    c.showLine(right);
    b.free(left);
    b.jump(row.positive === sense ? Op.JUMP_IF_NONE : Op.JUMP_IF_NOT_NONE, target, left);
    return;
  }
  const outcome = row.positive === sense ? 1 : 0;
  if (constant !== undefined && row.jumpConstant !== undefined) {
    c.showLine(right);
    b.free(left);
    b.jump(row.jumpConstant, target, left, b.constant(constant), outcome);
    return;
  }
  const value = constant === undefined ? c.expr(right, ANY) : loadAt(c, constant, right);
  b.free(value);
  b.free(left);
  b.jump(row.jump, target, left, value, outcome);
}

/** Jumps to target if the truth of e is `sense`, else falls through. The location is that of the statement around it. */
export function jumpIf(c: Compiler, e: expr, target: Block, sense: boolean): void {
  const { b } = c;
  switch (e.kind) {
    case 'UnaryOp': {
      if (e.op !== 'Not' || c.constant(e) !== undefined) break;
      const negated = negatedCompare(e);
      if (negated !== null) jumpIf(c, negated, target, sense);
      else jumpIf(c, e.operand, target, !sense);
      return;
    }
    case 'BoolOp': {
      // `or` is decided by the first true operand, `and` by the first false one.
      const decisive = e.op === 'Or';
      const next = decisive === sense ? target : b.newBlock();
      for (const value of e.values.slice(0, -1)) jumpIf(c, value, next, decisive);
      jumpIf(c, e.values.at(-1)!, target, sense);
      if (next !== target) b.use(next);
      return;
    }
    case 'IfExp': {
      const orelse = b.newBlock();
      const end = b.newBlock();
      jumpIf(c, e.test, orelse, false);
      jumpIf(c, e.body, target, sense);
      b.jump(Op.JUMP, end);
      b.use(orelse);
      jumpIf(c, e.orelse, target, sense);
      b.use(end);
      return;
    }
    case 'Compare':
      // The location stays, as in CPython: what follows in the statement has that of the comparison.
      b.loc = e;
      jumpIfCompare(c, e, target, sense);
      return;
  }
  const constant = c.constant(e);
  if (constant !== undefined) {
    c.at(e, () => {
      b.emit(Op.NOP);
    });
    if (truth(constant) === sense) b.jump(Op.JUMP, target);
    return;
  }
  const value = c.expr(e, ANY);
  b.free(value);
  c.at(e, () => {
    b.jump(sense ? Op.JUMP_IF_TRUE : Op.JUMP_IF_FALSE, target, value);
  });
}

function jumpIfCompare(c: Compiler, e: Compare, target: Block, sense: boolean): void {
  checkIs(c, e);
  const { b } = c;
  let left = c.expr(e.left, ANY);
  const last = e.ops.length - 1;
  if (last === 0) {
    compareJump(c, e.ops[0]!, left, e.comparators[0]!, target, sense);
    return;
  }
  const cleanup = b.newBlock();
  const end = b.newBlock();
  const middles = new Set<number>();
  for (let i = 0; i < last; i++) {
    const right = c.expr(e.comparators[i]!, ANY);
    const operand = copyIfTemp(c, right);
    const row = COMPARE[e.ops[i]!];
    b.jump(row.jump, cleanup, left, operand, row.positive ? 0 : 1);
    if (isTemp(right)) middles.add(right);
    if (operand !== right) b.free(operand);
    left = lower(c, left, right);
  }
  compareJump(c, e.ops[last]!, left, e.comparators[last]!, target, sense);
  b.jump(Op.JUMP, end);
  b.use(cleanup);
  for (const middle of middles) b.emit(Op.RELEASE, middle);
  if (!sense) b.jump(Op.JUMP, target);
  b.use(end);
}

export function visitBoolOp(c: Compiler, e: BoolOp, want: number): number {
  const { b } = c;
  const opcode = e.op === 'And' ? Op.JUMP_IF_FALSE_KEEP : Op.JUMP_IF_TRUE_KEEP;
  const end = b.newBlock();
  const result = b.temp();
  e.values.forEach((value, i) => {
    c.expr(value, result);
    if (i < e.values.length - 1) b.jump(opcode, end, result);
  });
  b.use(end);
  return c.settle(result, want);
}

export function visitIfExp(c: Compiler, e: IfExp, want: number): number {
  const { b } = c;
  const result = c.dst(want);
  const end = b.newBlock();
  // A chain `a if p else b if q else c` leans to the right.
  let node: expr = e;
  while (node.kind === 'IfExp') {
    const orelse = b.newBlock();
    b.loc = node;
    jumpIf(c, node.test, orelse, false);
    c.expr(node.body, result);
    b.jump(Op.JUMP, end);
    b.use(orelse);
    node = node.orelse;
  }
  c.expr(node, result);
  b.use(end);
  return result;
}
