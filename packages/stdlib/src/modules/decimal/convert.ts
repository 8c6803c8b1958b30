/** Python's numbers and texts as decimals: exactly, or rounded to a context. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asciiNumber,
  decompose,
  decref,
  floatValue,
  intFitsNumber,
  intToNumber,
  isInstance,
  None,
  newRef,
  sequenceTuple,
  signBit,
  strEqualsAscii,
  T,
  toBigInt,
  trimAsciiSpace,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { ctxOf, maxContext } from './context.js';
import { copyAs, decimalType, isDecimal, newDecimal, newQuick, valueIn } from './layout.js';
import {
  Condition,
  type Ctx,
  type Dec,
  dec,
  digitCount,
  FINITE,
  finalize,
  INFINITE,
  infinity,
  invalid,
  NAN,
  QUIET,
  SIGNALING,
} from './number.js';
import { ssize } from './parameters.js';
import { beyondMemory, ERRORS, finish, note } from './signals.js';
import { parseDecimal } from './text.js';

const C = Condition;
const LOST = C.Inexact | C.Rounded | C.Clamped;

/** An int's value. */
export function decOfInt(o: Borrowed): Dec {
  const v = intFitsNumber(o) ? BigInt(intToNumber(o)) : toBigInt(o);
  return v < 0n ? dec(1, -v, 0n) : dec(0, v, 0n);
}
/** A float's value, exactly. */
function decOfDouble(v: number): Dec {
  const sign = signBit(v) ? 1 : 0;
  if (Number.isNaN(v)) return { ...NAN, sign };
  if (!Number.isFinite(v)) return infinity(sign);
  if (v === 0) return dec(sign, 0n, 0n);
  const { significand, exponent } = decompose(Math.abs(v));
  if (exponent >= 0) return dec(sign, significand << BigInt(exponent), 0n);
  // m / 2^k = m 5^k / 10^k, with the fraction in lowest terms
  let m = significand;
  let k = -exponent;
  while (k > 0 && (m & 1n) === 0n) {
    m >>= 1n;
    k--;
  }
  return dec(sign, m * 5n ** BigInt(k), BigInt(-k));
}

/** What Decimal() makes of a value that it must not change: its number, where the widest context can hold it. */
function exactly(v: Dec | null, type: Borrowed, context: Borrowed): Owned {
  const ctx = maxContext();
  let r = v === null ? invalid(ctx, C.ConversionSyntax) : finalize(v, ctx);
  if (ctx.status & LOST) r = invalid(ctx);
  return note(context, ctx.status & ERRORS) ? newDecimal(r, type) : NULL;
}

/** The text of a number, stripped of what Decimal() allows around and between digits. */
const looseText = (o: Borrowed): string => trimAsciiSpace(asciiNumber(o)).replaceAll('_', '');

/** Decimal(float) and comparisons signal FloatOperation; from_float does not. */
export function fromFloatExact(o: Borrowed, type: Borrowed, context: Borrowed): Owned {
  return exactly(decOfDouble(floatValue(o)), type, context);
}
export function fromIntExact(o: Borrowed, type: Borrowed, context: Borrowed): Owned {
  if (type === decimalType() && intFitsNumber(o)) {
    const n = intToNumber(o);
    if (Math.abs(n) < 2 ** 53) return newQuick(n < 0 ? 1 : 0, Math.abs(n), 0);
  }
  return exactly(decOfInt(o), type, context);
}

/** (sign, digits, exponent) as a value; null with an exception. */
function decOfTuple(o: Borrowed): Dec | null {
  const fail = (message: string): null => {
    valueError(message);
    return null;
  };
  if (tupleLength(o) !== 3) return fail('argument must be a sequence of length 3');
  const [s, d, e] = [tupleItem(o, 0), tupleItem(o, 1), tupleItem(o, 2)];
  const sign = isInstance(s, T.int) && intFitsNumber(s) ? intToNumber(s) : -1;
  if (sign !== 0 && sign !== 1) return fail('sign must be an integer with the value 0 or 1');
  let kind = FINITE;
  let exponent = 0n;
  if (isInstance(e, T.str)) {
    if (strEqualsAscii(e, 'F')) kind = INFINITE;
    else if (strEqualsAscii(e, 'n')) kind = QUIET;
    else if (strEqualsAscii(e, 'N')) kind = SIGNALING;
    else return fail("string argument in the third position must be 'F', 'n' or 'N'");
  } else {
    if (!isInstance(e, T.int)) return fail('exponent must be an integer');
    const given = ssize(e);
    if (given === null) return null;
    exponent = given;
  }
  const digits = sequenceTuple(d);
  if (digits === 0) return fail('coefficient must be a tuple of digits');
  let text = '';
  for (let i = 0; i < tupleLength(digits); i++) {
    const digit = tupleItem(digits, i);
    const n = isInstance(digit, T.int) && intFitsNumber(digit) ? intToNumber(digit) : -1;
    if (n < 0 || n > 9) {
      decref(digits);
      return fail('coefficient must be a tuple of digits');
    }
    text += n;
  }
  decref(digits);
  if (kind === INFINITE) return infinity(sign);
  return {
    sign,
    kind,
    coefficient: BigInt(text === '' ? '0' : text),
    exponent,
  };
}

const unsupported = (o: Borrowed): Owned =>
  typeError(`conversion from ${typeName(o)} to Decimal is not supported`);

/** Decimal(o): exact. NULL with an exception. */
export function fromObjectExact(o: Borrowed, type: Borrowed, context: Borrowed): Owned {
  try {
    if (isDecimal(o)) {
      return type === decimalType() && typeOf(o) === type ? newRef(o) : copyAs(o, type);
    }
    if (isInstance(o, T.str)) return exactly(parseDecimal(looseText(o)), type, context);
    if (isInstance(o, T.int)) return fromIntExact(o, type, context);
    if (isInstance(o, T.tuple) || isInstance(o, T.list)) {
      const tuple = sequenceTuple(o);
      if (tuple === 0) return NULL;
      const v = decOfTuple(tuple);
      decref(tuple);
      return v === null ? NULL : exactly(v, type, context);
    }
    if (isInstance(o, T.float))
      return note(context, C.FloatOperation) ? fromFloatExact(o, type, context) : NULL;
    return unsupported(o);
  } catch (e) {
    return beyondMemory(e);
  }
}

/** Rounded to the context; a NaN's payload must fit. */
function rounded(v: Dec | null, ctx: Ctx, context: Borrowed): Owned {
  let r: Dec;
  if (v === null) r = invalid(ctx, C.ConversionSyntax);
  else if (
    v.kind >= QUIET &&
    v.coefficient !== 0n &&
    digitCount(v.coefficient) > ctx.prec - Number(ctx.clamp)
  )
    r = invalid(ctx, C.ConversionSyntax);
  else r = finalize(v, ctx);
  return finish(r, ctx, context);
}
/** context.create_decimal(o). NULL with an exception. */
export function fromObject(o: Borrowed, context: Borrowed): Owned {
  try {
    let v: Dec | null;
    if (isDecimal(o)) v = valueIn(o);
    else if (isInstance(o, T.str)) v = parseDecimal(asciiNumber(o));
    else if (isInstance(o, T.int)) v = decOfInt(o);
    else if (isInstance(o, T.tuple) || isInstance(o, T.list)) {
      const tuple = sequenceTuple(o);
      if (tuple === 0) return NULL;
      v = decOfTuple(tuple);
      decref(tuple);
      if (v === null) return NULL;
    } else if (isInstance(o, T.float)) {
      if (!note(context, C.FloatOperation)) return NULL;
      v = decOfDouble(floatValue(o));
    } else return unsupported(o);
    return rounded(v, ctxOf(context), context);
  } catch (e) {
    return beyondMemory(e);
  }
}
/** from_float and create_decimal_from_float: floats and ints only. */
export function fromNumber(o: Borrowed, type: Borrowed, context: Borrowed, exact: boolean): Owned {
  let v: Dec;
  if (isInstance(o, T.int)) v = decOfInt(o);
  else if (isInstance(o, T.float)) v = decOfDouble(floatValue(o));
  else return typeError('argument must be int or float');
  return exact ? exactly(v, type, context) : rounded(v, ctxOf(context), context);
}

/** An operand as a Decimal: new reference; None's address stands for NotImplemented, NULL for an exception. */
export function operand(o: Borrowed, context: Borrowed): Owned {
  if (isDecimal(o)) return newRef(o);
  if (isInstance(o, T.int)) return fromIntExact(o, decimalType(), context);
  return None as Owned;
}
/** The same for a method's argument: TypeError for other types. */
export function argument(o: Borrowed, context: Borrowed): Owned {
  const r = operand(o, context);
  return r === None ? unsupported(o) : r;
}
