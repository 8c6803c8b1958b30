/** What Decimal's methods and Context's have in common: operations by name, and how each is done on objects. */
import type { Borrowed, Owned } from '@tyston/memory';
import { newBool, newStr } from '@tyston/objects';
import {
  abs,
  add,
  divide,
  divideInteger,
  minus,
  multiply,
  plus,
  quantize,
  reduce,
  remainder,
  remainderNear,
  sqrt,
  subtract,
  toIntegral,
} from './arithmetic.js';
import {
  choose,
  compare,
  compareSignal,
  compareTotal,
  compareTotalMagnitude,
  numberClass,
  ordering,
  sameQuantum,
} from './compare.js';
import { ctxOf, roundingIn } from './context.js';
import {
  logb,
  logicalAnd,
  logicalInvert,
  logicalOr,
  logicalXor,
  nextMinus,
  nextPlus,
  nextToward,
  rotate,
  scaleb,
  shift,
} from './digits.js';
import { isNegative, isZeroObject, kindOf, newDecimal, valueIn } from './layout.js';
import { adjusted, FINITE, INFINITE, isZero, negated, QUIET, SIGNALING, withSign } from './number.js';
import {
  applyBinary,
  applyDivmod,
  applyUnary,
  type Binary,
  quickAdd,
  quickFloor,
  quickRest,
  quickSubtract,
  type Unary,
} from './operators.js';
import { quickProduct, quickQuantize, quickQuotient, UNSETTLED } from './quick.js';
import { exp, ln, log10 } from './transcendental.js';

export interface UnaryRow {
  readonly name: string;
  readonly give: (d: Borrowed, context: Borrowed) => Owned;
  readonly doc: string;
  /** A method of Context alone, or of Decimal alone. */
  readonly contextOnly?: boolean;
  /** Decimal's has no context parameter. */
  readonly plain?: boolean;
}
export interface BinaryRow {
  readonly name: string;
  readonly give: (a: Borrowed, b: Borrowed, context: Borrowed) => Owned;
  readonly doc: string;
  readonly contextOnly?: boolean;
}
export interface Question {
  readonly name: string;
  readonly ask: (d: Borrowed, context: Borrowed) => boolean;
  readonly doc: string;
  readonly needsContext?: boolean;
}

function unary(name: string, f: Unary, doc: string, contextOnly = false): UnaryRow {
  return { name, give: (d, c) => applyUnary(f, d, c), doc, contextOnly };
}
type Quick = (a: Borrowed, b: Borrowed, c: Borrowed) => Owned;
function binary(name: string, f: Binary, doc: string, contextOnly = false, quick?: Quick): BinaryRow {
  const slow = (a: Borrowed, b: Borrowed, c: Borrowed): Owned => applyBinary(f, a, b, c);
  if (quick === undefined) return { name, give: slow, doc, contextOnly };
  const give = (a: Borrowed, b: Borrowed, c: Borrowed): Owned => {
    const r = quick(a, b, c);
    return r === UNSETTLED ? slow(a, b, c) : r;
  };
  return { name, give, doc, contextOnly };
}

export const UNARY: readonly UnaryRow[] = [
  unary('exp', exp, 'e**self, rounded half to even.'),
  unary('ln', ln, 'The natural logarithm, rounded half to even.'),
  unary('log10', log10, 'The logarithm to base ten, rounded half to even.'),
  unary('next_minus', nextMinus, 'The largest number of the context below this one.'),
  unary('next_plus', nextPlus, 'The smallest number of the context above this one.'),
  unary('normalize', reduce, 'The number without zeros at its end.'),
  unary('sqrt', sqrt, 'The square root.'),
  unary('logb', logb, 'The exponent of the leading digit as a Decimal.'),
  unary('logical_invert', logicalInvert, 'Digit-wise inversion of a number of zeros and ones.'),
  {
    name: 'number_class',
    give: (d, c) => newStr(numberClass(valueIn(d), ctxOf(c))),
    doc: 'The name of the class of the number.',
  },
];
/** Unary methods of Context for which Decimal has operators, or methods of other parameters. */
export const CONTEXT_UNARY: readonly UnaryRow[] = [
  unary('abs', abs, 'The absolute value, rounded.'),
  unary('minus', minus, '0 - x.'),
  unary('plus', plus, '0 + x.'),
  unary('to_integral', (a, ctx) => toIntegral(a, ctx, false), 'Rounded to an integer.'),
  unary('to_integral_exact', (a, ctx) => toIntegral(a, ctx, true), 'Rounded to an integer, with signals.'),
  unary('to_integral_value', (a, ctx) => toIntegral(a, ctx, false), 'Rounded to an integer.'),
];
/** Copies that no context touches. */
export const COPIES: readonly UnaryRow[] = [
  { name: 'copy_abs', give: (d) => newDecimal(withSign(valueIn(d), 0)), doc: 'Without its sign.' },
  { name: 'copy_negate', give: (d) => newDecimal(negated(valueIn(d))), doc: 'With its sign reversed.' },
];

export const BINARY: readonly BinaryRow[] = [
  binary('compare', compare, '-1, 0, 1 or NaN.'),
  binary('compare_signal', compareSignal, 'As compare(), but all NaNs signal.'),
  binary('max', (a, b, ctx) => choose(a, b, ctx, true, false), 'The larger of two.'),
  binary('max_mag', (a, b, ctx) => choose(a, b, ctx, true, true), 'The larger of two by magnitude.'),
  binary('min', (a, b, ctx) => choose(a, b, ctx, false, false), 'The smaller of two.'),
  binary('min_mag', (a, b, ctx) => choose(a, b, ctx, false, true), 'The smaller of two by magnitude.'),
  binary('next_toward', nextToward, 'The neighbour in the direction of the other.'),
  binary('remainder_near', remainderNear, 'self - n * other, n the nearest integer to the quotient.'),
  binary('logical_and', logicalAnd, 'Digit-wise and.'),
  binary('logical_or', logicalOr, 'Digit-wise or.'),
  binary('logical_xor', logicalXor, 'Digit-wise exclusive or.'),
  binary('rotate', rotate, 'The digits rotated by other places.'),
  binary('scaleb', scaleb, 'The exponent changed by other.'),
  binary('shift', shift, 'The digits shifted by other places.'),
  {
    name: 'compare_total',
    give: (a, b) => newDecimal(ordering(compareTotal(valueIn(a), valueIn(b)))),
    doc: '-1, 0 or 1 in the total order of representations.',
  },
  {
    name: 'compare_total_mag',
    give: (a, b) => newDecimal(ordering(compareTotalMagnitude(valueIn(a), valueIn(b)))),
    doc: 'As compare_total(), of magnitudes.',
  },
  {
    name: 'copy_sign',
    give: (a, b) => newDecimal(withSign(valueIn(a), isNegative(b) ? 1 : 0)),
    doc: 'With the sign of the other.',
  },
  {
    name: 'same_quantum',
    give: (a, b) => newBool(sameQuantum(valueIn(a), valueIn(b))),
    doc: 'Do both have the same exponent, or are both infinite or NaN?',
  },
  binary('add', add, 'The sum.', true, quickAdd),
  binary('divide', divide, 'The quotient.', true, quickQuotient),
  binary('divide_int', divideInteger, 'The integer part of the quotient.', true, quickFloor),
  binary('multiply', multiply, 'The product.', true, quickProduct),
  binary('subtract', subtract, 'The difference.', true, (a, b, c) => quickSubtract(a, b, c)),
  binary('remainder', remainder, 'The remainder of the division.', true, quickRest),
  binary('quantize', quantize, 'x rounded to the exponent of y.', true, (a, b, c) =>
    quickQuantize(a, b, roundingIn(c), c),
  ),
  { name: 'divmod', give: applyDivmod, doc: 'Quotient and remainder.', contextOnly: true },
];

/** Is a number too small for the context's exponents? */
function belowNormal(d: Borrowed, context: Borrowed): boolean {
  const v = valueIn(d);
  return v.kind === FINITE && !isZero(v) && adjusted(v) < ctxOf(context).emin;
}
export const QUESTIONS: readonly Question[] = [
  { name: 'is_canonical', ask: () => true, doc: 'True.' },
  { name: 'is_finite', ask: (d) => kindOf(d) === FINITE, doc: 'Is the number finite?' },
  { name: 'is_infinite', ask: (d) => kindOf(d) === INFINITE, doc: 'Is the number infinite?' },
  { name: 'is_nan', ask: (d) => kindOf(d) >= QUIET, doc: 'Is it a NaN?' },
  { name: 'is_qnan', ask: (d) => kindOf(d) === QUIET, doc: 'Is it a quiet NaN?' },
  { name: 'is_snan', ask: (d) => kindOf(d) === SIGNALING, doc: 'Is it a signaling NaN?' },
  { name: 'is_signed', ask: (d) => isNegative(d), doc: 'Is its sign negative?' },
  { name: 'is_zero', ask: (d) => isZeroObject(d), doc: 'Is it zero?' },
  {
    name: 'is_normal',
    ask: (d, c) => kindOf(d) === FINITE && !isZeroObject(d) && !belowNormal(d, c),
    doc: 'Is it finite, not zero and not subnormal?',
    needsContext: true,
  },
  { name: 'is_subnormal', ask: belowNormal, doc: 'Is it subnormal?', needsContext: true },
];
