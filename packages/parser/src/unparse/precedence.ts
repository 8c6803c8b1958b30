import type { boolop, cmpop, operator, unaryop } from '../ast/nodes.gen.js';

/** How tightly an expression binds, weakest first, as `ast.unparse` counts it. */
export enum Level {
  NamedExpr,
  Tuple,
  Yield,
  Test,
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
  Await,
  Atom,
}

export const tighter = (level: Level): Level => Math.min(level + 1, Level.Atom);

export const BINARY: Readonly<Record<operator, readonly [text: string, level: Level]>> = {
  Add: ['+', Level.Sum],
  Sub: ['-', Level.Sum],
  Mult: ['*', Level.Term],
  MatMult: ['@', Level.Term],
  Div: ['/', Level.Term],
  Mod: ['%', Level.Term],
  LShift: ['<<', Level.Shift],
  RShift: ['>>', Level.Shift],
  BitOr: ['|', Level.BitOr],
  BitXor: ['^', Level.BitXor],
  BitAnd: ['&', Level.BitAnd],
  FloorDiv: ['//', Level.Term],
  Pow: ['**', Level.Power],
};

export const UNARY: Readonly<Record<unaryop, readonly [text: string, level: Level]>> = {
  Invert: ['~', Level.Factor],
  Not: ['not ', Level.Not],
  UAdd: ['+', Level.Factor],
  USub: ['-', Level.Factor],
};

export const BOOLEAN: Readonly<Record<boolop, readonly [text: string, level: Level]>> = {
  And: [' and ', Level.And],
  Or: [' or ', Level.Or],
};

export const COMPARISON: Readonly<Record<cmpop, string>> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
};
