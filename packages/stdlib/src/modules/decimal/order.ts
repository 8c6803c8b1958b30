/** Comparisons of Decimals with each other and with Python's other numbers. */
import { type Borrowed, ld32, NULL, type Owned, st32 } from '@tyston/memory';
import {
  asComplex,
  decref,
  getAttrString,
  isInstance,
  isInstanceOf,
  NotImplemented,
  newBool,
  newFloat,
  newRef,
  Py_EQ,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { multiply } from './arithmetic.js';
import { compareValues } from './compare.js';
import { maxContext } from './context.js';
import { fromFloatExact, fromIntExact } from './convert.js';
import { currentContext } from './current.js';
import {
  CONTEXT,
  decimalType,
  isDecimal,
  isSignaling,
  isSpecial,
  kindOf,
  newDecimal,
  valueIn,
} from './layout.js';
import { Condition, QUIET } from './number.js';
import { quickCompare } from './quick.js';
import { note } from './signals.js';

const isEquality = (op: number): boolean => op === Py_EQ || op === Py_NE;

function decide(c: number, op: number): boolean {
  switch (op) {
    case Py_EQ:
      return c === 0;
    case Py_NE:
      return c !== 0;
    case Py_LT:
      return c < 0;
    case Py_LE:
      return c <= 0;
    case Py_GT:
      return c > 0;
    default:
      return c >= 0;
  }
}
/** Compares two Decimals. A NaN is unequal to all; signaling ones, and orders, are InvalidOperation. */
function compared(a: Borrowed, b: Borrowed, op: number, context: Borrowed): Owned {
  const quick = quickCompare(a, b);
  if (quick !== 2) return newBool(decide(quick, op));
  if (kindOf(a) >= QUIET || kindOf(b) >= QUIET) {
    if (isSignaling(a) || isSignaling(b) || !isEquality(op))
      if (!note(context, Condition.InvalidOperation)) return NULL;
    return newBool(op === Py_NE);
  }
  return newBool(decide(compareValues(valueIn(a), valueIn(b)), op));
}

/** A Rational's attribute as a Decimal. NULL with an exception. */
function part(o: Borrowed, name: string, context: Borrowed): Owned {
  const n = getAttrString(o, name);
  if (n === 0) return NULL;
  const r = isInstance(n, T.int)
    ? fromIntExact(n, decimalType(), context)
    : typeError(`${name} must be an int, not ${typeName(n)}`);
  decref(n);
  return r;
}
/** d compared with n/m: d * m with n, exactly. */
function withRational(d: Borrowed, o: Borrowed, op: number, context: Borrowed): Owned {
  const n = part(o, 'numerator', context);
  if (n === 0) return NULL;
  let left: Owned = newRef(d);
  if (!isSpecial(d)) {
    decref(left);
    const m = part(o, 'denominator', context);
    if (m === 0) {
      decref(n);
      return NULL;
    }
    left = newDecimal(multiply(valueIn(d), valueIn(m), maxContext()));
    decref(m);
  }
  const r = compared(left, n, op, context);
  decref(left);
  decref(n);
  return r;
}
function withFloat(d: Borrowed, o: Borrowed, op: number, context: Borrowed): Owned {
  const b = fromFloatExact(o, decimalType(), context);
  if (b === 0) return NULL;
  const r = compared(d, b, op, context);
  decref(b);
  return r;
}

export function richCompareDecimal(d: Borrowed, o: Borrowed, op: number): Owned {
  const context = currentContext();
  if (context === 0) return NULL;
  if (isDecimal(o)) return compared(d, o, op, context);
  if (isInstance(o, T.int)) {
    const b = fromIntExact(o, decimalType(), context);
    if (b === 0) return NULL;
    const r = compared(d, b, op, context);
    decref(b);
    return r;
  }
  if (isInstance(o, T.float)) return compareFloat(d, o, op, context);
  if (isInstance(o, T.complex) && isEquality(op)) {
    const z = asComplex(o);
    if (z === null) return NULL;
    if (z.im !== 0) return newRef(NotImplemented);
    const real = newFloat(z.re);
    const r = compareFloat(d, real, op, context);
    decref(real);
    return r;
  }
  const rational = isInstanceOf(o, stateObject(StdlibState.DECIMAL_RATIONAL));
  if (rational < 0) return NULL;
  return rational === 1 ? withRational(d, o, op, context) : newRef(NotImplemented);
}
/** Floats are compared as they are; that it was done is noted, and refused for orders where it is trapped. */
function compareFloat(d: Borrowed, o: Borrowed, op: number, context: Borrowed): Owned {
  if (isEquality(op))
    st32(context + CONTEXT.status, ld32(context + CONTEXT.status) | Condition.FloatOperation);
  else if (!note(context, Condition.FloatOperation)) return NULL;
  return withFloat(d, o, op, context);
}
