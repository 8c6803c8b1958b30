/** The type `float`. */
import { type Borrowed, ldPtr, NULL, type Owned, PyFloatObject, TypeFlags } from '@tyston/memory';
import { Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE, str } from '../../core/abstract.js';
import { callByTuple } from '../../core/call.js';
import { method, type TypeSpec } from '../../core/define.js';
import { errOccurred, typeError } from '../../core/errors.js';
import { floatValue, newFloat } from '../../core/float.js';
import { free } from '../../core/heap.js';
import { finishDealloc } from '../../core/instance.js';
import { newBool } from '../../core/int.js';
import { newRef, typeOf } from '../../core/refcount.js';
import { jsStr, newStr, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple } from '../../core/tuple.js';
import { None, NotImplemented, T } from '../../core/wellknown.js';
import { reprDouble } from '../../lib/dtoa.js';
import {
  divideDoubles,
  floatDivmod,
  floatFloorDivide,
  floatModulo,
  floatPower,
} from '../../lib/float-arith.js';
import { formatFloat } from '../../lib/format-number.js';
import { parseFormatSpec } from '../../lib/format-spec.js';
import { compareDoubleInt, doubleToInt, intAsDouble } from '../../lib/int-double.js';
import { doubleHash } from '../../lib/number-hash.js';
import * as docs from './docs.js';
import { floatFromHex, floatGetFormat, floatHex, floatRatio, floatRound } from './methods.js';
import { floatFromObject, floatNew } from './new.js';

/** Is it something that arithmetic with floats takes? */
function isOperand(p: Borrowed): boolean {
  const type = typeOf(p);
  return type === T.float || type === T.int || isInstance(p, T.float) || isInstance(p, T.int);
}
/** The value of an operand; -1 with OverflowError for an int beyond the doubles. */
function operand(p: Borrowed): number {
  return typeOf(p) === T.float || isInstance(p, T.float) ? floatValue(p) : intAsDouble(p);
}

/** A binary slot: NotImplemented unless the operands are floats or ints. */
function binary(f: (a: number, b: number) => Owned): (l: Borrowed, r: Borrowed) => Owned {
  return (l, r) => {
    if (typeOf(l) === T.float && typeOf(r) === T.float) return f(floatValue(l), floatValue(r));
    if (!isOperand(l) || !isOperand(r)) return newRef(NotImplemented);
    const a = operand(l);
    if (a === -1 && errOccurred()) return NULL;
    const b = operand(r);
    if (b === -1 && errOccurred()) return NULL;
    return f(a, b);
  };
}
const power = binary(floatPower);

function floatCompare(l: Borrowed, r: Borrowed, op: number): Owned {
  const a = floatValue(l);
  let c: number;
  if (isInstance(r, T.float)) {
    const b = floatValue(r);
    c = a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  } else if (isInstance(r, T.int)) c = compareDoubleInt(a, r);
  else return newRef(NotImplemented);
  switch (op) {
    case Py_LT:
      return newBool(c < 0);
    case Py_LE:
      return newBool(c <= 0);
    case Py_EQ:
      return newBool(c === 0);
    case Py_NE:
      return newBool(c !== 0);
    case Py_GT:
      return newBool(c > 0);
    case Py_GE:
      return newBool(c >= 0);
    default:
      return newRef(NotImplemented);
  }
}

/** A method or unary slot by value. */
function unary(f: (v: number) => Owned): (self: Borrowed) => Owned {
  return (self) => f(floatValue(self));
}
/** The exact float: itself, or a copy of a subclass's instance. */
function exact(self: Borrowed): Owned {
  return typeOf(self) === T.float ? newRef(self) : newFloat(floatValue(self));
}
const trunc = unary((v) => doubleToInt(Math.trunc(v)));

export function floatRepr(self: Borrowed): Owned {
  return newStr(reprDouble(floatValue(self)));
}

function format(self: Borrowed, spec: Borrowed): Owned {
  if (strLength(spec) === 0) return typeOf(self) === T.float ? floatRepr(self) : str(self);
  const parsed = parseFormatSpec(jsStr(spec), self, '', '>');
  return parsed === null ? NULL : formatFloat(floatValue(self), parsed, self);
}

export const floatType: TypeSpec = {
  type: 'float',
  basicsize: PyFloatObject.size,
  flags: TypeFlags.BASETYPE | TypeFlags.MATCH_SELF,
  doc: 'Convert a string or number to a floating point number, if possible.',
  textSignature: '(x=0, /)',
  slots: {
    tp_dealloc: (self: Borrowed) => {
      if (typeOf(self) === T.float) free(self);
      else finishDealloc(self);
    },
    tp_new: floatNew,
    tp_vectorcall: (cls: Borrowed, args: number, n: number, kwnames: Borrowed) =>
      n === 1 && kwnames === 0 ? floatFromObject(ldPtr(args)) : callByTuple(cls, args, n, kwnames),
    tp_repr: floatRepr,
    tp_hash: (self: Borrowed) => doubleHash(floatValue(self), self),
    tp_richcompare: floatCompare,
    nb_add: binary((a, b) => newFloat(a + b)),
    nb_subtract: binary((a, b) => newFloat(a - b)),
    nb_multiply: binary((a, b) => newFloat(a * b)),
    nb_remainder: binary(floatModulo),
    nb_divmod: binary(floatDivmod),
    nb_power: (base: Borrowed, exponent: Borrowed, modulus: Borrowed) =>
      modulus !== None
        ? typeError('pow() 3rd argument not allowed unless all arguments are integers')
        : power(base, exponent),
    nb_negative: unary((v) => newFloat(-v)),
    nb_positive: exact,
    nb_absolute: unary((v) => newFloat(Math.abs(v))),
    nb_bool: (self: Borrowed) => (floatValue(self) !== 0 ? 1 : 0),
    nb_int: trunc,
    nb_float: exact,
    nb_floor_divide: binary(floatFloorDivide),
    nb_true_divide: binary(divideDoubles),
  },
  methods: [
    method('conjugate', '($self, /)', exact, 'Return self, the complex conjugate of any float.'),
    method('__trunc__', '($self, /)', trunc, 'Return the Integral closest to x between 0 and x.'),
    method(
      '__floor__',
      '($self, /)',
      unary((v) => doubleToInt(Math.floor(v))),
      'Return the floor as an Integral.',
    ),
    method(
      '__ceil__',
      '($self, /)',
      unary((v) => doubleToInt(Math.ceil(v) + 0)),
      'Return the ceiling as an Integral.',
    ),
    method('__round__', '($self, ndigits=None, /)', floatRound, docs.ROUND),
    method('as_integer_ratio', '($self, /)', floatRatio, docs.AS_INTEGER_RATIO),
    method('fromhex', '($type, string, /)', floatFromHex, docs.FROMHEX, { kind: 'classmethod' }),
    method('hex', '($self, /)', floatHex, docs.HEX),
    method(
      'is_integer',
      '($self, /)',
      unary((v) => newBool(Number.isInteger(v))),
      'Return True if the float is an integer.',
    ),
    method(
      '__getnewargs__',
      '($self, /)',
      unary((v) => newTuple(newFloat(v))),
    ),
    method('__getformat__', '($type, typestr: str, /)', floatGetFormat, docs.GETFORMAT, {
      kind: 'classmethod',
    }),
    method(
      '__format__',
      '($self, format_spec: str, /)',
      format,
      'Formats the float according to format_spec.',
    ),
  ],
  getset: [
    { name: 'real', get: exact, doc: 'the real part of a complex number' },
    { name: 'imag', get: () => newFloat(0), doc: 'the imaginary part of a complex number' },
  ],
};
