/** Decimals as Python's ints, floats and tuples, as text, and hashed. */
import { type Borrowed, ld32, NULL, type Owned, st32 } from '@tyston/memory';
import {
  call,
  decref,
  doubleHash,
  fromBigInt,
  hashPointer,
  newFloat,
  newInt,
  newStr,
  newTuple,
  newTupleBuffer,
  setError,
  setHashHigh,
  T,
  tupleInit,
  typeError,
  valueError,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { rescaled } from './arithmetic.js';
import { maxContext } from './context.js';
import {
  DECIMAL,
  isNegative,
  isQuick,
  isSpecial,
  kindOf,
  quickExponent,
  smallOf,
  valueIn,
} from './layout.js';
import { type Dec, digitCount, dividedOut, INFINITE, pow10, QUIET, SIGNALING } from './number.js';
import { quickText } from './quick.js';
import { beyondMemory } from './signals.js';
import { decimalText } from './text.js';

export function textOf(d: Borrowed, capitals: boolean): string {
  return isQuick(d) ? quickText(d, capitals) : decimalText(valueIn(d), false, capitals);
}

/** OverflowError or ValueError for a number that is no integer's neighbour. NULL. */
function special(d: Borrowed, what: string): Owned {
  return kindOf(d) === INFINITE
    ? setError(T.OverflowError, `cannot convert Infinity to ${what}`)
    : valueError(`cannot convert NaN to ${what}`);
}

/** The integer that rounding by a mode gives. NULL with an exception. */
export function toInt(d: Borrowed, rounding: number): Owned {
  if (isSpecial(d)) return special(d, 'integer');
  try {
    const ctx = maxContext();
    ctx.rounding = rounding;
    const r = rescaled(valueIn(d), 0n, ctx, false);
    return fromBigInt(r.sign === 1 ? -r.coefficient : r.coefficient);
  } catch (e) {
    return beyondMemory(e);
  }
}

/** The value as a double; NaN where there is an exception for a signaling NaN (`ok` false). */
export function toDouble(d: Borrowed): { ok: boolean; value: number } {
  const kind = kindOf(d);
  if (kind === SIGNALING) {
    valueError('cannot convert signaling NaN to float');
    return { ok: false, value: Number.NaN };
  }
  if (kind === QUIET) return { ok: true, value: isNegative(d) ? -Number.NaN : Number.NaN };
  if (kind === INFINITE) return { ok: true, value: isNegative(d) ? -Infinity : Infinity };
  if (isQuick(d) && quickExponent(d) === 0) {
    const v = smallOf(d);
    return { ok: true, value: isNegative(d) ? -v : v };
  }
  return { ok: true, value: Number(textOf(d, true)) };
}
export function toFloat(d: Borrowed): Owned {
  const { ok, value } = toDouble(d);
  return ok ? newFloat(value) : NULL;
}

/** The digits of a coefficient as a tuple of ints. */
function digitTuple(text: string): Owned {
  const tuple = newTupleBuffer(text.length);
  for (let i = 0; i < text.length; i++) tupleInit(tuple, i, newInt(text.charCodeAt(i) - 48));
  return tuple;
}
export function toTuple(d: Borrowed): Owned {
  const v = valueIn(d);
  const sign = newInt(v.sign);
  let digits: Owned;
  let exponent: Owned;
  if (v.kind === INFINITE) {
    digits = digitTuple('0');
    exponent = newStr('F');
  } else if (v.kind !== 0) {
    digits = digitTuple(v.coefficient === 0n ? '' : String(v.coefficient));
    exponent = newStr(v.kind === SIGNALING ? 'N' : 'n');
  } else {
    digits = digitTuple(String(v.coefficient));
    exponent = fromBigInt(v.exponent);
  }
  const result = call(stateObject(StdlibState.DECIMAL_TUPLE), sign, digits, exponent);
  for (const o of [sign, digits, exponent]) decref(o);
  return result;
}

/** Numerator and denominator in lowest terms: what is left of powers of two and five below the line. */
export function toRatio(d: Borrowed): Owned {
  if (isSpecial(d)) return special(d, 'integer ratio');
  try {
    const v = valueIn(d);
    let n = v.coefficient;
    let denominator = 1n;
    if (n !== 0n && v.exponent >= 0n) n *= pow10(Number(v.exponent));
    else if (n !== 0n) {
      let twos = Number(-v.exponent);
      let fives = twos;
      [n, fives] = dividedOut(n, 5n, fives);
      [n, twos] = dividedOut(n, 2n, twos);
      denominator = (5n ** BigInt(fives)) << BigInt(twos);
    }
    return newTuple(fromBigInt(v.sign === 1 ? -n : n), fromBigInt(denominator));
  } catch (e) {
    return beyondMemory(e);
  }
}
/** sys.getsizeof: words of 19 digits, of which four are in the object. */
export function sizeOf(d: Borrowed): Owned {
  const words = Math.ceil(digitCount(valueIn(d).coefficient) / 19);
  return newInt(DECIMAL.size + (words > 4 ? words * 8 : 0));
}

// -- hash ---------------------------------------------------------------------------------------------------------------------------

const PRIME = (1n << 61n) - 1n;
/** 1/10 modulo PRIME. */
const TENTH = powerModPrime(10n, PRIME - 2n);
function powerModPrime(base: bigint, e: bigint): bigint {
  let r = 1n;
  for (let b = base; e > 0n; e >>= 1n, b = (b * b) % PRIME) if (e & 1n) r = (r * b) % PRIME;
  return r;
}
function hashValue(v: Dec): bigint {
  const scale = v.exponent >= 0n ? powerModPrime(10n, v.exponent) : powerModPrime(TENTH, -v.exponent);
  const h = ((v.coefficient % PRIME) * scale) % PRIME;
  return v.sign === 0 ? h : h === 1n ? -2n : -h;
}
/** hash(d): as of an equal int, float or Fraction; kept in the object. -1 with an exception. */
export function hashOf(d: Borrowed): number {
  let low = ld32(d + DECIMAL.hash);
  let high = ld32(d + DECIMAL.hash + 4);
  if (low === -1 && high === -1) {
    if (isSpecial(d)) {
      if (kindOf(d) === SIGNALING) {
        typeError('Cannot hash a signaling NaN value');
        setHashHigh(-1);
        return -1;
      }
      return kindOf(d) === QUIET ? hashPointer(d) : doubleHash(isNegative(d) ? -Infinity : Infinity, d);
    }
    const h = hashValue(valueIn(d));
    low = Number(BigInt.asIntN(32, h));
    high = Number(h >> 32n);
    st32(d + DECIMAL.hash, low);
    st32(d + DECIMAL.hash + 4, high);
  }
  setHashHigh(high);
  return low;
}
