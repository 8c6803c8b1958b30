/** Methods of float: rounding, hexadecimal text, ratios. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { asSsize, call } from '../../core/abstract.js';
import { errOccurred, setError, typeError, valueError } from '../../core/errors.js';
import { floatValue, newFloat } from '../../core/float.js';
import { decref } from '../../core/refcount.js';
import { jsStr, newStr, strEqualsAscii } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';
import { fromBigInt } from '../../lib/bigint.js';
import { reprDouble, roundDouble } from '../../lib/dtoa.js';
import { decompose, exponentOf, ldexp, signBit, significandOf } from '../../lib/float-bits.js';
import { hexOverflow, readHexDouble } from '../../lib/float-text.js';
import { doubleToInt } from '../../lib/int-double.js';

/** The nearest integral double, ties to even. */
function roundHalfEven(v: number): number {
  const f = Math.floor(v);
  const d = v - f;
  if (d < 0.5) return f;
  return d > 0.5 || f % 2 !== 0 ? f + 1 : f;
}

export function floatRound(self: Borrowed, ndigits: Borrowed): Owned {
  const v = floatValue(self);
  if (ndigits === 0 || ndigits === None) return doubleToInt(Number.isFinite(v) ? roundHalfEven(v) : v);
  const places = asSsize(ndigits, 0);
  if (places === -1 && errOccurred()) return NULL;
  // Beyond these there is nothing to round, or nothing left.
  if (!Number.isFinite(v) || places > 323) return newFloat(v);
  if (places < -308) return newFloat(0 * v);
  const r = roundDouble(v, places);
  if (!Number.isFinite(r)) return setError(T.OverflowError, 'rounded value too large to represent');
  return newFloat(r);
}

export function floatHex(self: Borrowed): Owned {
  const v = floatValue(self);
  if (!Number.isFinite(v)) return newStr(reprDouble(v));
  const sign = signBit(v) ? '-' : '';
  if (v === 0) return newStr(`${sign}0x0.0p+0`);
  const a = Math.abs(v);
  // A leading digit of 1, or of 0 for a subnormal, and 52 bits behind it.
  let e = exponentOf(a);
  const shift = 1 - Math.max(-1021 - e, 0);
  const m = ldexp(significandOf(a), shift);
  e -= shift;
  const bits = BigInt(ldexp(m, 52));
  const hex = bits.toString(16).padStart(14, '0');
  return newStr(`${sign}0x${hex[0]}.${hex.slice(1)}p${e < 0 ? '-' : '+'}${Math.abs(e)}`);
}

export function floatFromHex(type: Borrowed, text: Borrowed): Owned {
  if (!isInstance(text, T.str)) return typeError('bad argument type for built-in operation');
  const v = readHexDouble(jsStr(text));
  if (v === null) return valueError('invalid hexadecimal floating-point string');
  if (hexOverflow) return setError(T.OverflowError, 'hexadecimal value too large to represent as a float');
  const f = newFloat(v);
  if (type === T.float) return f;
  const r = call(type, f);
  decref(f);
  return r;
}

export function floatRatio(self: Borrowed): Owned {
  const v = floatValue(self);
  if (Number.isNaN(v)) return valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(v)) return setError(T.OverflowError, 'cannot convert Infinity to integer ratio');
  let { significand: n, exponent } = decompose(v);
  if (n === 0n) return newTuple(fromBigInt(0n), fromBigInt(1n));
  while ((n & 1n) === 0n) {
    n >>= 1n;
    exponent++;
  }
  if (v < 0) n = -n;
  if (exponent >= 0) return newTuple(fromBigInt(n << BigInt(exponent)), fromBigInt(1n));
  return newTuple(fromBigInt(n), fromBigInt(1n << BigInt(-exponent)));
}

export function floatGetFormat(_type: Borrowed, typestr: Borrowed): Owned {
  if (strEqualsAscii(typestr, 'double') || strEqualsAscii(typestr, 'float'))
    return newStr('IEEE, little-endian');
  return valueError("__getformat__() argument 1 must be 'double' or 'float'");
}
