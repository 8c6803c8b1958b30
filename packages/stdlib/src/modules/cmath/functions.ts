/**
 * The elementary functions of complex numbers, after W. Kahan, "Branch cuts for complex elementary functions" (1987): each step is the one
 * that CPython takes, so that the roundings agree. What went wrong is left in `error`.
 */
import { type Complex, copysign, ldexp, libm, signBit } from '@tyston/objects';
import type { SpecialTable } from './special-values.js';
import * as special from './special-values.js';

const {
  asinh: realAsinh,
  atan2,
  cHypot,
  cos: realCos,
  cosh: realCosh,
  exp: realExp,
  log: realLog,
  log1p,
  sin: realSin,
  sinh: realSinh,
  tan: realTan,
  tanh: realTanh,
} = libm; // prettier-ignore

export const OK = 0;
export const DOMAIN = 1;
export const RANGE = 2;
/** What the last function found wrong. */
export let error = OK;
export function clearError(): void {
  error = OK;
}

const MAX = Number.MAX_VALUE;
const LARGE = MAX / 4;
const SQRT_LARGE = Math.sqrt(LARGE);
const LOG_LARGE = realLog(LARGE);
const TINY = 2 ** -1022;
const SQRT_TINY = Math.sqrt(TINY);
const INF = Number.POSITIVE_INFINITY;

const isInf = (x: number) => x === INF || x === -INF;
const finite = (z: Complex) => Number.isFinite(z.re) && Number.isFinite(z.im);

/** The kind of a part, as the tables are ordered. */
function kind(x: number): number {
  if (Number.isNaN(x)) return 6;
  if (isInf(x)) return x < 0 ? 0 : 5;
  if (x === 0) return signBit(x) ? 2 : 3;
  return x < 0 ? 1 : 4;
}
function lookup(table: SpecialTable, re: number, im: number): Complex {
  const v = table[kind(re)]![kind(im)]!;
  if (v === null) {
    error = DOMAIN;
    return { re: Number.NaN, im: Number.NaN };
  }
  return { re: v[0], im: v[1] };
}
/** Notes an overflow. */
function checked(re: number, im: number): Complex {
  if (isInf(re) || isInf(im)) error = RANGE;
  return { re, im };
}

/** log |z| where |z| may overflow. */
function logOfLarge(z: Complex): number {
  return realLog(cHypot(z.re / 2, z.im / 2)) + Math.LN2 * 2;
}
const isLarge = (z: Complex) => Math.abs(z.re) > LARGE || Math.abs(z.im) > LARGE;

export function sqrt(z: Complex): Complex {
  if (!finite(z)) return lookup(special.SQRT, z.re, z.im);
  if (z.re === 0 && z.im === 0) return { re: 0, im: z.im };
  let ax = Math.abs(z.re);
  const ay = Math.abs(z.im);
  let s: number;
  if (ax < TINY && ay < TINY) {
    ax = ldexp(ax, 53);
    s = ldexp(Math.sqrt(ax + cHypot(ax, ldexp(ay, 53))), -27);
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + cHypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return z.re >= 0 ? { re: s, im: copysign(d, z.im) } : { re: d, im: copysign(s, z.im) };
}

export function acos(z: Complex): Complex {
  if (!finite(z)) return lookup(special.ACOS, z.re, z.im);
  if (isLarge(z)) {
    const l = logOfLarge(z);
    return { re: atan2(Math.abs(z.im), z.re), im: z.re < 0 ? -copysign(l, z.im) : copysign(l, -z.im) };
  }
  const s1 = sqrt({ re: 1 - z.re, im: -z.im });
  const s2 = sqrt({ re: 1 + z.re, im: z.im });
  return { re: 2 * atan2(s1.re, s2.re), im: realAsinh(s2.re * s1.im - s2.im * s1.re) };
}

export function acosh(z: Complex): Complex {
  if (!finite(z)) return lookup(special.ACOSH, z.re, z.im);
  if (isLarge(z)) return { re: logOfLarge(z), im: atan2(z.im, z.re) };
  const s1 = sqrt({ re: z.re - 1, im: z.im });
  const s2 = sqrt({ re: z.re + 1, im: z.im });
  return { re: realAsinh(s1.re * s2.re + s1.im * s2.im), im: 2 * atan2(s1.im, s2.re) };
}

export function asinh(z: Complex): Complex {
  if (!finite(z)) return lookup(special.ASINH, z.re, z.im);
  if (isLarge(z)) {
    const l = logOfLarge(z);
    return { re: z.im >= 0 ? copysign(l, z.re) : -copysign(l, -z.re), im: atan2(z.im, Math.abs(z.re)) };
  }
  const s1 = sqrt({ re: 1 + z.im, im: -z.re });
  const s2 = sqrt({ re: 1 - z.im, im: z.re });
  return { re: realAsinh(s1.re * s2.im - s2.re * s1.im), im: atan2(z.im, s1.re * s2.re - s1.im * s2.im) };
}

/** f(iz)/i. */
function rotated(f: (z: Complex) => Complex): (z: Complex) => Complex {
  return (z) => {
    const s = f({ re: -z.im, im: z.re });
    return { re: s.im, im: -s.re };
  };
}
export const asin = rotated(asinh);

export function atanh(z: Complex): Complex {
  if (!finite(z)) return lookup(special.ATANH, z.re, z.im);
  if (z.re < 0 || (z.re === 0 && signBit(z.re))) {
    const r = atanh({ re: -z.re, im: -z.im });
    return { re: -r.re, im: -r.im };
  }
  const ay = Math.abs(z.im);
  if (z.re > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = cHypot(z.re / 2, z.im / 2);
    return { re: z.re / 4 / h / h, im: -copysign(Math.PI / 2, -z.im) };
  }
  if (z.re === 1 && ay < SQRT_TINY) {
    if (ay === 0) {
      error = DOMAIN;
      return { re: INF, im: z.im };
    }
    return {
      re: -realLog(Math.sqrt(ay) / Math.sqrt(cHypot(ay, 2))),
      im: copysign(atan2(2, -ay) / 2, z.im),
    };
  }
  const d = 1 - z.re;
  return {
    re: log1p((4 * z.re) / (d * d + ay * ay)) / 4,
    im: -atan2(-2 * z.im, d * (1 + z.re) - ay * ay) / 2,
  };
}
export const atan = rotated(atanh);

export function exp(z: Complex): Complex {
  if (!finite(z)) {
    if (isInf(z.re) && Number.isFinite(z.im) && z.im !== 0) {
      const m = z.re > 0 ? INF : 0;
      return { re: copysign(m, realCos(z.im)), im: copysign(m, realSin(z.im)) };
    }
    return lookup(special.EXP, z.re, z.im);
  }
  if (z.re > LOG_LARGE) {
    const l = realExp(z.re - 1);
    return checked(l * realCos(z.im) * Math.E, l * realSin(z.im) * Math.E);
  }
  const l = realExp(z.re);
  return checked(l * realCos(z.im), l * realSin(z.im));
}

export function cosh(z: Complex): Complex {
  if (!finite(z)) {
    if (isInf(z.re) && Number.isFinite(z.im) && z.im !== 0) {
      const im = copysign(INF, realSin(z.im));
      return { re: copysign(INF, realCos(z.im)), im: z.re > 0 ? im : -im };
    }
    return lookup(special.COSH, z.re, z.im);
  }
  if (Math.abs(z.re) > LOG_LARGE) {
    const x = z.re - copysign(1, z.re);
    return checked(realCos(z.im) * realCosh(x) * Math.E, realSin(z.im) * realSinh(x) * Math.E);
  }
  return checked(realCos(z.im) * realCosh(z.re), realSin(z.im) * realSinh(z.re));
}

export function sinh(z: Complex): Complex {
  if (!finite(z)) {
    if (isInf(z.re) && Number.isFinite(z.im) && z.im !== 0) {
      const re = copysign(INF, realCos(z.im));
      return { re: z.re > 0 ? re : -re, im: copysign(INF, realSin(z.im)) };
    }
    return lookup(special.SINH, z.re, z.im);
  }
  if (Math.abs(z.re) > LOG_LARGE) {
    const x = z.re - copysign(1, z.re);
    return checked(realCos(z.im) * realSinh(x) * Math.E, realSin(z.im) * realCosh(x) * Math.E);
  }
  return checked(realCos(z.im) * realSinh(z.re), realSin(z.im) * realCosh(z.re));
}

export function tanh(z: Complex): Complex {
  if (!finite(z)) {
    if (isInf(z.re) && Number.isFinite(z.im) && z.im !== 0)
      return { re: z.re > 0 ? 1 : -1, im: copysign(0, 2 * realSin(z.im) * realCos(z.im)) };
    return lookup(special.TANH, z.re, z.im);
  }
  if (Math.abs(z.re) > LOG_LARGE) {
    return {
      re: copysign(1, z.re),
      im: 4 * realSin(z.im) * realCos(z.im) * realExp(-2 * Math.abs(z.re)),
    };
  }
  const tx = realTanh(z.re);
  const ty = realTan(z.im);
  const cx = 1 / realCosh(z.re);
  const both = tx * ty;
  const d = 1 + both * both;
  return { re: (tx * (1 + ty * ty)) / d, im: (ty / d) * cx * cx };
}

export const sin = rotated(sinh);
export const tan = rotated(tanh);
export function cos(z: Complex): Complex {
  return cosh({ re: -z.im, im: z.re });
}

export function log(z: Complex): Complex {
  if (!finite(z)) return lookup(special.LOG, z.re, z.im);
  const ax = Math.abs(z.re);
  const ay = Math.abs(z.im);
  const im = atan2(z.im, z.re);
  if (isLarge(z)) return { re: realLog(cHypot(ax / 2, ay / 2)) + Math.LN2, im };
  if (ax < TINY && ay < TINY) {
    if (ax > 0 || ay > 0) return { re: realLog(cHypot(ldexp(ax, 53), ldexp(ay, 53))) - 53 * Math.LN2, im };
    error = DOMAIN;
    return { re: -INF, im };
  }
  const h = cHypot(ax, ay);
  if (h >= 0.71 && h <= 1.73) {
    const most = Math.max(ax, ay);
    const least = Math.min(ax, ay);
    return { re: log1p((most - 1) * (most + 1) + least * least) / 2, im };
  }
  return { re: realLog(h), im };
}

export function log10(z: Complex): Complex {
  const r = log(z);
  return { re: r.re / Math.LN10, im: r.im / Math.LN10 };
}

/** |z|: RANGE where it overflows. */
export function modulus(z: Complex): number {
  if (!finite(z)) return isInf(z.re) || isInf(z.im) ? INF : Number.NaN;
  const h = cHypot(z.re, z.im);
  if (!Number.isFinite(h)) error = RANGE;
  return h;
}

/** r e^(i phi). */
export function rect(r: number, phi: number): Complex {
  if (!Number.isFinite(r) || !Number.isFinite(phi)) {
    if (isInf(r) && Number.isFinite(phi) && phi !== 0) {
      const re = copysign(INF, realCos(phi));
      const im = copysign(INF, realSin(phi));
      return r > 0 ? { re, im } : { re: -re, im: -im };
    }
    return lookup(special.RECT, r, phi);
  }
  if (phi === 0) return { re: r, im: r * phi };
  return { re: r * realCos(phi), im: r * realSin(phi) };
}
