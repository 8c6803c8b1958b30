/** The operators of Decimal: a short way for quick numbers, the arithmetic of Dec values for the rest. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject } from '@tyston/memory';
import { decref, None, NotImplemented, newRef, newTuple } from '@tyston/objects';
import { StdlibState } from '../../lib/state.js';
import {
  abs,
  add,
  divide,
  divideInteger,
  divmod,
  minus,
  multiply,
  plus,
  remainder,
  subtract,
} from './arithmetic.js';
import { ctxOf } from './context.js';
import { operand } from './convert.js';
import { currentContext } from './current.js';
import { newDecimal, valueIn } from './layout.js';
import type { Ctx, Dec } from './number.js';
import { power, powerModulo } from './power.js';
import { quickDivision, quickProduct, quickQuotient, quickSum, UNSETTLED } from './quick.js';
import { beyondMemory, finish, note } from './signals.js';

export type Unary = (a: Dec, ctx: Ctx) => Dec;
export type Binary = (a: Dec, b: Dec, ctx: Ctx) => Dec;

const isExact = (o: Borrowed): boolean => ldPtr(o + PyObject.ob_type) === ldPtr(StdlibState.DECIMAL_TYPE);

/** f of a Decimal in a context. NULL with an exception. */
export function applyUnary(f: Unary, a: Borrowed, context: Borrowed): Owned {
  try {
    const ctx = ctxOf(context);
    return finish(f(valueIn(a), ctx), ctx, context);
  } catch (e) {
    return beyondMemory(e);
  }
}
/** f of two Decimals in a context. NULL with an exception. */
export function applyBinary(f: Binary, a: Borrowed, b: Borrowed, context: Borrowed): Owned {
  try {
    const ctx = ctxOf(context);
    return finish(f(valueIn(a), valueIn(b), ctx), ctx, context);
  } catch (e) {
    return beyondMemory(e);
  }
}

/** Runs `f` with both operands as Decimals; NotImplemented where one is no number of ours. */
function withOperands(
  l: Borrowed,
  r: Borrowed,
  context: Borrowed,
  f: (a: Borrowed, b: Borrowed) => Owned,
): Owned {
  const a = operand(l, context);
  if (a === None) return newRef(NotImplemented);
  if (a === 0) return NULL;
  const b = operand(r, context);
  const result = b === None ? newRef(NotImplemented) : b === 0 ? NULL : f(a, b);
  decref(a);
  if (b !== None && b !== 0) decref(b);
  return result;
}
/** A quick way, by two objects that are Decimals. */
type Quick = (a: Borrowed, b: Borrowed, context: Borrowed) => Owned;
function operate(l: Borrowed, r: Borrowed, quick: Quick, f: Binary): Owned {
  const context = currentContext();
  if (context === 0) return NULL;
  if (isExact(l) && isExact(r)) {
    const result = quick(l, r, context);
    return result === UNSETTLED ? applyBinary(f, l, r, context) : result;
  }
  return withOperands(l, r, context, (a, b) => {
    const result = quick(a, b, context);
    return result === UNSETTLED ? applyBinary(f, a, b, context) : result;
  });
}

export const quickAdd: Quick = (a, b, c) => quickSum(a, b, 0, c);
export const quickSubtract: Quick = (a, b, c) => quickSum(a, b, 1, c);
export const quickFloor: Quick = (a, b, c) => quickDivision(a, b, false, c);
export const quickRest: Quick = (a, b, c) => quickDivision(a, b, true, c);

function unary(f: Unary) {
  return (a: Borrowed): Owned => {
    const context = currentContext();
    return context === 0 ? NULL : applyUnary(f, a, context);
  };
}
/** Quotient and remainder, each noted in the context. NULL with an exception. */
export function applyDivmod(a: Borrowed, b: Borrowed, context: Borrowed): Owned {
  try {
    const ctx = ctxOf(context);
    const [q, r] = divmod(valueIn(a), valueIn(b), ctx);
    return note(context, ctx.status) ? newTuple(newDecimal(q), newDecimal(r)) : NULL;
  } catch (e) {
    return beyondMemory(e);
  }
}
/** a ** b, or modulo m where m is not 0. NULL with an exception. */
export function applyPower(a: Borrowed, b: Borrowed, m: Borrowed, context: Borrowed): Owned {
  try {
    const ctx = ctxOf(context);
    const r =
      m === 0 ? power(valueIn(a), valueIn(b), ctx) : powerModulo(valueIn(a), valueIn(b), valueIn(m), ctx);
    return finish(r, ctx, context);
  } catch (e) {
    return beyondMemory(e);
  }
}
function powerSlot(l: Borrowed, r: Borrowed, modulus: Borrowed): Owned {
  const context = currentContext();
  if (context === 0) return NULL;
  return withOperands(l, r, context, (a, b) => {
    if (modulus === None) return applyPower(a, b, 0 as Borrowed, context);
    const m = operand(modulus, context);
    if (m === None) return newRef(NotImplemented);
    if (m === 0) return NULL;
    const result = applyPower(a, b, m, context);
    decref(m);
    return result;
  });
}

export const numberSlots = {
  nb_add: (l: Borrowed, r: Borrowed) => operate(l, r, quickAdd, add),
  nb_subtract: (l: Borrowed, r: Borrowed) => operate(l, r, quickSubtract, subtract),
  nb_multiply: (l: Borrowed, r: Borrowed) => operate(l, r, quickProduct, multiply),
  nb_true_divide: (l: Borrowed, r: Borrowed) => operate(l, r, quickQuotient, divide),
  nb_floor_divide: (l: Borrowed, r: Borrowed) => operate(l, r, quickFloor, divideInteger),
  nb_remainder: (l: Borrowed, r: Borrowed) => operate(l, r, quickRest, remainder),
  nb_divmod: (l: Borrowed, r: Borrowed): Owned => {
    const context = currentContext();
    return context === 0 ? NULL : withOperands(l, r, context, (a, b) => applyDivmod(a, b, context));
  },
  nb_power: powerSlot,
  nb_negative: unary(minus),
  nb_positive: unary(plus),
  nb_absolute: unary(abs),
};
