/** The type `complex`. */
import { type Borrowed, NULL, type Owned, PyComplexObject, TypeFlags } from '@tyston/memory';
import { Py_EQ, Py_NE, str } from '../core/abstract.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { errOccurred, setError, valueError } from '../core/errors.js';
import { floatValue, newFloat } from '../core/float.js';
import { newBool } from '../core/int.js';
import { newRef, typeOf } from '../core/refcount.js';
import { jsStr, newStr, strLength } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple } from '../core/tuple.js';
import { None, NotImplemented, T } from '../core/wellknown.js';
import {
  type Complex,
  complexImag,
  complexPower,
  complexProduct,
  complexQuotient,
  complexReal,
  newComplex,
} from '../lib/complex-arith.js';
import { complexNew } from '../lib/complex-new.js';
import { DTSF_SIGN, doubleToString } from '../lib/dtoa.js';
import { signBit } from '../lib/float-bits.js';
import { formatComplex } from '../lib/format-number.js';
import { parseFormatSpec } from '../lib/format-spec.js';
import { compareDoubleInt, intAsDouble } from '../lib/int-double.js';
import { cHypot } from '../lib/libm/index.js';
import { complexHash } from '../lib/number-hash.js';

function value(p: Borrowed): Complex {
  return { re: complexReal(p), im: complexImag(p) };
}

/** An operand of arithmetic: null where it is no number (nothing pending), or an int beyond the doubles (OverflowError). */
function operand(p: Borrowed): Complex | null {
  if (isInstance(p, T.complex)) return value(p);
  if (isInstance(p, T.float)) return { re: floatValue(p), im: 0 };
  if (!isInstance(p, T.int)) return null;
  const re = intAsDouble(p);
  return re === -1 && errOccurred() ? null : { re, im: 0 };
}

function binary(f: (a: Complex, b: Complex) => Owned): (l: Borrowed, r: Borrowed) => Owned {
  return (l, r) => {
    const a = operand(l);
    const b = a === null ? null : operand(r);
    if (a === null || b === null) return errOccurred() ? NULL : newRef(NotImplemented);
    return f(a, b);
  };
}

const made = (c: Complex): Owned => newComplex(c.re, c.im);

function divide(a: Complex, b: Complex): Owned {
  const q = complexQuotient(a, b);
  return q === null ? setError(T.ZeroDivisionError, 'complex division by zero') : made(q);
}

const plainPower = binary((a, b) => complexPower(a.re, a.im, b.re, b.im));
function power(base: Borrowed, exponent: Borrowed, modulus: Borrowed): Owned {
  if (modulus === None) return plainPower(base, exponent);
  const a = operand(base);
  const b = a === null ? null : operand(exponent);
  if (a === null || b === null) return errOccurred() ? NULL : newRef(NotImplemented);
  return valueError('complex modulo');
}

/** |z|: OverflowError. */
function absolute(self: Borrowed): Owned {
  const { re, im } = value(self);
  if (!Number.isFinite(re) || !Number.isFinite(im)) {
    const infinite = Math.abs(re) === Number.POSITIVE_INFINITY || Math.abs(im) === Number.POSITIVE_INFINITY;
    return newFloat(infinite ? Number.POSITIVE_INFINITY : Number.NaN);
  }
  const v = cHypot(re, im);
  return Number.isFinite(v) ? newFloat(v) : setError(T.OverflowError, 'absolute value too large');
}

function richCompare(l: Borrowed, r: Borrowed, op: number): Owned {
  if (op !== Py_EQ && op !== Py_NE) return newRef(NotImplemented);
  const a = value(l);
  let equal: boolean;
  if (isInstance(r, T.int)) equal = a.im === 0 && compareDoubleInt(a.re, r) === 0;
  else if (isInstance(r, T.float)) equal = a.re === floatValue(r) && a.im === 0;
  else if (isInstance(r, T.complex)) equal = a.re === complexReal(r) && a.im === complexImag(r);
  else return newRef(NotImplemented);
  return newBool(equal === (op === Py_EQ));
}

function repr(self: Borrowed): Owned {
  const { re, im } = value(self);
  if (re === 0 && !signBit(re)) return newStr(`${doubleToString(im, 'r', 0, 0)}j`);
  return newStr(`(${doubleToString(re, 'r', 0, 0)}${doubleToString(im, 'r', 0, DTSF_SIGN)}j)`);
}

function format(self: Borrowed, spec: Borrowed): Owned {
  if (strLength(spec) === 0) return typeOf(self) === T.complex ? repr(self) : str(self);
  const parsed = parseFormatSpec(jsStr(spec), self, '', '>');
  return parsed === null ? NULL : formatComplex(complexReal(self), complexImag(self), parsed, self);
}

function exact(self: Borrowed): Owned {
  return typeOf(self) === T.complex ? newRef(self) : made(value(self));
}

export const complexType: TypeSpec = {
  type: 'complex',
  basicsize: PyComplexObject.size,
  flags: TypeFlags.BASETYPE,
  doc: 'Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where imag defaults to 0.',
  textSignature: '(real=0, imag=0)',
  slots: {
    tp_new: complexNew,
    tp_repr: repr,
    tp_hash: (self: Borrowed) => complexHash(complexReal(self), complexImag(self), self),
    tp_richcompare: richCompare,
    nb_add: binary((a, b) => newComplex(a.re + b.re, a.im + b.im)),
    nb_subtract: binary((a, b) => newComplex(a.re - b.re, a.im - b.im)),
    nb_multiply: binary((a, b) => made(complexProduct(a, b))),
    nb_true_divide: binary(divide),
    nb_power: power,
    nb_negative: (self: Borrowed) => newComplex(-complexReal(self), -complexImag(self)),
    nb_positive: exact,
    nb_absolute: absolute,
    nb_bool: (self: Borrowed) => (complexReal(self) !== 0 || complexImag(self) !== 0 ? 1 : 0),
  },
  methods: [
    method(
      'conjugate',
      '($self, /)',
      (self: Borrowed) => newComplex(complexReal(self), -complexImag(self)),
      'Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.',
    ),
    method('__complex__', '($self, /)', exact, 'Convert this value to exact type complex.'),
    method('__getnewargs__', '($self, /)', (self: Borrowed) =>
      newTuple(newFloat(complexReal(self)), newFloat(complexImag(self))),
    ),
    method(
      '__format__',
      '($self, format_spec: str, /)',
      format,
      'Convert to a string according to format_spec.',
    ),
  ],
  members: [
    {
      name: 'real',
      type: MemberType.DOUBLE,
      offset: PyComplexObject.real,
      readonly: true,
      doc: 'the real part of a complex number',
    },
    {
      name: 'imag',
      type: MemberType.DOUBLE,
      offset: PyComplexObject.imag,
      readonly: true,
      doc: 'the imaginary part of a complex number',
    },
  ],
};
