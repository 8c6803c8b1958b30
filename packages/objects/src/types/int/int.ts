/** The type `int`. */
import { type Borrowed, ldPtr, NULL, type Owned, PyLongObject, TypeFlags } from '@tyston/memory';
import { Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, str } from '../../core/abstract.js';
import { callByTuple } from '../../core/call.js';
import { method, type TypeSpec } from '../../core/define.js';
import { errOccurred } from '../../core/errors.js';
import { newFloat } from '../../core/float.js';
import { free } from '../../core/heap.js';
import { finishDealloc } from '../../core/instance.js';
import { intDigit, intSize, newBool, newInt } from '../../core/int.js';
import { newRef, typeOf } from '../../core/refcount.js';
import { jsStr, newDecimalStr, newStr, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple } from '../../core/tuple.js';
import { None, NotImplemented, T } from '../../core/wellknown.js';
import { floatPower } from '../../lib/float-arith.js';
import { formatLong } from '../../lib/format-number.js';
import { parseFormatSpec } from '../../lib/format-spec.js';
import {
  intAbs,
  intAdd,
  intCompare,
  intCopy,
  intExact,
  intMul,
  intNegate,
  intSub,
} from '../../lib/int-arith.js';
import {
  intAnd,
  intBitCount,
  intBitLength,
  intInvert,
  intOr,
  intShiftLeft,
  intShiftRight,
  intXor,
} from '../../lib/int-bits.js';
import { intDivmod, intFloorDivide, intModulo } from '../../lib/int-divide.js';
import { intAsDouble, intTrueDivideDouble } from '../../lib/int-double.js';
import { intPower, intPowerModulo } from '../../lib/int-power.js';
import { intToDecimal } from '../../lib/int-text.js';
import { intHash } from '../../lib/number-hash.js';
import { fromBytes, intToBytes } from './bytes.js';
import { AS_INTEGER_RATIO, BIT_COUNT, BIT_LENGTH, FROM_BYTES, TO_BYTES } from './docs.js';
import { intFromObject, intNew } from './new.js';
import { intRound } from './round.js';

function isInt(p: Borrowed): boolean {
  return typeOf(p) === T.int || isInstance(p, T.int);
}

/** A binary slot: NotImplemented unless both operands are ints. */
function binary(f: (l: Borrowed, r: Borrowed) => Owned): (l: Borrowed, r: Borrowed) => Owned {
  return (l, r) => (isInt(l) && isInt(r) ? f(l, r) : newRef(NotImplemented));
}

function trueDivide(l: Borrowed, r: Borrowed): Owned {
  const v = intTrueDivideDouble(l, r);
  return v === -1 && errOccurred() ? NULL : newFloat(v);
}

function power(base: Borrowed, exponent: Borrowed, modulus: Borrowed): Owned {
  if (!isInt(base) || !isInt(exponent)) return newRef(NotImplemented);
  if (modulus !== None) {
    if (!isInt(modulus)) return newRef(NotImplemented);
    return intPowerModulo(base, exponent, modulus);
  }
  if (intSize(exponent) >= 0) return intPower(base, exponent);
  // A negative exponent gives a float.
  const b = intAsDouble(base);
  if (b === -1 && errOccurred()) return NULL;
  const e = intAsDouble(exponent);
  if (e === -1 && errOccurred()) return NULL;
  return floatPower(b, e);
}

function richCompare(l: Borrowed, r: Borrowed, op: number): Owned {
  if (!isInt(l) || !isInt(r)) return newRef(NotImplemented);
  const c = intCompare(l, r);
  switch (op) {
    case Py_LT:
      return newBool(c < 0);
    case Py_LE:
      return newBool(c <= 0);
    case Py_EQ:
      return newBool(c === 0);
    case Py_GT:
      return newBool(c > 0);
    case Py_GE:
      return newBool(c >= 0);
    default:
      return newBool(c !== 0);
  }
}

export function intRepr(self: Borrowed): Owned {
  const size = intSize(self);
  if (size >= -1 && size <= 1) return newDecimalStr(size === 0 ? 0 : size * intDigit(self, 0));
  const text = intToDecimal(self);
  return text === null ? NULL : newStr(text);
}

function toFloat(self: Borrowed): Owned {
  const v = intAsDouble(self);
  return v === -1 && errOccurred() ? NULL : newFloat(v);
}

function format(self: Borrowed, spec: Borrowed): Owned {
  if (strLength(spec) === 0) return typeOf(self) === T.int ? intRepr(self) : str(self);
  const parsed = parseFormatSpec(jsStr(spec), self, 'd', '>');
  return parsed === null ? NULL : formatLong(self, parsed);
}

const same = (self: Borrowed): Owned => intExact(self);

export const intType: TypeSpec = {
  type: 'int',
  basicsize: PyLongObject.ob_digit,
  itemsize: 4,
  flags: TypeFlags.BASETYPE | TypeFlags.LONG_SUBCLASS | TypeFlags.MATCH_SELF,
  doc: `int([x]) -> integer
int(x, base=10) -> integer

Convert a number or string to an integer, or return 0 if no arguments
are given.  If x is a number, return x.__int__().  For floating point
numbers, this truncates towards zero.

If x is not a number or if base is given, then x must be a string,
bytes, or bytearray instance representing an integer literal in the
given base.  The literal can be preceded by '+' or '-' and be surrounded
by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.
Base 0 means to interpret the base from the string as an integer literal.
>>> int('0b100', base=0)
4`,
  slots: {
    tp_dealloc: (self: Borrowed) => {
      if (typeOf(self) === T.int) free(self);
      else finishDealloc(self);
    },
    tp_new: intNew,
    tp_vectorcall: (cls: Borrowed, args: number, n: number, kwnames: Borrowed) =>
      n === 1 && kwnames === 0 ? intFromObject(ldPtr(args)) : callByTuple(cls, args, n, kwnames),
    tp_repr: intRepr,
    tp_hash: intHash,
    tp_richcompare: richCompare,
    nb_add: binary(intAdd),
    nb_subtract: binary(intSub),
    nb_multiply: binary(intMul),
    nb_remainder: binary(intModulo),
    nb_divmod: binary(intDivmod),
    nb_power: power,
    nb_negative: intNegate,
    nb_positive: same,
    nb_absolute: intAbs,
    nb_bool: (self: Borrowed) => (intSize(self) !== 0 ? 1 : 0),
    nb_invert: intInvert,
    nb_lshift: binary(intShiftLeft),
    nb_rshift: binary(intShiftRight),
    nb_and: binary(intAnd),
    nb_xor: binary(intXor),
    nb_or: binary(intOr),
    nb_int: same,
    nb_float: toFloat,
    nb_floor_divide: binary(intFloorDivide),
    nb_true_divide: binary(trueDivide),
    nb_index: same,
  },
  methods: [
    method('conjugate', '($self, /)', same, 'Returns self, the complex conjugate of any int.', {
      noTextSignature: true,
    }),
    method('bit_length', '($self, /)', (self: Borrowed) => newInt(intBitLength(self)), BIT_LENGTH),
    method('bit_count', '($self, /)', (self: Borrowed) => newInt(intBitCount(self)), BIT_COUNT),
    method(
      'to_bytes',
      "($self, /, length: ssize = 1, byteorder: str = 'big', *, signed: bool = False)",
      intToBytes,
      TO_BYTES,
    ),
    method(
      'from_bytes',
      "($type, /, bytes, byteorder: str = 'big', *, signed: bool = False)",
      fromBytes,
      FROM_BYTES,
      { kind: 'classmethod' },
    ),
    method(
      'as_integer_ratio',
      '($self, /)',
      (self: Borrowed) => newTuple(intExact(self), newInt(1)),
      AS_INTEGER_RATIO,
    ),
    method('__trunc__', '($self, /)', same, 'Truncating an Integral returns itself.', {
      noTextSignature: true,
    }),
    method('__floor__', '($self, /)', same, 'Flooring an Integral returns itself.', {
      noTextSignature: true,
    }),
    method('__ceil__', '($self, /)', same, 'Ceiling of an Integral returns itself.', {
      noTextSignature: true,
    }),
    method(
      '__round__',
      '($self, ndigits=<unrepresentable>, /)',
      intRound,
      'Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.',
    ),
    method('__getnewargs__', '($self, /)', (self: Borrowed) => newTuple(intCopy(self))),
    method('__format__', '($self, format_spec: str, /)', format),
    method(
      '__sizeof__',
      '($self, /)',
      (self: Borrowed) => newInt(PyLongObject.ob_digit + Math.max(1, Math.abs(intSize(self))) * 4),
      'Returns size in memory, in bytes.',
    ),
  ],
  getset: [
    { name: 'real', get: same, doc: 'the real part of a complex number' },
    { name: 'imag', get: () => newInt(0), doc: 'the imaginary part of a complex number' },
    { name: 'numerator', get: same, doc: 'the numerator of a rational number in lowest terms' },
    {
      name: 'denominator',
      get: () => newInt(1),
      doc: 'the denominator of a rational number in lowest terms',
    },
  ],
};
