import type { cmpop, operator } from '../ast/nodes.gen.js';
import { T, TYPE_COUNT } from '../tokens/token-types.js';

/** Binding strength (language reference §6.17), weakest first. 0: not a binary operator. */
export enum Precedence {
  None = 0,
  Or,
  And,
  Not,
  Comparison,
  BitOr,
  BitXor,
  BitAnd,
  Shift,
  Sum,
  Term,
  Factor,
  Power,
}

/** Token type → the precedence of the binary operator that it begins. */
export const BINARY = new Uint8Array(TYPE_COUNT);

const BINARY_OPERATORS: readonly [T, Precedence, operator | null][] = [
  [T.OR, Precedence.Or, null],
  [T.AND, Precedence.And, null],
  [T.VBAR, Precedence.BitOr, 'BitOr'],
  [T.CIRCUMFLEX, Precedence.BitXor, 'BitXor'],
  [T.AMPER, Precedence.BitAnd, 'BitAnd'],
  [T.LEFTSHIFT, Precedence.Shift, 'LShift'],
  [T.RIGHTSHIFT, Precedence.Shift, 'RShift'],
  [T.PLUS, Precedence.Sum, 'Add'],
  [T.MINUS, Precedence.Sum, 'Sub'],
  [T.STAR, Precedence.Term, 'Mult'],
  [T.SLASH, Precedence.Term, 'Div'],
  [T.DOUBLESLASH, Precedence.Term, 'FloorDiv'],
  [T.PERCENT, Precedence.Term, 'Mod'],
  [T.AT, Precedence.Term, 'MatMult'],
  [T.DOUBLESTAR, Precedence.Power, 'Pow'],
];

/** Token type → the operator of a BinOp. */
export const OPERATOR: (operator | undefined)[] = [];
for (const [type, precedence, operator] of BINARY_OPERATORS) {
  BINARY[type] = precedence;
  if (operator !== null) OPERATOR[type] = operator;
}

/** Token type → the operator of a Compare. `not in` and `is not` are two tokens: the parser looks at the second. */
export const COMPARISON: (cmpop | undefined)[] = [];
const COMPARISONS: readonly [T, cmpop][] = [
  [T.EQEQUAL, 'Eq'],
  [T.NOTEQUAL, 'NotEq'],
  [T.LESS, 'Lt'],
  [T.LESSEQUAL, 'LtE'],
  [T.GREATER, 'Gt'],
  [T.GREATEREQUAL, 'GtE'],
  [T.IN, 'In'],
  [T.IS, 'Is'],
  [T.NOT, 'NotIn'],
];
for (const [type, operator] of COMPARISONS) {
  BINARY[type] = Precedence.Comparison;
  COMPARISON[type] = operator;
}

/** Token type → the operator of an AugAssign. */
export const AUGMENTED: (operator | undefined)[] = [];
const AUGMENTED_ASSIGNMENTS: readonly [T, operator][] = [
  [T.PLUSEQUAL, 'Add'],
  [T.MINEQUAL, 'Sub'],
  [T.STAREQUAL, 'Mult'],
  [T.ATEQUAL, 'MatMult'],
  [T.SLASHEQUAL, 'Div'],
  [T.PERCENTEQUAL, 'Mod'],
  [T.AMPEREQUAL, 'BitAnd'],
  [T.VBAREQUAL, 'BitOr'],
  [T.CIRCUMFLEXEQUAL, 'BitXor'],
  [T.LEFTSHIFTEQUAL, 'LShift'],
  [T.RIGHTSHIFTEQUAL, 'RShift'],
  [T.DOUBLESTAREQUAL, 'Pow'],
  [T.DOUBLESLASHEQUAL, 'FloorDiv'],
];
for (const [type, operator] of AUGMENTED_ASSIGNMENTS) AUGMENTED[type] = operator;

/** The tokens that an expression can begin with. */
export const EXPRESSION_START: readonly T[] = [
  T.NAME,
  T.NUMBER,
  T.STRING,
  T.LPAR,
  T.LSQB,
  T.LBRACE,
  T.ELLIPSIS,
  T.FALSE,
  T.NONE,
  T.TRUE,
  T.AWAIT,
  T.LAMBDA,
  T.NOT,
  T.MINUS,
  T.PLUS,
  T.TILDE,
];

/** Token type → 1 where an expression can begin with it. */
export const BEGINS_EXPRESSION = new Uint8Array(TYPE_COUNT);
for (const type of EXPRESSION_START) BEGINS_EXPRESSION[type] = 1;
