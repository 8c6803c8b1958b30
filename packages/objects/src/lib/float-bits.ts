/** Doubles by sign, exponent and significand: C's frexp, ldexp and friends. */

const view = new DataView(new ArrayBuffer(8));

const MIN_EXPONENT = -1074;
const TWO64 = 2 ** 64;
const POWERS = (() => {
  const t = new Float64Array(1024 - MIN_EXPONENT);
  t[-MIN_EXPONENT] = 1;
  for (let e = 1; e < 1024; e++) t[e - MIN_EXPONENT] = t[e - 1 - MIN_EXPONENT]! * 2;
  for (let e = -1; e >= MIN_EXPONENT; e--) t[e - MIN_EXPONENT] = t[e + 1 - MIN_EXPONENT]! / 2;
  return t;
})();

/** 2^e exactly, for -1074 <= e <= 1023. */
export function pow2(e: number): number {
  return POWERS[e - MIN_EXPONENT]!;
}

/** The exponent e with |value| = m * 2^e, 0.5 <= m < 1, of a finite non-zero value. */
export function exponentOf(value: number): number {
  view.setFloat64(0, value);
  let bits = (view.getUint32(0) >>> 20) & 0x7ff;
  if (bits !== 0) return bits - 1022;
  view.setFloat64(0, value * TWO64);
  bits = (view.getUint32(0) >>> 20) & 0x7ff;
  return bits - 1022 - 64;
}

/** The significand of a finite non-zero value: value / 2^exponentOf(value). */
export function significandOf(value: number): number {
  view.setFloat64(0, value);
  if (((view.getUint32(0) >>> 20) & 0x7ff) === 0) view.setFloat64(0, value * TWO64);
  view.setUint32(0, (view.getUint32(0) & 0x800fffff) | 0x3fe00000);
  return view.getFloat64(0);
}

/** value * 2^exponent for an integer exponent, rounded once. */
export function ldexp(value: number, exponent: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const s = significandOf(value);
  const e = exponentOf(value) + exponent;
  if (e > 1024) return s * Number.POSITIVE_INFINITY;
  if (e < -1080) return s * 0;
  if (e >= -1021) return e > 0 ? s * pow2(e - 1) * 2 : s * pow2(e);
  // Exact down to the smallest normal numbers; the last step rounds.
  return s * pow2(-1021) * pow2(e + 1021);
}

/** True when the sign bit is set (also for -0 and NaN). */
export function signBit(value: number): boolean {
  view.setFloat64(0, value);
  return view.getInt32(0) < 0;
}

/** |magnitude| with the sign of `sign`. */
export function copysign(magnitude: number, sign: number): number {
  const a = Math.abs(magnitude);
  return signBit(sign) ? -a : a;
}

/** The bits, as an unsigned 64-bit BigInt. */
export function doubleBits(value: number): bigint {
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}
export function doubleFromBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** A finite double as significand * 2^exponent with an integral significand of at most 53 bits. */
export function decompose(value: number): { significand: bigint; exponent: number } {
  const bits = doubleBits(Math.abs(value));
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  if (biased === 0) return { significand: fraction, exponent: MIN_EXPONENT };
  return { significand: fraction | 0x10000000000000n, exponent: biased - 1075 };
}
