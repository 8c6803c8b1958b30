/** The module `math`. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, PyNumberMethods } from '@tyston/memory';
import {
  asDouble,
  binary as binaryOperation,
  call,
  copysign,
  decref,
  doubleBits,
  doubleFromBits,
  doubleToInt,
  errClear,
  errMatches,
  errOccurred,
  exponentOf,
  floatValue,
  intAsDouble,
  intExponent,
  intFitsNumber,
  intFrexp,
  intSign,
  intToNumber,
  isInstance,
  ldexp,
  libm,
  lookupSpecial,
  type MethodSpec,
  type ModuleSpec,
  method,
  newBool,
  newFloat,
  newInt,
  newTuple,
  newTupleFrom,
  noKeywords,
  setError,
  significandOf,
  T,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import * as docs from './docs.js';
import { DOMAIN, gamma, lgamma, type Outcome, RANGE } from './gamma.js';
import { comb, factorial, gcd, isqrt, lcm, perm } from './integers.js';
import { dist, fsum, hypot, prod } from './sums.js';

const domainError = (): Owned => valueError('math domain error');
const rangeError = (): Owned => setError(T.OverflowError, 'math range error');

/** A function of one double: a NaN or an infinity that did not come in is an error. */
function unary(f: (x: number) => number, canOverflow = false): (module: Borrowed, x: number) => Owned {
  return (_module, x) => checked(x, f(x), canOverflow);
}
function checked(x: number, r: number, canOverflow: boolean): Owned {
  if (!Number.isFinite(r)) {
    if (Number.isNaN(r) && !Number.isNaN(x)) return domainError();
    if (!Number.isNaN(r) && Number.isFinite(x)) return canOverflow ? rangeError() : domainError();
  }
  return newFloat(r);
}
/** A function of two doubles. */
function binary(f: (x: number, y: number) => number): (module: Borrowed, x: number, y: number) => Owned {
  return (_module, x, y) => {
    const r = f(x, y);
    if (Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y)) return domainError();
    if (Math.abs(r) === Number.POSITIVE_INFINITY && Number.isFinite(x) && Number.isFinite(y))
      return rangeError();
    return newFloat(r);
  };
}
/** A function that says itself what went wrong. */
function withOutcome(f: (x: number) => Outcome): (module: Borrowed, x: number) => Owned {
  return (_module, x) => {
    const { value, error } = f(x);
    if (error === DOMAIN) return domainError();
    if (error === RANGE && Math.abs(value) >= 1.5) return rangeError();
    return newFloat(value);
  };
}
const predicate = (f: (x: number) => boolean) => (_module: Borrowed, x: number) => newBool(f(x));
const plain = (f: (x: number) => number) => (_module: Borrowed, x: number) => newFloat(f(x));

function fmod(_module: Borrowed, x: number, y: number): Owned {
  const r = x % y;
  if (Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y)) return domainError();
  return newFloat(r);
}

function power(_module: Borrowed, x: number, y: number): Owned {
  const r = libm.pow(x, y);
  if (Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(r))
    return Number.isNaN(r) || x === 0 ? domainError() : rangeError();
  return newFloat(r);
}

/** x - n y with n the integer nearest to x / y, exact (IEEE 754 remainder). */
function remainderOf(x: number, y: number): number {
  if (Number.isNaN(x)) return x;
  if (Number.isNaN(y)) return y;
  if (!Number.isFinite(x) || y === 0) return Number.NaN;
  if (!Number.isFinite(y)) return x;
  const a = Math.abs(x);
  const b = Math.abs(y);
  const m = a % b;
  const c = b - m;
  let r: number;
  if (m < c) r = m;
  else if (m > c) r = -c;
  else r = m - 2 * ((0.5 * (a - m)) % b); // halfway: the even multiple
  return copysign(1, x) * r;
}

// -- logarithms ---------------------------------------------------------------------------------------------------

/** A logarithm of any number: ints may be beyond the doubles. */
function logOf(o: Borrowed, f: (x: number) => number): Owned {
  if (!isInstance(o, T.int)) {
    const x = asDouble(o);
    if (x === -1 && errOccurred()) return NULL;
    return checked(x, f(x), false);
  }
  if (intSign(o) <= 0) return domainError();
  const x = intAsDouble(o);
  if (x !== -1 || !errOccurred()) return newFloat(f(x));
  if (!errMatches(T.OverflowError)) return NULL;
  errClear();
  const m = intFrexp(o);
  return newFloat(f(m) + f(2) * intExponent);
}

function log(_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('math.log', kwnames)) return NULL;
  if (n < 1 || n > 2) return typeError('math.log requires 1 to 2 arguments');
  return logWithBase(ldPtr(args), n === 2 ? ldPtr(args + 8) : NULL);
}
function logWithBase(x: Borrowed, base: Borrowed): Owned {
  const numerator = logOf(x, libm.log);
  if (numerator === 0 || base === 0) return numerator;
  const denominator = logOf(base, libm.log);
  if (denominator === 0) {
    decref(numerator);
    return NULL;
  }
  const r = binaryOperation(PyNumberMethods.nb_true_divide, numerator, denominator, '/');
  decref(numerator);
  decref(denominator);
  return r;
}

// -- integers near a number ---------------------------------------------------------------------------------------

/** ceil and floor: the type's own method, else of the double. */
function integral(name: string, f: (x: number) => number): (module: Borrowed, x: Borrowed) => Owned {
  return (_module, o) => {
    if (typeOf(o) !== T.float) {
      const own = lookupSpecial(o, name);
      if (own !== 0) {
        const r = call(own);
        decref(own);
        return r;
      }
      if (errOccurred()) return NULL;
    }
    const x = asDouble(o);
    if (x === -1 && errOccurred()) return NULL;
    return doubleToInt(f(x) + 0);
  };
}

function trunc(_module: Borrowed, o: Borrowed): Owned {
  if (typeOf(o) === T.float) return doubleToInt(Math.trunc(floatValue(o)));
  const own = lookupSpecial(o, '__trunc__');
  if (own === 0) {
    if (errOccurred()) return NULL;
    return typeError(`type ${typeName(o)} doesn't define __trunc__ method`);
  }
  const r = call(own);
  decref(own);
  return r;
}

// -- representation -----------------------------------------------------------------------------------------------

function frexp(_module: Borrowed, x: number): Owned {
  if (x === 0 || !Number.isFinite(x)) return newTuple(newFloat(x), newInt(0));
  return newTuple(newFloat(significandOf(x)), newInt(exponentOf(x)));
}

function scale(_module: Borrowed, x: number, i: Borrowed): Owned {
  if (!isInstance(i, T.int)) return typeError('Expected an int as second argument to ldexp.');
  if (x === 0 || !Number.isFinite(x)) return newFloat(x);
  const e = intFitsNumber(i) ? intToNumber(i) : intSign(i) * 1e9;
  const r = ldexp(x, Math.max(-5000, Math.min(5000, e)));
  return Number.isFinite(r) ? newFloat(r) : rangeError();
}

function modf(_module: Borrowed, x: number): Owned {
  if (Math.abs(x) === Number.POSITIVE_INFINITY) return newTuple(newFloat(copysign(0, x)), newFloat(x));
  const whole = Math.trunc(x);
  return newTuple(newFloat(copysign(x - whole, x)), newFloat(whole));
}

function nextafterOf(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return x + y;
  if (x === y) return y;
  if (x === 0) return copysign(5e-324, y);
  const bits = doubleBits(x);
  // Bits grow with the magnitude.
  return doubleFromBits(y > x === x > 0 ? bits + 1n : bits - 1n);
}

function ulpOf(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a === Number.POSITIVE_INFINITY) return a;
  const above = nextafterOf(a, Number.POSITIVE_INFINITY);
  if (Number.isFinite(above)) return above - a;
  return a - nextafterOf(a, 0);
}

function isclose(_module: Borrowed, a: number, b: number, relative: number, absolute: number): Owned {
  if (relative < 0 || absolute < 0) return valueError('tolerances must be non-negative');
  if (a === b) return newBool(true);
  if (!Number.isFinite(a) && !Number.isNaN(a)) return newBool(false);
  if (!Number.isFinite(b) && !Number.isNaN(b)) return newBool(false);
  const d = Math.abs(b - a);
  return newBool(d <= Math.abs(relative * b) || d <= Math.abs(relative * a) || d <= absolute);
}

/** A function of any number of positional arguments, which it gets as a tuple. */
function varargs(name: string, f: (module: Borrowed, args: Borrowed) => Owned) {
  return (module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!noKeywords(name, kwnames)) return NULL;
    const t = newTupleFrom(args, n);
    const r = f(module, t);
    decref(t);
    return r;
  };
}

/** The functions of one double, with whether a finite argument may give an infinity. */
const SIMPLE: readonly (readonly [string, (x: number) => number, boolean])[] = [
  ['acos', libm.acos, false],
  ['acosh', libm.acosh, false],
  ['asin', libm.asin, false],
  ['asinh', libm.asinh, false],
  ['atan', libm.atan, false],
  ['atanh', libm.atanh, false],
  ['cbrt', libm.cbrt, false],
  ['cos', libm.cos, false],
  ['cosh', libm.cosh, true],
  ['erf', libm.erf, false],
  ['erfc', libm.erfc, false],
  ['exp', libm.exp, true],
  ['exp2', libm.exp2, true],
  ['expm1', libm.expm1, true],
  ['fabs', Math.abs, false],
  ['log1p', libm.log1p, false],
  ['sin', libm.sin, false],
  ['sinh', libm.sinh, true],
  ['sqrt', Math.sqrt, false],
  ['tan', libm.tan, false],
  ['tanh', libm.tanh, false],
];

function define(
  name: keyof typeof docs.DOCS,
  signature: string,
  impl: MethodSpec['impl'],
  more: Partial<MethodSpec> = {},
): MethodSpec {
  return method(name, signature, impl, docs.DOCS[name], more);
}

const ONE_FLOAT = '($module, x: float, /)';
const TWO_FLOATS = '($module, x: float, y: float, /)';

export const mathModule: ModuleSpec = {
  name: 'math',
  doc: 'This module provides access to the mathematical functions\ndefined by the C standard.',
  functions: [
    ...SIMPLE.map(([name, f, canOverflow]) =>
      define(name as keyof typeof docs.DOCS, ONE_FLOAT, unary(f, canOverflow)),
    ),
    define('atan2', '($module, y: float, x: float, /)', binary(libm.atan2)),
    define('copysign', TWO_FLOATS, binary(copysign)),
    define('remainder', TWO_FLOATS, binary(remainderOf)),
    define('fmod', TWO_FLOATS, fmod),
    define('pow', TWO_FLOATS, power),
    define('gamma', ONE_FLOAT, withOutcome(gamma)),
    define('lgamma', ONE_FLOAT, withOutcome(lgamma)),
    define('log', '($module, x, base=0, /)', log, { raw: true, noTextSignature: true }),
    define('log2', '($module, x, /)', (_module: Borrowed, x: Borrowed) => logOf(x, libm.log2)),
    define('log10', '($module, x, /)', (_module: Borrowed, x: Borrowed) => logOf(x, libm.log10)),
    define('ceil', '($module, x, /)', integral('__ceil__', Math.ceil)),
    define('floor', '($module, x, /)', integral('__floor__', Math.floor)),
    define('trunc', '($module, x, /)', trunc),
    define('frexp', ONE_FLOAT, frexp),
    define('ldexp', '($module, x: float, i, /)', scale),
    define('modf', ONE_FLOAT, modf),
    define('nextafter', TWO_FLOATS, (_module: Borrowed, x: number, y: number) => newFloat(nextafterOf(x, y))),
    define('ulp', ONE_FLOAT, plain(ulpOf)),
    define(
      'isclose',
      '($module, /, a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0)',
      isclose,
    ),
    define('isfinite', ONE_FLOAT, predicate(Number.isFinite)),
    define(
      'isinf',
      ONE_FLOAT,
      predicate((x) => Math.abs(x) === Number.POSITIVE_INFINITY),
    ),
    define('isnan', ONE_FLOAT, predicate(Number.isNaN)),
    define(
      'degrees',
      ONE_FLOAT,
      plain((x) => x * (180 / Math.PI)),
    ),
    define(
      'radians',
      ONE_FLOAT,
      plain((x) => x * (Math.PI / 180)),
    ),
    define('gcd', '($module, *integers)', varargs('math.gcd', gcd), { raw: true }),
    define('lcm', '($module, *integers)', varargs('math.lcm', lcm), { raw: true }),
    define('factorial', '($module, n, /)', factorial),
    define('comb', '($module, n, k, /)', comb),
    define('perm', '($module, n, k=None, /)', perm),
    define('isqrt', '($module, n, /)', isqrt),
    define('fsum', '($module, seq, /)', fsum),
    define('prod', '($module, iterable, /, *, start=1)', prod),
    define('hypot', '($module, *coordinates)', varargs('math.hypot', hypot), {
      raw: true,
      noTextSignature: true,
    }),
    define('dist', '($module, p, q, /)', dist),
  ],
  exec(module) {
    const constants: [string, number][] = [
      ['pi', Math.PI],
      ['e', Math.E],
      ['tau', 2 * Math.PI],
      ['inf', Number.POSITIVE_INFINITY],
      ['nan', Number.NaN],
    ];
    for (const [name, value] of constants) if (setModuleAttr(module, name, newFloat(value)) < 0) return -1;
    return 0;
  },
};
