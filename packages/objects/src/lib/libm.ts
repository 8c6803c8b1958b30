/** The C library's functions of doubles, with the results that it gives. */

export const pow = Math.pow;
export const exp = Math.exp;
export const log = Math.log;
export const sin = Math.sin;
export const cos = Math.cos;
export const atan2 = Math.atan2;

/** sqrt(x^2 + y^2). */
export const hypot = Math.hypot;
