/** The module `cmath`. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asComplex,
  type Complex,
  complexQuotient,
  libm,
  type ModuleSpec,
  method,
  newBool,
  newComplex,
  newFloat,
  newTuple,
  setError,
  T,
  valueError,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { DOCS } from './docs.js';
import * as f from './functions.js';

/** A result, or what went wrong. */
function outcome(z: Complex): Owned {
  if (f.error === f.DOMAIN) return valueError('math domain error');
  if (f.error === f.RANGE) return setError(T.OverflowError, 'math range error');
  return newComplex(z.re, z.im);
}

function unary(g: (z: Complex) => Complex): (module: Borrowed, o: Borrowed) => Owned {
  return (_module, o) => {
    const z = asComplex(o);
    if (z === null) return NULL;
    f.clearError();
    return outcome(g(z));
  };
}

function log(_module: Borrowed, o: Borrowed, base: Borrowed): Owned {
  const z = asComplex(o);
  if (z === null) return NULL;
  const b = base === 0 ? null : asComplex(base);
  if (b === null && base !== 0) return NULL;
  f.clearError();
  const x = f.log(z);
  if (b === null) return outcome(x);
  // The second logarithm starts anew: what the first found wrong is forgotten, as in CPython.
  f.clearError();
  const q = complexQuotient(x, f.log(b));
  return q === null ? valueError('math domain error') : outcome(q);
}

function phase(_module: Borrowed, o: Borrowed): Owned {
  const z = asComplex(o);
  if (z === null) return NULL;
  const v = libm.atan2(z.im, z.re);
  // The C library reports an underflow to zero, and so does phase().
  if (v === 0 && z.im !== 0 && Number.isFinite(z.re)) return setError(T.OverflowError, 'math range error');
  return newFloat(v);
}

function polar(_module: Borrowed, o: Borrowed): Owned {
  const z = asComplex(o);
  if (z === null) return NULL;
  f.clearError();
  const r = f.modulus(z);
  if (f.error !== f.OK) return setError(T.OverflowError, 'math range error');
  return newTuple(newFloat(r), newFloat(libm.atan2(z.im, z.re)));
}

function rect(_module: Borrowed, r: number, phi: number): Owned {
  f.clearError();
  return outcome(f.rect(r, phi));
}

const infinite = (z: Complex) =>
  Math.abs(z.re) === Number.POSITIVE_INFINITY || Math.abs(z.im) === Number.POSITIVE_INFINITY;

function predicate(g: (z: Complex) => boolean): (module: Borrowed, o: Borrowed) => Owned {
  return (_module, o) => {
    const z = asComplex(o);
    return z === null ? NULL : newBool(g(z));
  };
}

function isclose(_module: Borrowed, ao: Borrowed, bo: Borrowed, relative: number, absolute: number): Owned {
  const a = asComplex(ao);
  if (a === null) return NULL;
  const b = asComplex(bo);
  if (b === null) return NULL;
  if (relative < 0 || absolute < 0) return valueError('tolerances must be non-negative');
  if (a.re === b.re && a.im === b.im) return newBool(true);
  if (infinite(a) || infinite(b)) return newBool(false);
  const d = f.modulus({ re: a.re - b.re, im: a.im - b.im });
  return newBool(d <= relative * f.modulus(b) || d <= relative * f.modulus(a) || d <= absolute);
}

const UNARY = [
  ['acos', f.acos],
  ['acosh', f.acosh],
  ['asin', f.asin],
  ['asinh', f.asinh],
  ['atan', f.atan],
  ['atanh', f.atanh],
  ['cos', f.cos],
  ['cosh', f.cosh],
  ['exp', f.exp],
  ['log10', f.log10],
  ['sin', f.sin],
  ['sinh', f.sinh],
  ['sqrt', f.sqrt],
  ['tan', f.tan],
  ['tanh', f.tanh],
] as const;
const ONE = '($module, z, /)';

export const cmathModule: ModuleSpec = {
  name: 'cmath',
  doc: 'This module provides access to mathematical functions for complex\nnumbers.',
  functions: [
    ...UNARY.map(([name, g]) => method(name, ONE, unary(g), DOCS[name])),
    method('log', '($module, z, base=<unrepresentable>, /)', log, DOCS.log),
    method('phase', ONE, phase, DOCS.phase),
    method('polar', ONE, polar, DOCS.polar),
    method('rect', '($module, r: float, phi: float, /)', rect, DOCS.rect),
    method(
      'isfinite',
      ONE,
      predicate((z) => Number.isFinite(z.re) && Number.isFinite(z.im)),
      DOCS.isfinite,
    ),
    method('isinf', ONE, predicate(infinite), DOCS.isinf),
    method(
      'isnan',
      ONE,
      predicate((z) => Number.isNaN(z.re) || Number.isNaN(z.im)),
      DOCS.isnan,
    ),
    method(
      'isclose',
      '($module, /, a, b, *, rel_tol: float = 1e-09, abs_tol: float = 0.0)',
      isclose,
      DOCS.isclose,
    ),
  ],
  exec(module) {
    const { POSITIVE_INFINITY: inf, NaN: nan } = Number;
    const constants: [string, Owned][] = [
      ['pi', newFloat(Math.PI)],
      ['e', newFloat(Math.E)],
      ['tau', newFloat(2 * Math.PI)],
      ['inf', newFloat(inf)],
      ['infj', newComplex(0, inf)],
      ['nan', newFloat(nan)],
      ['nanj', newComplex(0, nan)],
    ];
    for (const [name, value] of constants) if (setModuleAttr(module, name, value) < 0) return -1;
    return 0;
  },
};
