/** `complex(real, imag)` and complex numbers from text. */
import {
  type Borrowed,
  ld32,
  NULL,
  type Owned,
  PyComplexObject,
  PyNumberMethods,
  PyTypeObject,
  stF64,
} from '@tyston/memory'; // prettier-ignore
import { call, hasIndex, lookupSpecial, numberFloat, reprText, typeName, warn } from '../core/abstract.js';
import { parseTupleAndDict } from '../core/args.js';
import { errOccurred, typeError, valueError } from '../core/errors.js';
import { floatValue } from '../core/float.js';
import { call2 } from '../core/functions.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { T } from '../core/wellknown.js';
import { asciiNumber, trimAsciiSpace } from './ascii-number.js';
import { type Complex, complexImag, complexReal, newComplex } from './complex-arith.js';
import { plainDouble, withoutUnderscores } from './float-text.js';

const NUMBER = String.raw`(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])`;
const REAL = new RegExp(`^[+-]?${NUMBER}$`);
const IMAGINARY = new RegExp(`^([+-]?${NUMBER}?)[jJ]$`);
const BOTH = new RegExp(`^([+-]?${NUMBER})([+-]${NUMBER}?)[jJ]$`);

function coefficient(text: string): number {
  if (text === '' || text === '+') return 1;
  return text === '-' ? -1 : plainDouble(text)!;
}

/** The value of a text without underscores, or null. */
function parse(text: string): Complex | null {
  let s = trimAsciiSpace(text);
  if (s.startsWith('(')) {
    if (!s.endsWith(')')) return null;
    s = trimAsciiSpace(s.slice(1, -1));
  }
  if (REAL.test(s)) return { re: plainDouble(s)!, im: 0 };
  const imaginary = IMAGINARY.exec(s);
  if (imaginary) return { re: 0, im: coefficient(imaginary[1]!) };
  const both = BOTH.exec(s);
  return both ? { re: plainDouble(both[1]!)!, im: coefficient(both[2]!) } : null;
}

function ofType(type: Borrowed, re: number, im: number): Owned {
  if (type === T.complex) return newComplex(re, im);
  const p = call2(ld32(type + PyTypeObject.tp_alloc), type, 0) as Owned;
  if (p !== 0) {
    stF64(p + PyComplexObject.real, re);
    stF64(p + PyComplexObject.imag, im);
  }
  return p;
}

function fromStr(type: Borrowed, s: Borrowed): Owned {
  const text = withoutUnderscores(trimAsciiSpace(asciiNumber(s)));
  if (text === null) return valueError(`could not convert string to complex: ${reprText(s)}`);
  const c = parse(text);
  return c === null ? valueError('complex() arg is a malformed string') : ofType(type, c.re, c.im);
}

/** The result of `__complex__` as a reference to a complex, NULL without an exception where there is no such method. */
function bySpecialMethod(o: Borrowed): Owned {
  if (typeOf(o) === T.complex) return newRef(o);
  const f = lookupSpecial(o, '__complex__');
  if (f === 0) return NULL;
  const r = call(f);
  decref(f);
  if (r === 0 || typeOf(r) === T.complex) return r;
  const name = typeName(r);
  if (!isInstance(r, T.complex)) {
    decref(r);
    return typeError(`__complex__ returned non-complex (type ${name})`);
  }
  const message = `__complex__ returned non-complex (type ${name}).  The ability to return an instance of a strict subclass of complex is deprecated, and may not be supported in a future version of Python.`;
  if (warn(T.DeprecationWarning, message, 1) < 0) {
    decref(r);
    return NULL;
  }
  return r;
}

/** Does it convert to a real or complex number? */
function isNumber(o: Borrowed): boolean {
  if (isInstance(o, T.complex) || hasIndex(o)) return true;
  const numbers = ld32(typeOf(o) + PyTypeObject.tp_as_number);
  return numbers !== 0 && ld32(numbers + PyNumberMethods.nb_float) !== 0;
}

/** A number as a complex value; null with an exception. */
function numberValue(o: Borrowed): Complex | null {
  if (isInstance(o, T.complex)) return { re: complexReal(o), im: complexImag(o) };
  const f = numberFloat(o);
  if (f === 0) return null;
  const re = floatValue(f);
  decref(f);
  return { re, im: 0 };
}

/** PyComplex_AsCComplex: the value of any number; null with an exception. */
export function asComplex(o: Borrowed): Complex | null {
  if (isInstance(o, T.complex)) return { re: complexReal(o), im: complexImag(o) };
  const c = bySpecialMethod(o);
  if (c === 0) {
    if (errOccurred()) return null;
    if (!isNumber(o)) {
      typeError(`must be real number, not ${typeName(o)}`);
      return null;
    }
    return numberValue(o);
  }
  const v = { re: complexReal(c), im: complexImag(c) };
  decref(c);
  return v;
}

/** tp_new of complex and its subclasses. */
export function complexNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const values = parseTupleAndDict('complex', '(real=0, imag=0)', args, kwargs);
  if (values === null) return NULL;
  const real = values[0] as Borrowed;
  const imag = values[1] as Borrowed;
  if (real === 0 && imag === 0) return ofType(type, 0, 0);
  if (real !== 0) {
    if (type === T.complex && imag === 0 && typeOf(real) === T.complex) return newRef(real);
    if (isInstance(real, T.str)) {
      if (imag !== 0) return typeError("complex() can't take second arg if first is a string");
      return fromStr(type, real);
    }
  }
  if (imag !== 0 && isInstance(imag, T.str)) return typeError("complex() second arg can't be a string");
  const special = real === 0 ? NULL : bySpecialMethod(real);
  if (special === 0 && errOccurred()) return NULL;
  const r = special !== 0 ? special : real;
  const result = combine(type, r, imag);
  if (special !== 0) decref(special);
  return result;
}

function combine(type: Borrowed, real: Borrowed, imag: Borrowed): Owned {
  if (real !== 0 && !isNumber(real))
    return typeError(`complex() first argument must be a string or a number, not '${typeName(real)}'`);
  if (imag !== 0 && !isNumber(imag))
    return typeError(`complex() second argument must be a number, not '${typeName(imag)}'`);
  const a = real === 0 ? { re: 0, im: 0 } : numberValue(real);
  if (a === null) return NULL;
  if (imag === 0) return ofType(type, a.re, a.im);
  const b = numberValue(imag);
  if (b === null) return NULL;
  // real + imag * 1j, where either may itself be complex
  const re = isInstance(imag, T.complex) ? a.re - b.im : a.re;
  const im = real !== 0 && isInstance(real, T.complex) ? b.re + a.im : b.re;
  return ofType(type, re, im);
}
