/** Unary and binary operators (language reference 6.5–6.9), and which opcode each has. */
import type { BinOp, expr, operator, UnaryOp, unaryop } from '@tyston/parser';
import type { Const } from '../code-unit.js';
import { BINARY_OPERATORS, Op, type OpName } from '../opcodes.js';
import { ANY, type Compiler } from './compiler.js';
import { formatWithPercent } from './percent-format.js';
import { binary } from './values.js';

interface BinaryOpcodes {
  readonly plain?: number;
  readonly constant?: number;
  readonly inplace?: number;
  readonly inplaceConstant?: number;
  /** Number in BINARY_OPERATORS of the plain and of the in-place operator. */
  readonly number: number;
  readonly inplaceNumber: number;
}

function opcodes(sign: string, name: OpName | null, constant: boolean, inplace: boolean): BinaryOpcodes {
  const number = BINARY_OPERATORS.indexOf(sign as (typeof BINARY_OPERATORS)[number]);
  const row = { number, inplaceNumber: number + 13 };
  if (name === null) return row;
  const opcode = (text: string): number => Op[text as OpName];
  return {
    ...row,
    plain: Op[name],
    ...(constant && { constant: opcode(`${name}_K`) }),
    ...(inplace && { inplace: opcode(`INPLACE_${name}`), inplaceConstant: opcode(`INPLACE_${name}_K`) }),
  };
}

const BINARY: Readonly<Record<operator, BinaryOpcodes>> = {
  Add: opcodes('+', 'ADD', true, true),
  Sub: opcodes('-', 'SUB', true, true),
  Mult: opcodes('*', 'MUL', true, true),
  MatMult: opcodes('@', null, false, false),
  Div: opcodes('/', 'TRUEDIV', true, false),
  Mod: opcodes('%', 'MOD', true, false),
  Pow: opcodes('**', 'POW', true, false),
  LShift: opcodes('<<', 'LSHIFT', true, false),
  RShift: opcodes('>>', 'RSHIFT', true, false),
  BitOr: opcodes('|', 'OR', false, false),
  BitXor: opcodes('^', 'XOR', false, false),
  BitAnd: opcodes('&', 'AND', true, false),
  FloorDiv: opcodes('//', 'FLOORDIV', true, false),
};

const UNARY: Readonly<Record<unaryop, number>> = {
  Invert: Op.INVERT,
  Not: Op.NOT,
  UAdd: Op.POSITIVE,
  USub: Op.NEGATIVE,
};

/** dst = left op right: `left` is a vreg, to be freed here, `right` an expression not yet evaluated. */
export function emitBinary(
  c: Compiler,
  op: operator,
  left: number,
  right: expr,
  want: number,
  inplace = false,
): number {
  const { b } = c;
  const row = BINARY[op];
  const constant = c.constant(right);
  if (constant !== undefined) {
    c.showLine(right);
    b.free(left);
    const dst = c.dst(want);
    const k = b.constant(constant);
    const opcode = inplace ? row.inplaceConstant : row.constant;
    if (opcode !== undefined) b.emit(opcode, dst, left, k);
    else b.emit(Op.BINARY_OP_K, dst, left, k, [inplace ? row.inplaceNumber : row.number]);
    return dst;
  }
  const value = c.expr(right, ANY);
  b.free(value);
  b.free(left);
  return emitOperator(c, op, left, value, want, inplace);
}

/** dst = left op right, both in vregs and already freed. */
function emitOperator(
  c: Compiler,
  op: operator,
  left: number,
  right: number,
  want: number,
  inplace = false,
): number {
  const { b } = c;
  const row = BINARY[op];
  const special = inplace ? row.inplace : row.plain;
  const dst = c.dst(want);
  if (special !== undefined) b.emit(special, dst, left, right);
  else b.emit(Op.BINARY_OP, dst, left, right, [inplace ? row.inplaceNumber : row.number]);
  return dst;
}

/** `a + b + c + …` leans to the left: from the leaf upwards by a loop. */
export function visitBinOp(c: Compiler, e: BinOp, want: number): number {
  const spine: BinOp[] = [];
  let leaf: expr = e;
  while (leaf.kind === 'BinOp') {
    spine.push(leaf);
    leaf = leaf.left;
  }
  const { b } = c;
  // As long as it stays constant nothing is emitted.
  let folded: Const | undefined = c.constant(leaf);
  let value = -1;
  if (folded === undefined) value = c.expr(leaf, ANY);
  while (spine.length > 0) {
    const node = spine.pop()!;
    b.loc = node;
    if (folded !== undefined) {
      const right = c.constant(node.right);
      const result: Const | undefined =
        right === undefined ? undefined : binary(node.op, folded, right, c.numbers);
      if (result !== undefined) {
        folded = result;
        continue;
      }
      const formatted = right === undefined ? formatWithPercent(node, folded) : null;
      if (formatted !== null) {
        folded = undefined;
        value = c.expr(formatted, spine.length > 0 ? ANY : want);
        continue;
      }
      b.loc = node.left;
      value = c.loadConst(folded, ANY);
      b.loc = node;
      folded = undefined;
    }
    const place = spine.length > 0 ? ANY : want;
    value =
      node.right.kind === 'BinOp'
        ? emitRightChain(c, node, value, place)
        : emitBinary(c, node.op, value, node.right, place);
  }
  return folded === undefined ? value : c.loadConst(folded, want);
}

/**
 * `a ** b ** c ** …` leans to the right: all operands from left to right, then the operators from the last to the first.
 * `left` is the operand of `e`, evaluated.
 */
function emitRightChain(c: Compiler, e: BinOp, left: number, want: number): number {
  const { b } = c;
  const chain: BinOp[] = [e];
  const lefts = [left];
  let last = e.right;
  while (last.kind === 'BinOp' && last.left.kind !== 'BinOp' && c.constant(last.left) === undefined) {
    b.loc = last;
    chain.push(last);
    lefts.push(c.expr(last.left, ANY));
    last = last.right;
  }
  let value = -1;
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i]!;
    b.loc = node;
    const place = i === 0 ? want : ANY;
    if (i === chain.length - 1) {
      value = emitBinary(c, node.op, lefts[i]!, last, place);
    } else {
      b.free(value);
      b.free(lefts[i]!);
      value = emitOperator(c, node.op, lefts[i]!, value, place);
    }
  }
  return value;
}

/** `not a in b` and `not a is b` are one comparison, as after CPython's folding. */
const NEGATED = { Is: 'IsNot', IsNot: 'Is', In: 'NotIn', NotIn: 'In' } as const;

export function visitUnaryOp(c: Compiler, e: UnaryOp, want: number): number {
  const negated = negatedCompare(e);
  if (negated !== null) return c.expr(negated, want);
  const value = c.expr(e.operand, ANY);
  c.b.free(value);
  const dst = c.dst(want);
  c.b.emit(UNARY[e.op], dst, value);
  return dst;
}

export function negatedCompare(e: UnaryOp): expr | null {
  const { op, operand } = e;
  if (op !== 'Not' || operand.kind !== 'Compare' || operand.ops.length !== 1) return null;
  const single = operand.ops[0]!;
  if (!(single in NEGATED)) return null;
  return { ...operand, ops: [NEGATED[single as keyof typeof NEGATED]] };
}
