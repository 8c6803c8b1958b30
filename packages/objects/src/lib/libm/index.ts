/** The C library's functions of doubles, with the results that it gives. */
export { low, twoProduct } from './double-double.js';
export { erf, erfc } from './erf.js';
export { exp, exp2, log, log2 } from './exp-log.js';
export {
  acosh,
  asinh,
  atanh,
  cbrt,
  cHypot,
  cosh,
  expm1,
  log1p,
  log10,
  sinh,
  tanh,
} from './hyperbolic.js';
export { pow, setLibraryPower } from './pow.js';
export { acos, asin, atan, atan2, cos, hypot, sin, tan } from './trig.js';
